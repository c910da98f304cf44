"""What the archive has and the search index has not: an import that no refresh followed, a crawl that is going on.

Every search asks this. Loading the database layer of `archive` would take longer than the search itself, so SQLite is
asked directly; nowhere else outside that room is a table named. Other databases are asked through it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from search import Index
from zscrawl.errors import ZscrawlError
from zscrawl.home import Home

_GENERATION = "SELECT value FROM meta WHERE key = 'generation'"
_CHANGED = "SELECT count(*) FROM articles WHERE sequence > ?"
_PATIENCE = 1.0  # seconds that another process may lock the database


def archive_generation(home: Home) -> str | None:
    """The name of the archive in ``home``; None if there is none that can be asked, as beside a copied index."""
    if not home.database_url:
        found: str | None = _ask(home, _GENERATION)
        return found
    from archive import open_archive

    try:
        with open_archive(home.path, home.database_url) as archive:
            return archive.generation
    except ZscrawlError:
        return None


def changed_since(home: Home, sequence: int) -> int:
    """How many articles are new or have changed after ``sequence``; 0 if the archive cannot be asked."""
    if not home.database_url:
        return int(_ask(home, _CHANGED, sequence) or 0)
    from archive import open_archive

    try:
        with open_archive(home.path, home.database_url) as archive:
            return archive.count_changed_since(sequence)
    except ZscrawlError:
        return 0


def not_indexed(home: Home, index: Index) -> str | None:
    """One line that says how far ``index`` is behind the archive of ``home``; None if it has everything."""
    count = changed_since(home, int(index.watermark or 0))
    if not count:
        return None
    what = "1 article is" if count == 1 else f"{count:,} articles are"
    return f"{what} new or changed in the archive and not yet in the index; run: zscrawl refresh"


def _ask(home: Home, query: str, *values: Any) -> Any:
    """The first column of the first row, or None. A damaged archive is for other commands to report."""
    if not home.database.exists():
        return None
    # Opened with mode=ro, SQLite leaves its -wal and -shm files behind; it never creates a database with mode=rw.
    address = f"{home.database.as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as database:
            row = database.execute(query, values).fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row else None
