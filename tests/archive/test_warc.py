from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive import Archive, uid_of
from archive.warc import MAX_BYTES, Earlier, WarcWriter, files
from archive.warc_reading import read_page
from tests.archive.pages import FETCHED, URL, article, capture, page
from zscrawl.errors import ArchiveError


class CheckOptions:
    """What ``warcio check`` is called with."""

    verbose = False

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


def records(path: Path) -> list[tuple[str, str | None]]:
    with path.open("rb") as file:
        return [
            (each.rec_type, each.rec_headers.get_header("WARC-Target-URI")) for each in ArchiveIterator(file)
        ]


def test_a_page_is_its_response_and_its_request(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        written = writer.write(page(), {"user-agent": "zscrawl"}, None)
        writer.sync()
    [path] = files(tmp_path)
    assert records(path) == [("warcinfo", None), ("response", URL), ("request", URL)]
    assert read_page(tmp_path, written.location).body == page().body
    with path.open("rb") as file:
        request = list(ArchiveIterator(file))[-1]
        assert request.http_headers.statusline == "/a/1.html HTTP/1.1"
        assert request.http_headers.protocol == "GET"
        assert request.http_headers.get_header("host") == "news.example.cn"


def test_a_stock_checker_passes_what_is_written(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        first = writer.write(page(body=b"x" * 100_000), {}, None)
        writer.write(page(URL + "?页=一 二", body=b""), {"cookie": "é\r\nx: y"}, None)
        writer.write(page(headers={"x-招商": "引资\nset-cookie: a=b"}, status=799), {}, None)
        writer.write(page(), {}, Earlier(URL, FETCHED, first.record_id))
        writer.write(
            page(), {}, None, None, {"via": "http://a.example.cn/列表\r\nx: y", "zscrawl-source": "s"}
        )
    [path] = files(tmp_path)
    checker = Checker(CheckOptions(path))
    checker.process_all()
    assert checker.exit_value == 0


def test_a_decoded_body_does_not_claim_to_be_compressed(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        headers = {"content-encoding": "gzip", "transfer-encoding": "chunked", "content-length": "9"}
        written = writer.write(page(headers=headers), {}, None)
    again = read_page(tmp_path, written.location)
    assert again.body == page().body
    assert again.headers == {
        "x-archive-orig-content-encoding": "gzip",
        "x-archive-orig-transfer-encoding": "chunked",
        "x-archive-orig-content-length": "9",
        "content-length": str(len(page().body)),
    }


def test_files_are_bounded_and_their_serial_number_orders_them(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl", max_bytes=2_000) as writer:
        for number in range(8):
            when = FETCHED.replace(hour=8 - number)  # a clock that runs backwards
            writer.write(page(f"{URL}?{number}", fetched_at=when), {}, None)
    paths = files(tmp_path)
    assert len(paths) > 2
    assert [path.name[8:14] for path in paths] == [f"{number:06d}" for number in range(1, len(paths) + 1)]
    urls = [url for path in paths for kind, url in records(path) if kind == "response"]
    assert urls == [f"{URL}?{number}" for number in range(8)]


def test_rewinding_takes_back_pages_and_files(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl", max_bytes=2_000) as writer:
        writer.write(page(), {}, None)
        mark, before = writer.mark(), {path.name: path.read_bytes() for path in files(tmp_path)}
        for number in range(5):
            writer.write(page(f"{URL}?{number}"), {}, None)
        writer.rewind(mark)
        assert {path.name: path.read_bytes() for path in files(tmp_path)} == before
        writer.write(page(URL + "?again"), {}, None)
    assert [url for kind, url in records(files(tmp_path)[0]) if kind == "response"] == [URL, URL + "?again"]


def test_rewinding_to_the_beginning_leaves_older_files_alone(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        writer.write(page(), {}, None)
    [path] = files(tmp_path)
    before = path.read_bytes()
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        mark = writer.mark()
        writer.write(page(), {}, None)
        writer.rewind(mark)
    assert [path.read_bytes() for path in files(tmp_path)] == [before]


@pytest.mark.parametrize("damage", ["cut", "flip", "zero", "gone"])
def test_a_damaged_record_is_one_line(tmp_path: Path, damage: str) -> None:
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        written = writer.write(page(body=bytes(range(256)) * 40), {}, None)
    [path] = files(tmp_path)
    data = bytearray(path.read_bytes())
    middle = written.location.offset + written.location.length // 2
    if damage == "cut":
        path.write_bytes(data[:middle])
    elif damage == "flip":
        data[middle] ^= 0xFF
        path.write_bytes(data)
    elif damage == "zero":
        path.write_bytes(data[: written.location.offset] + bytes(written.location.length))
    else:
        path.unlink()
    with pytest.raises(ArchiveError, match="run zscrawl verify") as caught:
        read_page(tmp_path, written.location)
    assert "\n" not in str(caught.value)


def test_an_unchanged_body_is_kept_once(archive: Archive) -> None:
    body = "<p>" + "招商" * 5_000 + "</p>"
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for url in (URL, URL + "?copy"):
            writer.store(capture(url, body), article(url), source="jk-gov", run_id=run)
    [path] = files(archive.warc_folder)
    kinds = [kind for kind, _ in records(path)]
    assert kinds == ["warcinfo", "response", "request", "metadata", "revisit", "request", "metadata"]
    assert archive.snapshot(uid_of(URL + "?copy")).body == body.encode()
    assert archive.snapshot(uid_of(URL + "?copy")).url == URL + "?copy"


def test_replay_finds_the_body_of_a_revisit(archive: Archive) -> None:
    """By address, time and digest, in whatever file it stands: so pywb looks for what a revisit refers to."""
    copy = URL + "?页=副 本"
    with archive.writer("crawl", max_warc_bytes=1) as writer:
        run = writer.begin_run("crawl", {})
        for day, url in enumerate((URL + "?原", copy, copy)):
            fetched = capture(url, "<p>招商</p>", fetched_at=FETCHED + timedelta(days=day))
            writer.store(fetched, None, source="jk-gov", run_id=run)
    kept: dict[tuple[str | None, ...], bytes] = {}
    wanted = []
    for path in files(archive.warc_folder):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                header = record.rec_headers.get_header
                digest = header("WARC-Payload-Digest")
                if record.rec_type == "response":
                    key = header("WARC-Target-URI"), header("WARC-Date"), digest
                    kept[key] = record.content_stream().read()
                elif record.rec_type == "revisit":
                    assert record.http_headers.get_statuscode() == "200"
                    assert header("WARC-Profile").endswith("/revisit/identical-payload-digest")
                    wanted.append(
                        (header("WARC-Refers-To-Target-URI"), header("WARC-Refers-To-Date"), digest)
                    )
    assert [kept[key] for key in wanted] == ["<p>招商</p>".encode()] * 2


def test_a_writer_goes_on_with_the_last_file(archive: Archive) -> None:
    for number in range(3):
        with archive.writer("crawl") as writer:
            run = writer.begin_run("crawl", {})
            writer.store(capture(f"{URL}?{number}"), None, source="jk-gov", run_id=run)
    assert len(files(archive.warc_folder)) == 1
    assert files(archive.warc_folder)[0].stat().st_size < MAX_BYTES


def test_foreign_files_in_the_folder_are_left_alone(archive: Archive) -> None:
    other = archive.warc_folder / "brought-along.warc.gz"
    other.write_bytes(b"no warc at all")
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        writer.store(capture(), article(), source="jk-gov", run_id=run)
    assert other.read_bytes() == b"no warc at all"
