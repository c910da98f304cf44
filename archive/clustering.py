"""Which reprints belong together, and which of them is likely the original. Pure.

Two articles with the same text always belong together. An excerpt belongs to the article that has
more of the text, unless

*   it is less than `MIN_COVERED` of it (a quoted paragraph), or
*   the longer article is dated later: then it took the shorter one up, and may be a round-up of many, or
*   both are of one day and the longer one holds `ROUND_UP` or more texts that have nothing to do with
    each other: a round-up of the day's news.

So three press releases do not become one because a newspaper printed them side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zscrawl.items import CST
from zscrawl.text import squash

MIN_COVERED = 0.15
ROUND_UP = 3


@dataclass(frozen=True, slots=True)
class Member:
    """What decides about an article's place in a cluster. ``dated_at`` is when it was published, or first seen."""

    id: int
    uid: str
    dated_at: datetime
    site: str | None
    origin: str | None

    @property
    def day(self) -> date:
        return self.dated_at.astimezone(CST).date()


@dataclass(frozen=True, slots=True)
class Link:
    """``shorter`` is a reprint of ``longer``, in full or (``excerpt``) of a part."""

    shorter: int
    longer: int
    excerpt: bool
    covered: float


def clusters(members: Mapping[int, Member], links: Iterable[Link]) -> dict[int, int]:
    """By member id, the id of the likely original of its cluster (its own, if it stands alone)."""
    links = list(links)
    related = Groups(members)
    for link in links:
        if not link.excerpt:
            related.join(link.shorter, link.longer)
    joined = Groups(members)
    for link in links:
        if not link.excerpt or _joins(link, members, links, related):
            joined.join(link.shorter, link.longer)
    excerpts = {link.shorter for link in links if link.excerpt and joined.same(link.shorter, link.longer)}
    originals: dict[int, int] = {}
    for group in joined.groups():
        original = _original([members[each] for each in group], excerpts)
        originals.update(dict.fromkeys(group, original))
    return originals


def _joins(link: Link, members: Mapping[int, Member], links: Sequence[Link], related: Groups) -> bool:
    shorter, longer = members[link.shorter], members[link.longer]
    if link.covered < MIN_COVERED or longer.day > shorter.day:
        return False
    if longer.day < shorter.day:
        return True
    parts = {
        related.of(other.shorter)
        for other in links
        if other.excerpt and other.longer == link.longer and members[other.shorter].day == longer.day
    }
    return len(parts) < ROUND_UP


def _original(group: Sequence[Member], excerpts: set[int]) -> int:
    """The one that others name as 来源; else the earliest; of one day rather a full text than an excerpt."""
    votes = _votes(group)
    best = min(
        group, key=lambda each: (-votes[each.id], each.day, each.id in excerpts, each.dated_at, each.uid)
    )
    return best.id


def _votes(group: Sequence[Member]) -> Counter[int]:
    """How many members of other sites name each one as their 来源. Names are few, whatever the size of the group."""
    voters = Counter((squash(each.origin or ""), squash(each.site or "")) for each in group)
    votes: Counter[int] = Counter()
    for site, ids in _by_site(group).items():
        named = sum(
            count for (origin, own), count in voters.items() if own != site and _is_name_of(origin, site)
        )
        for each in ids:
            votes[each] = named
    return votes


def _by_site(group: Sequence[Member]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for each in group:
        found[squash(each.site or "")].append(each.id)
    return found


def _is_name_of(origin: str, site: str) -> bool:
    """Whether a 来源 (江口日报) is a site's name (江口日报数字报)."""
    return min(len(origin), len(site)) > 1 and (site.startswith(origin) or origin.startswith(site))


class Groups:
    """Disjoint sets of ids (union-find). A group is named by its smallest id."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._parent = {each: each for each in ids}

    def of(self, each: int) -> int:
        while self._parent[each] != each:
            self._parent[each] = each = self._parent[self._parent[each]]
        return each

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.of(first), self.of(second)))
        self._parent[high] = low

    def same(self, first: int, second: int) -> bool:
        return self.of(first) == self.of(second)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for each in sorted(self._parent):
            found[self.of(each)].append(each)
        return list(found.values())
