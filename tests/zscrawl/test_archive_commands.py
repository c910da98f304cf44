"""history, similar, reparse, verify, refresh: what the archive's commands say and do."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from archive import open_archive
from zscrawl.cli import main
from zscrawl.home import Home
from zscrawl.proof import prove
from zscrawl.refresh import refresh_archive

SENTENCES = (
    "4月12日，松滋市在临港工业园举行招商引资项目集中签约仪式，三个项目落户，总投资12亿元。",
    "其中，投资5亿元的年产3万吨食品级磷酸盐项目由宜昌禾丰化工有限公司建设，计划今年8月开工。",
    "市招商局负责人介绍，今年以来全市已接待客商68批次，签约项目21个，协议资金45.6亿元。",
    "园区提前完成了场地平整、管网铺设和用电增容，企业进场后当天就能施工。",
    "下一步，松滋市将对签约项目实行专班服务，逐项列出堵点清单，每周调度一次进展。",
)


def page_of(title: str, sentences: tuple[str, ...]) -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f'<html><head><meta charset="utf-8"><title>{title}_荆江观察</title></head><body><h1>{title}</h1>'
        f'<div class="info">2024-04-12 10:20 来源：荆江观察报</div><div class="content">{paragraphs}</div>'
        "</body></html>"
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZSCRAWL_DATABASE_URL", raising=False)
    return Home(tmp_path / "home")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def take_in(folder: Path, name: str, url: str, html: str, fetched_at: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(html, encoding="utf-8")
    (folder / "M.tsv").write_text(f"file\turl\tfetched_at\n{name}\t{url}\t{fetched_at}\n", encoding="utf-8")
    assert run("import", str(folder / name), "--manifest", str(folder / "M.tsv")) == 0


URL = "http://news.example.cn/2024/0412/1.html"


@pytest.fixture
def changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The uid of an article of two versions: the second lost a sentence and gained another."""
    pages = tmp_path / "pages"
    take_in(pages, "a.html", URL, page_of("松滋三个项目签约", SENTENCES), "2024-04-12T12:00:00")
    later = (*SENTENCES[:3], "截至发稿，又有一个投资2亿元的冷链物流项目签下意向书。", SENTENCES[4])
    take_in(pages, "a.html", URL, page_of("松滋三个项目签约", later), "2024-04-14T12:00:00")
    capsys.readouterr()
    run("search", "*", "--format", "json")
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    return str(hit["uid"])


def test_times_are_shown_as_in_china(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = page_of("松滋三个项目签约", SENTENCES)
    take_in(tmp_path / "pages", "a.html", URL, page, "2024-04-12T17:30:00+00:00")
    capsys.readouterr()
    assert run("show", URL) == 0
    assert re.search(r"^fetched +2024-04-13 01:30 *$", capsys.readouterr().out, re.M)


def test_history_shows_what_came_and_went(changed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("history", changed) == 0
    shown = capsys.readouterr().out
    assert "- 园区提前完成了场地平整" in shown
    assert "+ 截至发稿" in shown
    assert "+ 下一步" not in shown


def test_history_shows_what_else_than_the_text_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    first = page_of("松滋三个项目签约", SENTENCES)
    take_in(pages, "a.html", URL, first, "2024-04-12T12:00:00")
    again = page_of("松滋四个项目签约", SENTENCES).replace("2024-04-12", "2024-04-11")
    assert "2024-04-11" in again
    take_in(pages, "a.html", URL, again, "2024-04-14T12:00:00")
    capsys.readouterr()
    assert run("history", URL) == 0
    shown = capsys.readouterr().out
    assert "- title: 松滋三个项目签约\n+ title: 松滋四个项目签约" in shown
    assert "- published: 2024-04-12" in shown
    assert "+ published: 2024-04-11" in shown
    assert "text" not in shown


def test_history_gives_programs_a_row_a_version(changed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("history", changed, "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["version"] for row in rows] == [1, 2]
    assert rows[1]["changes"] == ["text"]


def test_a_reprint_is_found_and_searched_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "pages"
    take_in(pages, "a.html", URL, page_of("松滋三个项目签约", SENTENCES), "2024-04-12T12:00:00")
    copied = page_of("三个项目签约松滋 总投资12亿元", ("荆江都市网讯", *SENTENCES))
    take_in(pages, "b.html", "http://www.example.net/p/7.html", copied, "2024-04-13T12:00:00")
    capsys.readouterr()
    run("search", "磷酸盐", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 2
    assert [hit["reprints"] for hit in found["hits"]] == [1]
    assert run("similar", found["hits"][0]["uid"], "--format", "json") == 0
    assert any(row["in_cluster"] for row in json.loads(capsys.readouterr().out))


def test_reparse_of_an_archive_read_today_changes_nothing(
    changed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reparse") == 0
    assert capsys.readouterr().out.split() == "2 pages read again unchanged: 2".split()


def test_reparse_mends_what_an_older_reader_got_wrong(
    changed: str, home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import spiders

    real = spiders.read

    def shortened(page, **options):  # type: ignore[no-untyped-def]
        article = real(page, **options)
        article.body = article.body.split("\n")[0]
        return article

    monkeypatch.setattr("zscrawl.reparsing.read", shortened)
    assert run("reparse") == 0
    assert "text differs: 2" in capsys.readouterr().out
    monkeypatch.setattr("zscrawl.reparsing.read", real)
    assert run("reparse") == 0
    assert "text differs: 2" in capsys.readouterr().out
    with open_archive(home.path) as archive:
        stored = archive.get(changed)
        assert stored is not None
        assert "冷链物流" in stored.article.body
    assert prove(home) == []


def test_verify_says_that_a_whole_archive_is_whole(changed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify") == 0
    assert "whole" in capsys.readouterr().out


def test_verify_finds_a_damaged_raw_record(
    changed: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (warc,) = (home.path / "warc").glob("*.warc.gz")
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 0xFF
    warc.write_bytes(data)
    assert run("verify", "--format", "json") == 3
    assert {row["part"] for row in json.loads(capsys.readouterr().out)} == {"raw"}


def test_a_lost_index_is_found_and_repaired(
    changed: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(home.index)
    assert run("search", "签约") == 3
    assert "zscrawl reindex" in capsys.readouterr().err
    assert run("verify") == 3
    assert run("verify", "--repair") == 0
    capsys.readouterr()
    assert run("search", "签约", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 1


def test_refresh_catches_up_once(changed: str, home: Home) -> None:
    assert refresh_archive(home).indexed == 0
    again = refresh_archive(home, all_facts=True)
    assert (again.facts, again.indexed) == (1, 1)
    assert not again.changes


def test_facts_are_kept_and_searched(changed: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    with open_archive(home.path) as archive:
        facts = archive.facts(changed)
    assert facts is not None
    assert facts.relevant
    assert 4_560_000_000 in {figure.value_cny for figure in facts.figures}
    capsys.readouterr()
    run("search", "amount:>=45亿 place:421087", "--format", "json")  # 松滋市
    assert json.loads(capsys.readouterr().out)["total"] == 1


def test_an_article_that_a_rule_trips_over_does_not_stop_the_others(
    tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("zscrawl.refresh.read_facts", broken)
    take_in(tmp_path / "pages", "a.html", URL, page_of("松滋三个项目签约", SENTENCES), "2024-04-12T12:00:00")
    capsys.readouterr()
    assert run("refresh") == 0
    assert "no facts of 1 articles" in capsys.readouterr().err
    assert run("search", "签约", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 1
