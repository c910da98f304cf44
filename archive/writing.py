"""Writing the archive: raw pages first, then one transaction."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import warc
from archive.database import errors_in_one_line, write_ahead
from archive.facts import replace_facts
from archive.lock import writer_lock
from archive.models import FailureRow, FetchStateRow, RunRow, SourceRow, WarcFile
from archive.reading import Archive
from archive.records import Capture, Item, Outcome
from archive.recovery import recover, resumable
from archive.rereading import Rereading
from archive.restoring import Kept, Restoring, package_item
from archive.rows import url_key
from archive.sql import NOTE, WATERMARK, put, put_all, put_meta
from archive.storing import Recorded, Storing, earlier_bodies
from archive.texts import Texts
from archive.warc_context import fields_of
from zscrawl.errors import BusyError
from zscrawl.items import Article, Facts

_SOFTWARE = "zscrawl"
RUNNING = "running"
# Articles of a package that go into the WARC with one flush.
_RESTORED_AT_ONCE = 200


@contextmanager
def open_writer(
    archive: Archive, owner: str, *, clock: Callable[[], datetime], max_warc_bytes: int = warc.MAX_BYTES
) -> Iterator[Writer]:
    """The one writer of ``archive``. ``owner`` says what is being done, for whoever is told to wait.

    What a crash left behind is taken up first (see `archive.recovery`); runs that it broke off count as
    interrupted.

    Raises:
        ArchiveError: a WARC file has lost pages that were acknowledged.
        BusyError: another process writes to this data directory or database.
        ConfigError: the data directory is not writable.
    """
    with hold(archive, owner, clock) as connection:
        with errors_in_one_line(archive.what), connection.begin():
            recover(connection, archive.warc_folder)
            resume = resumable(connection, archive.warc_folder, max_warc_bytes)
            # There is one writer, so whoever began these runs is dead.
            unfinished = sa.update(RunRow).where(RunRow.status == RUNNING)
            connection.execute(unfinished.values(status="interrupted"))
        with warc.WarcWriter(
            archive.warc_folder, software=_SOFTWARE, resume=resume, max_bytes=max_warc_bytes
        ) as raw:
            yield Writer(archive, connection, raw, owner, clock)


@contextmanager
def hold(archive: Archive, owner: str, clock: Callable[[], datetime]) -> Iterator[sa.Connection]:
    """Keep every other writer out; the connection that may write."""
    with ExitStack() as held:
        with errors_in_one_line(archive.what):  # only here: what the caller does meanwhile is its own
            archive.warc_folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(writer_lock(archive.home, owner, clock))
            engine_connection = held.enter_context(archive.engine.connect())
            connection = engine_connection.execution_options(writing=True)
            write_ahead(connection)
            held.enter_context(_database_lock(connection, archive.what))
        yield connection


@contextmanager
def _database_lock(connection: sa.Connection, what: str) -> Iterator[None]:
    """On PostgreSQL the directory's lock does not keep out a writer with another data directory.

    The advisory lock belongs to the session: it ends with the connection, however that ends.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    name = "(hashtext('zscrawl'), hashtext(current_schema()))"
    with connection.begin():
        if not connection.scalar(sa.text(f"SELECT pg_try_advisory_lock{name}")):
            raise BusyError(f"{what} is being written from another data directory: try again when it is done")
    try:
        yield
    finally:
        if not connection.invalidated:
            with connection.begin():
                connection.execute(sa.text(f"SELECT pg_advisory_unlock{name}"))


