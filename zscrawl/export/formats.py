"""Writers of rows: each opens files in a folder, takes rows one by one, and is closed. Memory stays bounded.

The same rows give the same bytes: no clock, no random number and no file name enters a file.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from zscrawl.cells import harmless
from zscrawl.errors import ConfigError
from zscrawl.export.schema import Field, Table

Row = dict[str, Any]
Write = Callable[[str, Row], None]
Columns = dict[str, tuple[Field, ...]]

LIST_SEPARATOR = "; "
PARQUET_BATCH = 5_000
XLSX_MAX_ROWS = 1_048_576
"""Rows of one sheet, its header among them (Excel's specification)."""
XLSX_MAX_CHARS = 32_767
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date for the workbook's properties, in no zone


def as_text(value: Any) -> str:
    """A value as text: lists joined by `LIST_SEPARATOR`, objects as JSON, times in ISO 8601 with offset."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return LIST_SEPARATOR.join(value)
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


@contextmanager
def write_csv(folder: Path, columns: Columns, *, excel: bool = False) -> Iterator[Write]:
    """``TABLE.csv`` each, in UTF-8; ``excel`` puts the byte order mark before it by which Excel knows UTF-8."""
    with ExitStack() as files:
        writers = {}
        for table, fields in columns.items():
            encoding = "utf-8-sig" if excel else "utf-8"
            stream = files.enter_context((folder / f"{table}.csv").open("w", encoding=encoding, newline=""))
            writers[table] = csv.writer(stream, lineterminator="\r\n" if excel else "\n")
            writers[table].writerow([field.name for field in fields])

        def write(table: str, row: Row) -> None:
            writers[table].writerow([_csv_cell(row[field.name]) for field in columns[table]])

        yield write


def _csv_cell(value: Any) -> str:
    text = as_text(value)
    return harmless(text) if isinstance(value, str | list) else text


@contextmanager
def write_jsonl(folder: Path, columns: Columns) -> Iterator[Write]:
    """``TABLE.jsonl`` each: one object a line, keys in the order of the fields."""
    with ExitStack() as files:
        streams = {
            table: files.enter_context((folder / f"{table}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for table in columns
        }

        def write(table: str, row: Row) -> None:
            chosen = {field.name: _as_json(row[field.name]) for field in columns[table]}
            streams[table].write(json.dumps(chosen, ensure_ascii=False) + "\n")

        yield write


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


@contextmanager
def write_parquet(folder: Path, columns: Columns) -> Iterator[Write]:
    """``TABLE.parquet`` each, with types: times in UTC to the microsecond, lists as lists of text."""
    arrow, parquet = _import("pyarrow"), _import("pyarrow.parquet")
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "datetime": arrow.timestamp("us", tz="UTC"),
        "date": arrow.date32(),
        "list": arrow.list_(arrow.string()),
        "object": arrow.string(),
    }
    schemas = {
        table: arrow.schema(
            [arrow.field(f.name, types[f.type], metadata={"description": f.description}) for f in fields]
        )
        for table, fields in columns.items()
    }
    with ExitStack() as files:
        writers = {
            table: files.enter_context(parquet.ParquetWriter(folder / f"{table}.parquet", schema))
            for table, schema in schemas.items()
        }
        waiting: dict[str, list[Row]] = {table: [] for table in columns}

        def flush(table: str) -> None:
            if waiting[table]:
                writers[table].write_table(arrow.Table.from_pylist(waiting[table], schema=schemas[table]))
                waiting[table].clear()

        def write(table: str, row: Row) -> None:
            waiting[table].append(
                {f.name: as_text(row[f.name]) if f.type == "object" else row[f.name] for f in columns[table]}
            )
            if len(waiting[table]) >= PARQUET_BATCH:
                flush(table)

        yield write
        for table in columns:
            flush(table)


@contextmanager
def write_xlsx(folder: Path, columns: Columns) -> Iterator[Write]:
    """One ``zscrawl.xlsx``, a sheet a table: typed times and numbers, frozen header; long tables go on in a next sheet.

    Excel knows no time zones: times are given as China Standard Time. Text is never taken for a formula.
    """
    xlsxwriter = _import("xlsxwriter")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "use_zip64": True,
    }
    with xlsxwriter.Workbook(folder / "zscrawl.xlsx", options) as book:
        book.set_properties({"created": EPOCH})
        bold = book.add_format({"bold": True})
        formats = {
            "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "integer": book.add_format({"num_format": "#,##0"}),
        }
        sheets: dict[str, list[Any]] = {table: [] for table in columns}
        used = dict.fromkeys(columns, XLSX_MAX_ROWS)

        def next_sheet(table: str) -> None:
            sheet = book.add_worksheet(sheet_name(table, len(sheets[table]) + 1))
            sheet.freeze_panes(1, 0)
            for column, field in enumerate(columns[table]):
                sheet.write_string(0, column, field.name, bold)
                sheet.set_column(column, column, 18, formats.get(field.type))
            sheets[table].append(sheet)
            used[table] = 1

        for table in columns:
            next_sheet(table)

        def write(table: str, row: Row) -> None:
            if used[table] >= XLSX_MAX_ROWS:
                next_sheet(table)
            sheet, line = sheets[table][-1], used[table]
            for column, field in enumerate(columns[table]):
                _write_cell(sheet, line, column, row[field.name], formats)
            used[table] += 1

        yield write


def sheet_name(table: str, number: int) -> str:
    """The name of a table's first, second … sheet."""
    return table if number == 1 else f"{table} {number}"


def sheet_names(table: str, rows: int) -> list[str]:
    """The sheets that a table with so many rows fills."""
    sheets = max(1, -(-rows // (XLSX_MAX_ROWS - 1)))
    return [sheet_name(table, number) for number in range(1, sheets + 1)]


def _write_cell(sheet: Any, line: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    from zscrawl.items import CST

    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, value.astimezone(CST).replace(tzinfo=None), formats["datetime"])
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value, formats["integer"] if isinstance(value, int) else None)
    else:
        sheet.write_string(line, column, as_text(value)[:XLSX_MAX_CHARS])


_SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@contextmanager
def write_sqlite(folder: Path, columns: Columns, tables: Sequence[Table], whole: bool) -> Iterator[Write]:
    """One ``zscrawl.sqlite`` with keys between tables, and a full-text table over titles (and texts, if exported)."""
    connection = sqlite3.connect(folder / "zscrawl.sqlite", isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(_create(table, columns, whole))
        statements = {
            table: f"INSERT INTO {table} VALUES ({', '.join('?' * len(fields))})"  # noqa: S608 - our own names
            for table, fields in columns.items()
        }

        def write(table: str, row: Row) -> None:
            connection.execute(statements[table], [_sql_value(row[field.name]) for field in columns[table]])

        yield write
        if "articles" in columns:
            _full_text(connection, {field.name for field in columns["articles"]})
        connection.execute("COMMIT")
    finally:
        connection.close()


def _create(table: Table, columns: Columns, whole: bool) -> str:
    lines = [f"  {field.name} {_SQL_TYPES.get(field.type, 'TEXT')}" for field in columns[table.name]]
    lines.append(f"  PRIMARY KEY ({', '.join(table.key)})")
    for field, other, key in table.references(columns, whole):
        lines.append(f"  FOREIGN KEY ({field}) REFERENCES {other} ({key})")
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(lines) + "\n)"


def _full_text(connection: sqlite3.Connection, fields: set[str]) -> None:
    searched = ", ".join(name for name in ("title", "body") if name in fields)
    connection.execute(
        f"CREATE VIRTUAL TABLE articles_fts USING fts5({searched}, content=\"articles\", tokenize='trigram')"
    )
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")


def _sql_value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | float) or value is None else as_text(value)


def _import(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise ConfigError(f"{name} is missing; install it with: pip install 'zscrawl[export]'") from None


FORMATS = ("csv", "jsonl", "parquet", "xlsx", "sqlite")


def open_writer(
    fmt: str, folder: Path, columns: Columns, tables: Sequence[Table], *, excel: bool, whole: bool = True
) -> AbstractContextManager[Write]:
    """The context manager that writes ``tables`` in one of `FORMATS`. ``whole``: all articles are exported."""
    if fmt == "csv":
        return write_csv(folder, columns, excel=excel)
    if fmt == "sqlite":
        return write_sqlite(folder, columns, tables, whole)
    writers = {"jsonl": write_jsonl, "parquet": write_parquet, "xlsx": write_xlsx}
    return writers[fmt](folder, columns)
