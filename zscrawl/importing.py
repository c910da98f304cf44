"""Import: saved pages and WARC files taken into the archive as if crawled, and exported packages taken back."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive import Capture, Item, Kept, open_archive, warc_pages
from zscrawl.errors import ArchiveError, ReadError
from zscrawl.export.reading import ReadPackage, open_package
from zscrawl.home import Home
from zscrawl.indexing import index_engine
from zscrawl.items import Page
from zscrawl.ledger import CORRECTIONS_FILE
from zscrawl.reading import read_pages
from zscrawl.refresh import rebuild_index
from zscrawl.saved import Manifest, find_files, is_warc, read_saved

# Articles in one commit: large enough that fsync does not dominate, small enough to lose little work.
_BATCH = 50


@dataclass(slots=True)
class ImportSummary:
    """``outcomes`` counts stored pages by what became of them, ``kinds`` by what they are; ``unread`` are files."""

    run_id: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)


def import_paths(
    home: Home,
    paths: list[Path],
    *,
    manifest: Manifest | None = None,
    source: str = "import",
    family: str | None = None,
    fetched_at: datetime | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, now: None,
) -> ImportSummary:
    """Read saved pages (folders are walked) and WARC files, and store them under ``source``.

    ``progress`` is told pages done, files in all, and the file at hand. Files that are no pages are
    listed in the summary, the others are stored. Raises ReadError if no path holds anything, BusyError if another
    process writes.
    """
    files = list(find_files(paths))
    summary = ImportSummary()
    home.prepare()
    archive = open_archive(home.path, home.database_url, create=True)
    with archive, archive.writer("import") as writer:
        run = summary.run_id = writer.begin_run(
            "import", {"paths": [str(path) for path in paths], "source": source}
        )
        status = "failed"
        try:
            batch: list[Item] = []
            stream = _pages(files, manifest, fetched_at, family, summary)
            for done, (file, page, article) in enumerate(read_pages(stream, jobs=jobs), 1):
                summary.kinds[article.kind] += 1
                batch.append(Item(Capture(page), article, source))
                if len(batch) >= _BATCH:
                    summary.outcomes.update(
                        outcome.status for outcome in writer.store_batch(batch, run_id=run)
                    )
                    batch.clear()
                progress(done, len(files), file)
            summary.outcomes.update(outcome.status for outcome in writer.store_batch(batch, run_id=run))
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


def _pages(
    files: list[Path],
    manifest: Manifest | None,
    fetched_at: datetime | None,
    family: str | None,
    summary: ImportSummary,
) -> Iterator[tuple[str, Page, str | None]]:
    for file in files:
        try:
            if is_warc(file):
                for page in warc_pages(file):
                    yield str(file), page, family
            elif file.suffix != ".tsv":
                saved = read_saved(file, manifest=manifest, fetched_at=fetched_at)
                # Archived under its identity, so that it is the same article when it is read again.
                page = replace(saved.page, url=saved.identity) if saved.identity else saved.page
                yield str(file), page, family
        except (ReadError, ArchiveError) as error:
            summary.unread.append(str(error))
