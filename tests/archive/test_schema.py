from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from archive import Archive, migrate, open_archive, schema, uid_of, verify
from archive.database import connect
from archive.database import database_url as url_in_force
from archive.models import Base
from tests.archive.pages import URL, article, capture
from zscrawl.errors import ArchiveError, BusyError, ConfigError

REVISIONS = [
    step.revision
    for step in reversed(list(ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()))
]
TABLES_OF_FIRST = ("meta", "articles", "fetches", "versions", "warc_files", "runs", "sources", "fetch_states")


def test_the_newest_migration_is_the_one_that_opening_expects() -> None:
    assert REVISIONS[-1] == schema.HEAD


def test_migrations_and_models_describe_the_same_tables(archive: Archive) -> None:
    with archive.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with two articles of one text."""
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for url in (URL, URL + "?reprint"):
            writer.store(capture(url, body=f"<p>{url}</p>"), article(url), source="jk-gov", run_id=run)
    return archive


def rows_of(archive: Archive, names: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    with archive.reading() as connection:
        return {
            name: [dict(row._mapping) for row in connection.execute(sa.select(Base.metadata.tables[name]))]
            for name in names
        }


@pytest.mark.parametrize("old", REVISIONS[:-1])
def test_an_archive_of_every_revision_is_migrated_with_its_data(
    filled: Archive, tmp_path: Path, old: str
) -> None:
    """Rows of a filled archive are put into tables of the old revision, as far as it has them."""
    home = tmp_path / "old"
    (home / "warc").mkdir(parents=True)
    for path in filled.warc_folder.iterdir():
        (home / "warc" / path.name).write_bytes(path.read_bytes())
    engine = connect(url_in_force(home, None))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        schema.upgrade(connection, old)
        tables = sa.MetaData()
        tables.reflect(connection)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(sa.delete(tables.tables["meta"]))
        for name, rows in rows_of(filled, TABLES_OF_FIRST).items():
            old_columns = [
                sa.Column(column.name, column.type)
                for column in Base.metadata.tables[name].columns
                if column.name in tables.tables[name].columns
            ]
            table = sa.Table(name, sa.MetaData(), *old_columns)
            for row in rows:
                connection.execute(
                    sa.insert(table), {column.name: row[column.name] for column in old_columns}
                )
    engine.dispose()

    with pytest.raises(ArchiveError, match=r"older zscrawl.*: run zscrawl migrate"):
        open_archive(home)
    assert migrate(home) == (old, schema.HEAD)
    with open_archive(home) as archive:
        assert rows_of(archive, ("versions", "fetches")) == rows_of(filled, ("versions", "fetches"))
        assert {each.cluster for each in archive.articles()} == {min(uid_of(URL), uid_of(URL + "?reprint"))}
        assert archive.generation == filled.generation
    assert verify(home) == []


def test_a_missing_archive_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not exist: zscrawl crawl or zscrawl import makes"):
        open_archive(tmp_path / "data")
    assert not (tmp_path / "data").exists()
    with pytest.raises(ArchiveError, match="nothing to migrate"):
        migrate(tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    open_archive(tmp_path, create=True).close()
    return tmp_path / "zscrawl.db"


def test_a_newer_archive_is_left_alone(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()
    for attempt in (open_archive, migrate):
        with pytest.raises(ArchiveError, match=r"newer zscrawl .schema 9999.: upgrade zscrawl"):
            attempt(database.parent)
    assert database.read_bytes() == before


def test_a_database_of_something_else_is_not_taken_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "zscrawl.db") as connection:
        connection.execute("CREATE TABLE articles (id INTEGER)")
    connection.close()
    with pytest.raises(ArchiveError, match="holds no archive"):
        open_archive(tmp_path)


def test_a_migration_waits_for_no_writer(database: Path) -> None:
    with open_archive(database.parent) as archive, archive.writer("crawl"):
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0003'")
        connection.close()
        with pytest.raises(BusyError, match="written by crawl"):
            migrate(database.parent)


@pytest.mark.parametrize(
    ("url", "message"),
    [("nonsense", "malformed"), ("mysql://root@localhost/x", "mysql is not supported")],
)
def test_a_wrong_database_url_says_what_is_right(tmp_path: Path, url: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        open_archive(tmp_path, url)


def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(tmp_path, "postgresql://nobody:secret@127.0.0.1:1/none")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_commits_survive_power_loss(archive: Archive) -> None:
    if archive.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL flushes every commit unless its server is told otherwise")
    with archive.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
