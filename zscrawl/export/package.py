"""One export: tables into a folder that appears under its name only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive import Archive, StoredArticle, open_archive
from zscrawl.errors import ConfigError
from zscrawl.export.formats import FORMATS, count_rows
from zscrawl.export.tables import TABLES
from zscrawl.home import Home
from zscrawl.indexing import open_current_index
from zscrawl.items import Filters

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class ExportSummary:
    """Rows by table, and where the package is."""

    path: Path
    rows: dict[str, int] = field(default_factory=dict)


def export_package(
    home: Home,
    path: Path,
    *,
    query: str | None = None,
    filters: Filters | None = None,
    tables: tuple[str, ...] = tuple(TABLES),
    fmt: str = "csv",
    with_text: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> ExportSummary:
    """Write ``tables`` of the articles that ``query`` and ``filters`` choose into the new folder ``path``.

    Raises ConfigError if ``path`` exists or cannot be written, QueryError for a query that cannot be understood.
    """
    _refuse_existing(path)
    filters = filters or Filters()
    aside = path.with_name(f".{path.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    summary = ExportSummary(path)
    with open_archive(home.path, home.database_url) as archive:
        try:
            aside.mkdir(parents=True)
            _write_tables(
                archive,
                _chosen(home, archive, query, filters, progress),
                aside,
                tables,
                fmt,
                with_text,
                summary,
            )
            aside.replace(path)
        except OSError as error:
            raise ConfigError(
                f"cannot write {path}: {error.strerror}; name a directory that can be written"
            ) from None
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return summary


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise ConfigError(f"{path} exists; name a new directory, an export never writes over another")


def _chosen(
    home: Home, archive: Archive, query: str | None, filters: Filters, progress: Progress
) -> Iterator[StoredArticle]:
    uids: set[str] | None = None
    if query:
        with open_current_index(home, archive.generation) as index:
            uids = {
                hit.uid for hit in index.search(query, filters=filters, limit=filters.limit, group=False).hits
            }
    total = len(uids) if uids is not None else archive.count(filters)
    wanted = filters if uids is None else replace(filters, limit=0)
    done = 0
    for stored in archive.articles(wanted, newest_first=False):
        if uids is None or stored.uid in uids:
            done += 1
            progress("exporting", done, total)
            yield stored


def _write_tables(
    archive: Archive,
    articles: Iterator[StoredArticle],
    folder: Path,
    names: tuple[str, ...],
    fmt: str,
    with_text: bool,
    summary: ExportSummary,
) -> None:
    with ExitStack() as files:
        writers = []
        for name in names:
            table = TABLES[name]
            fields = [column.name for column in table.chosen(with_text)]
            writers.append((table, files.enter_context(FORMATS[fmt](folder / f"{name}.{fmt}", fields))))
            summary.rows[name] = 0
        for stored in articles:
            for table, write in writers:
                summary.rows[table.name] += count_rows(write, table.rows(archive, stored))
