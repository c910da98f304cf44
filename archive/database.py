"""Connections to SQLite and PostgreSQL, and their errors in one line.

SQLite runs in WAL mode, so readers never wait for the writer, and with ``synchronous=FULL``, so that
a commit survives power loss (https://sqlite.org/pragma.html#pragma_synchronous: in WAL mode NORMAL
may lose the last commits).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from zscrawl.errors import ArchiveError, BusyError, ConfigError

DATABASE_NAME = "zscrawl.db"
BUSY_TIMEOUT_MS = 30_000
CACHE_KIB = 64 * 1024
_LEAST_FREE = 1 << 20
"""Bytes; with fewer a disk counts as full."""


def database_url(home: Path, url: str | None) -> sa.URL:
    """The URL in force: ``url``, or the SQLite file in ``home``. PostgreSQL is spoken through psycopg."""
    if url is None:
        return sa.URL.create("sqlite", database=str(home / DATABASE_NAME))
    try:
        parsed = sa.make_url(url)
    except exc.ArgumentError:
        raise ConfigError("the database URL is malformed: write postgresql://USER@HOST/DATABASE") from None
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise ConfigError(
            f"the database {parsed.get_backend_name()} is not supported: use sqlite or postgresql"
        )
    return parsed


def connect(url: sa.URL) -> sa.Engine:
    """An engine for ``url``. Transactions begin where SQLAlchemy says so, on SQLite too."""
    if url.get_backend_name() == "sqlite":
        return _connect_sqlite(url)
    try:
        return sa.create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except ModuleNotFoundError:
        raise ConfigError("PostgreSQL needs psycopg: pip install 'zscrawl[postgres]'") from None


def _connect_sqlite(url: sa.URL) -> sa.Engine:
    # The driver's own transaction control is switched off: it would commit before DDL and begin late.
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{CACHE_KIB}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def write_ahead(connection: sa.Connection) -> None:
    """Put a SQLite database into WAL mode. The file remembers it, so this is for writers only: it writes."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA journal_mode=WAL").close()


@contextmanager
def errors_in_one_line(what: str) -> Iterator[None]:
    """Turn database and disk errors into ours. ``what`` names the database for the reader.

    Raises:
        BusyError: another process holds the database.
        ConfigError: no permission, or the disk is read-only.
        ArchiveError: the disk is full, the database is damaged or cannot be reached.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _translated(str(error.orig), what) from error
    except OSError as error:
        raise _translated(error.strerror or str(error), str(error.filename or what)) from error


def _translated(reason: str, what: str) -> ArchiveError | BusyError | ConfigError:
    lower = " ".join(reason.lower().split())
    if "locked" in lower:
        return BusyError(f"{what} is locked by another program: try again later")
    if "full" in lower or "no space" in lower or ("disk i/o" in lower and _is_full(what)):
        return ArchiveError(f"the disk of {what} is full: free space, then run the command again")
    if (
        "readonly" in lower
        or "read-only" in lower
        or "permission denied" in lower
        or "unable to open" in lower
    ):
        return ConfigError(f"{what} cannot be written: check its owner, its permissions and the disk")
    if "malformed" in lower or "not a database" in lower or "disk i/o" in lower:
        return ArchiveError(f"{what} is damaged ({lower}): restore it from a backup, then zscrawl verify")
    return ArchiveError(f"{what}: {lower}: check the database, then zscrawl verify")


def _is_full(what: str) -> bool:
    """SQLite reports a disk that is too full for its shared memory file as one that fails."""
    try:
        return shutil.disk_usage(Path(what).parent).free < _LEAST_FREE
    except OSError:
        return False
