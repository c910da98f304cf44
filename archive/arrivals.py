"""When articles came in: the archive's growth by source."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from archive.reading import Archive
from archive.rows import ARTICLES

WEEK = timedelta(days=7)


def new_by_week(archive: Archive, until: datetime, weeks: int) -> dict[str, list[int]]:
    """How many articles of each source were first fetched in each of the ``weeks`` weeks before ``until``, the
    earliest week first. Sources without any are left out."""
    at = ARTICLES.c.first_fetched_at
    starts = [until - WEEK * number for number in range(weeks, 0, -1)]
    counts = [sa.func.sum(sa.case((sa.and_(at >= start, at < start + WEEK), 1), else_=0)) for start in starts]
    query = (
        sa.select(ARTICLES.c.source, *counts).where(at >= starts[0], at < until).group_by(ARTICLES.c.source)
    )
    with archive.reading() as connection:
        return {source: [int(count) for count in found] for source, *found in connection.execute(query)}
