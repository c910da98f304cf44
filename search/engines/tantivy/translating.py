"""Conditions to Tantivy's queries.

What costs is looking at positions: 60 ns for each pair in an article that has all pairs of a phrase, where asking
whether it has a term takes 5. So a phrase is led by its rarest pair, and articles that have a common phrase around it
are found by that: 招商引 is in whatever 招商引资 is in, and positions are looked at in the few others only.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from tantivy import FieldType, Occur, Query

from search.engines.tantivy.common import Common
from search.engines.tantivy.schema import LATIN
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf
from search.ranking import FIELD_WEIGHTS

FREQUENT = 10_000
"""Articles from which on a phrase counts as frequent: with fewer, positions take about a millisecond."""

_SPECIAL = r"\.+*?()|[]{}^$"
"""What means something in Tantivy's regular expressions."""


class Commit:
    """One state of the index, opened for reading."""

    def __init__(self, schema: Any, searcher: Any, common: Common) -> None:
        self.schema = schema
        self.searcher = searcher
        self.common = common

    def frequency(self, field: str, term: str) -> int:
        """How many articles have ``term``; those that have been replaced or deleted may still count."""
        found: int = self.searcher.doc_freq(field, term)
        return found


class Translator:
    """Makes queries for one state of the index. Only what speaks for an article adds to its score."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._schema = commit.schema

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
        if self._commit.common.has(text):
            return self._term(f"{field}_words", text)
        if len(text) == 1:
            return Query.regex_query(self._schema, f"{field}_pairs", f"{_escaped(text)}.?")
        if len(text) == 2:
            return self._term(f"{field}_pairs", text)
        return self._phrase(field, text)

    def _phrase(self, field: str, text: str) -> Query:
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        frequencies = [self._commit.frequency(f"{field}_pairs", pair) for pair in pairs]
        fewest = min(frequencies)
        rarest = frequencies.index(fewest)
        cover = _cover(frequencies)
        phrase = Query.phrase_query(self._schema, f"{field}_pairs", [(at, pairs[at]) for at in cover])
        around = self._commit.common.around(text) if fewest >= FREQUENT else []
        words = [self._term(f"{field}_words", word) for word in around]
        if words or rarest not in cover:
            lead = _all_of([self._term(f"{field}_pairs", pairs[rarest])], words)
            phrase = _all_of([_unscored(lead), phrase])
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


def _escaped(character: str) -> str:
    return f"\\{character}" if character in _SPECIAL else character


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
