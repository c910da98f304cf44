"""The shared filters as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from archive.models import ArticleRow
from zscrawl.errors import ConfigError
from zscrawl.items import CST, Filters

_ARTICLES = ArticleRow.__table__
T = TypeVar("T")


def in_batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """``items`` in pieces: databases limit the parameters of one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def day(text: str, option: str) -> datetime:
    """Midnight, in China, of an ISO day. ``option`` is named in the error."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=CST)
    except ValueError:
        raise ConfigError(f"{option} {text!r} is not a day: write it as 2024-03-05") from None


def chosen(query: sa.Select[Any], filters: Filters) -> sa.Select[Any]:
    """``query``, which selects from articles, narrowed by ``filters``. Undated articles are in no period."""
    if filters.since:
        query = query.where(_ARTICLES.c.published_at >= day(filters.since, "--since"))
    if filters.until:
        query = query.where(_ARTICLES.c.published_at < day(filters.until, "--until") + timedelta(days=1))
    if filters.source:
        query = query.where(_ARTICLES.c.source.in_(filters.source))
    if filters.family:
        query = query.where(_ARTICLES.c.family.in_(filters.family))
    return query.limit(filters.limit) if filters.limit > 0 else query
