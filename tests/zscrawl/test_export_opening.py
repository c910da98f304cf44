"""Exports open in what data users work with, with the same rows, types and keys in each."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Capture, Item, open_archive
from zscrawl.export import FORMATS, TABLES, ExportOptions, export_package
from zscrawl.home import Home
from zscrawl.items import CST, Article, Filters, Image, Page, Post
from zscrawl.refresh import refresh_archive

BODY = (
    "4月12日，松滋市在临港工业园举行招商引资项目集中签约仪式，共签约8个项目，总投资26亿元，同比增长12.5%。"
    "投资5亿元的年产3万吨食品级磷酸盐项目由宜昌禾丰化工有限公司建设，计划今年8月开工。"
    "当地推行链长制，由市领导担任链长，一条链一个专班。"
)
STARTED = "8月20日，投资5亿元的年产3万吨食品级磷酸盐项目在松滋市临港工业园开工，由宜昌禾丰化工有限公司建设。"
PUBLISHED = datetime(2024, 4, 12, 10, 20, tzinfo=CST)
Exported = Callable[[str], Path]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Articles with every awkward kind of cell, one without date or title."""
    home = Home(tmp_path_factory.mktemp("home"))
    clock = datetime(2024, 5, 1, tzinfo=CST)
    titles = ['=1+1 "松滋", 签约;\t三个项目', None, "-5℃的招商会", "线程"]
    items = []
    for number, title in enumerate(titles):
        url = f"http://news.example.cn/{number}.html"
        article = Article(
            url,
            url,
            "portal",
            "article",
            title=title,
            published_at=None if title is None else PUBLISHED + timedelta(days=70 * number),
            authors=["王小川", "@李敏"] if number == 0 else [],
            images=[Image("http://news.example.cn/1.jpg", "")],
            body=(STARTED if number == 2 else BODY) + f"\n第{number}期\t“引号”\r,尾\uffff\x0b",
            posts=[Post(1, "楼主", None, BODY), Post(2, "+路人", None, "=好消息")] if number == 3 else [],
        )
        items.append(Item(Capture(Page(url, b"<p>", clock)), article, "example"))
    with (
        open_archive(home.path, create=True) as archive,
        archive.writer("test", clock=lambda: clock) as writer,
    ):
        writer.store_batch(items, run_id=writer.begin_run("import", {}))
    refresh_archive(home, regions={"example": "421087"})
    return home


