"""Saved pages: HTML files on disk as `Page` objects, with the URLs that a manifest or the page itself gives.

A manifest is a TSV file with a header. Columns used: ``file`` (relative to the manifest), ``original_url`` or
``url``, and if present ``fetched_at`` (ISO 8601). Other columns are ignored.

A page must have an identity of its own, or two files would be taken for two versions of one article. A URL
that several files share, or that comes with a remark (``http://example.cn/ (mirror)``), serves to resolve links only;
such a page is known by the digest of its bytes instead, as an address on the reserved host ``page.invalid`` (RFC 2606):
WARC tools understand addresses of http, and no name server will ever answer for this one.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from zscrawl.errors import ConfigError, ReadError
from zscrawl.items import CST, Page

MAX_BYTES = 64 * 1024 * 1024
PAGE_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".php", ".mhtml", ""}
WARC_SUFFIXES = (".warc", ".warc.gz")

# What a file that is no page begins with (first bytes → what a person calls it).
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x1f\x8b": "a gzip file; unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"RIFF": "an image or sound",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"{": "JSON",
}
_ABSOLUTE_URL = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file read as a page. ``identity`` replaces the canonical URL where the URL is not the page's own."""

    file: str
    page: Page
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """File → URL and time of fetch, by path below ``root``."""

    root: Path
    urls: dict[str, str] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read a TSV manifest. Raises ConfigError with the line that is wrong."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
                columns = reader.fieldnames or []
                url_column = next((name for name in ("original_url", "url") if name in columns), None)
                if "file" not in columns or url_column is None:
                    raise ConfigError(
                        f"{path}: a manifest is tab-separated with the columns 'file' and 'url' (or 'original_url')"
                    )
                urls: dict[str, str] = {}
                times: dict[str, datetime] = {}
                for number, row in enumerate(reader, 2):
                    name, url = (row.get("file") or "").strip(), (row.get(url_column) or "").strip()
                    if _ABSOLUTE_URL.match(url):
                        urls[name] = url
                    if row.get("fetched_at"):
                        times[name] = parse_clock(row["fetched_at"], where=f"{path}:{number}")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read the manifest {path}: {_reason(error)}") from None
        counts = Counter(urls.values())
        return cls(path.parent.resolve(), urls, times, frozenset(url for url, n in counts.items() if n > 1))

    def key(self, file: Path) -> str:
        try:
            return file.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return "/".join(file.parts[-2:])


def parse_clock(text: str, *, where: str = "--fetched-at") -> datetime:
    """ISO 8601 to an aware time; without an offset it is China Standard Time. Raises ConfigError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ConfigError(f"{where}: '{text}' is not a time; write 2024-03-05T10:00:00+08:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CST)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that ``paths`` name: files as they are, folders walked in name order. Raises ReadError."""
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p))
            if not found:
                raise ReadError(f"{path} holds no saved pages or WARC files")
            yield from found
        elif path.exists():
            yield path
        else:
            raise ReadError(f"{path} does not exist; name a saved page, a folder or a WARC file")


def is_warc(path: Path) -> bool:
    return path.name.lower().endswith(WARC_SUFFIXES)


def _wanted(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:])
    return not hidden and (is_warc(path) or path.suffix.lower() in PAGE_SUFFIXES)


def read_saved(
    file: Path,
    *,
    manifest: Manifest | None = None,
    url: str | None = None,
    fetched_at: datetime | None = None,
) -> SavedPage:
    """One file as a page. Raises ReadError, in one line, for what cannot be a page.

    The clock is ``fetched_at``, else the manifest's, else the time the file was last written.
    """
    body = _read_bytes(file)
    key = manifest.key(file) if manifest else ""
    named = url or (manifest.urls.get(key) if manifest else None)
    clock = fetched_at or (manifest.times.get(key) if manifest else None)
    clock = clock or datetime.fromtimestamp(file.stat().st_mtime, UTC)
    own = (
        named is not None
        and not re.search(r"\s", named)
        and not (manifest and named in manifest.shared and not url)
    )
    digest = f"http://page.invalid/sha256/{hashlib.sha256(body).hexdigest()}"
    address = named.split()[0] if named else digest
    return SavedPage(str(file), Page(address, body, clock), None if own else digest)


def _read_bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(f"{file} has {size:,} bytes; pages over {MAX_BYTES:,} are not read")
        body = file.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot read {file}: {_reason(error)}") from None
    if not body.strip():
        raise ReadError(f"{file} is empty; save the page again")
    for magic, name in _MAGIC.items():
        if body.startswith(magic):
            raise ReadError(f"{file} is {name}, not a saved web page")
    if b"<" not in body and b"\x00" in body[:4096]:
        raise ReadError(f"{file} is binary, not a saved web page")
    return body


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
