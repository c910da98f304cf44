"""WARC files, our own and others': the captures in them, one after the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.records import Capture
from archive.warc_context import MAX_LENGTH, Context, context_of
from archive.warc_reading import page_of, whole_until
from archive.warc_records import FIELDS_TYPE
from zscrawl.errors import ArchiveError
from zscrawl.items import Page

_HTML = ("text/html", "application/xhtml+xml")
_UNREADABLE = (OSError, EOFError, ValueError, TypeError, AttributeError, zlib.error, ArchiveLoadFailed)
"""What warcio raises on damaged files; it takes for granted that a record has all its headers."""
_MOST_OPEN = 8
"""Captures whose further pages are waited for: one, unless files of several crawls come in turns."""


@dataclass(frozen=True, slots=True)
class WarcCapture:
    """A capture, and what the crawl knew of it: its source and the family it was read as, if the WARC says so."""

    capture: Capture
    source: str | None = None
    family: str | None = None


@dataclass(slots=True)
class _Response:
    """A response whose metadata may still come."""

    record_id: str | None
    page: Page
    context: Context = field(default_factory=Context)


class _Records(ArchiveIterator):  # type: ignore[misc]
    INC_RECORD = ""
    """What warcio writes to stderr where a record is longer than it says: bytes as they stand there."""


class WarcReader:
    """Reads WARC files. An article's pages may stand in two files, so one reader reads them all, then `rest`."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[_Response, list[Page]]] = {}
        self._closed: set[str] = set()
        self._places: dict[str, tuple[Path, int]] = {}

    def read(self, path: Path) -> Iterator[WarcCapture]:
        """The HTML pages of a file, in its order; other media are passed over.

        A ``revisit`` gets its body from the response it repeats, if that was read before; else it is passed over.

        Raises:
            ArchiveError: the file is damaged; the pages before the damage were yielded.
        """
        last: _Response | None = None
        whole, end = 0, 0
        try:
            sound = whole_until(path)
            with path.open("rb") as file:
                records = _Records(file)
                for record in records:
                    if 0 < sound <= records.offset:
                        raise EOFError
                    if record.rec_type in ("response", "revisit") and last is not None:
                        yield from self._take(last)
                        last = None
                    if record.rec_type in ("response", "revisit"):
                        page = self._page(record, path, records.offset)
                        record_id = record.rec_headers.get_header("WARC-Record-ID")
                        last = None if page is None else _Response(record_id, page)
                    elif last is not None and _belongs_to(record, last):
                        last.context = context_of(record.content_stream().read(MAX_LENGTH))
                    records.read_to_end()
                    if record.rec_headers.get_header("Content-Length") is None or record.raw_stream.limit:
                        raise EOFError
                    whole += 1
                    end = records.get_record_offset() + records.get_record_length()
                if not _ends_at(path, end) or not _ends_at(path, sound):
                    raise EOFError
        except _UNREADABLE as error:
            if last is not None:
                yield from self._take(last)
            reason = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
            raise ArchiveError(
                f"{path}: {whole} records were read, what follows is damaged{reason}: get a whole copy for the rest"
            ) from error
        if last is not None:
            yield from self._take(last)

    def rest(self) -> Iterator[WarcCapture]:
        """The captures whose further pages never came."""
        while self._open:
            yield self._close(next(iter(self._open)))

    def _take(self, response: _Response) -> Iterator[WarcCapture]:
        """A response with its context: a capture, or a page of one. A copy of a page of one is passed over."""
        context, page = response.context, _page_at(response)
        first_id = context.first_id if context.part > 1 else response.record_id
        if context.parts == 1 or first_id is None:
            yield _capture(response, [page])
        elif first_id in self._open:
            first, pages = self._open[first_id]
            if context.part == len(pages) + 1:
                pages.append(page)
                if context.part == first.context.parts:
                    yield self._close(first_id)
        elif context.part > 1 and first_id not in self._closed:
            yield _capture(response, [page])
        elif first_id not in self._closed:
            self._open[first_id] = response, [page]
            if len(self._open) > _MOST_OPEN:
                yield self._close(next(iter(self._open)))

    def _close(self, first_id: str) -> WarcCapture:
        self._closed.add(first_id)
        return _capture(*self._open.pop(first_id))

    def _page(self, record: Any, path: Path, offset: int) -> Page | None:
        """The page of a response or revisit; None if it is no HTML, or its body is not at hand."""
        headers = record.http_headers
        if headers is None or not _is_html(headers.get_header("Content-Type")):
            return None
        page = page_of(record)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        if record.rec_type == "response":
            if digest and page.body:
                self._places.setdefault(digest, (path, offset))
            return page
        place = self._places.get(digest)
        return replace(page, body=_body_at(*place)) if place else None


def _belongs_to(record: Any, response: _Response) -> bool:
    header = record.rec_headers.get_header
    return (
        record.rec_type == "metadata"
        and response.record_id is not None
        and header("WARC-Concurrent-To") == response.record_id
        and header("Content-Type") == FIELDS_TYPE
    )


def _ends_at(path: Path, end: int) -> bool:
    """Whether nothing but blank lines stands behind ``end``. Of what is cut in its first bytes, warcio says nothing."""
    with path.open("rb") as file:
        file.seek(end)
        return not file.read(1024).strip(b"\r\n")


def _is_html(media: str | None) -> bool:
    return (media or "text/html").lower().startswith(_HTML)


def _page_at(response: _Response) -> Page:
    return replace(response.page, url=response.context.url or response.page.url)


def _capture(first: _Response, pages: list[Page]) -> WarcCapture:
    context = first.context
    capture = Capture(pages[0], more=tuple(pages[1:]), found_on=context.found_on)
    return WarcCapture(capture, context.source, context.family)


def _body_at(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return page_of(next(iter(ArchiveIterator(file)))).body
