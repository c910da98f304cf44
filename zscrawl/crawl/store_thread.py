"""The one thread that has the archive written.

Items are handed in from the event loop; those that come within a moment, or while the last transaction was being
flushed, go into one transaction together. So a slow disk makes batches larger, not the crawl slower, and "stored" still
means committed.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from archive import Item, Outcome
from zscrawl.crawl.writer_process import RemoteWriter, writer_process
from zscrawl.home import Home

T = TypeVar("T")
MAX_BATCH = 64
LINGER = 0.1
"""Seconds that an item waits for others: a transaction costs as much as three more pages in it, and a flush."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Something to be done with the writer between two batches."""

    function: Callable[[RemoteWriter], object]
    result: Future[object]


@dataclass(frozen=True, slots=True)
class _Items:
    """Items that belong together: stored in one transaction."""

    items: Sequence[Item]
    result: Future[list[Outcome]]


class StoreThread:
    """Owns the archive's writer. `open` takes the lock, `close` gives it back."""

    def __init__(
        self, home: Home, owner: str, run_id_of: Callable[[], int], clock: Callable[[], datetime]
    ) -> None:
        self._home, self._owner, self._clock = home, owner, clock
        self._run_id_of = run_id_of
        self._queue: queue.SimpleQueue[_Call | _Items | None] = queue.SimpleQueue()
        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._work, name="store")

    def open(self) -> None:
        """Take the writer's lock. Raises BusyError if another process has it."""
        self._thread.start()
        self._opened.result()

    def close(self) -> None:
        """Store what was handed in, give the lock back, end the thread. Harmless when it is not open."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def call(self, function: Callable[[RemoteWriter], T]) -> Future[T]:
        """Have ``function`` called with the writer, after what was handed in before."""
        result: Future[T] = Future()
        self._queue.put(_Call(function, result))  # type: ignore[arg-type]
        return result

    async def store(self, items: Sequence[Item]) -> list[Outcome]:
        """Store items that belong together; returns when they are committed. Raises ArchiveError."""
        result: Future[list[Outcome]] = Future()
        self._queue.put(_Items(items, result))
        return await asyncio.wrap_future(result)

    # --- in the thread

    def _work(self) -> None:
        try:
            with writer_process(self._home.path, self._home.database_url, self._owner, self._clock) as writer:
                self._opened.set_result(None)
                self._serve(writer)
        except BaseException as error:
            if not self._opened.done():
                self._opened.set_exception(error)
                return
            raise

    def _serve(self, writer: RemoteWriter) -> None:
        while (job := self._queue.get()) is not None:
            if isinstance(job, _Call):
                _settle(job, writer)
                continue
            batch, following, ended = self._gather(job)
            self._store(writer, batch)
            if following is not None:
                _settle(following, writer)
            if ended:
                return

    def _gather(self, first: _Items) -> tuple[list[_Items], _Call | None, bool]:
        """What else comes soon, up to the first call or the end, which come after the batch."""
        batch = [first]
        deadline = time.monotonic() + LINGER
        while len(batch) < MAX_BATCH:
            try:
                job = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if job is None:
                return batch, None, True
            if isinstance(job, _Call):
                return batch, job, False
            batch.append(job)
        return batch, None, False

    def _store(self, writer: RemoteWriter, batch: Sequence[_Items]) -> None:
        try:
            outcomes = writer.store_batch(
                [item for job in batch for item in job.items], run_id=self._run_id_of()
            )
        except Exception as error:
            if len(batch) > 1:
                # One item that cannot be stored must not keep the others out.
                for job in batch:
                    self._store(writer, [job])
                return
            for job in batch:
                job.result.set_exception(error)
            return
        position = 0
        for job in batch:
            job.result.set_result(outcomes[position : position + len(job.items)])
            position += len(job.items)


def _settle(call: _Call, writer: RemoteWriter) -> None:
    try:
        call.result.set_result(call.function(writer))
    except Exception as error:
        call.result.set_exception(error)
