"""``zscrawl status``: health by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import SourceStats
    from zscrawl.crawl.health import VisitRecord

FIELDS = {"title": "title", "date": "published_at", "body": "body", "origin": "origin"}
WEEKS = 4
RECENT = timedelta(days=7)
_COLUMNS = [
    Column("source", "source", style="cyan"),
    Column("articles", "articles", right=True),
    Column("last_visit", "last visit"),
    Column("last_success", "last success"),
    Column("last_new", "last new"),
    Column("new_by_week", f"new, {WEEKS} weeks", right=True),
    Column("failures", "failures", right=True),
    *(Column(f"{field}_filled", f"{field} %", right=True) for field in FIELDS),
    Column("failure_kinds", "failed in 7 days", wide=True),
    Column("last_error", "last error", wide=True),
]


@click.command()
@format_option
def status(fmt: str) -> None:
    """Health by source: last success, new articles by week (the latest last), failures of the last seven days by
    kind, the share of articles that have each field, and the alarms that stand."""
    from archive import new_by_week, open_archive
    from zscrawl.crawl.histories import histories
    from zscrawl.demonstration import clock

    home = Home.from_environment()
    now = (clock(home) or (lambda: datetime.now(UTC)))()
    with open_archive(home.path, home.database_url) as archive:
        weeks = new_by_week(archive, now + timedelta(seconds=1), WEEKS)
        visits = histories(archive)
        rows = [
            _as_row(stats, weeks.get(stats.name, [0] * WEEKS), visits.get(stats.name, []), now)
            for stats in archive.source_stats()
        ]
    print_rows(
        (_shown(row) if fmt == "table" else row for row in rows),
        _COLUMNS,
        fmt,
        empty="no source was crawled yet",
    )
    if fmt == "table":
        for row in rows:
            for alarm in row["alarms"]:
                click.echo(f"alarm: {row['source']}: {alarm['message']} (since {alarm['since'][:10]})")


def _as_row(
    stats: SourceStats, weeks: Sequence[int], visits: Sequence[VisitRecord], now: datetime
) -> dict[str, Any]:
    from zscrawl.crawl.health import last_shares, standing_alarms

    kinds: Counter[str] = Counter()
    for visit in visits:
        kinds.update(visit.failures if visit.at >= now - RECENT else {})
    row = {
        "source": stats.name,
        "articles": stats.articles,
        "last_visit": stats.last_visit_at,
        "last_success": stats.last_success_at,
        "last_new": stats.last_new_at,
        "new_by_week": list(weeks),
        "failures": stats.failures,
        "failure_kinds": dict(kinds.most_common()),
        "last_error": stats.last_error,
    }
    row |= {
        f"{label}_filled": round(100 * stats.fill.get(name, 0)) if stats.articles else None
        for label, name in FIELDS.items()
    }
    row["last_fill"] = {name: round(share, 3) for name, share in last_shares(visits).items()}
    row["alarms"] = [
        {"field": one.field, "message": str(one), "example": one.example, "since": one.since.isoformat()}
        for one in standing_alarms(visits)
    ]
    return row


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row as people read it: "3 0 5 1", "2 timeout, 1 http_404", and ``8!`` for a field that an alarm is about."""
    shown = row | {
        "new_by_week": " ".join(map(str, row["new_by_week"])),
        "failure_kinds": ", ".join(f"{count} {kind}" for kind, count in row["failure_kinds"].items()),
    }
    for alarm in row["alarms"]:
        if (field := alarm["field"]) in row["last_fill"]:
            shown[f"{field}_filled"] = f"{100 * row['last_fill'][field]:.0f}!"
    return shown
