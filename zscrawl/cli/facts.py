"""``zscrawl facts``: what articles report, without an archive."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from zscrawl.cli.output import FORMATS, Column, print_rows
from zscrawl.errors import ConfigError, ReadError, ZscrawlError

_COLUMNS = [
    Column("id", "id", style="cyan"),
    Column("relevant", "relevant"),
    Column("relevance", "relevance", right=True),
    *(
        Column(name, name, right=True)
        for name in ("places", "figures", "projects", "activities", "mechanisms")
    ),
]
_TEXT_SUFFIXES = {".txt", ".md"}


@dataclass(frozen=True, slots=True)
class _Document:
    id: str
    text: str
    title: str | None = None
    published_at: str | None = None


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", type=click.Path(path_type=Path), help="One {id, title, text, published_at} a line; - is stdin."
)
@click.option("--published-at", metavar="DAY", help="When the FILEs were published; settles 今年 and 上月.")
@click.option(
    "--format", "fmt", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="How to print."
)
def facts(files: tuple[Path, ...], jsonl: Path | None, published_at: str | None, fmt: str) -> int:
    """Read the facts of articles: places, figures, projects, activities, mechanisms; one JSON object each.

    FILEs are saved pages or plain text. Articles are read one by one, so --jsonl may be as long as you like.
    """
    from promotion import facts_json, read_facts

    if not files and jsonl is None:
        raise click.UsageError("name files, or --jsonl with a file of documents")
    if published_at is not None:
        try:
            published_at = _day(published_at)
        except ValueError as error:
            raise ConfigError(f"{error}; write 2024-03-05") from None
    failed: list[str] = []

    def rows() -> Iterator[dict[str, Any]]:
        for document in _documents(files, jsonl, published_at, failed):
            drawn = read_facts(document.text, title=document.title, published_at=document.published_at)
            row = {"id": document.id} | facts_json(drawn)
            yield _counts(row) if fmt == "table" else row

    print_rows(rows(), _COLUMNS, fmt, empty="no article could be read")
    for message in failed:
        click.echo(f"zscrawl: {message}", err=True)
    return 2 if failed else 0


def _counts(row: dict[str, Any]) -> dict[str, Any]:
    return {key: len(value) if isinstance(value, list) else value for key, value in row.items()}


def _documents(
    files: tuple[Path, ...], jsonl: Path | None, published_at: str | None, failed: list[str]
) -> Iterator[_Document]:
    if jsonl is not None:
        yield from _from_lines(jsonl, failed)
    for path in files:
        try:
            yield _from_file(path, published_at)
        except ZscrawlError as error:
            failed.append(str(error))


def _from_lines(path: Path, failed: list[str]) -> Iterator[_Document]:
    if str(path) == "-":
        yield from _parse_lines(sys.stdin, "standard input", failed)
        return
    try:
        with path.open(encoding="utf-8-sig") as stream:
            yield from _parse_lines(stream, str(path), failed)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ReadError(f"cannot read {path}: {reason}") from None


def _parse_lines(stream: TextIO, where: str, failed: list[str]) -> Iterator[_Document]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line.removeprefix("\ufeff"))
            text = found["text"] if "text" in found else found["body"]
            title, day = found.get("title"), found.get("published_at")
            if not (isinstance(text, str) and isinstance(title or "", str) and isinstance(day or "", str)):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            failed.append(
                f'{where}, line {number}: not an object with \'text\'; write {{"id": "1", "text": "…"}}, '
                "and title and published_at as texts"
            )
            continue
        try:
            day = _day(day) if day else None
        except ValueError as error:
            failed.append(f"{where}, line {number}: {error}, so 今年 is of no known year; write 2024-03-05")
            day = None
        names = (found.get("id"), found.get("uid"), number)
        name = next(one for one in names if one not in (None, ""))
        yield _Document(str(name), text, title, day)


def _day(text: str) -> str:
    """A day with or without its time, a month or a year (``2024-03-05T08:00``, ``2024-03``, ``2024``), in ISO 8601."""
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        return text
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"'{text}' is not a day") from None


def _from_file(path: Path, published_at: str | None) -> _Document:
    if path.suffix.lower() in _TEXT_SUFFIXES:
        try:
            return _Document(str(path), path.read_text(encoding="utf-8-sig"), None, published_at)
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise ReadError(f"cannot read {path}: {reason}") from None
    from spiders import read
    from zscrawl.saved import read_saved

    if path.is_dir() or not path.exists():
        raise ReadError(f"{path} is no file; name a saved page, a text file, or --jsonl DOCUMENTS")
    article = read(read_saved(path).page)
    if article.kind != "article":
        raise ReadError(f"{path} is no article but of kind '{article.kind}'")
    day = article.published_at.isoformat() if article.published_at else published_at
    return _Document(str(path), article.body, article.title, day)
