"""Walls, deleted pages and challenges are no articles; articles that speak of them are."""

from __future__ import annotations

from datetime import datetime

import pytest

from spiders import read
from spiders.page.kinds import flags_of, page_kind
from tests.spiders.documents import CLOCK, document, page
from zscrawl.items import Article, Page

PROSE = (
    "<p>5月20日，青石县举行二季度重点项目集中签约活动，八个项目现场签约，总投资三十六亿元，涉及新型建材。</p>"
)
ARTICLE = (
    "<title>青石县签约八个项目_青石网</title><h1>青石县签约八个项目</h1><div>2024-05-20 来源：青石日报</div>"
    + PROSE * 4
)
URL = "http://www.qs.example.com/a/1.html"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<title>提示信息</title><div>抱歉，指定的主题不存在或已被删除或正在被审核</div>", "deleted"),
        ("<p>该内容已被发布者删除</p>", "deleted"),
        ("<h1>404 Not Found</h1><hr>nginx", "deleted"),
        ("<title>页面不存在</title><p>您访问的页面不存在，三秒后返回首页</p>", "deleted"),
        ("<p>抱歉，您访问的内容已下线</p><a href=/>首页</a>", "deleted"),
        ("<p>此内容因违规无法查看</p>", "deleted"),
        ("<p>请先登录后才能继续浏览</p>", "wall"),
        ("<p>您需要登录后才可以查看</p>", "wall"),
        ("<p>抱歉，請先登入，沒有權限訪問該版塊</p>", "wall"),
        ("<p>抱歉，指定的主題不存在或已被刪除</p>", "deleted"),
        ("<p>抱歉，本帖要求阅读权限高于 20 才能浏览</p>", "wall"),
        ("<p>您没有访问该版块的权限</p><p>本文为付费阅读内容</p>", "wall"),
        ("<title>用户登录</title><form>账号<input name=u>密码<input type=password></form>", "wall"),
        ("<p>环境异常</p><p>当前环境异常，完成验证后即可继续访问。</p>", "blocked"),
        ("<p>您访问本站速度过快或者刷新间隔时间小于两秒！请等待页面自动跳转 ...</p>", "blocked"),
        ("<p>欢迎光临本站，页面正在重新载入，请稍候 ...</p>", "blocked"),
        ("<title>403 Forbidden</title><h1>403 Forbidden</h1>", "blocked"),
        ("<title>Just a moment...</title>", "blocked"),
        ("<script>var $_ts=window['$_ts'];</script>", "blocked"),
        ("<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>", "blocked"),
        ("<script>document.cookie='a=1';location.reload()</script>", "blocked"),
    ],
)
def test_notices(html: str, kind: str) -> None:
    assert page_kind(document(html)) == kind
    article = read(page(html, URL))
    assert (article.kind, article.title, article.body) == (kind, None, "")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, "deleted"), (410, "deleted"), (412, "blocked"), (521, "blocked"), (429, "blocked"), (401, "wall")],
)
def test_a_status_decides(status: int, kind: str) -> None:
    assert read(Page(URL, ARTICLE.encode(), CLOCK, {}, status)).kind == kind


@pytest.mark.parametrize(
    "addition",
    [
        "<form>评论：请先登录后再发表<input type=password></form>",
        "<p>登录后可以发表评论</p>",
        "<p>网站将删除的内容包括：该内容已被发布者删除的链接。</p>",
        "<script>document.cookie='a=1';location.reload()</script>",
        "<div>相关：访问过于频繁怎么办</div>",
    ],
)
def test_an_article_with_such_words_is_an_article(addition: str) -> None:
    article = read(page(ARTICLE + addition, URL))
    assert (article.kind, article.title) == ("article", "青石县签约八个项目")


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<title>青石网</title>", "<p>1</p>", "<div><img></div>"]
)
def test_nothing_to_read_is_other(html: str) -> None:
    assert read(page(html, URL)).kind == "other"


def test_machine_made_clones_are_flagged() -> None:
    clone = ARTICLE.replace("项目", "項(xiàng)目").replace("发", "發(fā)")
    assert read(page(clone, URL)).flags == ["spam_clone"]
    assert read(page(ARTICLE, URL)).flags == []
    rare = Article(URL, URL, "portal", "article", title="䶮(yǎn)字怎么读", body="一个字。")
    assert flags_of(rare) == []


def test_a_clock_without_zone_is_the_country_s() -> None:
    naive = Page(URL, ARTICLE.encode(), datetime(2024, 6, 3, 9, 0))  # noqa: DTZ001 -- what a careless caller passes
    article = read(naive)
    assert article.published_at is not None
    assert article.published_at.utcoffset() == CLOCK.utcoffset()
