"""The result of a condition over all segments: counts, order, facets."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress
from typing import TypeVar

from search.documents import Document, Sort
from search.engines.whoosh import bits
from search.engines.whoosh.schema import MARK, name_term
from search.engines.whoosh.segment import Segment
from search.plan import AllOf, AnyOf, Condition, Contains, HasToken
from search.ranking import FIELD_WEIGHTS, recency
from zscrawl.text import fold

_FIRST_BATCH, _GROWTH = 64, 8

Value = TypeVar("Value")


class WhooshMatches:
    """Implements `search.engines.Matches`; a reference is (segment, number in it)."""

    def __init__(self, segments: list[Segment], condition: Condition, sort: Sort, fresh: bool) -> None:
        self._segments = segments
        self._condition = condition
        self._sort, self._fresh = sort, fresh
        self._found, self._evidence = [], []
        for segment in segments:
            found, evidence = segment.find(condition)
            self._found.append(found)
            self._evidence.append(evidence)

    def total(self) -> int:
        return sum(found.bit_count() for found in self._found)

    def ranked(self) -> Iterator[tuple[float, tuple[int, int]]]:
        """Best first, in growing batches: the first page should not pay for sorting all matches."""
        times = self._of_found([segment.times for segment in self._segments])
        scores = self._of_found(self._scores()) if self._sort == "relevance" else []
        if self._fresh:
            scores = [score * recency(time) for score, time in zip(scores, times, strict=False)]
        keys: Sequence[float] = scores if any(scores) else times
        numbers = self._of_found([range(segment.size) for segment in self._segments])
        ends = list(accumulate(found.bit_count() for found in self._found))
        done, size = 0, _FIRST_BATCH
        while done < len(keys):
            least = heapq.nlargest(size, keys)[-1] if size < len(keys) else -math.inf
            best = [i for i, key in enumerate(keys) if key >= least]
            best.sort(key=lambda i: (-keys[i], -times[i], i))
            for i in best[done:size]:
                yield (scores[i] if scores else 0.0), (bisect_right(ends, i), numbers[i])
            done, size = size, size * _GROWTH

    def _of_found(self, values: Sequence[Sequence[Value]]) -> list[Value]:
        """The values of the documents found, in the order of their references."""
        return list(
            chain.from_iterable(
                compress(of_segment, bits.truth(found, segment.size))
                for of_segment, found, segment in zip(values, self._found, self._segments, strict=True)
            )
        )

    def _scores(self) -> list[list[float]]:
        """BM25 of every document of every segment, found or not."""
        size = sum(segment.size for segment in self._segments)
        scores = [[0.0] * segment.size for segment in self._segments]
        for leaf in _speaking(self._condition):
            seen = [s.evidence_of(leaf, e) for s, e in zip(self._segments, self._evidence, strict=True)]
            frequency = sum(len(postings.ids) for postings in seen)
            factor = math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
            factor *= FIELD_WEIGHTS.get(leaf.field, 1.0) / 100
            worth = [factor * weight for weight in range(256)]
            for lane, (ids, weights) in zip(scores, seen, strict=True):
                for i, weight in zip(ids, weights, strict=True):
                    lane[i] += worth[weight]
        return scores

    def facet(self, name: str) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for segment, found in zip(self._segments, self._found, strict=True):
            for term in segment.terms_beginning("names", name_term(name, "")) if found else ():
                counts[term.partition(MARK)[2]] += (segment.bits("names", term) & found).bit_count()
        return +counts

    def fetch(self, ref: tuple[int, int]) -> Document:
        segment, number = ref
        return self._segments[segment].fetch(number)

    def in_cluster(self, name: str) -> int:
        term = name_term("cluster", fold(name))
        return sum(
            (segment.bits("names", term) & found).bit_count()
            for segment, found in zip(self._segments, self._found, strict=True)
        )


def _speaking(condition: Condition) -> Iterator[Contains | HasToken]:
    """The conditions that speak for an article, not those that exclude."""
    match condition:
        case Contains() | HasToken():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _speaking(part)
