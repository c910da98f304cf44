"""WARC files from elsewhere: their pages, one after the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.warc_reading import page_of
from zscrawl.errors import ArchiveError
from zscrawl.items import Page

_HTML = ("text/html", "application/xhtml+xml")


def warc_pages(path: Path) -> Iterator[Page]:
    """The HTML pages of a WARC file, in its order. Requests, revisits and other media are passed over.

    Raises:
        ArchiveError: the file is damaged; the pages before the damage were yielded.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                media = (record.http_headers.get_header("Content-Type") or "text/html").lower()
                if media.startswith(_HTML):
                    yield page_of(record)
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed) as error:
        raise ArchiveError(
            f"{path} is damaged ({error}); the pages before the damage were read, get a whole copy for the rest"
        ) from error
