"""Building a large index on all cores: helpers write segments, each in a directory of its own.

Most of the time of a build is spent on finding terms, in Python, so that it takes other processes. A helper is this
module run as a program: it reads documents from its input and tells on its output which segments it has written. The
parent moves their files into the index and commits them all at once.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import Queue
from typing import IO, Any

from search.documents import Document
from search.frozen import freeze, thaw

WORTHWHILE = 2_000
"""With fewer documents starting helpers takes longer than it saves."""
MOST_HELPERS = 4
_LENGTH = struct.Struct("<I")
_CHUNK = 50  # documents that are handed over together
_WAITING = 4  # chunks that wait for each helper


def helpers() -> int:
    """How many processes may build: one for each core that this process may use, within reason."""
    return min(MOST_HELPERS, len(os.sched_getaffinity(0)))


def build_segments(directory: Path, documents: Iterable[Document], count: int) -> list[tuple[str, int]]:
    """Write ``documents``, which must have different uids, as segments into ``directory``, by ``count`` processes.

    Returns name and size of each segment; the caller commits them. Raises OSError if a helper fails.
    """
    parts = [directory / f"part-{number}" for number in range(count)]
    started: list[_Helper] = []
    chunks: Queue[bytes | None] = Queue(_WAITING * count)
    try:
        started.extend(_Helper(part, chunks) for part in parts)
        for chunk in _chunks(documents):
            chunks.put(chunk)
            if any(helper.failed for helper in started):
                break
        for _ in started:
            chunks.put(None)
        return [(name, size) for helper in started for name, size in helper.finish(directory)]
    finally:
        for helper in started:
            helper.stop()


def _chunks(documents: Iterable[Document]) -> Iterator[bytes]:
    chunk = bytearray()
    for number, document in enumerate(documents, 1):
        frozen = freeze(document)
        chunk += _LENGTH.pack(len(frozen)) + frozen
        if number % _CHUNK == 0:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk)


class _Helper:
    """A process that writes segments, and the thread that feeds it."""

    def __init__(self, part: Path, chunks: Queue[bytes | None]) -> None:
        shutil.rmtree(part, ignore_errors=True)  # of a build that was killed
        part.mkdir()
        self._part = part
        self._chunks = chunks
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-W", "ignore", "-m", __name__, str(part)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self.failed = False
        self._feeder = threading.Thread(target=self._feed, daemon=True)
        self._feeder.start()

    def _feed(self) -> None:
        assert self._process.stdin is not None
        while (chunk := self._chunks.get()) is not None:
            try:
                if not self.failed:
                    self._process.stdin.write(chunk)
            except OSError:
                self.failed = True  # go on emptying the queue, so that the parent does not wait for ever
        try:
            self._process.stdin.close()
        except OSError:
            self.failed = True

    def finish(self, directory: Path) -> Iterator[tuple[str, int]]:
        assert self._process.stdout is not None
        self._feeder.join()
        told = self._process.stdout.read()
        if self._process.wait() or self.failed or not told:
            raise OSError(f"a process that helped to build ended with {self._process.returncode}")
        for name, size in json.loads(told):
            for file in self._part.glob(f"*_{name}.*"):
                file.rename(directory / file.name)
            yield name, size
        shutil.rmtree(self._part)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _documents(source: IO[bytes]) -> Iterator[Document]:
    while header := source.read(_LENGTH.size):
        yield thaw(source.read(*_LENGTH.unpack(header)))


def main(part: Path) -> None:
    """Write the documents on standard input as segments into ``part``."""
    from search.engines.whoosh.engine import WhooshEngine

    engine = WhooshEngine(part, create=True)
    engine.append(_documents(sys.stdin.buffer))
    segments: list[Any] = engine.segment_names()
    sys.stdout.write(json.dumps(segments))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
