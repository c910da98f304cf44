"""The one Scrapy spider: it walks a source's lists, reads its articles and yields them whole.

What a page *is* decides what happens to it, not how it was found: a link that leads to a list (a newspaper's
issue, a column of a portal) is walked as a list, one that leads to an article is read as one.

The spider knows nothing of archives, clocks or processes. Whoever runs it sets ``visit``, which does these things
for it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.addresses.canonical import canonical_url
from spiders.addresses.hosts import SiteHosts
from spiders.crawl.joining import join_pages
from spiders.crawl.responses import HOPS, is_text, page_of, plain_headers
from spiders.crawl.visiting import Reading, Seen, Trail, Visit
from zscrawl.items import Article, Link, Page, Source

MAX_LINKS = 2000
"""Links taken from one list page. A hostile page could name millions; real ones name a few hundred."""
MAX_URL = 2000
"""Characters of an address. Traps for crawlers grow theirs without end."""
MAX_DEPTH = 3
"""Lists within lists: home page → column → issue → newspaper page."""
ARTICLE_PAGES = 50
"""Pages of one article or thread, unless the source's option ``article_pages`` says otherwise."""
NOT_MODIFIED = 304

LIST_PRIORITY, ARTICLE_PRIORITY, NEXT_PART_PRIORITY = 0, 10, 20
"""A begun article is finished before another is begun, articles come before further lists: little is held open."""


