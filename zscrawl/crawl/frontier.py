"""What a visit asks for next: which links, which old articles, how far back in a list, and on what condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from archive import FetchState
from zscrawl.crawl.middlewares.canonical import canonical_url
from zscrawl.crawl.summary import SourceSummary
from zscrawl.items import CST, Link, Page, Source

if TYPE_CHECKING:
    from zscrawl.crawl.run import CrawlRun

LIST_PAGES = 20
"""Pages of one list that an ordinary visit reads at most. What is further back is for --full and --since."""
FULL_LIST_PAGES = 2000
OVERLAP = timedelta(days=1)
"""How far before the last visit a list is read again: sites put articles up with yesterday's date."""
REVISITS = 100
"""Old articles looked at again in one visit. At two seconds each that is three minutes."""
HOPELESS = 3
"""Failures after which a page is still tried when it is met, but no longer keeps lists from being taken as read."""
_THREADS = ("discuz", "forum")


class Frontier:
    """Implements `spiders.crawl.visiting.Frontier` for one source.

    A *gap* is something that this visit should have read and has not. Only a visit without gaps moves the mark up to
    which the source's lists count as read; so what a crash, a stop or a broken page left out is met again.
    """

    def __init__(self, run: CrawlRun, source: Source, summary: SourceSummary) -> None:
        self._run, self._source, self._summary = run, source, summary
        self.gaps = 0
        self._last_walk: datetime | None = None
        self._prepared = False
        self._states: dict[str, FetchState] = {}
        self._articles: set[str] = set()

    async def choose(self, links: Sequence[Link]) -> list[Link]:
        """The links that are new or due, as many as the limit leaves. A dry run counts them and takes none.

        An article that was read at its canonical address is asked for there, whatever address a list names. One that
        was read at another address only is asked for once more when its canonical one is named: that page is to speak
        for the article, whichever was found first.
        """
        await self._prepare()
        self._summary.lists += 1
        self._summary.listed += len(links)
        by_url = {link.url: canonical_url(link.url) for link in links}
        states = await self._run.known([*by_url, *by_url.values()])
        chosen = []
        for link in links:
            own = states.get(by_url[link.url])
            if own is not None and own.own:
                link = replace(link, url=own.url)
            state = states.get(link.url) or own
            if state is not None:
                self._states[link.url] = state
            if is_due(state, self._run.clock()) or (state is own and _was_read_elsewhere(link, state)):
                chosen.append(link)
        if limit := self._run.options.limit:
            left = max(0, limit - self._summary.chosen)
            self.gaps += len(chosen) > left
            chosen = chosen[:left]
        self._articles.update(link.url for link in chosen)
        self._summary.chosen += len(chosen)
        self._run.changed(self._summary)
        return [] if self._run.options.dry_run else chosen

    async def due(self) -> list[Link]:
        """Articles that are due for another look, the longest overdue first."""
        if self._run.options.dry_run or self._run.options.limit:
            return []
        states = await self._run.due(self._source, REVISITS)
        self._states.update((state.url, state) for state in states)
        self._articles.update(state.url for state in states)
        return [Link(state.url, "") for state in states]

    def is_article(self, url: str) -> bool:
        """Whether a page should be an article: a list names it, and it was never seen, or was one before."""
        state = self._states.get(url)
        return url in self._articles and (state is None or state.fetched_at is None or state.uid is not None)

    async def validators(self, url: str, *, is_list: bool) -> Mapping[str, str]:
        """``If-None-Match`` and ``If-Modified-Since`` as far as the archive knows what to put there.

        Not for threads: that their first page is unchanged says nothing of the further ones.
        """
        if not is_list and self._source.family in _THREADS:
            return {}
        if is_list and url not in self._states:
            self._states.update(await self._run.known([url]))
        state = self._states.get(url)
        if state is None or state.status not in (200, 304):
            return {}
        headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
        return {name: value for name, value in headers.items() if value}

    async def stored_page(self, url: str) -> Page | None:
        return await self._run.stored_page(url)

    def walk_on(self, walked: int, links: Sequence[Link], chosen: Sequence[Link]) -> bool:
        """Whether to read on after ``walked`` pages of a list.

        With ``since`` as far back as that day; else until a page names nothing that is new and nothing younger than
        the last visit that had no gap. A list that was never read to its end is read on, known articles or not.
        """
        options = self._run.options
        if walked >= self._most_pages():
            return False
        if options.limit and self._summary.chosen >= options.limit:
            return False
        if not links:  # a stub that only leads on, such as the entrance of a newspaper's issue
            return True
        newest = max((link.date for link in links if link.date), default=None)
        if options.since is not None and newest is not None:
            return not _before(newest, options.since)
        if options.full or chosen or self._last_walk is None:
            return True
        return newest is not None and not _before(newest, (self._last_walk - OVERLAP).astimezone(CST).date())

    def _most_pages(self) -> int:
        if self._run.options.full or self._run.options.since is not None:
            return int(self._source.options.get("list_pages", FULL_LIST_PAGES))
        return LIST_PAGES

    async def _prepare(self) -> None:
        if not self._prepared:
            self._prepared = True
            self._last_walk = await self._run.last_walk(self._source)

    def missed(self, url: str) -> None:
        """A page could not be had that should have been."""
        state = self._states.get(url)
        self.gaps += state is None or state.failures < HOPELESS


def is_due(state: FetchState | None, now: datetime) -> bool:
    """Never fetched, failed last time, or due for another look."""
    if state is None or (state.fetched_at is None and not state.archived):
        return True
    return state.next_visit_at is not None and state.next_visit_at <= now


def _was_read_elsewhere(link: Link, state: FetchState | None) -> bool:
    """Whether a canonical address was never asked for, though its article is known from another one."""
    return state is not None and state.url == link.url and state.status is None and not state.own


def _before(written: str, day: date) -> bool:
    """Whether a list's date, ``2024-03-05`` or ``2024-03``, is before ``day``."""
    return written < day.isoformat()[: len(written)]
