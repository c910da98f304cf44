"""The result of a condition over all segments: counts, order, facets."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, repeat
from operator import add, mul

from search.documents import Document, Sort
from search.engines.whoosh import bits
from search.engines.whoosh.schema import MARK, WEIGHT_STEPS, name_term
from search.engines.whoosh.segment import Segment
from search.plan import Condition, speaking
from search.ranking import FIELD_WEIGHTS, recency
from zscrawl.text import fold

_FIRST_BATCH, _GROWTH = 64, 8


class WhooshMatches:
    """Implements `search.engines.Matches`; a reference is (segment, number in it)."""

    def __init__(self, segments: list[Segment], condition: Condition, sort: Sort, fresh: bool) -> None:
        self._segments = segments
        self._scored = list(speaking(condition)) if sort == "relevance" else []
        self._fresh = fresh
        self._found, self._evidence = [], []
        for segment in segments:
            found, evidence = segment.find(condition)
            self._found.append(found)
            self._evidence.append(evidence)

    def total(self) -> int:
        return sum(found.bit_count() for found in self._found)

    def ranked(self) -> Iterator[tuple[float, tuple[int, int]]]:
        """Best first, in growing batches: the first page should not pay for sorting all matches."""
        scores = self._scores() if self._scored else []
        keys: Sequence[float] = scores or self._times()
        numbers = [
            list(bits.to_ids(found, s.size)) for found, s in zip(self._found, self._segments, strict=True)
        ]
        starts = list(accumulate(map(len, numbers), initial=0))
        done, size = 0, _FIRST_BATCH
        while done < len(keys):
            best = heapq.nlargest(size, range(len(keys)), key=keys.__getitem__)
            for i in best[done:]:
                segment = bisect_right(starts, i) - 1
                yield (scores[i] if scores else 0.0), (segment, numbers[segment][i - starts[segment]])
            done, size = size, size * _GROWTH

    def _times(self) -> list[int]:
        """Unix times of the documents found, in the order of their numbers."""
        return [
            time
            for segment, found in zip(self._segments, self._found, strict=True)
            for time in compress(segment.times, bits.truth(found, segment.size))
        ]

    def _scores(self) -> list[float]:
        """BM25 of the documents found, in the order of their numbers."""
        size = sum(segment.size for segment in self._segments)
        truths = [bits.truth(f, s.size) for f, s in zip(self._found, self._segments, strict=True)]
        scores = [0.0] * self.total()
        for leaf in self._scored:
            lanes = [s.lane_of(leaf, e) for s, e in zip(self._segments, self._evidence, strict=True)]
            frequency = sum(len(lane) - lane.count(0) for lane in lanes if lane)
            if not frequency:
                continue
            factor = math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
            factor *= FIELD_WEIGHTS.get(leaf.field, 1.0) / WEIGHT_STEPS
            worth = [factor * weight for weight in range(256)]
            weights = chain.from_iterable(
                compress(lane, truth) if lane else repeat(0, truth.count(1))
                for lane, truth in zip(lanes, truths, strict=True)
            )
            scores = list(map(add, scores, map(worth.__getitem__, weights)))
        if self._fresh:
            scores = list(map(mul, scores, map(recency, self._times())))
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

    def in_clusters(self, names: Iterable[str]) -> Mapping[str, int]:
        return {name: self._having(name_term("cluster", fold(name))) for name in names}

    def _having(self, term: str) -> int:
        return sum(
            (segment.bits("names", term) & found).bit_count()
            for segment, found in zip(self._segments, self._found, strict=True)
        )
