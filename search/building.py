"""Opening an index that is there, and making a new one beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from search import manifest, sentinel
from search.documents import Document
from search.index import Index, reporting, sound, start_engine, write_watermark
from search.locking import only_writer
from zscrawl.errors import ConfigError, SearchError


def open_index(path: Path, engine: str = "whoosh", generation: str | None = None) -> Index:
    """Open the index in ``path``, which `create_index` or `rebuild` made with the same engine.

    ``generation`` names the archive it must belong to; None accepts any. Raises `SearchError` if there is none,
    or it is damaged or stale; nothing is ever made anew here.
    """
    found = sentinel.read(path)
    sentinel.check(found, engine, generation, path)
    return Index(path, found)


def create_index(path: Path, engine: str = "whoosh", generation: str = "") -> Index:
    """Make an empty index of the archive ``generation`` in ``path``, where there must be none yet."""
    if (path / sentinel.FILE).exists():
        raise ConfigError(f"there is a search index in {path} already; to build it anew {sentinel.REBUILD}")
    return rebuild(path, engine, (), generation)


def rebuild(
    path: Path,
    engine: str,
    documents: Iterable[Document],
    generation: str = "",
    watermark: str | None = None,
) -> Index:
    """Build an index of ``documents`` beside the one in force, then switch to it in one step, and open it.

    Readers of the old index go on undisturbed: its files stay until the next rebuild. If building fails, the
    old index stays in force. Raises `BusyError` if another process is writing.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SearchError(
            f"the search index cannot be written to {path} ({error}); mend permissions"
        ) from error
    with only_writer(path):
        _tidy(path)
        new = sentinel.current(engine, generation, f"data-{uuid4().hex[:8]}")
        directory = path / new.data
        try:
            with reporting(path, "written"):
                directory.mkdir()
                built = start_engine(path, new, create=True)
                built.update(map(sound, documents))
                built.close()
                manifest.record(directory)
                if watermark is not None:
                    write_watermark(directory, watermark)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        new.write(path)
    return Index(path, new)


def _tidy(path: Path) -> None:
    """Drop what earlier rebuilds left: all but the index in force."""
    try:
        in_force = sentinel.read(path).data
    except SearchError:
        in_force = None
    for old in path.glob("data-*"):
        if old.name != in_force:
            shutil.rmtree(old, ignore_errors=True)
