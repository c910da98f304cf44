"""When a page is worth another look. Pure.

Articles change, and vanish, mostly in their first days; so they are looked at again after a day, then ever more
rarely, and left alone when they are half a year old.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from zscrawl.items import Article

# Age of the article up to which → gap until the next look.
REVISITS = (
    (timedelta(days=2), timedelta(days=1)),
    (timedelta(days=7), timedelta(days=3)),
    (timedelta(days=30), timedelta(days=14)),
    (timedelta(days=180), timedelta(days=60)),
)
UNREADABLE_AGAIN = timedelta(days=7)
"""Walls, deleted pages and pages that are nothing: they may be mistakes of ours, or of the site's."""


def next_visit(article: Article | None, fetched_at: datetime) -> datetime | None:
    """When to fetch this page again; None for never.

    ``article`` None stands for a page that is archived as no article, in effect a list. A list is due whenever
    something leads to it.
    """
    if article is None or article.kind == "list":
        return fetched_at
    if article.kind != "article":
        return fetched_at + UNREADABLE_AGAIN
    if article.family == "epaper":  # a printed page does not change
        return None
    age = fetched_at - (article.published_at or fetched_at)
    return next((fetched_at + gap for limit, gap in REVISITS if age <= limit), None)
