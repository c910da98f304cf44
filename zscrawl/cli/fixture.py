"""``zscrawl fixture``: pages with what must be read from them, written and verified."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zscrawl.errors import ConfigError, ReadError
from zscrawl.home import Home
from zscrawl.items import FAMILIES, Page

_USUAL_FOLDER = Path("tests/spiders/fixtures")
_SHOWN = 80
"""Characters of a value that a mismatch shows."""


@click.group()
def fixture() -> None:
    """Fixture folders: a page and what must be read from it, for the readers' contract test."""


@fixture.command("add")
@click.argument("file_or_url", metavar="FILE|URL")
@click.option("--name", required=True, help="Name of the folder, such as gov_trs_article.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Where to put it.  [default: {_USUAL_FOLDER}]",
)
@click.option("--url", metavar="URL", help="The address that a saved page had.")
@click.option(
    "--fetched-at", metavar="TIME", help="When it was fetched; default: now, or the file's own time."
)
@click.option("--family", type=click.Choice(FAMILIES), help="Do not guess the family.")
@click.option("--allow-private", is_flag=True, help="Permit an address that is not on the open internet.")
def add(
    file_or_url: str,
    name: str,
    to: Path | None,
    url: str | None,
    fetched_at: str | None,
    family: str | None,
    allow_private: bool,
) -> None:
    """Write a fixture folder from a saved page, or from a page that is fetched politely.

    What the reader says now becomes what is expected: read expected.json, and mend what is wrong.
    """
    from spiders import recognise
    from zscrawl.cli.explain import print_explained
    from zscrawl.fixtures import write_fixture
    from zscrawl.saved import parse_clock

    root = to or _usual_folder()
    clock = parse_clock(fetched_at) if fetched_at else None
    if file_or_url.lower().startswith(("http://", "https://")):
        if url:
            raise click.UsageError("--url goes with a FILE; a fetched page has its own address")
        page = _fetched(file_or_url, allow_private=allow_private)
    else:
        page = _saved(Path(file_or_url), url)
    if clock:
        page = Page(page.url, page.body, clock, page.headers, page.status)
    folder, article = write_fixture(page, name, root, family=family)
    print_explained(str(folder), article)
    click.echo(f"written; now read {folder / 'expected.json'} and mend what is wrong", err=True)
    if family and (marks := recognise(page)) != family:
        click.echo(f"its marks are those of family {marks}; the contract test will not pass", err=True)


def _usual_folder() -> Path:
    if not _USUAL_FOLDER.is_dir():
        raise ConfigError(f"there is no {_USUAL_FOLDER} here; name a folder, with --to or as an argument")
    return _USUAL_FOLDER


def _fetched(url: str, *, allow_private: bool) -> Page:
    from zscrawl.demonstration import clock, demo_web
    from zscrawl.probing.looking import fetch_page

    home = Home.from_environment()
    with demo_web(home):
        return fetch_page(url, allow_private=allow_private, clock=clock(home))


def _saved(file: Path, url: str | None) -> Page:
    from zscrawl.saved import read_saved

    if url is None:
        raise click.UsageError("a saved page needs its address: --url http://…")
    return read_saved(file, url=url).page


@fixture.command("check")
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
def check(folders: tuple[Path, ...]) -> int:
    """Read every fixture with today's readers; one line a field that is not as expected, and exit code 2.

    DIR is a fixture's folder or a folder of such folders.
    """
    from zscrawl.fixtures import find_fixtures, load_fixture, mismatches, read_fixture

    found = find_fixtures(list(folders) or [_usual_folder()])
    wrong = 0
    for folder in found:
        try:
            loaded = load_fixture(folder)
        except ReadError as error:
            wrong += 1
            click.echo(str(error))
            continue
        for field, expected, got in mismatches(loaded, read_fixture(loaded)):
            wrong += 1
            click.echo(f"{folder}: {field}: expected {_short(expected)}, read {_short(got)}")
    click.echo(f"fixtures checked: {len(found)}, mismatches: {wrong}", err=True)
    return 2 if wrong else 0


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
