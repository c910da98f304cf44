"""`crawl`: run sources through one event loop, in parallel over hosts, into one archive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from zscrawl.crawl.event_loop import crawler_process, project_settings, run_to_end
from zscrawl.crawl.host_turns import HostTurns
from zscrawl.crawl.loop_lag import LoopLag
from zscrawl.crawl.run import CrawlRun, Progress, RunOptions
from zscrawl.crawl.run_log import LogToRun
from zscrawl.crawl.summary import RunSummary, SourceSummary
from zscrawl.crawl.visit import Visit
from zscrawl.home import Home
from zscrawl.items import Source
from zscrawl.loader import spider_class

__all__ = ["RunSummary", "SourceSummary", "crawl"]

PARALLEL_SOURCES = 64
"""Sources visited at once. Each has few requests in flight, so this bounds open connections and memory."""


def crawl(
    home: Home,
    sources: Sequence[Source],
    *,
    full: bool = False,
    limit: int = 0,
    dry_run: bool = False,
    since: date | None = None,
    due: bool = False,
    progress: Progress | None = None,
    clock: Callable[[], datetime] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> RunSummary:
    """Visit ``sources`` and archive what is new. Returns when all are done, or the user has stopped it.

    ``full``, ``limit``, ``dry_run``, ``since`` and ``due`` are explained at `RunOptions`. ``progress`` is called on the
    event loop's thread with the summary of a source whenever it has changed. ``clock`` gives the time that pages are
    dated with. ``settings`` override those of `zscrawl.settings`.

    Ctrl-C once: what is in flight is finished and saved. Twice: stop now; what was committed is kept.

    Can be called once in a process, because Twisted's reactor cannot be started again.

    Raises:
        BusyError: another process writes to the data directory.
        ConfigError, ArchiveError: the data directory or its archive cannot be used.
    """
    scrapy_settings = project_settings(settings)
    options = RunOptions(full, limit, dry_run, since, due)
    run = CrawlRun(home, options, turns=HostTurns.of(scrapy_settings), clock=clock, progress=progress)
    sources = run.open(list(sources))
    if not sources:
        return run.close()

    def stop() -> None:
        run.stop()
        run.log.write("interrupted")

    handler = LogToRun(run.log)
    logging.getLogger().addHandler(handler)
    try:
        process = crawler_process(scrapy_settings)
        # Nobody hears what is less than a warning, yet Scrapy makes two records of it for every page.
        logging.getLogger("scrapy").setLevel(handler.level)
        run_to_end(process, visit_all(process, run, sources), stop)
    finally:
        logging.getLogger().removeHandler(handler)
        summary = run.close()
    return summary


async def visit_all(process: AsyncCrawlerProcess, run: CrawlRun, sources: Sequence[Source]) -> None:
    """Visit the sources of an open run side by side; what goes wrong with one is told in its summary."""
    free = asyncio.Semaphore(PARALLEL_SOURCES)
    # Setting up a crawler takes some hundredths of a second: one at a time, so that the loop gets to do other things.
    starting = asyncio.Lock()
    lag = LoopLag()
    watching = asyncio.ensure_future(lag.watch())

    async def visit(source: Source) -> None:
        async with free:
            summary = run.summary.sources[source.name]
            if run.interrupted:
                summary.status = "interrupted"
                return
            try:
                async with starting:
                    crawling = process.crawl(spider_class(source), visit=Visit(run, source))
                    await asyncio.sleep(0)
                await crawling
            except Exception as error:
                summary.status, summary.reason = "failed", f"{type(error).__name__}: {error}"
                run.log.write("visit_crashed", source=source.name, reason=summary.reason)

    await asyncio.gather(*(visit(source) for source in sources))
    watching.cancel()
    run.summary.lag_max, run.summary.lag_p99 = lag.largest, lag.percentile(0.99)
