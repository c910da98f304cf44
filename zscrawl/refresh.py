"""Refresh: the search index caught up with the archive, from a watermark; or built anew.

The index is derived. Its watermark is the archive's sequence number up to which it holds everything; a crash at any
point means that some articles are indexed once more, never that one is missed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from archive import Archive, StoredArticle, open_archive
from search import Document, Index, create_index, rebuild
from zscrawl.errors import SearchError
from zscrawl.home import Home
from zscrawl.indexing import DEFAULT_ENGINE, index_engine, open_current_index

# Articles in one commit of the index. A Whoosh commit costs about as much as adding 50 articles.
_BATCH = 1000

Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    pass


@dataclass(slots=True)
class RefreshSummary:
    """How many articles each derived part was brought up to date for."""

    indexed: int = 0


def refresh_archive(home: Home, *, progress: Progress = _silent) -> RefreshSummary:
    """Bring what is derived up to date with the archive. ``progress`` is told step, done and total.

    Raises SearchError for a stale or damaged index (it is never replaced in silence), BusyError if another process
    writes to it.
    """
    summary = RefreshSummary()
    with open_archive(home.path, home.database_url) as archive:
        if index_engine(home) is None:
            create_index(home.index, DEFAULT_ENGINE, archive.generation).close()
        with open_current_index(home, archive.generation) as index:
            summary.indexed = _catch_up(archive, index, progress)
    return summary


def _catch_up(archive: Archive, index: Index, progress: Progress) -> int:
    start = int(index.watermark or 0)
    total = archive.count_changed_since(start)
    done = 0
    changed = archive.changed_since(start)
    while batch := list(itertools.islice(changed, _BATCH)):
        with index.writer() as writer:
            writer.put(as_document(stored) for stored in batch)
            writer.watermark = str(batch[-1].sequence)
        done += len(batch)
        progress("indexing", done, max(total, done))
    return done


def rebuild_index(home: Home, *, engine: str | None = None, progress: Progress = _silent) -> int:
    """Build the index anew beside the old one, switch to it, and return the number of articles."""
    with open_archive(home.path, home.database_url) as archive:
        sequence = archive.sequence
        total = archive.count()
        counted = _counted(archive.changed_since(0), total, progress)
        chosen = engine or _engine_in_use(home) or DEFAULT_ENGINE
        documents = map(as_document, counted)
        rebuild(home.index, chosen, documents, archive.generation, str(sequence)).close()
    return total


def _engine_in_use(home: Home) -> str | None:
    try:
        return index_engine(home)
    except SearchError:  # damaged: that is why it is being rebuilt
        return None


def _counted(stream: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    for done, item in enumerate(stream, 1):
        progress("indexing", done, max(total, done))
        yield item


def as_document(stored: StoredArticle) -> Document:
    """An archived article as the index sees it. The posts of a thread are searched with its body."""
    article = stored.article
    replies = [post.body for post in article.posts if post.floor != 1]
    return Document(
        uid=stored.uid,
        title=article.title or "",
        body="\n".join([article.body, *replies]),
        author=" ".join(article.authors),
        origin=article.origin or "",
        source=stored.source,
        family=article.family,
        section=article.section or "",
        published_at=article.published_at,
        url=article.url,
        kind=article.kind,
    )
