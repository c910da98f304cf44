"""``zscrawl refresh`` and ``zscrawl reindex``: what is derived from the archive, caught up or built anew."""

from __future__ import annotations

import click

from zscrawl.home import Home


@click.command()
@click.option("--facts", is_flag=True, help="With --all: draw the facts of every article anew.")
@click.option("--all", "everything", is_flag=True, help="With --facts: also of articles that are up to date.")
def refresh(facts: bool, everything: bool) -> None:
    """Catch up facts and index with the archive. Crawl and import do this by themselves.

    'zscrawl refresh --facts --all' draws all facts anew, after a change of the rules, and reports the difference.
    """
    from zscrawl.cli.console import step_progress
    from zscrawl.indexing import faster_engine
    from zscrawl.refresh import refresh_archive

    if everything and not facts:
        raise click.UsageError("--all goes with --facts; the index is rebuilt by 'zscrawl reindex'")
    home = Home.from_environment()
    with step_progress() as progress:
        summary = refresh_archive(home, all_facts=everything, regions=source_regions(home), progress=progress)
    click.echo(f"facts of {summary.facts:,} articles drawn, {summary.indexed:,} articles indexed")
    if summary.unread:
        some = ", ".join(summary.unread[:5])
        click.echo(
            f"zscrawl: no facts of {len(summary.unread)} articles ({some}); please report them", err=True
        )
    for kind, count in sorted(summary.changes.items()):
        click.echo(f"{kind}: {count:,} records differ from before")
    if offer := faster_engine(home, summary.articles):
        click.echo(offer, err=True)


def source_regions(home: Home) -> dict[str, str]:
    """The adcode of each source, which settles what 我市 means in its articles."""
    from zscrawl.sources import load_sources

    return {source.name: source.region for source in load_sources(home)}


@click.command()
@click.option(
    "--engine",
    type=click.Choice(["whoosh", "tantivy"]),
    help="Default: ZSCRAWL_SEARCH_ENGINE, else the engine in use, else whoosh.",
)
def reindex(engine: str | None) -> None:
    """Build the index anew beside the old one, then switch. Searches go on meanwhile."""
    from zscrawl.cli.console import step_progress
    from zscrawl.refresh import rebuild_index

    with step_progress() as progress:
        count = rebuild_index(Home.from_environment(), engine=engine, progress=progress)
    click.echo(f"index built of {count:,} articles")
