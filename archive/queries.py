"""The shared filters as SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from archive.fact_models import FactSetRow, PlaceRow
from archive.models import ArticleRow, VersionRow, table_of
from zscrawl.errors import ConfigError
from zscrawl.items import CST, Filters
from zscrawl.text import simplify

_ARTICLES = table_of(ArticleRow)
_PLACES = table_of(PlaceRow)
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
    """``query``, which selects from articles, narrowed by ``filters``.

    Undated articles are in no period. ``place`` is an adcode (with all below it) or the beginning of a
    name, and finds what promotes that place. Articles without facts are neither relevant nor irrelevant.
    """
    query = query.where(_ARTICLES.c.withdrawn.is_(False))
    if filters.since:
        query = query.where(_ARTICLES.c.published_at >= day(filters.since, "--since"))
    if filters.until:
        query = query.where(_ARTICLES.c.published_at < day(filters.until, "--until") + timedelta(days=1))
    if filters.source:
        query = query.where(_ARTICLES.c.source.in_(filters.source))
    if filters.family:
        query = query.where(_ARTICLES.c.family.in_(filters.family))
    if filters.relevant is not None:
        query = query.where(_fact_set(FactSetRow.relevant.is_(filters.relevant)))
    if filters.place:
        here = sa.or_(*(_is_place(place) for place in filters.place))
        of_place = _PLACES.c.version_id == FactSetRow.version_id
        about = sa.select(_PLACES.c.id).where(of_place, _PLACES.c.role == "subject", here)
        query = query.where(_fact_set(about.exists()))
    return query.limit(filters.limit) if filters.limit > 0 else query


def _fact_set(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """True for an article whose latest version has facts that meet ``condition``."""
    latest = (VersionRow.article_id == _ARTICLES.c.id) & (VersionRow.number == _ARTICLES.c.version)
    query = sa.select(VersionRow.id).join(FactSetRow, FactSetRow.version_id == VersionRow.id)
    return query.where(latest, condition).correlate(_ARTICLES).exists()


def _is_place(place: str) -> sa.ColumnElement[bool]:
    if place.isascii() and place.isdigit():
        # GB/T 2260: two digits each for province, city, county; 00 is all of them.
        return _PLACES.c.adcode.startswith(re.sub(r"(00)+$", "", place), autoescape=True)
    return _PLACES.c.name.startswith(simplify(place), autoescape=True)
