"""One run: what all its visits share. The archive and its writer, the clock, the turns, the readers, the log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from archive import Archive, FetchState, Item, Outcome, due_visits, latest_page, open_archive
from zscrawl.crawl.due import due_sources
from zscrawl.crawl.health import VisitRecord, dump
from zscrawl.crawl.histories import history, note_name
from zscrawl.crawl.host_turns import HostTurns
from zscrawl.crawl.reader_pool import ReaderPool
from zscrawl.crawl.run_log import RunLog
from zscrawl.crawl.store_thread import StoreThread
from zscrawl.crawl.summary import RunSummary, SourceSummary
from zscrawl.home import Home
from zscrawl.items import Article, Page, Source

Progress = Callable[[SourceSummary], None]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run was asked to do.

    ``full`` reads lists to their end, ``since`` (a day) as far back as that; ``limit`` articles are fetched from each
    source at most (0: no limit); ``dry_run`` reads lists and fetches and stores nothing else; ``due`` visits only the
    sources whose interval is over.
    """

    full: bool = False
    limit: int = 0
    dry_run: bool = False
    since: date | None = None
    due: bool = False

    def as_arguments(self, sources: list[str]) -> dict[str, Any]:
        return {
            "sources": sources,
            "full": self.full,
            "limit": self.limit,
            "since": self.since.isoformat() if self.since else None,
            "due": self.due,
        }


