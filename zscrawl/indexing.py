"""Which index a data directory has. Kept apart from `zscrawl.refresh`: a search must not load the database."""

from __future__ import annotations

from search import Index, open_index, sentinel
from zscrawl.home import Home

DEFAULT_ENGINE = "whoosh"


def index_engine(home: Home) -> str | None:
    """The engine that the index of ``home`` was built with; None if there is no index. Raises SearchError."""
    if not (home.index / sentinel.FILE).exists():
        return None
    return sentinel.read(home.index).engine


def open_current_index(home: Home, generation: str | None = None) -> Index:
    """The index of ``home``, whatever engine it was built with. Raises SearchError if none, stale or damaged."""
    return open_index(home.index, index_engine(home) or DEFAULT_ENGINE, generation)
