"""Fixture folders: what is written is read back and verified, and every mistake in one is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from demo import DEMO_CLOCK
from tests.zscrawl.commands import zscrawl
from tests.zscrawl.hostile_sites import Send, Site, response
from zscrawl.cli import main
from zscrawl.errors import ConfigError, ReadError
from zscrawl.fixtures import find_fixtures, load_fixture, matches, mismatches, read_fixture, write_fixture
from zscrawl.home import Home
from zscrawl.items import CST, Page

TEXT = "".join(
    f"<p>第{n}段：开发区本周有一批新项目办理入园手续，预计年内陆续动工建设。</p>" for n in range(1, 7)
)
HTML = f"""<html><head><meta charset="gb2312"><title>新项目办理入园手续_开发区网</title></head><body>
<h1>新项目办理入园手续</h1><div class="info">昨天 10:20 来源：开发区简报</div>
<div class="content">{TEXT}</div></body></html>"""
ADDRESS = "http://www.kaifaqu.example.com/2024/0305/88.html"
PAGE = Page(
    ADDRESS,
    HTML.encode("gb18030"),
    datetime(2024, 3, 5, 8, tzinfo=CST),
    {"content-type": "text/html; charset=gb2312", "set-cookie": "session=secret"},
)


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written, _ = write_fixture(PAGE, "kaifaqu", tmp_path)
    return written


# --- writing and reading


def test_a_fixture_holds_the_page_as_it_was_served(folder: Path) -> None:
    fixture = load_fixture(folder)
    assert fixture.page == replace(PAGE, headers={"content-type": "text/html; charset=gb2312"})
    assert fixture.family == "portal"
    assert fixture.expected["published_at"] == "2024-03-04T10:20:00+08:00"  # 昨天, by the page's clock
    assert fixture.expected["charset"] == "gb18030"
    assert list(mismatches(fixture, read_fixture(fixture))) == []


def test_what_must_stay_empty_is_pinned_too(folder: Path) -> None:
    expected = load_fixture(folder).expected
    assert expected["authors"] == []
    assert expected["next_page"] is None
    article = read_fixture(load_fixture(folder))
    article.authors = ["某人"]
    assert list(mismatches(load_fixture(folder), article)) == [("authors", [], ["某人"])]


def test_status_options_and_family_are_kept(tmp_path: Path) -> None:
    gone = replace(PAGE, status=404)
    folder, article = write_fixture(gone, "gone", tmp_path, family="gov", options={"title": "h1"})
    fixture = load_fixture(folder)
    assert (fixture.page.status, fixture.family, fixture.options) == (404, "gov", {"title": "h1"})
    assert article.kind == "deleted"
    assert set(fixture.expected) >= {"kind", "family"}
    assert "title" not in fixture.expected


@pytest.mark.parametrize("name", ["", "Kaifaqu", "../up", "a/b", ".hidden", "名"])
def test_a_name_is_plain(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="small letters"):
        write_fixture(PAGE, name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_fixture_is_never_written_over(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(ConfigError, match="exists; choose another --name"):
        write_fixture(replace(PAGE, body=b"other"), folder.name, folder.parent)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("got", "expected", "same"),
    [
        ({"floor": 1, "body": "x"}, {"floor": 1}, True),
        ({"floor": 1}, {"floor": 2}, False),
        ([{"floor": 1, "body": "x"}], [{"floor": 1}], True),
        ([1, 2], [1], False),
        ([], [], True),
        (None, None, True),
        ("", None, False),
        ({}, [], False),
    ],
)
def test_objects_may_pin_some_of_their_keys(got: object, expected: object, same: bool) -> None:
    assert matches(got, expected) is same


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("meta.json", lambda meta: meta.pop("url"), "has no 'url'"),
        ("meta.json", lambda meta: meta.update(fetched_at="yesterday"), "'fetched_at' is no time"),
        ("meta.json", lambda meta: meta.update(fetched_at=5), "'fetched_at' is no time"),
        ("meta.json", lambda meta: meta.update(family="govt"), "no family 'govt'"),
        ("expected.json", lambda expected: expected.update(titel="x"), "no field 'titel'"),
        ("expected.json", lambda expected: expected.update(found_by={}), "no field 'found_by'"),
    ],
)
def test_a_mistake_is_named(
    file: str, change: Callable[[dict[str, Any]], object], said: str, folder: Path
) -> None:
    edit(folder / file, change)
    with pytest.raises(ReadError) as caught:
        load_fixture(folder)
    assert said in str(caught.value)
    assert str(folder / file) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["{", "[]", "\udcff"])
def test_json_that_is_none(content: str, folder: Path) -> None:
    (folder / "expected.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ReadError, match=r"expected\.json is"):
        load_fixture(folder)


def test_fixtures_are_found_in_a_folder_of_them(folder: Path) -> None:
    other, _ = write_fixture(PAGE, "a-first", folder.parent)
    assert find_fixtures([folder.parent]) == [other, folder]
    assert find_fixtures([folder]) == [folder]
    with pytest.raises(ReadError, match="holds no fixture"):
        find_fixtures([folder / "page.html"])


# --- the command


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["fixture", *arguments])
    return int(left.value.code or 0)


def test_a_saved_page_becomes_a_fixture_that_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, root = tmp_path / "saved.html", tmp_path / "fixtures"
    saved.write_bytes(PAGE.body)
    clock = PAGE.fetched_at.isoformat()
    arguments = ("--name", "kaifaqu", "--to", str(root), "--url", ADDRESS, "--fetched-at", clock)
    assert run("add", str(saved), *arguments) == 0
    assert "新项目办理入园手续" in capsys.readouterr().out
    assert load_fixture(root / "kaifaqu").page == replace(PAGE, headers={})
    assert run("check", str(root)) == 0
    assert capsys.readouterr().err == "fixtures checked: 1, mismatches: 0\n"


def test_mismatches_are_one_line_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, _ = write_fixture(PAGE, "broken", folder.parent)
    (broken / "meta.json").write_text("{", encoding="utf-8")
    edit(folder / "expected.json", lambda e: e.update(title="别的", origin=None, body="开发区" * 100))
    assert run("check", str(folder.parent)) == 2
    printed = capsys.readouterr()
    lines = dict(line.removeprefix(str(folder.parent)).split(": ", 1) for line in printed.out.splitlines())
    assert printed.out.splitlines()[0].startswith(f"{broken / 'meta.json'} is not valid JSON")
    assert f'{folder}: title: expected "别的", read "新项目办理入园手续"' in printed.out
    assert f'{folder}: origin: expected null, read "开发区简报"' in printed.out
    assert all(len(line) < 300 for line in lines.values())
    assert printed.err == "fixtures checked: 2, mismatches: 4\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "page.html", "--name", "x", "--to", "."), "a saved page needs its address: --url"),
        (("add", "page.html", "--name", "x", "--to", ".", "--url", ADDRESS), "cannot read page.html"),
        (("add", ADDRESS, "--name", "x", "--to", ".", "--url", ADDRESS), "--url goes with a FILE"),
        (("add", ADDRESS, "--name", "x"), "there is no tests/spiders/fixtures here"),
        (("add", "page.html", "--name", "x", "--fetched-at", "noon", "--to", "."), "'noon' is not a time"),
        (("check",), "there is no tests/spiders/fixtures here"),
        (("check", "."), "holds no fixture"),
    ],
)
def test_bad_input_is_one_line(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("zscrawl: ")
    assert said in line
    assert list(tmp_path.iterdir()) == []


def test_a_fetched_page_becomes_a_fixture(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(path: str, send: Send) -> None:
        asked.append(path)
        send(response(PAGE.body, content_type="text/html; charset=gb2312", Set_Cookie="session=secret"))

    home = Home(tmp_path / "home")
    with Site(answer) as site:
        arguments = ("--name", "live", "--to", str(tmp_path), "--fetched-at", DEMO_CLOCK.isoformat())
        url = site.url("/88.html")
        code, _, said = zscrawl(home, "fixture", "add", url, *arguments)
        assert code == 1
        assert "--allow-private" in said
        code, _, said = zscrawl(home, "fixture", "add", url, *arguments, "--allow-private")
        assert code == 0, said
    assert asked == ["/robots.txt", "/88.html"]
    fixture = load_fixture(tmp_path / "live")
    assert (fixture.page.url, fixture.page.body, fixture.page.fetched_at) == (url, PAGE.body, DEMO_CLOCK)
    assert fixture.page.headers == {"content-type": "text/html; charset=gb2312"}
    assert fixture.expected["title"] == "新项目办理入园手续"
