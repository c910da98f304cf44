"""Making the WARC files and the rows agree again after a crash.

Pages go to the WARC before the transaction that names them. A crash in between leaves, behind the last
committed record of the last file, whole records without a row, and perhaps one that is cut off.
Nothing whole is thrown away: such pages get a row with the outcome ``unread``, and ``reparse`` reads
them. What is cut off was never acknowledged; it is set aside, so that the file can be continued.

The same holds for a database that was restored from a backup: what the WARCs have beyond it comes
back as unread pages.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archive import warc
from archive.models import FetchRow, WarcFile, table_of
from archive.rows import url_key
from archive.sql import put
from archive.warc_reading import Record, members, record_of
from zscrawl.errors import ArchiveError

UNREAD = "unread"
"""The outcome of a page that stands in the WARC but was never judged."""

_FILES = table_of(WarcFile)
_FETCHES = table_of(FetchRow)


def recover(connection: sa.Connection, folder: Path) -> int:
    """Take up what a crash left behind the committed records; how many pages were found.

    Raises:
        ArchiveError: a file has lost committed records.
    """
    committed = {row.name: row for row in connection.execute(sa.select(_FILES))}
    found = 0
    for name, row in committed.items():
        path = folder / name
        size = path.stat().st_size if path.exists() else 0
        if size < row.size and not row.lost:
            raise ArchiveError(
                f"{path} has lost {row.size - size} bytes: restore it from a backup, or zscrawl verify --repair"
            )
    for path in warc.files(folder):
        start = committed[path.name].size if path.name in committed else 0
        if path.stat().st_size > start:
            found += adopt_tail(connection, path, start)
    return found


def adopt_tail(connection: sa.Connection, path: Path, start: int) -> int:
    """Give rows to the pages behind ``start`` and set aside what is not whole; how many pages there were."""
    found, end = 0, start
    for member in members(path, start):
        if member.data is None:
            _set_aside(path, end)
            break
        try:
            record = record_of(member.data)
        except ArchiveError as error:
            raise ArchiveError(f"{path} is damaged at byte {member.offset} ({error})") from error
        if record.page is not None:
            adopt(connection, warc.Location(path.name, member.offset, member.length), record)
            found += 1
        end = member.offset + member.length
    put(connection, WarcFile, {"name": path.name}, {"size": end, "lost": False})
    return found


def _set_aside(path: Path, end: int) -> None:
    """Cut ``path`` at ``end``. What stood behind is kept beside it: it may be more than one torn record."""
    with path.open("r+b") as file:
        file.seek(end)
        with path.with_name(f"{path.name}.torn-at-{end}").open("wb") as aside:
            shutil.copyfileobj(file, aside)
            aside.flush()
            os.fsync(aside.fileno())
        file.truncate(end)
        os.fsync(file.fileno())


def adopt(connection: sa.Connection, location: warc.Location, record: Record) -> None:
    """A row for a page that has none."""
    page = record.page
    assert page is not None
    body = sa.select(_FETCHES.c.id).where(_FETCHES.c.record_id == record.refers_to)
    values: dict[str, Any] = {
        "url": page.url, "url_key": url_key(page.url), "fetched_at": page.fetched_at, "status": page.status,
        "outcome": UNREAD, "part": 1, "body_digest": record.digest or warc.payload_digest(page.body),
        "warc_file": location.file, "warc_offset": location.offset, "warc_length": location.length,
        "record_id": record.record_id,
        "body_id": connection.scalar(body) if record.refers_to else None,
    }  # fmt: skip
    connection.execute(sa.insert(_FETCHES), values)


def resumable(connection: sa.Connection, folder: Path, max_bytes: int) -> str | None:
    """The last file, if it is whole and has room; None: begin a new one."""
    paths = warc.files(folder)
    if not paths:
        return None
    size = connection.scalar(sa.select(_FILES.c.size).where(_FILES.c.name == paths[-1].name))
    return paths[-1].name if paths[-1].stat().st_size == (size or 0) < max_bytes else None
