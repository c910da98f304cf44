"""Opening, writing and matching of one Whoosh index directory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from search.documents import Document, Sort
from search.engines.whoosh import parallel, schema
from search.engines.whoosh.codec import PackedCodec
from search.engines.whoosh.matching import WhooshMatches
from search.engines.whoosh.segment import Segment, state_of
from search.engines.whoosh.writing import PackedWriter, merge_policy
from search.plan import Condition
from zscrawl.errors import BusyError
from zscrawl.text import fold

FLUSH_EVERY = 10_000
"""Documents whose postings are held in memory before they are written as a segment."""
_ATTEMPTS = 20


class WhooshEngine:
    """Implements `search.engines.Engine`."""

    def __init__(self, directory: Path, create: bool) -> None:
        self._directory = directory
        storage = FileStorage(str(directory))
        self._index = storage.create_index(schema.make_schema()) if create else storage.open_index()
        self._segments: list[Segment] = []
        self._generation: int | None = None
        self._refresh()

    def _refresh(self) -> None:
        """Show the last commit. Segments that have not changed stay open, with their caches."""
        for _ in range(_ATTEMPTS):
            if self._generation == self._index.latest_generation():
                return
            # Another process may commit just now and delete what this one is about to open; then look again.
            with suppress(FileNotFoundError):
                self._open_last_commit()
        self._open_last_commit()

    def _open_last_commit(self) -> None:
        opened = {segment.state: segment for segment in self._segments}
        with self._index.reader() as reader:
            leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
            self._segments = [opened.get(state_of(leaf.segment())) or Segment(leaf) for leaf in leaves]
            self._generation = reader.generation()

    def match(self, condition: Condition, sort: Sort, fresh: bool) -> WhooshMatches:
        self._refresh()
        return WhooshMatches(self._segments, condition, sort, fresh)

    def update(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        stream = iter(documents)
        first = {document.uid: document for document in islice(stream, parallel.WORTHWHILE)}
        count = parallel.helpers()
        if self._segments or count < 2 or len(first) < parallel.WORTHWHILE:
            self._append(chain(first.values(), stream), set(deleted))
            return
        again: dict[str, Document] = {}
        segments = parallel.build_segments(
            self._directory, _without_repeats(chain(first.values(), stream), again), count
        )
        writer = self._writer()
        codec = PackedCodec()
        writer.segments.extend(W3Segment(codec, writer.indexname, size, name) for name, size in segments)
        writer.commit(merge=False)
        self._append(again.values(), set(deleted))

    def append(self, documents: Iterable[Document]) -> None:
        """Add documents in this process; of two with one uid the later counts."""
        self._append(documents, set())

    def segment_names(self) -> list[tuple[str, int]]:
        """Name and size of each segment of the last commit."""
        self._refresh()
        return [(segment.state[0], segment.size) for segment in self._segments]

    def _append(self, documents: Iterable[Document], gone: set[str]) -> None:
        batch: dict[str, Document] = {}
        for document in documents:
            batch[document.uid] = document
            if len(batch) >= FLUSH_EVERY:
                self._commit(batch, gone)
                batch, gone = {}, set()
        if batch or gone:
            self._commit(batch, gone)
        _sync(self._directory)

    def _writer(self) -> PackedWriter:
        try:
            return PackedWriter(self._index)
        except LockError:
            raise BusyError(
                "another process is writing to the search index; try again when it is done"
            ) from None

    def _commit(self, batch: dict[str, Document], gone: set[str]) -> None:
        writer = self._writer()
        try:
            self._delete(writer, {fold(uid) for uid in (*gone, *batch)})
            for document in batch.values():
                writer.put(document)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merge_policy)

    def _delete(self, writer: Any, uids: set[str]) -> None:
        self._refresh()
        base = 0
        by_name = {segment.state[0]: segment for segment in self._segments}
        for stored in writer.segments:
            segment = by_name.get(stored.segid)
            if segment:
                for uid in uids:
                    for number in segment.numbers_of(uid):
                        writer.delete_document(base + number)
            base += stored.doc_count_all()

    def close(self) -> None:
        self._segments = []
        self._index.close()


def _without_repeats(documents: Iterable[Document], again: dict[str, Document]) -> Iterator[Document]:
    """``documents`` with the first of each uid; later ones are put into ``again``."""
    seen: set[str] = set()
    for document in documents:
        if document.uid in seen:
            again[document.uid] = document
        else:
            seen.add(document.uid)
            yield document


def _sync(directory: Path) -> None:
    """Wait until a commit is on the disk; Whoosh does not, and a watermark must not outlive its commit."""
    for file in (*directory.iterdir(), directory):
        if file.suffix != ".tmp":  # Whoosh's own, gone with the commit
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
