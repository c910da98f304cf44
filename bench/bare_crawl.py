"""What zscrawl is compared with by `bench.crawl`: Scrapy that fetches addresses and does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from zscrawl.crawl.loop_lag import LoopLag


class BareSpider(Spider):
    """Fetches addresses and does nothing with them."""

    name = "bare"
    urls: list[str]

    async def start(self) -> AsyncIterator[Request]:
        self.lag, self.pages = LoopLag(), 0
        self.watching = asyncio.ensure_future(self.lag.watch())
        for url in self.urls:
            yield Request(url, meta={"download_slot": urlsplit(url).netloc}, dont_filter=True)

    def parse(self, response: Response) -> None:
        self.pages += 1

    def closed(self, reason: str) -> None:
        self.watching.cancel()
        result["pages"], result["lag_p99"] = self.pages, self.lag.percentile(0.99)
        result["lag_max"] = self.lag.largest


result: dict[str, Any] = {}


def run(job: dict[str, Any]) -> dict[str, Any]:
    hosts = len({urlsplit(url).netloc for url in job["urls"]})
    settings = {
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_REQUESTS": 4 * hosts,
        "DOWNLOAD_DELAY": 0,
        "HTTPERROR_ALLOW_ALL": True,
        "RETRY_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "TELNETCONSOLE_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(BareSpider, urls=job["urls"])
    process.start()
    return result
