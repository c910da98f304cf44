"""Opening, writing and matching of one Tantivy index directory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from search.documents import Document, Sort
from search.engines.tantivy.matching import TantivyMatches
from search.engines.tantivy.schema import make_schema, register_tokenizers, row
from search.engines.tantivy.translating import Commit
from search.plan import Condition, speaking
from zscrawl.errors import BusyError
from zscrawl.text import fold

_META = "meta.json"
"""Tantivy's list of the segments of the last commit, replaced by each."""
_HEAP = 384_000_000
"""Bytes that may be filled before a segment is written: tens of thousands of articles, so that few are merged later."""
_THREADS = 1
"""That index beside the one that prepares articles and takes as long for it; each writes segments of its own."""


class TantivyEngine:
    """Implements `search.engines.Engine`."""

    def __init__(self, directory: Path, create: bool) -> None:
        self._meta = directory / _META
        self._index = (
            tantivy.Index(make_schema(), path=str(directory))
            if create
            else tantivy.Index.open(str(directory))
        )
        register_tokenizers(self._index)
        self._index.config_reader("manual")
        self._stamp: tuple[int, int] | None = None
        self._refresh()

    def _refresh(self) -> None:
        """Show the last commit; to see that it is shown already takes a twentieth of opening it."""
        found = self._meta.stat()
        stamp = found.st_ino, found.st_mtime_ns
        if stamp != self._stamp:
            self._index.reload()
            self._commit = Commit(self._index.schema, self._index.searcher())
            self._stamp = stamp

    def match(self, condition: Condition, sort: Sort, fresh: bool) -> TantivyMatches:
        self._refresh()
        by_date = sort == "date" or not any(speaking(condition))
        return TantivyMatches(self._commit, condition, by_date, fresh)

    def update(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        try:
            writer = self._index.writer(heap_size=_HEAP, num_threads=_THREADS)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            raise BusyError(
                "another process is writing to the search index; try again when it is done"
            ) from None
        try:
            # What a killed writer left is in no commit; its files would stand in the way of ours of the same name.
            writer.garbage_collect_files()
            for uid in deleted:
                writer.delete_documents_by_term("uid", fold(uid))
            self._refresh()
            added: set[str] = set()
            for document in documents:
                uid = fold(document.uid)
                # Tantivy looks for every deletion in every segment: only for what can be there.
                if uid in added or self._commit.frequency("uid", uid):
                    writer.delete_documents_by_term("uid", uid)
                added.add(uid)
                writer.add_document(row(document))
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.wait_merging_threads()

    def close(self) -> None:
        """Nothing to do: files are closed with the last searcher."""
