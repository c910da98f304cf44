"""What passes between the spider and whoever runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from zscrawl.items import Article, Link, Page


@dataclass(slots=True)
class Reading:
    """What the spider yields: one article or one page that is none, with the responses that it was read from.

    ``article`` is None for a page that has not changed since it was archived (304). ``hops`` are the redirects that
    led to the first page, in order.
    """

    article: Article | None
    pages: tuple[Page, ...]
    requested_url: str
    request_headers: dict[str, str]
    found_on: str | None = None
    hops: tuple[Page, ...] = ()


class Frontier(Protocol):
    """Knows what is in the archive, and so what is worth asking for."""

    async def choose(self, links: Sequence[Link]) -> list[Link]:
        """The links of one list page that are worth fetching: new, or due for another look."""

    async def due(self) -> list[Link]:
        """Articles in the archive that are due for another look, whether or not a list still names them."""

    async def validators(self, url: str, *, is_list: bool) -> Mapping[str, str]:
        """Headers that ask for ``url`` only if it has changed; empty to ask for it anyway."""

    async def stored_page(self, url: str) -> Page | None:
        """The page as it was when it last answered in full."""

    def walk_on(self, walked: int, links: Sequence[Link], chosen: Sequence[Link]) -> bool:
        """Whether to read the next page of a list, after ``walked`` pages of it."""


class Visit(Protocol):
    """What the spider needs from whoever runs it. One visit is one source's part of a run."""

    since: date | None

    @property
    def frontier(self) -> Frontier:
        """Where to go next."""

    def now(self) -> datetime:
        """The clock, aware."""

    def fetched(self, page: Page) -> None:
        """A response has come."""

    async def read(self, page: Page, *, is_list: bool) -> Article:
        """Read a page away from the event loop. What it raises is that page's failure.

        ``is_list`` says that a start address or a list's pager led to it.
        """

    async def failed(self, url: str, error: BaseException, found_on: str | None) -> None:
        """Record that ``url`` could not be fetched or read."""


@dataclass(frozen=True, slots=True)
class Trail:
    """How a request came about: what it is worth and what it belongs to.

    ``walked`` counts the pages of the list before this one, ``depth`` the lists above it. ``parts`` are the pages of
    an article that were read before this one.
    """

    found_on: str | None = None
    walked: int = 0
    depth: int = 0
    requested_url: str = ""
    is_list: bool = False
    pages: tuple[Page, ...] = ()
    parts: tuple[Article, ...] = ()
    hops: tuple[Page, ...] = ()


@dataclass(slots=True)
class Seen:
    """What was asked for in this visit: pages of lists, and articles by their canonical addresses."""

    lists: set[str] = field(default_factory=set)
    _own: set[str] = field(default_factory=set)
    _elsewhere: set[str] = field(default_factory=set)

    def add_article(self, url: str, canonical: str) -> bool:
        """Note that ``url`` is asked for; whether that brings anything.

        Once is enough for an article, but its canonical address may come after another one.
        """
        if canonical in self._own or (url != canonical and canonical in self._elsewhere):
            return False
        (self._own if url == canonical else self._elsewhere).add(canonical)
        return True
