"""How long the event loop is held up: the largest and the 99th percentile lag, in the crawl's statistics."""

from __future__ import annotations

import asyncio
import time
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

INTERVAL = 0.05
"""Seconds between two looks."""
MAX_SAMPLES = 100_000


class LoopLag:
    """Sleeps ``INTERVAL`` again and again, and notes how much later than asked it woke."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.samples: list[float] = []
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _opened(self) -> None:
        self._task = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while len(self.samples) < MAX_SAMPLES:
            before = time.monotonic()
            await asyncio.sleep(INTERVAL)
            self.samples.append(time.monotonic() - before - INTERVAL)

    def _closed(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self.samples:
            ordered = sorted(self.samples)
            self.stats.set_value("looplag/max", ordered[-1])
            self.stats.set_value("looplag/p99", ordered[int(len(ordered) * 0.99)])
