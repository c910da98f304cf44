"""``zscrawl extract --explain``: one page, field by field, with how each was found."""

from __future__ import annotations

from rich.table import Table

from zscrawl.cli.console import console, printable
from zscrawl.cli.output import plain
from zscrawl.items import Article

_FIELDS = """
    title subtitle published_at published_precision authors editors origin site section script charset next_page
""".split()
_BODY_SHOWN = 200


def print_explained(file: str, article: Article) -> None:
    """Print a table for a person: field, value, how it was found. Empty fields are shown as such."""
    console.print(printable(file), style="bold")
    console.print(printable(f"{article.family} · {article.kind} · {article.canonical_url}"), style="dim")
    for flag in article.flags:
        console.print(printable(f"flag: {flag}"), style="yellow")
    table = Table(show_header=True, header_style="bold", box=None, pad_edge=False)
    table.add_column("field", style="cyan", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("found by", style="dim", overflow="fold")
    for name in _FIELDS:
        value = plain(getattr(article, name))
        shown = ", ".join(value) if isinstance(value, list) else str(value or "")
        table.add_row(name, printable(shown) if shown else "–", printable(article.found_by.get(name, "")))
    start = article.body[:_BODY_SHOWN] + ("…" if len(article.body) > _BODY_SHOWN else "")
    table.add_row("body", printable(start) if start else "–", printable(article.found_by.get("body", "")))
    for name in ("images", "attachments", "posts", "links"):
        items = getattr(article, name)
        if items:
            table.add_row(name, str(len(items)), printable(article.found_by.get(name, "")))
    console.print(table)
