"""Refresh: what is derived from the archive (facts, then the search index) caught up with it, or built anew.

An article's sequence number moves with its text, its reprint cluster and its facts; the index's watermark is the
number up to which it holds everything. A crash at any point means that some articles are done once more, never that
one is missed.
"""

from __future__ import annotations

import itertools
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from os import cpu_count

from archive import Archive, StoredArticle, open_archive
from promotion import EXTRACTOR_VERSION, read_facts
from search import Index, create_index, rebuild
from zscrawl.documents import as_document
from zscrawl.errors import SearchError
from zscrawl.home import Home
from zscrawl.indexing import DEFAULT_ENGINE, index_engine, open_current_index
from zscrawl.items import Facts
from zscrawl.parallel import in_processes

# Articles in one transaction of facts, and in one commit of the index (Whoosh pays for each commit).
_FACTS_BATCH = 100
_INDEX_BATCH = 1000
# From so many waiting articles on, worker processes draw more facts than their start costs.
_WORTH_A_POOL = 1_000
# From so many changed articles on, if they are half of the archive, a new index is built sooner than the old one
# is brought up to date: nothing has to be deleted from it, and it may be built by several processes.
_WORTH_A_REBUILD = 5_000

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    pass


@dataclass(slots=True)
class RefreshSummary:
    """Articles whose facts were drawn and that were indexed. ``changes`` counts, by kind of record, what differs
    from the facts drawn before (only for a second drawing). ``unread`` are uids whose facts could not be drawn.
    ``articles`` is how many the archive holds."""

    facts: int = 0
    indexed: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)
    articles: int = 0


def refresh_archive(
    home: Home,
    *,
    all_facts: bool = False,
    regions: dict[str, str] | None = None,
    jobs: int | None = None,
    progress: Progress = _silent,
) -> RefreshSummary:
    """Bring what is derived up to date with the archive. ``progress`` is told step, done and total.

    ``all_facts`` draws the facts of every article anew. ``regions`` gives a source's adcode, which settles 我市.
    ``jobs`` is the number of processes that draw facts, by default one a core; for few articles there are none.

    Raises SearchError for a stale or damaged index (it is never replaced in silence), BusyError if another process
    writes to the archive or the index.
    """
    summary = RefreshSummary()
    with open_archive(home.path, home.database_url) as archive:
        if index_engine(home) is None:
            create_index(home.index, home.search_engine or DEFAULT_ENGINE, archive.generation).close()
        _draw_facts(archive, all_facts, regions or {}, jobs or cpu_count() or 1, summary, progress)
        summary.articles = archive.count()
        with open_current_index(home, archive.generation) as index:
            behind = archive.count_changed_since(int(index.watermark or 0))
            if behind < _WORTH_A_REBUILD or behind * 2 < summary.articles:
                summary.indexed = _catch_up(archive, index, progress)
                return summary
    summary.indexed = rebuild_index(home, engine=index_engine(home), progress=progress)
    return summary


def _draw_facts(
    archive: Archive,
    everything: bool,
    regions: dict[str, str],
    jobs: int,
    summary: RefreshSummary,
    progress: Progress,
) -> None:
    stream = archive.changed_since(0) if everything else archive.without_facts(EXTRACTOR_VERSION)
    end = archive.sequence  # drawing facts moves articles to the end: those are done
    waiting = itertools.takewhile(lambda stored: stored.sequence <= end, stream)
    first = list(itertools.islice(waiting, _WORTH_A_POOL))
    if not first:
        return
    total = archive.count()
    batches = _batches(itertools.chain(first, waiting))
    draw = partial(_draw, regions)
    many = jobs > 1 and len(first) == _WORTH_A_POOL
    with archive.writer("refresh") as writer:
        for batch in in_processes(draw, batches, jobs) if many else map(draw, batches):
            drawn = [(each.uid, each.version, each.facts) for each in batch if each.facts is not None]
            for each in batch:
                if each.facts is None:
                    logger.error("the facts of %s could not be drawn\n%s", each.uid, each.trouble)
                    summary.unread.append(each.uid)
            before = archive.facts_of([uid for uid, _, _ in drawn])
            for uid, _, facts in drawn:
                if uid in before:
                    summary.changes.update(_differences(before[uid], facts))
            writer.store_facts_batch(drawn, EXTRACTOR_VERSION)
            summary.facts += len(drawn)
            progress(
                "reading facts", summary.facts, max(total, summary.facts) if everything else summary.facts
            )


