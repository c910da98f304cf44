"""How every listing command takes its filters and prints its rows: one decorator, five formats.

``table`` is for people (colour and a pager on a terminal, plain when piped); ``json``, ``jsonl``, ``csv``
and ``tsv`` are for programs and never truncated. A command yields rows as dicts; `Column` names those that
a table shows, in order. Programs get every key.
"""

from __future__ import annotations

import csv
import functools
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from typing import Any

import click

from zscrawl.cells import harmless
from zscrawl.errors import ConfigError
from zscrawl.items import CST, Filters

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
Row = Mapping[str, Any]

# 2023 · 2023-05 · 2023-05-04
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` of the row, heading, and how a table sets it: ``right`` aligned, rich's ``style``, ``wide`` may wrap."""

    key: str
    title: str
    right: bool = False
    style: str | None = None
    wide: bool = False


def parse_day(text: str | None, *, last: bool = False) -> str | None:
    """``2023`` → ``2023-01-01``, or the last such day. Raises ConfigError for what is not a day."""
    if text is None:
        return None
    match = _DAY.fullmatch(text.strip())
    if match:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            if day:
                return date(year, month, day).isoformat()
            if not last:
                return date(year, month or 1, 1).isoformat()
            following = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
            return date.fromordinal(following.toordinal() - 1).isoformat()
        except ValueError:
            pass
    raise ConfigError(f"'{text}' is not a day; write 2023, 2023-05 or 2023-05-04")


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


def filter_options(limit: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The shared filters; the command gets one ``filters: Filters``. ``limit`` is the default of ``--limit``."""
    options = (
        click.option("--since", metavar="DAY", help="Published on or after (2023, 2023-05, 2023-05-04)."),
        click.option("--until", metavar="DAY", help="Published on or before."),
        click.option("--source", multiple=True, metavar="NAME", help="Only this source; may be repeated."),
        click.option("--family", multiple=True, metavar="NAME", help="Only this family; may be repeated."),
        click.option("--place", multiple=True, metavar="PLACE", help="Only this place (name or adcode)."),
        click.option("--relevant/--all", default=False, help="Only promotion news, or all.  [default: all]"),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            default=limit,
            show_default=True,
            metavar="N",
            help="At most N; 0 = no limit.",
        ),
    )

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_filters(since: str | None, until: str | None, relevant: bool, **others: Any) -> Any:
            chosen = {name: others.pop(name) for name in ("source", "family", "place", "limit")}
            filters = Filters(
                since=parse_day(since),
                until=parse_day(until, last=True),
                relevant=True if relevant else None,
                **chosen,
            )
            return command(filters=filters, **others)

        return functools.reduce(lambda inner, option: option(inner), reversed(options), with_filters)

    return decorate


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


def print_rows(rows: Iterable[Row], columns: list[Column], fmt: str, *, empty: str = "nothing found") -> int:
    """Print rows in one of `FORMATS`, return how many. ``jsonl``, ``csv`` and ``tsv`` stream."""
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
    return _print_delimited(iter(rows), columns, "," if fmt == "csv" else "\t")


def _flat(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _print_delimited(rows: Iterator[Row], columns: list[Column], delimiter: str) -> int:
    first = next(rows, None)
    keys = list(first) if first is not None else [column.key for column in columns]
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(keys)
    count = 0
    for row in itertools.chain([first] if first is not None else [], rows):
        writer.writerow([harmless(_flat(row.get(key))) for key in keys])
        count += 1
    return count


def _print_table(rows: Iterable[Row], columns: list[Column], empty: str) -> int:
    from rich import box
    from rich.table import Table

    from zscrawl.cli.console import console, printable

    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            style=column.style if console.is_terminal else None,
            no_wrap=not column.wide or not console.is_terminal,
            overflow="fold" if column.wide else "ellipsis",
        )
    for row in rows:
        table.add_row(*(printable(_cell(row.get(column.key))) for column in columns))
    count = table.row_count
    if not count:
        click.echo(empty, err=True)
        return 0
    if console.is_terminal and count > console.height - 4:
        with console.pager(styles=True):
            console.print(table)
    else:
        console.print(table)
    return count


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(CST) if value.tzinfo else value
        return local.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return _flat(value)
