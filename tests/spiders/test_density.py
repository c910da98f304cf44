"""What of a page that no reader knows becomes the body."""

from __future__ import annotations

import pytest

from spiders import read
from tests.spiders.documents import page

TITLE = "<h1>前三季度新签约项目六十五个</h1><p>发布时间：2024-05-20 08:30　来源：江城日报</p>"
PROSE = "<p>会议听取了招商引资工作情况汇报，研究了下一阶段的任务。</p><p>会议要求，各专班要盯紧在谈项目。</p>"
TEXT = "会议听取了招商引资工作情况汇报，研究了下一阶段的任务。\n会议要求，各专班要盯紧在谈项目。"
TABLE = (
    "<table><tr><td>指标</td><td>数量</td></tr><tr><td>新签约项目</td><td>65</td></tr>"
    "<tr><td>新开工项目</td><td>29</td></tr></table>"
)
ROWS = "指标\t数量\n新签约项目\t65\n新开工项目\t29"
SIDE = "<div class=sidebar><ul><li><a href=/1.html>一条热点新闻</a></li></ul><div>今日天气：多云，有风。</div></div>"


def body(html: str) -> str:
    text = f"<html><head><title>前三季度新签约项目六十五个_江城网</title></head><body><div>{TITLE}{html}</div>{SIDE}"
    return read(page(text, "http://news.example.com/a/1.html"), family="portal").body


@pytest.mark.parametrize("box", ["<div>{}</div>", '<div class="article-content">{}</div>', "{}"])
def test_a_lead_and_its_table_are_the_text(box: str) -> None:
    assert body(box.format(f"<p>主要指标完成情况如下：</p>{TABLE}")) == f"主要指标完成情况如下：\n{ROWS}"


def test_a_table_within_the_text_is_text() -> None:
    assert body(f"<div>{PROSE}{TABLE}{PROSE}</div>") == f"{TEXT}\n{ROWS}\n{TEXT}"


@pytest.mark.parametrize("name", ["ad", "ads", "ad-box", "right_ad", "guanggao"])
@pytest.mark.parametrize("box", ["<div>{}</div>", '<div class="article-content">{}</div>'])
def test_an_advertisement_in_the_text_is_left_out(name: str, box: str) -> None:
    advertisement = f'<p class="{name}"><a href="/ad/1.html">广告位招租</a></p>'
    assert body(box.format(advertisement + PROSE)) == TEXT


def test_a_dialog_of_one_line_in_the_text_is_left_out() -> None:
    assert (
        body(f'<div class="article-content">{PROSE}<div id="x-modal"><p>请我们喝杯咖啡</p></div></div>')
        == TEXT
    )


@pytest.mark.parametrize("name", ["lead", "shadow", "head", "add"])
def test_other_names_with_these_letters_are_no_advertisement(name: str) -> None:
    assert (
        body(f'<div class="article-content"><p class="{name}">要闻速览。</p>{PROSE}</div>')
        == f"要闻速览。\n{TEXT}"
    )


@pytest.mark.parametrize("line", ["记者：为什么选择这里？", "记者：一年签了几个项目？"])
def test_a_page_that_begins_with_a_question_keeps_it(line: str) -> None:
    assert body(f"<div><p>{line}</p>{PROSE}</div>") == f"{line}\n{TEXT}"


def test_pictures_without_text_have_a_date_and_an_origin_and_no_text() -> None:
    text = f"<title>前三季度新签约项目六十五个_江城网</title>{TITLE}<div><img src=/1.jpg></div>"
    found = read(page(text, "http://news.example.com/a/1.html"), family="portal")
    assert (found.body, found.origin) == ("", "江城日报")
    assert found.published_at is not None


def test_the_titles_element_may_hold_date_and_source() -> None:
    title = "前三季度新签约项目六十五个"
    heading = f"<h1>{title}<br><span>2024-05-20 08:30 来源：江城日报</span></h1>"
    text = f"<title>{title}_江城网</title>{heading}<div>{PROSE}</div>"
    found = read(page(text, "http://news.example.com/a/1.html"), family="portal")
    assert (found.title, found.origin, found.body) == (title, "江城日报", TEXT)


def test_another_article_in_an_aside_is_not_the_text() -> None:
    assert body(f"<div>{PROSE}</div><aside><article>{PROSE}<p>其他新闻。</p></article></aside>") == TEXT


def test_a_box_of_tags_in_the_text_is_left_out_and_an_article_named_by_its_tags_is_not() -> None:
    box = '<div class="article-tags"><p>项目</p></div>'
    assert (
        body(f'<article class="post tag-news"><div class="entry-content">{PROSE}{box}</div></article>')
        == TEXT
    )


def test_the_foot_of_a_page_is_told_by_the_numbers_of_its_registration() -> None:
    foot = "<p class=k1>主办：青石县人民政府办公室　承办：青石县大数据中心</p><p class=k2>青ICP备00000000号-1</p>"
    html = f"<title>首批项目签约</title><div class=k3>{TITLE}{PROSE * 3}</div><div class=k4>{foot}</div>"
    assert read(page(html), family="portal").body == "\n".join([TEXT] * 3)
