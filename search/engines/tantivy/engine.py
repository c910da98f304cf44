"""Opening, writing and matching of one Tantivy index directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

import tantivy

from search.documents import Document, Sort
from search.engines.tantivy import common
from search.engines.tantivy.common import Common
from search.engines.tantivy.matching import TantivyMatches
from search.engines.tantivy.schema import make_schema, register_tokenizer, row
from search.engines.tantivy.translating import Commit
from search.plan import Condition, speaking
from zscrawl.errors import BusyError
from zscrawl.text import fold

_META = "meta.json"
"""Tantivy's list of the segments of the last commit, replaced by each."""
_HEAP = 384_000_000
"""Bytes that may be filled before a segment is written: tens of thousands of articles, so that few are merged later."""
_THREADS = 2
"""That index many articles, beside the one that prepares them; each writes segments of its own."""


class TantivyEngine:
    """Implements `search.engines.Engine`."""

    def __init__(self, directory: Path, create: bool) -> None:
        self._directory = directory
        self._index = (
            tantivy.Index(make_schema(), path=str(directory))
            if create
            else tantivy.Index.open(str(directory))
        )
        register_tokenizer(self._index)
        self._index.config_reader("manual")
        self._stamp: tuple[int, int] | None = None
        self._refresh()

    def _refresh(self) -> None:
        """Show the last commit; to see that it is shown already takes a twentieth of opening it."""
        found = (self._directory / _META).stat()
        stamp = found.st_ino, found.st_mtime_ns
        if stamp != self._stamp:
            self._index.reload()
            known = common.read(self._directory) or Common()
            self._commit = Commit(self._index.schema, self._index.searcher(), known)
            self._stamp = stamp

    def match(self, condition: Condition, sort: Sort, fresh: bool) -> TantivyMatches:
        self._refresh()
        by_date = sort == "date" or not any(speaking(condition))
        return TantivyMatches(self._commit, condition, by_date, fresh)

    def update(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        documents = iter(documents)
        first = list(islice(documents, common.SAMPLE))
        threads = _THREADS if len(first) == common.SAMPLE else 1
        try:
            writer = self._index.writer(heap_size=_HEAP, num_threads=threads)
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
            terms = self._common_terms(first)
            added: set[str] = set()
            for document in chain(first, documents):
                uid = fold(document.uid)
                # Tantivy looks for every deletion in every segment: only for what can be there.
                if uid in added or self._commit.frequency("uid", uid):
                    writer.delete_documents_by_term("uid", uid)
                added.add(uid)
                writer.add_document(row(document, terms))
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.wait_merging_threads()

    def _common_terms(self, first: Sequence[Document]) -> Common:
        """What the index has as terms: for ever what its first articles have in common, if they are many."""
        known = common.read(self._directory)
        if known is None and len(first) == common.SAMPLE and not self._commit.searcher.num_docs:
            known = common.find_common(first)
            common.write(self._directory, known)
        return known or Common()

    def close(self) -> None:
        """Nothing to do: files are closed with the last searcher."""
