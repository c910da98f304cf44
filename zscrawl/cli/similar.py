"""``zscrawl similar``: the reprints of an article and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import Similar

_KEYS = "uid published_at source relation contained covered in_cluster original title url"
_COLUMNS = [
    Column("uid", "uid", style="cyan"),
    Column("published_at", "published"),
    Column("source", "source", style="green"),
    Column("relation", "relation"),
    Column("contained", "contained", right=True),
    Column("original", "original"),
    Column("title", "title", wide=True),
]


@click.command()
@click.argument("uid")
@click.option(
    "--diff/--no-diff", default=True, help="Show the sentences that differ (the default, for a person)."
)
@format_option
def similar(uid: str, diff: bool, fmt: str) -> None:
    """The reprints of an article and related texts, the earliest first."""
    from archive import open_archive

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        found = archive.get(uid)
        if found is None:
            raise ConfigError(f"no article '{uid}'; 'zscrawl search' shows the uids")
        others = archive.similar(found.uid)
        print_rows(map(_as_row, others), _COLUMNS, fmt, empty="no other article shares this text", keys=_KEYS)
        if fmt == "table" and diff:
            for other in others:
                stored = archive.get(other.uid)
                if other.in_cluster and stored and stored.uid != found.uid:
                    _print_difference(found.article.body, stored.article.body, f"{found.uid} → {other.uid}")


def _as_row(other: Similar) -> dict[str, Any]:
    return {
        "uid": other.uid,
        "published_at": other.published_at,
        "source": other.source,
        "relation": other.relation,
        "contained": None if other.contained is None else f"{other.contained:.0%}",
        "covered": None if other.covered is None else f"{other.covered:.0%}",
        "in_cluster": other.in_cluster,
        "original": "original" if other.original else "",
        "title": other.title,
        "url": other.url,
    }


def _print_difference(one: str, other: str, heading: str) -> None:
    from archive import differences
    from zscrawl.cli.console import console, print_marked

    changes = [
        change for change in differences(one, other) if change.operation != "same" and change.text.strip()
    ]
    console.print(f"\n{heading}", style="bold")
    if not changes:
        console.print("  the same sentences", style="dim")
    for change in changes:
        mark, style = ("- ", "red") if change.operation == "removed" else ("+ ", "green")
        print_marked(mark, change.text.strip(), style)
