from __future__ import annotations

import pytest

from spiders import read, recognise
from spiders.papers.epaper_page import ARTICLE_ADDRESS, PAGE_ADDRESS, is_paper_address, issue_day
from spiders.papers.founder_property import founder_record
from tests.spiders.documents import CLOCK, document, page

FOLDER = "http://epaper.qsrb.example.com/html/2019-03/14/"


def record(fields: str) -> str:
    return f"<html><body><!--enpproperty {fields} /enpproperty--></body></html>"


@pytest.mark.parametrize(
    ("address", "article"),
    [
        ("content_306582.htm", True), ("content_306582.htm?div=-1", True), ("/x/content_1_2.htm", True),
        ("nw.D110000renmrb_20171016_1-01.htm", True), ("../../../content/202302/11/content_211250.html", True),
        ("node_1.htm", False), ("./nbs.D110000renmrb_01.htm", False), ("/pc/layout/202302/11/node_01.html", False),
    ],
)  # fmt: skip
def test_addresses(address: str, article: bool) -> None:
    assert bool(ARTICLE_ADDRESS.search(address)) is article
    assert bool(PAGE_ADDRESS.search(address)) is not article


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.example.com/html/2017-10/13/content_306582.htm?div=-1", "2017-10-13"),
        ("http://a.example.com/pc/content/202302/11/content_211250.html", "2023-02-11"),
        ("http://a.example.com/about.html", None),
        ("http://a.example.com/html/2017-19/43/node_1.htm", None),
        ("", None),
    ],
)
def test_the_day_of_an_issue_is_in_its_folder(url: str, day: str | None) -> None:
    moment = issue_day(url, CLOCK)
    assert (moment.at.date().isoformat() if moment else None) == day


def test_fields_of_a_record() -> None:
    fields = founder_record(
        document(
            record(
                "<date>2023-02-11 00:00:00:0</date><author>null</author>"
                "<title><p>甲<br>乙</p></title><paperid>5</paperid>"
            )
        )
    )
    assert (fields["title"], fields["author"], fields["sourcename"]) == ("甲\n乙", "", "")
    assert fields.is_newspaper
    assert not fields.is_newspaper_page


def test_a_record_of_a_newspaper_page() -> None:
    fields = founder_record(
        document(record("<founder-papername>青石日报</founder-papername><founder-type>2</founder-type>"))
    )
    assert fields.is_newspaper_page
    assert fields["papername"] == "青石日报"


@pytest.mark.parametrize(
    "cut", ["<!--enpproperty", "<!--enpproperty <title>甲", "<!--enpproperty <title>甲</title"]
)
def test_a_record_that_is_cut_gives_what_is_whole(cut: str) -> None:
    assert not founder_record(document(f"<p>x</p>{cut}"))["title"]


def test_the_clock_of_a_newspaper_means_nothing_that_of_the_web_cms_does() -> None:
    fields = "<date>2024-05-19 08:15:04:0</date><title>题目</title>"
    body = "<!--enpcontent--><p>正文一段，足够长的一段。</p><!--/enpcontent-->"
    paper = read(page(body + record(fields + "<paperid>1</paperid>"), "http://a.example.com/x.html"))
    web = read(page(body + record(fields), "http://a.example.com/x.html"))
    assert (paper.published_precision, web.published_precision) == ("day", "second")
    assert paper.published_at is not None
    assert paper.published_at.hour == 0


def test_a_body_without_its_end_mark_ends_at_the_record() -> None:
    html = (
        "<div id=ozoom><!--enpcontent--><p>正文一段，足够长的一段。</p>"
        + record("<title>题目</title>")
        + "<p>页脚</p></div>"
    )
    assert read(page(html, FOLDER + "content_1.htm")).body == "正文一段，足够长的一段。"


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ('document.write(view("甲<br>乙  "))', "甲 乙"),
        ("document.write(view('甲'))", "甲"),
        ('document.write("甲")', "甲"),
        ('document.writeln( view( "“甲”&amp;乙" ) )', "“甲”&乙"),
    ],
)
def test_titles_written_by_script(script: str, title: str) -> None:
    html = f"<map name=PagePicMap></map><a href=content_1.htm><script>{script}</script></a>"
    assert [link.title for link in read(page(html, FOLDER + "node_1.htm")).links] == [title]


