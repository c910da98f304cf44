"""Dates and periods, as printed and as meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from promotion.periods import marks
from promotion.text.clock import Calendar
from promotion.text.normal import normalise


def read(text: str, published: datetime | str | None = "2021-07-29") -> list[str | None]:
    found = marks(normalise(text).text)
    calendar = Calendar(published, found)
    return [calendar.resolve(m, "2021-07-01").value for m in found if not m.compared]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("上半年", "2021-01/2021-06"),
        ("2019年前三季度", "2019-01/2019-09"),
        ("1至6月", "2021-01/2021-06"),
        ("1—6 月份", "2021-01/2021-06"),
        ("元至5月", "2021-01/2021-05"),
        ("前5个月", "2021-01/2021-05"),
        ("一季度", "2021-01/2021-03"),
        ("去年第四季度", "2020-10/2020-12"),
        ("2018年1月至2019年9月", "2018-01/2019-09"),
        ("2019年至2022年", "2019/2022"),
        ("今年以来", "2021"),
        ("去年全年", "2020"),
        ("过去一年", "2020"),
        ("6月25日至27日", "2021-06-25/2021-06-27"),
        ("4月28日至5月2日", "2021-04-28/2021-05-02"),
        ("3月16日—19日", "2021-03-16/2021-03-19"),
        ("二〇二一年三月", "2021-03"),
        ("2022年4月13日", "2022-04-13"),
        ("27日上午", "2021-07-27"),
        ("昨日,", "2021-07-28"),
        ("截至6月底", "2021-06-30"),
        ("当天,", "2021-07-01"),
        ("日前", None),
        ("截至目前", None),
    ],
)
def test_one_period(text: str, value: str | None) -> None:
    assert read(text) == [value]


def test_a_date_that_would_lie_ahead_is_of_the_year_before() -> None:
    assert read("12月28日举行", "2022-01-03") == ["2021-12-28"]


def test_a_day_after_publication_is_of_the_month_before() -> None:
    assert read("30日上午,", "2021-07-02") == ["2021-06-30"]


def test_bases_of_comparison_are_no_periods() -> None:
    assert read("上半年比去年同期增长,较2020年、2019年分别增长") == ["2021-01/2021-06"]


def test_an_open_period_runs_on() -> None:
    assert read("从去年5月至今")[0] == "2020-05/.."
    assert read("2019年以来") == ["2019/2021"]
    assert read("6月份以来") == ["2021-06/.."]


def test_a_review_speaks_of_the_year_before() -> None:
    assert read("回顾2020年,12月签约", "2021-02-01") == ["2020", "2020-12"]


def test_this_year_is_the_year_of_publication() -> None:
    assert read("今年以来,在2020年签约的项目中,3月开工", "2021-06-01")[-1] == "2021-03"


def test_without_publication_the_opening_tells_the_year() -> None:
    assert read("2023东台投资说明会4月11日举行,2019年以来", None) == [None, "2023-04-11", "2019/2023"]


def test_without_any_year_a_day_has_none() -> None:
    assert read("4月11日举行,1至6月", None) == ["--04-11", None]


def test_times_are_taken_as_given() -> None:
    assert read("昨日,", datetime(2021, 7, 29, 8, tzinfo=UTC)) == ["2021-07-28"]


@pytest.mark.parametrize("text", ["2月30日", "13月1日", "2021-99-99", "0月0日"])
def test_days_that_do_not_exist_have_no_value(text: str) -> None:
    assert not any(read(text))