@pytest.fixture(scope="module")
def exported(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """An export in a format, made once."""
    folder = tmp_path_factory.mktemp("exports")

    def in_format(fmt: str) -> Path:
        path = folder / fmt
        if not path.exists():
            export_package(home, path, ExportOptions(fmt=fmt, with_text=True))
        return path

    return in_format


def described(folder: Path) -> dict[str, dict[str, Any]]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def counts(exported: Exported) -> dict[str, int]:
    return {name: resource["rows"] for name, resource in described(exported("csv")).items()}


@pytest.mark.parametrize("fmt", FORMATS)
def test_frictionless_finds_nothing_wrong(exported: Exported, fmt: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies
        found = frictionless.validate(str(exported(fmt) / "datapackage.json"))
    assert found.valid, found.flatten(["title", "rowNumber", "fieldName", "note"])
    assert [task.name for task in found.tasks] == list(TABLES)


def test_frictionless_reads_the_tables_of_the_database(exported: Exported) -> None:
    """Which `datapackage.json` gives as a mere file: its schemas fit all the same."""
    frictionless = pytest.importorskip("frictionless")
    from frictionless.formats import SqlControl

    rows = counts(exported)
    for name, resource in described(exported("sqlite")).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema = frictionless.Schema.from_descriptor(resource["schema"] | {"foreignKeys": []})
            path = f"sqlite:///{exported('sqlite') / resource['path']}"
            found = frictionless.Resource(path=path, control=SqlControl(table=name), schema=schema).validate()
        assert found.valid, (name, found.flatten(["title", "rowNumber", "fieldName", "note"]))
        assert found.tasks[0].stats["rows"] == rows[name]


def test_parquet_has_the_types_that_are_described(exported: Exported) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = {
        "string": "string",
        "integer": "int64",
        "number": "double",
        "boolean": "bool",
        "datetime": "timestamp[us, tz=UTC]",
        "array": "list<element: string>",
    }
    for name, resource in described(exported("parquet")).items():
        schema = parquet.read_schema(exported("parquet") / resource["path"])
        fields = {field["name"]: arrow[field["type"]] for field in resource["schema"]["fields"]}
        assert {field.name: str(field.type) for field in schema} == fields, name


@pytest.mark.parametrize("fmt", ["csv", "sqlite"])
def test_a_selection_keeps_its_keys(home: Home, tmp_path: Path, fmt: str) -> None:
    """A project of a chosen article lives on in others, which are not exported, but named with their addresses."""
    frictionless = pytest.importorskip("frictionless")
    folder = tmp_path / "one"
    export_package(home, folder, ExportOptions(fmt=fmt, filters=Filters(limit=1)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert frictionless.validate(str(folder / "datapackage.json")).valid
    if fmt == "sqlite":
        with closing(sqlite3.connect(folder / "zscrawl.sqlite")) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            events = connection.execute("SELECT count(*), count(DISTINCT url) FROM stage_events").fetchone()
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
            assert events[0] >= events[1] > 1
    assert "limit 1" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_table_on_several_sheets_is_described_sheet_by_sheet(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.setattr("zscrawl.export.formats.XLSX_MAX_ROWS", 4)
    monkeypatch.setattr("zscrawl.export.describe.XLSX_MAX_ROWS", 4)
    export_package(home, tmp_path / "out", ExportOptions(fmt="xlsx", tables=("articles",)))
    resources = described(tmp_path / "out")
    assert {name: resource["rows"] for name, resource in resources.items()} == {
        "articles": 3,
        "articles-2": 1,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_every_table_has_rows(exported: Exported) -> None:
    assert set(counts(exported)) == set(TABLES)
    assert min(counts(exported).values()) > 0, "a table without rows proves nothing"


def test_pandas_reads_csv_json_lines_and_parquet_alike(exported: Exported) -> None:
    pandas = pytest.importorskip("pandas")
    rows = counts(exported)
    for name in TABLES:
        comma = pandas.read_csv(exported("csv") / f"{name}.csv")
        lines = pandas.read_json(exported("jsonl") / f"{name}.jsonl", lines=True)
        columns = pandas.read_parquet(exported("parquet") / f"{name}.parquet")
        assert len(comma) == len(lines) == len(columns) == rows[name]
        assert list(comma.columns) == list(lines.columns) == list(columns.columns)
    articles = pandas.read_parquet(exported("parquet") / "articles.parquet").sort_values("url")
    assert articles["published_at"].iloc[0] == pandas.Timestamp(PUBLISHED)
    assert articles["published_at"].isna().sum() == 1
    assert list(articles["authors"].iloc[0]) == ["王小川", "@李敏"]
    mentions = pandas.read_csv(exported("csv") / "mentions.csv")
    assert set(mentions["amount_cny"]) == {500_000_000}


def test_duckdb_joins_tables_of_any_format(exported: Exported) -> None:
    duckdb = pytest.importorskip("duckdb")
    found = []
    for reader, suffix in (("read_csv", "csv"), ("read_json", "jsonl"), ("read_parquet", "parquet")):
        folder = exported(suffix)
        query = (
            f"SELECT count(*), sum(m.amount_cny), min(m.uid) FROM {reader}('{folder}/mentions.{suffix}') m "
            f"JOIN {reader}('{folder}/projects.{suffix}') p ON p.id = m.project "
            f"JOIN {reader}('{folder}/articles.{suffix}') a ON a.uid = m.uid"
        )
        found += duckdb.sql(query).fetchall()
    assert found[0][0] == counts(exported)["mentions"]
    assert found[0] == found[1] == found[2]


def test_openpyxl_opens_every_sheet_with_types(exported: Exported) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(exported("xlsx") / "zscrawl.xlsx")
    assert book.sheetnames == list(TABLES)
    for name, rows in counts(exported).items():
        assert book[name].max_row == rows + 1
        assert book[name].freeze_panes == "A2"
        assert not [cell for row in book[name] for cell in row if cell.data_type == "f"], "a formula"
    header = [cell.value for cell in book["mentions"][1]]
    amount = book["mentions"].cell(2, header.index("amount_cny") + 1)
    assert (amount.value, amount.data_type, amount.number_format) == (500_000_000, "n", "#,##0")
    header = [cell.value for cell in book["articles"][1]]
    dates = [row[header.index("published_at")] for row in book["articles"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in dates if cell.value] == ["d"] * 3


def test_datasette_shows_searches_and_follows_keys(exported: Exported) -> None:
    pytest.importorskip("datasette")
    from datasette.app import Datasette

    folder = exported("sqlite")
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))

    async def ask() -> list[Any]:
        shown = Datasette([str(folder / "zscrawl.sqlite")], metadata=metadata)
        await shown.invoke_startup()
        paths = [
            "/zscrawl.json",
            "/zscrawl/articles.json?_search=磷酸盐&_shape=array",
            "/zscrawl/mentions.json?_labels=on&_shape=array",
        ]
        answers = [(await shown.client.get(path)).json() for path in paths]
        page = await shown.client.get("/zscrawl/figures")
        shown.executor.shutdown()
        return [*answers, page.text]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies
        overview, found, mentions, page = asyncio.run(ask())
    tables = {table["name"]: table for table in overview["tables"] if not table["hidden"]}
    assert {name: table["count"] for name, table in tables.items()} == counts(exported)
    assert tables["articles"]["fts_table"] == "articles_fts"
    assert {key["other_table"] for key in tables["mentions"]["foreign_keys"]["outgoing"]} == {
        "articles",
        "projects",
    }
    assert len(found) == 4
    assert all(mention["project"]["label"] for mention in mentions)
    assert "Never add figures" in page


def test_times_are_one_moment_in_every_format(exported: Exported) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(exported("parquet") / "articles.parquet").to_pylist()
    for line, row in zip(
        (exported("jsonl") / "articles.jsonl").read_text(encoding="utf-8").splitlines(), table, strict=True
    ):
        said = json.loads(line)
        for name in ("published_at", "first_fetched_at", "last_fetched_at"):
            moment = datetime.fromisoformat(said[name]) if said[name] else None
            assert moment == row[name]
            assert moment is None or (moment.tzinfo and moment.astimezone(UTC))
