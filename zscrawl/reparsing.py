"""Reparse: every archived page read again from the WARCs with today's readers, without network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from os import cpu_count
from pathlib import Path

from archive import CaptureRef, open_archive, read_capture
from spiders import read
from spiders.crawl.joining import join_pages
from zscrawl.errors import ArchiveError
from zscrawl.home import Home
from zscrawl.items import Article, Source
from zscrawl.parallel import in_processes

# Captures sent to a worker at a time, and stored in one transaction.
_CHUNK = 50
# Below this many captures the start of worker processes costs more than it saves.
_WORTH_A_POOL = 200
_ORPHANS = "recovered"
"""Where an article goes whose page a crash left unread, so that no source is on record."""

Progress = Callable[[str, int, int], None]
_Readings = list[tuple[CaptureRef, Article | None, str | None]]


@dataclass(slots=True)
class ReparseSummary:
    """``outcomes`` counts pages by what became of them, ``changes`` counts what differs from the old readings,
    ``damaged`` are the messages of records that could not be read."""

    pages: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


def reparse(
    home: Home,
    *,
    sources: dict[str, Source] | None = None,
    names: tuple[str, ...] = (),
    since: datetime | None = None,
    jobs: int | None = None,
    progress: Progress = lambda step, done, total: None,
) -> ReparseSummary:
    """Read archived pages of the sources ``names`` (empty: all), fetched from ``since`` on; take up what differs.

    ``sources`` gives the families and options that the readers go by. Raises ArchiveError, BusyError.
    """
    summary = ReparseSummary()
    hints = {name: (source.family, dict(source.options)) for name, source in (sources or {}).items()}
    with open_archive(home.path, home.database_url) as archive, archive.writer("reparse") as writer:
        run_id = writer.begin_run("reparse", {"sources": list(names), "since": since and since.isoformat()})
        status = "failed"
        try:
            refs = list(archive.captures(names, since))
            for readings in _read_all(home.path, refs, hints, jobs or cpu_count() or 1):
                whole = [(ref, article) for ref, article, error in readings if error is None]
                summary.damaged += [error for _, _, error in readings if error is not None]
                outcomes = writer.restore_readings(
                    [(ref.fetch_id, article, ref.source or _ORPHANS) for ref, article in whole]
                )
                for (ref, _), outcome in zip(whole, outcomes, strict=True):
                    summary.outcomes[outcome.status] += 1
                    for change in outcome.changes:
                        summary.changes[change] += 1
                        summary.examples.setdefault(change, ref.uid or ref.parts[0].url)
                summary.pages += len(readings)
                progress("reading again", summary.pages, len(refs))
            status = "done"
        finally:
            writer.end_run(run_id, status, dict(summary.outcomes))
    return summary


def _read_all(
    home: Path, refs: list[CaptureRef], hints: dict[str, tuple[str, dict[str, str]]], jobs: int
) -> Iterator[_Readings]:
    """The captures read, chunk by chunk, in their order."""
    chunks = (refs[start : start + _CHUNK] for start in range(0, len(refs), _CHUNK))
    read_chunk = partial(_read_chunk, home, hints)
    if jobs == 1 or len(refs) < _WORTH_A_POOL:
        return map(read_chunk, chunks)
    return in_processes(read_chunk, chunks, jobs)


def _read_chunk(
    home: Path, hints: dict[str, tuple[str, dict[str, str]]], refs: list[CaptureRef]
) -> _Readings:
    readings: _Readings = []
    for ref in refs:
        family, options = hints.get(ref.source or "", (None, {}))
        try:
            capture = read_capture(home, ref)
        except ArchiveError as error:
            readings.append((ref, None, str(error)))
            continue
        parts = [read(page, family=family, options=options) for page in (capture.page, *capture.more)]
        article = join_pages(parts) if len(parts) > 1 else parts[0]
        readings.append((ref, article if article.kind == "article" else None, None))
    return readings
