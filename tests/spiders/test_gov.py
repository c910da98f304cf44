from __future__ import annotations

from datetime import datetime

import pytest

from spiders import gov, read, recognise
from tests.spiders.documents import CLOCK, document, page
from zscrawl.items import CST, Article

URL = "http://www.example.gov.cn/zsdt/202405/t20240521_381266.html"
TEXT = "　　5月20日，全县二季度重点项目集中签约，8个项目总投资36.5亿元。"
PLAIN = TEXT.strip()
TITLE = "全县二季度重点项目集中签约"


def article(body: str, head: str = "", url: str = URL, clock: datetime = CLOCK) -> Article:
    html = (
        f"<html><head><title>{TITLE}_某县人民政府</title>{head}</head>"
        f"<body><h1><a href=/>某县人民政府</a></h1><h2>{TITLE}</h2>{body}</body></html>"
    )
    return read(page(html, url, clock), family="gov")


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>任何页面</p>", "http://zszx.example.gov.cn/z/2025-06-09/14813.html"),
        ('<div class="TRS_Editor"></div>', ""),
        ('<div id="vsb_content_2"></div>', "http://gxq.example.cn/info/2101/1.htm"),
        ("<!--<$[信息内容]>begin-->", ""),
        ('<meta name="ArticleTitle" content="题"><meta name="PubDate" content="2024-05-01">', ""),
        ('<script>createPageHTML(9, 0, "index", "html");</script>', ""),
        ('<!--enorth cms block start [ name="v5.latest" ]-->', ""),
    ],
)
def test_marks_of_the_systems_are_recognised(html: str, url: str) -> None:
    assert gov.recognises(document(html, url))
    assert recognise(page(f"<html><body>{html}</body></html>", url)) == "gov"


def test_other_sites_are_not_recognised() -> None:
    assert not gov.recognises(
        document("<p>新闻</p><meta name=author content=某人>", "http://news.example.com/1.html")
    )


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="TRS_Editor"><style>.TRS_Editor P{{}}</style><p>{TEXT}</p></div><div>扫一扫在手机打开当前页</div>',
        f'<div class="view TRS_UEDITOR trs_paper_default"><p>{TEXT}</p></div>',
        f'<div class="trs_editor_view"><p>{TEXT}</p></div>',
        f'<div id="zoom"><div class="Custom_UnionStyle"><div class=TRS_Editor><p>{TEXT}</p></div></div></div>',
        f'<div class="pages_content" id="UCAP-CONTENT"><p>{TEXT}</p><div style="display:none">隐藏</div></div>',
        f'<div id="vsb_content_501"><div class="v_news_content"><p>{TEXT}</p></div></div><p>上一条：某通知</p>',
        f"<div><!--<$[信息内容]>begin--><p>{TEXT}</p><!--<$[信息内容]>end--><p>（责任编辑：某人）</p></div>",
        f'<div id="zoom"><meta name="ContentStart"><p>{TEXT}</p><meta name="ContentEnd"><p>浏览次数：5</p></div>',
        f"<div><!--contstart--><p>{TEXT}</p><!--contend--><p>【编辑：某人】</p></div>",
        f"<div><!--{{pe.begin.pagination}}--><p>{TEXT}</p><!--{{pe.end.pagination}}--><ul><li>上一篇</li></ul></div>",
        f'<td><!--#begineditable name="文章内容" tagname="文章内容"--><div><p>{TEXT}</p></div><!--#endeditable--></td>',
        f"<div><!--正文 start--><div><p>{TEXT}</p></div><!--正文 end--><div>打印 关闭</div></div>",
    ],
)  # fmt: skip
def test_body_of_every_system(body: str) -> None:
    found = article(body)
    assert (found.title, found.body, found.kind) == (TITLE, PLAIN, "article")


def test_standard_metas_fill_the_fields() -> None:
    head = (
        '<meta name="SITENAME" content="某县人民政府"><meta name="SiteName" content="">'
        f'<meta name="articleTitle" content="{TITLE}&lt;br&gt;"><meta name="pubDate" content="2024-05-21 10:36">'
        '<meta name="contentSource" content="县招商服务中心"><meta name="ColumnName" content="招商动态">'
        '<meta name="Maketime" content="2024-06-01 03:00:12">'
    )
    found = article(f'<div class="TRS_Editor"><p>{TEXT}</p></div>', head)
    assert found.title == TITLE
    assert found.published_at == datetime(2024, 5, 21, 10, 36, tzinfo=CST)
    assert (found.origin, found.section, found.site) == ("县招商服务中心", "招商动态", "某县人民政府")
    assert found.found_by["published_at"] == "meta:PubDate"


@pytest.mark.parametrize(
    ("meta", "shown", "expected", "how"),
    [
        ("2024-05-21 10:36", "发布时间：2024-05-21", "2024-05-21 10:36", "meta:PubDate"),
        ("2024-05-21", "发布日期: 2024-05-21 10:36", "2024-05-21 10:36", "label:发布时间"),
        # a migration: PubDate is when the page was published again
        ("2020-02-06 11:00", "发布时间：2018-07-28", "2018-07-28 00:00", "label:发布时间"),
        ("2020-02-06 11:00", "成文日期：2018-07-28", "2020-02-06 11:00", "meta:PubDate"),
        ("", "文章来源: 某日报发布时间:2024-05-20", "2024-05-20 00:00", "label:发布时间"),
        ("", "时间：2024年5月20日 08:00", "2024-05-20 08:00", "label:发布时间"),
    ],
)
def test_which_date_is_the_publishing_date(meta: str, shown: str, expected: str, how: str) -> None:
    head = f'<meta name="PubDate" content="{meta}"><meta name="Maketime" content="2024-06-01 03:00:12">'
    found = article(f'<div>{shown}</div><div class="TRS_Editor"><p>{TEXT}</p></div>', head)
    assert found.published_at is not None
    assert found.published_at.strftime("%Y-%m-%d %H:%M") == expected
    assert found.found_by["published_at"] == how


