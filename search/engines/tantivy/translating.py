"""Conditions to Tantivy's queries.

Two things cost. Looking at positions: 60 ns for each pair in an article that has all pairs of a phrase, where asking
whether it has a term takes 5. So a phrase is led by its rarest pair, and articles that have a common phrase around it
are found by that: 招商引 is in whatever 招商引资 is in, and positions are looked at in the few others only. And scoring
alternatives within alternatives: so a word is one term of what title and body have, and its term of the title is asked
for beside, for the score only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Query

from search.engines.tantivy.common import Common
from search.engines.tantivy.schema import LATIN
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf
from search.ranking import FIELD_WEIGHTS

FREQUENT = 10_000
"""Articles from which on a phrase counts as frequent: with fewer, positions take about a millisecond."""

_TELLING = 0.75
"""Of very many articles. What more of them have hardly tells them apart: BM25 makes at most 0.6 of it, and of a word in
a title 3 and more."""
_FOUND = 0.1
"""The score of what is found by such terms only."""

_KEPT = 4096
"""Frequencies that are remembered: to ask for one takes 10 µs, and a query needs those of all pairs of its phrases."""

_SPECIAL = r"\.+*?()|[]{}^$"
"""What means something in Tantivy's regular expressions."""


class Commit:
    """One state of the index, opened for reading."""

    def __init__(self, schema: Any, searcher: Any, common: Common) -> None:
        self.schema = schema
        self.searcher = searcher
        self.common = common

        self.frequency = lru_cache(_KEPT)(self._frequency)
        """How many articles have a term of a field; those that have been replaced or deleted may still count."""

    def _frequency(self, field: str, term: str) -> int:
        found: int = self.searcher.doc_freq(field, term)
        return found


class _Clause(NamedTuple):
    """A condition: ``finds`` finds its articles, and ``scored`` are terms that add to their score.

    ``weak`` are more of them, which nearly all articles have. With ``whole`` they and ``scored`` find the same as
    ``finds``, apart from what ``barred`` finds.
    """

    finds: Query
    scored: tuple[Query, ...] = ()
    weak: tuple[Query, ...] = ()
    barred: tuple[Query, ...] = ()
    whole: bool = False

    def query(self) -> Query:
        if self.whole:
            found = any_of(self.scored + self.weak)
            return _all_of((found,), map(_unscored, self.barred)) if self.barred else found
        found = Query.const_score_query(self.finds, _FOUND)
        scored = [(Occur.Should, query) for query in self.scored or self.weak]
        return Query.boolean_query([(Occur.Must, found), *scored])


