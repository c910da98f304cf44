"""robots.txt after RFC 9309: obeyed with its crawl-delay, read up to 512 KiB, refused when it cannot be had."""

from __future__ import annotations

import asyncio
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http.request import NO_CALLBACK

from zscrawl.crawl.failures import TROUBLE, Refused, describe, kind_of
from zscrawl.crawl.host_turns import netloc
from zscrawl.crawl.pacing import MAX_CRAWL_DELAY
from zscrawl.crawl.visit import visit_of

MAX_BYTES = 512 * 1024
"""RFC 9309, 2.5: crawlers parse at least 500 KiB; what comes after is not read."""
MAX_UNPACKED = 8 * 1024 * 1024
_ROBOTS = "zscrawl_robots"
_PRIORITY = 1000


class RobotsMiddleware:
    """Asks each host's robots.txt once a visit, and refuses what it forbids.

    A 4xx answer means that there are no rules. A server error or an unreachable host means that everything is
    forbidden for now (RFC 9309, 2.3.1.4).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego]] = {}
        self._received: dict[Request, int] = {}
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(_ROBOTS):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._fetch(site))
        try:
            # Shielded: if this request is cancelled, others still wait for the rules.
            rules = await asyncio.shield(self._rules[site])
        except Refused as refused:
            # An error object of one's own: the same one raised twice would chain its tracebacks.
            raise Refused(refused.kind, str(refused)) from None
        if not rules.can_fetch(request.url, self.agent):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise Refused("robots", f"robots.txt of {site} forbids {request.url}")

    async def _fetch(self, site: str) -> Protego:
        request = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=_PRIORITY,
            meta={_ROBOTS: True, "download_maxsize": 0, "dont_merge_cookies": True},
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Refused as refused:
            if refused.kind in ("off_host", "redirect_loop", "scheme"):
                return Protego.parse(
                    ""
                )  # its robots.txt redirects to nowhere we may go: there are no rules to read
            raise
        except IgnoreRequest as error:
            raise Refused("robots_unreachable", f"robots.txt of {site}: {describe(error)}") from error
        except Exception as error:
            # A host that is down is down for all its pages; robots.txt was only the first to find out.
            kind = kind_of(error)
            known = kind if kind in TROUBLE else "robots_unreachable"
            raise Refused(known, f"robots.txt of {site}: {kind}: {describe(error)}") from error
        finally:
            self._received.pop(request, None)
        self.crawler.stats.inc_value(f"robotstxt/status_count/{response.status}")
        if response.status >= 500 or response.status == 429:
            raise Refused("robots_unreachable", f"robots.txt of {site} answers {response.status}")
        if response.status >= 300:
            return Protego.parse("")
        # Parsing is quick for what sites have, and a second for what a hostile one can put into half a megabyte.
        rules = await asyncio.to_thread(_parse, response.body[:MAX_BYTES])
        self._obey_crawl_delay(site, rules)
        return rules

    def _obey_crawl_delay(self, site: str, rules: Protego) -> None:
        delay = rules.crawl_delay(self.agent)
        if delay is not None and delay > 0:
            pace = visit_of(self.crawler).turns.pace(netloc(site))
            pace.crawl_delay = min(float(delay), MAX_CRAWL_DELAY)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """Cut an endless robots.txt off; what has come by then is read."""
        if not request.meta.get(_ROBOTS):
            return
        # No limit was set for the transfer, so that a long file is cut and not refused; unpacking needs one.
        request.meta["download_maxsize"] = MAX_UNPACKED
        received = self._received[request] = self._received.get(request, 0) + len(data)
        if received >= MAX_BYTES:
            raise StopDownload(fail=False)


def _parse(body: bytes) -> Protego:
    return Protego.parse(body.decode("utf-8-sig", "replace"))
