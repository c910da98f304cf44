"""An archive for each test, on SQLite and, where ZSCRAWL_TEST_POSTGRES_URL names a server, on PostgreSQL."""

from __future__ import annotations

import os
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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """None for the SQLite file in ``home``, or the URL of a schema of its own on the test server."""
    if request.param == "sqlite":
        yield None
        return
    if not POSTGRES_URL:
        pytest.skip("ZSCRAWL_TEST_POSTGRES_URL names no PostgreSQL server")
    server = sa.make_url(POSTGRES_URL).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    url = server.update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))
    engine.dispose()


@pytest.fixture
def open_it(home: Path, database_url: str | None) -> Iterator[Callable[[], Archive]]:
    """Open the test's archive, making it if needed; may be called again after a crash."""
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
