"""Writers of rows: each opens a file, takes rows one by one, and is closed. Nothing is kept in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from zscrawl.cells import harmless

Row = dict[str, Any]
Write = Callable[[Row], None]
LIST_SEPARATOR = "; "


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def as_cell(value: Any) -> str:
    """A value as one cell: lists joined by `LIST_SEPARATOR`, times in ISO 8601, nothing that a spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(map(str, value))
    return harmless(str(_as_json(value)))


@contextmanager
def write_csv(path: Path, fields: list[str]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(fields)
        yield lambda row: writer.writerow([as_cell(row[field]) for field in fields])


@contextmanager
def write_jsonl(path: Path, fields: list[str]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as stream:

        def write(row: Row) -> None:
            chosen = {field: _as_json(row[field]) for field in fields}
            stream.write(json.dumps(chosen, ensure_ascii=False) + "\n")

        yield write


FORMATS = {"csv": write_csv, "jsonl": write_jsonl}


def count_rows(write: Write, rows: Iterable[Row]) -> int:
    """Write all ``rows`` and return how many there were."""
    count = 0
    for row in rows:
        write(row)
        count += 1
    return count
