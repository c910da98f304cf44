"""Work spread over processes, its results in the order of the work, in bounded memory."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from zscrawl.errors import WorkerError

Work = TypeVar("Work")
Made = TypeVar("Made")

# Pieces of work that wait for each process, so that none is idle while results are stored.
_WAITING = 2


def in_processes(function: Callable[[Work], Made], pieces: Iterable[Work], jobs: int) -> Iterator[Made]:
    """``function`` of each piece, worked out in ``jobs`` processes, in the order of the pieces.

    ``function`` and all that goes in and out must be picklable; ``pieces`` are taken as they are needed. Raises
    WorkerError if a process is killed.
    """
    stream = iter(pieces)
    # Spawned, not forked: threads of this process may hold locks.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Made]] = deque(
            pool.submit(function, piece) for piece in itertools.islice(stream, jobs * _WAITING)
        )
        while waiting:
            try:
                made = waiting.popleft().result()
            except BrokenProcessPool:
                raise WorkerError(
                    "a worker process was killed, perhaps for want of memory; what was stored is kept: "
                    "run the command again"
                ) from None
            yield made
            waiting.extend(pool.submit(function, piece) for piece in itertools.islice(stream, 1))
