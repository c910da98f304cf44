"""``zscrawl sources add``: recognise a new site, show what would be read, write its entry."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zscrawl.errors import ConfigError, FetchError
from zscrawl.home import Home
from zscrawl.items import FAMILIES, Article

if TYPE_CHECKING:
    from zscrawl.probing.onboarding import Proposal, Wishes

_ITEMS_SHOWN = 5
_NO_LIST = (
    "give the address of the column that lists its articles, or try --option items=CSS or another --family"
)


@click.command("add")
@click.argument("url")
@click.option("--name", help="What to call the source.  [default: from the address]")
@click.option("--title", help="Its name for people.  [default: from its pages]")
@click.option("--region", metavar="PLACE", help="Adcode or name of the region that it writes about.")
@click.option("--every", default="1d", show_default=True, metavar="INTERVAL", help="How often to visit it.")
@click.option("--family", type=click.Choice(FAMILIES), help="Do not guess the family.")
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help="An option of the source; may be repeated.",
)
@click.option(
    "--from",
    "saved",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read this saved copy of the page; fetch nothing.",
)
@click.option("--allow-private", is_flag=True, help="Permit an address that is not on the open internet.")
@click.option("--yes", is_flag=True, help="Write the entry without asking.")
def add_source(
    url: str,
    name: str | None,
    title: str | None,
    region: str | None,
    every: str,
    family: str | None,
    options: tuple[str, ...],
    saved: Path | None,
    allow_private: bool,
    yes: bool,
) -> None:
    """Take in a new site: URL is the list that its articles are found on.

    Fetches that page and up to three of the newest articles, as politely as a crawl does, shows what would be read,
    and writes the entry to sources/mine.toml in the data directory. Nothing is archived.
    """
    from zscrawl.cli.console import console, printable
    from zscrawl.probing.onboarding import Wishes
    from zscrawl.sources.writing import OWN_FILE, add_entry, entry_text

    home = Home.from_environment()
    wishes = Wishes(name, title, region, every, family, _key_values(options), allow_private)
    proposal = _from_file(home, url, saved, wishes) if saved else _from_site(home, url, wishes)
    _show(proposal)
    _refuse_what_cannot_be_crawled(proposal, url)
    console.print("\nentry", style="bold")
    console.print(printable(entry_text(proposal.source).rstrip()))
    path = home.sources / OWN_FILE
    if not yes and not _agrees(path):
        return
    add_entry(home, proposal.source)
    click.echo(f"written to {path}; 'zscrawl crawl {proposal.source.name}' crawls it", err=True)


def _key_values(words: tuple[str, ...]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    for key, _, value in pairs:
        if not (key and value):
            raise click.UsageError(f"--option wants KEY=VALUE, such as items=.list; '{key}' has no value")
    return {key: value for key, _, value in pairs}


def _agrees(path: Path) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("nothing was written; repeat the command with --yes to write the entry", err=True)
        return False
    if not click.confirm(f"Write it to {path}?", default=True, err=True):
        click.echo("nothing was written", err=True)
        return False
    return True


def _from_file(home: Home, url: str, file: Path, wishes: Wishes) -> Proposal:
    from zscrawl.demonstration import clock
    from zscrawl.probing.onboarding import propose
    from zscrawl.saved import read_saved
    from zscrawl.sources import load_sources
    from zscrawl.sources.writing import refuse_taken

    registry = load_sources(home)
    refuse_taken(registry, wishes.name)
    standing_clock = clock(home)
    page = read_saved(file, url=url, fetched_at=standing_clock() if standing_clock else None).page
    return propose(url, page, (), wishes, taken=registry.names)


def _from_site(home: Home, url: str, wishes: Wishes) -> Proposal:
    from zscrawl.cli.console import step_progress
    from zscrawl.demonstration import clock, demo_web
    from zscrawl.probing.looking import probe_sources
    from zscrawl.probing.onboarding import propose, provisional
    from zscrawl.probing.verdicts import judge
    from zscrawl.sources import load_sources
    from zscrawl.sources.writing import refuse_taken

    source = provisional(url, wishes)
    with demo_web(home), step_progress() as progress:
        registry = load_sources(home)
        refuse_taken(registry, wishes.name)
        progress("reading", 0, 1, url)
        (probe,) = probe_sources([source], recognise=wishes.family is None, bodies=True, clock=clock(home))
    verdict = judge(probe)
    sights = probe.lists or probe.sights
    if not sights:
        raise FetchError(f"{verdict.problem}; {verdict.mend}")
    newest = [sight.page for sight in probe.articles if sight.found_on]
    proposal = propose(url, sights[0].page, newest, wishes, taken=registry.names)
    notes = [f"source '{one.name}' starts from the same address" for one in registry if url in one.start]
    if verdict.ok:
        day = sights[0].page.fetched_at.date().isoformat()
        proposal = replace(proposal, source=replace(proposal.source, checked=day))
    else:
        notes.append(f"{verdict.problem}; {verdict.mend}")
    return replace(proposal, notes=(*proposal.notes, *notes))


def _refuse_what_cannot_be_crawled(proposal: Proposal, url: str) -> None:
    from zscrawl.probing.verdicts import WITHOUT_LISTS

    listing = proposal.listing
    named = listing.kind == "list" and (listing.links or listing.next_page)
    if not named and not (listing.kind == "article" and listing.family in WITHOUT_LISTS):
        raise ConfigError(f"{url} names no articles (it was read as kind '{listing.kind}'); {_NO_LIST}")
    if not proposal.region_known:
        raise ConfigError(
            f"{url} does not name the region it writes about; add --region with an adcode or a name, such as 湖北"
        )


def _show(proposal: Proposal) -> None:
    from zscrawl.cli.console import console, printable
    from zscrawl.cli.explain import print_explained

    listing = proposal.listing
    if listing.kind == "list":
        console.print(printable(listing.url), style="bold")
        console.print(printable(f"{proposal.source.family} · list"), style="dim")
        _show_items(listing)
        for article in proposal.articles[:1]:
            console.print()
            print_explained("newest article", article)
    else:
        print_explained(listing.url, listing)
    for note in proposal.notes:
        console.print(printable(f"note: {note}"), style="yellow")


def _show_items(listing: Article) -> None:
    from zscrawl.cli.console import console, printable

    dated = sum(link.date is not None for link in listing.links)
    further = listing.next_page or "none"
    console.print(printable(f"{len(listing.links)} items, {dated} with a date; next page: {further}"))
    for link in listing.links[:_ITEMS_SHOWN]:
        console.print(printable(f"  {link.date or 'no date':10}  {link.title}"))
    if len(listing.links) > _ITEMS_SHOWN:
        console.print(f"  … and {len(listing.links) - _ITEMS_SHOWN} more", style="dim")
