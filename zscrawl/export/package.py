"""One export: tables into a folder that appears under its name only when it is whole."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from archive import Archive, open_archive
from zscrawl.export.describe import Facts as ExportFacts
from zscrawl.export.describe import write_descriptions
from zscrawl.export.formats import Columns, open_writer
from zscrawl.export.rows import ArticleRows, Chosen, ledger_rows
from zscrawl.export.tables import TABLES
from zscrawl.home import Home
from zscrawl.indexing import open_current_index
from zscrawl.items import Filters
from zscrawl.ledger import CORRECTIONS_FILE, load_book
from zscrawl.new_folder import new_folder

Progress = Callable[[str, int, int], None]

_LEDGER_TABLES = {"projects", "stage_events", "companies"}
_BATCH = 500


@dataclass(slots=True)
class ExportSummary:
    """Rows by table, and where the package is."""

    path: Path
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export. ``tables`` in any order; ``with_text`` adds full texts; ``excel`` is for CSV."""

    query: str | None = None
    filters: Filters = field(default_factory=Filters)
    tables: tuple[str, ...] = tuple(TABLES)
    fmt: str = "csv"
    with_text: bool = False
    excel: bool = False


def export_package(
    home: Home,
    path: Path,
    options: ExportOptions | None = None,
    *,
    progress: Progress = lambda step, done, total: None,
) -> ExportSummary:
    """Write a data package into the new folder ``path``.

    Raises ConfigError if ``path`` exists or cannot be written, QueryError for a query that cannot be understood.
    """
    options = options or ExportOptions()
    columns = {name: TABLES[name].chosen(options.with_text) for name in TABLES if name in options.tables}
    with new_folder(path, "an export") as folder:
        with open_archive(home.path, home.database_url) as archive:
            facts = _write(home, archive, folder, columns, options, progress)
        facts.corrected = bool(columns.keys() & _LEDGER_TABLES) and _copy_corrections(home, folder)
        write_descriptions(folder, columns, facts)
    return ExportSummary(path, facts.rows)


def _write(
    home: Home, archive: Archive, folder: Path, columns: Columns, options: ExportOptions, progress: Progress
) -> ExportFacts:
    book = load_book(home) if columns.keys() & {*_LEDGER_TABLES, "mentions"} else None
    makers = ArticleRows(book)
    of_articles = [name for name in columns if name not in _LEDGER_TABLES]
    facts = ExportFacts(
        options.fmt,
        options.query,
        told(options.filters),
        archive.generation,
        "",
        options.with_text,
        options.excel,
    )
    facts.rows = dict.fromkeys(columns, 0)
    uids: set[str] = set()
    tables = [TABLES[name] for name in columns]
    with open_writer(options.fmt, folder, columns, tables, excel=options.excel, whole=facts.whole) as write:
        for chosen in _chosen(home, archive, options, progress):
            stored = chosen.stored
            uids.add(stored.uid)
            month = (
                stored.article.published_at.strftime("%Y-%m") if stored.article.published_at else "no date"
            )
            facts.coverage[stored.source, month] += 1
            facts.until = max(facts.until, stored.changed_at.isoformat())
            for name in of_articles:
                for row in makers.rows(name, chosen):
                    write(name, row)
                    facts.rows[name] += 1
        for name in columns:
            if book is not None and name in _LEDGER_TABLES:
                for row in ledger_rows(name, book, None if facts.whole else uids):
                    write(name, row)
                    facts.rows[name] += 1
    return facts


def _copy_corrections(home: Home, folder: Path) -> bool:
    """What was corrected by hand goes with the projects that it shaped."""
    corrections = home.path / CORRECTIONS_FILE
    if corrections.exists():
        shutil.copyfile(corrections, folder / CORRECTIONS_FILE)
    return corrections.exists()


def told(filters: Filters) -> dict[str, object]:
    """The filters that narrow, as they are written down."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(filters).items()
        if value
    }


def _chosen(home: Home, archive: Archive, options: ExportOptions, progress: Progress) -> Iterator[Chosen]:
    filters = options.filters
    uids: set[str] | None = None
    if options.query:
        with open_current_index(home, archive.generation) as index:
            results = index.search(options.query, filters=filters, limit=filters.limit, group=False)
            uids = {hit.uid for hit in results.hits}
        filters = replace(filters, limit=0)
    total = len(uids) if uids is not None else archive.count(filters)
    stream = (
        stored
        for stored in archive.articles(filters, newest_first=False)
        if uids is None or stored.uid in uids
    )
    done = 0
    while batch := list(itertools.islice(stream, _BATCH)):
        batch_uids = [stored.uid for stored in batch]
        facts = archive.facts_of(batch_uids)
        versions = archive.versions_of(batch_uids) if "versions" in options.tables else {}
        for stored in batch:
            done += 1
            yield Chosen(stored, facts.get(stored.uid), versions.get(stored.uid, []))
        progress("exporting", done, max(total, done))
