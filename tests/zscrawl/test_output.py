"""Rows for people and for programs; cells that no spreadsheet executes."""

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
from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.items import CST

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


def test_what_a_limit_leaves_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_rows(iter(ROWS), COLUMNS, "jsonl", limit=1) == 1
    printed, said = capsys.readouterr()
    assert len(printed.splitlines()) == 1
    assert said == "these are the first 1; --limit 0 shows all\n"


@pytest.mark.parametrize("limit", [0, 2, 3])
def test_a_limit_that_leaves_nothing_out_is_silent(limit: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_rows(iter(ROWS), COLUMNS, "csv", limit=limit) == 2
    assert not capsys.readouterr().err
