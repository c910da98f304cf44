"""One writer an index. The system gives the lock back when a process dies, however it dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zscrawl.errors import BusyError


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock of the index in ``path``. Raises `BusyError` at once if another has it."""
    from filelock import FileLock, Timeout  # only writers need it

    try:
        with FileLock(path / "writer.lock", timeout=0, is_singleton=False):
            yield
    except Timeout:
        raise BusyError(
            f"another process is writing to the search index in {path}; try again later"
        ) from None
