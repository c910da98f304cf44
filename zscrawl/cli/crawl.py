"""``zscrawl crawl``: visit sources, archive what is new, refresh."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.filters import parse_day
from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.errors import ArchiveError, BusyError
from zscrawl.home import Home

REFRESH_TRIES, REFRESH_PAUSE = 20, 0.5
"""Between crawl and refresh another call may hold the archive for a moment, to find that nothing is due."""
RECENT_RUNS = 50
"""Runs among which metrics look for the last crawl; the others are imports and crawls that were broken off."""

if TYPE_CHECKING:
    from zscrawl.crawl.crawling import RunSummary, SourceSummary
    from zscrawl.items import Source

_COLUMNS = [
    Column("source", "source", style="cyan"),
    Column("status", "status"),
    Column("listed", "listed", right=True),
    Column("fetched", "fetched", right=True),
    Column("new", "new", right=True, style="green"),
    Column("changed", "changed", right=True),
    Column("unchanged", "unchanged", right=True),
    Column("duplicates", "reprints", right=True),
    Column("not_stored", "not stored", right=True),
    Column("failed", "failed", right=True, style="red"),
    Column("kilobytes", "kB", right=True),
    Column("remarks", "remarks", wide=True),
]


@click.command()
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option("--due", is_flag=True, help="Only sources whose interval is over; safe to run every minute.")
@click.option("--full", is_flag=True, help="Read lists to their end instead of to what is known.")
@click.option("--since", metavar="DAY", help="Read lists back to this day.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=0, metavar="N", help="At most N articles a source."
)
@click.option("--dry-run", is_flag=True, help="Read lists only; fetch no articles, store nothing.")
@click.option(
    "--notify",
    metavar="COMMAND",
    help="Give the run's summary (JSON) to this command on stdin, if something needs attention.",
)
@click.option(
    "--metrics",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write metrics for Prometheus' textfile collector.",
)
@format_option
def crawl(
    names: tuple[str, ...],
    due: bool,
    full: bool,
    since: str | None,
    limit: int,
    dry_run: bool,
    notify: str | None,
    metrics: Path | None,
    fmt: str,
) -> int:
    """Crawl the named sources (all, if none is named), archive what is new, and refresh the index.

    Ctrl-C once: what is in flight is finished and saved. Twice: stop now; what was committed is kept.
    """
    from datetime import date

    from zscrawl.crawl.notify import parse_command
    from zscrawl.demonstration import clock, demo_web
    from zscrawl.sources import load_sources

    home = Home.from_environment()
    day = parse_day(since)
    command = parse_command(notify) if notify is not None else None
    if due and not dry_run and _nothing_is_due(home, names):
        if metrics is not None:
            _write_metrics(metrics, home)
        return 0
    with demo_web(home):
        chosen = load_sources(home).select(names)
        summary = run_crawl(
            home,
            chosen,
            full=full,
            since=date.fromisoformat(day) if day else None,
            limit=limit,
            dry_run=dry_run,
            due=due,
            clock=clock(home),
        )
    if metrics is not None:
        _write_metrics(metrics, home)
    if due and not summary.sources:
        return 0
    if command is not None:
        _notify(command, home, summary)
    print_rows([as_row(source) for source in summary.sources.values()], _COLUMNS, fmt)
    return exit_code(summary)


def _nothing_is_due(home: Home, names: Sequence[str]) -> bool:
    """Whether a call is one of the many that find nothing to do: told without loading Scrapy or taking the lock."""
    from datetime import UTC, datetime

    from archive import open_archive
    from zscrawl.crawl.due import due_sources
    from zscrawl.demonstration import clock
    from zscrawl.sources import load_sources

    if not home.holds_archive:
        return False
    now = (clock(home) or (lambda: datetime.now(UTC)))()
    try:
        with open_archive(home.path, home.database_url) as archive:
            return not due_sources(load_sources(home).select(names), archive.source_stats(counted=False), now)
    except (
        ArchiveError
    ):  # another call may be making it this moment; the crawl looks again, and says what is wrong
        return False


def _notify(command: list[str], home: Home, summary: RunSummary) -> None:
    from zscrawl.crawl.notify import notify
    from zscrawl.crawl.report import run_report

    report = run_report(summary, str(home.path))
    if report["attention"] and (trouble := notify(command, report)):
        click.echo(f"zscrawl: {trouble}", err=True)


def _write_metrics(path: Path, home: Home) -> None:
    from datetime import UTC, datetime

    from archive import open_archive
    from zscrawl.crawl.histories import histories
    from zscrawl.crawl.metrics import Metrics, write_metrics

    if not (home.holds_archive or home.database_url):  # a dry run before the first crawl
        return
    with open_archive(home.path, home.database_url) as archive:
        ended = (run for run in archive.runs(RECENT_RUNS) if run.kind == "crawl" and run.ended_at)
        stats = archive.source_stats(counted=False)
        metrics = Metrics(next(ended, None), stats, histories(archive), datetime.now(UTC))
    write_metrics(path.expanduser().absolute(), metrics)


def exit_code(summary: RunSummary) -> int:
    """The documented exit code of a run (docs/exit-codes.md)."""
    return {"interrupted": 130, "failed": 1}.get(summary.status, 0)


def run_crawl(home: Home, sources: Sequence[Source], *, dry_run: bool = False, **options: Any) -> RunSummary:
    """Crawl and refresh behind one progress display; the summary of the run."""
    from zscrawl.cli.console import step_progress
    from zscrawl.cli.refresh import source_regions
    from zscrawl.crawl.crawling import crawl as crawl_sources
    from zscrawl.refresh import refresh_archive

    with step_progress() as progress:
        counts: dict[str, tuple[int, int]] = {}

        def show(source: SourceSummary) -> None:
            counts[source.name] = (source.stored, max(source.chosen, source.stored))
            done, chosen = map(sum, zip(*counts.values(), strict=True))
            progress("crawling", done, chosen, f"{source.name} {source.title}")

        summary = crawl_sources(home, sources, dry_run=dry_run, progress=show, **options)
        if not dry_run and summary.sources:
            regions = source_regions(home)
            for left in reversed(range(REFRESH_TRIES)):
                try:
                    refresh_archive(home, regions=regions, progress=progress)
                    break
                except BusyError:
                    if not left:
                        raise
                    time.sleep(REFRESH_PAUSE)
    return summary


def as_row(source: SourceSummary) -> dict[str, Any]:
    """One source's summary as a row."""
    not_stored = {
        "walls": source.walls,
        "deleted": source.deleted,
        "blocked": source.blocked,
        "other": source.other,
    }
    remarks = [f"{count} {kind}" for kind, count in not_stored.items() if count]
    remarks += [f"{count} × {kind}" for kind, count in sorted(source.failures.items())]
    if source.reason:
        remarks.insert(0, source.reason)
    remarks += [str(alarm) for alarm in source.alarms]
    return {
        "source": source.name,
        "status": source.status,
        "listed": source.listed,
        "fetched": source.fetched,
        "new": source.new + source.duplicates,
        "changed": source.changed,
        "unchanged": source.unchanged,
        "duplicates": source.duplicates,
        "gone": source.gone,
        "not_stored": sum(not_stored.values()),
        "failed": sum(source.failures.values()),
        "kilobytes": round(source.nbytes / 1000),
        "seconds": round(source.seconds, 1),
        "remarks": remarks,
        "alarms": source.alarm_rows(),
    }
