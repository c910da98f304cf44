"""Import of the archive's own WARC files: what they restore, and that nothing comes of them twice."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Capture, open_archive
from zscrawl.cli import main
from zscrawl.home import Home
from zscrawl.importing import import_paths
from zscrawl.items import Page
from zscrawl.reading import ToRead, read_whole

HOST = "http://news.example.cn"
WHEN = datetime(2024, 4, 12, 4, 0, tzinfo=UTC)
SENTENCES = (
    "松滋市在临港工业园举行招商引资项目集中签约仪式，三个项目落户，总投资12亿元。",
    "市招商局负责人介绍，今年以来全市已接待客商68批次，签约项目21个，协议资金45.6亿元。",
    "园区提前完成了场地平整、管网铺设和用电增容，企业进场后当天就能施工。",
    "下一步，松滋市将对签约项目实行专班服务，逐项列出堵点清单，每周调度一次进展。",
)


def page_at(path: str, title: str, *numbers: int, day: int = 0) -> Page:
    paragraphs = "".join(f"<p>{SENTENCES[number]}</p>" for number in numbers)
    text = (
        f'<html><head><meta charset="utf-8"><title>{title}_荆江观察</title></head><body><h1>{title}</h1>'
        f'<div class="info">2024-04-12 10:20 来源：荆江观察报</div>'
        f'<div class="content">{paragraphs}</div></body></html>'
    )
    return Page(HOST + path, text.encode(), WHEN + timedelta(days=day), {"content-type": "text/html"})


CRAWLED = (
    ("gov", (page_at("/a/1.html", "松滋市集中签约三个项目", 0, 1),)),
    (
        "portal",
        (page_at("/a/2.html", "临港工业园提前交地", 1, 2), page_at("/a/2_2.html", "临港工业园提前交地", 3)),
    ),
    ("gov", (page_at("/a/1.html", "松滋市集中签约三个项目", 0, 1, 3, day=1),)),
    ("gov", (page_at("/a/1.html", "松滋市集中签约三个项目", 0, 1, day=2),)),
)


@pytest.fixture
def crawled(tmp_path: Path) -> Home:
    """An archive with an article that changed and changed back, and one of two pages; a WARC file for each page."""
    home = Home(tmp_path / "crawled")
    with open_archive(home.path, create=True) as archive, archive.writer("crawl", max_warc_bytes=1) as writer:
        run = writer.begin_run("crawl", {})
        for family, pages in CRAWLED:
            capture = Capture(pages[0], more=pages[1:], found_on=f"{HOST}/list.html")
            writer.store(capture, read_whole(ToRead(pages, family)), source="jk-news", run_id=run)
    return home


def told(home: Home) -> list[Any]:
    """All that the archive tells of its articles but its counters."""
    with open_archive(home.path) as archive:
        return [
            (
                found.uid, found.source, found.article, found.first_fetched_at, found.last_fetched_at, found.version,
                [(each.number, each.seen_at, each.changes, each.article) for each in archive.versions(found.uid)],
            )
            for found in sorted(archive.articles(), key=lambda each: each.uid)
        ]  # fmt: skip


def test_the_warc_restores_the_archive(crawled: Home, tmp_path: Path) -> None:
    restored = Home(tmp_path / "restored")
    summary = import_paths(restored, [crawled.path / "warc"], jobs=1)
    assert told(restored) == told(crawled)
    assert sorted(len(each[-1]) for each in told(crawled)) == [1, 3]
    assert not summary.unread + summary.damaged


def test_importing_again_adds_nothing(crawled: Home, tmp_path: Path) -> None:
    before = told(crawled)
    copy = tmp_path / "copy"
    shutil.copytree(crawled.path / "warc", copy)
    for paths in ([copy], [copy, copy]):
        summary = import_paths(crawled, paths, jobs=1)
        assert set(summary.outcomes) == {"known"}
    assert told(crawled) == before
    assert sorted(path.name for path in (crawled.path / "warc").iterdir()) == sorted(
        path.name for path in copy.iterdir()
    )


def test_a_file_given_twice_at_once_is_taken_once(crawled: Home, tmp_path: Path) -> None:
    twice = Home(tmp_path / "twice")
    import_paths(twice, [crawled.path / "warc"] * 2, jobs=1)
    assert told(twice) == told(crawled)


def test_the_order_of_the_files_does_not_matter(crawled: Home, tmp_path: Path) -> None:
    paths = sorted((crawled.path / "warc").iterdir())
    for number, order in enumerate((paths[::-1], [*paths[1::2], *paths[::2]])):
        home = Home(tmp_path / f"order-{number}")
        import_paths(home, order, jobs=1)
        assert told(home) == told(crawled)


def test_pages_that_a_crash_left_unread_are_imported(crawled: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "crashed")
    open_archive(home.path, create=True).close()
    shutil.copytree(crawled.path / "warc", home.path / "warc", dirs_exist_ok=True)
    import_paths(home, [crawled.path / "warc"], jobs=1)
    assert [each[0] for each in told(home)] == [each[0] for each in told(crawled)]


def test_a_source_given_by_name_goes_before_the_recorded_one(crawled: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "named")
    import_paths(home, [crawled.path / "warc"], source="saved", jobs=1)
    assert {each[1] for each in told(home)} == {"saved"}


@pytest.mark.parametrize("keep", [0.9, 0.7, 0.5, 0.0])
def test_a_damaged_warc_ends_with_3(
    crawled: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    keep: float,
) -> None:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    whole = b"".join(path.read_bytes() for path in sorted((crawled.path / "warc").iterdir()))
    (tmp_path / "half.warc.gz").write_bytes(whole[: int(len(whole) * keep)] + b"\x00\xff" * 50)
    with pytest.raises(SystemExit) as ended:
        main(["import", str(tmp_path / "half.warc.gz")])
    assert ended.value.code == 3
    [line] = capsys.readouterr().err.splitlines()
    assert "records were read, what follows is damaged" in line
    assert line.isprintable()
    assert bool(told(Home(tmp_path / "home"))) is (keep > 0)
