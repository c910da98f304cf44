"""``zscrawl export``: a dataset into a new folder."""

from __future__ import annotations

from pathlib import Path

import click

from zscrawl.cli.filters import filter_options
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Filters

FORMATS = ("csv", "jsonl", "parquet", "xlsx", "sqlite")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--query", help="Only what 'zscrawl search' finds with this.")
@filter_options(limit=0)
@click.option("--tables", help="Comma-separated; default: all. See docs/codebook.md.")
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--with-text", is_flag=True, help="Include full texts; mind the copyright of their publishers.")
@click.option("--excel", is_flag=True, help="CSV with the byte order mark by which Excel knows UTF-8.")
def export(
    directory: Path,
    query: str | None,
    filters: Filters,
    tables: str | None,
    fmt: str,
    with_text: bool,
    excel: bool,
) -> None:
    """Write a data package into DIRECTORY, which must not exist. An interrupted export leaves nothing.

    The same archive and query give the same bytes. 'README.md' and 'codebook.md' in it say what a row is, what may be
    summed, and how to cite it; 'datapackage.json' describes every field to programs.
    """
    from zscrawl.cli.console import step_progress
    from zscrawl.export import TABLES, ExportOptions, export_package

    names = tuple(name.strip() for name in tables.split(",")) if tables else tuple(TABLES)
    for name in names:
        if name not in TABLES:
            raise ConfigError(f"no table '{name}'; choose from {', '.join(TABLES)}")
    if excel and fmt != "csv":
        raise click.UsageError("--excel goes with --format csv")
    options = ExportOptions(query, filters, names, fmt, with_text, excel)
    with step_progress() as progress:
        summary = export_package(Home.from_environment(), directory, options, progress=progress)
    for name, rows in summary.rows.items():
        click.echo(f"{name:14}{rows:>12,} rows")
    click.echo(f"{directory}: begin with README.md")
