"""The fast engine: a Tantivy index, which is Lucene's design in Rust.

Tantivy has positions, so a phrase is found by the pairs of characters that stand one behind the other and no text
has to be looked at. Dictionary words are indexed as with the other engine; for them the positions are not needed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from search import analyzer
from search.documents import Document, Sort
from search.frozen import freeze, thaw
from search.naming import names, numbers, seconds
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf, speaking
from search.ranking import FIELD_WEIGHTS, recency
from search.syntax import TEXT_FIELDS
from zscrawl.errors import BusyError
from zscrawl.text import fold

_NAMES = ("uid", "kind", "cluster", "relevant", "adcode")
_FACET_NAMES = ("source", "family", "place", "month", "stage")
_NUMBERS = ("date", "amount")
_LATIN = "="  # before Latin words, so that they are never taken for dictionary words
_HEAP = 128_000_000  # bytes that the writer may fill before it writes a segment
_THREADS = 2  # that index beside the one that prepares articles
_MOST_VALUES = 65_000  # of a facet
_FIRST_BATCH, _GROWTH = 64, 8


def _schema() -> tantivy.Schema:
    """Of each text field there are the pairs with positions, the characters, and the words with counts."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(f"{name}_pairs", tokenizer_name="spaced", index_option="position")
        builder.add_text_field(f"{name}_chars", tokenizer_name="chars", index_option="basic")
        builder.add_text_field(f"{name}_words", tokenizer_name="spaced", index_option="freq")
    for name in _NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _FACET_NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("time", fast=True)
    builder.add_unsigned_field("cluster_key", fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


class TantivyEngine:
    """Implements `search.engines.Engine`."""

    def __init__(self, directory: Path, create: bool) -> None:
        self._index = (
            tantivy.Index(_schema(), path=str(directory)) if create else tantivy.Index.open(str(directory))
        )
        self._schema = self._index.schema
        for name, tokenizer in (
            ("spaced", tantivy.Tokenizer.whitespace()),
            ("chars", tantivy.Tokenizer.ngram(1, 1, False)),
        ):
            self._index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())
        self._index.config_reader("manual")

    def match(self, condition: Condition, sort: Sort, fresh: bool) -> TantivyMatches:
        self._index.reload()
        searcher = self._index.searcher()
        by_date = sort == "date" or not any(speaking(condition))
        return TantivyMatches(self._schema, searcher, condition, by_date, fresh)

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
            for document in documents:
                writer.delete_documents_by_term("uid", fold(document.uid))
                writer.add_document(tantivy.Document.from_dict(_row(document), self._schema))
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.wait_merging_threads()

    def close(self) -> None:
        """Nothing to do: files are closed with the last searcher."""


def _row(document: Document) -> dict[str, Any]:
    """The fields of a document, each with its values."""
    time = seconds(document)
    row: dict[str, Any] = {"time": time, "recency": _recency(time), "document": freeze(document)}
    for name in TEXT_FIELDS:
        folded = fold(getattr(document, name))
        squashed = analyzer.without_space(folded)
        words = analyzer.words(squashed).elements()
        tokens = (_LATIN + token for token in analyzer.tokens(folded).elements())
        row[f"{name}_pairs"] = analyzer.pairs(squashed)
        row[f"{name}_chars"] = squashed
        row[f"{name}_words"] = " ".join([*words, *tokens])
    for field, value in (*names(document), *numbers(document)):
        row.setdefault(field, []).append(value)
    if document.cluster:
        row["cluster_key"] = _cluster_key(fold(document.cluster))
    return row


def _cluster_key(cluster: str) -> int:
    """A number for a cluster by which an index can sort."""
    return int.from_bytes(blake2b(cluster.encode(), digest_size=8).digest())


def _recency(time: int) -> float:
    """Tantivy multiplies a score with log2(2 + value); this value makes that `search.ranking.recency`."""
    return math.exp2(recency(time)) - 2


