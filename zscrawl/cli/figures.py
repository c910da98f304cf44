"""``zscrawl figures``, ``activities``, ``companies`` and ``places``: the other facts as tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.filters import filter_options
from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import ACTIVITY_TYPES, Figure, Filters
from zscrawl.league import LEVELS, Standing, league
from zscrawl.money import money

if TYPE_CHECKING:
    from archive import Mention
    from promotion.ledger import FigureCell, LedgerCompany
    from zscrawl.items import Activity
    from zscrawl.ledger import Book

_FIGURE_KEYS = """
    place period indicator qualifier value value_cny number unit approx contradicts articles uids urls quote
"""
_FIGURE_COLUMNS = [
    Column("place", "place"),
    Column("period", "period"),
    Column("indicator", "indicator", style="cyan"),
    Column("qualifier", "qualifier"),
    Column("value", "value", right=True, style="green"),
    Column("contradicts", "contradicts", style="red"),
    Column("articles", "articles", right=True),
    Column("quote", "as stated", wide=True),
]


@click.command()
@click.option("--year", type=click.IntRange(1990, 2100), help="Only periods in this year.")
@click.option("--indicator", metavar="CODE", help="Only this indicator, such as investment_contracted.")
@filter_options(limit=0)
@format_option
def figures(year: int | None, indicator: str | None, filters: Filters, fmt: str) -> None:
    """Reported numbers by place, period and indicator, sources side by side, contradictions marked.

    --since and --until choose by the day on which an article states a number, --year by the period that it is about.
    Numbers of different periods are never added: a quarterly total is not the sum of its months.
    """
    from zscrawl.ledger import load_book

    if indicator is not None:
        _check_indicator(indicator)
    book = load_book(Home.from_environment(), figures=True)
    stating = book.reporting(Figure, filters)
    rows = [
        row
        for cell in book.ledger.figures
        if (year is None or str(cell.period or "").startswith(str(year)))
        and (not indicator or cell.indicator == indicator)
        and _lies_in(cell.place, filters)
        for row in _figure_rows(cell, book, stating)
    ]
    print_rows(rows, _FIGURE_COLUMNS, fmt, empty="no such figure", limit=filters.limit, keys=_FIGURE_KEYS)


def _check_indicator(code: str) -> None:
    from promotion.counts.indicators import LABELS

    if code not in LABELS:
        raise ConfigError(f"no indicator '{code}'; choose from {', '.join(sorted(LABELS))}")


def _lies_in(place: str, filters: Filters) -> bool:
    from promotion.ledger.matching import place_of
    from zscrawl.ledger import is_place

    if not filters.place:
        return True
    division = place_of(place, None)
    return any(is_place(wanted, place, division.adcode if division else None) for wanted in filters.place)


def _figure_rows(cell: FigureCell, book: Book, stating: frozenset[str] | None) -> list[dict[str, Any]]:
    """A row for each value that one of the articles ``stating`` states; None stands for all articles."""
    rows = []
    for stated in cell.stated:
        if stating is not None and stating.isdisjoint(stated.uids):
            continue
        sources = [book.articles[uid] for uid in stated.uids]
        rows.append(
            {
                "place": cell.place,
                "period": cell.period,
                "indicator": cell.indicator,
                "qualifier": cell.qualifier,
                "value": money(stated.value_cny) or f"{stated.value:g}{stated.unit}",
                "value_cny": stated.value_cny,
                "number": stated.value,
                "unit": stated.unit,
                "approx": stated.approx,
                "contradicts": "!" if cell.contradicts else "",
                "articles": len(stated.uids),
                "uids": list(stated.uids),
                "urls": [one.url for one in sources],
                "quote": stated.quote,
            }
        )
    return rows


_ACTIVITY_KEYS = """
    date type name place host people companies projects_signed amount amount_cny uid url quote
