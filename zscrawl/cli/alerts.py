"""``zscrawl alerts``: what saved searches find that was not there at the last look."""

from __future__ import annotations

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home

_COLUMNS = [
    Column("search", "search", style="magenta"),
    Column("uid", "uid", style="cyan"),
    Column("published_at", "published"),
    Column("source", "source", style="green"),
    Column("title", "title", style="bold", wide=True),
]


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--peek", is_flag=True, help="Show them again the next time.")
@format_option
def alerts(names: tuple[str, ...], peek: bool, fmt: str) -> int:
    """What is new in saved searches (all, if none is named) since the last look.

    Exits with 0 if something is new and with 1 if nothing is, so that cron can tell. 'zscrawl search QUERY --save NAME'
    saves a search.
    """
    from zscrawl import saved_searches
    from zscrawl.cli.search import HIT_KEYS, as_row
    from zscrawl.cli.searching import opened

    home = Home.from_environment()
    rows = []
    looked = []
    with opened(home) as index:
        for search in saved_searches.load(home, names):
            hits = index.search(search.query, filters=search.filters, limit=0, group=False).hits
            new = [as_row(hit) | {"search": search.name} for hit in hits if hit.uid not in search.seen]
            rows += new
            looked.append(saved_searches.looked_at(search, {str(row["uid"]) for row in new}))
    print_rows(rows, _COLUMNS, fmt, empty="nothing new", keys=" ".join((*HIT_KEYS, "search")))
    if not peek:
        for search in looked:
            saved_searches.save(home, search)
    return 0 if rows else 1
