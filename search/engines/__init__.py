"""Engines that keep and search an index: ``whoosh`` (pure Python, the default) and ``tantivy`` (fast).

An engine knows conditions (``search.plan``) and documents, and nothing of the query language, of snippets,
or of how an index is versioned. Two small interfaces, eight methods in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from search.documents import Document, Sort
from search.plan import Condition
from zscrawl.errors import ConfigError

ENGINES = ("whoosh", "tantivy")

Ref: TypeAlias = Any
"""How an engine names a document within one `Matches`; opaque to everybody else."""


class Matches(Protocol):
    """What meets a condition in one state of the index. Commits made later do not show in it."""

    def total(self) -> int:
        """How many documents match; exact."""
        ...

    def ranked(self) -> Iterator[tuple[float, Ref]]:
        """Score and reference of each match, best or newest first; newest first also if nothing gives a score."""
        ...

    def facet(self, name: str) -> Mapping[str, int]:
        """How many matches have each value of ``name`` (one of `search.documents.FACETS`)."""
        ...

    def fetch(self, ref: Ref) -> Document:
        """The document as it was put in."""
        ...

    def in_clusters(self, names: Iterable[str]) -> Mapping[str, int]:
        """How many matches belong to each of the clusters ``names``, which are clusters of matches."""
        ...


class Engine(Protocol):
    """An open index in one directory."""

    def match(self, condition: Condition, sort: Sort, fresh: bool) -> Matches:
        """What meets ``condition`` in the last commit, to be ordered by ``sort``.

        ``fresh`` lets new articles gain over old ones (`search.ranking.recency`) when sorting by relevance.
        """
        ...

    def update(self, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        """Replace or add ``documents`` (by uid; of two with one uid the later counts), drop ``deleted``, commit.

        Memory stays bounded whatever their number. Raises `BusyError` if another process is writing.
        """
        ...

    def close(self) -> None: ...


def start(engine: str, directory: Path, create: bool) -> Engine:
    """Open the index that ``engine`` keeps in ``directory``, or make an empty one there.

    Raises `ConfigError` if there is no such engine or it is not installed, `SearchError` if what lies in the
    directory cannot be opened.
    """
    if engine == "whoosh":
        from search.engines.whoosh import WhooshEngine

        return WhooshEngine(directory, create)
    if engine == "tantivy":
        try:
            from search.engines.tantivy import TantivyEngine
        except ModuleNotFoundError as missing:
            if missing.name != "tantivy":
                raise
            raise ConfigError(
                "the tantivy engine is not installed; run: pip install 'zscrawl[fast]'"
            ) from missing
        return TantivyEngine(directory, create)
    raise ConfigError(f"there is no search engine {engine}; choose one of {', '.join(ENGINES)}")


__all__ = ["ENGINES", "Engine", "Matches", "Ref", "start"]
