"""Projects in tables whose cells stand between bars: 序号|项目名称|投资方|总投资(亿元)|进展.

A table begins with a line that has a heading for the name; its rows are the lines after it with as many cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from promotion.amounts import Quantity
from promotion.investments import stages
from promotion.investments.drafts import Drafts
from promotion.investments.names import Name
from promotion.text.sentences import Sentence

_CELL = re.compile(r"[^|\t\n]+")
_NAME = re.compile(r"(?:项目|工程)(?:名称|名)?")
_INVESTOR = re.compile(
    r"投资(?:方|主体|企业|商|单位|人)|(?:建设|承建|实施|引进|签约)(?:单位|主体|企业)|企业名称"
)
# 总投资(亿元) · 计划总投资/万元
_AMOUNT = re.compile(r"(?:投资|金额|资金)[^|\t]*?(?P<unit>亿元|万元|亿美元|万美元)")
_STAGE = re.compile(r"进展|状态|阶段|进度|现状|情况")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YUAN = {"亿元": 10**8, "万元": 10**4}
_LEAST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row holds what; None for a column that the table does not have."""

    cells: int
    name: int
    investor: int | None
    amount: int | None
    unit: str
    stage: int | None


class ProjectTables:
    """Adds to ``drafts`` a project for each row of a table."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._text = drafts.reading.text
        self._columns: Columns | None = None

    def read(self, sentence: Sentence) -> bool:
        """Read one line; true where it is a heading or a row, and so no sentence."""
        cells = list(_cells(self._text, sentence))
        if len(cells) < _LEAST_CELLS:
            self._columns = None
            return False
        heading = _columns([self._text[a:b] for a, b in cells])
        if heading:
            self._columns = heading
            return True
        if self._columns is None or len(cells) != self._columns.cells:
            return False
        self._row(sentence, cells, self._columns)
        return True

    def _row(self, sentence: Sentence, cells: Sequence[tuple[int, int]], columns: Columns) -> None:
        draft = self._drafts.add(Name(*cells[columns.name]), sentence)
        if columns.investor is not None:
            draft.investor = self._drafts.reading.normal.name(*cells[columns.investor])
        if columns.stage is not None:
            draft.stage = stages.latest(self._text[slice(*cells[columns.stage])])
        if columns.amount is not None:
            start, end = cells[columns.amount]
            number = _NUMBER.match(self._text, start, end)
            if number:
                value, scale = Decimal(number.group()), _YUAN.get(columns.unit)
                cny = int(value * scale) if scale else None
                draft.give(
                    Quantity(start, number.end(), start, "money", float(value), columns.unit, cny), "总投资"
                )
                self._drafts.taken.add(start)


def _cells(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The cells of a line without the blanks round them; nothing where a line has no bars."""
    if "|" not in text[sentence.start : sentence.end] and "\t" not in text[sentence.start : sentence.end]:
        return
    for match in _CELL.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if end > start:
            yield start, end


def _columns(cells: Sequence[str]) -> Columns | None:
    """What a line of headings says; None for any other line."""
    name = _first(_NAME, cells)
    amount = _first(_AMOUNT, cells)
    investor, stage = _first(_INVESTOR, cells), _first(_STAGE, cells)
    if name is None or _NAME.fullmatch(cells[name]) is None or (amount, investor, stage) == (None,) * 3:
        return None
    found = _AMOUNT.search(cells[amount]) if amount is not None else None
    return Columns(len(cells), name, investor, amount, found["unit"] if found else "", stage)


def _first(pattern: re.Pattern[str], cells: Sequence[str]) -> int | None:
    return next((i for i, cell in enumerate(cells) if pattern.search(cell)), None)
