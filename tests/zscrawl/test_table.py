"""Tables on a terminal: whatever the width, no value is lost and no line is longer."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zscrawl.cli.output import Column
from zscrawl.cli.table import lay_out

COLUMNS = [
    Column("id", "id", style="cyan"),
    Column("amount", "amount", right=True),
    Column("place", "place"),
    Column("name", "name", wide=True),
]
ROWS = [
    ["p1234567890", "21.5亿元", "大冶湖高新技术产业开发区", "年产三万吨食品级磷酸盐及其配套仓储物流中心项目"],
    ["p0987654321", "9000万元", "隆回县", "电驱总成项目"],
]


def shown(rows: list[list[str]], width: int, columns: list[Column] = COLUMNS) -> list[str]:
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=True, color_system=None, highlight=False)
    console.print(lay_out(columns, [[Text(cell) for cell in row] for row in rows], console))
    return screen.getvalue().splitlines()


def test_a_wide_screen_has_a_line_a_row() -> None:
    head, first, second = shown(ROWS, 120)
    assert head.split() == ["id", "amount", "place", "name"]
    assert first.split() == ROWS[0]
    assert second.split() == ROWS[1]


def test_a_wide_column_is_folded_where_it_stays_readable() -> None:
    lines = shown(ROWS, 80)
    assert len(lines) == 4
    assert "".join([lines[1].split()[-1], lines[2].strip()]) == ROWS[0][3]


def test_what_has_no_room_stands_under_its_row_with_its_heading() -> None:
    lines = shown(ROWS, 50)
    assert lines[0].split() == ["id", "amount", "place"]
    assert lines[2].startswith("    name 年产三万吨")
    assert "    name 电驱总成项目" in lines


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_amounts_end_in_one_column(width: int) -> None:
    amounts = [line for line in shown(ROWS, width) if line.startswith("p")]
    ends = {cell_len(line[: line.index("元") + 1]) for line in amounts if "元" in line}
    assert len(ends) <= 1


@given(
    rows=st.lists(st.lists(st.text("a招9商", max_size=60), min_size=4, max_size=4), min_size=1, max_size=4),
    width=st.integers(24, 160),
)
def test_every_value_is_whole_and_no_line_too_long(rows: list[list[str]], width: int) -> None:
    columns = [
        Column("a", "a"),
        Column("b", "b", wide=True),
        Column("c", "c", right=True),
        Column("d", "d", wide=True),
    ]
    rows = [[row[0][:10], row[1], row[2][:5], row[3]] for row in rows]
    lines = shown(rows, width, columns)
    assert all(cell_len(line) <= width for line in lines)
    printed = sorted("".join("".join(lines).split()))
    for letter in "招9商":
        assert printed.count(letter) == sum(cell.count(letter) for row in rows for cell in row)
