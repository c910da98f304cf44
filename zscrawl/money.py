"""Amounts as people write them."""

from __future__ import annotations

import re

# 10 · 84.57 · 1,200 (no sign, no exponent: nobody asks for -5 or 1e400 yuan)
_NUMBER = re.compile(r"\d{1,20}(?:,\d{3})*(?:\.\d{1,20})?")


def money(cny: int | float | None) -> str:
    """Yuan as 亿元 or 万元: ``8457000000`` → ``84.57亿元``."""
    if cny is None:
        return ""
    for size, unit in ((100_000_000, "亿元"), (10_000, "万元")):
        if abs(cny) >= size:
            return f"{round(cny / size, 4):g}{unit}" if abs(cny) < size * 1e5 else f"{cny / size:,.2f}{unit}"
    return f"{cny:,}元"


def parse_money(text: str) -> int:
    """``10亿``, ``5000万``, ``84.57亿元``, ``1,200万`` or plain yuan, in yuan. Raises ValueError."""
    number, size = text.strip().removesuffix("元"), 1
    for unit, worth in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if number.endswith(unit):
            number, size = number.removesuffix(unit), worth
            break
    if not _NUMBER.fullmatch(number.strip()):
        raise ValueError(f"{text!r} is not an amount")
    return round(float(number.replace(",", "")) * size)