class Translator:
    """Makes queries for one state of the index. Only what speaks for an article adds to its score.

    ``among`` finds the few articles that are asked about. It is put into every phrase, for Tantivy works
    alternatives out for thousands of articles at once, wanted or not.
    """

    def __init__(self, commit: Commit, among: Query | None = None) -> None:
        self._commit = commit
        self._schema = commit.schema
        self._few = () if among is None else (among,)
        self._most = max(FREQUENT, _TELLING * commit.searcher.num_docs)

    def query(self, condition: Condition) -> Query:
        """What finds the articles of ``condition`` and scores them."""
        return self._clause(condition).query()

    def finds(self, condition: Condition) -> Query:
        """What finds them only."""
        found = self._clause(condition).finds
        return _all_of((*self._few, found)) if self._few else found

    def _clause(self, condition: Condition) -> _Clause:
        match condition:
            case Contains(field, text):
                return self._contains((field,), text)
            case HasToken(field, text, prefix):
                found = self._named(f"{_indexed(field)}_words", LATIN + text, prefix)
                return _Clause(found, (_weighed(field, found),), whole=True)
            case Is(field, value, prefix):
                return _Clause(self._named(field, value, prefix))
            case Between(field, low, high):
                return _Clause(Query.range_query(self._schema, field, FieldType.Integer, low, high))
            case NoneOf():
                return self._all_of((condition,))
            case AllOf(parts):
                return self._all_of(parts)
            case AnyOf(parts):
                return self._any_of(parts)

    def _all_of(self, parts: Iterable[Condition]) -> _Clause:
        wanted: list[_Clause] = []
        barred: list[Query] = []
        for part in parts:
            if isinstance(part, NoneOf):
                barred.append(self._clause(part.part).finds)
            else:
                wanted.append(self._clause(part))
        whole = len(wanted) == 1 and wanted[0].whole
        joined = _joined(_all_of((clause.finds for clause in wanted), barred), wanted, whole)
        return joined._replace(barred=(*joined.barred, *barred))

    def _any_of(self, parts: Iterable[Condition]) -> _Clause:
        """What is wanted in the title or in the body is looked up once, where both are."""
        alternatives = dict.fromkeys(parts)
        clauses = []
        for part in alternatives:
            match part:
                case Contains("title", text) if Contains("body", text) in alternatives:
                    clauses.append(self._contains(("title", "body"), text))
                case Contains("body", text) if Contains("title", text) in alternatives:
                    pass
                case _:
                    clauses.append(self._clause(part))
        whole = all(clause.whole and not clause.barred for clause in clauses)
        return _joined(any_of(clause.finds for clause in clauses), clauses, whole)

    def _contains(self, fields: Sequence[str], text: str) -> _Clause:
        """``text`` in one of ``fields``, which are one, or title and body."""
        if len(text) > 2 and not self._commit.common.has(text):
            return self._phrase(fields, text)
        finds = self._short(_indexed(fields[-1]), text)
        barred = (self._term("title_only", text),) if tuple(fields) == ("body",) else ()
        is_term = len(text) > 1 or self._commit.common.has(text)
        scored, weak = self._scores(fields if is_term else fields[:-1], text)
        return _Clause(_all_of((finds,), barred) if barred else finds, scored, weak, barred, is_term)

    def _short(self, name: str, text: str) -> Query:
        """Where a pair, a character, or a common word is in the text that is indexed as ``name``."""
        if len(text) == 1 and not self._commit.common.has(text):
            return Query.regex_query(self._schema, f"{name}_pairs", f"{_escaped(text)}.?")
        return self._term(self._place(name, text), text)

    def _place(self, name: str, text: str) -> str:
        return f"{name}_words" if self._commit.common.has(text) else f"{name}_pairs"

    def _scores(self, fields: Sequence[str], text: str) -> tuple[tuple[Query, ...], tuple[Query, ...]]:
        """What ``text`` adds to the score: terms that tell articles apart, and others."""
        scored: dict[bool, list[Query]] = {True: [], False: []}
        for field in fields:
            name = _indexed(field)
            telling = self._commit.frequency(self._place(name, text), text) <= self._most
            scored[telling].append(_weighed(field, self._short(name, text)))
        return tuple(scored[True]), tuple(scored[False])

    def _phrase(self, fields: Sequence[str], text: str) -> _Clause:
        """The common words around ``text`` find it, and of the other articles those that have its pairs in a row."""
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        frequencies = {
            name: [self._commit.frequency(f"{name}_pairs", pair) for pair in pairs]
            for name in map(_indexed, fields)
        }
        around: list[_Clause] = []
        if max(map(min, frequencies.values())) >= FREQUENT:
            around = [self._contains(fields, word) for word in self._commit.common.around(text)]
        words = [word.finds for word in around]
        found: list[Query] = []
        leads: list[Query] = []
        for name, frequency in frequencies.items():
            rarest = frequency.index(min(frequency))
            lead = self._term(f"{name}_pairs", pairs[rarest])
            leads.append(_weighed(name, lead))
            cover = _cover(frequency)
            phrase = Query.phrase_query(self._schema, f"{name}_pairs", [(at, pairs[at]) for at in cover])
            if self._few or words or rarest not in cover:
                phrase = _all_of((_all_of((*self._few, lead), words), phrase))
            found.append(phrase)
        finds = any_of([*words, *found])
        if not around:
            return _Clause(finds, tuple(leads))
        joined = _joined(finds, around, all(word.whole and not word.barred for word in around))
        return joined._replace(weak=(*joined.weak, _unscored(any_of(found))))

    def _term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text, "freq")

    def _named(self, field: str, text: str, prefix: bool) -> Query:
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


def _indexed(field: str) -> str:
    """The fields of the index that have a text field's terms begin with this."""
    return "text" if field == "body" else field


def _joined(finds: Query, clauses: list[_Clause], whole: bool) -> _Clause:
    """Of several clauses what scores and what is barred, for their join, which ``finds`` finds."""
    return _Clause(
        finds,
        tuple(query for clause in clauses for query in clause.scored),
        tuple(query for clause in clauses for query in clause.weak),
        tuple(query for clause in clauses for query in clause.barred),
        whole,
    )


def any_of(queries: Iterable[Query]) -> Query:
    alternatives = list(queries)
    if not alternatives:
        return Query.empty_query()
    return (
        alternatives[0]
        if len(alternatives) == 1
        else Query.boolean_query([(Occur.Should, q) for q in alternatives])
    )


def _all_of(wanted: Iterable[Query], barred: Iterable[Query] = ()) -> Query:
    parts = [(Occur.Must, query) for query in wanted] or [(Occur.Must, Query.all_query())]
    return Query.boolean_query([*parts, *((Occur.MustNot, query) for query in barred)])
