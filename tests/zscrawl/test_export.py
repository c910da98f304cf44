"""Exports: the same bytes for the same archive, formats that open, nothing half done."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from archive import Capture, Item, open_archive
from zscrawl.errors import ConfigError
from zscrawl.export import FORMATS, TABLES, ExportOptions, export_package
from zscrawl.export.formats import open_writer
from zscrawl.home import Home
from zscrawl.items import CST, Article, Filters, Page, Post
from zscrawl.refresh import refresh_archive

BODY = (
    "4月12日，松滋市在临港工业园举行招商引资项目集中签约仪式，三个项目落户，总投资12亿元。\n"
    "其中，投资5亿元的年产3万吨食品级磷酸盐项目由宜昌禾丰化工有限公司建设，计划今年8月开工。"
)


def article_of(number: int) -> Article:
    return Article(
        url=f"http://news.example.cn/{number}.html",
        canonical_url=f"http://news.example.cn/{number}.html",
        family="portal",
        kind="article",
        title="=HYPERLINK(1) 松滋三个项目签约" if number == 0 else f"松滋招商简讯第{number}期",
        published_at=datetime(2024, 4, 12 + number, 10, 20, tzinfo=CST),
        published_precision="minute",
        authors=["王小川", "-李敏"],
        body=BODY.replace("三个", f"{number + 3}个"),
        posts=[Post(1, "楼主", None, BODY), Post(2, "@路人", None, "好消息")] if number == 1 else [],
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    clock = datetime(2024, 5, 1, tzinfo=CST)
    with (
        open_archive(home.path, create=True) as archive,
        archive.writer("test", clock=lambda: clock) as writer,
    ):
        run = writer.begin_run("import", {})
        items = [
            Item(Capture(Page(f"http://news.example.cn/{n}.html", b"<p>", clock)), article_of(n), "example")
            for n in range(3)
        ]
        writer.store_batch(items, run_id=run)
        writer.end_run(run, "done", {})
    refresh_archive(home)
    return home


def exported(home: Home, path: Path, **options: object) -> Path:
    export_package(home, path, ExportOptions(**options))  # type: ignore[arg-type]
    return path


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        yield path.name, hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_archive_gives_the_same_bytes(home: Home, tmp_path: Path, fmt: str) -> None:
    one = exported(home, tmp_path / "one", fmt=fmt, with_text=True)
    other = exported(home, tmp_path / "other", fmt=fmt, with_text=True)
    assert list(files(one)) == list(files(other))


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_package_describes_what_lies_beside_it(home: Home, tmp_path: Path, fmt: str) -> None:
    folder = exported(home, tmp_path / "out", fmt=fmt)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == [field.name for field in TABLES[resource["name"]].chosen(False)]


def test_csv_reads_back_and_runs_nothing(home: Home, tmp_path: Path) -> None:
    folder = exported(home, tmp_path / "out")
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["title"] for row in rows] == [
        "'=HYPERLINK(1) 松滋三个项目签约",
        "松滋招商简讯第1期",
        "松滋招商简讯第2期",
    ]
    assert rows[0]["published_at"] == "2024-04-12T10:20:00+08:00"
    assert rows[0]["authors"] == "王小川; -李敏"
    assert "body" not in rows[0]


def test_excel_gets_its_byte_order_mark(home: Home, tmp_path: Path) -> None:
    folder = exported(home, tmp_path / "out", excel=True, tables=("articles",))
    assert (folder / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbfuid,")


def test_text_leaves_only_on_request(home: Home, tmp_path: Path) -> None:
    without = exported(home, tmp_path / "without", fmt="jsonl")
    assert all("临港工业园举行" not in path.read_text("utf-8") for path in without.glob("articles.jsonl"))
    with_text = exported(home, tmp_path / "with", fmt="jsonl", with_text=True)
    first = json.loads((with_text / "articles.jsonl").read_text("utf-8").splitlines()[0])
    assert first["body"] == article_of(0).body


def test_money_is_whole_yuan_and_facts_point_to_their_article(home: Home, tmp_path: Path) -> None:
    folder = exported(home, tmp_path / "out", fmt="jsonl")
    mentions = [json.loads(line) for line in (folder / "mentions.jsonl").read_text("utf-8").splitlines()]
    projects = {
        json.loads(line)["id"] for line in (folder / "projects.jsonl").read_text("utf-8").splitlines()
    }
    uids = {json.loads(line)["uid"] for line in (folder / "articles.jsonl").read_text("utf-8").splitlines()}
    assert {mention["amount_cny"] for mention in mentions} == {500_000_000}
    assert {mention["project"] for mention in mentions} <= projects
    assert {mention["uid"] for mention in mentions} <= uids


def test_sqlite_holds_its_keys_and_finds_chinese(home: Home, tmp_path: Path) -> None:
    folder = exported(home, tmp_path / "out", fmt="sqlite", with_text=True)
    connection = sqlite3.connect(folder / "zscrawl.sqlite")
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '磷酸盐'"
        ).fetchone()
        assert found == (3,)
    finally:
        connection.close()


def test_parquet_has_types(home: Home, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = exported(home, tmp_path / "out", fmt="parquet")
    table = parquet.read_table(folder / "articles.parquet")
    assert table.column("published_at")[0].as_py() == datetime(2024, 4, 12, 10, 20, tzinfo=CST)
    assert table.column("authors")[0].as_py() == ["王小川", "-李敏"]
    assert table.column("body_chars")[0].as_py() == len(BODY)


def test_a_workbook_opens_with_typed_cells(home: Home, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    folder = exported(home, tmp_path / "out", fmt="xlsx")
    book = openpyxl.load_workbook(folder / "zscrawl.xlsx")
    sheet = book["articles"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, [cell.value for cell in sheet[2]], strict=True))
    assert sheet.freeze_panes == "A2"
    assert row["title"] == "=HYPERLINK(1) 松滋三个项目签约"
    assert sheet.cell(2, header.index("title") + 1).data_type == "s"
    assert row["published_at"] == datetime(2024, 4, 12, 10, 20)  # noqa: DTZ001 - spreadsheets know no zones


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("zscrawl.export.formats.XLSX_MAX_ROWS", 3)
    table = TABLES["stage_events"]
    row = {field.name: None for field in table.fields}
    with open_writer("xlsx", tmp_path, {table.name: table.fields}, [table], excel=False) as write:
        for ordinal in range(5):
            write(table.name, row | {"ordinal": ordinal})
    book = openpyxl.load_workbook(tmp_path / "zscrawl.xlsx")
    assert book.sheetnames == ["stage_events", "stage_events 2", "stage_events 3"]
    assert [book[name].max_row for name in book.sheetnames] == [3, 3, 2]


def test_filters_and_queries_choose(home: Home, tmp_path: Path) -> None:
    since = exported(home, tmp_path / "since", fmt="jsonl", filters=Filters(since="2024-04-13"))
    assert len((since / "articles.jsonl").read_text("utf-8").splitlines()) == 2
    asked = exported(home, tmp_path / "asked", fmt="jsonl", query="第2期")
    assert len((asked / "articles.jsonl").read_text("utf-8").splitlines()) == 1


def test_an_export_that_fails_leaves_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zscrawl.export.package.write_descriptions", full)
    with pytest.raises(ConfigError, match="No space left"):
        exported(home, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
