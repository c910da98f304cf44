"""WARC files as they come in: what a crawl noted beside its pages, damage at every byte, other people's files."""

from __future__ import annotations

import gzip
import random
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import Archive, Capture, WarcCapture, WarcReader, held
from archive.warc import WarcWriter, files
from archive.warc_context import Context, context_of
from archive.warc_reading import members
from tests.archive.pages import FETCHED, URL, article, capture, page
from zscrawl.errors import ArchiveError

PARTS = tuple(page(f"{URL}?page={number}", f"<p>第{number}页</p>") for number in (1, 2, 3))
LIST = "http://news.example.cn/list.html"


def read(*paths: Path) -> list[WarcCapture]:
    reader = WarcReader()
    return [found for path in paths for found in reader.read(path)] + list(reader.rest())


def urls(found: list[WarcCapture]) -> list[list[str]]:
    return [[page.url for page in each.capture.pages] for each in found]


def until_damage(path: Path) -> tuple[list[WarcCapture], str | None]:
    """What was read, and what was said of the rest."""
    found: list[WarcCapture] = []
    try:
        for each in WarcReader().read(path):
            found.append(each)
    except ArchiveError as error:
        return found, str(error)
    return found, None


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A WARC file of three pages."""
    with WarcWriter(tmp_path, software="zscrawl") as writer:
        for number, part in enumerate(PARTS, start=1):
            writer.write(part, {"accept": "text/html"}, None, None, {"zscrawl-source": f"s{number}"})
    return files(tmp_path)[0]


@pytest.mark.parametrize("max_bytes", [1, 1_000_000])
def test_what_the_crawl_knew_comes_back(archive: Archive, max_bytes: int) -> None:
    whole = Capture(PARTS[0], more=PARTS[1:], found_on=LIST)
    with archive.writer("crawl", max_warc_bytes=max_bytes) as writer:
        run = writer.begin_run("crawl", {})
        writer.store(whole, article(), source="jk-gov", run_id=run)
        writer.store(capture(f"{URL}?招商"), None, source="jk-gov", run_id=run)
    first, second = read(*files(archive.warc_folder))
    assert (first.source, first.family, first.capture.found_on) == ("jk-gov", "gov", LIST)
    assert [(each.url, each.body) for each in first.capture.pages] == [
        (each.url, each.body) for each in PARTS
    ]
    assert (second.family, second.capture.page.url) == (None, f"{URL}?招商")


def test_pages_whose_first_one_is_lost_stand_alone(archive: Archive) -> None:
    with archive.writer("crawl", max_warc_bytes=1) as writer:
        run = writer.begin_run("crawl", {})
        writer.store(Capture(PARTS[0], more=PARTS[1:]), article(), source="jk-gov", run_id=run)
    first, second, third = files(archive.warc_folder)
    assert urls(read(second, third)) == [[PARTS[1].url], [PARTS[2].url]]
    assert urls(read(first, second)) == [[PARTS[0].url, PARTS[1].url]]


def test_a_repeated_body_is_taken_from_where_it_stands(archive: Archive) -> None:
    with archive.writer("crawl", max_warc_bytes=1) as writer:
        run = writer.begin_run("crawl", {})
        for number in (1, 2):
            writer.store(capture(f"{URL}?{number}", "<p>同</p>"), None, source="s", run_id=run)
    first, second = read(*files(archive.warc_folder))
    assert first.capture.page.body == second.capture.page.body == "<p>同</p>".encode()


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_anywhere_loses_nothing_in_silence(three: Path, tmp_path: Path, packed: bool) -> None:
    ends = [member.offset + member.length for member in members(three)]
    data = three.read_bytes() if packed else gzip.decompress(three.read_bytes())
    cut = tmp_path / ("cut.warc.gz" if packed else "cut.warc")
    for size in range(1, len(data)):
        cut.write_bytes(data[:size])
        found, said = until_damage(cut)
        bodies = [each.capture.page.body for each in found]
        if said is None:  # what was cut off is no part of a response: none is missing, none is short
            assert bodies == [part.body for part in PARTS[: len(bodies)]]
        else:
            assert "records were read, what follows is damaged" in said
            assert said.isprintable()
        if packed:
            assert len(bodies) >= sum(end <= size for end in ends[1::3])
    assert until_damage(three)[1] is None


@pytest.mark.parametrize("name", ["junk.warc", "junk.warc.gz"])
def test_junk_is_said_in_one_line_of_text(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(random.Random(4).randbytes(5_000))
    with pytest.raises(ArchiveError, match=f"{name}: 0 records were read") as caught:
        read(tmp_path / name)
    assert str(caught.value).isprintable()
    assert capfd.readouterr() == ("", "")


def test_fractions_of_a_second_are_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False, warc_version="1.1")
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        date = {"WARC-Date": "2024-03-05T04:00:00.125Z"}
        writer.write_record(
            writer.create_warc_record(
                URL,
                "response",
                payload=BytesIO(b"<p>x"),
                length=4,
                http_headers=headers,
                warc_headers_dict=date,
            )
        )
    [found] = read(path)
    assert found.capture.page.fetched_at == FETCHED.replace(microsecond=125_000)
    assert (found.source, found.family) == (None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00:\xfe",
        b"zscrawl-part: 0/0\nzscrawl-family: nobody",
        b"zscrawl-part: 99999/2",
        b": x\n" * 99,
    ],
)
def test_fields_that_say_nothing_say_nothing(content: bytes) -> None:
    assert context_of(content) == Context()


def test_a_response_is_known_by_address_second_and_body(archive: Archive) -> None:
    kept = page(f"{URL}?招商", fetched_at=FETCHED.replace(microsecond=400_000))
    with archive.writer("crawl") as writer:
        writer.store(Capture(kept), None, source="s", run_id=writer.begin_run("crawl", {}))
    [again] = [found.capture.page for found in read(*files(archive.warc_folder))]
    others = [
        page(f"{URL}?招商", "<html>又</html>"),
        page(f"{URL}?招商", fetched_at=FETCHED.replace(minute=1)),
        page(f"{URL}?招"),
    ]
    assert held(archive, [again, kept, *others]) == [True, True, False, False, False]
    assert held(archive, []) == []
