"""Probes: a look at sources that archives nothing. Lists are read, and a few of the newest articles they name.

In all else a probe is a visit of a crawl: the same spider, guards, robots.txt, redirects and pace.
What a probe says about its source is judged in `zscrawl.probing.verdicts`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from spiders.crawl.visiting import Reading
from zscrawl.crawl.event_loop import crawler_process, project_settings, run_to_end
from zscrawl.crawl.failures import describe, kind_of
from zscrawl.crawl.host_turns import HostTurns, netloc
from zscrawl.crawl.reader_pool import ReaderPool
from zscrawl.errors import FetchError
from zscrawl.items import Article, Link, Page, Source
from zscrawl.loader import spider_class
from zscrawl.probing.probe import Failure, Probe, Sight
from zscrawl.sources.reading import read_source

NEWEST = 3
"""Articles that a probe reads: one may be a notice, a video, or just deleted."""
PARALLEL_SOURCES = 16
LEADS = 3
"""How many pages a source may lead on before it names articles: an issue's entrance, its first page."""


class ProbeFrontier:
    """Implements `spiders.crawl.visiting.Frontier`: a few of the newest articles, asked for without conditions.

    ``articles`` are wanted of the source altogether; where what looked like an article is a list (the columns of a
    home page), as many again are taken from that.
    """

    def __init__(self, articles: int, start_pages: int) -> None:
        self._from_each = max(1, articles // start_pages) if articles else 0
        self._left = 2 * max(articles, start_pages) if articles else 0

    async def choose(self, links: Sequence[Link]) -> list[Link]:
        chosen = newest(links, min(self._from_each, self._left))
        self._left -= len(chosen)
        return chosen

    async def due(self) -> list[Link]:
        return []

    async def validators(self, url: str, *, is_list: bool) -> Mapping[str, str]:
        return {}

    async def stored_page(self, url: str) -> Page | None:
        return None

    def walk_on(self, walked: int, links: Sequence[Link], chosen: Sequence[Link]) -> bool:
        """Only from pages that name nothing and lead on."""
        return not links and walked <= LEADS


@dataclass(frozen=True, slots=True)
class Probing:
    """What all probes of one call share."""

    turns: HostTurns
    readers: ReaderPool
    clock: Callable[[], datetime]
    articles: int
    recognise: bool
    bodies: bool


class ProbeVisit:
    """Implements `spiders.crawl.visiting.Visit`, and what pipelines and middlewares ask of a visit, for a `Probe`."""

    since: date | None = None

    def __init__(self, probe: Probe, work: Probing) -> None:
        self.probe = probe
        self.turns = work.turns
        self.frontier = ProbeFrontier(work.articles, len(probe.source.start))
        self._work = work
        self._began = time.monotonic()

    # --- for the spider

    def now(self) -> datetime:
        return self._work.clock()

    def fetched(self, page: Page) -> None:
        """Nothing counts responses."""

    async def read(self, page: Page, *, is_list: bool) -> Article:
        """Read a page. Raises ReadError if it cannot be read."""
        source = self.probe.source
        family = None if self._work.recognise else source.family
        host = netloc(page.url)
        with self.turns.reading(host):
            article = await self._work.readers.read(page, family, source.options, is_list=is_list)
            self.turns.judge(host, blocked=article.kind == "blocked")
        return article

    async def failed(self, url: str, error: BaseException, found_on: str | None) -> None:
        await self.record_failure(url, kind_of(error), describe(error), found_on)

    # --- for the pipelines

    async def record_failure(self, url: str, kind: str, detail: str, found_on: str | None = None) -> None:
        self.probe.failures.append(Failure(url, kind, detail, found_on))

    async def store(self, reading: Reading) -> None:
        """Keep what was read, in memory."""
        if reading.article is not None:
            page, asked = reading.pages[0], reading.requested_url
            if not self._work.bodies:
                page = replace(page, body=b"")
            self.probe.sights.append(Sight(page, reading.article, asked, reading.found_on))

    async def blocked(self, reading: Reading) -> None:
        page = reading.pages[-1]
        detail = f"status {page.status}"
        await self.record_failure(reading.requested_url, "blocked", detail, reading.found_on)

    async def end(self, reason: str) -> None:
        self.probe.seconds = time.monotonic() - self._began


def newest(links: Sequence[Link], count: int) -> list[Link]:
    """``count`` links, latest date first; in the list's own order where dates are the same or missing."""
    return sorted(links, key=lambda link: link.date or "", reverse=True)[:count]


def probe_sources(
    sources: Sequence[Source],
    *,
    articles: int = NEWEST,
    recognise: bool = False,
    bodies: bool = False,
    clock: Callable[[], datetime] | None = None,
    settings: Mapping[str, Any] | None = None,
    progress: Callable[[Probe], None] | None = None,
) -> list[Probe]:
    """Probe ``sources``, several at once, and return what was seen, in their order.

    Of each about ``articles`` are read (0: its start pages only), only the first page of each. ``recognise`` reads
    every page as the family whose marks it carries instead of the source's. Pages come without their bodies, which may
    be large, unless ``bodies`` asks for them. ``clock`` dates the pages; ``settings`` override `zscrawl.settings`;
    ``progress`` is called with each probe when it is done.

    Can be called once in a process, because Twisted's reactor cannot be started again. Raises KeyboardInterrupt
    after Ctrl-C, when what was in flight has ended.
    """
    scrapy_settings = project_settings(settings)
    clock = clock or (lambda: datetime.now(UTC))
    work = Probing(HostTurns.of(scrapy_settings), ReaderPool(), clock, articles, recognise, bodies)
    process = crawler_process(scrapy_settings)
    probes = [Probe(source) for source in sources]
    free = asyncio.Semaphore(PARALLEL_SOURCES)
    interrupted: list[bool] = []

    async def visit(probe: Probe) -> None:
        async with free:
            if interrupted:
                return
            try:
                await process.crawl(
                    spider_class(_first_pages_only(probe.source)), visit=ProbeVisit(probe, work)
                )
            except Exception as error:
                # An error of ours in one visit must not take the others with it.
                detail = f"{type(error).__name__}: {describe(error)}"
                probe.failures += [Failure(url, "other", detail) for url in probe.source.start]
            if progress is not None:
                progress(probe)

    async def visit_all() -> None:
        await asyncio.gather(*(visit(probe) for probe in probes))

    def stop() -> None:
        interrupted.append(True)
        work.turns.stop()

    try:
        run_to_end(process, visit_all(), stop)
    finally:
        work.readers.close()
    if interrupted:
        raise KeyboardInterrupt
    return probes


def _first_pages_only(source: Source) -> Source:
    return replace(source, options={**source.options, "article_pages": "1"})


def fetch_page(url: str, *, allow_private: bool = False, clock: Callable[[], datetime] | None = None) -> Page:
    """Fetch one page as politely as a crawl does. Raises ConfigError for what is no address, FetchError for a page
    that cannot be had. Can be called once in a process."""
    table = {
        "name": "page",
        "title": url,
        "family": "portal",
        "region": "100000",
        "start": [url],
        "every": "1d",
    }
    source = read_source({**table, "allow_private": allow_private}, "the page to fetch")
    (probe,) = probe_sources([source], articles=0, recognise=True, bodies=True, clock=clock)
    if not probe.sights:
        failure = probe.failures[0] if probe.failures else Failure(url, "other")
        raise FetchError(f"{failure.problem}; {failure.mend}")
    return probe.sights[0].page
