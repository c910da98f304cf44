"""``zscrawl extract``, ``facts``, ``import`` on odd input: what can be read is printed, and the rest is named."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from zscrawl.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_extract_goes_on_after_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "页 面.html"
    page.write_text("<html><body><p>招商引资</p></body></html>", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert run("extract", str(tmp_path / "none.html"), str(tmp_path / "folder"), str(page)) == 2
    printed = capsys.readouterr()
    assert [json.loads(line)["file"] for line in printed.out.splitlines()] == [str(page)]
    assert [line.split()[0] for line in printed.err.splitlines()] == ["zscrawl:", "zscrawl:"]


@pytest.mark.parametrize("url", ["example.cn/a.html", "http://a b", ""])
def test_an_address_that_is_none_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", "page.html", "--url", url) == 2
    assert "whole address" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "{}",
        "null",
        "[1]",
        '{"text": 1}',
        '{"text": "招商", "title": 7}',
        '{"text": "招商", "published_at": 5}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_is_no_document_is_named_and_the_others_are_read(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(f'\ufeff{{"id": 0, "text": "招商引资"}}\r\n{line}\n{{"text": "a"}}\n')
    )
    assert run("facts", "--jsonl", "-") == 2
    printed = capsys.readouterr()
    assert [json.loads(each)["id"] for each in printed.out.splitlines()] == ["0", "3"]
    assert printed.err.startswith("zscrawl: standard input, line 2: ")


def test_a_day_of_publication_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("招商引资", encoding="utf-8")
    assert run("facts", str(text), "--published-at", "gestern") == 2
    assert "write 2024-03-05" in capsys.readouterr().err


def test_a_document_whose_day_is_none_is_read_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = '"text": "今年全市招商引资到位资金12亿元。"'
    days = ["2024-03", "20240305", "gestern", "2024-13-01"]
    lines = [f'{{"id": "{day}", {said}, "published_at": "{day}"}}' for day in days]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert run("facts", "--jsonl", "-") == 2
    printed = capsys.readouterr()
    periods = [json.loads(line)["figures"][0]["period"] for line in printed.out.splitlines()]
    assert periods == ["2024", "2024", None, None]
    assert [line.split(": ")[1] for line in printed.err.splitlines()] == [
        "standard input, line 3",
        "standard input, line 4",
    ]


@pytest.mark.parametrize("name", ["", "a b", "../c", "Hubei"])
def test_pages_are_not_filed_under_what_is_no_name_of_a_source(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    assert run("import", str(tmp_path), "--source", name) == 2
    assert "use small letters" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_what_an_export_wrote_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "articles.jsonl"
    rows.write_text('{"body": "<p>招商引资</p>"}\n', encoding="utf-8")
    assert run("extract", str(rows)) == 2
    assert "is JSON, not a saved web page" in capsys.readouterr().err