class SourceSpider(Spider):
    """Crawls one source. Subclasses made by the spider loader carry it as the class attribute ``source``."""

    name = "source"
    source: ClassVar[Source]
    visit: Visit

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.hosts = SiteHosts.of(self.source)
        self.article_pages = int(self.source.options.get("article_pages", ARTICLE_PAGES))
        self._seen = Seen()

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_addresses():
            yield await self._list_request(url, Trail())
        for link in self._own_links(await self.visit.frontier.due()):
            yield await self._article_request(link, Trail(found_on=""))

    def start_addresses(self) -> list[str]:
        """The start addresses, and with ``since`` one a day for a newspaper whose issues have known addresses."""
        pattern, since = self.source.options.get("issue_url"), self.visit.since
        if not (pattern and since):
            return list(self.source.start)
        today = self.visit.now().date()
        days = [date.fromordinal(n) for n in range(today.toordinal(), since.toordinal() - 1, -1)]
        return [*self.source.start, *(day.strftime(pattern) for day in days)]

    # --- requests ----------------------------------------------------------------------------------

    async def _list_request(self, url: str, trail: Trail) -> Request:
        self._seen.lists.add(url)
        request = self._request(url, replace(trail, requested_url=url, is_list=True), LIST_PRIORITY)
        request.headers.update(await self.visit.frontier.validators(url, is_list=True))
        # A list's pages may share one canonical address; `Seen.lists` keeps walks from going in circles.
        request.dont_filter = True
        return request

    async def _article_request(self, link: Link, trail: Trail) -> Request:
        request = self._request(link.url, replace(trail, requested_url=link.url), ARTICLE_PRIORITY)
        request.headers.update(await self.visit.frontier.validators(link.url, is_list=False))
        return request

    def _request(self, url: str, trail: Trail, priority: int) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.fetch_failed,
            cb_kwargs={"trail": trail},
            priority=priority,
        )

    # --- responses ---------------------------------------------------------------------------------

    async def parse(self, response: Response, trail: Trail) -> AsyncIterator[Any]:
        """Read one response and go on from what it is. Yields requests and `Reading` objects."""
        page = page_of(response, self.visit.now())
        if not trail.parts:
            trail = replace(trail, hops=tuple(response.meta.get(HOPS, ())))
        self.visit.fetched(page)
        try:
            if page.status == NOT_MODIFIED:
                results = self._not_modified(response, page, trail)
            else:
                article = await self._read(page, trail, readable=is_text(response))
                results = self._go_on(response, page, article, trail)
            async for result in results:
                yield result
        except Exception as error:
            # A page that breaks its reader is that page's failure, not the visit's.
            await self.visit.failed(trail.requested_url or page.url, error, trail.found_on)

    async def fetch_failed(self, failure: Any) -> None:
        """Errback: the request brought no usable response."""
        request: Request = failure.request
        trail: Trail = request.cb_kwargs["trail"]
        await self.visit.failed(trail.requested_url or request.url, failure.value, trail.found_on)

    async def _read(self, page: Page, trail: Trail, *, readable: bool) -> Article:
        if not readable:  # an attachment that a list names beside its articles
            return Article(page.url, canonical_url(page.url), self.source.family, "other")
        return await self.visit.read(page, is_list=trail.is_list)

    async def _go_on(
        self, response: Response, page: Page, article: Article, trail: Trail
    ) -> AsyncIterator[Reading | Request]:
        if trail.parts:
            yield self._next_part(response, page, article, trail)
        elif article.kind == "list":
            async for request in self._walk(article, page.url, trail):
                yield request
            yield self._reading(response, (page,), article, trail)
        elif article.kind == "article" and self._has_more(article, (page,)):
            yield self._part_request(article, (page,), (article,), trail)
        else:
            yield self._reading(response, (page,), article, trail)

    async def _not_modified(
        self, response: Response, page: Page, trail: Trail
    ) -> AsyncIterator[Reading | Request]:
        """A list is walked as it was archived: what it names may be due, and its next page may have changed."""
        stored = await self.visit.frontier.stored_page(page.url)
        article = await self.visit.read(stored, is_list=trail.is_list) if stored else None
        if article is not None and article.kind == "list":
            async for request in self._walk(article, page.url, trail):
                yield request
        yield self._reading(response, (page,), None, trail)

    async def _walk(self, listing: Article, url: str, trail: Trail) -> AsyncIterator[Request]:
        links = self._own_links(listing.links) if trail.depth <= MAX_DEPTH else []
        chosen = await self.visit.frontier.choose(links)
        for link in chosen:
            yield await self._article_request(link, Trail(found_on=url, depth=trail.depth + 1))
        following = listing.next_page
        if (
            following
            and self._may_walk(following)
            and self.visit.frontier.walk_on(trail.walked + 1, links, chosen)
        ):
            yield await self._list_request(following, replace(trail, found_on=url, walked=trail.walked + 1))

    def _own_links(self, links: Sequence[Link]) -> list[Link]:
        """Links on the source's own hosts, once each in this visit: at the canonical address, where both are named."""
        covered = [link for link in links[:MAX_LINKS] if self.hosts.cover(link.url)]
        named = {link.url for link in covered}
        own = []
        for link in covered:
            key = canonical_url(link.url)
            if key != link.url and key in named:
                continue
            if len(key) <= MAX_URL and self._seen.add_article(link.url, key):
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
            and len(following) <= MAX_URL
            and self.hosts.cover(following)
            and all(following != page.url for page in pages)
        )

    def _part_request(
        self, article: Article, pages: tuple[Page, ...], parts: tuple[Article, ...], trail: Trail
    ) -> Request:
        assert article.next_page is not None
        request = self._request(
            article.next_page, replace(trail, pages=pages, parts=parts), NEXT_PART_PRIORITY
        )
        # Parts share the article's canonical address, so the duplicate filter must let them pass.
        request.dont_filter = True
        return request

    def _next_part(self, response: Response, page: Page, part: Article, trail: Trail) -> Reading | Request:
        pages, parts = (*trail.pages, page), (*trail.parts, part)
        if part.kind != "article" and not part.posts:
            whole = join_pages(trail.parts)
            whole.flags.append("incomplete")
            return self._reading(response, trail.pages, whole, trail)
        if self._has_more(part, pages):
            return self._part_request(part, pages, parts, trail)
        return self._reading(response, pages, join_pages(parts), trail)

    def _reading(
        self, response: Response, pages: tuple[Page, ...], article: Article | None, trail: Trail
    ) -> Reading:
        return Reading(
            article=article,
            pages=pages,
            requested_url=trail.requested_url or response.url,
            request_headers=plain_headers(response.request.headers if response.request else {}),
            found_on=trail.found_on or None,
            hops=trail.hops,
        )


def spider_of(crawler: Crawler) -> SourceSpider:
    """The spider of a crawler of this project, which has no other kind."""
    assert isinstance(crawler.spider, SourceSpider)
    return crawler.spider
