"""Taking in a new site: recognise what runs it, propose an entry, write it to the user's sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from spiders import Document, read, recognise
from spiders.addresses.hosts import SiteHosts
from zscrawl.items import Article, Page, Source
from zscrawl.sources.naming import NATION, name_of, region_named, region_of, title_of
from zscrawl.sources.reading import read_source

_PRECISIONS = ("second", "minute", "day", "month")
# /2024-03/05/   /202403/05/
_DAY = re.compile(r"/20\d\d(-?)[01]\d/[0-3]\d/")
_MANY_AWAY = 0.25
"""Share of a list's items on another host from which on the user should hear of it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of the new source; what is left out is worked out from its pages.

    ``region`` is an adcode or the name of a place, ``every`` an interval as in a sources file.
    """

    name: str | None = None
    title: str | None = None
    region: str | None = None
    every: str = "1d"
    family: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The entry that would be written, and what its pages say when they are read with it.

    ``listing`` is the start page, ``articles`` are those of its newest that were at hand. ``notes`` are for the user.
    Where ``region_known`` is false, nothing says which region the source belongs to.
    """

    source: Source
    region_known: bool
    listing: Article
    articles: tuple[Article, ...] = ()
    notes: tuple[str, ...] = ()


def provisional(url: str, wishes: Wishes) -> Source:
    """The source as far as it is known before a page was read; good enough to probe it.

    Raises ConfigError, in one line, for an address or a wish that a sources file may not have.
    """
    table = {
        "name": wishes.name or name_of(url),
        "title": wishes.title or urlsplit(url).hostname or url,
        "family": wishes.family or "portal",
        "region": region_named(wishes.region) if wishes.region else NATION,
        "start": [url],
        "every": wishes.every,
        "options": dict(wishes.options),
        "allow_private": wishes.allow_private,
    }
    return read_source(table, "the new entry")


def propose(
    url: str, start: Page, newest: Collection[Page], wishes: Wishes, *, taken: Collection[str] = ()
) -> Proposal:
    """Read the start page and some of its newest articles, and propose a source that starts from ``url``.

    ``taken`` are the names of other sources. Raises ConfigError where a wish is wrong.
    """
    source = provisional(url, wishes)
    families = [wishes.family] if wishes.family else _families(start, newest)
    readings = [
        _Reading(
            family,
            read(start, family=family, options=source.options),
            [read(page, family=family, options=source.options) for page in newest],
        )
        for family in families
    ]
    best = max(readings, key=_Reading.worth)
    site = best.listing.site or next((one.site for one in best.articles if one.site), None)
    column = best.listing.title or Document(start).title_tag
    title = title_of(site, None if site and best.family == "epaper" else column)
    region = source.region if wishes.region else region_of(title)
    source = replace(
        source,
        name=wishes.name or name_of(url, taken),
        title=wishes.title or title or source.title,
        family=best.family,
        region=region or NATION,
        options={**_issue_option(best, url), **source.options},
    )
    notes = (*_family_note(best.family, families), *_host_note(source, best.listing), *_day_note(url))
    return Proposal(source, region is not None, best.listing, tuple(best.articles), notes)


class _Reading:
    """What the reader of one family makes of the pages."""

    def __init__(self, family: str, listing: Article, pages: Collection[Article]) -> None:
        self.family = family
        self.listing = listing
        self.articles = [one for one in pages if one.kind == "article"]

    def worth(self) -> tuple[int, ...]:
        """To compare families by: a list first, then articles, their fields, the precision of their dates."""
        filled = sum(
            bool(value)
            for one in self.articles
            for value in (one.title, one.published_at, one.origin, one.authors, one.body)
        )
        coarse = sum(_PRECISIONS.index(one.published_precision or "month") for one in self.articles)
        is_list = self.listing.kind == "list" and bool(self.listing.links)
        return int(is_list), len(self.articles), filled, -coarse


def _families(start: Page, newest: Collection[Page]) -> list[str]:
    """Families whose marks the pages carry, the start page's first; lists often carry none where articles do."""
    return list(dict.fromkeys(recognise(page) for page in (start, *newest)))


def _issue_option(reading: _Reading, url: str) -> dict[str, str]:
    """``issue_url`` for a newspaper whose entrance has led to the page of a day."""
    page = reading.listing.url
    if reading.family != "epaper" or page == url or len(_DAY.findall(page)) != 1:
        return {}
    return {"issue_url": _DAY.sub(r"/%Y\1%m/%d/", page)}


def _day_note(url: str) -> list[str]:
    if not _DAY.search(url):
        return []
    return ["the address is that of one day and will name nothing new; give the one that leads to today's"]


def _family_note(family: str, families: Collection[str]) -> list[str]:
    others = [other for other in families if other not in (family, "portal")]
    return [
        f"some pages look like family {other} as well; --family {other} reads them so" for other in others
    ]


def _host_note(source: Source, listing: Article) -> list[str]:
    hosts = SiteHosts.of(source)
    away = Counter(urlsplit(link.url).netloc for link in listing.links if not hosts.cover(link.url))
    if not away or away.total() < _MANY_AWAY * len(listing.links):
        return []
    host, count = away.most_common(1)[0]
    lie = f"{count} of {len(listing.links)} items lie on {host}"
    return [f"{lie}; if that is the same site, --option hosts={host} takes them in"]
