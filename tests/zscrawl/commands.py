"""The command line in processes of its own, because Twisted's reactor runs once a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from zscrawl.home import Home

ROOT = Path(__file__).parents[2]
SECONDS = 120


def command(home: Home, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "zscrawl", *arguments],
        cwd=ROOT,
        env={**os.environ, "ZSCRAWL_HOME": str(home.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def zscrawl(home: Home, *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    with command(home, *arguments) as child:
        output, errors = child.communicate(timeout=SECONDS)
    return child.returncode, output, errors


def check_sources(home: Home, *names: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit code and rows by source."""
    code, output, errors = zscrawl(home, "sources", "check", *names, "--format", "json")
    assert output, errors
    return code, {row["source"]: row for row in json.loads(output)}
