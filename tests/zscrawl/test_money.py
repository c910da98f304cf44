"""Amounts as people write them."""

from __future__ import annotations

import pytest

from zscrawl.money import money, parse_money


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("10亿", 1_000_000_000),
        ("84.57亿元", 8_457_000_000),
        ("5000万", 50_000_000),
        ("1,200万", 12_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("１０亿", 1_000_000_000),
        ("1000000000", 1_000_000_000),
    ],
)
def test_an_amount_is_read_in_yuan(text: str, yuan: int) -> None:
    assert parse_money(text) == yuan


@pytest.mark.parametrize("text", ["", "亿", "-5", "inf", "nan", "1e400", "10亿亿", "1,2", "ten", "9" * 400])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_money(text)


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (None, ""),
        (0, "0元"),
        (9_999, "9,999元"),
        (82_000_000, "8200万元"),
        (8_457_000_000, "84.57亿元"),
        (123_400_000_000, "1234亿元"),
    ],
)
def test_an_amount_is_written_as_people_do(yuan: int | None, text: str) -> None:
    assert money(yuan) == text
