"""Raw pages in WARC files (ISO 28500) under ``warc/``, written and read with warcio.

Each record is a gzip member of its own, so a reader can start at any record's offset. A page is a
``response`` record followed by its ``request`` and by a ``metadata`` record with what the crawl knew of it
(`archive.warc_context`); a body that the archive has already is a ``revisit`` record that names the earlier one.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from warcio.utils import Digester

from archive.warc_records import Earlier, members_of, metadata, request, response, warcinfo
from zscrawl.items import Page

WARC_FOLDER = "warc"
SUFFIX = ".warc.gz"
_PREFIX = "zscrawl-"
MAX_BYTES = 1_000_000_000
"""A file is closed when it has reached this size; one GB is what web archives commonly use."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where one record stands: file name below ``warc/``, offset and length in bytes of the gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Written:
    """One page as recorded. ``digest`` is the payload digest as the WARC states it (``sha1:…``)."""

    location: Location
    record_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in the writing: the current file ("": none yet), its size, and how many files were begun."""

    name: str
    end: int
    begun: int


def payload_digest(body: bytes) -> str:
    """The digest that WARC tools compare payloads by: SHA-1 in base 32, as pywb and others index it."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def files(folder: Path) -> list[Path]:
    """The archive's own WARC files, oldest first. Other files in the folder are left alone."""
    return sorted(folder.glob(f"{_PREFIX}*{SUFFIX}"))


def _next_name(folder: Path, now: datetime) -> str:
    """The serial number orders the files, not the time: a clock may be set back."""
    names = files(folder)
    serial = int(names[-1].name.removeprefix(_PREFIX).split("-")[0]) + 1 if names else 1
    return f"{_PREFIX}{serial:06d}-{now.astimezone(UTC):%Y%m%d%H%M%S}{SUFFIX}"


class WarcWriter:
    """Appends pages. Nothing counts as kept before `sync` has returned.

    Args:
        folder: the ``warc`` directory.
        resume: the name of a file to go on with; None: begin a new one.
        max_bytes: the size at which a new file is begun.
    """

    def __init__(
        self, folder: Path, *, software: str, resume: str | None = None, max_bytes: int = MAX_BYTES
    ) -> None:
        self._folder = folder
        self._software = software
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._name = ""
        self._end = 0
        self._begun: list[str] = []
        if resume is not None:
            self._open(resume)

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(
        self,
        page: Page,
        request_headers: Mapping[str, str],
        earlier: Earlier | None,
        digest: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> Written:
        """Append a page and its request. ``earlier`` makes it a revisit, whose body is not kept again.

        ``digest`` is the body's `payload_digest`, if the caller has it; ``fields`` are for the metadata record.
        """
        digest = digest or payload_digest(page.body)
        record_id = f"<urn:uuid:{uuid.uuid4()}>"
        records = [response(page, digest, record_id, earlier), request(page, request_headers, record_id)]
        if fields:
            records.append(metadata(page.url, page.fetched_at, fields, record_id))
        members = members_of(*records)
        self._make_room(page.fetched_at)
        offset = self._append(b"".join(members))
        return Written(Location(self._name, offset, len(members[0])), record_id, digest)

    @property
    def end(self) -> int:
        """The size of the current file, in bytes."""
        return self._end

    def mark(self) -> Mark:
        """Where the next page will stand, for `rewind`."""
        return Mark(self._name, self._end, len(self._begun))

    def rewind(self, mark: Mark) -> None:
        """Take back the pages written since ``mark``: the transaction that would name them did not commit."""
        if mark == self.mark():
            return
        if self._file is not None:
            self._file.close()
            self._file = None
        while len(self._begun) > mark.begun:
            (self._folder / self._begun.pop()).unlink()
        self._name, self._end = "", 0
        if mark.name:
            os.truncate(self._folder / mark.name, mark.end)
            self._open(mark.name)

    def sync(self) -> None:
        """Force what was written to the disk."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def _append(self, data: bytes) -> int:
        assert self._file is not None
        offset, rest = self._end, memoryview(data)
        try:
            while rest:  # an unbuffered write may take only a part
                rest = rest[self._file.write(rest) :]
        except OSError:
            # A full disk must not leave half a record in front of the next one.
            self._file.truncate(offset)
            raise
        self._end += len(data)
        return offset

    def _make_room(self, now: datetime) -> None:
        if self._file is None or self._end >= self._max_bytes:
            self._close()
            name = _next_name(self._folder, now)
            self._begun.append(name)
            self._open(name)
        if self._end == 0:
            self._append(warcinfo(self._name, self._software))

    def _close(self) -> None:
        if self._file is not None:
            self.sync()
            self._file.close()

    def _open(self, name: str) -> None:
        path = self._folder / name
        self._file = path.open("ab", buffering=0)
        self._name, self._end = name, path.stat().st_size
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)  # the file's name must survive as well as its content
        finally:
            os.close(descriptor)
