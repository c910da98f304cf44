"""Dates and amounts as people write them in a query, and the ranges made of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from search.syntax import Amounts, Dates

# 2023 · 2023-01 · 2023/1/5 · 2023年 · 2023年1月5日
_DATE = re.compile(r"([0-9]{4})(?:[-/年]([0-9]{1,2}))?(?:(?<=[0-9])[-/月]([0-9]{1,2}))?[年月日]?")
# 10亿 · 3.5亿元 · 8千万 · 1,200万元 · 500000
_AMOUNT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([十百千]?[万亿]{0,2})元?")
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_COMPARISON = re.compile(r"(>=|<=|>|<)(.*)")
_DIGITS = 18  # more than a quintillion yuan is a typing error

Bound = TypeVar("Bound", date, int)


def read_days(text: str) -> tuple[date, date]:
    """The first and last day that ``text`` (folded) means: ``2023-02`` is 1 to 28 February.

    Raises ValueError if it is not a date.
    """
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text} is not a date; write 2023, 2023-01 or 2023-01-15")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {text} in the calendar") from None


def read_yuan(text: str) -> tuple[int, int]:
    """The amount that ``text`` (folded) means, in yuan, twice. Raises ValueError if it is not an amount."""
    found = _AMOUNT.fullmatch(text)
    if not found or len(found[1]) > _DIGITS:
        raise ValueError(f"{text} is not an amount; write 10亿, 3.5亿元, 8000万 or yuan in digits")
    value = Decimal(found[1].replace(",", ""))
    for unit in found[2]:
        value *= _UNITS[unit]
    return int(value), int(value)


def _read_range(
    text: str, read: Callable[[str], tuple[Bound, Bound]], step: Callable[[Bound, int], Bound]
) -> tuple[Bound | None, Bound | None]:
    compared = _COMPARISON.fullmatch(text)
    if compared:
        low, high = read(compared[2])
        match compared[1]:
            case ">":
                return step(high, 1), None
            case ">=":
                return low, None
            case "<":
                return None, step(low, -1)
            case _:
                return None, high
    if ".." in text:
        left, _, right = text.partition("..")
        if not left and not right:
            raise ValueError("a range needs at least one end: 2023.., ..2023 or 2022..2023")
        first = read(left)[0] if left else None
        last = read(right)[1] if right else None
        if first is not None and last is not None and first > last:
            raise ValueError(f"the range ends before it begins; write {right}..{left}")
        return first, last
    return read(text)


def read_dates(text: str) -> Dates:
    """``2023``, ``2023-01..2023-06``, ``>2024-03-01`` … as inclusive days. Raises ValueError."""
    try:
        return Dates(*_read_range(text, read_days, lambda day, days: day + timedelta(days)))
    except OverflowError:
        raise ValueError(f"{text} is outside the calendar") from None


def read_amounts(text: str) -> Amounts:
    """``>=10亿``, ``5000万..2亿`` … in yuan. Raises ValueError."""
    least, most = _read_range(text, read_yuan, lambda yuan, more: yuan + more)
    if most is not None and most < 0:
        raise ValueError("no amount is below 0")
    return Amounts(least, most)
