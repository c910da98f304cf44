from __future__ import annotations

import pytest

from spiders import read
from spiders.draft import Draft
from spiders.lists.page import read_list_page
from tests.spiders.documents import document, page
from zscrawl.items import FAMILIES

SITE = "http://www.example.gov.cn"
ROWS = (
    "<ul>"
    + "".join(
        f"<li><a href=/a/{i}.html>第{i}批重点项目集中开工</a><i>2024-05-1{i}</i></li>" for i in range(9)
    )
    + "</ul>"
)
TEXT = "<p>" + "会议听取了招商引资工作情况汇报，研究了下一阶段的任务。" * 20 + "</p>"
SHORT = (
    "<h1>首批项目集中签约仪式举行</h1><p>2024-05-21 来源：青石日报</p>"
    "<p>5月20日，青石县举行重点项目集中签约活动，会上签约八个项目，总投资十二亿元，县领导出席活动并讲话。</p>"
)
FOOTER = "<div>主办：某市商务局　地址：某市某路一号　备案号：某ICP备00000000号　网站标识码：0000000000</div>"
SUMMARIES = "".join(
    f"<div><h3><a href=/a/{i}.html>第{i}批项目开工</a></h3><p>{'这是一段很长的摘要文字。' * 6}</p><i>05-1{i}</i></div>"
    for i in range(5)
)


@pytest.mark.parametrize(
    ("html", "path", "expected"),
    [
        (ROWS + FOOTER, "/zsdt/", True),
        (ROWS + FOOTER, "/zsdt/index_3.shtml", True),
        (ROWS + FOOTER, "/col/col77/index.html", True),
        (ROWS + FOOTER, "/channel/7397.html", True),
        (ROWS, "/news-list-12-2.html", True),
        (SUMMARIES, "/zsdt/", True),
        (SUMMARIES, "/whatever.php?id=5", True),
        # an article with latest news beside it, at any address
        (TEXT + ROWS, "/zsdt/202405/t20240521_381266.html", False),
        (TEXT + ROWS, "/zsdt/", False),
        (TEXT + ROWS, "/whatever.php?id=5", False),
        (SHORT + ROWS * 2, "/2024/05/21/first-projects/", False),
        (SHORT + ROWS * 2, "/archives/1234/", False),
        (SHORT + ROWS * 2, "/zsdt/", True),
        ("<p>一句话新闻。</p>" + ROWS, "/art/2024/5/21/art_77_9030.html", True),
        # no items
        (FOOTER, "/zsdt/", False),
        (TEXT, "/zsdt/", False),
        # the page says that it is an article
        (f'<meta name="ArticleTitle" content="题">{ROWS}', "/zsdt/", False),
        (f'<meta property="og:type" content="article">{ROWS}', "/whatever.php", False),
    ],
)  # fmt: skip
def test_lists_and_articles_are_told_apart(html: str, path: str, expected: bool) -> None:
    draft = Draft(document(f"<html><body>{html}</body></html>", SITE + path), "gov")
    listed = read_list_page(draft, {})
    assert (listed is not None) == expected
    assert draft.article.kind == ("list" if expected else "article")
    assert bool(draft.article.links) == expected


ONE_ROW = "<ul><li><a href=/a/1.html>第1批重点项目集中开工</a><i>05-11</i></li></ul>"
NUMBERS = "<p><a href=48.html>1</a><a href=48_2.html>2</a><a class=on href=48_3.html>3</a></p>"
NEXT = "<p><a href=48_2.html>下一页</a></p>"


@pytest.mark.parametrize("path", ["/c/48_3.html", "/list.php?id=48&page=3", "/list_3.html", "/zsdt/"])
def test_the_last_page_of_a_list_may_have_one_row(path: str) -> None:
    html = f"<h1>招商动态</h1>{ONE_ROW}{NUMBERS}"
    listed = read_list_page(Draft(document(html, SITE + path), "cjyun"), {})
    assert listed is not None
    assert [link.date for link in listed.links] == ["2024-05-11"]
    assert listed.next_page is None


@pytest.mark.parametrize("pager", [NUMBERS, NEXT])
def test_an_article_of_several_pages_with_a_related_link_is_no_list(pager: str) -> None:
    html = (
        "<h1>第二批重点项目集中开工</h1><p>2024-05-11 来源：江城日报</p>"
        f"<p>一句话新闻，只有这一句话，别的没有了。只有这一句话，别的没有了。</p>{pager}{ONE_ROW}"
    )
    assert read_list_page(Draft(document(html, SITE + "/c/48_3.html"), "cjyun"), {}) is None


def test_a_home_page_without_dates_is_a_list() -> None:
    rows = "".join(f"<li><a href=/n/{i}.html>这是首页上第{i}条没有日期的新闻标题</a></li>" for i in range(20))
    html = f"<title>江城新闻网</title><ul>{rows}</ul>{FOOTER}"
    assert read_list_page(Draft(document(html, SITE + "/x.php"), "portal"), {}) is not None


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_reads_a_plain_list_as_a_list(family: str) -> None:
    pager = "<a href=list_2.html>下一页</a>"
    html = f"<html><head><title>招商动态</title></head><body><h1>招商动态</h1>{ROWS}{pager}{FOOTER}</body></html>"
    found = read(page(html, "http://www.example.com/zs/list.html"), family=family)
    assert (found.kind, found.family, len(found.links)) == ("list", family, 9)
    assert found.links[0].date == "2024-05-10"
    assert found.next_page == "http://www.example.com/zs/list_2.html"


@pytest.mark.parametrize(
    ("line", "kind"),
    [("2024-05-21 来源：青石日报", "article"), ("2024-05-21 更多", "list")],
)
def test_a_short_text_under_its_byline_is_an_article_whatever_is_listed_beside_it(
    line: str, kind: str
) -> None:
    title = "青石县签订合作协议"
    html = f"<title>{title}_青石网</title><h1>{title}</h1><p>{line}</p><p>一句话新闻。</p>{ROWS}"
    assert read(page(html, f"{SITE}/n/18.shtml"), family="portal").kind == kind
