"""``zscrawl timeline``: what happened in a place, by day."""

from __future__ import annotations

from dataclasses import replace

import click

from zscrawl.cli.filters import filter_options, places_of
from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home
from zscrawl.items import Filters
from zscrawl.money import money

_KEYS = "date what name amount amount_cny uid url quote"
_COLUMNS = [
    Column("date", "date"),
    Column("what", "what", style="green"),
    Column("name", "name", style="bold", wide=True),
    Column("amount", "amount", right=True),
    Column("uid", "article", style="cyan"),
]


@click.command()
@click.argument("where", metavar="PLACE")
@filter_options(limit=0, place=False)
@format_option
def timeline(where: str, filters: Filters, fmt: str) -> None:
    """What happened in PLACE (a name or adcode), by day: stages of projects and promotion events.

    --since and --until choose by that day.
    """
    from zscrawl.ledger import activities, in_period, load_book

    home = Home.from_environment()
    here = replace(filters, place=places_of((where,)), since=None, until=None, limit=0)
    book = load_book(home)
    rows = [
        {
            "date": event.date,
            "what": event.stage,
            "name": project.name,
            "amount": money(project.amount_cny),
            "amount_cny": project.amount_cny,
            "uid": event.uid,
            "url": book.articles[event.uid].url,
            "quote": event.quote,
        }
        for project in book.chosen(book.ledger.projects, here)
        for event in project.events
        if event.date and in_period(event.date, filters)
    ]
    for mention in activities(home, here):
        activity = mention.record
        published = mention.published_at.date().isoformat() if mention.published_at else ""
        when = activity.date or published
        known = published if when.startswith("--") else when  # --04-11: a day whose year nobody tells
        if (filters.since or filters.until) and not (known and in_period(known, filters)):
            continue
        rows.append(
            {
                "date": when,
                "what": activity.type,
                "name": activity.name or activity.quote,
                "amount": money(activity.amount_cny),
                "amount_cny": activity.amount_cny,
                "uid": mention.uid,
                "url": mention.url,
                "quote": activity.quote,
            }
        )
    rows.sort(key=lambda row: (str(row["date"]), str(row["what"]), str(row["name"])))
    print_rows(
        rows,
        _COLUMNS,
        fmt,
        empty=f"nothing is known of {where}",
        limit=filters.limit,
        keys=_KEYS,
    )
