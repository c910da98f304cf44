"""Reads pages in processes of their own: the event loop goes on, and no page can hang or crash the crawl."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Mapping
from typing import Any

from spiders import read
from spiders.lists.expected import read_list
from zscrawl.crawl.reader_process import MEMORY, ReaderDiedError, ReaderProcess, begin_loading
from zscrawl.errors import ReadError
from zscrawl.items import Article, Page

SECONDS = 60.0
"""What a page may take to read. A real one takes some hundredths of a second."""
MOST_PROCESSES = 4


class ReaderPool:
    """A few processes that read. Each is started when it is first needed, and replaced when a page breaks it."""

    def __init__(self, processes: int | None = None, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = asyncio.Semaphore(processes or min(os.cpu_count() or 1, MOST_PROCESSES))
        self._idle: list[ReaderProcess] = []
        self._processes: set[ReaderProcess] = set()
        self.cpu_seconds = 0.0
        """CPU time that pages took to read."""

    def warm_up(self) -> None:
        """Begin to load what reading needs, in the background: it takes a second, which the first page need not wait
        for."""
        begin_loading()

    async def read(
        self, page: Page, family: str | None, options: Mapping[str, str], *, is_list: bool = False
    ) -> Article:
        """Read a page; ``family`` None recognises it, ``is_list`` says that the way to it promises a list.

        Raises ReadError if that takes too long or kills the process.
        """
        async with self._turn:
            for _ in range(2):
                with contextlib.suppress(ReaderDiedError):
                    # It may have been killed before this page came, so the page gets a second chance.
                    return await self._call(page, family, dict(options), is_list)
        raise ReadError(f"{page.url} breaks the process that reads it")

    async def _call(self, page: Page, *arguments: Any) -> Article:
        process = self._idle.pop() if self._idle else await asyncio.to_thread(self._start)
        try:
            async with asyncio.timeout(self._seconds):
                article, seconds = await process.call(page, *arguments)
        except TimeoutError:
            raise ReadError(f"{page.url} takes longer than {self._seconds:.0f} s to read") from None
        finally:
            if process.in_call:
                self._processes.discard(process)
                process.kill()
            else:
                self._idle.append(process)
        self.cpu_seconds += seconds
        return article

    def _start(self) -> ReaderProcess:
        process = ReaderProcess(_read)
        self._processes.add(process)
        return process

    def close(self) -> None:
        """End the processes. Pages that are being read are lost."""
        for process in self._processes:
            process.kill()
        self._processes.clear()
        self._idle.clear()


def _read(page: Page, family: str | None, options: Mapping[str, str], is_list: bool) -> tuple[Article, float]:
    began = time.process_time()
    try:
        reader = read_list if is_list else read
        article = reader(page, family=family, options=options)
        return article, time.process_time() - began
    except MemoryError:
        raise ReadError(f"{page.url} takes more than {MEMORY >> 30} GB of memory to read") from None
