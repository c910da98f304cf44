"""Begins and ends the visit of a spider.

Under `zscrawl crawl` the run is there already. Under `scrapy crawl SOURCE` and scrapyd a run of one source is opened
here, with the same archive, lock and log.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from spiders.crawl.source_spider import SourceSpider, spider_of
from zscrawl.crawl.host_turns import HostTurns
from zscrawl.crawl.run import CrawlRun, RunOptions
from zscrawl.crawl.visit import Visit, visit_of
from zscrawl.errors import ConfigError, ZscrawlError
from zscrawl.home import Home

logger = logging.getLogger(__name__)


class VisitExtension:
    """Gives the spider its visit before any other component is made, and closes the account after it."""

    def __init__(self, crawler: Crawler) -> None:
        self.spider = spider_of(crawler)
        self.own_run: CrawlRun | None = None
        self.error: ZscrawlError | None = None
        if getattr(self.spider, "visit", None) is None:
            self._open_own_run(crawler)
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _open_own_run(self, crawler: Crawler) -> None:
        settings = crawler.settings
        run = CrawlRun(Home.from_environment(), options_of(self.spider), turns=HostTurns.of(settings))
        try:
            run.open([self.spider.source])
            self.own_run = run
        except ZscrawlError as error:
            self.error = error
        self.spider.visit = Visit(run, self.spider.source)

    def _opened(self) -> None:
        if self.error is not None:
            logger.error("%s", self.error)
            raise CloseSpider("no_archive")

    async def _closed(self, spider: SourceSpider, reason: str) -> None:
        if self.error is not None:
            return
        await visit_of(spider.crawler).end(reason)
        if self.own_run is not None:
            self.own_run.interrupted = reason == "shutdown"
            summary = self.own_run.close()
            logger.info("run %d: %s", summary.run_id, summary.counts())


def options_of(spider: SourceSpider) -> RunOptions:
    """Options from spider arguments: `scrapy crawl SOURCE -a full=1 -a limit=10 -a since=2023-01-01`."""
    since = getattr(spider, "since", "") or ""
    limit = str(getattr(spider, "limit", "") or "0")
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        raise ConfigError(f"since is '{since}'; write a day such as 2023-01-01") from None
    if not limit.isdigit():
        raise ConfigError(f"limit is '{limit}'; write a whole number")
    full = str(getattr(spider, "full", "")).lower() in ("1", "true", "yes")
    return RunOptions(full=full, limit=int(limit), since=day)
