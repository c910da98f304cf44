"""Opening, making and migrating an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from archive import schema, warc
from archive.database import connect, database_url, errors_in_one_line, write_ahead
from archive.lock import writer_lock
from archive.reading import Archive
from archive.recovery import recover
from archive.verifying import Finding, findings, rebuild_reprints
from archive.verifying import repair as repair_findings
from archive.writing import hold
from zscrawl.errors import ArchiveError


def open_archive(home: Path, url: str | None = None, *, create: bool = False) -> Archive:
    """The archive in the data directory ``home``, or in the database ``url`` (its WARCs are in ``home``).

    ``create`` makes the directory and an empty archive where there is none. Nothing else is touched.

    Raises:
        ArchiveError: there is no archive, it is of another schema, or damaged; the message says what to do.
        ConfigError: the URL is malformed, or the directory cannot be written.
    """
    parsed = database_url(home, url)
    what = _name(parsed)
    if not create and _is_missing(parsed):
        raise ArchiveError(f"{what} does not exist: zscrawl crawl or zscrawl import makes an archive")
    with errors_in_one_line(what):
        if create:
            (home / warc.WARC_FOLDER).mkdir(parents=True, exist_ok=True)
        engine = connect(parsed)
        try:
            with engine.connect() as connection:
                found = schema.revision(connection)
            if found is None and create:
                _upgrade(engine, home, "create")
            with engine.connect() as connection:
                schema.check(connection, what)
        except BaseException:
            engine.dispose()
            raise
    return Archive(home, engine, what)


def migrate(home: Path, url: str | None = None) -> tuple[str, str]:
    """Bring an archive to today's schema, in one transaction; the revisions before and after.

    Raises:
        ArchiveError: there is no archive, or it is newer than this program, or damaged.
        BusyError: a writer is at work.
    """
    parsed = database_url(home, url)
    what = _name(parsed)
    if _is_missing(parsed):
        raise ArchiveError(f"{what} does not exist: there is nothing to migrate")
    with errors_in_one_line(what):
        engine = connect(parsed)
        try:
            with engine.connect() as connection:
                old = schema.revision(connection)
                if old is None or not schema.is_older(old):
                    schema.check(connection, what)
            if old != schema.HEAD:
                _upgrade(engine, home, "migrate", rebuild=True)
        finally:
            engine.dispose()
    return str(old), schema.HEAD


def verify(home: Path, url: str | None = None, *, repair: bool = False) -> list[Finding]:
    """What is wrong with an archive; empty if it is whole. Readers and a writer may be at work meanwhile.

    ``repair`` rebuilds what is derived, and takes up what a crash left; nothing may write then.

    Raises:
        ArchiveError: the database cannot be opened at all.
        BusyError: to be repaired, but a writer is at work.
    """
    with open_archive(home, url) as archive:
        with archive.reading() as connection:
            found = list(findings(connection, archive.warc_folder))
        if repair:
            with hold(archive, "verify", lambda: datetime.now(UTC)) as connection, connection.begin():
                found = repair_findings(connection, found)
                recover(connection, archive.warc_folder)
        return found


def _upgrade(engine: sa.Engine, home: Path, owner: str, *, rebuild: bool = False) -> None:
    with (
        writer_lock(home, owner, lambda: datetime.now(UTC)),
        engine.connect().execution_options(writing=True) as connection,
    ):
        write_ahead(connection)
        with connection.begin():
            schema.upgrade(connection)
            if rebuild:  # an older schema may have kept less, or by another scheme
                rebuild_reprints(connection)


def _is_missing(url: sa.URL) -> bool:
    name = url.database or ""
    return url.get_backend_name() == "sqlite" and not name.startswith("file:") and not Path(name).exists()


def _name(url: sa.URL) -> str:
    return (
        str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    )
