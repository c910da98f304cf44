from __future__ import annotations

import time
from datetime import datetime

import pytest

from spiders.lists.links import read_list
from tests.spiders.documents import document
from zscrawl.items import CST

BASE = "http://www.example.gov.cn/zsdt/"


def found(
    html: str, clock: datetime | None = None, options: dict[str, str] | None = None
) -> list[tuple[str, str, str | None]]:
    doc = document(html, BASE, clock) if clock else document(html, BASE)
    return [(link.url.removeprefix(BASE), link.title, link.date) for link in read_list(doc, options or {})]


FIRST, SECOND = "开发区举行项目集中签约仪式", "市领导带队赴沿海开展招商"
EXPECTED = [("a1.html", FIRST, "2024-05-21"), ("a2.html", SECOND, "2024-05-20")]
LIST = "<ul>{}</ul>"


def filled(box: str, row: str) -> str:
    """Both items in one layout: ``{u}`` address, ``{t}`` title, ``{s}`` its beginning, ``{y}-{m}-{d}`` date."""
    rows = [
        row.format(u=url, t=title, s=title[:8], y=date[:4], m=date[5:7], d=date[8:], e=epoch)
        for (url, title, date), epoch in zip(EXPECTED, (1716280000, 1716190000), strict=True)
    ]
    return box.format("".join(rows))


@pytest.mark.parametrize(
    ("box", "row"),
    [
        # the date after the link, before it, in it before and after the title, in a cell, under the title
        (LIST, "<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>"),
        (LIST, "<li><span>[{y}-{m}-{d}]</span><a href={u}>{t}</a></li>"),
        (LIST, "<li><a href={u}><span>{y}-{m}-{d}</span>{t}</a></li>"),
        (LIST, "<li><a href={u}>{t}<span class=time>{y}.{m}.{d}</span></a></li>"),
        ("<table>{}</table>", "<tr><td>·<a href={u}>{t}</a></td><td>{y}-{m}-{d}</td></tr>"),
        (
            "<div>{}</div>",
            "<div><h3><a href={u}>{t}</a></h3><p>摘要。<a href={u}>【详细】</a></p><i>{y}-{m}-{d} 08:30</i></div>",
        ),
        # day and month in boxes of their own
        (LIST, "<li><div><b>{d}</b><span>{y}-{m}</span></div><a href={u}>{t}</a></li>"),
        (
            LIST,
            "<li><a href={u}><div><b>{d}</b><i>{y}-{m}</i></div><p>{t}</p></a><p>截止时间{y}-12-12</p></li>",
        ),
        (LIST, "<li><a href={u}>{t}</a> ({m}/{d}/{y})</li>"),
        # no rows at all: links and dates in one run
        ("<td>{}</td>", "<a href={u}>{t}</a> [{y}-{m}-{d}]<br>"),
        ("<td>{}</td>", "{y}-{m}-{d} <a href={u}>{t}</a><br>"),
        # a column's name before the title; a tag and an author beside it
        (LIST, "<li><a href=/c/{d}/>[动态]</a><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>"),
        (
            "<div>{}</div>",
            "<div><h3><a href={u}>{t}</a></h3>"
            "<p><a href=/u/{d}>张三</a> <em>{y}-{m}-{d}</em> <a href=/t/1>招商</a></p></div>",
        ),
        # a picture that is a link of its own; a card that is one link
        (LIST, "<li><a href={u}><img src=1.jpg alt=图></a><a href={u}>{t}</a><em>{y}-{m}-{d}</em></li>"),
        (
            "<div>{}</div>",
            "<a href={u}><h4>{t}</h4><p>摘要一句话，说的是签约。</p><span>{y}-{m}-{d}</span></a>",
        ),
        # titles cut in the text and whole in the attribute, which may hold more lines
        (LIST, "<li><a href={u} title='{t}'>{s}...</a><i>{y}-{m}-{d}</i></li>"),
        (LIST, "<li><a href={u} title='文章标题：{t}&#10;作者：某人&#10;更新时间：{y}-{m}-{d}'>{s}</a></li>"),
        # the date in the title's own text, or written by a script
        (LIST, "<li><a href={u}>{t} [{y}-{m}-{d}]</a></li>"),
        (LIST, "<li><a href={u}>{y}-{m}-{d} {t}</a></li>"),
        (LIST, "<li><a href={u}>{t}</a><script>document.write(timeConvert('{e}'))</script></li>"),
        # 大汉: inside a page, and as its data service answers
        (
            "<script type='text/xml'><datastore><recordset>{}</recordset></datastore></script>",
            "<record><![CDATA[<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>]]></record>",
        ),
        (
            "<datastore><recordset>{}</recordset></datastore>",
            "<record>\n<![CDATA[<li><a href={u}>{t}</a><i>{y}-{m}-{d}</i></li>]]>\n</record>",
        ),
    ],
)
def test_every_layout_gives_the_same_items(box: str, row: str) -> None:
    assert found(filled(box, row)) == EXPECTED


