"""A data package read back: its articles with their versions, posts and facts, one at a time, in bounded memory.

Read are the tables of a JSON Lines package with full texts. Projects, stage events and companies are not: the ledger
resolves them again from the mentions. An export writes its tables in the order of the articles, which lets them be read
side by side.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from archive import Kept, Version, uid_of
from zscrawl.errors import ReadError
from zscrawl.export.schema import Table
from zscrawl.export.tables import TABLES
from zscrawl.items import Activity, Article, Attachment, Facts, Figure, Image, Mechanism, Place, Post, Project
from zscrawl.ledger import CORRECTIONS_FILE

DESCRIPTION = "datapackage.json"
_MAX_DESCRIPTION = 4 * 1024 * 1024
_MAX_LINE = 64 * 1024 * 1024
"""Bytes of one row: the largest page that is read, and room for its escapes."""
_TEXTS = ("articles", "versions", "posts")
_RECORDS: dict[str, type[Any]] = {
    "figures": Figure,
    "activities": Activity,
    "places": Place,
    "mentions": Project,
    "mechanisms": Mechanism,
}
_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "datetime": str,
    "date": str,
    "list": list,
    "object": list,
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A package on disk. ``tables`` are those that it has; ``whole``: no query and no filter chose its articles."""

    path: Path
    generation: str
    extractor: str
    whole: bool
    tables: frozenset[str]
    rows: dict[str, int]

    @property
    def has_facts(self) -> bool:
        return set(_RECORDS) <= self.tables

    @property
    def corrections(self) -> Path | None:
        path = self.path / CORRECTIONS_FILE
        return path if path.is_file() else None

    def articles(self) -> Iterator[Kept]:
        """The articles in the package's order. Raises ReadError naming the file and line that is wrong."""
        names = [*_TEXTS, *(_RECORDS if self.has_facts else ())]
        beside = {name: _Beside(self.path, TABLES[name]) for name in names if name != "articles"}
        for where, row in _rows(self.path, TABLES["articles"]):
            uid = row["uid"]
            if not row["canonical_url"] or uid != uid_of(row["canonical_url"]):
                raise ReadError(
                    f"{where}: {uid!r} is not the uid of its canonical_url; export the package again"
                )
            try:
                yield _kept(row, {name: rows.of(uid) for name, rows in beside.items()}, self.has_facts)
            except (StopIteration, TypeError, ValueError, AttributeError):
                raise ReadError(
                    f"{where}: what belongs to {uid} is incomplete or out of order; export the package again"
                ) from None
        for rows in beside.values():
            rows.expect_end()


def is_package(path: Path) -> bool:
    """Whether ``path`` is a folder with a description that names zscrawl."""
    try:
        return "zscrawl" in _description(path)
    except (OSError, ValueError, RecursionError):
        return False


