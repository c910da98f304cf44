"""The result of a condition in one state of the index: counts, order, facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tantivy import Query

from search.documents import Document
from search.engines.tantivy.schema import cluster_key
from search.engines.tantivy.translating import Commit, Translator, any_of
from search.frozen import thaw
from search.plan import Condition
from zscrawl.text import fold

_MOST_VALUES = 65_000  # of a facet
_FIRST_BATCH, _GROWTH = 64, 8


class TantivyMatches:
    """Implements `search.engines.Matches`; a reference is a Tantivy document address."""

    def __init__(self, commit: Commit, condition: Condition, by_date: bool, fresh: bool) -> None:
        self._commit = commit
        self._searcher = commit.searcher
        self._condition = condition
        translator = Translator(commit)
        self._query = translator.finds(condition) if by_date else translator.query(condition)
        self._order: dict[str, str] = {}
        if by_date:
            self._order = {"order_by_field": "time"}
        elif fresh:
            self._order = {"weight_by_field": "recency"}
        self._first = self._searcher.search(self._query, _FIRST_BATCH, count=True, **self._order)

    def total(self) -> int:
        count: int = self._first.count
        return count

    def ranked(self) -> Iterator[tuple[float, Any]]:
        batch, done, size = self._first.hits, 0, _FIRST_BATCH
        while batch:
            for score, address in batch:
                yield (0.0 if "order_by_field" in self._order else score), address
            done, size = done + size, size * _GROWTH
            if done >= self.total():
                return
            batch = self._searcher.search(self._query, size, count=False, offset=done, **self._order).hits

    def facet(self, name: str) -> Mapping[str, int]:
        wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}}}
        found = Translator(self._commit).finds(self._condition)
        buckets = self._searcher.aggregate(found, wanted)[name]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def fetch(self, ref: Any) -> Document:
        return thaw(self._searcher.doc(ref)["document"][0])

    def in_clusters(self, names: Iterable[str]) -> Mapping[str, int]:
        terms = {name: fold(name) for name in names}
        schema = self._commit.schema
        # Plain alternatives: a set of terms would be looked for among all that there are.
        members = any_of(Query.term_query(schema, "cluster", term, "basic") for term in terms.values())
        both = Translator(self._commit, among=members).finds(self._condition)
        # A sorted search gives the sort key of each hit: the cheapest way to see a value of all of them.
        found = self._searcher.search(both, _FIRST_BATCH, count=True, order_by_field="cluster_key")
        if found.count > _FIRST_BATCH:
            found = self._searcher.search(both, found.count, count=False, order_by_field="cluster_key")
        keys = Counter(key for key, _ in found.hits)
        return {name: keys[cluster_key(term)] for name, term in terms.items()}
