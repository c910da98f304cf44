"""``zscrawl demo``: the whole job on the built-in web, offline."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.crawl import as_row, exit_code, run_crawl
from zscrawl.cli.output import Column, print_rows
from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from collections import Counter

    from demo import Server
    from zscrawl.crawl.crawling import RunSummary

# Searches that show what the archive can do; the second is the first in traditional script.
FACETED = "经济开发区"
_SEARCHES = ("招商引资 签约", "招商引資 簽約", '"集中开工"')
_COLUMNS = [
    Column("source", "site", style="cyan"),
    Column("published", "published", right=True),
    Column("archived", "archived", right=True, style="green"),
    Column("new", "new now", right=True),
    Column("duplicates", "reprints", right=True),
    Column("remarks", "met on the way", wide=True),
]


@click.command()
@click.option(
    "--serve", is_flag=True, help="Only serve the built-in web, until Ctrl-C, for crawls of your own."
)
@click.option(
    "--afresh", is_flag=True, help="Remove what an earlier demo left in the data directory, and begin anew."
)
def demo(serve: bool, afresh: bool) -> int:
    """Crawl seven small sites on loopback, archive, search and export; needs no network.

    Works in the data directory in force, which every other command then works on, and refuses one that holds
    another archive.
    """
    from zscrawl.demonstration import claim, demo_web, start_afresh

    home = Home.from_environment()
    if afresh:
        start_afresh(home)
    claim(home)
    with demo_web(home, fast=False) as server:
        if server is None:
            raise ConfigError("the built-in web is being served already; stop 'zscrawl demo --serve' first")
        if serve:
            return _serve(server)
        return _show_everything(home, server)


def _serve(server: Server) -> int:
    for entry in server.sources():
        click.echo(f"{entry['name']:14}  {entry['start'][0]}")
    click.echo("serving until Ctrl-C", err=True)
    threading.Event().wait()
    return 0


def _show_everything(home: Home, server: Server) -> int:
    from zscrawl.cli.console import console
    from zscrawl.demonstration import clock, served_articles
    from zscrawl.sources import load_sources

    console.print("1. Crawl seven sites on loopback, one of each family", style="bold")
    summary = run_crawl(home, load_sources(home).select(), clock=clock(home))
    expected = served_articles(server.web)
    _print_sites(home, summary, expected)
    console.print("2. Search", style="bold")
    for query in _SEARCHES:
        _print_search(home, query)
    console.print("3. Export", style="bold")
    _print_export(home)
    console.print("4. Go on", style="bold")
    console.print(f"   zscrawl search '{FACETED}' --facet source     zscrawl show UID     zscrawl status")
    console.print(f"   all of them work on {home.path}", style="dim")
    return exit_code(summary)


def _print_sites(home: Home, summary: RunSummary, expected: Counter[str]) -> None:
    from archive import open_archive
    from zscrawl.items import Filters

    rows: list[dict[str, Any]] = []
    with open_archive(home.path, home.database_url) as archive:
        for name, source in summary.sources.items():
            archived = archive.count(Filters(source=(name,)))
            rows.append(as_row(source) | {"published": expected[name], "archived": archived})
    print_rows(rows, _COLUMNS, "table")
    total = sum(row["archived"] for row in rows)
    click.echo(f"{total} of {sum(expected.values())} articles archived\n")


def _print_search(home: Home, query: str) -> None:
    from zscrawl.cli.console import console, printable
    from zscrawl.indexing import open_current_index

    with open_current_index(home) as index:
        results = index.search(query, limit=2)
        console.print(printable(f"   zscrawl search '{query}'   {results.total} articles"), style="cyan")
        for hit in results.hits:
            day = hit.published_at.strftime("%Y-%m-%d") if hit.published_at else "no date"
            console.print(printable(f"      {day}  {hit.title.text}"))
    click.echo()


def _print_export(home: Home) -> None:
    import shutil

    from zscrawl.export import export_package

    folder = home.path / "export"
    shutil.rmtree(folder, ignore_errors=True)  # of an earlier demo, in the demo's own directory
    summary = export_package(home, folder)
    click.echo(f"   {folder}")
    for name, rows in summary.rows.items():
        click.echo(f"   {name:14}{rows:>8,} rows")
    click.echo()
