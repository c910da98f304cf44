"""Numbers with their units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotion.amounts import chinese_number, quantities
from promotion.text.normal import normalise


def only(text: str) -> tuple[object, ...]:
    found = quantities(normalise(text).text)
    assert len(found) == 1, found
    q = found[0]
    return q.kind, q.value, q.unit, q.cny, q.approx


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("总投资845.6亿元", ("money", 845.6, "亿元", 84_560_000_000, None)),
        ("投资1,234.5万元", ("money", 1234.5, "万元", 12_345_000, None)),
        ("总投资１０亿元", ("money", 10, "亿元", 1_000_000_000, None)),
        ("总投资1.2万亿元", ("money", 1.2, "万亿元", 1_200_000_000_000, None)),
        ("总投资20亿", ("money", 20, "亿", 2_000_000_000, None)),
        ("投资三十亿元", ("money", 30, "亿元", 3_000_000_000, None)),
        ("投资三点四亿元", ("money", 3.4, "亿元", 340_000_000, None)),
        ("总投资一百零五点五亿元", ("money", 105.5, "亿元", 10_550_000_000, None)),
        ("协议外资8.5亿美元", ("money", 8.5, "亿美元", None, None)),
        ("到位10亿元港币", ("money", 10, "亿元港币", None, None)),
        ("投资超1500亿元", ("money", 1500, "亿元", 150_000_000_000, "超")),
        ("到位资金近30多亿元", ("money", 30, "亿元", 3_000_000_000, "近")),
        ("拜访企业50余家", ("count", 50, "家", None, "余")),
        ("拜访两家企业", ("count", 2, "家", None, None)),
        ("签约219个", ("count", 219, "个", None, None)),
        ("到位率近3成", ("percent", 30, "%", None, "近")),
        ("增长39.5%", ("percent", 39.5, "%", None, None)),
        ("年产5万吨", ("measure", 5, "万吨", None, None)),
        ("200MW光伏", ("measure", 200, "mw", None, None)),
    ],
)
def test_what_is_printed_and_what_it_is_worth(text: str, read: tuple[object, ...]) -> None:
    assert only(text) == read


@pytest.mark.parametrize(
    "text", ["世界500强", "一个项目", "第三次", "二期工程", "三个一批", "A380个", "举办1-2场", "五大产业"]
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(normalise(text).text) == []


@pytest.mark.parametrize(
    "text",
    [
        "亿元以上项目",
        "10亿元以上项目",
        "50亿元以上的115个",
        "5亿至10亿元",
        "2000万元至1亿元",
        "百亿级",
        "过亿元项目",
    ],
)
def test_classes_are_no_amounts(text: str) -> None:
    assert quantities(normalise(text).text)[0].bound


def test_the_word_for_signing_lends_no_approximation() -> None:
    assert only("新签约219个")[-1] is None


@given(st.integers(0, 99_999_999))
def test_chinese_numbers_mean_what_they_say(number: int) -> None:
    assert chinese_number(spelled(number)) == number


def spelled(number: int) -> str:
    """12345678 → 一千二百三十四万五千六百七十八."""
    if number >= 10_000:
        rest = number % 10_000
        return (
            spelled(number // 10_000) + "万" + (("零" if rest < 1000 else "") + spelled(rest) if rest else "")
        )
    out, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = True
    return out or "零"
