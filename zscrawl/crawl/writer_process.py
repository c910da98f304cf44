"""The archive's writer in a process of its own.

Storing is as much work as fetching, and Python does one thing at a time in a process. So the writer works next door:
`writer_process` gives an object with the methods of `archive.writing.Writer`, each of which is carried out there.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive import Item, Outcome, open_archive
from zscrawl.errors import ArchiveError
from zscrawl.garbage import spare_what_is_loaded

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class RemoteWriter:
    """Has the writer's methods; each call returns when the other process has done it, and raises what it raised."""

    def __init__(self, pipe: Connection, clock: Callable[[], datetime], pid: int) -> None:
        self._pipe, self._clock = pipe, clock
        self.pid = pid

    def begin_run(self, kind: str, arguments: Mapping[str, Any]) -> int:
        return int(self._call("begin_run", kind, dict(arguments)))

    def end_run(self, run_id: int, status: str, counts: Mapping[str, int]) -> None:
        self._call("end_run", run_id, status, dict(counts))

    def set_watermark(self, name: str, value: int) -> None:
        self._call("set_watermark", name, value)

    def set_note(self, name: str, text: str, watermarks: Mapping[str, int] | None = None) -> None:
        self._call("set_note", name, text, dict(watermarks or {}))

    def store_batch(self, items: Sequence[Item], *, run_id: int) -> list[Outcome]:
        outcomes: list[Outcome] = self._call("store_batch", list(items), run_id=run_id)
        return outcomes

    def record_failure(self, url: str, source: str, run_id: int, kind: str, detail: str) -> None:
        self._call("record_failure", url, source, run_id, kind, detail)

    def _call(self, method: str, *arguments: Any, **named: Any) -> Any:
        try:
            self._pipe.send((method, arguments, named, self._clock()))
        except OSError:
            raise _died() from None
        return answer_of(self._pipe)


def answer_of(pipe: Connection) -> Any:
    """The other process's answer: a value, or an error that is raised here."""
    try:
        fine, value = pipe.recv()
    except (EOFError, OSError):
        raise _died() from None
    if not fine:
        raise value
    return value


def _died() -> ArchiveError:
    return ArchiveError(
        "the process that writes the archive has died: run 'zscrawl verify', then crawl again"
    )


@contextmanager
def writer_process(
    home: Path, url: str | None, owner: str, clock: Callable[[], datetime]
) -> Iterator[RemoteWriter]:
    """Open the archive of ``home`` for writing in a new process, and close it after the block.

    Raises BusyError, ConfigError or ArchiveError as `archive.open_archive` and its writer do.
    """
    ours, theirs = multiprocessing.Pipe()
    # Spawned, not forked: threads of this process may hold locks.
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, home, url, owner, clock()), name="writer"
    )
    process.start()
    theirs.close()
    try:
        answer_of(ours)
        yield RemoteWriter(ours, clock, process.pid or 0)
    finally:
        ours.close()
        process.join()


# --- in the other process


def _serve(pipe: Connection, home: Path, url: str | None, owner: str, now: datetime) -> None:
    _die_with_parent()
    moment = [now]
    try:
        with open_archive(home, url) as archive, archive.writer(owner, clock=lambda: moment[0]) as writer:
            pipe.send((True, None))
            spare_what_is_loaded()
            while True:
                method, arguments, named, moment[0] = pipe.recv()
                pipe.send(_answer(getattr(writer, method), arguments, named))
    except EOFError:  # the crawl has hung up: all is done
        os._exit(0)  # at once, for the crawl waits; Python would take its modules apart first
    except Exception as error:
        pipe.send((False, error))


def _answer(
    function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]
) -> tuple[bool, Any]:
    try:
        return True, function(*arguments, **named)
    except Exception as error:
        return False, error.with_traceback(None)


def _die_with_parent() -> None:
    """An interrupt is the crawl's business; but if the crawl is killed, the lock must not outlive it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":  # elsewhere the closed pipe ends this process after its current batch
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is None or not parent.is_alive():
        os._exit(1)