def open_package(path: Path) -> ReadPackage:
    """The package in the folder ``path``, once its files are known to be those that were exported.

    Raises ReadError if it cannot be imported: another format, no full texts, a table missing, a file changed.
    """
    try:
        described = _description(path)
        about = described["zscrawl"]
        resources = {resource["name"]: resource for resource in described["resources"]}
        formats = {resource["format"] for resource in resources.values()}
        whole = not about["query"] and not about["filters"]
        package = ReadPackage(
            path, str(about["generation"]), str(about.get("extractor", "")), whole, frozenset(resources),
            {name: int(resource["rows"]) for name, resource in resources.items()},
        )  # fmt: skip
        if formats != {"jsonl"}:
            raise ReadError(
                f"{path} is {', '.join(sorted(formats))}; only --format jsonl can be imported again"
            )
        if not about["full_text"]:
            raise ReadError(f"{path} has no full texts; export it with --with-text to import it again")
        missing = [name for name in _TEXTS if name not in resources]
        if missing:
            raise ReadError(f"{path} lacks {', '.join(missing)}; export articles, versions and posts")
        for name in sorted(set(resources) & {*_TEXTS, *_RECORDS}):
            _check(path / f"{name}.jsonl", resources[name]["hash"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{path / DESCRIPTION} cannot be read ({error}); export the package again") from None
    return package


def _description(path: Path) -> dict[str, Any]:
    with (path / DESCRIPTION).open("rb") as stream:
        data = json.loads(stream.read(_MAX_DESCRIPTION))
    if not isinstance(data, dict):
        raise ValueError("it is no object")
    return data


def _check(file: Path, expected: str) -> None:
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if expected != f"sha256:{found}":
        raise ReadError(f"{file} is not what was exported (its SHA-256 differs); get a whole copy")


class _Beside:
    """The rows of a table that runs along with ``articles``."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._groups = groupby(_rows(folder, table), key=lambda found: found[1]["uid"])
        self._next = next(self._groups, None)
        self._name = f"{table.name}.jsonl"

    def of(self, uid: str) -> list[Row]:
        """The rows of this article, if it is its turn."""
        if self._next is None or self._next[0] != uid:
            return []
        rows = [row for _, row in self._next[1]]
        self._next = next(self._groups, None)
        return rows

    def expect_end(self) -> None:
        if self._next is not None:
            raise ReadError(
                f"{self._name}: {self._next[0]!r} is not in the order of articles.jsonl; export the package again"
            )


def _rows(folder: Path, table: Table) -> Iterator[tuple[str, Row]]:
    """The rows of one table with the place where each stands, their values of the types that the table names."""
    file = folder / f"{table.name}.jsonl"
    with file.open("rb") as stream:
        number = 0
        while line := stream.readline(_MAX_LINE + 1):
            number += 1
            where = f"{file}:{number}"
            try:
                row = json.loads(line) if len(line) <= _MAX_LINE else None
                if not isinstance(row, dict):
                    raise ValueError("no object of an acceptable size")
                yield where, {field.name: _value(field.type, row.get(field.name)) for field in table.fields}
            except (ValueError, RecursionError) as error:
                raise ReadError(f"{where}: not a row of {table.name} ({error}); get a whole copy") from None


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        raise ValueError(f"{value!r:.40} is not of type {kind}")
    if kind == "datetime":
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(f"{value} has no offset")
        return moment
    if kind == "list" and not all(isinstance(item, str) for item in value):
        raise ValueError("a list holds what is no text")
    return value


def _kept(row: Row, beside: dict[str, list[Row]], has_facts: bool) -> Kept:
    article = Article(
        kind="article",
        images=[Image(url) for url in row["images"]],
        attachments=[Attachment(url, "") for url in row["attachments"]],
        posts=[_record(Post, post) for post in beside["posts"]],
        **{name: row[name] for name in _ARTICLE_FIELDS},
    )
    versions = [_version(row, version) for version in beside["versions"]]
    next(version for version in versions if version.number == row["versions"])
    facts = None
    if has_facts and row["relevant"] is not None:
        lists = {name: [_record(kind, each) for each in beside[name]] for name, kind in _RECORDS.items()}
        facts = Facts(row["relevant"], float(row["relevance"]), projects=lists.pop("mentions"), **lists)
    said = {"article": row, "versions": beside["versions"], "posts": beside["posts"]}
    return Kept(
        article=article,
        source=row["source"],
        version=row["versions"],
        versions=versions,
        first_fetched_at=row["first_fetched_at"],
        last_fetched_at=row["last_fetched_at"],
        gone_at=row["gone_at"],
        facts=facts,
        raw=json.dumps(said, ensure_ascii=False, default=datetime.isoformat).encode("utf-8", "replace"),
    )


_ARTICLE_FIELDS = (
    "url", "canonical_url", "family", "title", "subtitle", "published_at", "published_precision", "authors",
    "editors", "origin", "site", "section", "script", "body", "flags",
)  # fmt: skip


def _version(row: Row, version: Row) -> Version:
    article = Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        family=row["family"],
        kind="article",
        title=version["title"],
        published_at=version["published_at"],
        body=version["body"],
    )
    return Version(row["uid"], version["number"], version["seen_at"], tuple(version["changes"]), article)


def _record(kind: type[Any], row: Row) -> Any:
    return kind(**{field.name: row[field.name] for field in fields(kind)})
