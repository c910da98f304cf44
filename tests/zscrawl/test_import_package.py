"""A package that comes back: the new archive exports byte for byte what the old one did."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive import Capture, Item, open_archive, verify
from zscrawl.cli import cli
from zscrawl.errors import ConfigError, ReadError
from zscrawl.export import TABLES, ExportOptions, export_package
from zscrawl.home import Home
from zscrawl.importing import import_package
from zscrawl.items import CST, Article, Attachment, Filters, Image, Page, Post
from zscrawl.ledger import load_book
from zscrawl.refresh import refresh_archive

START = datetime(2024, 5, 1, 8, 30, tzinfo=CST)
PARAGRAPH = (
    "4月12日，松滋市在临港工业园举行招商引资项目集中签约仪式，共签约8个项目，总投资26亿元。"
    "投资5亿元的年产3万吨食品级磷酸盐项目由宜昌禾丰化工有限公司建设，计划今年8月开工。"
    "当地推行链长制，由市领导担任链长，一条链一个专班。"
)
Files = dict[str, str]


def article(number: int, **values: Any) -> Article:
    url = f"http://news.example.cn/{number}.html"
    given = {
        "title": f"松滋招商简讯第{number}期",
        "published_at": START - timedelta(days=number % 2),  # two days, so that several share one
        "published_precision": "minute",
        "authors": ["王小川", "-李敏"],
        "origin": "荆江观察报",
        "script": "hans",
        "images": [Image(f"{url}.jpg", "签约现场")],
        "attachments": [Attachment(f"{url}.pdf", "名单")],
        "flags": ["spam_clone"] if number == 4 else [],
        "body": f"{PARAGRAPH}\n这是第{number}期简讯，记者在现场看到{number + 3}家企业代表签字。",
    }
    return Article(url, url, "portal", "article", **given | values)


def captured(number: int, day: int, **values: Any) -> Item:
    at = START + timedelta(days=day, seconds=number, microseconds=7)
    status = values.pop("status", 200)
    read = None if status == 404 else article(number, **values)
    page = Page(f"http://news.example.cn/{number}.html", f"<p>{number}-{day}".encode(), at, {}, status)
    return Item(Capture(page), read, "example")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Versions, a thread with a late reply, reprints, a page without a date, one that is gone, one that is no news."""
    home = Home(tmp_path_factory.mktemp("home"))
    first_posts = [Post(1, "楼主", START, PARAGRAPH), Post(2, None, None, "好消息")]
    days = [
        [
            *(captured(number, 0) for number in (3, 0, 1)),
            captured(2, 0, title=None, published_at=None, published_precision=None, authors=[], origin=None),
            captured(4, 0, body=article(0).body),
            captured(5, 0, posts=first_posts),
            captured(6, 0, body="市图书馆周末举行读书会。", title="读书会"),
            captured(7, 0, body=""),
        ],
        [
            captured(0, 1, title="松滋招商简讯（更新）"),
            captured(1, 1, body=PARAGRAPH + "\n更正：总投资为6亿元。"),
            captured(3, 1, status=404),
            captured(5, 1, posts=[*first_posts, Post(3, "@路人", START + timedelta(hours=3), "开工了吗")]),
        ],
        [captured(1, 2, body=PARAGRAPH, editors=["赵一"])],
    ]
    with (
        open_archive(home.path, create=True) as archive,
        archive.writer("test", clock=lambda: START) as writer,
    ):
        for items in days:
            run = writer.begin_run("import", {})
            writer.store_batch(items, run_id=run)
            writer.end_run(run, "done", {})
    refresh_archive(home, regions={"example": "421087"})
    project = load_book(home).ledger.projects[0]
    corrections = f'[[set]]\nproject = "{project.id}"\nfield = "name"\nvalue = "磷酸盐项目"\n'
    (home.path / "corrections.toml").write_text(corrections, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def package(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(home, tmp_path_factory.mktemp("packages") / "package")


def exported(home: Home, path: Path, **options: Any) -> Path:
    export_package(home, path, ExportOptions(**{"fmt": "jsonl", "with_text": True} | options))
    return path


def imported(package: Path, path: Path) -> Home:
    home = Home(path)
    import_package(home, package)
    refresh_archive(home)
    return home


def files(folder: Path) -> Files:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_export_import_export_is_identical(package: Path, tmp_path: Path) -> None:
    again = files(exported(imported(package, tmp_path / "home"), tmp_path / "again"))
    assert again == files(package)
    assert {f"{name}.jsonl" for name in TABLES} | {"corrections.toml"} <= set(again)
    assert all(again[f"{name}.jsonl"] for name in TABLES), "a table without rows proves nothing"


@pytest.mark.parametrize("fmt", ["csv", "sqlite"])
def test_the_other_formats_come_out_the_same_too(home: Home, package: Path, tmp_path: Path, fmt: str) -> None:
    mine = exported(imported(package, tmp_path / "home"), tmp_path / "mine", fmt=fmt)
    theirs = exported(home, tmp_path / "theirs", fmt=fmt)
    assert [path.read_bytes() for path in sorted(mine.iterdir())] == [
        path.read_bytes() for path in sorted(theirs.iterdir())
    ]


def test_the_new_archive_is_whole_and_its_records_are_no_pages(package: Path, tmp_path: Path) -> None:
    home = imported(package, tmp_path / "home")
    assert verify(home.path) == []
    with open_archive(home.path) as archive:
        assert list(archive.captures()) == []
        stored = archive.get("http://news.example.cn/1.html")
        assert stored is not None
        assert [version.changes for version in archive.versions(stored.uid)] == [
            ("first",),
            ("text",),
            ("text", "notes"),
        ]
        said = json.loads(archive.snapshot(stored.uid).body)
        assert said["article"]["title"] == "松滋招商简讯第1期"


def test_facts_that_are_not_in_the_package_are_drawn(home: Home, tmp_path: Path) -> None:
    texts = exported(home, tmp_path / "texts", tables=("articles", "versions", "posts"))
    again = exported(imported(texts, tmp_path / "home"), tmp_path / "again", tables=("mentions",))
    assert len((again / "mentions.jsonl").read_text(encoding="utf-8").splitlines()) >= 5


def test_an_index_that_was_there_finds_the_articles(package: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    open_archive(home.path, create=True).close()
    refresh_archive(home)
    import_package(home, package)
    assert refresh_archive(home).indexed == 0
    chosen = exported(home, tmp_path / "out", query="读书会")
    assert len((chosen / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_only_an_empty_archive_takes_a_package(package: Path, tmp_path: Path) -> None:
    home = imported(package, tmp_path / "home")
    with pytest.raises(ConfigError, match="ZSCRAWL_HOME"):
        import_package(home, package)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"fmt": "csv"}, "--format jsonl"),
        ({"with_text": False}, "--with-text"),
        ({"tables": ("articles", "versions")}, "lacks posts"),
    ],
)
def test_what_cannot_come_back_says_why(
    home: Home, tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    package = exported(home, tmp_path / "package", **options)
    with pytest.raises(ReadError, match=says):
        import_package(Home(tmp_path / "home"), package)


def changed(package: Path, folder: Path, table: str, change: Callable[[list[str]], None]) -> Path:
    """A package in which one file was changed, and its digest with it."""
    shutil.copytree(package, folder)
    file = folder / f"{table}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    change(lines)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] == table:
            resource["hash"] = f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def _set(line: int, name: str, value: Any) -> Callable[[list[str]], None]:
    def change(lines: list[str]) -> None:
        lines[line] = json.dumps(json.loads(lines[line]) | {name: value})

    return change


def _cut(lines: list[str]) -> None:
    lines[-1] = lines[-1][:-9]


def _nest(lines: list[str]) -> None:
    lines[0] = "[" * 100_000


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("articles", _set(0, "uid", "zs000000000000"), "articles.jsonl:1.*uid"),
        ("articles", _set(2, "authors", "王"), "articles.jsonl:3.*type list"),
        ("articles", _set(0, "last_fetched_at", "2024-05-01T08:00:00"), "no offset"),
        ("articles", _set(0, "last_fetched_at", "yesterday"), "articles.jsonl:1"),
        ("articles", _set(0, "versions", 9), "incomplete or out of order"),
        ("articles", _cut, "not a row of articles"),
        ("articles", _nest, "not a row of articles"),
        ("articles", list.reverse, "incomplete or out of order"),
        ("versions", _set(0, "changes", None), "incomplete or out of order"),
        ("places", _set(0, "start", True), "places.jsonl:1.*type integer"),
        ("posts", _set(0, "uid", "zs000000000000"), "posts.jsonl.*not in the order"),
    ],
)
def test_a_damaged_package_is_named_and_leaves_nothing(
    package: Path, tmp_path: Path, table: str, change: Callable[[list[str]], None], says: str
) -> None:
    damaged = changed(package, tmp_path / "damaged", table, change)
    home = Home(tmp_path / "home")
    with pytest.raises(ReadError, match=says):
        import_package(home, damaged)
    with open_archive(home.path) as archive:
        assert archive.count() == 0
    import_package(home, package)
    assert verify(home.path) == []


def test_a_file_that_was_changed_is_not_taken(package: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(package, tmp_path / "copy")
    with (copy / "articles.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    with pytest.raises(ReadError, match="SHA-256"):
        import_package(Home(tmp_path / "home"), copy)


def test_the_command_takes_a_package_and_says_what_it_is(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    selection = exported(home, tmp_path / "package", filters=Filters(source=("example",)))
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path / "home"))
    with_source = CliRunner().invoke(cli, ["import", str(selection), "--source", "other"])
    assert "imported alone" in with_source.output
    done = CliRunner().invoke(cli, ["import", str(selection), "--format", "json"])
    assert {"table": "articles", "rows": 8} in json.loads(done.stdout)
    assert "a selection of its archive" in done.stderr
