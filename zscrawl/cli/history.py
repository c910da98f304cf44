"""``zscrawl history``: the versions of an article and what changed between them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, in_china, print_rows
from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import Version
    from zscrawl.items import Article

_COLUMNS = [
    Column("version", "version", right=True),
    Column("seen_at", "seen"),
    Column("changes", "changes"),
    Column("title", "title", wide=True),
]
_STYLES = {"same": "dim", "removed": "red strike", "added": "green"}
_SIGNS = {"same": "  ", "removed": "- ", "added": "+ "}
_FIELDS: dict[str, Callable[[Article], str | None]] = {
    "title": lambda article: article.title,
    "subtitle": lambda article: article.subtitle,
    "published": lambda article: f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else None,
    "authors": lambda article: ", ".join(article.authors),
    "editors": lambda article: ", ".join(article.editors),
    "origin": lambda article: article.origin,
}
# Unchanged sentences shown around a change.
_CONTEXT = 1


@click.command()
@click.argument("uid")
@format_option
def history(uid: str, fmt: str) -> None:
    """The versions of an article; for a person also the sentences that came and went."""
    from archive import open_archive

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        found = archive.get(uid)
        if found is None:
            raise ConfigError(f"no article '{uid}'; 'zscrawl search' shows the uids")
        versions = archive.versions(found.uid)
    print_rows(map(_as_row, versions), _COLUMNS, fmt)
    if fmt == "table":
        for before, after in itertools.pairwise(versions):
            _print_difference(before, after)
        if found.gone_at:
            click.echo(f"gone since {in_china(found.gone_at):%Y-%m-%d}; the text is kept")


def _as_row(version: Version) -> dict[str, Any]:
    return {
        "uid": version.uid,
        "version": version.number,
        "seen_at": version.seen_at,
        "changes": list(version.changes),
        "title": version.article.title,
        "published_at": version.article.published_at,
        "body_chars": len(version.article.body),
    }


def _print_difference(before: Version, after: Version) -> None:
    from archive import differences
    from zscrawl.cli.console import console, print_marked

    console.print(f"\nversion {before.number} → {after.number}", style="bold")
    for label, value in _FIELDS.items():
        one, other = value(before.article), value(after.article)
        if one != other:
            print_marked("- ", f"{label}: {one or '–'}", _STYLES["removed"])
            print_marked("+ ", f"{label}: {other or '–'}", _STYLES["added"])
    for post in after.article.posts:
        if post not in before.article.posts:
            print_marked("+ ", f"floor {post.floor}: {post.body}", _STYLES["added"])
    changes = differences(before.article.body, after.article.body)
    changed = {i for i, change in enumerate(changes) if change.operation != "same"}
    shown = {i + d for i in changed for d in range(-_CONTEXT, _CONTEXT + 1)}
    for i, change in enumerate(changes):
        if i in shown:
            print_marked(_SIGNS[change.operation], change.text.strip(), _STYLES[change.operation])
