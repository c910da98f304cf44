"""Evaluation of conditions over the segments of a Whoosh index."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from whoosh.reading import TermNotFound

from search import analyzer
from search.documents import Document, Sort
from search.engines.whoosh import bits, schema
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf

TITLE_WEIGHT = 3.0


class Segment:
    """One immutable segment: its postings as bit sets, its texts, its documents."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.size: int = reader.doc_count_all()
        self.everything = (1 << self.size) - 1
        deleted = bits.from_ids(reader.segment().deleted_docs(), self.size)
        self.live = self.everything & ~deleted
        self.bits: Callable[[str, str], int] = lru_cache(maxsize=512)(self._bits)
        self.columns = lru_cache(maxsize=None)(reader.column_reader)

    def postings(self, field: str, term: str) -> tuple[list[int], list[float]]:
        """Numbers and weights of the documents that have ``term``."""
        try:
            matcher = self._reader.codec().postings_reader(
                self._reader._terms._postfile,
                self._reader.term_info(field, term.encode()),
                self._reader.schema[field].format,
            )
        except TermNotFound:
            return [], []
        ids: list[int] = []
        weights: list[float] = []
        while matcher.is_active():
            ids.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return ids, weights

    def _bits(self, field: str, term: str) -> int:
        ids, _ = self.postings(field, term)
        return bits.from_ids(ids, self.size) if ids else 0

    def prefix_bits(self, field: str, prefix: str) -> int:
        found = 0
        for term in self._reader.expand_prefix(field, prefix.encode()):
            found |= self._bits(field, term.decode())
        return found

    def numbers_of(self, uid: str) -> Iterator[int]:
        return bits.to_ids(self._bits("names", f"uid{schema.NAME_SEPARATOR}{uid}") & self.live, self.size)

    def names_with(self, field: str) -> Iterator[str]:
        start = f"{field}{schema.NAME_SEPARATOR}"
        for term in self._reader.expand_prefix("names", start.encode()):
            yield term.decode().removeprefix(start)

    def text(self, field: str, number: int) -> bytes:
        return bytes(self.columns(f"{field}_text")[number])

    def fetch(self, number: int) -> Document:
        document: Document = self._reader.stored_fields(number)["doc"]
        return document

    # --- conditions ---------------------------------------------------------------------------

    def find(self, condition: Condition) -> int:
        """The live documents that meet ``condition``."""
        return self._find(condition, self.live)

    def _find(self, condition: Condition, within: int) -> int:
        """Those of ``within`` that meet it; a smaller ``within`` saves looking at texts."""
        match condition:
            case Contains(field, text):
                return self._containing(field, text, within)
            case HasToken(field, text, prefix):
                term = schema.TOKEN_MARK + text
                return within & (self.prefix_bits(field, term) if prefix else self.bits(field, term))
            case Is(field, value, prefix):
                term = f"{field}{schema.NAME_SEPARATOR}{value}"
                return within & (self.prefix_bits("names", term) if prefix else self.bits("names", term))
            case Between(field, low, high):
                found = 0
                for term in schema.range_terms(field, low, high):
                    found |= self.bits("numbers", term)
                return within & found
            case NoneOf(part):
                return within & ~self._find(part, within)
            case AnyOf(parts):
                found = 0
                for part in parts:
                    found |= self._find(part, within & ~found)
                return found
            case AllOf(parts):
                for part in sorted(parts, key=_cost):
                    if not within:
                        break
                    within = self._find(part, within)
                return within

    def _containing(self, field: str, text: str, within: int) -> int:
        terms, proof = analyzer.pieces(text)
        for term in terms:
            within &= self.bits(field, term)
            if not within:
                return 0
        if proof:
            return within
        needle = text.encode()
        column = self.columns(f"{field}_text")
        return bits.from_ids((i for i in bits.to_ids(within, self.size) if needle in column[i]), self.size)


def _cost(condition: Condition) -> int:
    """What to evaluate first in a conjunction: what needs no texts, negations last."""
    match condition:
        case Contains(_, text):
            return 0 if analyzer.pieces(text)[1] else 2
        case NoneOf(part):
            return 3 + _cost(part)
        case AllOf(parts) | AnyOf(parts):
            return max(map(_cost, parts), default=0)
        case _:
            return 1 if isinstance(condition, HasToken) and condition.prefix else 0


def _scored(condition: Condition) -> Iterator[Contains | HasToken]:
    """The leaves that speak for an article, not those that exclude."""
    match condition:
        case Contains() | HasToken():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _scored(part)


class WhooshMatches:
    """Implements `search.engines.Matches`; a reference is (segment, number in it)."""

    def __init__(self, segments: list[Segment], condition: Condition) -> None:
        self._segments = segments
        self._condition = condition
        self._found = [segment.find(condition) for segment in segments]

    def total(self) -> int:
        return sum(found.bit_count() for found in self._found)

    def ranked(self, sort: Sort, freshness: float) -> Iterator[tuple[float, tuple[int, int]]]:
        keyed: list[tuple[float, int, tuple[int, int]]] = []
        scores = self._scores() if sort == "relevance" else None
        for s, (segment, found) in enumerate(zip(self._segments, self._found, strict=True)):
            times = segment.columns("time")
            for i in bits.to_ids(found, segment.size):
                keyed.append((scores[s][i] if scores else 0.0, times[i], (s, i)))
        keyed.sort(reverse=True)
        for score, _, ref in keyed:
            yield score, ref

    def _scores(self) -> list[array[float]]:
        live = sum(segment.size for segment in self._segments)
        scores = [array("d", bytes(8 * segment.size)) for segment in self._segments]
        for leaf in _scored(self._condition):
            term = leaf.text if isinstance(leaf, Contains) else schema.TOKEN_MARK + leaf.text
            postings = [segment.postings(leaf.field, term) for segment in self._segments]
            frequency = sum(len(ids) for ids, _ in postings)
            weight = math.log(1 + (live - frequency + 0.5) / (frequency + 0.5))
            weight *= TITLE_WEIGHT if leaf.field == "title" else 1.0
            for lane, (ids, weights) in zip(scores, postings, strict=True):
                for i, w in zip(ids, weights, strict=True):
                    lane[i] += w * weight
        return scores

    def facet(self, name: str) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for segment, found in zip(self._segments, self._found, strict=True):
            for value in segment.names_with(name) if found else ():
                if name != "place" or not value.isdigit():
                    counts[value] += (
                        segment.bits("names", f"{name}{schema.NAME_SEPARATOR}{value}") & found
                    ).bit_count()
        return +counts

    def fetch(self, ref: object) -> Document:
        segment, number = ref  # type: ignore[misc]
        return self._segments[segment].fetch(number)

    def clusters(self, names: Iterable[str]) -> Mapping[str, int]:
        return {
            name: sum(
                (segment.bits("names", f"cluster{schema.NAME_SEPARATOR}{name}") & found).bit_count()
                for segment, found in zip(self._segments, self._found, strict=True)
            )
            for name in names
        }
