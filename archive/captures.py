"""Which archived pages there are to read again, and how to get at them from another process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archive import warc
from archive.models import FetchRow, table_of
from archive.records import Capture
from archive.rows import ARTICLES, VERSIONS
from archive.storing import NOT_MODIFIED, PART
from archive.warc_reading import read_page
from zscrawl.errors import ConfigError
from zscrawl.items import Page

_FETCHES = table_of(FetchRow)
_BODIES = _FETCHES.alias("bodies")
PACKAGE = "package"
"""The outcome of a record that holds no page but what an imported package says (`archive.restoring`)."""
_PLACE = ("warc_file", "warc_offset", "warc_length")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a capture: where its record is, and where its body is, if that is a revisit."""

    url: str
    fetched_at: datetime
    record: warc.Location
    body: warc.Location | None


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """An archived capture, small enough to be sent to another process.

    ``uid`` and ``version`` say what it was last read as; ``source`` is None for a page that a crash
    left behind unread.
    """

    fetch_id: int
    source: str | None
    found_on: str | None
    uid: str | None
    version: int | None
    outcome: str
    parts: tuple[Part, ...]


def read_capture(home: Path, ref: CaptureRef) -> Capture:
    """The pages of a capture, out of the WARCs in the data directory ``home``. Needs no database.

    Raises:
        ArchiveError: a record is missing or damaged.
    """
    pages = []
    for part in ref.parts:
        page = read_page(home / warc.WARC_FOLDER, part.record, with_body=part.body)
        pages.append(Page(part.url, page.body, part.fetched_at, page.headers, page.status))
    return Capture(pages[0], more=tuple(pages[1:]), found_on=ref.found_on)


def captures(
    connection: sa.Connection, sources: tuple[str, ...], since: datetime | None, batch: int
) -> Iterator[CaptureRef]:
    """The captures of ``sources`` (empty: all) fetched from ``since`` on, in the order they were made.

    Errors (status 400 and above), 304 and what came in a package are left out: there is no page to read in them.
    """
    names = ("id", "source", "found_on", "version", "outcome", "url", "fetched_at", "main_id")
    query = (
        located(names)
        .add_columns(ARTICLES.c.uid)
        .outerjoin(ARTICLES, ARTICLES.c.id == _FETCHES.c.article_id)
        .where(_FETCHES.c.status < 400, _FETCHES.c.status != NOT_MODIFIED, _FETCHES.c.outcome != PACKAGE)
        .order_by(_FETCHES.c.id)  # a capture's further pages follow its first at once
    )
    if sources:
        query = query.where(_FETCHES.c.source.in_(sources))
    if since is not None:
        query = query.where(_FETCHES.c.fetched_at >= since)
    ref: CaptureRef | None = None
    with connection.execution_options(yield_per=batch).execute(query) as result:
        for row in result:
            if row.outcome == PART:
                if ref is not None and row.main_id == ref.fetch_id:
                    ref = replace(ref, parts=(*ref.parts, part_of(row)))
                continue
            if ref is not None:
                yield ref
            ref = CaptureRef(
                row.id, row.source, row.found_on, row.uid, row.version, row.outcome, (part_of(row),)
            )
    if ref is not None:
        yield ref


def snapshot(connection: sa.Connection, folder: Path, uid: str, version: int | None) -> Page:
    """The first page from which a version (the latest, if None) was read; see `Archive.snapshot`."""
    query = (
        located(("url", "fetched_at"))
        .join(VERSIONS, VERSIONS.c.fetch_id == _FETCHES.c.id)
        .join(ARTICLES, ARTICLES.c.id == VERSIONS.c.article_id)
        .where(ARTICLES.c.uid == uid)
        .where(VERSIONS.c.number == (ARTICLES.c.version if version is None else version))
    )
    found = connection.execute(query).first()
    if found is None:
        raise ConfigError(f"{uid} has no version {version or ''}: zscrawl history {uid} lists them")
    part = part_of(found)
    page = read_page(folder, part.record, with_body=part.body)
    return Page(part.url, page.body, part.fetched_at, page.headers, page.status)


def located(names: tuple[str, ...]) -> sa.Select[Any]:
    """Columns of fetches, with the places of their records and bodies."""
    return sa.select(
        *(_FETCHES.c[name] for name in (*names, *_PLACE)),
        *(_BODIES.c[name].label(f"body_{name}") for name in _PLACE),
    ).outerjoin(_BODIES, _BODIES.c.id == _FETCHES.c.body_id)


def part_of(row: sa.Row[Any]) -> Part:
    body = None
    if row.body_warc_file is not None:
        body = warc.Location(row.body_warc_file, row.body_warc_offset, row.body_warc_length)
    return Part(row.url, row.fetched_at, warc.Location(row.warc_file, row.warc_offset, row.warc_length), body)
