"""Import: saved pages and WARC files taken into the archive as if crawled, and exported packages taken back.

A WARC file of our own says what the crawl knew of each page (source, family, which pages make one article): it is
read as it was then. A response that the archive holds already is passed over. Files are taken in the order of their
first pages' times, because a page that is older than what the archive has of its article makes no version.
"""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from archive import Archive, Capture, Item, Kept, WarcCapture, WarcReader, held, open_archive
from zscrawl.errors import ArchiveError, ReadError
from zscrawl.export.reading import ReadPackage, open_package
from zscrawl.home import Home
from zscrawl.indexing import index_engine
from zscrawl.items import Article, Source
from zscrawl.ledger import CORRECTIONS_FILE
from zscrawl.reading import ToRead, read_all
from zscrawl.refresh import rebuild_index
from zscrawl.saved import Manifest, find_files, is_warc, read_saved
from zscrawl.sources.reading import is_name

# Articles in one commit: large enough that fsync does not dominate, small enough to lose little work.
_BATCH = 50
_T = TypeVar("_T")


KNOWN = "known"
"""The outcome of a response that the archive holds already."""
UNNAMED = "import"
"""The source of pages of which nobody says where they come from."""
_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


@dataclass(slots=True)
class ImportSummary:
    """``outcomes`` counts stored pages by what became of them, ``kinds`` by what they are; ``unread`` are messages of
    files that are no pages, ``damaged`` of WARC files that could be read in part."""

    run_id: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """A capture in ``file``, and how it is read."""

    file: str
    capture: Capture
    source: str
    task: ToRead


def import_paths(
    home: Home,
    paths: list[Path],
    *,
    manifest: Manifest | None = None,
    source: str = UNNAMED,
    family: str | None = None,
    sources: Mapping[str, Source] = _NO_SOURCES,
    fetched_at: datetime | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, now: None,
) -> ImportSummary:
    """Read saved pages (folders are walked) and WARC files, and store them.

    They go to ``source``; if that is not given, what a WARC file names as a page's source. ``sources`` are those that
    are configured, by name: the families and options that the readers go by. ``family`` goes before both.

    ``progress`` is told pages done, files in all, and the file at hand. Files that are no pages are
    listed in the summary, the others are stored. Raises ReadError if no path holds anything, BusyError if another
    process writes.
    """
    files = _in_time(find_files(paths))
    summary = ImportSummary()
    home.prepare()
    archive = open_archive(home.path, home.database_url, create=True)
    with archive, archive.writer("import") as writer:
        run = summary.run_id = writer.begin_run(
            "import", {"paths": [str(path) for path in paths], "source": source}
        )
        status = "failed"

        def store(batch: list[tuple[_Found, Article]]) -> None:
            # Once more: a capture may stand twice in what is imported.
            new = _unknown(archive, batch, lambda each: each[0].capture, summary)
            items = [Item(found.capture, article, found.source) for found, article in new]
            outcomes = writer.store_batch(items, run_id=run, late=True)
            summary.kinds.update(article.kind for _, article in new)
            summary.outcomes.update(outcome.status for outcome in outcomes)

        try:
            captures = _captures(files, _Choice(source, family, sources), manifest, fetched_at, summary)
            unknown = itertools.chain.from_iterable(
                _unknown(archive, batch, lambda found: found.capture, summary) for batch in _batches(captures)
            )
            readings = read_all(((found, found.task) for found in unknown), jobs=jobs)
            done = 0
            for batch in _batches(readings):
                store(batch)
                done += len(batch)
                progress(done, len(files), batch[-1][0].file)
            status = "done"
        finally:
            writer.end_run(run, status, dict(summary.outcomes))
    return summary


