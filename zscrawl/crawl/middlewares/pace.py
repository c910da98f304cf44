"""Politeness: one request a host at a time, at the host's pace, for all sources of a run together."""

from __future__ import annotations

import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.crawl.source_spider import spider_of
from zscrawl.crawl.failures import TROUBLE, kind_of
from zscrawl.crawl.host_turns import HostTurns, netloc
from zscrawl.crawl.visit import visit_of

_TURN = "zscrawl_turn"
"""Request meta: when its turn began, on the steady clock. Present while the request holds its host's turn."""


class PaceMiddleware:
    """Waits for a host's turn before a request and hands it back after. Stands next to the downloader.

    All crawlers of a run share one `HostTurns`, so two sources on one host are as polite as one.
    """

    def __init__(self, turns: HostTurns, delay: float) -> None:
        self.turns = turns
        self.delay = delay

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        source = spider_of(crawler).source
        usual = 0.0 if source.allow_private else crawler.settings.getfloat("ZSCRAWL_DELAY")
        delay = max(usual, float(source.options.get("delay", 0)))
        return cls(visit_of(crawler).turns, delay)

    async def process_request(self, request: Request) -> None:
        await self.turns.take(netloc(request.url), self.delay)
        request.meta[_TURN] = time.monotonic()

    def process_response(self, request: Request, response: Response) -> Response:
        if (began := request.meta.pop(_TURN, None)) is not None:
            retry_after = (response.headers.get("Retry-After") or b"").decode("latin-1") or None
            self.turns.answered(netloc(request.url), began, response.status, retry_after)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if request.meta.pop(_TURN, None) is not None:
            kind = kind_of(exception)
            self.turns.failed(netloc(request.url), kind if kind in TROUBLE else None)
