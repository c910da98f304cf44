from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.lists.dates import is_date, row_date, without_date
from zscrawl.items import CST

JUNE = datetime(2024, 6, 3, 9, 0, tzinfo=CST)


@pytest.mark.parametrize(
    ("texts", "url", "expected"),
    [
        (["2024-05-21"], "", "2024-05-21"),
        (["2024-03-01", "2024-05-21"], "/202405/t20240521_1.html", "2024-05-21"),
        (["2024-05-21", "2024-03-01"], "/202402/t20240201_1.html", "2024-05-21"),
        (["[2024/5/21]"], "", "2024-05-21"),
        (["（2024.05.21）"], "", "2024-05-21"),
        (["2024年5月21日"], "", "2024-05-21"),
        (["发表于：2024/05/21"], "", "2024-05-21"),
        (["发布时间：", "2024-05-21 08:30"], "", "2024-05-21"),
        (["市商务局", "2024-05-21"], "", "2024-05-21"),
        (["来源：日报 2024-05-21 阅读 25"], "", "2024-05-21"),
        (["24-05-21"], "", "2024-05-21"),
        # without a year: by the address, else the latest that is not in the future
        (["10.11"], "/201710/t20171010_842040.shtml", "2017-10-11"),
        (["12-31"], "/201801/t20180102_398360.html", "2017-12-31"),
        (["01-02"], "/201712/t20171230_398360.html", "2018-01-02"),
        (["06-02"], "/p/1.html", "2024-06-02"),
        (["[11月9日]"], "/p/1.html", "2023-11-09"),
        (["02-29"], "/p/1.html", "2024-02-29"),
        # boxes
        (["21", "2024-05"], "", "2024-05-21"),
        (["2024年5月", "21"], "", "2024-05-21"),
        (["05-21", "2024"], "", "2024-05-21"),
        (["21", "2024/05"], "", "2024-05-21"),
        # relative, and the month alone
        (["昨天"], "", "2024-06-02"),
        (["3小时前"], "", "2024-06-03"),
        (["2024-03"], "", "2024-03"),
        # a whole date before one inside a sentence
        (["会议于2023年1月5日召开，部署全年工作", "2024-05-21"], "", "2024-05-21"),
        # none
        (["13-45"], "", None),
        (["2024-02-30"], "", None),
        (["2031-01-01"], "", None),
        (["投资3.5亿元"], "", None),
        ([], "/201710/t20171010_842040.shtml", None),
    ],
)
def test_row_date(texts: list[str], url: str, expected: str | None) -> None:
    assert row_date(texts, f"http://www.example.gov.cn{url}", JUNE) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2024-05-21 开发区召开座谈会", "开发区召开座谈会"),
        ("[2024/05/21] 开发区召开座谈会", "开发区召开座谈会"),
        ("开发区召开座谈会 [05-21]", "开发区召开座谈会"),
        ("开发区召开座谈会（2024-05-21）", "开发区召开座谈会"),
        ("开发区召开座谈会 2024-05-21", "开发区召开座谈会"),
        # these are titles
        ("2017年9月14日《本市新闻》", "2017年9月14日《本市新闻》"),
        ("关于举办“5·18”投洽会的通知", "关于举办“5·18”投洽会的通知"),
        ("2024-05-21", "2024-05-21"),
    ],
)
def test_without_date(title: str, expected: str) -> None:
    assert without_date(title) == expected


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2024, 6, 2)))  # noqa: DTZ001
def test_every_full_date_is_read_in_every_form(at: datetime) -> None:
    expected = at.date().isoformat()
    for form in (
        f"{at.year}-{at.month:02}-{at.day:02}",
        f"[{at.year}/{at.month}/{at.day}]",
        f"{at.year}年{at.month}月{at.day}日",
        f"发布日期：{at.year}.{at.month:02}.{at.day:02} {at.hour:02}:{at.minute:02}",
    ):
        assert is_date(form)
        assert row_date([form], "", JUNE) == expected


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_any_text_is_a_date_or_none(texts: list[str], url: str) -> None:
    found = row_date(texts, url, JUNE)
    assert found is None or len(found) in (7, 10)
