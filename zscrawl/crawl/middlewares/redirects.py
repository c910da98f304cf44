"""Redirects, with circles and forbidden schemes told apart from pages."""

from __future__ import annotations

from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response
from w3lib.url import safe_url_string

from spiders.crawl.responses import HOPS, page_of
from spiders.crawl.source_spider import spider_of
from zscrawl.crawl.failures import Refused

_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Scrapy's redirects. Where those would let the duplicate filter swallow a circle in silence, or pass a redirect
    to ``file:`` on as if it were a page, this one refuses with a kind of failure.

    The guard and robots.txt judge every hop, because a redirect comes back as a request of its own.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        # Scrapy's looks for the middleware that sets Referer, and warns that there is none; we send no Referer.
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location:
            target = urljoin(request.url, safe_url_string(location))
            if urlsplit(target).scheme not in ("http", "https"):
                raise Refused(
                    "scheme", f"{request.url} redirects to {target[:200]}, which is not http or https"
                )
        result = super().process_response(request, response)
        if isinstance(result, Request):
            earlier = result.meta.get("redirect_urls", ())
            if result.url in earlier:
                raise Refused("redirect_loop", f"{earlier[0]} redirects in a circle")
            result.meta[HOPS] = [
                *request.meta.get(HOPS, ()),
                page_of(response, spider_of(self.crawler).visit.now()),
            ]
            # The hop may be canonically the same page (http → https): the filter must not drop it.
            result.dont_filter = True
        return result