"""
_ACTIVITY_COLUMNS = [
    Column("date", "date"),
    Column("type", "type", style="green"),
    Column("place", "held at"),
    Column("name", "name", style="bold", wide=True),
    Column("projects_signed", "signed", right=True),
    Column("amount", "amount", right=True),
    Column("uid", "article", style="cyan"),
]


@click.command()
@click.option(
    "--type",
    "kind",
    metavar="TYPE",
    type=click.Choice(ACTIVITY_TYPES),
    help="Only this type, such as 推介会 or 外出招商.",
)
@filter_options(limit=50)
@format_option
def activities(kind: str | None, filters: Filters, fmt: str) -> None:
    """Promotion events that were held; reprints of one text count once."""
    from zscrawl.ledger import activities as held

    rows = (_activity_row(mention) for mention in held(Home.from_environment(), replace(filters, limit=0)))
    chosen = (row for row in rows if not kind or row["type"] == kind)
    print_rows(
        chosen, _ACTIVITY_COLUMNS, fmt, empty="no such activity", limit=filters.limit, keys=_ACTIVITY_KEYS
    )


def _activity_row(mention: Mention[Activity]) -> dict[str, Any]:
    activity = mention.record
    return {
        "date": activity.date,
        "type": activity.type,
        "name": activity.name or activity.quote,
        "place": activity.place,
        "host": activity.host,
        "people": activity.people,
        "companies": activity.companies,
        "projects_signed": activity.projects_signed,
        "amount": money(activity.amount_cny),
        "amount_cny": activity.amount_cny,
        "uid": mention.uid,
        "url": mention.url,
        "quote": activity.quote,
    }


_COMPANY_KEYS = "id name names projects project_ids places amount amount_cny"
_COMPANY_COLUMNS = [
    Column("name", "company", style="bold"),
    Column("projects", "projects", right=True),
    Column("amount", "amount", right=True, style="green"),
    Column("places", "invests in", wide=True),
]


@click.command()
@filter_options(limit=50)
@format_option
def companies(filters: Filters, fmt: str) -> None:
    """Investors under all their names: what they invest where."""
    from zscrawl.ledger import load_book

    book = load_book(Home.from_environment())
    chosen = {project.id for project in book.chosen(book.ledger.projects, replace(filters, limit=0))}
    found = [company for company in book.ledger.companies if chosen.intersection(company.projects)]
    found.sort(key=lambda company: (-company.amount_cny, company.name))
    print_rows(
        map(_company_row, found),
        _COMPANY_COLUMNS,
        fmt,
        empty="no such company",
        limit=filters.limit,
        keys=_COMPANY_KEYS,
    )


def _company_row(company: LedgerCompany) -> dict[str, Any]:
    return {
        "id": company.id,
        "name": company.name,
        "names": company.names,
        "projects": len(company.projects),
        "project_ids": company.projects,
        "places": company.places,
        "amount": money(company.amount_cny),
        "amount_cny": company.amount_cny,
    }


_PLACE_KEYS = """
    place adcode projects signed started in_production start_rate amount amount_cny started_amount started_cny
"""
_PLACE_COLUMNS = [
    Column("place", "place", style="bold"),
    Column("adcode", "adcode", style="dim"),
    Column("projects", "projects", right=True),
    Column("signed", "signed", right=True),
    Column("started", "started", right=True),
    Column("in_production", "in production", right=True),
    Column("start_rate", "start rate", right=True),
    Column("amount", "amount", right=True, style="green"),
    Column("started_amount", "of it started", right=True),
]


@click.command()
@filter_options(limit=50)
@click.option(
    "--by",
    type=click.Choice(LEVELS),
    default=LEVELS[0],
    show_default=True,
    help="What a row stands for; with zone, zones stand beside the county that they lie in.",
)
@format_option
def places(filters: Filters, by: str, fmt: str) -> None:
    """A league table of places: projects signed, started, in production, their amounts and rates.

    Projects count once however often they are reported; shared and planned amounts and parts of others do not count.
    Projects of which only the city is known count for the city.
    """
    from zscrawl.ledger import load_book

    book = load_book(Home.from_environment())
    chosen = book.chosen(book.ledger.projects, replace(filters, limit=0))
    print_rows(
        (_place_row(standing) for standing, _ in league(chosen, by)),
        _PLACE_COLUMNS,
        fmt,
        empty="no such place",
        limit=filters.limit,
        keys=_PLACE_KEYS,
    )


def _place_row(row: Standing) -> dict[str, Any]:
    return {
        "place": row.place,
        "adcode": row.adcode,
        "projects": row.projects,
        "signed": row.signed,
        "started": row.started,
        "in_production": row.in_production,
        "start_rate": None if row.start_rate is None else f"{row.start_rate:.0%}",
        "amount": money(row.amount_cny),
        "amount_cny": row.amount_cny,
        "started_amount": money(row.started_cny),
        "started_cny": row.started_cny,
    }
