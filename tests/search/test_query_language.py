"""The query language: spellings, values, mistakes, and printing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import caret, parse, to_text
from search.parser import MAX_DEPTH, MAX_LENGTH
from search.syntax import (
    Amounts,
    And,
    Dates,
    Everything,
    Name,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Relevant,
    Word,
)
from tests.search.strategies import LAW, QUERIES
from zscrawl.errors import QueryError

# What makes queries go wrong: operators, brackets, quotes of all kinds, half values.
BITS = st.sampled_from(
    [
        *"招商 引资 AND OR NOT and - -- ( ) （ ） “ ” 「 」 ＂ : ： * title: date: 2023 .. amount: >=10亿".split(),
        *"relevant: yes place: 襄阳 a b1 3.5 ， 、 ＡＮＤ".split(),
        *('"', "\\", " ", " ", "\n", "\u3000"),
    ]
)


@LAW
@given(query=QUERIES)
def test_printing_and_parsing_gives_the_query_back(query: Query) -> None:
    assert parse(to_text(query)) == query


@LAW
@given(text=st.lists(BITS, max_size=12).map("".join) | st.text(max_size=30))
@example("-" * 100)
@example("(" * 100)
@example("title:(" * 3)
@example("\ud800")
def test_any_text_is_a_query_or_a_mistake_that_is_pointed_at(text: str) -> None:
    mistake = None
    try:
        query = parse(text)
    except QueryError as error:
        mistake = error
    if mistake:
        assert 0 <= mistake.position <= len(text)
        assert "\n" not in str(mistake)
    else:
        assert parse(to_text(query)) == query


W = Word


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("招商引资", W("招商引资")),
        ("招商 引资", And((W("招商"), W("引资")))),
        ("招商 AND 引资", And((W("招商"), W("引资")))),
        ("招商，引资", And((W("招商"), W("引资")))),
        ("a OR b c", Or((W("a"), And((W("b"), W("c")))))),
        ("(a OR b) c", And((Or((W("a"), W("b"))), W("c")))),
        ("a and b", And((W("a"), W("and"), W("b")))),
        ("a -b", And((W("a"), Not(W("b"))))),
        ("a NOT b", And((W("a"), Not(W("b"))))),
        ("covid-19", And((W("covid"), W("19")))),
        ("-(a b)", Not(And((W("a"), W("b"))))),
        ("磷酸*", Prefix("磷酸")),
        ("*", Everything()),
        ("3.5亿元", W("3.5亿元")),
        ("GDP 1,200", And((W("gdp"), W("1,200")))),
        ('"a \\"b\\" c"', Phrase('a "b" c')),
        ('"a \\ b"', Phrase("a \\ b")),
        ("“总投资”", Phrase("总投资")),
        ('"总投资“双百”工程"', Phrase('总投资"双百"工程')),
        ("title:(签约 OR 开工)", Or((W("签约", "title"), W("开工", "title")))),
        ("title:签约，开工", And((W("签约", "title"), W("开工", "title")))),
        ("时间:2023", And((W("时间"), W("2023")))),
        ("source:(daily OR county)", Or((Name("source", "daily"), Name("source", "county")))),
        ("place:襄陽", Name("place", "襄阳")),
        ("relevant:是", Relevant(True)),
        ("date:2023", Dates(date(2023, 1, 1), date(2023, 12, 31))),
        ("date:2024-02", Dates(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2023年5月1日", Dates(date(2023, 5, 1), date(2023, 5, 1))),
        ("date:2023-01..2023-06", Dates(date(2023, 1, 1), date(2023, 6, 30))),
        ("date:..2023/6", Dates(None, date(2023, 6, 30))),
        ("date:>2024-03-01", Dates(date(2024, 3, 2), None)),
        ("date:>2023", Dates(date(2024, 1, 1), None)),
        ("date:<=2023", Dates(None, date(2023, 12, 31))),
        ("date:<2023-05", Dates(None, date(2023, 4, 30))),
        ("amount:>=10亿", Amounts(10**9, None)),
        ("amount:＞10億元", Amounts(10**9 + 1, None)),
        ("amount:3.5亿..8000万", None),
        ("amount:8000万..3.5亿元", Amounts(80_000_000, 350_000_000)),
        ("amount:1,200万", Amounts(12_000_000, 12_000_000)),
        ("amount:2千万", Amounts(20_000_000, 20_000_000)),
    ],
)
def test_a_query_is_read_as(text: str, query: Query | None) -> None:
    if query is None:
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert parse(text) == query


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("招商引资", "招商引資"),
        ("GDP", "ＧＤＰ"),
        ("“双百”", '"双百"'),
        ("title：（签约 ＯＲ 开工）", "title:(签约 OR 开工)"),
        ("－签约", "-签约"),
        ("「招商」", '"招商"'),
        ("date：２０２３", "date:2023"),
    ],
)
def test_spellings_of_one_query_are_one_query(query: str, same: str) -> None:
    assert parse(query) == parse(same)


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "empty"),
        ("  ", 0, "empty"),
        ("招商 (引资", 3, "never closed"),
        ("招商) 引资", 2, "closes nothing"),
        ("招商 OR", 5, "missing at the end"),
        ("招商 OR OR 引资", 6, "both sides"),
        ("AND 招商", 0, "both sides"),
        ("招商 NOT", 6, "missing at the end"),
        ("()", 1, "missing before this bracket"),
        ("招商 - 引资", 3, "nothing follows the minus"),
        ('招商 "引资', 3, "never closed"),
        ('""', 0, "nothing stands between"),
        ("titel:签约", 0, "did you mean title:"),
        ("xyz:签约", 0, "there are title body"),
        ("title: 签约", 6, "right behind the colon"),
        ("title:(body:签约)", 7, "inside title:"),
        ("source:()", 8, "missing"),
        ("date:2023-13", 5, "no day 2023-13"),
        ("date:2023-02-30", 5, "no day"),
        ("date:去年", 5, "write 2023"),
        ("date:2024..2023", 5, "write 2023..2024"),
        ("date:..", 5, "at least one end"),
        ("date:<0001", 5, "outside the calendar"),
        ("amount:很多", 7, "write 10亿"),
        ("amount:<0", 7, "below 0"),
        ("relevant:maybe", 9, "yes or no"),
        ("，。", 0, "no letter or digit"),
        ("招商 \udcff", 3, "not text"),
        ("(" * (MAX_DEPTH + 1), MAX_DEPTH, "nested"),
        ("招" * (MAX_LENGTH + 1), MAX_LENGTH, "--queries"),
    ],
)
def test_a_mistake_says_where_and_what_to_write(text: str, position: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        parse(text)
    assert raised.value.position == position


def test_the_caret_stands_below_the_mistake_also_behind_wide_characters() -> None:
    with pytest.raises(QueryError) as raised:
        parse("招商 titel:x")
    assert caret("招商 titel:x", raised.value).splitlines()[1].startswith("     ^ no field is called titel")


def test_every_query_in_the_manual_is_one() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    table = manual.split("## Asking")[1].split("AND, OR and NOT")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    queries = [q for row in rows for q in re.findall("`([^`]+)`", row) if "…" not in q and ": " not in q]
    assert len(queries) > 25
    for query in queries:
        assert parse(query)
