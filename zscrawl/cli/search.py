"""``zscrawl search``: find articles, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.filters import filter_options
from zscrawl.cli.output import Column, format_option, print_rows, to_json
from zscrawl.errors import ConfigError, QueryError
from zscrawl.home import Home
from zscrawl.items import Filters

if TYPE_CHECKING:
    from search import Hit, Index, Results

FACETS = ("place", "source", "family", "month", "stage")
_COLUMNS = [
    Column("uid", "uid"),
    Column("published_at", "published"),
    Column("source", "source"),
    Column("title", "title", wide=True),
    Column("reprints", "reprints", right=True),
]
HIT_KEYS = ("uid", "title", "url", "source", "family", "published_at", "snippet", "score", "reprints")
_BATCH_COLUMNS = [
    Column("query", "query", wide=True),
    Column("total", "articles", right=True, style="green"),
    Column("uid", "best", style="cyan"),
    Column("published_at", "published"),
    Column("title", "title", wide=True),
]


@click.command()
@click.argument("query", required=False)
@filter_options(limit=20)
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--fresh", is_flag=True, help="Let newer articles gain when sorting by relevance.")
@click.option(
    "--facet", "facets", multiple=True, type=click.Choice(FACETS), help="Count hits by this; may be repeated."
)
@click.option(
    "--group/--no-group", default=True, help="Show reprints of one text once (the default), or each."
)
@click.option("--explain", is_flag=True, help="Show which terms were found where, and the score.")
@click.option(
    "--queries", type=click.Path(path_type=Path), help="One query a line; one table over all of them."
)
@click.option("--save", metavar="NAME", help="Keep this search; 'zscrawl alerts' shows what is new in it.")
@click.option("--open", "open_best", is_flag=True, help="Open the best hit in a browser.")
@format_option
def search(
    query: str | None,
    filters: Filters,
    sort: str,
    fresh: bool,
    facets: tuple[str, ...],
    group: bool,
    explain: bool,
    queries: Path | None,
    save: str | None,
    open_best: bool,
    fmt: str,
) -> None:
    """Find articles; without QUERY all that the filters leave. docs/search.md explains the language.

    \b
    zscrawl search '招商引资 签约'
    zscrawl search '"百亿项目" -招聘 date:2024' --sort date --facet source
    zscrawl search 'amount:>=10亿 stage:签约 place:420000'
    """
    from zscrawl.cli.searching import opened

    if queries is not None and (query or save or open_best):
        raise click.UsageError(
            "--queries takes its queries from the file; leave QUERY, --save and --open away"
        )
    if queries is not None and (facets or explain or _is_given("limit") or _is_given("group")):
        raise click.UsageError(
            "--queries shows the total and the best hit of each; leave --limit, --facet, --explain and --no-group away"
        )
    if facets and fmt not in ("table", "json"):
        raise click.UsageError(f"--format {fmt} has no room for --facet; use --format json")
    home = Home.from_environment()
    with opened(home) as index:
        if queries is not None:
            rows = _many(index, queries, filters, sort=sort, fresh=fresh)
            print_rows(rows, _BATCH_COLUMNS, fmt, empty=f"{queries} holds no query; write one a line")
            return
        asked = query or "*"
        results = _ask(
            index, asked, filters=filters, sort=sort, limit=filters.limit, facets=facets, group=group,
            fresh=fresh, explain=explain,
        )  # fmt: skip
        if save:
            _save(home, index, save, asked, filters)
        if open_best:
            best = next(results.hits, None)
            click.launch(best.url) if best else click.echo("nothing found", err=True)
            return
        _print(results, asked, fmt)


def _ask(index: Index, query: str, **options: Any) -> Results:
    from search import caret

    try:
        return index.search(query, **options)
    except QueryError as error:
        query_line, caret_line = caret(query, error).split("\n")
        click.echo(query_line, err=True)
        click.echo(caret_line.split("^")[0] + "^", err=True)
        raise


def _is_given(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is not None and source.name != "DEFAULT"


def _many(index: Index, path: Path, filters: Filters, **order: Any) -> list[dict[str, Any]]:
    """A row for each query of the file ``path``: how many articles, and the first one in this ``order``."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        ) from None
    rows = []
    for line in filter(None, map(str.strip, lines)):
        results = _ask(index, line, filters=filters, limit=1, **order)
        best = next(results.hits, None)
        row = as_row(best) if best else dict.fromkeys(HIT_KEYS)
        rows.append({"query": line, "total": results.total} | row)
    return rows


def _save(home: Home, index: Index, name: str, query: str, filters: Filters) -> None:
    from zscrawl import saved_searches

    there = frozenset(hit.uid for hit in index.search(query, filters=filters, limit=0, group=False).hits)
    saved_searches.save(home, saved_searches.SavedSearch(name, query, filters, there))
    click.echo(f"saved as '{name}'; 'zscrawl alerts {name}' shows what is new from now on", err=True)


def _print(results: Results, query: str, fmt: str) -> None:
    if fmt == "table":
        from zscrawl.cli.hits import print_for_people

        print_for_people(results)
    elif fmt == "json":
        hits = [as_row(hit) for hit in results.hits]
        found = {"query": query, "total": results.total, "hits": hits, "facets": results.facets}
        click.echo(to_json(found, indent=2))
    else:
        print_rows(map(as_row, results.hits), _COLUMNS, fmt, keys=" ".join(HIT_KEYS))


def as_row(hit: Hit) -> dict[str, Any]:
    """A hit as programs get it."""
    values = (
        hit.uid, hit.title.text, hit.url, hit.source, hit.family, hit.published_at, hit.snippet.text,
        round(hit.score, 4), hit.reprints,
    )  # fmt: skip
    row: dict[str, Any] = dict(zip(HIT_KEYS, values, strict=True))
    return row | ({"explanation": hit.explanation} if hit.explanation else {})
