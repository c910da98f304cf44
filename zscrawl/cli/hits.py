"""Hits as a person reads them: highlighted titles and snippets, facets, the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from zscrawl.cli.console import console, paged, printable

if TYPE_CHECKING:
    from search import Hit, Marked, Results

# Values of a facet that are shown; the rest is counted.
_FACET_VALUES = 15


def print_for_people(results: Results) -> None:
    """Print hits, facets and the total; through a pager if a terminal cannot show them at once."""
    blocks = [_block(hit) for hit in results.hits]
    lines = sum(block.plain.count("\n") + 1 for block in blocks)
    if blocks:
        with paged(lines):
            console.print(*blocks, sep="\n")
    _print_facets(results)
    total = f"{results.total:,} article{'' if results.total == 1 else 's'}"
    if blocks:
        shown = f", {len(blocks)} shown" if len(blocks) < results.total else ""
        console.print(total + shown, style="bold green")
    else:
        click.echo(f"nothing found{_hint(results)}", err=True)


def _block(hit: Hit) -> Text:
    day = hit.published_at.strftime("%Y-%m-%d") if hit.published_at else "no date"
    more = f"  +{hit.reprints} reprints" if hit.reprints else ""
    parts = [_highlighted(hit.title, "bold"), printable(f"  {hit.uid}  {day}  {hit.source}{more}")]
    parts[-1].stylize("cyan")
    if hit.snippet.text:
        parts.append(Text("  ") + _highlighted(hit.snippet, ""))
    if hit.explanation:
        why = hit.explanation
        found = "; ".join(f"{one.text} in {one.field} × {one.count}" for one in why.found)
        parts.append(
            printable(
                f"  score {hit.score:.2f}: engine {why.engine_score:.2f}, reading {why.merit:.2f}; {found}"
            )
        )
        parts[-1].stylize("dim")
    return Text("\n").join(parts)


def _highlighted(marked: Marked, style: str) -> Text:
    text = printable(marked.text)
    text.stylize(style)
    if len(text) == len(marked.text):  # otherwise control characters went and the offsets with them
        for mark in marked.marks:
            text.stylize("bold yellow", mark.start, mark.end)
    return text


def _hint(results: Results) -> str:
    if not results.suggestions:
        return ""
    return "; did you mean " + " or ".join(f"'{suggestion}'" for suggestion in results.suggestions) + "?"


def _print_facets(results: Results) -> None:
    for name, counts in results.facets.items():
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_FACET_VALUES]
        rest = len(counts) - len(top)
        line = "  ".join(f"{value} {count:,}" for value, count in top) + (f"  … {rest} more" if rest else "")
        console.print(printable(f"{name}: {line}"), style="magenta")
