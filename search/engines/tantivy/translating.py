"""Conditions to Tantivy's queries.

What costs is looking at positions: 60 ns for an article that has all pairs of a phrase, where asking whether it has a
term takes 5. So a phrase is led by its rarest pair, and articles that have a frequent dictionary word around it are
found by the word: 招商引 is in whatever 招商引资 is in, and positions are looked at in the few others only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from typing import Any

from tantivy import FieldType, Occur, Query

from search import analyzer
from search.engines.tantivy.schema import LATIN
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf
from search.ranking import FIELD_WEIGHTS

FREQUENT = 10_000
"""Articles from which on words and phrases count as frequent: with fewer, positions take less than a millisecond."""
_MOST_WORDS = 1_000  # that are kept as frequent


class Commit:
    """One state of the index, opened for reading."""

    def __init__(self, schema: Any, searcher: Any) -> None:
        self.schema = schema
        self.searcher = searcher
        self._frequent_words = cache(self._read_frequent_words)

    def frequency(self, field: str, term: str) -> int:
        """How many articles have ``term``; those that have been replaced or deleted may still count."""
        found: int = self.searcher.doc_freq(field, term)
        return found

    def words_around(self, field: str, text: str) -> list[str]:
        """Frequent dictionary words that have ``text`` within."""
        return [word for word in self._frequent_words(field) if text in word]

    def _read_frequent_words(self, field: str) -> list[str]:
        """Takes 25 ms for 100,000 articles; later calls take nothing."""
        found = self.searcher.terms_with_prefix(f"{field}_words", "", limit=_MOST_WORDS)
        return [word for word, count in found if count >= FREQUENT and not word.startswith(LATIN)]


class Translator:
    """Makes queries for one state of the index. Only what speaks for an article adds to its score.

    ``among`` are the only documents that are of interest: phrases, which are slow, are looked for in no others.
    """

    def __init__(self, commit: Commit, among: Query | None = None) -> None:
        self._commit = commit
        self._schema = commit.schema
        self._among = among

    def query(self, condition: Condition) -> Query:
        match condition:
            case Contains(field, text):
                return _weighed(field, self._contains(field, text))
            case HasToken(field, text, prefix):
                found = self._terms(f"{field}_words", LATIN + text, prefix)
                return _weighed(field, found)
            case Is(field, value, prefix):
                return _unscored(self._terms(field, value, prefix))
            case Between(field, low, high):
                return _unscored(Query.range_query(self._schema, field, FieldType.Integer, low, high))
            case NoneOf():
                return self.query(AllOf((condition,)))
            case AnyOf(parts):
                return _any_of(map(self.query, parts))
            case AllOf(parts):
                wanted = [self.query(part) for part in parts if not isinstance(part, NoneOf)]
                barred = [self.query(part.part) for part in parts if isinstance(part, NoneOf)]
                return _all_of(wanted or [_unscored(Query.all_query())], barred)

    def _contains(self, field: str, text: str) -> Query:
        if len(text) == 1:
            return Query.term_query(self._schema, f"{field}_chars", text, "basic")
        if len(text) == 2:
            return self._term(f"{field}_pairs", text)
        if analyzer.is_known(text):
            return self._term(f"{field}_words", text)
        return self._phrase(field, text)

    def _phrase(self, field: str, text: str) -> Query:
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        frequencies = [self._commit.frequency(f"{field}_pairs", pair) for pair in pairs]
        fewest = min(frequencies)
        rarest = frequencies.index(fewest)
        cover = _cover(frequencies)
        phrase = Query.phrase_query(self._schema, f"{field}_pairs", [(at, pairs[at]) for at in cover])
        around = self._commit.words_around(field, text) if fewest >= FREQUENT else []
        words = [self._term(f"{field}_words", word) for word in around]
        if words or rarest not in cover:
            phrase = _all_of(
                [_unscored(_all_of([self._term(f"{field}_pairs", pairs[rarest])], words)), phrase]
            )
        if self._among:
            phrase = _all_of([self._among, phrase])
        return _any_of([*words, phrase])

    def _term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text, "freq")

    def _terms(self, field: str, text: str, prefix: bool) -> Query:
        if not prefix:
            return Query.term_query(self._schema, field, text, "basic")
        found = [term for term, _ in self._commit.searcher.terms_with_prefix(field, text)]
        return Query.term_set_query(self._schema, field, found) if found else Query.empty_query()


def _cover(frequencies: list[int]) -> list[int]:
    """Where the pairs begin that cover all of a phrase and together are in the fewest documents.

    ``frequencies`` has one entry for each pair. The first and the last are needed; of two neighbours, one.
    """
    # best[i]: the cheapest choice that ends with the pair at i; the pair before it begins one or two earlier.
    best: list[tuple[int, list[int]]] = []
    for at, cost in enumerate(frequencies):
        before = min(best[max(0, at - 2) :], key=itemgetter(0)) if at else (0, [])
        best.append((before[0] + cost, [*before[1], at]))
    return best[-1][1]


def _weighed(field: str, query: Query) -> Query:
    return Query.boost_query(query, FIELD_WEIGHTS[field]) if field in FIELD_WEIGHTS else query


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _any_of(queries: Iterable[Query]) -> Query:
    alternatives = list(queries)
    if not alternatives:
        return Query.empty_query()
    return (
        alternatives[0]
        if len(alternatives) == 1
        else Query.boolean_query([(Occur.Should, q) for q in alternatives])
    )


def _all_of(wanted: Iterable[Query], barred: Iterable[Query] = ()) -> Query:
    """``barred`` is not scored: Tantivy would work out how well it matches, to no purpose."""
    parts = [(Occur.Must, query) for query in wanted]
    return Query.boolean_query([*parts, *((Occur.MustNot, _unscored(query)) for query in barred)])
