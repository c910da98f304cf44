"""The command line as scripts see it: exit codes, one line on stderr, nothing lost."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from archive import open_archive
from zscrawl.cli import COMMANDS, main
from zscrawl.items import CST

PAGE = """<html><head><meta charset="utf-8"><title>松滋市三个项目签约 总投资12亿元_荆江观察</title></head><body>
<h1>松滋市三个项目签约 总投资12亿元</h1><div class="info">2024-03-05 10:20 来源：荆江观察报</div>
<div class="content"><p>3月4日，松滋市举行招商引资项目签约仪式，三个项目落户临港工业园，总投资12亿元。</p>
<p>这些项目涉及新材料、食品加工和装备制造，全部建成后预计年产值可达20亿元，将为当地带来新的活力。</p>
<p>市招商局负责人表示，下一步将紧盯项目开工，做好土地、用电和用工保障，让企业早建成、早见效。</p></div></body></html>"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZSCRAWL_DATABASE_URL", raising=False)
    return tmp_path / "home"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("zscrawl: ")
    return lines[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert f"Usage: zscrawl {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "did you mean 'search'?"),
        (["crawl", "no-such-source"], "zscrawl sources list"),
        (["sources", "show", "cnhube"], "did you mean 'cnhubei'?"),
        (["extract", "missing.html"], "missing.html does not exist"),
        (["import", "missing.html"], "missing.html does not exist"),
        (["search", "x", "--since", "yesterday"], "write 2023, 2023-05 or 2023-05-04"),
        (["extract"], "see 'zscrawl extract --help'"),
        (["search", "x", "--format", "yaml"], "'yaml' is not one of"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert said in one_line(capsys)


@pytest.mark.parametrize(
    "command", [["search", "x"], ["show", "zs123456"], ["status"], ["runs"], ["refresh"]]
)
def test_without_an_archive_reading_commands_say_how_to_make_one(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command) == 3
    assert "zscrawl crawl or zscrawl import makes" in one_line(capsys)


@pytest.mark.parametrize(("body", "said"), [(b"", "is empty"), (b"\x89PNG\r\n\x1a\n", "a PNG image")])
def test_extract_prints_what_it_can_and_names_the_rest(
    body: bytes, said: str, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.html"
    bad.write_bytes(body)
    assert run("extract", str(bad), str(page)) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    (row,) = (json.loads(line) for line in printed.out.splitlines())
    assert row["title"] == "松滋市三个项目签约 总投资12亿元"
    assert row["published_at"] == datetime(2024, 3, 5, 10, 20, tzinfo=CST).isoformat()
    assert row["origin"] == "荆江观察报"
    assert row["body"].startswith("3月4日，松滋市")
    assert set(row["found_by"]) >= {"title", "published_at", "origin", "body"}


def test_explain_shows_how_each_field_was_found(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", "--explain", str(page)) == 0
    shown = capsys.readouterr().out
    assert "荆江观察报" in shown
    assert "found by" in shown


def test_import_then_search_show_export(
    page: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(page), "--format", "json") == 0
    capsys.readouterr()
    assert run("search", "項目簽約", "--format", "json") == 0  # traditional script finds simplified text
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 1
    uid = found["hits"][0]["uid"]
    assert run("show", uid[:6], "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["uid"] == uid
    assert run("export", str(tmp_path / "data"), "--format", "jsonl", "--with-text") == 0
    row = json.loads((tmp_path / "data" / "articles.jsonl").read_text(encoding="utf-8"))
    assert row["uid"] == uid
    assert "临港工业园" in row["body"]


def test_a_second_import_stores_nothing_new(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", str(page))
    capsys.readouterr()
    assert run("import", str(page), "--format", "json") == 0
    counts = {row["what"]: row["pages"] for row in json.loads(capsys.readouterr().out)}
    assert counts == {"known": 1}


def test_an_export_never_writes_over(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", str(page))
    capsys.readouterr()
    (tmp_path / "there").mkdir()
    assert run("export", str(tmp_path / "there")) == 2
    assert "exists" in one_line(capsys)


def test_malformed_toml_names_file_and_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "mine.toml").write_text('[[source]\nname = "x"\n')
    assert run("sources", "list") == 2
    line = one_line(capsys)
    assert "mine.toml" in line
    assert "line 1" in line


def test_the_demo_refuses_a_directory_with_another_archive(
    page: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", str(page))
    capsys.readouterr()
    before = {path: path.stat().st_size for path in home.rglob("*")}
    assert run("demo") == 2
    assert "set ZSCRAWL_HOME" in one_line(capsys)
    assert {path: path.stat().st_size for path in home.rglob("*")} == before


def test_a_busy_archive_exits_75_and_names_the_holder(
    page: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_archive(home, create=True) as archive, archive.writer("crawl"):
        assert run("import", str(page)) == 75
    assert "crawl" in one_line(capsys)


def test_a_data_directory_that_is_a_file_is_refused(
    page: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("not a directory")
    assert run("import", str(page)) == 2
    assert "set ZSCRAWL_HOME to a directory" in one_line(capsys)
    assert home.read_text() == "not a directory"


def test_a_query_that_cannot_be_understood_shows_where(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", str(page))
    capsys.readouterr()
    assert run("search", "招商 AND (签约") == 2
    query, caret, message = capsys.readouterr().err.splitlines()
    assert query == "招商 AND (签约"
    assert caret.strip() == "^"
    assert message.startswith("zscrawl: ")
