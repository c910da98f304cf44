"""What `zscrawl schedule` prints is what cron and systemd take, with paths that exist."""

from __future__ import annotations

import configparser
import getpass
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zscrawl.cli import cli
from zscrawl.crawl.timers import SERVICE, TIMER, Job, crontab, service

# A path with everything that cron, the shell or systemd could trip over.
ODD = "data 100% $HOME 'of' \"mine\""


def run(home: Path, *arguments: str, **environment: str) -> Result:
    result = CliRunner().invoke(
        cli, ["schedule", *arguments], env={"ZSCRAWL_HOME": str(home), **environment}, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result


def cron_command(line: str) -> tuple[str, str]:
    """Schedule and command of a crontab line, as cron(5) reads it: five fields, then up to an unescaped %."""
    *fields, command = line.split(" ", 5)
    assert "%" not in command.replace("\\%", "")
    return " ".join(fields), command.replace("\\%", "%")


def test_the_crontab_line_calls_this_installation_for_this_directory(tmp_path: Path) -> None:
    comment, line = run(tmp_path, "cron").stdout.splitlines()
    assert comment.startswith("#")
    schedule, command = cron_command(line)
    assert schedule == "*/10 * * * *"
    assert f"ZSCRAWL_HOME={tmp_path} " in command
    assert f"{Path(sys.executable).parent}/zscrawl crawl --due " in command
    assert "flock" not in command


def test_the_crontab_line_survives_odd_paths(tmp_path: Path) -> None:
    home = tmp_path / ODD
    home.mkdir()
    probe = tmp_path / "probe 1%"
    probe.write_text('#!/bin/sh\nprintf "%s|" "$ZSCRAWL_HOME" "$@"\n', encoding="utf-8")
    probe.chmod(0o755)
    job = Job(
        [str(probe), "crawl", "--due", "--notify", "mail -s 'x y'"],
        home,
        "me",
        1,
        {"ZSCRAWL_HOME": str(home)},
    )
    schedule, command = cron_command(crontab(job).splitlines()[1])
    assert schedule == "* * * * *"
    subprocess.run(["/bin/sh", "-c", command], check=True, env={"HOME": "/"})
    assert (home / "cron.log").read_text("utf-8") == f"{home}|crawl|--due|--notify|mail -s 'x y'|"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", ["plain", ODD])
def test_systemd_takes_the_units(tmp_path: Path, name: str) -> None:
    home, units = tmp_path / name, tmp_path / "units"
    home.mkdir()
    units.mkdir()
    run(home, "systemd", "--write", str(units), "--metrics", str(home / "zscrawl.prom"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(units / SERVICE), str(units / TIMER)],
        capture_output=True,
        text=True,
        check=False,
    )
    about_us = [line for line in checked.stderr.splitlines() if "zscrawl" in line]
    assert (checked.returncode, about_us) == (0, [])


def parsed(text: str) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    return unit


def test_the_service_is_locked_down_to_its_directory(tmp_path: Path) -> None:
    text = run(tmp_path, "systemd", "--minutes", "5", ZSCRAWL_CONTACT="desk@example.org").stdout
    head, _, rest = text.partition(f"# /etc/systemd/system/{TIMER}\n")
    unit = parsed(head)["Service"]
    assert unit["User"] == getpass.getuser()
    assert unit["ReadWritePaths"] == str(tmp_path)
    assert (unit["ProtectSystem"], unit["NoNewPrivileges"], unit["CapabilityBoundingSet"]) == (
        "strict",
        "yes",
        "",
    )
    assert unit["ExecStart"].endswith("zscrawl crawl --due")
    assert "Environment=ZSCRAWL_CONTACT=desk@example.org\n" in head
    assert parsed(rest)["Timer"]["OnCalendar"] == "*:0/5"
    assert parsed(rest)["Timer"]["Persistent"] == "true"


def test_a_password_is_not_written_into_a_unit(tmp_path: Path) -> None:
    text = run(tmp_path, "systemd", ZSCRAWL_DATABASE_URL="postgresql://me:secret@db/zscrawl").stdout
    assert "secret" not in text
    assert f"EnvironmentFile=-{tmp_path}/environment" in text


def test_a_private_tmp_would_hide_what_lies_there() -> None:
    def unit(home: str) -> str:
        return service(Job(["/usr/bin/zscrawl"], Path(home), "me", 10))

    assert "PrivateTmp" in unit("/srv/zscrawl")
    assert "PrivateTmp" not in unit("/tmp/zscrawl")


def test_what_is_written_outside_may_be_written(tmp_path: Path) -> None:
    text = run(tmp_path, "systemd", "--metrics", "/var/lib/node exporter/zscrawl.prom").stdout
    assert f'ReadWritePaths={tmp_path} "/var/lib/node exporter"' in text
    assert '--metrics "/var/lib/node exporter/zscrawl.prom"' in text
