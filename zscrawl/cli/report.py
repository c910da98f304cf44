"""``zscrawl report``: a page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from zscrawl.cli.filters import filter_options
from zscrawl.home import Home
from zscrawl.items import Filters


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@filter_options(limit=0)
def report(directory: Path, filters: Filters) -> None:
    """Write report.html into DIRECTORY, which must not exist: one file that needs no network and runs no scripts.

    Articles by month and source, projects by stage and sector, amounts by place with a map, the largest projects and
    their lives; each number leads to its articles. --since and --until choose projects by the days of their stages,
    --place by where they go to. Needs pip install 'zscrawl[report]'.
    """
    from zscrawl.cli.console import step_progress
    from zscrawl.report import write_report

    with step_progress() as progress:
        summary = write_report(Home.from_environment(), directory, filters, progress=progress)
    click.echo(f"{summary.path}: {summary.articles:,} articles, {summary.projects:,} projects")
