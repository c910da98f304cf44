"""The filters that listing commands share: one decorator turns their options into `Filters`.

What cannot be meant is refused here, because a filter that silently finds nothing looks like an answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from zscrawl.errors import ConfigError
from zscrawl.items import FAMILIES, Filters

NATION = "100000"
"""The adcode under which everything lies (GB/T 2260)."""

# 2023 · 2023-05 · 2023-05-04
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_day(text: str | None, *, last: bool = False) -> str | None:
    """``2023`` → ``2023-01-01``, or the last such day. Raises ConfigError for what is not a day."""
    if text is None:
        return None
    match = _DAY.fullmatch(text.strip())
    if match:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            if day:
                return date(year, month, day).isoformat()
            if not last:
                return date(year, month or 1, 1).isoformat()
            following = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
            return date.fromordinal(following.toordinal() - 1).isoformat()
        except ValueError:
            pass
    raise ConfigError(f"'{text}' is not a day; write 2023, 2023-05 or 2023-05-04")


def filter_options(limit: int, *, place: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The shared filters; the command gets one ``filters: Filters``.

    ``limit`` is the default of ``--limit``; ``place`` is False for a command whose argument is the place.
    """
    options = [
        click.option("--since", metavar="DAY", help="Published on or after (2023, 2023-05, 2023-05-04)."),
        click.option("--until", metavar="DAY", help="Published on or before."),
        click.option("--source", multiple=True, metavar="NAME", help="Only this source; may be repeated."),
        click.option(
            "--family",
            multiple=True,
            metavar="NAME",
            type=click.Choice(FAMILIES),
            help="Only this family; may be repeated.",
        ),
        click.option(
            "--place",
            multiple=True,
            metavar="PLACE",
            help="Only this place and what lies in it (name or adcode); may be repeated.",
        ),
        click.option("--relevant/--all", default=False, help="Only promotion news, or all.  [default: all]"),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            default=limit,
            show_default=True,
            metavar="N",
            help="At most N; 0 = no limit.",
        ),
    ]
    if not place:
        del options[4]

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_filters(since: str | None, until: str | None, relevant: bool, **others: Any) -> Any:
            first, last = parse_day(since), parse_day(until, last=True)
            if first and last and first > last:
                raise ConfigError(f"--since {since} is after --until {until}; nothing lies between them")
            source = others.pop("source")
            check_sources(source)
            filters = Filters(
                since=first,
                until=last,
                source=source,
                family=others.pop("family"),
                place=places_of(others.pop("place", ())),
                relevant=True if relevant else None,
                limit=others.pop("limit"),
            )
            return command(filters=filters, **others)

        return functools.reduce(lambda inner, option: option(inner), reversed(options), with_filters)

    return decorate


def check_sources(names: Iterable[str]) -> None:
    """Raises ConfigError for a name under which nothing is archived and that no sources file has."""
    from zscrawl.home import Home
    from zscrawl.sources import load_sources

    home = Home.from_environment()
    for name in names:
        registry = load_sources(home)
        if name not in registry and not _is_archived(name):
            registry.get(name)


def _is_archived(source: str) -> bool:
    from archive import open_archive
    from zscrawl.home import Home

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        return archive.count(Filters(source=(source,), limit=1)) > 0


def places_of(names: Iterable[str]) -> tuple[str, ...]:
    """The places as archive and index know them: each name, and the adcodes of the divisions that it names.

    湖北 is 420000 too, so that what lies in the province is found by its name as by its code. The nation
    is no filter.
    """
    from promotion.geography.gazetteer import gazetteer
    from zscrawl.text import simplify

    found: dict[str, None] = {}
    for name in (one.strip() for one in names):
        if not name:
            raise ConfigError("--place is empty; write a name such as 湖北 or an adcode such as 420000")
        if name in (NATION, "全国", "中国"):
            return ()
        found[name] = None
        divisions = gazetteer().named(simplify(name))
        found.update(dict.fromkeys(division.adcode for division in divisions if division.level != "zone"))
    return tuple(found)
