"""The shared filters: each narrows what every listing command shows, and what cannot be meant is refused."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from archive import Capture, Item, open_archive
from zscrawl.cli import cli
from zscrawl.cli.figures import activities, companies, figures, places
from zscrawl.cli.filters import filter_options, parse_day, places_of
from zscrawl.cli.projects import overdue, projects
from zscrawl.cli.timeline import timeline
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import CST, Article, Filters, Page
from zscrawl.refresh import refresh_archive

# source, family, day of publication, text
ARTICLES = (
    (
        "jianghan",
        "epaper",
        "2024-04-13",
        "4月12日，投资15亿元的年产3万吨食品级磷酸盐项目在松滋市签约，由宜昌禾丰化工有限公司建设。"
        "松滋市招商引资再传捷报。4月12日，松滋市在武汉举行招商推介会。今年一季度，松滋市新签约项目12个，协议投资60亿元。",
    ),
    (
        "dongting",
        "portal",
        "2025-01-03",
        "2024年12月28日，投资30亿元的年产8万套减速器项目在安化县签约，由苏州恒越机械有限公司建设。"
        "安化县招商引资再传捷报。2024年12月28日，安化县在长沙举行招商推介会。2024年，安化县新签约项目21个，协议投资90亿元。",
    ),
)


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that the tests only read."""
    folder = tmp_path_factory.mktemp("filters")
    clock = datetime(2025, 1, 4, tzinfo=CST)
    with (
        open_archive(folder, create=True) as archive,
        archive.writer("test", clock=lambda: clock) as writer,
    ):
        items = []
        for number, (source, family, day, body) in enumerate(ARTICLES):
            url = f"http://news.example.cn/{number}.html"
            when = datetime.fromisoformat(day).replace(tzinfo=CST)
            article = Article(url, url, family, "article", title="简讯", published_at=when, body=body)
            items.append(Item(Capture(Page(url, b"<p>", clock)), article, source))
        writer.store_batch(items, run_id=writer.begin_run("import", {}))
    refresh_archive(Home(folder))
    return folder


@pytest.fixture
def home(archived: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZSCRAWL_HOME", str(archived))
    monkeypatch.delenv("ZSCRAWL_DATABASE_URL", raising=False)
    return archived


def rows(command: click.Command, *options: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, [str(command.name), *options, "--format", "json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def about(found: list[dict[str, Any]]) -> set[str]:
    """Which of the two articles the rows come from."""
    text = json.dumps(found, ensure_ascii=False)
    return {place for place in ("松滋", "安化") if place in text}


COMMANDS = [projects, companies, places, figures, activities, overdue]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_without_a_filter_all_is_listed(home: Path, command: click.Command) -> None:
    assert about(rows(command)) == {"松滋", "安化"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--family", "epaper"], "松滋"),
        (["--family", "gov"], ""),
        (["--source", "dongting"], "安化"),
        (["--place", "420000"], "松滋"),
        (["--place", "湖北省"], "松滋"),
        (["--place", "湖南"], "安化"),
        (["--place", "430923"], "安化"),
        (["--place", "100000"], "松滋 安化"),
        (["--until", "2024-06"], "松滋"),
        (["--relevant"], "松滋 安化"),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else value or "none",
)
def test_each_filter_narrows_each_listing(
    home: Path, command: click.Command, options: list[str], left: str
) -> None:
    assert about(rows(command, *options)) == set(left.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_a_csv_without_rows_has_the_same_columns(home: Path, command: click.Command) -> None:
    heads = [
        CliRunner()
        .invoke(cli, [str(command.name), *options, "--format", "csv"], catch_exceptions=False)
        .stdout.split("\n")
        for options in ([], ["--family", "gov"])
    ]
    assert heads[0][0] == heads[1][0]
    assert len(heads[1]) == 2


def test_a_timeline_without_rows_has_the_same_columns(home: Path) -> None:
    heads = [
        CliRunner().invoke(cli, ["timeline", place, "--format", "csv"]).stdout.split("\n")
        for place in ("湖北", "北京")
    ]
    assert heads[0][0] == heads[1][0]
    assert len(heads[1]) == 2


def test_figures_are_chosen_by_the_day_on_which_they_are_stated(home: Path) -> None:
    assert about(rows(figures, "--since", "2025")) == {"安化"}
    assert {row["period"] for row in rows(figures, "--since", "2025")} == {"2024"}


def test_a_timeline_is_of_one_place_and_its_days_lie_in_the_period(home: Path) -> None:
    happened = rows(timeline, "湖南省")
    assert {row["what"] for row in happened} == {"签约", "推介会"}
    assert rows(timeline, "430000") == happened
    assert rows(timeline, "湖南省", "--since", "2025") == []  # reported in 2025, held in 2024
    assert rows(timeline, "湖南省", "--until", "2024") == happened
    assert rows(timeline, "湖南省", "--family", "epaper") == []


def test_a_limit_counts_the_rows_that_are_left(home: Path) -> None:
    assert about(rows(activities, "--type", "推介会", "--place", "松滋市", "--limit", "1")) == {"松滋"}
    assert len(rows(activities, "--limit", "1")) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "2025", "--until", "2024"], "--since 2025 is after --until 2024"),
        (["--source", "jiangham"], "no source 'jiangham'"),
        (["--place", " "], "--place is empty"),
    ],
    ids=["period", "source", "place"],
)
def test_a_filter_that_cannot_be_meant_is_refused(home: Path, options: list[str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        CliRunner().invoke(cli, ["projects", *options], catch_exceptions=False)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (projects, ["--family", "epapers"]),
        (activities, ["--type", "推荐会"]),
        (timeline, ["湖北", "--place", "湖南"]),
    ],
    ids=["family", "type", "place"],
)
def test_a_value_that_does_not_exist_is_a_usage_error(command: click.Command, options: list[str]) -> None:
    assert CliRunner().invoke(cli, [str(command.name), *options]).exit_code == 2


def test_an_indicator_that_does_not_exist_is_refused(home: Path) -> None:
    with pytest.raises(ConfigError, match="investment_contracted"):
        CliRunner().invoke(cli, ["figures", "--indicator", "contracted"], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("湖北", ("湖北", "420000")),
        ("邵陽市", ("邵陽市", "430500")),
        ("420600", ("420600",)),
        ("阳新经济开发区", ("阳新经济开发区",)),  # the county around it does not lie in the zone
        ("临港工业园", ("临港工业园",)),
        ("全国", ()),
    ],
)
def test_a_place_is_known_by_name_and_code(name: str, known: tuple[str, ...]) -> None:
    assert places_of([name]) == known


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2024-3-5", "2024-03-05", "2024-03-05"),
    ],
)
def test_days_may_be_months_or_years(text: str, first: str, last: str) -> None:
    assert parse_day(text) == first
    assert parse_day(text, last=True) == last


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "gestern", "24"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigError, match="write 2023"):
        parse_day(text)


def test_the_shared_filters_become_one_object(home: Path) -> None:
    seen: list[Filters] = []

    @click.command()
    @filter_options(limit=20)
    def command(filters: Filters) -> None:
        seen.append(filters)

    given = ["--since", "2023", "--source", "jianghan", "--source", "dongting", "--relevant", "--limit", "0"]
    CliRunner().invoke(command, given)
    CliRunner().invoke(command, [])
    assert seen == [
        Filters(since="2023-01-01", source=("jianghan", "dongting"), relevant=True, limit=0),
        Filters(limit=20),
    ]