def test_the_origin_beside_a_label_without_a_space() -> None:
    body = f'<div>文章来源: 荆河日报发布时间:2024-05-20</div><div class="TRS_Editor"><p>{TEXT}</p></div>'
    assert article(body).origin == "荆河日报"


def test_images_and_files_are_relative_to_the_article() -> None:
    body = (
        f'<div class="TRS_Editor"><p>{TEXT}</p><img src="./W0202405.jpg" oldsrc="W0202405.jpg">'
        '<a href="./P020240521.docx">报名表</a></div><div>附件：<a href="P020240522.pdf">名单.pdf</a></div>'
    )
    found = article(body)
    folder = URL.rpartition("/")[0]
    assert [image.url for image in found.images] == [f"{folder}/W0202405.jpg"]
    assert [(file.url, file.name) for file in found.attachments] == [
        (f"{folder}/P020240521.docx", "报名表"),
        (f"{folder}/P020240522.pdf", "名单.pdf"),
    ]


def test_files_listed_below_a_short_text_are_not_text() -> None:
    files = "".join(f'<li><a href="./P02024052{i}.pdf">投资指南第{i}册.pdf</a></li>' for i in range(3))
    body = (
        f'<div id="UCAP-CONTENT"><div class="TRS_Editor"><p>{TEXT}</p></div>'
        f'<div class="fj"><p>附件：</p><ul>{files}</ul></div></div>'
    )
    found = article(body)
    assert found.body == PLAIN
    assert len(found.attachments) == 3


def test_text_beside_an_inner_container_is_text() -> None:
    body = (
        f'<div id="UCAP-CONTENT"><div class="TRS_Editor"><p>{TEXT}</p></div>'
        f'<p>又讯：{TEXT}</p><p>附件：<a href="./P1.pdf">名单.pdf</a></p></div>'
    )
    assert f"又讯：{TEXT}" in article(body).body


def test_a_text_of_pictures_only_is_an_article_without_words() -> None:
    body = '<div class="TRS_Editor"><p><img src="./W1.jpg"></p></div><p>版权所有：某县人民政府办公室</p>'
    found = article(body, f'<meta name="ArticleTitle" content="{TITLE}">')
    assert (found.kind, found.title, found.body, len(found.images)) == ("article", TITLE, "", 1)


def test_pages_of_one_article_follow_each_other() -> None:
    pager = '<script>createPageHTML(2, 0, "t20240521_381266", "html");</script>'
    body = f'<div class="TRS_Editor"><p>{TEXT}</p></div>{pager}'
    assert article(body).next_page == URL.replace(".html", "_1.html")


def test_the_editor_in_the_metas_of_gov_cn_is_no_author() -> None:
    head = '<meta name="manuscriptId" content="711039"><meta name="author" content="马小明">'
    found = article(f'<div id="UCAP-CONTENT"><p>{TEXT}</p></div>', head)
    assert (found.authors, found.editors) == ([], ["马小明"])


def test_a_column_is_a_list_with_its_pager() -> None:
    rows = "".join(
        f'<li><a href="./202405/t2024052{i}_1.html">第{i}批项目集中签约</a><span>05-2{i}</span></li>'
        for i in range(3)
    )
    found = article(
        f'<ul>{rows}</ul><script>createPageHTML(7, 0, "index", "html");</script>',
        url="http://www.example.gov.cn/zsdt/",
    )
    assert (found.kind, len(found.links), found.next_page) == (
        "list",
        3,
        "http://www.example.gov.cn/zsdt/index_1.html",
    )
    assert found.links[0].date == "2024-05-20"


def test_an_empty_column_is_a_list_without_items() -> None:
    assert article("<ul></ul>", url="http://www.example.gov.cn/zsdt/index.html").kind == "list"


def test_wide_marks_may_hold_the_title_and_its_line() -> None:
    inside = f"<div>{TITLE}</div><div>2024-05-20 来源：青石融媒 编辑：甲乙</div><div><p>{TEXT}</p></div>"
    found = article(f'<!--enorth cms block start [ name="v5.content" ]-->{inside}<!--enorth cms block end-->')
    assert (found.body, found.origin) == (PLAIN, "青石融媒")


def test_the_office_that_published_is_the_origin_where_none_is_given() -> None:
    table = (
        "<table><tr><td>索引号</td><td>K1/2024</td><td>发布机构</td><td>青石县政府办公室</td></tr></table>"
    )
    found = article(f'{table}<div class="TRS_Editor"><p>{TEXT}</p></div>')
    assert (found.origin, found.found_by["origin"]) == ("青石县政府办公室", "label:发布机构")
    labelled = article(f'{table}<p>来源：青石日报</p><div class="TRS_Editor"><p>{TEXT}</p></div>')
    assert labelled.origin == "青石日报"
