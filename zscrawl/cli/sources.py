"""``zscrawl sources``: the registry, as a list and one by one."""

from __future__ import annotations

import click

from zscrawl.cli.add_source import add_source
from zscrawl.cli.check_sources import check_sources
from zscrawl.cli.output import Column, format_option, print_rows, to_json
from zscrawl.home import Home
from zscrawl.items import FAMILIES, Source
from zscrawl.sources.reading import interval

_COLUMNS = [
    Column("name", "name", style="cyan"),
    Column("family", "family"),
    Column("region", "region"),
    Column("every", "every", right=True),
    Column("checked", "checked"),
    Column("title", "title", wide=True),
    Column("start", "start", style="dim", wide=True),
]


def _as_row(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "family": source.family,
        "region": source.region,
        "every": interval(source.every),
        "checked": source.checked or "unchecked",
        "title": source.title,
        "start": list(source.start),
        "options": dict(source.options),
    }


@click.group()
def sources() -> None:
    """The registry of sites: what is known, what it says, and (live) whether it still holds."""


sources.add_command(add_source)
sources.add_command(check_sources)


@sources.command("list")
@click.option(
    "--family", multiple=True, type=click.Choice(FAMILIES), help="Only this family; may be repeated."
)
@click.option("--region", metavar="PLACE", help="Only sources in this region (420000 or 湖北).")
@format_option
def list_sources(family: tuple[str, ...], region: str | None, fmt: str) -> None:
    """All sources: the package's own and those in the data directory."""
    from zscrawl.sources import load_sources
    from zscrawl.sources.naming import region_named

    found = load_sources(Home.from_environment()).select(
        family=family, region=region and region_named(region)
    )
    print_rows((_as_row(source) for source in found), _COLUMNS, fmt)


@sources.command("show")
@click.argument("name")
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show_source(name: str, fmt: str) -> None:
    """One source with all its keys and the file it comes from."""
    from zscrawl.sources import load_sources

    registry = load_sources(Home.from_environment())
    row = _as_row(registry.get(name)) | {"where": registry.where(name)}
    if fmt == "json":
        click.echo(to_json(row, indent=2))
        return
    for key, value in row.items():
        shown = " ".join(value) if isinstance(value, list) else value
        if isinstance(value, dict):
            shown = "  ".join(f"{option}={text}" for option, text in value.items())
        if shown:
            click.echo(f"{key:8}  {shown}")
