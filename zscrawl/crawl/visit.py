"""One visit: one source's part of a run. It reads, stores, counts, and says how it ended."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from scrapy.crawler import Crawler

from archive import Capture, Item
from spiders.crawl.source_spider import spider_of
from spiders.crawl.visiting import Reading
from zscrawl.crawl.failures import TROUBLE, describe, kind_of
from zscrawl.crawl.frontier import Frontier
from zscrawl.crawl.health import VisitRecord, alarms_of, remember
from zscrawl.crawl.host_turns import HostTurns, netloc
from zscrawl.crawl.revisits import next_visit
from zscrawl.crawl.summary import SourceSummary
from zscrawl.items import Article, Page, Source

if TYPE_CHECKING:
    from zscrawl.crawl.run import CrawlRun

_FATAL = frozenset(("host_down", "store"))
"""Failures after which a visit cannot be called a success, whatever else it brought."""
_PASSING = TROUBLE | {"host_down", "stopped", "store", "unreadable", "http_408", "http_429"}
"""Failures that may be gone next time."""
_KIND_COUNTS = {"wall": "walls", "deleted": "deleted", "other": "other"}


def visit_of(crawler: Crawler) -> Visit:
    """The visit that a crawler makes."""
    return cast("Visit", spider_of(crawler).visit)


class Visit:
    """Implements `spiders.crawl.visiting.Visit` for one source."""

    def __init__(self, run: CrawlRun, source: Source) -> None:
        self.run, self.source = run, source
        self.since: date | None = run.options.since
        self.summary = run.summary.sources.setdefault(source.name, SourceSummary(source.name, source.title))
        self.began_at = run.clock()
        self._began = time.monotonic()
        self.frontier = Frontier(run, source, self.summary)
        self._start_failed = False
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

    async def read(self, page: Page, *, is_list: bool) -> Article:
        """Read a page. Raises ReadError if it cannot be read."""
        host = netloc(page.url)
        with self.turns.reading(host):
            article = await self.run.read(page, self.source, is_list=is_list)
            self.turns.judge(host, blocked=article.kind == "blocked")
        return article

    async def failed(self, url: str, error: BaseException, found_on: str | None) -> None:
        """Count and record that a page could not be fetched."""
        await self.record_failure(url, kind_of(error), describe(error), found_on)

    async def record_failure(self, url: str, kind: str, detail: str, found_on: str | None = None) -> None:
        """Count and record a failure of one of `zscrawl.crawl.failures.KINDS`, or ``http_STATUS``."""
        self.summary.add_failure(kind)
        await self._record(url, kind, detail, found_on)

    async def _record(self, url: str, kind: str, detail: str, found_on: str | None) -> None:
        self._start_failed |= found_on is None
        if found_on is None or kind in _PASSING or kind.startswith("http_5"):
            self.frontier.missed(url)
        self.run.log.write(
            "failed", source=self.source.name, url=url, kind=kind, detail=detail, found_on=found_on
        )
        if kind not in ("host_down", "stopped"):
            await self.run.record_failure(self.source, url, kind, detail)
        self.run.changed(self.summary)

    # --- for the pipelines

    async def store(self, reading: Reading) -> None:
        """Archive one reading, and the redirects that led to it. Raises ArchiveError; then nothing was kept."""
        if self.run.options.dry_run:
            return
        article, page = reading.article, reading.pages[0]
        visit_at = await self._next_visit(article, page)
        capture = Capture(page, reading.request_headers, reading.pages[1:], reading.found_on, visit_at)
        hops = [Capture(hop, found_on=reading.found_on, next_visit_at=visit_at) for hop in reading.hops]
        items = [Item(hop, None, self.source.name) for hop in hops]
        outcome = (await self.run.store([*items, Item(capture, article, self.source.name)]))[-1]
        kind = article.kind if article else None
        self._count(kind, outcome.status)
        self._sample(reading)
        self.run.log.write(
            "stored", source=self.source.name, url=page.url, status=page.status, kind=kind, outcome=outcome.status,
            uid=outcome.uid, bytes=sum(len(one.body) for one in reading.pages),
        )  # fmt: skip
        self.run.changed(self.summary)

    async def _next_visit(self, article: Article | None, page: Page) -> datetime | None:
        if article is None:  # not modified: as old as the article that is archived
            article = await self.run.stored_article(page.url)
        return next_visit(article, page.fetched_at)

    def _count(self, kind: str | None, status: str) -> None:
        counts = [{"duplicate": "duplicates", "not_article": None}.get(status, status)]
        counts.append(_KIND_COUNTS.get(kind or ""))
        for name in counts:
            if name is not None:
                setattr(self.summary, name, getattr(self.summary, name) + 1)

    def _sample(self, reading: Reading) -> None:
        """Judge by the pages that answer and are no walls. Newspapers name lists among their articles."""
        article, page = reading.article, reading.pages[0]
        kinds = ("article", "other") if self.source.family == "epaper" else ("article", "other", "list")
        if article is None or article.kind not in kinds or page.status != 200 or not _is_html(page):
            return
        if self.frontier.is_article(reading.requested_url):
            self.summary.sample.add(article, reading.requested_url)

    async def blocked(self, reading: Reading) -> None:
        """A CAPTCHA, challenge or speed-limit page: counted, not stored. Several in a row end the host."""
        page = reading.pages[-1]
        self.summary.blocked += 1
        await self._record(reading.requested_url, "blocked", f"status {page.status}", reading.found_on)

    # --- the end

    async def end(self, reason: str) -> None:
        """Judge the visit: it failed if a start address could not be had, no list read, or its host was given up."""
        summary = self.summary
        summary.seconds = time.monotonic() - self._began
        interrupted = self.run.interrupted or reason == "shutdown"
        if interrupted:
            summary.status, summary.reason = "interrupted", "the run was stopped"
        elif not summary.listed and not summary.stored:
            summary.status, summary.reason = "failed", self._main_failure() or "its lists name no articles"
        elif self._start_failed or summary.failures.keys() & _FATAL or reason != "finished":
            summary.status, summary.reason = "failed", self._main_failure() or reason
        else:
            summary.status = "ok"
        await self._compare(walked=summary.status == "ok" and not self.frontier.gaps)
        self.run.log.write(
            "visit_ends", source=self.source.name, status=summary.status, reason=summary.reason,
            seconds=round(summary.seconds, 3), **summary.counts(), alarms=summary.alarm_rows(),
        )  # fmt: skip
        self.run.changed(summary)

    async def _compare(self, *, walked: bool) -> None:
        """Compare this visit with the earlier ones, and keep it for the next. ``walked``: its lists have no gap."""
        summary, sample = self.summary, self.summary.sample
        record = VisitRecord(
            self.began_at, self.run.summary.run_id, summary.status, summary.reason, summary.new + summary.duplicates,
            summary.lists, summary.listed, sample.pages, sample.filled, summary.failures,
        )  # fmt: skip
        history = await self.run.history(self.source)
        summary.alarms = alarms_of(record, sample, history, self.source.start[0])
        visits = remember(history, replace(record, alarms=tuple(summary.alarms)))
        await self.run.remember(self.source, visits, self.began_at if walked else None)

    def _main_failure(self) -> str:
        failures = self.summary.failures | ({"blocked": self.summary.blocked} if self.summary.blocked else {})
        return ", ".join(sorted(failures, key=lambda kind: -failures[kind])[:3])


def _is_html(page: Page) -> bool:
    """Whether the server calls it a page; attachments that a list names are none."""
    return "html" in page.headers.get("content-type", "html").lower()