def test_articles_of_other_days_are_notices_of_the_publisher() -> None:
    html = "<map name=PagePicMap></map><a href=content_1.htm>新闻</a>"
    html += "<a href=../../2009-05/31/content_6.htm>报社简介</a>"
    assert [link.title for link in read(page(html, FOLDER + "node_1.htm")).links] == ["新闻"]


@pytest.mark.parametrize(
    "stub",
    [
        '<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2019-03/14/node_201.htm">',
        "<meta http-equiv=refresh content=\"0;url='html/2019-03/14/node_201.htm'\">",
        '<script>window.location.href="html/2019-03/14/node_201.htm";</script>',
    ],
)
def test_the_entrance_of_an_issue_leads_to_its_first_page(stub: str) -> None:
    found = read(
        page(f"<html><head>{stub}</head></html>", "http://epaper.qsrb.example.com/"), family="epaper"
    )
    assert (found.kind, found.next_page) == (
        "list",
        "http://epaper.qsrb.example.com/html/2019-03/14/node_201.htm",
    )


@pytest.mark.parametrize(
    ("html", "options", "paper"),
    [
        ("<title>青石日报--数字报</title>", {}, "青石日报"),
        ("<title>长岭都市报数字报刊平台</title>", {}, "长岭都市报"),
        ("<title>题目</title><p>Copyright © 青石日报 [某ICP备0号]</p>", {}, "青石日报"),
        ("<title>题目</title><p>版权所有：青石晚报社</p>", {}, None),
        ("<title>题目</title>", {"paper": "青石日报"}, "青石日报"),
    ],
)
def test_the_newspapers_name(html: str, options: dict[str, str], paper: str | None) -> None:
    html += "<h1>题目</h1><div id=ozoom><p>正文一段，足够长的一段，有句号。</p></div>"
    assert read(page(html, FOLDER + "content_1.htm"), options=options).origin == paper


@pytest.mark.parametrize(
    "mark",
    [
        "<map name=PagePicMap></map>",
        "<a id=pageLink href=node_1.htm>第01版</a>",
        "<founder-content>x</founder-content>",
    ],
)
def test_marks(mark: str) -> None:
    assert recognise(page(mark, "http://a.example.com/")) == "epaper"


def test_an_address_is_enough() -> None:
    assert recognise(page("<p>x</p>", FOLDER + "content_1.htm")) == "epaper"
    assert recognise(page("<p>x</p>", "http://a.example.com/2019-03/14/index.htm")) == "portal"


def test_a_filler_without_text_is_no_article() -> None:
    html = "<title>青石日报</title><div id=ozoom><founder-content><p><img src=../pic/1.jpg></p></founder-content></div>"
    assert read(page(html, FOLDER + "content_9.htm")).kind == "other"


@pytest.mark.parametrize(
    ("above", "below", "subtitle"),
    [
        ("签约总额过亿", "——来自一线的报道", "——来自一线的报道"),
        ("签约总额过亿", "", "签约总额过亿"),
        ("", "", None),
    ],
)
def test_the_lines_above_and_below_the_title_of_a_classic_skin(
    above: str, below: str, subtitle: str | None
) -> None:
    html = (
        f"<table><tr><td class=font02>{above}</td></tr><tr><td class=font01>青石再添新项目</td></tr>"
        f"<tr><td class=font02>{below}</td></tr></table><div id=ozoom><founder-content>"
        "<p>正文一段，足够长的一段，有句号。</p></founder-content></div>"
        "<table><tr><td class=font02>上一篇</td></tr></table>"
    )
    found = read(page(html, FOLDER + "content_9.htm"))
    assert (found.title, found.subtitle) == ("青石再添新项目", subtitle)


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        ("http://www.example.com/qsrb/html/2019-03/14/content_1.htm", True),
        ("http://www.example.com/qsrb/pc/content/202405/20/content_1.html", True),
        ("http://epaper.example.com/2019-03/14/content_1.htm", True),
        ("http://www.example.com/2019-03/14/node_1.htm", True),
        ("http://news.example.com/content/2019-03/14/content_1.html", False),
        ("http://news.example.com/2019-03/14/content_1.htm", False),
        ("", False),
    ],
)
def test_a_news_site_on_the_same_system_is_no_newspaper(url: str, paper: bool) -> None:
    assert is_paper_address(url) is paper
    html = "<title>题目_青石网</title><h1>题目</h1><p>5月20日，全县二季度重点项目集中签约，总投资三十六亿元。</p>"
    assert (recognise(page(html, url)) == "epaper") is paper
