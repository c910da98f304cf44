from __future__ import annotations

import pytest

from spiders import read, recognise
from spiders.addresses.canonical import canonical_url
from tests.spiders.documents import page
from zscrawl.items import Article

URL = "http://m-shiqiao.cjyun.org/p/115505.html"
TEXT = "从二月到五月，四个招商专班走访企业76家，签下项目19个。"


def article(line: str, body: str = f"<p>{TEXT}</p>", url: str = URL) -> Article:
    html = (
        f"<html><head><title>招商专班的一百天</title></head><body><h1 class='article-title'>招商专班的一百天</h1>{line}"
        f"<div class='article-content'>{body}</div><img src='//tj.cjyun.org/tj.gif?sid=1&cid=2'></body></html>"
    )
    return read(page(html, url))


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        (
            "<div><span>©原创</span> <time class='date'>2021-06-04 09:31</time> <span>云上石桥</span></div>",
            "云上石桥",
        ),
        ("<p>2021-06-04 09:31 &nbsp; 今日石桥</p>", "今日石桥"),
        ("<p class='info'>来源：石桥融媒 2021-06-04 09:31 阅读 1.2万</p>", "石桥融媒"),
        ("<div class='article-info'><time>2021-06-04 09:31</time></div>", None),
    ],
)
def test_the_line_without_labels(line: str, origin: str | None) -> None:
    found = article(line)
    assert found.published_at is not None
    assert found.published_at.strftime("%Y-%m-%d %H:%M") == "2021-06-04 09:31"
    assert (found.origin, found.body) == (origin, TEXT)


def test_credit_lines_go_before_the_channel() -> None:
    tail = "<p>来源：石桥经济开发区　记者：王一 李二</p><p>编辑：张三 / 审核：李四</p><p>相关阅读</p><p>另一篇</p>"
    found = article("<p>2021-06-04 09:31  云上石桥</p>", f"<p>{TEXT}</p>{tail}")
    assert (found.origin, found.authors, found.editors) == (
        "石桥经济开发区",
        ["王一", "李二"],
        ["张三", "李四"],
    )
    assert (found.body, found.site) == (TEXT, "云上石桥")


def test_both_hosts_are_one_article() -> None:
    article("")
    assert canonical_url(URL) == canonical_url("http://shiqiao.cjyun.org/p/115505.html")


def test_an_own_domain_is_recognised_by_the_counter() -> None:
    html = "<html><body><h1 class='article-title'>题</h1><img src='http://tj.cjyun.org/tj.gif?sid=1'></body></html>"
    assert recognise(page(html, "http://www.shiqiao-news.example.com/p/173346.html")) == "cjyun"
    assert recognise(page(html, "http://www.shiqiao-news.example.com/about.html")) != "cjyun"


def test_any_other_address_is_a_list() -> None:
    rows = "".join(
        f"<li><a href='/p/10{i}.html'>第{i}批项目集中开工</a><span>2021-06-0{i}</span></li>"
        for i in range(1, 4)
    )
    found = read(page(f"<html><body><ul>{rows}</ul></body></html>", "http://shiqiao.cjyun.org/xwzx/"))
    assert (found.kind, len(found.links), found.links[0].date) == ("list", 3, "2021-06-01")


def test_pictures_behind_placeholders_are_found() -> None:
    found = article(
        "",
        f"<p>{TEXT}</p><img src='//static.cjyun.org/loading.gif' data-origin-src='//img.cjyun.org.cn/a/1/x.jpeg'>",
    )
    assert [image.url for image in found.images] == ["http://img.cjyun.org.cn/a/1/x.jpeg"]
