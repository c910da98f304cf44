"""Reading the archive. Readers never wait for the writer and never make it wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from archive import warc
from archive.captures import CaptureRef, captures, snapshot
from archive.clusters import similar
from archive.database import errors_in_one_line
from archive.facts import Record, facts_of, mentions, without_facts
from archive.models import FetchStateRow, Meta, RunRow, table_of
from archive.posts import with_posts
from archive.queries import chosen, in_batches
from archive.records import FetchState, Mention, Run, Similar, SourceStats, StoredArticle, Version, uid_of
from archive.rows import (
    ARTICLES,
    VERSIONS,
    reading_columns,
    run_of,
    state_of,
    stored_of,
    url_key,
    version_of,
)
from archive.sql import WATERMARK
from archive.stats import source_stats
from zscrawl.errors import ConfigError
from zscrawl.items import Facts, Filters, Page

if TYPE_CHECKING:
    from archive.writing import Writer

_BATCH = 500
_STATES = table_of(FetchStateRow)
# Made once: a crawl asks for every list page, and making a statement costs more than carrying it out.
_STATES_WITH = sa.select(_STATES).where(_STATES.c.url_key.in_(sa.bindparam("keys", expanding=True)))
_ARTICLES_WITH = sa.select(ARTICLES.c.uid, ARTICLES.c.url, ARTICLES.c.last_fetched_at)
_ARTICLES_WITH = _ARTICLES_WITH.where(ARTICLES.c.uid.in_(sa.bindparam("uids", expanding=True)))


class Archive:
    """An open archive. Made by `archive.open_archive`; safe to share between threads.

    Args:
        home: the data directory, which holds ``warc/`` and the writer's lock.
        what: how messages name the database.
    """

    def __init__(self, home: Path, engine: sa.Engine, what: str) -> None:
        self.home = home
        self.warc_folder = home / warc.WARC_FOLDER
        self.engine = engine
        self.what = what

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. The archive must not be used afterwards."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one unchanging state of the archive."""
        with errors_in_one_line(self.what), self.engine.connect() as connection:
            yield connection

    def writer(
        self, owner: str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), **options: Any
    ) -> AbstractContextManager[Writer]:
        """Hold the archive for writing; see `archive.writing.open_writer` for ``options`` and errors."""
        from archive.writing import open_writer

        return open_writer(self, owner, clock=clock, **options)

    # --- the archive itself

    @property
    def generation(self) -> str:
        """A random name given when the archive was made: an index that names another belongs elsewhere."""
        return self._meta("generation") or ""

    @property
    def sequence(self) -> int:
        """The number of the latest change; each change of an article gets the next one."""
        return int(self._meta("sequence") or 0)

    def watermark(self, name: str) -> int:
        """How far the reader ``name`` has come (a sequence number); 0 if it has not begun."""
        return int(self._meta(WATERMARK + name) or 0)

    def _meta(self, key: str) -> str | None:
        with self.reading() as connection:
            return connection.scalar(sa.select(Meta.value).where(Meta.key == key))

    # --- articles

    def get(self, name: str) -> StoredArticle | None:
        """The article with this uid, beginning of a uid (at least 4 characters) or URL; None if unknown.

        Raises:
            ConfigError: the beginning fits several articles.
        """
        with self.reading() as connection:
            uid = self._uid(connection, name)
            if uid is None:
                return None
            rows = connection.execute(_current().where(ARTICLES.c.uid == uid)).all()
            return next(with_posts(connection, rows, stored_of), None)

    def _uid(self, connection: sa.Connection, name: str) -> str | None:
        uid = ARTICLES.c.uid
        if "://" in name:
            found = connection.scalar(sa.select(uid).where(uid == uid_of(name)))
            state = sa.select(_STATES.c.uid).where(_STATES.c.url_key == url_key(name))
            return found or connection.scalar(state)
        if not name.startswith("zs") or len(name) < 4:
            return None
        end = name + "g"  # after every hex digit
        uids = connection.scalars(sa.select(uid).where(uid >= name, uid < end).order_by(uid).limit(3)).all()
        if len(uids) > 1 and uids[0] != name:
            raise ConfigError(f"{name} fits several articles ({', '.join(uids)} …): give more digits")
        return uids[0] if uids else None

    def articles(
        self, filters: Filters | None = None, *, newest_first: bool = True
    ) -> Iterator[StoredArticle]:
        """The articles that ``filters`` choose, by date of publication (of first fetch, if none is known).

        All of them as they stand when the first one is asked for, in bounded memory.
        """
        filters = filters or Filters()
        order = (ARTICLES.c.dated_at, ARTICLES.c.id)
        query = chosen(_current(), filters).order_by(
            *(part.desc() if newest_first else part for part in order)
        )
        # The result is closed by hand: who stops early must not leave a server-side cursor behind.
        with (
            self.reading() as connection,
            connection.execution_options(yield_per=_BATCH).execute(query) as result,
        ):
            for rows in result.partitions():
                yield from with_posts(connection, list(rows), stored_of)

    def count(self, filters: Filters | None = None) -> int:
        """How many articles ``filters`` choose."""
        query = chosen(sa.select(ARTICLES.c.id), filters or Filters())
        with self.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0

    def changed_since(self, sequence: int, batch: int = _BATCH) -> Iterator[StoredArticle]:
        """The articles that changed after ``sequence``, in the order of their changes.

        Read ``batch`` at a time, each in a transaction of its own: the reader may write meanwhile.
        """
        return self._by_sequence(_current(), sequence, batch)

    def _by_sequence(self, query: sa.Select[Any], sequence: int, batch: int) -> Iterator[StoredArticle]:
        query = query.order_by(ARTICLES.c.sequence).limit(batch)
        while True:
            with self.reading() as connection:
                rows = connection.execute(query.where(ARTICLES.c.sequence > sequence)).all()
                stored = list(with_posts(connection, rows, stored_of))
            if not stored:
                return
            yield from stored
            sequence = stored[-1].sequence

    def count_changed_since(self, sequence: int) -> int:
        """How many articles changed after ``sequence``."""
        query = sa.select(sa.func.count()).select_from(ARTICLES).where(ARTICLES.c.sequence > sequence)
        with self.reading() as connection:
            return connection.scalar(query) or 0

    def versions(self, uid: str) -> list[Version]:
        """All versions of an article, the first one first; empty if it is unknown."""
        return self.versions_of([uid]).get(uid, [])

    def versions_of(self, uids: Sequence[str]) -> dict[str, list[Version]]:
        """All versions of these articles, by uid."""
        query = sa.select(*reading_columns()).join(VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id)
        query = query.where(ARTICLES.c.uid.in_(sa.bindparam("uids", expanding=True))).order_by(
            VERSIONS.c.number
        )
        found: dict[str, list[Version]] = {}
        with self.reading() as connection:
            for batch in in_batches(uids, _BATCH):
                for version in with_posts(
                    connection, connection.execute(query, {"uids": batch}).all(), version_of
                ):
                    found.setdefault(version.uid, []).append(version)
        return found

    def similar(self, uid: str) -> list[Similar]:
        """The reprints of an article and what else shares text with it, the earliest first."""
        with self.reading() as connection:
            return similar(connection, uid)

    def snapshot(self, uid: str, version: int | None = None) -> Page:
        """The raw page from which a version (the latest, if None) was read, out of the WARC.

        Raises:
            ConfigError: there is no such version.
            ArchiveError: the record is missing or damaged.
        """
        with self.reading() as connection:
            return snapshot(connection, self.warc_folder, uid, version)

    # --- facts

    def facts(self, uid: str, version: int | None = None) -> Facts | None:
        """The facts of a version (the latest, if None); None if none were drawn yet."""
        with self.reading() as connection:
            return facts_of(connection, [uid], version).get(uid)

    def facts_of(self, uids: Sequence[str]) -> dict[str, Facts]:
        """The facts of the latest versions of these articles, by uid; those without any are left out."""
        with self.reading() as connection:
            return {
                u: f for batch in in_batches(uids, _BATCH) for u, f in facts_of(connection, batch).items()
            }

    def mentions(self, kind: type[Record], filters: Filters | None = None) -> Iterator[Mention[Record]]:
        """Every fact of one kind (`Figure`, `Project` …) in the latest versions of the chosen articles.

        The newest article comes first; ``filters.limit`` counts facts.
        """
        with self.reading() as connection:
            yield from mentions(connection, kind, filters or Filters(), _BATCH)

    def without_facts(self, extractor: str, batch: int = _BATCH) -> Iterator[StoredArticle]:
        """The articles whose latest version ``extractor`` has not read; like `changed_since` otherwise."""
        return self._by_sequence(_current().where(without_facts(extractor)), 0, batch)

    # --- crawling

    def captures(self, sources: tuple[str, ...] = (), since: datetime | None = None) -> Iterator[CaptureRef]:
        """The archived pages worth reading again, in the order they were fetched; see `read_capture`."""
        with self.reading() as connection:
            yield from captures(connection, sources, since, _BATCH)

    def known(self, urls: Collection[str]) -> dict[str, FetchState]:
        """What is known of each of ``urls``; those that were never met are left out.

        A URL is known as it was fetched, and as the canonical URL of an article.
        """
        found: dict[str, FetchState] = {}
        with self.reading() as connection:
            for batch in in_batches(sorted(set(urls)), _BATCH):
                rows = connection.execute(_STATES_WITH, {"keys": [url_key(url) for url in batch]}).all()
                urls_by_uid = {uid_of(url): url for url in batch}
                articles = connection.execute(_ARTICLES_WITH, {"uids": list(urls_by_uid)}).all()
                own = {each.url for each in articles if each.uid == uid_of(each.url)}
                for uid, _, fetched_at in articles:
                    url = urls_by_uid[uid]
                    found[url] = FetchState(url, True, url in own, uid, fetched_at=fetched_at)
                found.update((row.url, state_of(row, own=row.url in own)) for row in rows)
        return found

    def runs(self, limit: int = 0) -> list[Run]:
        """The runs, newest first."""
        query = sa.select(table_of(RunRow)).order_by(RunRow.id.desc()).limit(limit or None)
        with self.reading() as connection:
            return [run_of(row) for row in connection.execute(query)]

    def run(self, run_id: int) -> Run | None:
        with self.reading() as connection:
            row = connection.execute(sa.select(table_of(RunRow)).where(RunRow.id == run_id)).first()
            return None if row is None else run_of(row)

    def source_stats(self, *, counted: bool = True) -> list[SourceStats]:
        """The health of every source that was ever visited, by name; quickly, if articles need not be ``counted``."""
        with self.reading() as connection:
            return source_stats(connection, counted=counted)


def _current() -> sa.Select[Any]:
    """Every article with its latest version."""
    return sa.select(*reading_columns()).join(
        VERSIONS, (VERSIONS.c.article_id == ARTICLES.c.id) & (VERSIONS.c.number == ARTICLES.c.version)
    )
