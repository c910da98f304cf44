"""``zscrawl reparse``: archived pages read again with today's readers."""

from __future__ import annotations

from datetime import datetime

import click

from zscrawl.cli.filters import parse_day
from zscrawl.home import Home
from zscrawl.items import CST


@click.command()
@click.option("--source", multiple=True, metavar="NAME", help="Only this source; may be repeated.")
@click.option("--since", metavar="DAY", help="Only pages fetched on or after (2023, 2023-05, 2023-05-04).")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read; default: one a core.")
def reparse(source: tuple[str, ...], since: str | None, jobs: int | None) -> int:
    """Read everything again from the WARCs, without network, and report what changed."""
    from zscrawl.cli.console import step_progress
    from zscrawl.cli.refresh import source_regions
    from zscrawl.refresh import refresh_archive
    from zscrawl.reparsing import reparse as reparse_archive
    from zscrawl.sources import load_sources

    home = Home.from_environment()
    day = parse_day(since)
    sources = {entry.name: entry for entry in load_sources(home)}
    with step_progress() as progress:
        summary = reparse_archive(
            home,
            sources=sources,
            names=source,
            since=datetime.fromisoformat(day).replace(tzinfo=CST) if day else None,
            jobs=jobs,
            progress=progress,
        )
        refresh_archive(home, regions=source_regions(home), progress=progress)
    click.echo(f"{summary.pages:,} pages read again")
    for status, count in sorted(summary.outcomes.items()):
        click.echo(f"  {status}: {count:,}")
    for change, count in summary.changes.most_common():
        click.echo(f"  {change} differs: {count:,} (for example {summary.examples[change]})")
    for message in summary.damaged:
        click.echo(f"zscrawl: {message}", err=True)
    return 3 if summary.damaged else 0
