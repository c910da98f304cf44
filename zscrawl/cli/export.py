"""``zscrawl export``: a dataset into a new folder."""

from __future__ import annotations

from pathlib import Path

import click

from zscrawl.cli.output import filter_options
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Filters


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--query", help="Only what 'zscrawl search' finds with this.")
@filter_options(limit=0)
@click.option("--tables", help="Comma-separated; default: all of articles,versions,posts.")
@click.option("--format", "fmt", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--with-text", is_flag=True, help="Include full texts; mind the copyright of their publishers.")
def export(
    directory: Path, query: str | None, filters: Filters, tables: str | None, fmt: str, with_text: bool
) -> None:
    """Write a dataset into DIRECTORY, which must not exist. An interrupted export leaves nothing."""
    from zscrawl.cli.console import step_progress
    from zscrawl.export import TABLES, export_package

    names = tuple(name.strip() for name in tables.split(",")) if tables else tuple(TABLES)
    for name in names:
        if name not in TABLES:
            raise ConfigError(f"no table '{name}'; choose from {', '.join(TABLES)}")
    with step_progress() as progress:
        summary = export_package(
            Home.from_environment(),
            directory,
            query=query,
            filters=filters,
            tables=names,
            fmt=fmt,
            with_text=with_text,
            progress=progress,
        )
    for name, rows in summary.rows.items():
        click.echo(f"{directory / name}.{fmt}: {rows:,} rows")