MENU = LIST.format(
    "<li><a href=/jg/>机构设置与主要职责</a></li><li><a href=/zc/>政策文件与政策解读</a></li>"
    "<li><a href=/fw/>办事服务与便民查询</a></li><li><a href=/hd/>互动交流与民意征集</a></li>"
)
SIDE = "<h4>热点</h4>" + LIST.format(
    "<li><a href=/2024/05/02/h1.html>园区二期今年十月投用</a></li>"
    "<li><a href=/2024/05/01/h2.html>专访园区负责人谈规划</a></li>"
)
ITEMS = filled(LIST, "<li><a href={u}>{t}</a><i>{y}-{m}-{d}</i></li>")


def test_menus_and_side_boxes_are_no_items() -> None:
    assert found(f"<body>{MENU}<div>{ITEMS}</div>{SIDE}</body>") == EXPECTED


def test_several_columns_are_all_read_and_each_address_once() -> None:
    more = (
        "<ul><li><a href=b1.html>外贸一季度实现开门红</a><i>2024-04-18</i></li>"
        "<li><a href=a1.html>重复的一条</a><i>2024-05-21</i></li></ul>"
    )
    assert found(ITEMS + more) == [*EXPECTED, ("b1.html", "外贸一季度实现开门红", "2024-04-18")]


def test_an_undated_item_among_dated_ones_is_an_item() -> None:
    rows = "".join(f"<li><a href=c{i}.html>第{i}批重点项目开工</a><i>2024-05-1{i}</i></li>" for i in range(3))
    titles = [
        title for _, title, _ in found(f"{MENU}<ul>{rows}<li><a href=d.html>专题：优化营商环境</a></li></ul>")
    ]
    assert titles == ["第0批重点项目开工", "第1批重点项目开工", "第2批重点项目开工", "专题：优化营商环境"]


def test_without_any_date_the_longest_titles_are_the_list() -> None:
    rows = "".join(f"<li><a href=/n/{i}.html>这是第{i}条没有日期的新闻标题</a></li>" for i in range(5))
    assert [date for _, _, date in found(f"<ul>{rows}</ul>{MENU}")] == [None] * 5


def test_dates_of_addresses_serve_where_rows_print_none() -> None:
    rows = "".join(
        f"<li><a href=/2024/05/0{i}/c{i}.html>这是第{i}条没有日期的新闻标题</a></li>" for i in range(1, 6)
    )
    assert [date for _, _, date in found(f"<ul>{rows}</ul>")] == [f"2024-05-0{i}" for i in range(1, 6)]


def test_a_year_left_out_comes_from_the_clock() -> None:
    html = (
        "<ul><li><a href=a1.html>元旦前的一条新闻</a><i>12-30</i></li>"
        "<li><a href=a2.html>元旦后的一条新闻</a><i>01-02</i></li></ul>"
    )
    clock = datetime(2018, 1, 5, 8, 0, tzinfo=CST)
    assert [date for _, _, date in found(html, clock)] == ["2017-12-30", "2018-01-02"]


def test_a_selector_confines_the_search() -> None:
    html = (
        f"<div id=main>{ITEMS}</div><ul><li><a href=x.html>公告：系统升级维护</a><i>2024-05-01</i></li></ul>"
    )
    assert found(html, options={"items": "#main"}) == EXPECTED


@pytest.mark.parametrize(
    "html",
    ["", "<p>没有链接</p>", "<a href='http://['>坏链接一个</a>", "<a href='javascript:x()'>脚本</a>", MENU],
)
def test_pages_without_a_list_have_no_items(html: str) -> None:
    assert found(html) == [] or html == MENU


def test_ten_thousand_links_take_linear_time() -> None:
    def seconds(count: int) -> float:
        doc = document(
            "<div>" + "".join(f"<a href={i}.html>第{i}条足够长的标题</a>" for i in range(count)) + "</div>",
            BASE,
        )
        _ = doc.tree
        began = time.process_time()
        assert len(read_list(doc)) <= 2000
        return time.process_time() - began

    assert seconds(10_000) < 12 * max(seconds(2_000), 0.05)


def test_the_words_of_a_pager_are_no_item() -> None:
    pager = "<div><span>1/20</span><a href=index_2.html>下一页&gt;&gt;</a></div>"
    assert found(filled(LIST, "<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>") + pager) == EXPECTED
