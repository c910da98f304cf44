"""Proof that the archive is whole: rows against raw pages, and what is derived against its sources.

Checked are the WARC records that committed rows name, byte by byte. What stands behind them in a file
is what a crash left, or what a writer is just writing: the next writer takes it up (`archive.recovery`).
Index and facts live outside and are compared by whoever keeps them, with `Archive.sequence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from archive.changes import WITHDRAWN, text_digest
from archive.clustering import clusters
from archive.clusters import Reprints, all_links, all_members
from archive.fingerprint import SCHEME
from archive.models import FetchRow, FingerprintRow, WarcFile, table_of
from archive.rows import ARTICLES, VERSIONS
from archive.sql import get_meta, put, put_meta
from archive.warc_reading import members, record_of
from zscrawl.errors import ArchiveError

Kind = Literal["database", "raw", "page", "version", "fingerprint", "cluster", "counter"]
REBUILT: tuple[Kind, ...] = ("fingerprint", "cluster", "counter")
"""What is derived within the archive, so that ``--repair`` makes it anew."""

_FETCHES = table_of(FetchRow)
_FILES = table_of(WarcFile)
_PRINTS = table_of(FingerprintRow)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. ``where`` is a file, uid or table; ``detail`` says what and what to do.

    ``repaired``: it was, and is now as it should be.
    """

    kind: Kind
    where: str
    detail: str
    repaired: bool = False


def findings(connection: sa.Connection, folder: Path) -> Iterator[Finding]:
    """Everything that is wrong, in the order: database, raw pages, versions, what is derived."""
    yield from _database(connection)
    yield from _files(connection, folder)
    yield from _versions(connection)
    yield from _clusters(connection)
    yield from _counter(connection)


def repair(connection: sa.Connection, found: list[Finding]) -> list[Finding]:
    """Rebuild what is derived, and take note of raw pages that are gone, so that crawling can go on.

    What was lost stays in the list, not repaired: only a backup brings it back.
    """
    if any(finding.kind in ("fingerprint", "cluster") for finding in found):
        rebuild_reprints(connection)
    _take_note_of_losses(connection, found)
    if any(finding.kind == "counter" for finding in found):
        put_meta(connection, "sequence", str(_highest_sequence(connection)))
    return [replace(finding, repaired=finding.kind in REBUILT) for finding in found]


def rebuild_reprints(connection: sa.Connection) -> None:
    """Make all fingerprints, links and clusters anew from the texts of the versions."""
    sequence = int(get_meta(connection, "sequence") or 0)

    def following() -> int:
        nonlocal sequence
        sequence += 1
        return sequence

    reprints = Reprints(connection, following)
    reprints.forget_all()
    names = ("id", "article_id", "body", "text_digest", "change")
    query = sa.select(*(VERSIONS.c[name] for name in names)).order_by(
        VERSIONS.c.article_id, VERSIONS.c.number
    )
    last: tuple[int, str] | None = None
    for row in _in_pages(connection, query, VERSIONS.c.id):
        if row.change != WITHDRAWN and last != (row.article_id, row.text_digest):
            reprints.add(row.article_id, row.id, row.body, row.text_digest)
            last = (row.article_id, row.text_digest)
    reprints.finish()
    put_meta(connection, "sequence", str(sequence))


def _in_pages(
    connection: sa.Connection, query: sa.Select[Any], key: sa.ColumnElement[int]
) -> Iterator[sa.Row[Any]]:
    """The rows of ``query``, read in pages, so that the caller may write in between."""
    ids = list(connection.scalars(query.with_only_columns(key)))
    for start in range(0, len(ids), _BATCH):
        rows = {row.id: row for row in connection.execute(query.where(key.in_(ids[start : start + _BATCH])))}
        yield from (rows[each] for each in ids[start : start + _BATCH])


# --- the database


