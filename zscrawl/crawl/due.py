"""Which sources are due. Pure: what the archive knows of them and the time go in, the sources to visit come out.

Safe to ask every minute: a source that was visited is not due again until its interval is over, and one that missed
ten visits is due once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from archive import SourceStats
from zscrawl.items import Source

QUIET_SHARE = 4
"""A source that has brought nothing for a while is visited after a quarter of that while."""
MOST_STRETCHED = 8
"""An interval grows to at most so many times what the source's ``every`` says."""
FIRST_RETRY = timedelta(minutes=30)
"""After a visit that failed; each further failure doubles it, up to the source's interval."""
CLOCK_ERROR = timedelta(days=1)
"""A last visit further in the future than this is a clock's mistake, not a visit."""


def due_sources(sources: Iterable[Source], stats: Iterable[SourceStats], now: datetime) -> list[Source]:
    """The sources that are due at ``now``, the longest overdue first, those never visited before all others."""
    known = {one.name: one for one in stats}
    due_at = [(source, next_visit_at(source, known.get(source.name), now)) for source in sources]
    never = [source for source, moment in due_at if moment is None]
    late = sorted(
        ((source, moment) for source, moment in due_at if moment is not None and moment <= now),
        key=lambda pair: pair[1],
    )
    return [*never, *(source for source, _ in late)]


def next_visit_at(source: Source, stats: SourceStats | None, now: datetime) -> datetime | None:
    """When a source is due next; None if it was never visited, which is now."""
    if stats is None or stats.last_visit_at is None or stats.last_visit_at > now + CLOCK_ERROR:
        return None
    return stats.last_visit_at + interval(source, stats)


def interval(source: Source, stats: SourceStats) -> timedelta:
    """The time between two visits: the source's own, longer if it brings nothing, shorter after a failure."""
    every = timedelta(seconds=source.every)
    if stats.failures and stats.last_success_at != stats.last_visit_at:
        doublings = min(stats.failures - 1, 10)
        return min(every, FIRST_RETRY * (1 << doublings))
    since = stats.last_new_at or stats.last_success_at
    quiet = stats.last_visit_at - since if stats.last_visit_at and since else timedelta(0)
    return min(max(every, quiet / QUIET_SHARE), every * MOST_STRETCHED)
