"""``zscrawl refresh`` and ``zscrawl reindex``: what is derived from the archive, caught up or built anew."""

from __future__ import annotations

import click

from zscrawl.home import Home


@click.command()
def refresh() -> None:
    """Catch up facts and index with the archive. Crawl and import do this by themselves."""
    from zscrawl.cli.console import step_progress
    from zscrawl.refresh import refresh_archive

    with step_progress() as progress:
        summary = refresh_archive(Home.from_environment(), progress=progress)
    click.echo(f"{summary.indexed:,} articles brought up to date")


@click.command()
@click.option(
    "--engine", type=click.Choice(["whoosh", "tantivy"]), help="Default: the engine in use, else whoosh."
)
def reindex(engine: str | None) -> None:
    """Build the index anew beside the old one, then switch. Searches go on meanwhile."""
    from zscrawl.cli.console import step_progress
    from zscrawl.refresh import rebuild_index

    with step_progress() as progress:
        count = rebuild_index(Home.from_environment(), engine=engine, progress=progress)
    click.echo(f"index built of {count:,} articles")
