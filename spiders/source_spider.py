"""The one Scrapy spider: it walks a source's lists, reads its articles and yields them whole.

What a page *is* decides what happens to it, not how it was found: a link that leads to a list (a newspaper's
issue, a column of a portal) is walked as a list, one that leads to an article is read as one.

The spider knows nothing of archives, clocks or threads. Whoever runs it sets ``visit``, which does these
things for it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse

from spiders.hosts import SiteHosts
from spiders.joining import join_pages
from spiders.urls import canonical_url
from zscrawl.items import Article, Link, Page, Source

MAX_LINKS = 2000
"""Links taken from one list page. A hostile page could name millions; real ones name a few hundred."""
MAX_URL = 2000
"""Characters of an address. Traps for crawlers grow theirs without end."""
MAX_DEPTH = 3
"""Lists within lists: home page → column → issue → newspaper page."""
ARTICLE_PAGES = 50
"""Pages of one article or thread, unless the source's option ``article_pages`` says otherwise."""

LIST_PRIORITY, ARTICLE_PRIORITY, NEXT_PART_PRIORITY = 0, 10, 20
"""A begun article is finished before another is begun, articles come before further lists: little is held open."""


@dataclass(slots=True)
class Reading:
    """What the spider yields: one article or one page that is none, with the responses that it was read from."""

    article: Article
    pages: tuple[Page, ...]
    requested_url: str
    request_headers: dict[str, str]
    found_on: str | None = None


class Visit(Protocol):
    """What the spider needs from whoever runs it. One visit is one source's part of a run."""

    full: bool
    since: date | None

    def now(self) -> datetime:
        """The clock, aware."""

    def fetched(self, page: Page) -> None:
        """A response has come."""

    async def read(self, page: Page) -> Article:
        """Read a page away from the event loop. What it raises is that page's failure."""

    async def choose(self, links: Sequence[Link]) -> list[Link]:
        """The links that are worth fetching: not in the archive yet, or due for another look."""

    def walk_on(self, walked: int, links: Sequence[Link], chosen: Sequence[Link]) -> bool:
        """Whether to read the next page of a list, after ``walked`` pages of it."""

    async def failed(self, url: str, error: BaseException, found_on: str | None) -> None:
        """Record that ``url`` could not be fetched."""


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
    pages: tuple[Page, ...] = ()
    parts: tuple[Article, ...] = ()
    link: Link | None = None


@dataclass
class _Seen:
    """Addresses that were asked for in this visit, in canonical form (articles) or as they are (pages of lists)."""

    lists: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


