"""`crawl`: run sources through one event loop, in parallel over hosts, into one archive."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from zscrawl.crawl_run import CrawlRun, Progress, RunOptions
from zscrawl.home import Home
from zscrawl.host_turns import HostTurns
from zscrawl.items import Source
from zscrawl.loader import spider_class
from zscrawl.loop_lag import LoopLag
from zscrawl.run_log import LogToRun
from zscrawl.summary import RunSummary, SourceSummary
from zscrawl.visit import Visit

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
    progress: Progress | None = None,
    clock: Callable[[], datetime] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> RunSummary:
    """Visit ``sources`` and archive what is new. Returns when all are done, or the user has stopped it.

    ``full``, ``limit``, ``dry_run`` and ``since`` are explained at `RunOptions`. ``progress`` is called on the event
    loop's thread with the summary of a source whenever it has changed. ``clock`` gives the time that pages
    are dated with.
    ``settings`` override those of `zscrawl.settings`.

    Ctrl-C once: what is in flight is finished and saved. Twice: stop now; what was committed is kept.

    Can be called once in a process, because Twisted's reactor cannot be started again.

    Raises:
        BusyError: another process writes to the data directory.
        ConfigError, ArchiveError: the data directory or its archive cannot be used.
    """
    scrapy_settings = Settings()
    scrapy_settings.setmodule("zscrawl.settings", priority="project")
    quiet = {"LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False, "STATS_DUMP": False}
    scrapy_settings.setdict({**quiet, **(settings or {})}, priority="cmdline")
    options = RunOptions(full, limit, dry_run, since)
    run = CrawlRun(home, options, turns=HostTurns.of(scrapy_settings), clock=clock, progress=progress)
    run.open(list(sources))
    handler = LogToRun(run.log)
    logging.getLogger().addHandler(handler)
    try:
        _drive(AsyncCrawlerProcess(scrapy_settings), run, sources)
    finally:
        logging.getLogger().removeHandler(handler)
        summary = run.close()
    return summary


def _drive(process: AsyncCrawlerProcess, run: CrawlRun, sources: Sequence[Source]) -> None:
    from twisted.internet import reactor

    loop = asyncio.get_event_loop()
    everything = loop.create_task(_visit_all(process, run, sources))
    everything.add_done_callback(lambda _: reactor.callLater(0, _stop_reactor))
    _on_interrupt(loop, process, run)
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    if everything.done() and not everything.cancelled() and (error := everything.exception()):
        raise error


async def _visit_all(process: AsyncCrawlerProcess, run: CrawlRun, sources: Sequence[Source]) -> None:
    free = asyncio.Semaphore(PARALLEL_SOURCES)
    lag = LoopLag()
    watching = asyncio.ensure_future(lag.watch())

    async def visit(source: Source) -> None:
        async with free:
            summary = run.summary.sources[source.name]
            if run.interrupted:
                summary.status = "interrupted"
                return
            try:
                await process.crawl(spider_class(source), visit=Visit(run, source))
            except Exception as error:
                summary.status, summary.reason = "failed", f"{type(error).__name__}: {error}"
                run.log.write("visit_crashed", source=source.name, reason=summary.reason)

    await asyncio.gather(*(visit(source) for source in sources))
    watching.cancel()
    run.summary.lag_max, run.summary.lag_p99 = lag.largest, lag.percentile(0.99)


def _on_interrupt(loop: asyncio.AbstractEventLoop, process: AsyncCrawlerProcess, run: CrawlRun) -> None:
    """The first SIGINT or SIGTERM stops gently, the second at once."""
    if threading.current_thread() is not threading.main_thread():
        return

    def interrupted() -> None:
        if run.interrupted:
            _stop_reactor()
            return
        run.stop()
        run.log.write("interrupted")
        stopping.append(loop.create_task(process.stop()))

    stopping: list[asyncio.Task[None]] = []  # the loop keeps only weak references to tasks
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted)


def _stop_reactor() -> None:
    from twisted.internet import reactor

    if reactor.running:
        reactor.stop()
