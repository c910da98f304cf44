"""``zscrawl show``: one article, to read or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zscrawl.cli.output import in_china, to_json
from zscrawl.errors import ConfigError
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import StoredArticle


@click.command()
@click.argument("uid")
@click.option(
    "--format", "fmt", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True
)
def show(uid: str, fmt: str) -> None:
    """Read one article. UID may be shortened while it is unique, or be the article's address."""
    from archive import open_archive, other_addresses

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        found = archive.get(uid)
        elsewhere = other_addresses(archive, found.uid) if found is not None and fmt == "table" else []
    if found is None:
        raise ConfigError(f"no article '{uid}'; 'zscrawl search' shows the uids")
    if fmt == "table":
        _print_for_people(found, elsewhere)
    else:
        click.echo(to_json(found, indent=2 if fmt == "json" else None))


def _print_for_people(found: StoredArticle, elsewhere: list[str]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from zscrawl.cli.console import console, printable

    article = found.article
    console.print(printable(article.title or "(no title)"), style="bold")
    if article.subtitle:
        console.print(printable(article.subtitle), style="italic")
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="cyan", no_wrap=True)
    facts.add_column(overflow="fold")
    published = article.published_at.strftime("%Y-%m-%d %H:%M") if article.published_at else None
    for label, value in (
        ("uid", found.uid),
        ("published", published and published.removesuffix(" 00:00")),
        ("origin", article.origin),
        ("authors", "、".join(article.authors)),
        ("editors", "、".join(article.editors)),
        ("source", found.source),
        ("section", article.section),
        ("address", article.url),
        ("also at", "\n".join(elsewhere)),
        ("fetched", in_china(found.first_fetched_at).strftime("%Y-%m-%d %H:%M")),
        ("version", f"{found.version} of {found.versions}" if found.versions > 1 else None),
        ("gone since", found.gone_at and in_china(found.gone_at).strftime("%Y-%m-%d")),
    ):
        if value:
            facts.add_row(escape(label), printable(str(value)))
    console.print(facts)
    console.print()
    console.print(printable(article.body))
    for post in article.posts[1:]:
        when = post.published_at.strftime("%Y-%m-%d %H:%M") if post.published_at else ""
        console.print(printable(f"\n#{post.floor} {post.author or ''} {when}"), style="cyan")
        console.print(printable(post.body))
    for attachment in article.attachments:
        console.print(printable(f"attachment: {attachment.name} {attachment.url}"), style="dim")