def _batches(stream: Iterator[StoredArticle]) -> Iterator[list[StoredArticle]]:
    while batch := list(itertools.islice(stream, _FACTS_BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The facts of one version, or why there are none."""

    uid: str
    version: int
    facts: Facts | None
    trouble: str = ""


def _draw(regions: dict[str, str], batch: list[StoredArticle]) -> list[_Drawn]:
    """The facts of articles, in this process or in another one."""
    drawn = []
    for stored in batch:
        try:
            drawn.append(_Drawn(stored.uid, stored.version, facts_of(stored, regions)))
        except Exception:  # one article that a rule trips over must not keep the others from being found
            drawn.append(_Drawn(stored.uid, stored.version, None, traceback.format_exc()))
    return drawn


def facts_of(stored: StoredArticle, regions: dict[str, str]) -> Facts:
    """The facts of one archived article."""
    article = stored.article
    return read_facts(
        article.body,
        title=article.title,
        published_at=article.published_at,
        region=regions.get(stored.source),
    )


def _differences(before: Facts, after: Facts) -> Counter[str]:
    """How many records of each kind came or went."""
    changes: Counter[str] = Counter()
    for kind in ("places", "figures", "projects", "activities", "mechanisms"):
        old, new = (Counter(map(repr, getattr(facts, kind))) for facts in (before, after))
        if count := max((old - new).total(), (new - old).total()):
            changes[kind] = count
    return changes


def _catch_up(archive: Archive, index: Index, progress: Progress) -> int:
    start = int(index.watermark or 0)
    total = archive.count_changed_since(start)
    done = 0
    changed = archive.changed_since(start)
    while batch := list(itertools.islice(changed, _INDEX_BATCH)):
        facts = archive.facts_of([stored.uid for stored in batch])
        with index.writer() as writer:
            writer.put(as_document(stored, facts.get(stored.uid)) for stored in batch if not stored.withdrawn)
            writer.delete(stored.uid for stored in batch if stored.withdrawn)
            writer.watermark = str(batch[-1].sequence)
        done += len(batch)
        progress("indexing", done, max(total, done))
    return done


def rebuild_index(home: Home, *, engine: str | None = None, progress: Progress = _silent) -> int:
    """Build the index anew beside the old one, switch to it, and return the number of articles."""
    with open_archive(home.path, home.database_url) as archive:
        sequence = archive.sequence
        total = archive.count()
        chosen = engine or home.search_engine or _engine_in_use(home) or DEFAULT_ENGINE
        documents = (as_document(stored, facts) for stored, facts in _with_facts(archive, total, progress))
        rebuild(home.index, chosen, documents, archive.generation, str(sequence)).close()
    return total


def _engine_in_use(home: Home) -> str | None:
    try:
        return index_engine(home)
    except SearchError:  # damaged: that is why it is being rebuilt
        return None


def _with_facts(
    archive: Archive, total: int, progress: Progress
) -> Iterator[tuple[StoredArticle, Facts | None]]:
    stream = (stored for stored in archive.changed_since(0) if not stored.withdrawn)
    done = 0
    while batch := list(itertools.islice(stream, _INDEX_BATCH)):
        facts = archive.facts_of([stored.uid for stored in batch])
        yield from ((stored, facts.get(stored.uid)) for stored in batch)
        done += len(batch)
        progress("indexing", done, max(total, done))
