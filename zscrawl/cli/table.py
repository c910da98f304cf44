"""Rows as a table that fits the screen: nothing is cut off, whatever the width.

Where all columns do not fit side by side, wide ones are folded; where even that leaves no room to read them, they go
under their row, each behind its heading. A pipe has no width: there every row is one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from rich.cells import cell_len, chop_cells
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from zscrawl.cli.output import Column

_GAP = 2
_INDENT = 4
_READABLE = 20
"""Cells (10 Han characters) below which a folded column is a ladder of syllables."""


def lay_out(columns: Sequence[Column], cells: Sequence[Sequence[Text]], console: Console) -> RenderableType:
    """A table of ``cells`` (rows of texts, a text a column) for this console."""
    if not console.is_terminal:
        return _table(columns, cells)
    widths = [
        max([cell_len(column.title), *(cell_len(row[i].plain) for row in cells)])
        for i, column in enumerate(columns)
    ]
    least = [min(width, _READABLE) if c.wide else width for c, width in zip(columns, widths, strict=True)]
    if sum(least) + _GAP * (len(columns) - 1) <= console.width:
        return _table(columns, cells, least)
    beside = _beside(columns, widths, console.width)
    return _stacked(columns, cells, widths, beside, console.width)


def _beside(columns: Sequence[Column], widths: Sequence[int], available: int) -> list[int]:
    """The columns that stand side by side: no wide ones, and of the others the widest texts give way first."""
    left = [i for i, column in enumerate(columns) if not column.wide]
    while len(left) > 1 and sum(widths[i] + _GAP for i in left) > available + _GAP:
        left.remove(max(left[1:], key=lambda i: (not columns[i].right, widths[i])))
    return left


def _table(
    columns: Sequence[Column], cells: Sequence[Sequence[Text]], least: Sequence[int] | None = None
) -> Table:
    """``least`` are the widths below which no column may shrink; None is for a pipe, which has no width."""
    terminal = least is not None
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0))
    for i, column in enumerate(columns):
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            style=column.style if terminal else None,
            no_wrap=not column.wide or not terminal,
            overflow="fold",
            min_width=None if least is None else least[i],
        )
    for row in cells:
        table.add_row(*row)
    return table


def _stacked(
    columns: Sequence[Column],
    cells: Sequence[Sequence[Text]],
    widths: Sequence[int],
    beside: Sequence[int],
    available: int,
) -> Group:
    def line(texts: Sequence[Text]) -> Text:
        padded = []
        for i in beside:
            fill = Text(" " * (widths[i] - cell_len(texts[i].plain)))
            padded.append(fill + texts[i] if columns[i].right else texts[i] + fill)
        joined = Text(" " * _GAP).join(padded)
        joined.rstrip()
        return joined

    shown = [line([Text(column.title, style="bold") for column in columns])]
    for row in cells:
        styled = [
            Text(text.plain, style=column.style or "") for column, text in zip(columns, row, strict=True)
        ]
        below = [
            Text.assemble((f"{column.title} ", "dim"), styled[i])
            for i, column in enumerate(columns)
            if i not in beside and row[i].plain
        ]
        shown.append(line(styled))
        shown += [Text(" " * _INDENT) + one for one in _flow(below, max(1, available - _INDENT))]
    return Group(*shown)


def _flow(entries: Sequence[Text], available: int) -> list[Text]:
    """Entries side by side while they fit; one that is longer than a line is folded at any character."""
    lines: list[Text] = []
    for entry in entries:
        if lines and cell_len(lines[-1].plain) + _GAP + cell_len(entry.plain) <= available:
            lines[-1] = lines[-1] + Text(" " * _GAP) + entry
        else:
            pieces = chop_cells(entry.plain, available)
            lines += entry.divide(list(accumulate(len(piece) for piece in pieces[:-1])))
    return lines
