"""Calling the user's command when a run needs attention. Nothing that the command does harms the run."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from zscrawl.errors import ConfigError

SECONDS = 60.0
"""What the command may take. After that it and whatever it has started are killed."""


def parse_command(text: str) -> list[str]:
    """A command line in words. Raises ConfigError for one that cannot be started, before a run begins in vain."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise ConfigError(f"--notify '{text}' cannot be read ({error}); put quotes in pairs") from None
    if not words:
        raise ConfigError("--notify is empty; write a command, such as 'mail -s zscrawl me@example.org'")
    found = shutil.which(os.path.expanduser(words[0]))  # noqa: PTH111 - a word of a command, not yet a path
    if found is None:
        raise ConfigError(f"--notify: there is no program '{words[0]}'; write its full path")
    return [found, *words[1:]]


def notify(command: list[str], report: Mapping[str, Any], seconds: float = SECONDS) -> str | None:
    """Give ``report`` to a command on stdin as JSON; one line about what went wrong, or None.

    The command runs without a shell, in a session of its own; what it prints goes to stderr.
    """
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    try:
        process = subprocess.Popen(  # noqa: S603 - it is the user's own command
            command,
            stdin=subprocess.PIPE,
            stdout=_stderr(),
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )
    except OSError as error:
        return f"the notify command {command[0]} could not be started: {error.strerror}"
    try:
        process.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f"the notify command {command[0]} was killed after {seconds:.0f} s"
    if process.returncode:
        return f"the notify command {command[0]} ended with {process.returncode}"
    return None


def _stderr() -> int | None:
    """Our stderr as a file, so that what the command prints is not taken for our own results."""
    try:
        return sys.stderr.fileno()
    except (OSError, ValueError):  # stderr is no file (a test captures it)
        return subprocess.DEVNULL
