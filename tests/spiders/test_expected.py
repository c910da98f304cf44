"""Lists that are too short to look like one."""

from __future__ import annotations

from datetime import datetime

import pytest

from spiders.lists.expected import read_list
from zscrawl.items import CST, FAMILIES, Page

CLOCK = datetime(2024, 3, 5, tzinfo=CST)
ROW = '<li><a href="/p/363.html">湖区举行一季度重点项目集中签约活动</a><span>2024-03-01</span></li>'
PROSE = "".join(
    f"<p>第{n}批项目今天在湖区办理了入园手续，涉及装备制造和食品加工等多个行业。</p>" for n in range(9)
)


def page(body: str) -> Page:
    html = f"<html><head><title>招商动态_湖区网</title></head><body>{body}</body></html>"
    return Page(
        "http://lake.cn/c/48_4.html", html.encode(), CLOCK, {"content-type": "text/html; charset=utf-8"}
    )


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - {"epaper", "discuz"}))
def test_one_row_is_a_list_if_the_way_to_it_says_so(family: str) -> None:
    listing = read_list(page(f"<ul>{ROW}</ul>"), family=family, options={})
    assert listing.kind == "list"
    assert [(link.url, link.date) for link in listing.links] == [("http://lake.cn/p/363.html", "2024-03-01")]


def test_an_article_stays_one() -> None:
    article = read_list(
        page(f"<h1>湖区项目签约</h1><div>{PROSE}</div><ul>{ROW}</ul>"), family="portal", options={}
    )
    assert article.kind == "article"


def test_a_page_without_rows_stays_what_it_is() -> None:
    assert read_list(page("<p>暂无内容</p>"), family="portal", options={}).kind != "list"