class _Translator:
    """Conditions to Tantivy's queries. Only what speaks for an article adds to its score.

    ``among`` are the only documents that are of interest: phrases, which are slow, are looked for in no others.
    """

    def __init__(self, schema: Any, searcher: Any, among: Query | None = None) -> None:
        self._schema = schema
        self._searcher = searcher
        self._among = among

    def query(self, condition: Condition) -> Query:
        match condition:
            case Contains(field, text):
                return Query.boost_query(self._contains(field, text), FIELD_WEIGHTS.get(field, 1.0))
            case HasToken(field, text, prefix):
                found = self._terms(f"{field}_words", _LATIN + text, prefix)
                return Query.boost_query(found, FIELD_WEIGHTS.get(field, 1.0))
            case Is(field, value, prefix):
                return Query.const_score_query(self._terms(field, value, prefix), 0.0)
            case Between(field, low, high):
                within = Query.range_query(self._schema, field, FieldType.Integer, low, high)
                return Query.const_score_query(within, 0.0)
            case NoneOf():
                return self.query(AllOf((condition,)))
            case AnyOf(parts):
                if not parts:
                    return Query.empty_query()
                return Query.boolean_query([(Occur.Should, self.query(part)) for part in parts])
            case AllOf(parts):
                wanted = [(Occur.Must, self.query(part)) for part in parts if not isinstance(part, NoneOf)]
                barred = [(Occur.MustNot, self.query(p.part)) for p in parts if isinstance(p, NoneOf)]
                if not wanted:
                    wanted = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
                return Query.boolean_query([*wanted, *barred])

    def _contains(self, field: str, text: str) -> Query:
        if len(text) == 1:
            return Query.term_query(self._schema, f"{field}_chars", text, "basic")
        if len(text) == 2:
            return Query.term_query(self._schema, f"{field}_pairs", text, "freq")
        if analyzer.is_known(text):
            return Query.term_query(self._schema, f"{field}_words", text, "freq")
        pairs: list[str | tuple[int, str]] = [(at, text[at : at + 2]) for at in self._cover(field, text)]
        phrase = Query.phrase_query(self._schema, f"{field}_pairs", pairs)
        if self._among is None:
            return phrase
        return Query.boolean_query([(Occur.Must, self._among), (Occur.Must, phrase)])

    def _cover(self, field: str, text: str) -> list[int]:
        """Where the pairs begin that cover all of ``text`` and together are in the fewest documents."""
        last = len(text) - 2
        cost = [self._searcher.doc_freq(f"{field}_pairs", text[at : at + 2]) for at in range(last + 1)]
        # best[i]: the cheapest choice that ends with the pair at i; the pair before it begins one or two earlier.
        best: list[tuple[int, list[int]]] = []
        for at in range(last + 1):
            before = min(best[max(0, at - 2) :], default=(0, []), key=itemgetter(0)) if at else (0, [])
            best.append((before[0] + cost[at], [*before[1], at]))
        return best[last][1]

    def _terms(self, field: str, text: str, prefix: bool) -> Query:
        if not prefix:
            return Query.term_query(self._schema, field, text, "basic")
        found = [term for term, _ in self._searcher.terms_with_prefix(field, text)]
        return Query.term_set_query(self._schema, field, found) if found else Query.empty_query()


class TantivyMatches:
    """Implements `search.engines.Matches`; a reference is a Tantivy document address."""

    def __init__(self, schema: Any, searcher: Any, condition: Condition, by_date: bool, fresh: bool) -> None:
        self._schema = schema
        self._searcher = searcher
        self._condition = condition
        self._query = _Translator(schema, searcher).query(condition)
        self._order: dict[str, str] = {}
        if by_date:
            self._order = {"order_by_field": "time"}
        elif fresh:
            self._order = {"weight_by_field": "recency"}
        self._first = searcher.search(self._query, _FIRST_BATCH, count=True, **self._order)

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
        buckets = self._searcher.aggregate(self._query, wanted)[name]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def fetch(self, ref: Any) -> Document:
        return thaw(self._searcher.doc(ref)["document"][0])

    def in_clusters(self, names: Iterable[str]) -> Mapping[str, int]:
        folded = {name: fold(name) for name in names}
        if not folded:
            return {}
        of_clusters = Query.term_set_query(self._schema, "cluster", list(folded.values()))
        matching = _Translator(self._schema, self._searcher, of_clusters).query(self._condition)
        both = Query.boolean_query([(Occur.Must, of_clusters), (Occur.Must, matching)])
        # A sorted search gives the sort key of each hit: the cheapest way to see a value of all of them.
        found = self._searcher.search(both, _FIRST_BATCH, count=True, order_by_field="cluster_key")
        if found.count > _FIRST_BATCH:
            found = self._searcher.search(both, found.count, count=False, order_by_field="cluster_key")
        counts = Counter(key for key, _ in found.hits)
        return {name: counts[_cluster_key(term)] for name, term in folded.items()}
