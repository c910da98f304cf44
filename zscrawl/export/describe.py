"""What goes beside the data: ``datapackage.json``, ``README.md``, ``codebook.md``, all from the tables' description."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from promotion import EXTRACTOR_VERSION
from zscrawl import __version__
from zscrawl.export.formats import LIST_SEPARATOR, XLSX_MAX_CHARS, XLSX_MAX_ROWS, Columns, sheet_names
from zscrawl.export.schema import FieldType
from zscrawl.export.tables import TABLES
from zscrawl.ledger import CORRECTIONS_FILE

# Frictionless Table Schema types. Lists and objects are text, as `codebook.md` says, where a format has none.
_SCHEMA_TYPES: dict[FieldType, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "datetime": "datetime",
    "date": "date",
    "list": "string",
    "object": "string",
}
_OWN_TYPES: dict[str, dict[FieldType, str]] = {
    "jsonl": {"list": "array", "object": "array"},
    "parquet": {"list": "array"},
    "sqlite": {"boolean": "integer"},
}
"""What differs by format: some hold lists as lists, SQLite has no booleans but 0 and 1."""
_ONE_FILE = {"xlsx": "zscrawl.xlsx", "sqlite": "zscrawl.sqlite"}
_AS_FILES = ("parquet", "sqlite")
"""Frictionless checks size and digest of these and no rows: it does not open the one by a path, and cannot tell empty
integers of the other from broken ones."""
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}


@dataclass(slots=True)
class Facts:
    """What is known of one export. ``until`` is when the archive last changed: an export has no clock of its own."""

    fmt: str
    query: str | None
    filters: dict[str, Any]
    generation: str
    until: str
    with_text: bool
    excel: bool
    corrected: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    coverage: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        """Whether all articles were exported."""
        return not self.query and not self.filters


def write_descriptions(folder: Path, columns: Columns, facts: Facts) -> None:
    """Write the descriptions into ``folder``, which holds the finished data files."""
    package = _package(folder, columns, facts)
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "codebook.md").write_text(_codebook(columns, facts), encoding="utf-8")
    (folder / "README.md").write_text(_readme(columns, facts), encoding="utf-8")
    if facts.fmt == "sqlite":
        text = json.dumps(_datasette_metadata(columns, facts), ensure_ascii=False, indent=2) + "\n"
        (folder / "metadata.json").write_text(text, encoding="utf-8")


def _package(folder: Path, columns: Columns, facts: Facts) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "zscrawl-export",
        "title": "Chinese regional investment-promotion news: an export of a zscrawl archive",
        "version": __version__,
        "zscrawl": {
            "generation": facts.generation,
            "archive_changed_at": facts.until,
            "query": facts.query,
            "filters": facts.filters,
            "full_text": facts.with_text,
            "extractor": EXTRACTOR_VERSION,
            "corrections": CORRECTIONS_FILE if facts.corrected else None,
        },
        "resources": [resource for name in columns for resource in _resources(folder, name, columns, facts)],
    }


def _resources(folder: Path, name: str, columns: Columns, facts: Facts) -> Iterator[dict[str, Any]]:
    """The description of one table; of a workbook, of each sheet that the table fills."""
    path = folder / (_ONE_FILE.get(facts.fmt) or f"{name}.{facts.fmt}")
    rows = facts.rows.get(name, 0)
    resource: dict[str, Any] = {
        "name": name,
        "path": path.name,
        "format": facts.fmt,
        "description": f"A row is {TABLES[name].row_is}.",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "schema": _schema(name, columns, facts),
    }
    if facts.fmt in _MEDIA:
        resource |= {"mediatype": _MEDIA[facts.fmt], "encoding": "utf-8"}
    if facts.fmt in ("csv", "jsonl"):
        resource["profile"] = "tabular-data-resource"
    if facts.fmt in _AS_FILES:
        yield resource | {"type": "file", "table": name}
        return
    if facts.fmt != "xlsx":
        yield resource | {"rows": rows}
        return
    for number, sheet in enumerate(sheet_names(name, rows)):
        first = number * (XLSX_MAX_ROWS - 1)
        more = {"rows": min(rows - first, XLSX_MAX_ROWS - 1), "dialect": {"excel": {"sheet": sheet}}}
        yield resource | more | ({"name": sheet.replace(" ", "-")} if number else {})


def _datasette_metadata(columns: Columns, facts: Facts) -> dict[str, Any]:
    """What ``datasette zscrawl.sqlite --metadata metadata.json`` shows beside tables and columns."""
    tables = {
        name: {
            "description": f"A row is {TABLES[name].row_is}. {TABLES[name].sums}".strip(),
            "columns": {
                field.name: field.description + (f" In {field.unit}." if field.unit else "")
                for field in fields
            },
        }
        for name, fields in columns.items()
    }
    return {
        "title": "Investment-promotion news",
        "description": f"Archive {facts.generation} as it stood on {facts.until}. See README.md and codebook.md.",
        "databases": {"zscrawl": {"tables": tables}},
    }


def _schema(name: str, columns: Columns, facts: Facts) -> dict[str, Any]:
    table = TABLES[name]
    types = _SCHEMA_TYPES | _OWN_TYPES.get(facts.fmt, {})
    fields = []
    for column in columns[name]:
        entry: dict[str, Any] = {
            "name": column.name,
            "type": types[column.type],
            "description": column.description,
        }
        if column.type == "datetime":
            entry["format"] = "any"
        if column.unit:
            entry["unit"] = column.unit
        fields.append(entry)
    keys = [
        {"fields": [own], "reference": {"resource": other, "fields": [key]}}
        for own, other, key in table.references(columns, facts.whole)
    ]
    return {"fields": fields, "primaryKey": list(table.key), "foreignKeys": keys, "missingValues": [""]}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def codebook_tables(names: list[str], *, with_text: bool = True) -> str:
    """The description of these tables in Markdown: what a row is, what may be added up, and every field."""
    parts = []
    for name in names:
        table = TABLES[name]
        parts.append(
            f"## {name}\n\nA row is {table.row_is}. Key: {', '.join(f'`{key}`' for key in table.key)}."
        )
        if table.sums:
            parts.append(table.sums)
        lines = ["| field | type | unit | meaning |", "|---|---|---|---|"]
        lines += [
            f"| `{column.name}` | {column.type} | {column.unit or ''} | {column.description} |"
            for column in table.chosen(with_text)
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


_JOINED = f"Lists are joined by `{LIST_SEPARATOR}`, objects are JSON."
_NOTES = {
    "csv": (
        _JOINED,
        "Cells of text that begin with `= + - @`, a tab or a return have an apostrophe put before them, because "
        "spreadsheets would run them as formulas. Plain numbers are left alone.",
    ),
    "jsonl": ("One object a line; lists and objects are lists and objects, what is unknown is `null`.",),
    "parquet": ("Times are in UTC; lists are lists, objects are JSON.",),
    "xlsx": (
        _JOINED,
        "Times are China Standard Time (+08:00), since spreadsheets know no zones. Text is text even where it begins "
        f"like a formula, and ends after {XLSX_MAX_CHARS:,} characters. A table of over {XLSX_MAX_ROWS - 1:,} rows "
        "goes on in a next sheet.",
    ),
    "sqlite": (
        _JOINED + " Booleans are 0 and 1.",
        "The full-text table `articles_fts` finds any three characters or more; for words of two write "
        "`title LIKE '%签约%'`. `datasette zscrawl.sqlite --metadata metadata.json` shows it with these descriptions.",
    ),
}
"""How values stand in each format."""


def _codebook(columns: Columns, facts: Facts) -> str:
    parts = [
        "# Codebook of this export",
        "Times carry their offset. Amounts are integers in yuan. Empty means that the article does not say.",
        *_NOTES[facts.fmt],
    ]
    return "\n\n".join(parts) + "\n\n" + codebook_tables(list(columns), with_text=facts.with_text)


def _listed(value: Any) -> str:
    return " or ".join(value) if isinstance(value, list) else str(value)


def _readme(columns: Columns, facts: Facts) -> str:
    asked = f"query `{facts.query}`" if facts.query else "no query"
    narrowed = ", ".join(f"{key} {_listed(value)}" for key, value in facts.filters.items()) or "no filters"
    until = facts.until or "no day: it has no articles"
    rows = "\n".join(f"| {name} | {facts.rows.get(name, 0):,} | {TABLES[name].row_is} |" for name in columns)
    sums = "\n".join(f"- **{name}**: {TABLES[name].sums}" for name in columns if TABLES[name].sums)
    months = "\n".join(
        f"| {source} | {month} | {count:,} |" for (source, month), count in sorted(facts.coverage.items())
    )
    text = (
        "Full texts are included. They belong to their publishers: quote them, do not republish them."
        if facts.with_text
        else "Full texts are not included, because they belong to their publishers; quotations and links are."
    )
    return f"""# Investment-promotion news: export of a zscrawl archive

Made by zscrawl {__version__} from archive `{facts.generation}` as it stood on {until}; {asked}, {narrowed}.
The same archive and query give the same bytes; `datapackage.json` holds the SHA-256 of each file.

## What a row is

| table | rows | a row is |
|---|---:|---|
{rows}

## What may be summed

{sums}

{text}

## How to cite

zscrawl archive {facts.generation}, state of {until}, {asked}, {narrowed}; exported with zscrawl {__version__}.
Cite single articles by their `uid`, canonical URL and time of archiving.

## Coverage: articles by source and month of publication

| source | month | articles |
|---|---|---:|
{months}
"""
