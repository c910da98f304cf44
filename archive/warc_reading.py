"""Reading WARC files: single pages for snapshots, whole files for recovery and verification."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.warc import Location
from zscrawl.errors import ArchiveError
from zscrawl.items import Page

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member, which holds one record. ``data`` is None if it is damaged or cut off."""

    offset: int
    length: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """What a member says: ``page`` is None for a record that is no response."""

    kind: str
    record_id: str
    refers_to: str | None
    digest: str | None
    page: Page | None


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """The members of a WARC file from ``start``, which must be the offset of one. Ends with the first bad one."""
    with path.open("rb") as file:
        offset, whole = start, True
        while whole:
            data: list[bytes] = []
            length, whole = _inflate(file, offset, data.append)
            if length == 0:
                return
            yield Member(offset, length, b"".join(data) if whole else None)
            offset += length


def whole_until(path: Path) -> int:
    """Up to where a packed file's gzip members are whole, by their checksums; the size of a file that is not packed.

    warcio passes on what it can inflate of a damaged member, which may be anything.
    """
    size, offset = path.stat().st_size, 0
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return size
        while offset < size:
            length, whole = _inflate(file, offset, lambda _: None)
            if not whole:
                return offset
            offset += length
    return size


def _inflate(file: BinaryIO, offset: int, take: Callable[[bytes], None]) -> tuple[int, bool]:
    """How many bytes of the file the gzip member at ``offset`` has, and whether it is whole.

    ``take`` gets what is in it, a piece at a time. Of a damaged member the length is what was read.
    """
    file.seek(offset)
    inflate, read = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
    try:
        while not inflate.eof and (chunk := inflate.unconsumed_tail or file.read(_CHUNK)):
            read += 0 if inflate.unconsumed_tail else len(chunk)
            take(inflate.decompress(chunk, _CHUNK))
    except zlib.error:
        return read, False
    return read - len(inflate.unused_data), inflate.eof


def record_of(data: bytes) -> Record:
    """The record in a member's data, its digests checked.

    Raises:
        ArchiveError: it is no record, or a digest does not hold.
    """
    try:
        record = next(iter(ArchiveIterator(BytesIO(data), check_digests="raise")))
        page = page_of(record) if record.rec_type in ("response", "revisit") else None
        record.content_stream().read()
    except (ArchiveLoadFailed, StopIteration, ValueError, EOFError) as error:
        raise ArchiveError(str(error) or "no WARC record") from error
    header = record.rec_headers.get_header
    return Record(
        record.rec_type,
        header("WARC-Record-ID"),
        header("WARC-Refers-To"),
        header("WARC-Payload-Digest"),
        page,
    )


def read_page(folder: Path, location: Location, *, with_body: Location | None = None) -> Page:
    """The page that stands at ``location``; ``with_body`` is where the body is, if that is a revisit.

    ``url`` and ``fetched_at`` are as the WARC has them: percent-encoded, and in whole seconds.

    Raises:
        ArchiveError: the record is missing, cut off, or its digest does not hold.
    """
    page = _read(folder, location)
    if with_body is None or with_body == location:
        return page
    return replace(page, body=_read(folder, with_body).body)


def _read(folder: Path, location: Location) -> Page:
    try:
        with (folder / location.file).open("rb") as file:
            file.seek(location.offset)
            member = gzip.decompress(file.read(location.length))
        record = next(iter(ArchiveIterator(BytesIO(member), check_digests="raise")))
        return page_of(record)
    except (OSError, EOFError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as error:
        reason = str(error) or "no record"
        raise ArchiveError(
            f"{location.file} is damaged at byte {location.offset} ({reason}): run zscrawl verify"
        ) from error


def page_of(record: Any) -> Page:
    """The page of a ``response`` or ``revisit`` record; the body of a revisit is empty.

    Raises:
        ArchiveLoadFailed: a record of another type, or one whose digest does not hold.
    """
    if record.rec_type not in ("response", "revisit") or record.http_headers is None:
        raise ArchiveLoadFailed(f"a {record.rec_type} record where a response was expected")
    url, time = (record.rec_headers.get_header(name) for name in ("WARC-Target-URI", "WARC-Date"))
    if not (url and time):
        raise ArchiveLoadFailed("a response without address or date")
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    status = record.http_headers.get_statuscode()
    return Page(
        url=url,
        body=record.content_stream().read(),
        fetched_at=_instant(time),
        headers=headers,
        status=int(status) if status.isdigit() else 0,
    )


def _instant(text: str) -> datetime:
    """A WARC-Date: in UTC, since WARC 1.1 perhaps with fractions of a second."""
    time = datetime.fromisoformat(text)
    return time.replace(tzinfo=time.tzinfo or UTC)
