"""Disks that are full or read-only, damaged databases, clocks set back: one line, and nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from archive import Archive, Item, open_archive, verify
from archive.database import errors_in_one_line
from archive.warc import WarcWriter, files
from tests.archive.conftest import Clock
from tests.archive.pages import FETCHED, URL, article, capture
from zscrawl.errors import ArchiveError, ConfigError, ZscrawlError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive on SQLite with one article."""
    home = tmp_path / "data"
    with open_archive(home, create=True) as archive:
        crawl(archive, 1)
    return home


def crawl(archive: Archive, *numbers: int) -> None:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        items = [
            Item(
                capture(f"{URL}?{number}", f"<p>{number}</p>"),
                article(f"{URL}?{number}", body=str(number)),
                "s",
            )
            for number in numbers
        ]
        writer.store_batch(items, run_id=run)


def one_line(error: ZscrawlError) -> bool:
    return "\n" not in str(error) and ":" in str(error)


class FullDisk:
    """A file that takes so many bytes and no more. A short write comes before the error, as on a real disk."""

    def __init__(self, file: object, room: int) -> None:
        self.file, self.room = file, room

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(28, "No space left on device")
        taken = self.file.write(data[: self.room])  # type: ignore[attr-defined]
        self.room -= taken
        return int(taken)

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 1, 300, 900])
def test_a_disk_that_fills_while_pages_are_written(
    home: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    opening = WarcWriter._open

    def open_on_full_disk(self: WarcWriter, name: str) -> None:
        opening(self, name)
        self._file = FullDisk(self._file, room)  # type: ignore[assignment]

    before = {path: path.read_bytes() for path in files(home / "warc")}
    with open_archive(home) as archive:
        monkeypatch.setattr(WarcWriter, "_open", open_on_full_disk)
        with pytest.raises(ArchiveError, match="is full: free space, then run the command again") as caught:
            crawl(archive, 2, 3)
        assert one_line(caught.value)
        monkeypatch.undo()
        assert {path: path.read_bytes() for path in files(home / "warc")} == before
        assert archive.count() == 1
        crawl(archive, 2, 3)
        assert archive.count() == 3
    assert verify(home) == []


def test_a_disk_that_fills_while_the_database_commits(home: Path) -> None:
    with open_archive(home) as archive:
        with archive.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        with limited_to(archive, pages), pytest.raises(ArchiveError, match="is full: free space") as caught:
            crawl(archive, *range(10, 400))
        assert one_line(caught.value)
        assert archive.count() == 1
        crawl(archive, 2)
    assert verify(home) == []


@contextmanager
def limited_to(archive: Archive, pages: int) -> Iterator[None]:
    """SQLite itself refuses to grow the file, with the error that a full disk brings."""
    from sqlalchemy import event

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    archive.engine.dispose()
    event.listen(archive.engine, "connect", limit)
    yield
    event.remove(archive.engine, "connect", limit)
    archive.engine.dispose()


def test_a_read_only_database_is_read_and_not_written(home: Path) -> None:
    """The mode flag stands for a read-only disk: root, as whom the tests may run, ignores permissions."""
    url = f"sqlite:///file:{home / 'zscrawl.db'}?mode=ro&uri=true"
    with open_archive(home, url) as archive:
        assert archive.count() == 1
        with pytest.raises(ConfigError, match="cannot be written: check its owner") as caught:
            crawl(archive, 2)
        assert one_line(caught.value)


def test_a_data_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a directory")
    with pytest.raises(ZscrawlError) as caught:
        open_archive(tmp_path / "data", create=True)
    assert one_line(caught.value)


@pytest.mark.parametrize("damage", ["text", "empty", "header", "cut"])
def test_a_damaged_database_is_reported_and_left_as_it_is(home: Path, damage: str) -> None:
    database = home / "zscrawl.db"
    whole = database.read_bytes()
    damaged = {
        "text": b"this is no database\n" * 500,
        "empty": b"",
        "header": bytes(100) + whole[100:],
        "cut": whole[: len(whole) // 2 + 100],
    }[damage]
    for path in home.glob("zscrawl.db-*"):
        path.unlink()
    database.write_bytes(damaged)
    with pytest.raises(ArchiveError) as caught:
        use(home)
    assert one_line(caught.value)
    assert database.read_bytes() == damaged


def use(home: Path) -> None:
    """Open, list and verify; what verify finds is raised like what stops the others."""
    with open_archive(home) as archive:
        list(archive.articles())
        for finding in verify(home):
            raise ArchiveError(f"{finding.where}: {finding.detail}")


def test_a_damaged_page_within_the_database_is_found(home: Path) -> None:
    with open_archive(home) as archive:
        crawl(archive, *range(2, 60))
    with sqlite3.connect(home / "zscrawl.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [size] = connection.execute("PRAGMA page_size").fetchone()
        [root] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'versions'").fetchone()
    connection.close()
    with (home / "zscrawl.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    with pytest.raises(ArchiveError) as caught:
        use(home)
    assert one_line(caught.value)


def test_a_clock_that_is_set_back_loses_no_order(home: Path, clock: Clock) -> None:
    clock.now = FETCHED - timedelta(days=400)
    with open_archive(home) as archive, archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        early = capture(f"{URL}?1", "<p>neu</p>", fetched_at=clock.now)
        outcome = writer.store(early, article(f"{URL}?1", body="改"), source="s", run_id=run)
        assert (outcome.status, outcome.version) == ("changed", 2)
        writer.end_run(run, "done", {})
        stored = archive.get(f"{URL}?1")
        assert stored is not None
        assert (stored.article.body, stored.last_fetched_at) == ("改", FETCHED)
        assert [each.number for each in archive.versions(stored.uid)] == [1, 2]
        assert stored.sequence == archive.sequence
        assert archive.runs()[0].id == run
    assert verify(home) == []


def test_an_error_of_the_caller_is_not_taken_for_one_of_the_disk(home: Path) -> None:
    with (
        pytest.raises(ConnectionResetError),
        open_archive(home) as archive,
        archive.writer("crawl"),
    ):
        raise ConnectionResetError(104, "Connection reset by peer")


def test_a_locked_database_is_busy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.database.BUSY_TIMEOUT_MS", 10)
    other = sqlite3.connect(home / "zscrawl.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        open_archive(home) as archive,
        pytest.raises(ZscrawlError, match="locked by another program") as caught,
    ):
        crawl(archive, 2)
    assert caught.value.exit_code == 75
    other.close()


@pytest.mark.parametrize(("free", "told"), [(4096, "is full: free space"), (1 << 30, "is damaged")])
def test_an_input_output_error_on_a_full_disk_is_told_from_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, told: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(ArchiveError, match=told), errors_in_one_line(str(tmp_path / "zscrawl.db")):
        raise sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("disk I/O error"))
