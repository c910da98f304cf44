"""Searching on the command line: batches, saved searches, alerts, explanations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from archive import Capture, open_archive
from tests.zscrawl.commands import SECONDS, command, zscrawl
from zscrawl.cli import main
from zscrawl.home import Home
from zscrawl.items import CST, Article, Page
from zscrawl.refresh import refresh_archive
from zscrawl.unindexed import archive_generation, changed_since

CLOCK = datetime(2024, 5, 1, tzinfo=CST)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def archive_titles(home: Home, *titles: str, published_at: datetime = CLOCK, refresh: bool = True) -> None:
    with open_archive(home.path, create=True) as archive, archive.writer("test") as writer:
        run_id = writer.begin_run("import", {})
        for title in titles:
            url = f"http://news.example.cn/{title}.html"
            article = Article(
                url, url, "portal", "article", title=title, published_at=published_at, body=f"{title}。"
            )
            writer.store(Capture(Page(url, b"<p>", CLOCK)), article, source="example", run_id=run_id)
        writer.end_run(run_id, "done", {})
    if refresh:
        refresh_archive(home)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZSCRAWL_DATABASE_URL", raising=False)
    home = Home(tmp_path / "home")
    archive_titles(home, "磷酸铁锂项目签约", "冷链物流园开工")
    return home


def test_a_batch_gives_one_row_a_query(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "companies.txt"
    queries.write_text("磷酸铁锂\n\n冷鏈物流\n查无此企业\n", encoding="utf-8")
    assert run("search", "--queries", str(queries), "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["query"], row["total"]) for row in rows] == [
        ("磷酸铁锂", 1),
        ("冷鏈物流", 1),
        ("查无此企业", 0),
    ]
    assert rows[2]["uid"] is None
    assert len({tuple(row) for row in rows}) == 1, "rows differ in their keys"


def test_a_batch_keeps_its_columns_where_the_first_query_finds_nothing(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "companies.txt"
    queries.write_text("查无此企业\n磷酸铁锂\n", encoding="utf-8")
    assert run("search", "--queries", str(queries), "--format", "csv") == 0
    head, *_ = capsys.readouterr().out.splitlines()
    assert head == "query,total,uid,title,url,source,family,published_at,snippet,score,reprints"


def test_a_csv_without_hits_has_the_same_columns(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    heads = []
    for query in ("磷酸铁锂", "查无此企业"):
        assert run("search", query, "--format", "csv") == 0
        heads.append(capsys.readouterr().out.splitlines()[0])
    assert heads[0] == heads[1]


def test_a_batch_is_sorted_as_asked(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive_titles(home, "磷酸铁锂磷酸铁锂", published_at=CLOCK.replace(year=2020))
    queries = tmp_path / "companies.txt"
    queries.write_text("磷酸铁锂\n", encoding="utf-8")
    best = []
    for order in ("relevance", "date"):
        assert run("search", "--queries", str(queries), "--sort", order, "--format", "json") == 0
        best += [row["title"] for row in json.loads(capsys.readouterr().out)]
    assert best == ["磷酸铁锂磷酸铁锂", "磷酸铁锂项目签约"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--queries", "companies.txt", "--facet", "place"],
        ["--queries", "companies.txt", "--limit", "5"],
        ["--queries", "companies.txt", "--explain"],
        ["签约", "--facet", "place", "--format", "csv"],
    ],
    ids=" ".join,
)
def test_what_would_be_ignored_is_refused(
    home: Home, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", *arguments) == 2
    assert "see 'zscrawl search --help'" in capsys.readouterr().err


def test_a_mistake_in_a_batch_shows_its_place(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "companies.txt"
    queries.write_text("磷酸\n签约 AND (开工\n", encoding="utf-8")
    assert run("search", "--queries", str(queries)) == 2
    assert "签约 AND (开工\n         ^\n" in capsys.readouterr().err


def test_alerts_show_what_is_new_once(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "签约", "--save", "signed") == 0
    assert run("alerts") == 1
    archive_titles(home, "电子玻璃项目签约", "招商动态一则")
    for arguments in (["--peek"], ["signed"]):
        capsys.readouterr()
        assert run("alerts", *arguments, "--format", "json") == 0
        assert [row["title"] for row in json.loads(capsys.readouterr().out)] == ["电子玻璃项目签约"]
    assert run("alerts") == 1


def test_an_unknown_alert_names_those_that_there_are(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "签约", "--save", "signed")
    capsys.readouterr()
    assert run("alerts", "singed") == 2
    assert "(signed)" in capsys.readouterr().err


def test_explain_says_what_was_found_where(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "签约", "--explain") == 0
    assert "签约 in title × 1" in capsys.readouterr().out


def test_a_near_miss_gets_a_suggestion(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "磷酸铁里") == 0
    assert "磷酸铁锂" in capsys.readouterr().err


def test_without_a_query_the_filters_choose(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "--source", "example", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 2


@pytest.mark.parametrize("fmt", ["table", "json", "csv"])
def test_a_reader_that_leaves_early_is_no_error(home: Home, fmt: str) -> None:
    with command(home, "search", "签约", "--format", fmt) as child:
        assert child.stdout is not None
        child.stdout.close()  # before the first line is written: head that has seen enough
        assert child.wait(SECONDS) == 0
        assert child.stderr is not None
        assert child.stderr.read() == ""


# --- what is not indexed yet --------------------------------------------------------------------


@pytest.mark.parametrize("asked", [("search", "冷链"), ("search", "--format", "json"), ("alerts",)])
def test_a_search_says_what_the_index_has_not(
    asked: tuple[str, ...], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    run("search", "签约", "--save", "signed")
    archive_titles(home, "冷链项目签约", "冷链项目投产", refresh=False)
    capsys.readouterr()
    run(*asked)
    printed = capsys.readouterr()
    told = "2 articles are new or changed in the archive and not yet in the index; run: zscrawl refresh"
    assert told in printed.err.splitlines()
    assert told not in printed.out
    refresh_archive(home)
    run(*asked)
    assert "not yet in the index" not in capsys.readouterr().err


def test_an_index_of_another_archive_is_not_searched(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    archive_titles(other, "冷链物流园开工")
    shutil.rmtree(home.index)
    shutil.copytree(other.index, home.index)
    code, output, errors = zscrawl(home, "search", "冷链")
    assert (code, output) == (3, "")
    assert "stale (generation" in errors
    assert errors.endswith("run: zscrawl reindex\n")


def test_an_index_can_be_searched_without_its_archive(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.database.write_bytes(b"no database")
    assert run("search", "冷链", "--format", "json") == 0
    home.database.unlink()
    assert run("search", "冷链", "--format", "json") == 0
    assert capsys.readouterr().err == ""


def test_the_archive_is_asked_through_its_room_where_it_is_elsewhere(home: Home) -> None:
    elsewhere = replace(home, database_url=f"sqlite:///{home.database}")
    archive_titles(home, "冷链项目投产", refresh=False)
    assert archive_generation(elsewhere) == archive_generation(home) is not None
    assert changed_since(elsewhere, 0) == changed_since(home, 0) == 3
    gone = replace(home, database_url="sqlite:////nowhere/at/all.db")
    assert archive_generation(gone) is None
    assert changed_since(gone, 0) == 0


def test_a_search_loads_no_database_layer_and_leaves_nothing_behind(home: Home) -> None:
    before = sorted(home.path.iterdir())
    code = "import sys; from zscrawl.cli import cli; cli(['search', '冷链'], standalone_mode=False)"
    check = f"{code}; assert 'sqlalchemy' not in sys.modules"
    subprocess.run(
        [sys.executable, "-c", check], check=True, env={**os.environ, "ZSCRAWL_HOME": str(home.path)}
    )
    assert sorted(home.path.iterdir()) == before