class Writer:
    """Stores pages and keeps the account of runs. Made by `Archive.writer`; for one thread."""

    def __init__(
        self,
        archive: Archive,
        connection: sa.Connection,
        raw: warc.WarcWriter,
        owner: str,
        clock: Callable[[], datetime],
    ) -> None:
        self.archive = archive
        self._connection = connection
        self._raw = raw
        self._owner = owner
        self._clock = clock
        self._texts = Texts()

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with errors_in_one_line(self.archive.what), self._connection.begin():
            yield self._connection

    # --- runs and watermarks

    def begin_run(self, kind: str, arguments: Mapping[str, Any]) -> int:
        """Open the account of a run (``crawl``, ``import``, ``reparse``); its number."""
        values = {
            "kind": kind, "arguments": dict(arguments), "owner": self._owner, "pid": os.getpid(),
            "host": socket.gethostname(), "started_at": self._clock(), "status": RUNNING, "counts": {},
        }  # fmt: skip
        with self._transaction() as connection:
            result = connection.execute(sa.insert(RunRow).values(values))
            return int(result.inserted_primary_key[0])  # type: ignore[index]

    def end_run(self, run_id: int, status: str, counts: Mapping[str, int]) -> None:
        """Close a run's account. ``status`` is ``done``, ``failed`` or ``interrupted``."""
        with self._transaction() as connection:
            connection.execute(
                sa.update(RunRow)
                .where(RunRow.id == run_id)
                .values(status=status, counts=dict(counts), ended_at=self._clock())
            )

    def set_watermark(self, name: str, value: int) -> None:
        """Note how far the reader ``name`` has come; see `Archive.watermark`."""
        with self._transaction() as connection:
            put_meta(connection, WATERMARK + name, str(value))

    def set_note(self, name: str, text: str, watermarks: Mapping[str, int] | None = None) -> None:
        """Keep ``text`` under ``name`` (at most 90 characters), in place of what was there; see `archive.notes`.

        ``watermarks`` are set in the same transaction.
        """
        with self._transaction() as connection:
            put_meta(connection, NOTE + name, text)
            for mark, value in (watermarks or {}).items():
                put_meta(connection, WATERMARK + mark, str(value))

    def store_facts(self, uid: str, version: int, facts: Facts, extractor: str) -> None:
        """Keep what ``extractor`` (name and revision) drew from a version, in place of what was there.

        Raises:
            ConfigError: there is no such version.
        """
        self.store_facts_batch([(uid, version, facts)], extractor)

    def store_facts_batch(self, drawn: Sequence[tuple[str, int, Facts]], extractor: str) -> None:
        """`store_facts` for several versions in one transaction: (uid, version, facts) each.

        An article with new facts has changed for whoever reads by sequence, such as the index.
        """
        with self._transaction() as connection:
            replace_facts(connection, drawn, extractor, self._clock())

    # --- pages

    def store(self, capture: Capture, article: Article | None, *, source: str, run_id: int) -> Outcome:
        """Store one page and what was read from it. When this returns, it survives power loss.

        Raises:
            ArchiveError: the disk is full or the database damaged; nothing of the page was kept.
        """
        return self.store_batch([Item(capture, article, source)], run_id=run_id)[0]

    def store_batch(self, items: Sequence[Item], *, run_id: int, late: bool = False) -> list[Outcome]:
        """Store several pages with one flush and one transaction: all of them, or none.

        ``late``: the pages were fetched some time ago. One that is older than the latest page of its article is kept
        as a page of it, and makes no version.
        """
        mark = self._raw.mark()
        try:
            with self._transaction() as connection:
                recorded = self._record(items, connection)
                storing = Storing(connection, run_id, self._clock(), items, self._texts, late=late)
                outcomes = [storing.store(item, raw) for item, raw in zip(items, recorded, strict=True)]
                storing.finish()
        except BaseException:
            self._texts.clear()
            if not self._connection.invalidated:  # else the commit may have reached the server
                self._raw.rewind(mark)
            raise
        return outcomes

    def take_over(self, kept: Iterable[Kept], *, run_id: int, generation: str, extractor: str) -> int:
        """Take over the articles of another archive, all of them or none, into this empty one; how many they were.

        ``generation`` is the name of that archive, which this one becomes; ``extractor`` drew the facts.

        Raises:
            ConfigError: the archive has articles.
        """
        mark = self._raw.mark()
        count = 0
        try:
            with self._transaction() as connection:
                restoring = Restoring(connection, run_id, self._clock(), extractor)
                waiting = iter(kept)
                while batch := list(itertools.islice(waiting, _RESTORED_AT_ONCE)):
                    recorded = self._record([package_item(each) for each in batch], connection)
                    for each, (raw,) in zip(batch, recorded, strict=True):
                        restoring.take_over(each, raw)
                    count += len(batch)
                restoring.finish(generation)
        except BaseException:
            if not self._connection.invalidated:  # as in `store_batch`
                self._raw.rewind(mark)
            raise
        return count

    def restore_reading(self, fetch_id: int, article: Article | None, source: str) -> Outcome:
        """Take up what was read today from an archived capture (`CaptureRef.fetch_id`).

        ``changed``: the version's reading was replaced, `Outcome.changes` tells what differs from the old
        reading; ``new``: a page that was no article before is one now; ``not_article``: it is none now, and
        a version that came from it is withdrawn. ``source`` is where a new article is put.

        Raises:
            ConfigError: there is no such capture, or it has no page.
        """
        return self.restore_readings([(fetch_id, article, source)])[0]

    def restore_readings(self, readings: Sequence[tuple[int, Article | None, str]]) -> list[Outcome]:
        """`restore_reading` for several captures in one transaction: (capture, article, source) each."""
        self._texts.clear()  # the texts of versions may change
        with self._transaction() as connection:
            rereading = Rereading(connection)
            outcomes = [rereading.restore(*reading) for reading in readings]
            rereading.finish()
            return outcomes

    def _record(self, items: Sequence[Item], connection: sa.Connection) -> list[list[Recorded]]:
        """Write the pages to the WARC and flush it; where each page of each item stands."""
        pages = [page for item in items for page in item.capture.pages]
        digests = [warc.payload_digest(page.body) for page in pages]
        earlier = earlier_bodies(
            connection, {each for each, page in zip(digests, pages, strict=True) if page.body}
        )
        following = iter(digests)
        files: dict[str, int] = {}
        recorded = []
        for item in items:
            parts: list[Recorded] = []
            for part, page in enumerate(item.capture.pages, start=1):
                digest = next(following)
                known = earlier.get(digest)
                refers_to = known.record if known else None
                fields = fields_of(item, page, part, parts[0].written.record_id if parts else None)
                written = self._raw.write(page, item.capture.request_headers, refers_to, digest, fields)
                parts.append(Recorded(page, written, known.fetch_id if known else None))
                files[written.location.file] = self._raw.end
            recorded.append(parts)
        self._raw.sync()
        put_all(
            connection, WarcFile, ("name",), [{"name": name, "size": size} for name, size in files.items()]
        )
        return recorded

    def record_failure(self, url: str, source: str, run_id: int, kind: str, detail: str) -> None:
        """Note that ``url`` brought no page or one that could not be read, so that it is tried again."""
        now = self._clock()
        with self._transaction() as connection:
            values = {
                "run_id": run_id, "source": source, "url": url, "failed_at": now, "kind": kind, "detail": detail,
            }  # fmt: skip
            connection.execute(sa.insert(FailureRow).values(values))
            key = url_key(url)
            failures = connection.scalar(
                sa.select(FetchStateRow.failures).where(FetchStateRow.url_key == key)
            )
            state = {"url": url, "failures": (failures or 0) + 1, "last_error": f"{kind}: {detail}"}
            put(connection, FetchStateRow, {"url_key": key}, state)
            failures = connection.scalar(sa.select(SourceRow.failures).where(SourceRow.name == source))
            state = {"last_visit_at": now, "failures": (failures or 0) + 1, "last_error": f"{kind}: {detail}"}
            put(connection, SourceRow, {"name": source}, state)
