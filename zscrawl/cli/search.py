"""``zscrawl search``: find articles, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, filter_options, format_option, print_rows, to_json
from zscrawl.errors import QueryError
from zscrawl.home import Home
from zscrawl.items import Filters

if TYPE_CHECKING:
    from search import Hit, Marked, Results

FACETS = ("place", "source", "family", "month", "stage")
_FACET_ROWS = 15
_COLUMNS = [
    Column("uid", "uid"),
    Column("published_at", "published"),
    Column("source", "source"),
    Column("title", "title", wide=True),
    Column("reprints", "reprints", right=True),
]


@click.command()
@click.argument("query", required=False, default="*")
@filter_options(limit=20)
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option(
    "--facet", "facets", multiple=True, type=click.Choice(FACETS), help="Count hits by this; may be repeated."
)
@click.option(
    "--group/--no-group", default=True, help="Show reprints of one text once (the default), or each."
)
@format_option
def search(query: str, filters: Filters, sort: str, facets: tuple[str, ...], group: bool, fmt: str) -> None:
    """Find articles. Words are joined by AND; "…" is a phrase. Simplified and traditional script are one.

    \b
    zscrawl search '招商引资 签约'
    zscrawl search '"百亿项目" -招聘' --since 2024 --sort date --facet source
    """
    from zscrawl.indexing import open_current_index

    with open_current_index(Home.from_environment()) as index:
        try:
            results = index.search(
                query, filters=filters, sort=sort, limit=filters.limit, facets=facets, group=group
            )
        except QueryError as error:
            raise _with_caret(query, error) from None
        _print(results, query, fmt)


def _print(results: Results, query: str, fmt: str) -> None:
    if fmt == "table":
        _print_for_people(results)
    elif fmt == "json":
        hits = [_as_row(hit) for hit in results.hits]
        found = {"query": query, "total": results.total, "hits": hits, "facets": results.facets}
        click.echo(to_json(found, indent=2))
    else:
        print_rows((_as_row(hit) for hit in results.hits), _COLUMNS, fmt)


def _with_caret(query: str, error: QueryError) -> QueryError:
    """The error with the query and a caret under the mistake; Han characters are two columns wide."""
    before = query[: error.position]
    columns = sum(2 if ord(character) > 0x2E7F else 1 for character in before)
    click.echo(f"{query}\n{' ' * columns}^", err=True)
    return error


def _as_row(hit: Hit) -> dict[str, Any]:
    return {
        "uid": hit.uid,
        "title": hit.title.text,
        "url": hit.url,
        "source": hit.source,
        "family": hit.family,
        "published_at": hit.published_at,
        "snippet": hit.snippet.text,
        "score": round(hit.score, 4),
        "reprints": hit.reprints,
    }


def _print_for_people(results: Results) -> None:
    from zscrawl.cli.console import console, printable

    shown = 0
    for hit in results.hits:
        shown += 1
        day = hit.published_at.strftime("%Y-%m-%d") if hit.published_at else "no date"
        more = f"  +{hit.reprints} reprints" if hit.reprints else ""
        console.print(_highlighted(hit.title, "bold"))
        console.print(printable(f"  {hit.uid}  {day}  {hit.source}{more}"), style="cyan")
        if hit.snippet.text:
            console.print("  ", _highlighted(hit.snippet, ""), sep="")
    _print_facets(results)
    total = f"{results.total:,} article{'' if results.total == 1 else 's'}"
    if shown:
        console.print(f"{total}, {shown} shown" if shown < results.total else total, style="bold green")
    else:
        click.echo(f"nothing found{_hint(results)}", err=True)


def _hint(results: Results) -> str:
    if not results.suggestions:
        return ""
    return "; did you mean " + " or ".join(f"'{suggestion}'" for suggestion in results.suggestions) + "?"


def _highlighted(marked: Marked, style: str) -> Any:
    from zscrawl.cli.console import printable

    text = printable(marked.text)
    text.stylize(style)
    if len(text) == len(marked.text):  # otherwise control characters went and the offsets with them
        for mark in marked.marks:
            text.stylize("bold yellow", mark.start, mark.end)
    return text


def _print_facets(results: Results) -> None:
    from zscrawl.cli.console import console, printable

    for name, counts in results.facets.items():
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_FACET_ROWS]
        rest = len(counts) - len(top)
        line = "  ".join(f"{value} {count:,}" for value, count in top) + (f"  … {rest} more" if rest else "")
        console.print(printable(f"{name}: {line}"), style="magenta")
