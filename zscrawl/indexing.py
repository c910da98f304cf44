"""Which index a data directory has. Kept apart from `zscrawl.refresh`: a search must not load the database."""

from __future__ import annotations

from importlib.util import find_spec

from search import Index, open_index, sentinel
from zscrawl.errors import ArchiveError
from zscrawl.home import Home

DEFAULT_ENGINE = "whoosh"
_FAST_ENGINE, _FAST_FROM = "tantivy", 50_000
"""From so many articles on, whoosh is noticeably slower: see "Engines" in docs/search.md."""


def index_engine(home: Home) -> str | None:
    """The engine that the index of ``home`` was built with; None if there is no index. Raises SearchError."""
    if not (home.index / sentinel.FILE).exists():
        return None
    return sentinel.read(home.index).engine


def open_current_index(home: Home, generation: str | None = None) -> Index:
    """The index of ``home``, whatever engine it was built with. Raises SearchError if none, stale or damaged, and
    ArchiveError where there is nothing to build it from."""
    if not (home.index.exists() or home.holds_archive or home.database_url):
        raise ArchiveError(f"there is no archive in {home.path}; zscrawl crawl or zscrawl import makes one")
    return open_index(home.index, index_engine(home) or DEFAULT_ENGINE, generation)


def faster_engine(home: Home, articles: int) -> str | None:
    """One line that offers the fast engine to who has ``articles`` in a slower index; None where there is no need."""
    if articles <= _FAST_FROM or home.search_engine or index_engine(home) == _FAST_ENGINE:
        return None
    install = "" if find_spec(_FAST_ENGINE) else "pip install 'zscrawl[fast]' && "
    rebuild = f"{install}zscrawl reindex --engine {_FAST_ENGINE}"
    return f"{articles:,} articles are searched faster with {_FAST_ENGINE}: {rebuild}"
