"""How every listing command prints its rows: five formats.

``table`` is for people (colour and a pager on a terminal, plain when piped); ``json``, ``jsonl``, ``csv``
and ``tsv`` are for programs and never truncated. A command yields rows as dicts; `Column` names those that
a table shows, in order. Programs get every key.
"""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from typing import Any

import click

from zscrawl.cells import harmless
from zscrawl.items import CST

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` of the row, heading, and how a table sets it: ``right`` aligned, rich's ``style``, ``wide`` may fold."""

    key: str
    title: str
    right: bool = False
    style: str | None = None
    wide: bool = False


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` as all commands have it; the command gets ``fmt``."""
    option = click.option(
        "--format",
        "fmt",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print.",
    )
    return option(command)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: times in ISO 8601 with offset, dataclasses as objects."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(item) for key, item in asdict(value).items()}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    return value


def to_json(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=indent)


def print_rows(
    rows: Iterable[Row],
    columns: list[Column],
    fmt: str,
    *,
    empty: str = "nothing found",
    limit: int = 0,
    keys: str = "",
) -> int:
    """Print rows in one of `FORMATS`, return how many. ``jsonl``, ``csv`` and ``tsv`` stream.

    ``keys`` are those of every row, separated by blanks: the header of a CSV that has no rows (default: the columns').

    Of more than ``limit`` rows (0: no limit) the first are printed, and stderr says that there are more.
    """
    ahead = iter(rows)
    count = _print(itertools.islice(ahead, limit) if limit else ahead, columns, fmt, empty, keys)
    if limit and count == limit and next(ahead, None) is not None:
        click.echo(f"these are the first {limit:,}; --limit 0 shows all", err=True)
    return count


def _print(rows: Iterator[Row], columns: list[Column], fmt: str, empty: str, keys: str) -> int:
    if fmt == "table":
        return _print_table(rows, columns, empty)
    if fmt == "json":
        everything = [plain(row) for row in rows]
        click.echo(json.dumps(everything, ensure_ascii=False, indent=2))
        return len(everything)
    if fmt == "jsonl":
        count = 0
        for row in rows:
            click.echo(to_json(row))
            count += 1
        return count
    expected = keys.split() or [column.key for column in columns]
    return _print_delimited(rows, expected, "," if fmt == "csv" else "\t")


def _flat(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _print_delimited(rows: Iterator[Row], expected: list[str], delimiter: str) -> int:
    first = next(rows, None)
    keys = list(first) if first is not None else expected
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(keys)
    count = 0
    for row in itertools.chain([first] if first is not None else [], rows):
        writer.writerow([harmless(_flat(row.get(key))) for key in keys])
        count += 1
    return count


def _print_table(rows: Iterable[Row], columns: list[Column], empty: str) -> int:
    from zscrawl.cli.console import console, paged, printable
    from zscrawl.cli.table import lay_out

    cells = [[printable(_cell(row.get(column.key))) for column in columns] for row in rows]
    if not cells:
        click.echo(empty, err=True)
        return 0
    table = lay_out(columns, cells, console)
    with paged(len(cells) + 1):
        console.print(table)
    return len(cells)


def in_china(moment: datetime) -> datetime:
    """A time as people read it here: +08:00, whatever zone the machine is in."""
    return moment.astimezone(CST) if moment.tzinfo else moment


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return in_china(value).strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return " ".join(_flat(value).split())
