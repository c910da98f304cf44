"""One visit: one source's part of a run. It chooses what to fetch, counts, and says how the visit ended."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from archive import Capture, FetchState, Item
from spiders.source_spider import Reading
from spiders.urls import canonical_url
from zscrawl.failures import describe, kind_of
from zscrawl.host_turns import HostTurns, netloc
from zscrawl.items import Article, Link, Page, Source
from zscrawl.revisits import next_visit
from zscrawl.summary import SourceSummary

if TYPE_CHECKING:
    from zscrawl.crawl_run import CrawlRun

LIST_PAGES = 20
"""Pages of one list that an ordinary visit reads at most. What is further back is for --full and --since."""
FULL_LIST_PAGES = 2000
_FATAL = frozenset(("host_down", "store"))
"""Failures after which a visit cannot be called a success, whatever else it brought."""
OVERLAP = timedelta(days=1)
"""How far before the last visit a list is read again: sites put articles up with yesterday's date."""


class Visit:
    """Implements `spiders.source_spider.Visit` for one source."""

    def __init__(self, run: CrawlRun, source: Source) -> None:
        self.run, self.source = run, source
        self.full = run.options.full
        self.since: date | None = run.options.since
        self.summary = run.summary.sources.setdefault(source.name, SourceSummary(source.name, source.title))
        self.began_at = run.clock()
        self._began = time.monotonic()
        self._last_walk = run.last_walk(source)
        self._gaps = 0
        self.summary.status = "running"

    # --- for the spider

    def now(self) -> datetime:
        return self.run.clock()

    @property
    def turns(self) -> HostTurns:
        return self.run.turns

    def fetched(self, page: Page) -> None:
        self.summary.fetched += 1
        self.summary.nbytes += len(page.body)

    async def read(self, page: Page) -> Article:
        """Read a page. Raises ReadError if it cannot be read."""
        article = await self.run.read(page, self.source)
        if article.kind != "blocked":
            self.turns.pace(netloc(page.url)).readable()
        return article

    async def choose(self, links: Sequence[Link]) -> list[Link]:
        """The links that are new or due, as many as the limit leaves."""
        self.summary.lists += 1
        self.summary.listed += len(links)
        by_url = {link.url: canonical_url(link.url) for link in links}
        states = await self.run.known([*by_url, *by_url.values()])
        now = self.now()
        chosen = [
            link for link in links if _is_due(states.get(link.url) or states.get(by_url[link.url]), now)
        ]
        if limit := self.run.options.limit:
            left = max(0, limit - self.summary.chosen)
            if len(chosen) > left:
                self._gaps += 1
            chosen = chosen[:left]
        self.summary.chosen += len(chosen)
        self.run.changed(self.summary)
        return [] if self.run.options.dry_run else chosen

    def walk_on(self, walked: int, links: Sequence[Link], chosen: Sequence[Link]) -> bool:
        """Whether to read on after ``walked`` pages of a list.

        With ``since`` as far back as that day; else until a page names nothing that is new and nothing younger than
        the last visit that had no gap. A list that was never read to its end is read on, known articles or not.
        """
        if walked >= self._most_pages() or self._limit_reached():
            self._gaps += walked < self._most_pages() and not self.run.options.limit
            return False
        if not links:  # a stub that only leads on, such as the entrance of a newspaper's issue
            return True
        newest = max((link.date for link in links if link.date), default=None)
        if self.since is not None and newest is not None:
            return newest >= self.since.isoformat()[: len(newest)]
        if self.full or chosen or self._last_walk is None:
            return True
        horizon = (self._last_walk - OVERLAP).astimezone().date().isoformat()
        return newest is not None and newest >= horizon[: len(newest)]

    def _most_pages(self) -> int:
        if self.full or self.since is not None:
            return int(self.source.options.get("list_pages", FULL_LIST_PAGES))
        return LIST_PAGES

    def _limit_reached(self) -> bool:
        limit = self.run.options.limit
        return bool(limit) and self.summary.chosen >= limit

    async def failed(self, url: str, error: BaseException, found_on: str | None) -> None:
        """Count and record that a page could not be fetched."""
        await self.record_failure(url, kind_of(error), describe(error), found_on)

    async def record_failure(self, url: str, kind: str, detail: str, found_on: str | None = None) -> None:
        """Count and record a failure of one of `zscrawl.failures.KINDS`, or ``http_STATUS``."""
        self.summary.add_failure(kind)
        await self._record(url, kind, detail, found_on)

    async def _record(self, url: str, kind: str, detail: str, found_on: str | None) -> None:
        self._gaps += found_on is None or kind in ("host_down", "stopped", "store")
        self.run.log.write(
            "failed", source=self.source.name, url=url, kind=kind, detail=detail, found_on=found_on
        )
        if kind not in ("host_down", "stopped"):
            await self.run.record_failure(self.source, url, kind, detail)
        self.run.changed(self.summary)

    # --- for the pipelines

    async def store(self, reading: Reading) -> None:
        """Archive one reading, and the redirects that led to it. Raises ArchiveError; then nothing was kept."""
        article, page = reading.article, reading.pages[0]
        visit_at = next_visit(article, page.fetched_at)
        capture = Capture(page, reading.request_headers, reading.pages[1:], reading.found_on, visit_at)
        items = [Item(capture, article, self.source.name)]
        if self.run.options.dry_run:
            return
        outcome = (await self.run.store(items))[-1]
        self._count(article, outcome.status)
        self.run.log.write(
            "stored",
            source=self.source.name,
            url=page.url,
            status=page.status,
            bytes=sum(len(one.body) for one in reading.pages),
            kind=article.kind,
            outcome=outcome.status,
            uid=outcome.uid,
        )
        self.run.changed(self.summary)

    def _count(self, article: Article, status: str) -> None:
        name = {"duplicate": "duplicates", "not_article": None}.get(status, status)
        if name is not None:
            setattr(self.summary, name, getattr(self.summary, name) + 1)
        kind = {"wall": "walls", "deleted": "deleted", "other": "other"}.get(article.kind)
        if kind is not None:
            setattr(self.summary, kind, getattr(self.summary, kind) + 1)

    async def blocked(self, reading: Reading) -> None:
        """A CAPTCHA, challenge or speed-limit page: counted, not stored. Several in a row end the host."""
        page = reading.pages[-1]
        self.summary.blocked += 1
        self.turns.pace(netloc(page.url)).blocked()
        await self._record(reading.requested_url, "blocked", f"status {page.status}", reading.found_on)

    # --- the end

    async def end(self, reason: str) -> None:
        """Judge the visit: it failed if no list could be read or its host was given up."""
        summary = self.summary
        summary.seconds = time.monotonic() - self._began
        interrupted = self.run.interrupted or reason == "shutdown"
        if interrupted:
            summary.status, summary.reason = "interrupted", "the run was stopped"
        elif not summary.lists and not summary.stored:
            summary.status, summary.reason = "failed", self._main_failure() or "its lists name no articles"
        elif summary.failures.keys() & _FATAL or reason != "finished":
            summary.status, summary.reason = "failed", self._main_failure() or reason
        else:
            summary.status = "ok"
        if summary.status == "ok" and not self._gaps:
            await self.run.walked(self.source, self.began_at)
        self.run.log.write(
            "visit_ends", source=self.source.name, status=summary.status, reason=summary.reason,
            seconds=round(summary.seconds, 3), **summary.counts(),
        )  # fmt: skip
        self.run.changed(summary)

    def _main_failure(self) -> str:
        failures = self.summary.failures
        return ", ".join(sorted(failures, key=lambda kind: -failures[kind])[:3])


def _is_due(state: FetchState | None, now: datetime) -> bool:
    """Never fetched, failed last time, or due for another look."""
    if state is None or (state.fetched_at is None and not state.archived):
        return True
    return state.next_visit_at is not None and state.next_visit_at <= now
