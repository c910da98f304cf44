"""A source's own selectors go before what readers find."""

from __future__ import annotations

import pytest

from spiders import read
from spiders.fields.selected import KEYS
from tests.spiders.documents import page
from zscrawl.errors import ConfigError

URL = "http://www.qs.example.com/1.html"
HTML = (
    "<title>青石网</title><h1>要闻</h1><b class=t>八个项目签约</b><i class=d>2024-05-20 08:30</i>"
    "<i class=o>来源：青石日报</i>"
    "<i class=a>王小一</i><div class=b><p>第一段文字，说签约。</p><p class=ad>广告</p><p>第二段文字，说开工。</p></div>"
    "<a class=n href=2.html>后一部分</a>"
)
OPTIONS = {
    "title": ".t",
    "date": ".d",
    "origin": ".o",
    "author": ".a",
    "body": ".b",
    "drop": ".ad, .none",
    "next": "a.n",
}


def test_every_selector() -> None:
    assert set(OPTIONS) == set(KEYS)
    article = read(page(HTML, URL), options=OPTIONS)
    assert article.kind == "article"
    assert article.title == "八个项目签约"
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_precision) == (
        "2024-05-20T08:30:00+08:00",
        "minute",
    )
    assert (article.origin, article.authors) == ("青石日报", ["王小一"])
    assert article.body == "第一段文字，说签约。\n第二段文字，说开工。"
    assert article.next_page == "http://www.qs.example.com/2.html"
    assert article.found_by["body"] == "selector:.b"


def test_a_selector_that_matches_nothing_changes_nothing() -> None:
    plain = read(page(HTML, URL))
    assert read(page(HTML, URL), options=dict.fromkeys(KEYS, ".nothing")) == plain


def test_a_malformed_selector_is_named() -> None:
    with pytest.raises(ConfigError, match="div\\["):
        read(page(HTML, URL), options={"title": "div["})


def test_an_unknown_family_is_named() -> None:
    with pytest.raises(ConfigError, match="unknown family 'blog'"):
        read(page(HTML, URL), family="blog")
