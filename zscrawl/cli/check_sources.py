"""``zscrawl sources check``: do sources still hold? Live, polite, without an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home
from zscrawl.items import FAMILIES

if TYPE_CHECKING:
    from zscrawl.probing.probe import Probe

_COLUMNS = [
    Column("source", "source", style="cyan"),
    Column("status", "status"),
    Column("items", "items", right=True),
    Column("dated", "dated", right=True),
    Column("published_at", "newest article", right=True),
    Column("title", "title", wide=True),
    Column("body", "body", right=True),
    Column("origin", "origin"),
    Column("remarks", "remarks", wide=True),
]


@click.command("check")
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option(
    "--family", multiple=True, type=click.Choice(FAMILIES), help="Only this family; may be repeated."
)
@click.option("--region", metavar="PLACE", help="Only sources in this region (420000 or 湖北).")
@click.option("--record", is_flag=True, help="Write the day into your own entries that passed.")
@format_option
def check_sources(
    names: tuple[str, ...], family: tuple[str, ...], region: str | None, record: bool, fmt: str
) -> int:
    """Visit the named sources (all, if none is named) and say whether they still hold.

    Of each its lists and up to three of the newest articles are read; nothing is archived. Exit code 1 if a source
    fails.
    """
    from zscrawl.cli.console import step_progress
    from zscrawl.demonstration import clock, demo_web
    from zscrawl.probing.looking import probe_sources
    from zscrawl.sources import load_sources
    from zscrawl.sources.naming import region_named

    home = Home.from_environment()
    done = 0
    with demo_web(home), step_progress() as progress:
        chosen = load_sources(home).select(names, family=family, region=region and region_named(region))

        def show(probe: Probe) -> None:
            nonlocal done
            done += 1
            progress("checking", done, len(chosen), f"{probe.source.name} {probe.source.title}")

        progress("checking", 0, len(chosen))
        probes = probe_sources(chosen, clock=clock(home), progress=show) if chosen else []
    rows = [as_row(probe) for probe in probes]
    print_rows(rows, _COLUMNS, fmt, empty="no source to check")
    if record:
        _record(home, probes)
    return 0 if all(row["status"] == "ok" for row in rows) else 1


def as_row(probe: Probe) -> dict[str, Any]:
    """One source's probe as a row; ``body`` is the number of characters of the newest article's text."""
    from zscrawl.probing.verdicts import judge, shown_article

    verdict = judge(probe)
    links = [link for sight in probe.lists for link in sight.article.links]
    row: dict[str, Any] = {
        "source": probe.source.name,
        "status": "ok" if verdict.ok else "failed",
        "lists": len(probe.lists),
        "items": len(links),
        "dated": sum(link.date is not None for link in links),
        "newest": max((link.date for link in links if link.date), default=None),
        "next_page": next((one.article.next_page for one in probe.lists if one.article.next_page), None),
    }
    article = shown_article(probe)
    row |= {key: getattr(article, key, None) for key in ("url", "title", "published_at", "origin")}
    row |= {
        "body": len(article.body) if article else 0,
        "found_by": article.found_by if article else {},
        "seconds": round(probe.seconds, 1),
        "remarks": list(verdict.remarks) if verdict.ok else [verdict.problem, verdict.mend],
    }
    return row


def _record(home: Home, probes: list[Probe]) -> None:
    from zscrawl.probing.verdicts import judge
    from zscrawl.sources.writing import record_checks

    passed = {
        probe.source.name: probe.articles[0].page.fetched_at.date() for probe in probes if judge(probe).ok
    }
    recorded = record_checks(home, passed)
    click.echo(
        f"recorded in {len(recorded)} entries of yours; {len(passed) - len(recorded)} that passed are the package's",
        err=True,
    )
