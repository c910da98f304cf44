"""Saved pages: identity, clock, and one clear line for what is no page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from zscrawl.errors import ConfigError, ReadError
from zscrawl.items import CST
from zscrawl.saved import Manifest, find_files, parse_clock, read_saved

PAGE = b"<html><title>t</title><p>x</p></html>"
CLOCK = datetime(2024, 3, 5, 10, tzinfo=CST)


def write(path: Path, body: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def manifest(folder: Path, text: str) -> Manifest:
    return Manifest.load(write(folder / "M.tsv", text.encode()))


def test_url_and_clock_come_from_the_manifest(tmp_path: Path) -> None:
    file = write(tmp_path / "gov" / "a.html")
    table = manifest(
        tmp_path, "file\turl\tfetched_at\ngov/a.html\thttp://example.cn/a\t2024-03-05T10:00:00\n"
    )
    saved = read_saved(file, manifest=table)
    assert saved.page.url == "http://example.cn/a"
    assert saved.page.fetched_at == CLOCK
    assert saved.identity is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("a.html\thttp://example.cn/ (mirror)\n", id="a URL with a remark"),
        pytest.param("a.html\thttp://example.cn/\nb.html\thttp://example.cn/\n", id="a URL of two files"),
    ],
)
def test_a_url_that_is_not_the_pages_own_is_no_identity(tmp_path: Path, rows: str) -> None:
    file = write(tmp_path / "a.html")
    saved = read_saved(file, manifest=manifest(tmp_path, "file\toriginal_url\n" + rows))
    assert saved.page.url == "http://example.cn/"
    assert saved.identity is not None
    assert saved.identity.startswith("http://page.invalid/sha256/")


def test_a_page_of_unknown_url_is_known_by_its_bytes(tmp_path: Path) -> None:
    one, same = read_saved(write(tmp_path / "a.html")), read_saved(write(tmp_path / "b.html"))
    other = read_saved(write(tmp_path / "c.html", PAGE + b" "))
    assert one.identity == same.identity != other.identity


def test_the_clock_given_wins_and_the_files_time_is_last(tmp_path: Path) -> None:
    file = write(tmp_path / "a.html")
    assert read_saved(file, fetched_at=CLOCK).page.fetched_at == CLOCK
    assert read_saved(file).page.fetched_at.timestamp() == pytest.approx(file.stat().st_mtime)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"%PDF-1.4", "a PDF file"),
        (bytes(range(32)) * 4, "binary"),
    ],
)
def test_what_is_no_page_is_named_in_one_line(tmp_path: Path, body: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as raised:
        read_saved(write(tmp_path / "a.html", body))
    assert "\n" not in str(raised.value)
    assert "a.html" in str(raised.value)


def test_folders_are_walked_in_order_without_other_files(tmp_path: Path) -> None:
    for name in ("b.html", "a.htm", "c.warc.gz", "d.png", ".hidden/e.html"):
        write(tmp_path / "pages" / name)
    assert [p.name for p in find_files([tmp_path])] == ["a.htm", "b.html", "c.warc.gz"]


def test_missing_and_empty_paths_say_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        list(find_files([tmp_path / "no.html"]))
    with pytest.raises(ReadError, match="holds no saved pages"):
        list(find_files([tmp_path]))


def test_a_manifest_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="columns 'file' and 'url'"):
        manifest(tmp_path, "name\taddress\n")


def test_a_time_without_offset_is_china_standard_time() -> None:
    assert parse_clock("2024-03-05T10:00:00") == CLOCK
    with pytest.raises(ConfigError, match="write 2024-"):
        parse_clock("yesterday")
