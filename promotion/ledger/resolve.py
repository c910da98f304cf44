"""Mentions to groups: which mentions are one project.

Pairs that could be one project share a key (a pair of characters that is rare in names, or a brand), and one of their
places lies in the other, so that not all pairs are compared. The best pairs are joined first. Two groups are not
joined where one text states both, because one text does not describe one project as two, nor where a veto stands
between any of their members.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from promotion.ledger.matching import Evidence, Features, compare, features, known_brands
from promotion.ledger.records import Link, ProjectMention

_BLOCK = 400
"""Of more mentions of one place with one key (光伏) than this, only neighbours in the order of names are compared."""

_NEIGHBOURS = 40
"""How many of those that follow it there a mention is compared with."""

_KEYS = 6
"""The rarest pairs of characters of a name that serve as keys."""


def groups(
    mentions: Sequence[ProjectMention],
    together: Sequence[tuple[str, ...]] = (),
    apart: Sequence[tuple[str, ...]] = (),
) -> list[tuple[list[int], list[Link]]]:
    """Groups of positions in ``mentions`` with the links that made them; deterministic for any order of input.

    ``together`` and ``apart`` are refs of mentions that a person joined or parted.
    """
    brands = known_brands(mentions)
    known = [features(m, brands) for m in mentions]
    forest = _Forest(mentions, known, apart)
    for refs in together:
        forest.force(refs)
    for evidence, i, j in _ranked(mentions, known):
        forest.join(i, j, evidence)
    return forest.result()


def _ranked(mentions: Sequence[ProjectMention], known: Sequence[Features]) -> list[tuple[Evidence, int, int]]:
    pairs = []
    for i, j in _candidates(known):
        if mentions[i].article.uid == mentions[j].article.uid:
            continue
        evidence = compare(known[i], known[j])
        if evidence.same:
            pairs.append((evidence, i, j))
    return sorted(pairs, key=lambda p: (-(p[0].score or 0), mentions[p[1]].ref, mentions[p[2]].ref))


def _candidates(known: Sequence[Features]) -> Iterator[tuple[int, int]]:
    frequency = Counter(gram for f in known for gram in f.grams)
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, feature in enumerate(known):
        for gram in sorted(feature.grams, key=lambda g: (frequency[g], g))[:_KEYS]:
            blocks[gram].append(index)
        if feature.brand:
            blocks["@" + feature.brand].append(index)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        seen.update(_not_apart(known, members))
    return iter(sorted(seen))


def _not_apart(known: Sequence[Features], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of ``members`` whose places do not exclude that they are one; an unknown place excludes nothing."""
    cells: dict[str | None, list[int]] = defaultdict(list)
    for index in members:
        place = known[index].place
        cells[place.adcode if place else None].append(index)
    for code, cell in cells.items():
        yield from _within(known, cell)
        place = known[cell[0]].place
        above = {place.city, place.province, None} - {code} if place else ()
        for wider in (cells.get(other, []) for other in above):
            if len(cell) * len(wider) > _BLOCK**2:
                yield from _within(known, sorted([*cell, *wider]))
            else:
                yield from ((min(i, j), max(i, j)) for i in cell for j in wider)


def _within(known: Sequence[Features], cell: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a small cell; of a large one those that stand near one another when it is sorted by name."""
    if len(cell) <= _BLOCK:
        yield from combinations(cell, 2)
        return
    by_name = sorted(cell, key=lambda i: (known[i].form.core, i))
    for at, i in enumerate(by_name):
        yield from ((min(i, j), max(i, j)) for j in by_name[at + 1 : at + 1 + _NEIGHBOURS])


class _Forest:
    """Union-find with the two bars to joining."""

    def __init__(
        self, mentions: Sequence[ProjectMention], known: Sequence[Features], apart: Sequence[tuple[str, ...]]
    ) -> None:
        self._mentions = mentions
        self._known = known
        self._parent = list(range(len(mentions)))
        self._members = [[i] for i in range(len(mentions))]
        self._links: list[list[Link]] = [[] for _ in mentions]
        self._place = {m.ref: i for i, m in enumerate(mentions)}
        self._apart = [frozenset(refs) for refs in apart]

    def _root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def force(self, refs: tuple[str, ...]) -> None:
        """Join what a person joined."""
        found = [self._place[r] for r in refs if r in self._place]
        for i, j in pairwise(found):
            self._union(
                i, j, Link(self._mentions[i].ref, self._mentions[j].ref, 9.0, ("joined by a correction",))
            )

    def join(self, i: int, j: int, evidence: Evidence) -> None:
        a, b = self._root(i), self._root(j)
        if a == b or self._barred(a, b):
            return
        assert evidence.score is not None
        self._union(
            i, j, Link(self._mentions[i].ref, self._mentions[j].ref, evidence.score, evidence.reasons)
        )

    def _barred(self, a: int, b: int) -> bool:
        here = {self._mentions[i].article.uid for i in self._members[a]}
        if any(self._mentions[i].article.uid in here for i in self._members[b]):
            return True
        refs = (
            {self._mentions[i].ref for i in self._members[a]},
            {self._mentions[i].ref for i in self._members[b]},
        )
        if any(
            ((parted & refs[0]) and (refs[1] - parted)) or ((parted & refs[1]) and (refs[0] - parted))
            for parted in self._apart
        ):
            return True
        return any(
            compare(self._known[i], self._known[j]).score is None
            for i in self._members[a]
            for j in self._members[b]
        )

    def _union(self, i: int, j: int, link: Link) -> None:
        a, b = self._root(i), self._root(j)
        if a == b:
            return
        self._parent[b] = a
        self._members[a] += self._members[b]
        self._links[a] += [*self._links[b], link]

    def result(self) -> list[tuple[list[int], list[Link]]]:
        return [
            (sorted(self._members[i]), self._links[i]) for i in range(len(self._parent)) if self._root(i) == i
        ]