def _database(connection: sa.Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":  # PostgreSQL keeps its own integrity
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding("database", "zscrawl.db", f"{line}: restore a backup, then zscrawl reparse")
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding("database", table, f"row {row} refers to a row that {parent} does not have")


# --- raw pages


def _files(connection: sa.Connection, folder: Path) -> Iterator[Finding]:
    names = ("warc_offset", "warc_length", "record_id", "body_digest", "url")
    for file in connection.execute(sa.select(_FILES).order_by(_FILES.c.name)).all():
        query = sa.select(*(_FETCHES.c[name] for name in names)).where(_FETCHES.c.warc_file == file.name)
        rows = {row.warc_offset: row for row in connection.execute(query.order_by(_FETCHES.c.warc_offset))}
        if not (folder / file.name).exists():
            yield Finding("raw", file.name, f"missing, with {len(rows)} pages: restore it from a backup")
            continue
        yield from _file(folder / file.name, file.size, rows)
    orphaned = sa.select(_FETCHES.c.warc_file).where(_FETCHES.c.warc_file.not_in(sa.select(_FILES.c.name)))
    for name in connection.scalars(orphaned.distinct()):
        yield Finding("raw", name, "named by pages, but not among the WARC files")


def _file(path: Path, size: int, rows: dict[int, Any]) -> Iterator[Finding]:
    """Every committed record of one file. Behind damage, reading goes on at the next record that a row names."""
    position: int | None = 0
    while position is not None and position < size:
        restart = None
        for member in members(path, position):
            if member.offset >= size:
                break
            row = rows.pop(member.offset, None)
            if member.data is None:
                what = f"the page {row.url}" if row else "a record"
                yield Finding(
                    "raw", path.name, f"{what} at byte {member.offset} is damaged: restore a backup"
                )
                restart = min((offset for offset in rows if offset > member.offset), default=None)
                break
            yield from _record(path.name, member.offset, member.data, row)
        position = restart
    for offset, row in sorted(rows.items()):
        yield Finding("raw", path.name, f"the page {row.url} at byte {offset} is missing: restore a backup")


def _record(name: str, offset: int, data: bytes, row: Any | None) -> Iterator[Finding]:
    try:
        record = record_of(data)
    except ArchiveError as error:
        what = f"the page {row.url}" if row else "a record"
        yield Finding("raw", name, f"{what} at byte {offset}: {error}: restore a backup")
        return
    if row is None:
        if record.page is not None:
            yield Finding(
                "page", name, f"{record.page.url} at byte {offset} has no row: zscrawl reparse takes it up"
            )
    elif record.record_id != row.record_id:
        yield Finding(
            "raw", name, f"the record at byte {offset} is not the one of {row.url}: restore a backup"
        )
    elif record.digest != row.body_digest:
        yield Finding("raw", name, f"{row.url} at byte {offset} has another digest: restore a backup")


def _take_note_of_losses(connection: sa.Connection, found: list[Finding]) -> None:
    for name in {finding.where for finding in found if finding.kind == "raw"}:
        if connection.scalar(sa.select(_FILES.c.name).where(_FILES.c.name == name)):
            put(connection, WarcFile, {"name": name}, {"lost": True})


# --- versions and what is derived from them


def _versions(connection: sa.Connection) -> Iterator[Finding]:
    columns = (
        ARTICLES.c.uid, ARTICLES.c.version, ARTICLES.c.text_digest.label("article_digest"), VERSIONS.c.number,
        VERSIONS.c.body, VERSIONS.c.text_digest, VERSIONS.c.change, _PRINTS.c.scheme,
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .join(VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id)
        .outerjoin(_PRINTS, _PRINTS.c.version_id == VERSIONS.c.id)
        .order_by(ARTICLES.c.id, VERSIONS.c.number)
    )
    before: tuple[str, str] | None = None
    for row in connection.execution_options(yield_per=_BATCH).execute(query):
        where = f"{row.uid} version {row.number}"
        if text_digest(row.body) != row.text_digest:
            yield Finding(
                "version", where, "the text does not fit its digest: zscrawl reparse reads it again"
            )
        if row.number == row.version and row.article_digest != row.text_digest:
            yield Finding("version", where, "the article names another text: zscrawl reparse reads it again")
        own = row.change != WITHDRAWN and before != (row.uid, row.text_digest)
        if own and row.scheme != SCHEME:
            yield Finding(
                "fingerprint", where, "has no fingerprint of today's scheme: zscrawl verify --repair"
            )
        if row.change != WITHDRAWN:
            before = (row.uid, row.text_digest)
    without = sa.select(ARTICLES.c.uid).where(
        ~sa.exists().where(VERSIONS.c.article_id == ARTICLES.c.id, VERSIONS.c.number == ARTICLES.c.version)
    )
    for uid in connection.scalars(without):
        yield Finding("version", uid, "its latest version is missing: zscrawl reparse reads it again")


def _clusters(connection: sa.Connection) -> Iterator[Finding]:
    drawn, stored = all_members(connection)
    links = [link for link in all_links(connection) if link.shorter in drawn and link.longer in drawn]
    originals = clusters(drawn, links)
    for each, member in drawn.items():
        if drawn[originals[each]].uid != stored[each]:
            yield Finding(
                "cluster", member.uid, "is not in the cluster its reprints make: zscrawl verify --repair"
            )


def _counter(connection: sa.Connection) -> Iterator[Finding]:
    if int(get_meta(connection, "sequence") or 0) < _highest_sequence(connection):
        yield Finding("counter", "sequence", "is behind the articles: zscrawl verify --repair")


def _highest_sequence(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(ARTICLES.c.sequence))) or 0
