"""``zscrawl status``: health by source."""

from __future__ import annotations

from typing import Any

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home

FIELDS = {"title": "title", "date": "published_at", "body": "body", "origin": "origin"}
_COLUMNS = [
    Column("source", "source", style="cyan"),
    Column("articles", "articles", right=True),
    Column("last_visit", "last visit"),
    Column("last_success", "last success"),
    Column("last_new", "last new"),
    Column("failures", "failures", right=True),
    *(Column(f"{field}_filled", f"{field} %", right=True) for field in FIELDS),
    Column("last_error", "last error", wide=True),
]


@click.command()
@format_option
def status(fmt: str) -> None:
    """Health by source: last success, failures, and the share of articles that have each field."""
    from archive import open_archive

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        print_rows(
            (_as_row(stats) for stats in archive.source_stats()),
            _COLUMNS,
            fmt,
            empty="no source was crawled yet",
        )


def _as_row(stats: Any) -> dict[str, Any]:
    row = {
        "source": stats.name,
        "articles": stats.articles,
        "last_visit": stats.last_visit_at,
        "last_success": stats.last_success_at,
        "last_new": stats.last_new_at,
        "failures": stats.failures,
        "last_error": stats.last_error,
    }
    return row | {
        f"{label}_filled": round(100 * stats.fill.get(name, 0))
        for label, name in FIELDS.items()
        if stats.articles
    }
