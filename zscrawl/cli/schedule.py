"""``zscrawl schedule``: print what to install so that crawls start by themselves."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from zscrawl.crawl.timers import Job


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--metrics", metavar="FILE", help="Have the crawl write metrics here; see 'zscrawl crawl --help'."
        ),
        click.option("--notify", metavar="COMMAND", help="Have the crawl call this when something is wrong."),
        click.option(
            "--minutes",
            type=click.IntRange(1, 59),
            default=10,
            show_default=True,
            metavar="N",
            help="How often to look for what is due.",
        ),
    ):
        command = option(command)
    return command


@click.group()
def schedule() -> None:
    """Print what to install so that crawls start by themselves. Nothing is installed.

    How often a source is visited is up to the source; the timer only looks for what is due.
    """


@schedule.command()
@_options
def cron(minutes: int, notify: str | None, metrics: str | None) -> None:
    """A line for the crontab of the user who owns the data directory."""
    from zscrawl.crawl.timers import crontab

    click.echo(crontab(_job(minutes, notify, metrics)), nl=False)


@schedule.command()
@click.option(
    "--write", metavar="DIR", type=click.Path(path_type=Path), help="Write the two units into this folder."
)
@_options
def systemd(minutes: int, notify: str | None, metrics: str | None, write: Path | None) -> None:
    """A systemd service, locked down to the data directory, and its timer.

    The service runs as the user who asks. Settings that others must not read go into the file 'environment' of
    the data directory.
    """
    from zscrawl.crawl.timers import SERVICE, SYSTEMD_FOLDER, TIMER, service, timer

    job = _job(minutes, notify, metrics)
    units = {SERVICE: service(job), TIMER: timer(job)}
    folder = write or SYSTEMD_FOLDER
    if write is not None:
        _write(write, units)
    else:
        for name, text in units.items():
            click.echo(f"# {SYSTEMD_FOLDER / name}\n{text}")
    start = f"then: systemctl daemon-reload && systemctl enable --now {TIMER}"
    click.echo(f"put both files into {folder}, {start}" if write is None else f"{folder}: {start}", err=True)


def _write(folder: Path, units: dict[str, str]) -> None:
    try:
        for name, text in units.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"cannot write to {folder} ({error.strerror}); give a folder that exists and is yours"
        ) from None


def _job(minutes: int, notify: str | None, metrics: str | None) -> Job:
    from zscrawl.crawl.timers import Job

    home = Home.from_environment()
    command = [*executable(), "crawl", "--due"]
    writes = []
    if notify:
        command += ["--notify", notify]
    if metrics:
        target = Path(metrics).expanduser().absolute()
        command += ["--metrics", str(target)]
        writes = [target.parent]
    environment = {"ZSCRAWL_HOME": str(home.path)}
    if contact := os.environ.get("ZSCRAWL_CONTACT", "").strip():
        environment["ZSCRAWL_CONTACT"] = contact
    if any("\n" in text for text in (*command, *environment.values())):
        raise ConfigError("a path or command has a line break, which neither cron nor systemd takes")
    return Job(command, home.path, getpass.getuser(), minutes, environment, writes)


def executable() -> list[str]:
    """How this installation of zscrawl is called by its full path."""
    beside = Path(sys.executable).with_name("zscrawl")
    if beside.exists():
        return [str(beside)]
    found = shutil.which("zscrawl")
    return [found] if found else [sys.executable, "-m", "zscrawl"]