class SourceSpider(Spider):
    """Crawls one source. Subclasses made by the spider loader carry it as the class attribute ``source``."""

    name = "source"
    source: ClassVar[Source]
    visit: Visit

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.hosts = SiteHosts.of(self.source)
        self.article_pages = int(self.source.options.get("article_pages", ARTICLE_PAGES))
        self._seen = _Seen()

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_addresses():
            yield self._list_request(url, Trail())

    def start_addresses(self) -> list[str]:
        """The start addresses, and with ``since`` one a day for a newspaper whose issues have known addresses."""
        pattern, since = self.source.options.get("issue_url"), self.visit.since
        if not (pattern and since):
            return list(self.source.start)
        today = self.visit.now().date()
        days = [date.fromordinal(n) for n in range(today.toordinal(), since.toordinal() - 1, -1)]
        return [*self.source.start, *(day.strftime(pattern) for day in days)]

    # --- requests ----------------------------------------------------------------------------------

    def _list_request(self, url: str, trail: Trail) -> Request:
        self._seen.lists.add(url)
        trail = replace(trail, requested_url=url)
        # A list's pages may share one canonical address; `_seen.lists` keeps walks from going in circles.
        return self._request(url, trail, LIST_PRIORITY, dont_filter=True)

    def _article_request(self, link: Link, trail: Trail) -> Request:
        return self._request(link.url, replace(trail, requested_url=link.url, link=link), ARTICLE_PRIORITY)

    def _request(self, url: str, trail: Trail, priority: int, *, dont_filter: bool = False) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.fetch_failed,
            cb_kwargs={"trail": trail},
            priority=priority,
            dont_filter=dont_filter,
        )

    # --- responses ---------------------------------------------------------------------------------

    async def parse(self, response: Response, trail: Trail = Trail()) -> AsyncIterator[Any]:
        """Read one response and go on from what it is. Yields requests and `Reading` objects."""
        page = page_of(response, self.visit.now())
        self.visit.fetched(page)
        try:
            article = await self._read(page, is_text=_is_text(response))
        except Exception as error:
            # A page that breaks its reader is that page's failure, not the visit's.
            await self.visit.failed(trail.requested_url or page.url, error, trail.found_on)
            return
        if trail.parts:
            results = self._next_part(response, page, article, trail)
        elif article.kind == "list":
            results = self._walk(response, page, article, trail)
        elif article.kind == "article" and self._has_more(article, (page,)):
            results = [self._part_request(article, (page,), (article,), trail)]
        else:
            results = [self._reading(response, (page,), article, trail)]
        if isinstance(results, list):
            for result in results:
                yield result
        else:
            async for result in results:
                yield result

    async def _read(self, page: Page, *, is_text: bool) -> Article:
        if not is_text:  # an attachment that a list names beside its articles
            return Article(page.url, canonical_url(page.url), self.source.family, "other")
        return await self.visit.read(page)

    async def fetch_failed(self, failure: Any) -> None:
        """Errback: the request brought no usable response."""
        request: Request = failure.request
        trail: Trail = request.cb_kwargs["trail"]
        await self.visit.failed(trail.requested_url or request.url, failure.value, trail.found_on)

    async def _walk(
        self, response: Response, page: Page, listing: Article, trail: Trail
    ) -> AsyncIterator[Reading | Request]:
        links = self._own_links(listing.links) if trail.depth <= MAX_DEPTH else []
        chosen = await self.visit.choose(links)
        for link in chosen:
            yield self._article_request(link, Trail(found_on=page.url, depth=trail.depth + 1))
        following = listing.next_page
        if following and self._may_walk(following) and self.visit.walk_on(trail.walked + 1, links, chosen):
            yield self._list_request(following, replace(trail, found_on=page.url, walked=trail.walked + 1))
        yield self._reading(response, (page,), listing, trail)

    def _own_links(self, links: Sequence[Link]) -> list[Link]:
        """Links on the source's own hosts, once each in this visit."""
        own = []
        for link in links[:MAX_LINKS]:
            key = canonical_url(link.url)
            if key not in self._seen.articles and len(key) <= MAX_URL and self.hosts.cover(link.url):
                self._seen.articles.add(key)
                own.append(link)
        return own

    def _may_walk(self, url: str) -> bool:
        return url not in self._seen.lists and len(url) <= MAX_URL and self.hosts.cover(url)

    # --- articles of several pages -----------------------------------------------------------------

    def _has_more(self, article: Article, pages: tuple[Page, ...]) -> bool:
        following = article.next_page
        return bool(
            following
            and len(pages) < self.article_pages
            and self.hosts.cover(following)
            and all(following != page.url for page in pages)
        )

    def _part_request(
        self, article: Article, pages: tuple[Page, ...], parts: tuple[Article, ...], trail: Trail
    ) -> Request:
        assert article.next_page is not None
        trail = replace(trail, pages=pages, parts=parts)
        # Parts share the article's canonical address, so the duplicate filter must let them pass.
        return self._request(article.next_page, trail, NEXT_PART_PRIORITY, dont_filter=True)

    async def _next_part(
        self, response: Response, page: Page, part: Article, trail: Trail
    ) -> AsyncIterator[Reading | Request]:
        pages, parts = (*trail.pages, page), (*trail.parts, part)
        if part.kind != "article" and not part.posts:
            whole = join_pages(trail.parts)
            whole.flags.append("incomplete")
            yield self._reading(response, trail.pages, whole, trail)
        elif self._has_more(part, pages):
            yield self._part_request(part, pages, parts, trail)
        else:
            yield self._reading(response, pages, join_pages(parts), trail)

    def _reading(
        self, response: Response, pages: tuple[Page, ...], article: Article, trail: Trail
    ) -> Reading:
        sent = response.request.headers if response.request else {}
        return Reading(
            article=article,
            pages=pages,
            requested_url=trail.requested_url or response.url,
            request_headers=_plain_headers(sent),
            found_on=trail.found_on,
        )


def _is_text(response: Response) -> bool:
    """Whether a response can be a page: by what the server says that it is, else by its bytes (Scrapy's judgement)."""
    declared = response.headers.get("Content-Type", b"").partition(b";")[0].strip().lower()
    if declared.startswith(b"text/") or declared.endswith((b"xml", b"json", b"javascript")):
        return True
    if declared and declared != b"application/octet-stream":
        return False
    return isinstance(response, TextResponse) and not response.body.startswith(b"%PDF")


def page_of(response: Response, fetched_at: datetime) -> Page:
    """A Scrapy response as a `Page`."""
    return Page(
        url=response.url,
        body=response.body,
        fetched_at=fetched_at,
        headers=_plain_headers(response.headers),
        status=response.status,
    )


def _plain_headers(headers: Any) -> dict[str, str]:
    """Scrapy's headers (bytes, several values) as text by lower-case name."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in headers.items()
    }
