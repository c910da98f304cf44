"""Rows for people and for programs; filters; cells that no spreadsheet executes."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

import click
import pytest
from click.testing import CliRunner

from zscrawl.cells import harmless
from zscrawl.cli.output import Column, filter_options, format_option, parse_day, print_rows
from zscrawl.errors import ConfigError
from zscrawl.items import CST, Filters

COLUMNS = [Column("uid", "uid"), Column("title", "title", wide=True), Column("n", "n", right=True)]
ROWS = [
    {
        "uid": "zs1",
        "title": "磷酸铁锂项目\x1b[31m签约[red]",
        "n": 1234,
        "at": datetime(2024, 3, 5, tzinfo=CST),
    },
    {"uid": "zs2", "title": "=1+1", "n": None, "at": None},
]


def printed(fmt: str, rows: Any = ROWS) -> str:
    @click.command()
    @format_option
    def command(fmt: str) -> None:
        print_rows(iter(rows), COLUMNS, fmt)

    result = CliRunner().invoke(command, ["--format", fmt])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_jsonl_and_json_hold_every_key_and_offsets() -> None:
    lines = [json.loads(line) for line in printed("jsonl").splitlines()]
    assert lines == json.loads(printed("json"))
    assert lines[0]["at"] == "2024-03-05T00:00:00+08:00"
    assert lines[1]["n"] is None


@pytest.mark.parametrize(("fmt", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_rows_read_back_and_execute_nothing(fmt: str, delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(printed(fmt)), delimiter=delimiter))
    assert rows[0] == ["uid", "title", "n", "at"]
    assert rows[2][1] == "'=1+1"


def test_no_rows_still_print_the_header() -> None:
    assert printed("csv", []) == "uid,title,n\n"
    assert printed("json", []) == "[]\n"


@pytest.mark.parametrize("cell", ["=1", "+x", "-cmd", "@a", "\tx"])
def test_a_cell_that_could_be_a_formula_is_made_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-8.92", "+3", "招商", "", "a=b"])
def test_other_cells_stay(cell: str) -> None:
    assert harmless(cell) == cell


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


def test_the_shared_filters_become_one_object() -> None:
    seen: list[Filters] = []

    @click.command()
    @filter_options(limit=20)
    def command(filters: Filters) -> None:
        seen.append(filters)

    CliRunner().invoke(
        command, ["--since", "2023", "--source", "a", "--source", "b", "--relevant", "--limit", "0"]
    )
    CliRunner().invoke(command, [])
    assert seen == [
        Filters(since="2023-01-01", source=("a", "b"), relevant=True, limit=0),
        Filters(limit=20),
    ]