class CrawlRun:
    """A run from `open` to `close`. Everything but `open` and `close` is called on the event loop."""

    def __init__(
        self,
        home: Home,
        options: RunOptions,
        *,
        turns: HostTurns,
        clock: Callable[[], datetime] | None = None,
        progress: Progress | None = None,
        readers: int | None = None,
    ) -> None:
        self.home, self.options, self.turns = home, options, turns
        self.clock = clock or (lambda: datetime.now(UTC))
        self._progress = progress
        self.summary = RunSummary(0, self.clock())
        self.archive: Archive | None = None
        self.log = RunLog(None, self.clock)
        self._store: StoreThread | None = None
        self._readers = ReaderPool(readers)
        self.interrupted = False

    # --- life

    def open(self, sources: list[Source]) -> list[Source]:
        """Take the archive; the sources to visit. With the option ``due`` these may be none: then nothing was begun.

        Raises BusyError, ConfigError or ArchiveError; then nothing was begun either.
        """
        try:
            if self.options.dry_run:
                if self.home.holds_archive or self.home.database_url:
                    self.archive = open_archive(self.home.path, self.home.database_url)
                sources = self._due(sources)
            elif self.options.due:
                # Made here if there is none: another timer may be making it this moment, which then means "busy".
                self._open_archive()
                sources = self._due(sources)
            if not self.options.dry_run and sources:
                sources = self._begin(sources)
        except BaseException:
            self._end()
            raise
        for source in sources:
            self.summary.sources[source.name] = SourceSummary(source.name, source.title)
        if sources:
            self._readers.warm_up()
        return sources

    def _begin(self, sources: list[Source]) -> list[Source]:
        if self.archive is None:
            self._open_archive()
        store = self._store = StoreThread(self.home, "crawl", lambda: self.summary.run_id, self.clock)
        store.open()
        # Looked at again behind the lock: of many timers that fire at once, one visits.
        sources = self._due(sources)
        if sources:
            arguments = self.options.as_arguments([source.name for source in sources])
            self.summary.run_id = store.call(lambda w: w.begin_run("crawl", arguments)).result()
            self.log = RunLog(self.home.runs / f"{self.summary.run_id:06}.jsonl", self.clock)
            self.log.open()
            self.log.write("run_begins", run=self.summary.run_id, **arguments)
        return sources

    def _open_archive(self) -> None:
        self.home.prepare()
        self.archive = open_archive(self.home.path, self.home.database_url, create=True)

    def _due(self, sources: list[Source]) -> list[Source]:
        if not self.options.due or self.archive is None:
            return sources
        return due_sources(sources, self.archive.source_stats(counted=False), self.clock())

    def close(self) -> RunSummary:
        """Close the account, the archive and the processes."""
        summary = self.summary
        summary.ended_at = self.clock()
        summary.status = "interrupted" if self.interrupted else "failed" if summary.failed else "ok"
        summary.reading_seconds = self._readers.cpu_seconds
        try:
            if self._store is not None and summary.run_id:
                status = {"ok": "done"}.get(summary.status, summary.status)
                self._store.call(lambda w: w.end_run(summary.run_id, status, summary.counts())).result()
            self.log.write("run_ends", status=summary.status, failed=summary.failed, **summary.counts())
        finally:
            self._end()
        return summary

    def _end(self) -> None:
        self._readers.close()
        if self._store is not None:
            self._store.close()
        self.log.close()
        if self.archive is not None:
            self.archive.close()

    def stop(self) -> None:
        """No request gets a turn any more; what is in flight ends and is stored."""
        self.interrupted = True
        self.turns.stop()

    # --- what visits ask for

    def changed(self, source: SourceSummary) -> None:
        """Tell who watches that a source's counts have moved."""
        if self._progress is not None:
            self._progress(source)

    async def read(self, page: Page, source: Source, *, is_list: bool) -> Article:
        """Read a page away from the event loop. Raises ReadError if it cannot be read."""
        return await self._readers.read(page, source.family, source.options, is_list=is_list)

    async def store(self, items: list[Item]) -> list[Outcome]:
        """Store items in one transaction; returns when it is on the disk. Raises ArchiveError."""
        assert self._store is not None
        return await self._store.store(items)

    async def record_failure(self, source: Source, url: str, kind: str, detail: str) -> None:
        if self._store is not None:
            run_id = self.summary.run_id
            call = self._store.call(lambda w: w.record_failure(url, source.name, run_id, kind, detail))
            await asyncio.wrap_future(call)

    async def known(self, urls: list[str]) -> Mapping[str, FetchState]:
        """What the archive knows of URLs; without an archive nothing is known."""
        if self.archive is None or not urls:
            return {}
        return await asyncio.to_thread(self.archive.known, urls)

    async def due(self, source: Source, limit: int) -> list[FetchState]:
        """Articles of a source that are due for another look."""
        if self.archive is None:
            return []
        return await asyncio.to_thread(due_visits, self.archive, source.name, self.clock(), limit)

    async def stored_page(self, url: str) -> Page | None:
        """A page as it was when it last answered in full."""
        return await asyncio.to_thread(latest_page, self.archive, url) if self.archive is not None else None

    async def stored_article(self, url: str) -> Article | None:
        """The article that an address led to when it was last fetched."""
        found = await asyncio.to_thread(self.archive.get, url) if self.archive is not None else None
        return found.article if found else None

    async def last_walk(self, source: Source) -> datetime | None:
        """When this source's lists were last read without a gap; None if never."""
        if self.archive is None:
            return None
        seconds = await asyncio.to_thread(self.archive.watermark, _walk_mark(source))
        return datetime.fromtimestamp(seconds, UTC) if seconds else None

    async def history(self, source: Source) -> list[VisitRecord]:
        """The earlier visits of a source, oldest first."""
        if self.archive is None:
            return []
        return await asyncio.to_thread(history, self.archive, source.name)

    async def remember(self, source: Source, visits: list[VisitRecord], walked: datetime | None) -> None:
        """Keep a source's visits for the next one to be compared with.

        ``walked`` says that its lists were read without a gap in a visit that began then; None if they were not.
        """
        if self._store is not None:
            name, text = note_name(source.name), dump(visits)
            marks = {_walk_mark(source): int(walked.timestamp())} if walked else {}
            await asyncio.wrap_future(self._store.call(lambda w: w.set_note(name, text, marks)))


def _walk_mark(source: Source) -> str:
    return f"walked:{source.name}"
