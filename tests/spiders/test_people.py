from __future__ import annotations

import pytest

from spiders import read, recognise
from tests.spiders.documents import page
from zscrawl.items import Article

URL = "http://hb.people.com.cn/n2/2019/0314/c192237-32739128.html"


def article(dateline: str, head: str = "", tail: str = "", url: str = URL) -> Article:
    html = (
        f"<html><head><title>题目--湖北频道--人民网</title>{head}</head><body>"
        '<div class="text_title"><h1>题目</h1><div class="box01">'
        f'<div class="fl">{dateline}</div></div></div>'
        f'<div class="box_con" id="rwb_zw"><p>　　正文的第一段，不短。</p>{tail}</div></body></html>'
    )
    return read(page(html, url))


@pytest.mark.parametrize(
    ("url", "family"),
    [
        (URL, "people"),
        ("http://jx.people.com.cn/BIG5/n2/2016/0803/c186330-28770757.html", "people"),
        ("http://politics.people.cn/n1/2020/0101/c1001-1.html", "people"),
        ("http://people.com.cn.example.com/n2/2019/0314/c1-2.html", "portal"),
        ("http://peoples.example.cn/1.html", "portal"),
    ],
)
def test_hosts(url: str, family: str) -> None:
    assert recognise(page("<html><body><p>x</p></body></html>", url)) == family


def test_the_newspapers_of_the_publisher_are_founders() -> None:
    url = "http://paper.people.com.cn/rmrb/html/2017-10/16/nbs.D110000renmrb_01.htm"
    assert recognise(page("<map name=PagePicMap></map>", url)) == "epaper"


def test_a_saved_page_is_known_by_two_marks() -> None:
    marks = '<meta name="copyright" content="人民网版权所有"><div id="rwb_zw">x</div>'
    assert recognise(page(marks, "")) == "people"
    assert recognise(page('<div id="rwb_zw">x</div>', "")) == "portal"


@pytest.mark.parametrize(
    ("dateline", "origin"),
    [
        ('2019年06月15日08:18&nbsp;&nbsp;来源：<a href="/">人民网-湖北频道</a>', "人民网-湖北频道"),
        ("2019年06月15日08:18  来源：青石日报", "青石日报"),
        ("2019年06月15日08:18 | 来源：青石日报 | 小字号", "青石日报"),
        ("2019年06月15日08:18", None),
    ],
)
def test_datelines(dateline: str, origin: str | None) -> None:
    found = article(dateline)
    assert found.published_at is not None
    assert found.published_at.strftime("%Y-%m-%d %H:%M") == "2019-06-15 08:18"
    assert found.origin == origin


def test_account_numbers_are_no_names() -> None:
    found = article(
        "2019年06月15日08:18", head='<meta name="author" content="104363"><meta name="editor" content="1610">'
    )
    assert (found.authors, found.editors) == ([], [])


def test_the_source_meta_loses_its_label_and_remark() -> None:
    found = article("2019年06月15日08:18", head='<meta name="source" content="来源：人民网-文化频道 原创稿">')
    assert found.origin == "人民网-文化频道"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="edit">(责编：汤山、丁水)</div>',
        '<span id="paper_num">《 人民日报 》（ 2019年06月15日   04 版）</span>',
        '<div class="tjewm"><span>关注公众号：某某</span></div>',
        '<p class="paper_num"><em>分享让更多人看到</em></p>',
        '<div class="zdfy"><a href="/n2/2019/0314/c192237-32739128.html">【1】</a></div>',
    ],
)
def test_what_stands_in_the_body_and_is_not_text(line: str) -> None:
    assert article("2019年06月15日08:18", tail=line).body == "正文的第一段，不短。"


@pytest.mark.parametrize(
    ("here", "following"), [("", "-2"), ("-2", "-3"), ("-3", None)]
)  # fmt: skip
def test_the_next_part(here: str, following: str | None) -> None:
    stem = "http://hb.people.com.cn/n2/2019/0314/c192237-32739128"
    pager = "".join(f'<a href="{stem}{suffix}.html">【】</a>' for suffix in ("", "-2", "-3"))
    found = article("2019年06月15日08:18", tail=f'<div class="zdfy">{pager}</div>', url=f"{stem}{here}.html")
    assert found.next_page == (f"{stem}{following}.html" if following else None)
