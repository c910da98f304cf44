"""What a crash between the WARC and the commit leaves, and what the next writer makes of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import astuple

import pytest

from archive import Archive, open_archive, read_capture, uid_of, verify
from archive.warc import WarcWriter, files
from tests.archive.pages import URL, article, capture, page
from zscrawl.errors import ArchiveError


def crawl(archive: Archive, *numbers: int) -> None:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for number in numbers:
            url = f"{URL}?{number}"
            writer.store(
                capture(url, f"<p>{number}</p>"), article(url, body=f"第{number}篇"), source="s", run_id=run
            )


def write_raw(archive: Archive, *urls: str) -> None:
    """Pages in the WARC that no transaction names: what a kill before the commit leaves."""
    name = files(archive.warc_folder)[-1].name
    with WarcWriter(archive.warc_folder, software="zscrawl", resume=name) as raw:
        for url in urls:
            raw.write(page(url), {}, None)
        raw.sync()


def test_whole_pages_without_a_row_are_taken_up_to_be_read(archive: Archive) -> None:
    crawl(archive, 1)
    write_raw(archive, URL + "?lost-1", URL + "?lost-2")
    assert verify_of(archive) == []
    crawl(archive, 2)
    unread = [ref for ref in archive.captures() if ref.outcome == "unread"]
    assert [read_capture(archive.home, ref).page.url for ref in unread] == [URL + "?lost-1", URL + "?lost-2"]
    assert all(ref.source is None and ref.uid is None for ref in unread)
    assert verify_of(archive) == []
    with archive.writer("reparse") as writer:
        for ref in unread:
            url = ref.parts[0].url
            assert writer.restore_reading(ref.fetch_id, article(url, body=url), "s").status == "new"
    assert archive.count() == 4
    assert not [ref for ref in archive.captures() if ref.outcome == "unread"]


def verify_of(archive: Archive) -> list[tuple[object, ...]]:
    return [astuple(each) for each in verify(archive.home, database_of(archive))]


def database_of(archive: Archive) -> str | None:
    if archive.engine.dialect.name == "sqlite":
        return None
    return archive.engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("kept", [0, 1, 9, 10, 11, 100, -1])
def test_a_torn_record_is_set_aside_and_the_file_goes_on(archive: Archive, kept: int) -> None:
    crawl(archive, 1)
    [path] = files(archive.warc_folder)
    whole = path.read_bytes()
    write_raw(archive, URL + "?torn")
    longer = path.read_bytes()
    request_too = longer[: len(whole) + kept] if kept >= 0 else longer[:kept]
    path.write_bytes(request_too)
    crawl(archive, 2)
    assert path.read_bytes().startswith(whole)
    assert verify_of(archive) == []
    assert archive.snapshot(uid_of(f"{URL}?2")).body == b"<p>2</p>"
    if kept > 0:
        [aside] = archive.warc_folder.glob("*.torn-at-*")
        assert longer.endswith(aside.read_bytes()) or aside.read_bytes() in longer


def test_zeros_behind_the_last_record_are_set_aside(archive: Archive) -> None:
    """A file system may lengthen a file before it writes the data."""
    crawl(archive, 1)
    [path] = files(archive.warc_folder)
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(5000))
    crawl(archive, 2)
    assert path.read_bytes()[: len(whole) + 2] == whole + b"\x1f\x8b"
    assert verify_of(archive) == []


def test_a_file_that_was_begun_and_never_committed_is_taken_up(archive: Archive) -> None:
    with WarcWriter(archive.warc_folder, software="zscrawl") as raw:
        raw.write(page(), {}, None)
    crawl(archive, 1)
    assert [ref.parts[0].url for ref in archive.captures()] == [URL, f"{URL}?1"]
    assert verify_of(archive) == []


def test_a_database_from_a_backup_gets_back_what_the_warcs_have(
    archive: Archive, open_it: Callable[[], Archive]
) -> None:
    if archive.engine.dialect.name != "sqlite":
        pytest.skip("a PostgreSQL backup is the server's matter")
    crawl(archive, 1)
    archive.close()
    database = archive.home / "zscrawl.db"
    shutil.copy(database, archive.home / "backup.db")
    crawl(open_it(), 2, 3)
    for path in archive.home.glob("zscrawl.db*"):
        path.unlink()
    shutil.copy(archive.home / "backup.db", database)
    restored = open_it()
    assert restored.count() == 1
    with restored.writer("reparse") as writer:
        for ref in list(restored.captures()):
            url = ref.parts[0].url
            writer.restore_reading(ref.fetch_id, article(url, body=f"第{url[-1]}篇"), "s")
    assert {each.uid for each in restored.articles()} == {uid_of(f"{URL}?{number}") for number in (1, 2, 3)}
    assert verify_of(restored) == []


def test_a_warc_that_lost_acknowledged_pages_stops_the_writer(archive: Archive) -> None:
    crawl(archive, 1, 2)
    [path] = files(archive.warc_folder)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ArchiveError, match="has lost 100 bytes: restore it from a backup, or zscrawl verify"):
        crawl(archive, 3)
    assert path.stat().st_size > 0
    found = verify(archive.home, database_of(archive))
    assert {finding.kind for finding in found} == {"raw"}

    assert not any(finding.repaired for finding in verify(archive.home, database_of(archive), repair=True))
    crawl(archive, 3)
    assert len(files(archive.warc_folder)) == 2, "a damaged file is not continued"
    assert verify(archive.home, database_of(archive)) == found, "what is lost stays known"
    assert archive.snapshot(uid_of(f"{URL}?3")).body == b"<p>3</p>"


def test_a_missing_warc_is_named(archive: Archive) -> None:
    crawl(archive, 1)
    [path] = files(archive.warc_folder)
    path.unlink()
    with pytest.raises(ArchiveError, match=f"{path.name} has lost"):
        crawl(archive, 2)
    [finding] = verify(archive.home, database_of(archive))
    assert (finding.where, finding.detail) == (path.name, "missing, with 1 pages: restore it from a backup")
    assert archive.get(f"{URL}?1") is not None


def test_reading_goes_on_without_the_warcs(archive: Archive) -> None:
    crawl(archive, 1)
    shutil.rmtree(archive.warc_folder)
    with open_archive(archive.home, database_of(archive)) as again:
        assert again.count() == 1
        with pytest.raises(ArchiveError, match="run zscrawl verify"):
            again.snapshot(uid_of(f"{URL}?1"))
