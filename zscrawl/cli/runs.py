"""``zscrawl runs``: what each crawl and import did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, print_rows, to_json
from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import Run

_COLUMNS = [
    Column("run", "run", right=True),
    Column("kind", "kind"),
    Column("started_at", "started"),
    Column("seconds", "seconds", right=True),
    Column("status", "status"),
    Column("new", "new", right=True),
    Column("changed", "changed", right=True),
    Column("unchanged", "unchanged", right=True),
]


def _as_row(run: Run) -> dict[str, Any]:
    seconds = round((run.ended_at - run.started_at).total_seconds()) if run.ended_at else None
    counts = dict(run.counts)
    return {
        "run": run.id,
        "kind": run.kind,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "seconds": seconds,
        "status": run.status,
        "new": counts.get("new", 0) + counts.get("duplicates", 0) + counts.get("duplicate", 0),
        "changed": counts.get("changed", 0),
        "unchanged": counts.get("unchanged", 0),
        "arguments": dict(run.arguments),
        "counts": counts,
    }


@click.group(invoke_without_command=True)
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="At most N runs; 0 = no limit."
)
@format_option
@click.pass_context
def runs(ctx: click.Context, limit: int, fmt: str) -> None:
    """What each run did, newest first."""
    if ctx.invoked_subcommand:
        return
    from archive import open_archive

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        found = archive.runs(limit and limit + 1)
    print_rows(map(_as_row, found), _COLUMNS, fmt, empty="no runs yet", limit=limit)


_SOURCE_COLUMNS = [
    Column("source", "source", style="cyan"),
    Column("status", "status"),
    Column("fetched", "fetched", right=True),
    Column("new", "new", right=True),
    Column("changed", "changed", right=True),
    Column("reason", "reason", wide=True),
]


@runs.command("show")
@click.argument("number", type=int)
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show_run(number: int, fmt: str) -> None:
    """One run with all its counts, what came of each source, and its alarms."""
    from archive import open_archive

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        run = archive.run(number)
    if run is None:
        raise ConfigError(f"no run {number}; 'zscrawl runs' lists them")
    row = _as_row(run)
    sources = visits_in_log(home.runs / f"{number:06}.jsonl")
    if fmt == "json":
        click.echo(to_json({**row, "sources": sources}, indent=2))
        return
    for key, value in row.items():
        click.echo(f"{key:10}  {to_json(value) if isinstance(value, dict) else value}")
    if sources:
        click.echo()
        print_rows(sources, _SOURCE_COLUMNS, "table")
    for source in sources:
        for alarm in source.get("alarms", ()):
            click.echo(f"alarm: {source['source']}: {alarm['message']}")


def visits_in_log(path: Path) -> list[dict[str, Any]]:
    """How each visit of a run ended, from the run's log; nothing if there is no log (any more)."""
    visits: list[dict[str, Any]] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if '"event": "visit_ends"' in line:
                    visit = json.loads(line)
                    visit["new"] = visit.get("new", 0) + visit.get("duplicates", 0)
                    visits.append({key: visit[key] for key in visit if key not in ("at", "event")})
    except (OSError, ValueError):  # a log is no part of the archive: what can be read of it is shown
        return visits
    return visits
