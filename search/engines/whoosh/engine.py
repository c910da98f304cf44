"""Opening, writing and matching of one Whoosh index directory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh import index
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import LockError, SegmentWriter

from search.documents import Document
from search.engines.whoosh import schema
from search.engines.whoosh.reading import Segment, WhooshMatches
from search.plan import Condition
from search.syntax import TEXT_FIELDS
from zscrawl.errors import BusyError

FLUSH_EVERY = 5_000
"""Documents held in memory before they are written as a segment."""


class WhooshEngine:
    """Implements `search.engines.Engine`."""

    def __init__(self, directory: Path, create: bool) -> None:
        storage = FileStorage(str(directory))
        self._index = storage.create_index(schema.make_schema()) if create else storage.open_index()
        self._reader = self._index.reader()
        self._segments = self._open_segments()

    def _open_segments(self) -> list[Segment]:
        return [Segment(leaf) for leaf, _ in self._reader.leaf_readers() if leaf.doc_count_all()]

    def match(self, condition: Condition) -> WhooshMatches:
        if not self._reader.generation() == self._index.latest_generation():
            self._reader = self._index.reader(reuse=None)
            self._segments = self._open_segments()
        return WhooshMatches(self._segments, condition)

    def update(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        batch: dict[str, Document] = {}
        gone = set(deleted)
        for document in documents:
            batch[document.uid] = document
            if len(batch) >= FLUSH_EVERY:
                self._write(batch, gone)
                batch, gone = {}, set()
        self._write(batch, gone)

    def _write(self, batch: dict[str, Document], gone: set[str]) -> None:
        try:
            writer = SegmentWriter(self._index, timeout=0)
        except LockError:
            raise BusyError(
                "another process is writing to the search index; try again when it is done"
            ) from None
        try:
            with self._index.reader() as reader:
                for base, leaf in ((base, leaf) for leaf, base in reader.leaf_readers()):
                    segment = Segment(leaf) if leaf.doc_count_all() else None
                    for uid in (*gone, *batch) if segment else ():
                        for number in segment.numbers_of(uid):
                            writer.delete_document(base + number)
            for document in batch.values():
                self._add(writer, document)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    @staticmethod
    def _add(writer: SegmentWriter, document: Document) -> None:
        row: dict[str, object] = {
            "doc": document,
            "names": dict.fromkeys(schema.name_terms(document), 1.0),
            "numbers": dict.fromkeys(schema.number_terms(document), 1.0),
            "time": int(document.published_at.timestamp()) if document.published_at else 0,
        }
        for name in TEXT_FIELDS:
            text, terms = schema.text_terms(name, getattr(document, name))
            row[name] = terms
            row[f"{name}_text"] = text.encode()
        writer.add_document(**row)

    def close(self) -> None:
        self._reader.close()
        self._index.close()
