"""Reads pages in processes of their own: the event loop goes on, and no page can hang or crash the crawl."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from spiders import read
from spiders.lists.expected import read_list
from zscrawl.errors import ReadError
from zscrawl.items import FAMILIES, Article, Page

SECONDS = 60.0
"""What a page may take to read. A real one takes some hundredths of a second."""
MEMORY = 4 * 1024**3
"""Bytes of address space of one process. The largest page that is fetched (20 MB) needs some hundred MB."""
MOST_PROCESSES = 4


class ReaderPool:
    """A few processes that read. They are started with `warm_up` or the first page, and replaced when a page breaks
    them."""

    def __init__(self, processes: int | None = None, seconds: float = SECONDS) -> None:
        self._processes = processes or min(os.cpu_count() or 1, MOST_PROCESSES)
        self._seconds = seconds
        self._executor: ProcessPoolExecutor | None = None
        self._warming: threading.Thread | None = None
        self.cpu_seconds = 0.0
        """CPU time that pages took to read."""

    def warm_up(self) -> None:
        """Start the processes in the background: it takes a second, which the first page need not wait for."""
        executor = self._running()

        def start() -> None:
            with contextlib.suppress(RuntimeError):  # the pool was closed meanwhile, or broken
                for _ in range(self._processes):
                    executor.submit(os.getpid)

        self._warming = threading.Thread(target=start, name="warm-up")
        self._warming.start()

    async def read(
        self, page: Page, family: str | None, options: Mapping[str, str], *, is_list: bool = False
    ) -> Article:
        """Read a page; ``family`` None recognises it, ``is_list`` says that the way to it promises a list.

        Raises ReadError if that takes too long or kills the process.
        """
        for _ in range(2):
            executor = self._running()
            try:
                reading = asyncio.get_running_loop().run_in_executor(
                    executor, _read, page, family, dict(options), is_list
                )
                article, seconds = await asyncio.wait_for(reading, self._seconds)
                self.cpu_seconds += seconds
                return article
            except TimeoutError:
                self._replace(executor)
                raise ReadError(f"{page.url} takes longer than {self._seconds:.0f} s to read") from None
            except BrokenProcessPool:
                # It may be another page that broke the pool; this one gets a second chance.
                self._replace(executor)
        raise ReadError(f"{page.url} breaks the process that reads it")

    def close(self) -> None:
        """End the processes. Pages that are being read are lost."""
        if self._warming is not None:
            self._warming.join()
        if self._executor is not None:
            self._replace(self._executor)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # Not forked from here: threads of ours may hold locks. The fork server has none, and imports once.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([f"spiders.{name}" for name in FAMILIES])
            self._executor = ProcessPoolExecutor(self._processes, context, initializer=_begin)
        return self._executor

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Kill a pool's processes, unless that was done already; the next page starts new ones."""
        if broken is self._executor:
            self._executor = None
            for process in list((broken._processes or {}).values()):
                process.kill()
            broken.shutdown(wait=False, cancel_futures=True)


def _read(page: Page, family: str | None, options: Mapping[str, str], is_list: bool) -> tuple[Article, float]:
    began = time.process_time()
    try:
        reader = read_list if is_list else read
        article = reader(page, family=family, options=options)
        return article, time.process_time() - began
    except MemoryError:
        raise ReadError(f"{page.url} takes more than {MEMORY >> 30} GB of memory to read") from None


def _begin() -> None:
    """Runs first in each process. An interrupt is the crawl's business; without a crawl there is nothing to do."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
