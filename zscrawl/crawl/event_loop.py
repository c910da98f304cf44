"""Scrapy's process and reactor, as a crawl and a probe start and stop them. Works once in a process."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.misc import load_object

from zscrawl.crawl.middlewares.canonical import canonical_url
from zscrawl.garbage import spare_what_is_loaded


def project_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """`zscrawl.settings`, silent, with ``overrides``."""
    settings = Settings()
    settings.setmodule("zscrawl.settings", priority="project")
    quiet = {"LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False, "STATS_DUMP": False}
    settings.setdict({**quiet, **(overrides or {})}, priority="cmdline")
    return settings


def crawler_process(settings: Settings) -> AsyncCrawlerProcess:
    """Scrapy's process, on the event loop that the settings name.

    The loop is made here, because Scrapy would make one of asyncio's own first and leave that one open.
    """
    asyncio.set_event_loop(load_object(settings["ASYNCIO_EVENT_LOOP"])())
    return AsyncCrawlerProcess(settings)


def run_to_end(
    process: AsyncCrawlerProcess, work: Coroutine[Any, Any, None], stop: Callable[[], None]
) -> None:
    """Run the reactor until ``work`` is done; what it raises is raised here.

    The first SIGINT or SIGTERM calls ``stop`` and lets the crawlers end what is in flight, the second ends the reactor.
    """
    from twisted.internet import reactor

    loop = asyncio.get_event_loop()
    task = loop.create_task(work)
    task.add_done_callback(lambda _: reactor.callLater(0, _stop_reactor))
    _on_interrupt(loop, process, stop)
    _load(process.settings)
    spare_what_is_loaded()
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error


def _load(settings: BaseSettings) -> None:
    """Import now what the first crawler and the first address would import on the running loop: half a second."""
    for name in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
        settings.get_component_priority_dict_with_base(name)
    for handler in settings.getwithbase("DOWNLOAD_HANDLERS").values():
        if handler is not None:
            load_object(handler)
    canonical_url("http://localhost/")


def _on_interrupt(
    loop: asyncio.AbstractEventLoop, process: AsyncCrawlerProcess, stop: Callable[[], None]
) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def interrupted() -> None:
        if stopping:
            _stop_reactor()
            return
        stop()
        stopping.append(loop.create_task(process.stop()))

    stopping: list[asyncio.Task[None]] = []  # the loop keeps only weak references to tasks
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted)


def _stop_reactor() -> None:
    from twisted.internet import reactor

    if reactor.running:
        reactor.stop()
