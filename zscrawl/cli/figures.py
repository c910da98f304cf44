"""``zscrawl figures``, ``activities``, ``companies`` and ``places``: the other facts as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.money import money
from zscrawl.cli.output import Column, filter_options, format_option, print_rows
from zscrawl.home import Home
from zscrawl.items import Filters

if TYPE_CHECKING:
    from archive import Mention
    from promotion.ledger import FigureCell, LedgerCompany
    from zscrawl.items import Activity
    from zscrawl.ledger import Book, Standing

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

    Numbers of different periods are never added: a quarterly total is not the sum of its months.
    """
    from zscrawl.ledger import is_place, load_book

    book = load_book(Home.from_environment(), figures=True)
    cells = (
        cell
        for cell in book.ledger.figures
        if (not filters.place or any(is_place(place, cell.place, None) for place in filters.place))
        and (year is None or str(cell.period or "").startswith(str(year)))
        and (not indicator or cell.indicator == indicator)
    )
    rows = [row for cell in cells for row in _figure_rows(cell, book, filters)]
    print_rows(rows[: filters.limit or None], _FIGURE_COLUMNS, fmt, empty="no such figure")


def _figure_rows(cell: FigureCell, book: Book, filters: Filters) -> list[dict[str, Any]]:
    rows = []
    for stated in cell.stated:
        sources = [book.articles[uid] for uid in stated.uids]
        if filters.source and not any(one.source in filters.source for one in sources):
            continue
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
@click.option("--type", "kind", metavar="TYPE", help="Only this type, such as 推介会 or 外出招商.")
@filter_options(limit=50)
@format_option
def activities(kind: str | None, filters: Filters, fmt: str) -> None:
    """Promotion events that were held; reprints of one text count once."""
    from zscrawl.ledger import activities as held

    rows = (_activity_row(mention) for mention in held(Home.from_environment(), filters))
    chosen = (row for row in rows if not kind or row["type"] == kind)
    print_rows(chosen, _ACTIVITY_COLUMNS, fmt, empty="no such activity")


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
    chosen = {project.id for project in book.chosen(book.ledger.projects, _without_limit(filters))}
    found = [company for company in book.ledger.companies if chosen.intersection(company.projects)]
    found.sort(key=lambda company: (-company.amount_cny, company.name))
    print_rows(
        map(_company_row, found[: filters.limit or None]), _COMPANY_COLUMNS, fmt, empty="no such company"
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
@format_option
def places(filters: Filters, fmt: str) -> None:
    """A league table by place: projects signed, started, in production, their amounts and rates.

    Projects count once however often they are reported; shared and planned amounts and parts of others do not count.
    """
    from zscrawl.ledger import league, load_book

    book = load_book(Home.from_environment())
    standings = league(list(book.chosen(book.ledger.projects, _without_limit(filters))))
    print_rows(
        map(_place_row, standings[: filters.limit or None]), _PLACE_COLUMNS, fmt, empty="no such place"
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


def _without_limit(filters: Filters) -> Filters:
    from dataclasses import replace

    return replace(filters, limit=0)
