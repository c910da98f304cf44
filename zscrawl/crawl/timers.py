"""What to install so that crawls start by themselves: a crontab line, or a systemd service with its timer.

Pure: paths go in, text comes out. Both call ``crawl --due``, which may be called as often as one likes: a second call
while one runs exits with 75, one with nothing due does nothing. So neither needs a lock of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SERVICE, TIMER = "zscrawl.service", "zscrawl.timer"
SYSTEMD_FOLDER = Path("/etc/systemd/system")
ENVIRONMENT_FILE = "environment"
"""In the data directory: settings that must not stand in a unit, which everybody can read (a database password)."""
STOP_SECONDS = 180
"""What a run gets to finish what is in flight: two answers at the time limit, reading and storing."""
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - compared with, not written to

_HARDENING = """\
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0027"""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be started: a command (absolute path first), for a data directory, every so many minutes.

    ``environment`` has ``ZSCRAWL_HOME`` and whatever else is in force; ``writes`` are folders outside the data
    directory that the command writes to.
    """

    command: Sequence[str]
    home: Path
    user: str
    minutes: int
    environment: Mapping[str, str] = field(default_factory=dict)
    writes: Sequence[Path] = ()


def crontab(job: Job) -> str:
    """Lines for the user's crontab. What a run prints goes to ``cron.log`` in the data directory."""
    log = shlex.quote(str(job.home / "cron.log"))
    settings = " ".join(f"{name}={shlex.quote(value)}" for name, value in job.environment.items())
    command = f"{settings} {shlex.join(job.command)} >>{log} 2>&1".lstrip()
    minutes = "*" if job.minutes == 1 else f"*/{job.minutes}"
    # cron(5): an unescaped % ends the command and begins its input.
    return (
        "# Crawls what is due. Add it with: (crontab -l; zscrawl schedule cron) | crontab -\n"
        f"{minutes} * * * * {command.replace('%', chr(92) + '%')}\n"
    )


def service(job: Job) -> str:
    """The unit of one run. Exit codes 1 (a source failed) and 75 (busy) are left to the next call to mend."""
    settings = [f"Environment={_quoted(f'{name}={value}')}" for name, value in job.environment.items()]
    command = " ".join(_quoted(part).replace("$", "$$") for part in job.command)
    writable = " ".join(_quoted(str(path)) for path in (job.home, *job.writes))
    paths = [job.home, Path(job.command[0]), *job.writes]
    temporary = any(path.is_relative_to(folder) for path in paths for folder in _TEMPORARY)
    lines = [
        "[Unit]",
        "Description=Crawl the sources of zscrawl that are due",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"User={job.user}",
        *settings,
        f"EnvironmentFile=-{_specifiers(str(job.home / ENVIRONMENT_FILE))}",
        f"ExecStart={command}",
        "SuccessExitStatus=1 75",
        "KillMode=mixed",
        f"TimeoutStopSec={STOP_SECONDS}",
        "Nice=10",
        "IOSchedulingClass=idle",
        f"ReadWritePaths={writable}",
        *([] if temporary else ["PrivateTmp=yes"]),
        _HARDENING,
    ]
    return "\n".join([*lines, ""])


def timer(job: Job) -> str:
    """The unit that starts the service. A call that was missed while the machine was off is made up for once."""
    return "\n".join(
        [
            "[Unit]",
            "Description=Crawl the sources of zscrawl that are due, every so often",
            "",
            "[Timer]",
            f"OnCalendar=*:0/{job.minutes}",
            "RandomizedDelaySec=30",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        ]
    )


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    """A word as systemd.syntax(7) wants it, ``%`` kept from being taken for a specifier."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return _specifiers(f'"{escaped}"' if set(text) & set(" \t\"'\\;") else escaped)
