"""One writer a data directory.

The lock is an advisory lock of the operating system (flock) on ``writer.lock``: it ends with the
process that holds it, however that ends, so a lock left by a killed process is none. The file's
content tells who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from zscrawl.errors import BusyError

LOCK_NAME = "writer.lock"


@contextmanager
def writer_lock(home: Path, owner: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """Hold the data directory ``home`` for writing. ``owner`` says what is being done (``crawl``).

    Raises:
        BusyError: another process holds it; the message names owner, process, host and age.
    """
    path = home / LOCK_NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(_holder(path, clock())) from None
        holder = {
            "owner": owner,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": clock().astimezone(UTC).isoformat(timespec="seconds"),
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _holder(path: Path, now: datetime) -> str:
    """One line about who holds the lock. The holder may be writing its details just now: then without."""
    try:
        holder = json.loads(path.read_text("utf-8"))
        seconds = (now - datetime.fromisoformat(holder["since"])).total_seconds()
        who = f"{holder['owner']} (process {holder['pid']} on {holder['host']}, for {_age(seconds)})"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return f"{path.parent} is being written by {who}: try again when it is done"


def _age(seconds: float) -> str:
    minutes = int(max(seconds, 0)) // 60
    if minutes < 1:
        return f"{int(max(seconds, 0))} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