def import_package(
    home: Home, path: Path, *, progress: Callable[[str, int, int], None] = lambda step, done, total: None
) -> ReadPackage:
    """Take the package in the folder ``path`` into the archive of ``home``, which must have no articles yet.

    All of it, or nothing. The archive takes the name (generation) of the one that was exported, so that what is
    exported from it is the same again. Raises ReadError for a package that cannot be taken, ConfigError for an archive
    that has articles, BusyError if another process writes.
    """
    package = open_package(path)
    home.prepare()
    archive = open_archive(home.path, home.database_url, create=True)
    with archive, archive.writer("import") as writer:
        run = writer.begin_run("import", {"paths": [str(path)], "package": package.generation})
        count, status = 0, "failed"
        try:
            count = writer.take_over(
                _counted(package, progress),
                run_id=run,
                generation=package.generation,
                extractor=package.extractor,
            )
            status = "done"
        finally:
            writer.end_run(run, status, {"new": count})
    if package.corrections:
        shutil.copyfile(package.corrections, home.path / CORRECTIONS_FILE)
    if index_engine(home) is not None:  # of the empty archive, which had another name
        rebuild_index(home)
    return package


def _counted(package: ReadPackage, progress: Callable[[str, int, int], None]) -> Iterator[Kept]:
    total = package.rows["articles"]
    for done, kept in enumerate(package.articles(), 1):
        yield kept
        progress("importing", done, max(done, total))


@dataclass(frozen=True, slots=True)
class _Choice:
    """Where captures go and how they are read: what the user says, else the configuration, else the WARC."""

    source: str
    family: str | None
    sources: Mapping[str, Source]

    def found(self, file: Path, warc: WarcCapture) -> _Found:
        name = self.source
        if name == UNNAMED and warc.source and is_name(warc.source):
            name = warc.source
        entry = self.sources.get(name)
        family = self.family or (entry.family if entry else warc.family)
        task = ToRead(warc.capture.pages, family, dict(entry.options) if entry else {})
        return _Found(str(file), warc.capture, name, task)


def _captures(
    files: Sequence[Path],
    choice: _Choice,
    manifest: Manifest | None,
    fetched_at: datetime | None,
    summary: ImportSummary,
) -> Iterator[_Found]:
    reader = WarcReader()
    for file in files:
        try:
            if is_warc(file):
                for warc in reader.read(file):
                    yield choice.found(file, warc)
            elif file.suffix != ".tsv":
                saved = read_saved(file, manifest=manifest, fetched_at=fetched_at)
                # Archived under its identity, so that it is the same article when it is read again.
                page = replace(saved.page, url=saved.identity) if saved.identity else saved.page
                yield choice.found(file, WarcCapture(Capture(page)))
        except ReadError as error:
            summary.unread.append(str(error))
        except ArchiveError as error:
            summary.damaged.append(str(error))
    for warc in reader.rest():
        yield choice.found(files[-1], warc)


def _in_time(files: Iterable[Path]) -> list[Path]:
    """The files; WARC files by the times of their first pages, the others in their places before them."""
    paths = list(files)
    return [path for path in paths if not is_warc(path)] + sorted(filter(is_warc, paths), key=_begins_at)


def _begins_at(path: Path) -> tuple[datetime, str]:
    reader = WarcReader()
    first = None
    with suppress(ArchiveError):  # said when the file is read
        first = next(itertools.chain(reader.read(path), reader.rest()), None)
    return first.capture.page.fetched_at if first else datetime.max.replace(tzinfo=UTC), path.name


def _batches(stream: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(stream)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch


def _unknown(
    archive: Archive, batch: list[_T], capture_of: Callable[[_T], Capture], summary: ImportSummary
) -> list[_T]:
    """Those of ``batch`` whose responses the archive does not hold. The others are counted."""
    seen: set[tuple[str, datetime, bytes]] = set()
    unknown = []
    pages = [capture_of(each).page for each in batch]
    for each, page, known in zip(batch, pages, held(archive, pages), strict=True):
        key = (page.url, page.fetched_at, page.body)
        if known or key in seen:
            summary.outcomes[KNOWN] += 1
        else:
            unknown.append(each)
        seen.add(key)
    return unknown
