"""An archive for each test, on SQLite and, where ZSCRAWL_TEST_POSTGRES_URL names a server, on PostgreSQL.

The tables are made once and copied for each test: a file on SQLite, a template database on PostgreSQL
(whose user must be allowed to create databases).
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive import Archive, open_archive

POSTGRES_URL = os.environ.get("ZSCRAWL_TEST_POSTGRES_URL")


class Clock:
    """A clock that a test sets; it stands still otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: int) -> datetime:
        self.now += timedelta(**step)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an empty archive."""
    home = tmp_path_factory.mktemp("template") / "data"
    open_archive(home, create=True).close()
    return home


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sa.Engine, str]]:
    """A connection to the test server, and the name of a database with an empty archive."""
    if not POSTGRES_URL:
        pytest.skip("ZSCRAWL_TEST_POSTGRES_URL names no PostgreSQL server")
    server = sa.make_url(POSTGRES_URL).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"zscrawl_test_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    open_archive(tmp_path_factory.mktemp("template-home"), url, create=True).close()
    yield engine, name
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, home: Path) -> Iterator[str | None]:
    """None for the SQLite file in ``home``, or the URL of a database of its own on the test server."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_template"), home)
        yield None
        return
    engine, template = request.getfixturevalue("postgres")
    name = f"{template}_{uuid.uuid4().hex[:8]}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def open_it(home: Path, database_url: str | None) -> Iterator[Callable[[], Archive]]:
    """Open the test's archive; may be called again after a crash."""
    opened: list[Archive] = []

    def open_it() -> Archive:
        opened.append(open_archive(home, database_url, create=True))
        return opened[-1]

    yield open_it
    for archive in opened:
        archive.close()


@pytest.fixture
def archive(open_it: Callable[[], Archive]) -> Archive:
    return open_it()
