"""Turns: who may ask which host now. Shared by all crawlers of a run, on one event loop."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scrapy.settings import BaseSettings

from zscrawl.crawl.failures import Refused
from zscrawl.crawl.pacing import FIRST_PAUSE, PATIENCE, HostPace

MOST_UNREAD = 4
"""Pages of one host that may wait to be read while another is asked for: they may be CAPTCHAs, every one of them."""


def netloc(url: str) -> str:
    """What counts as one host: name and port of an address."""
    return url.split("/", 3)[2].rpartition("@")[2].lower()


class HostTurns:
    """One request a host at a time, started when `HostPace` allows it."""

    def __init__(
        self,
        *,
        rng: random.Random | None = None,
        patience: int = PATIENCE,
        first_pause: float = FIRST_PAUSE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rng = rng or random.Random()  # noqa: S311 - jitter is no secret
        self._patience, self._first_pause = patience, first_pause
        self._monotonic = monotonic
        self._paces: dict[str, HostPace] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._unread: Counter[str] = Counter()
        self._read: dict[str, asyncio.Event] = {}
        self._stopped = asyncio.Event()

    @classmethod
    def of(cls, settings: BaseSettings) -> HostTurns:
        """Turns with the patience that Scrapy settings give."""
        return cls(
            patience=settings.getint("ZSCRAWL_PATIENCE"),
            first_pause=settings.getfloat("ZSCRAWL_FIRST_PAUSE"),
        )

    def pace(self, host: str, delay: float = 0.0) -> HostPace:
        """The pace of a host; the longest delay that any source asks for counts."""
        if host not in self._paces:
            self._paces[host] = HostPace(delay, self._rng, self._patience, self._first_pause)
            self._locks[host] = asyncio.Lock()
            self._read[host] = asyncio.Event()
        pace = self._paces[host]
        pace.delay = max(pace.delay, delay)
        return pace

    async def take(self, host: str, delay: float) -> None:
        """Wait for the host's turn and hold it until `answered` or `failed`.

        Raises Refused: the host was given up (``host_down``), or the run is being stopped (``stopped``).
        """
        pace = self.pace(host, delay)
        lock = self._locks[host]
        await lock.acquire()
        try:
            while True:
                if self._stopped.is_set():
                    raise Refused("stopped", "the run was stopped before this page's turn came")
                if pace.given_up:
                    raise Refused("host_down", f"{host} was given up for this run: {pace.given_up}")
                if self._unread[host] >= (1 if pace.in_doubt else MOST_UNREAD):
                    self._read[host].clear()
                    await self._read[host].wait()
                    continue
                seconds = pace.wait(self._monotonic())
                if seconds <= 0:
                    break
                await self._sleep(seconds)
            pace.started(self._monotonic())
        except BaseException:
            lock.release()
            raise

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return

    def answered(self, host: str, began: float, status: int, retry_after: str | None) -> None:
        """The request that began at ``began`` was answered; the turn goes to the next."""
        now = self._monotonic()
        self._paces[host].answered(now, status, now - began, retry_after)
        self._locks[host].release()

    def failed(self, host: str, trouble: str | None) -> None:
        """The request failed, through the host's fault if ``trouble`` names a kind; the turn goes to the next."""
        if trouble:
            self._paces[host].failed(self._monotonic(), trouble)
        self._locks[host].release()

    @contextmanager
    def reading(self, host: str) -> Iterator[None]:
        """While a page of a host is being read, which tells whether it is one. Few are asked for meanwhile, and none
        if the host has begun to show pages of the blocked kind."""
        self.pace(host)
        self._unread[host] += 1
        try:
            yield
        finally:
            self._unread[host] -= 1
            self._read[host].set()

    def judge(self, host: str, *, blocked: bool) -> None:
        """A page of a host was read; ``blocked``: it is a CAPTCHA, challenge or speed-limit page."""
        if blocked:
            self.pace(host).blocked(self._monotonic())
        else:
            self.pace(host).readable()

    def stop(self) -> None:
        """Nobody gets a turn any more; whoever waits is refused at once."""
        self._stopped.set()
        for read in self._read.values():
            read.set()
