"""Date, origin, people and place on the site: which evidence goes before which."""

from __future__ import annotations

import pytest

from spiders import read
from tests.spiders.documents import page
from zscrawl.items import Article

PROSE = (
    "<div class=con>"
    + "<p>青石县举行二季度重点项目集中签约活动，八个项目现场签约，总投资三十六亿元。</p>" * 4
    + "</div>"
)
TITLE = "<title>青石县签约八个项目_招商_青石网</title>{head}<h1>青石县签约八个项目</h1>"


def article(
    *, head: str = "", line: str = "", tail: str = "", url: str = "http://www.qs.example.com/a/x.html"
) -> Article:
    return read(page(f"{TITLE.format(head=head)}<div>{line}</div>{PROSE}{tail}", url))


def when(found: Article) -> tuple[str, str | None, str]:
    assert found.published_at is not None
    return (
        found.published_at.isoformat(sep=" ")[:16],
        found.published_precision,
        found.found_by["published_at"],
    )


DATE_URL = "http://www.qs.example.com/202405/t20240520_1.html"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"line": "发布时间：2024-05-20 08:30 来源：青石日报"}, ("2024-05-20 08:30", "minute", "label:发布时间")),
        (
            {"line": "最后更新：2024-05-22 09:00 发布：2024-05-20 08:30"},
            ("2024-05-20 08:30", "minute", "label:发布时间"),
        ),
        ({"tail": "<p>2024年6月2日 星期日 多云</p><p>2024年5月20日</p>"}, ("2024-05-20 00:00", "day", "text")),
        ({"line": "青石日报 2024-05-20"}, ("2024-05-20 00:00", "day", "line under the title")),
        ({"line": "昨天 18:22"}, ("2024-06-02 18:22", "minute", "line under the title")),
        # A meta's day takes its clock time from the line that prints it.
        (
            {"head": '<meta name=PubDate content="2024-05-20">', "line": "2024年5月20日 08:30"},
            ("2024-05-20 08:30", "minute", "line under the title"),
        ),
        # Midnight in a meta is padding.
        ({"head": '<meta name=publishdate content="2024-05-20 00:00:00">'},
         ("2024-05-20 00:00", "day", "meta:publishdate")),
        ({"head": '<meta property=article:published_time content="2024-05-20T00:30:00Z">'},
         ("2024-05-20 08:30", "second", "meta:article:published_time")),
        (
            {"line": "最後更新時間：2024/05/22 09:00</div><div>2024-05-20 08:30"},
            ("2024-05-20 08:30", "minute", "line under the title"),
        ),
        # The machine's zone is wrong where it makes another hour of the clock time that the page shows.
        ({"head": '<meta property=article:published_time content="2024-05-20T08:30:12Z">', "line": "2024-05-20 08:30"},
         ("2024-05-20 08:30", "minute", "line under the title")),
        ({"url": DATE_URL}, ("2024-05-20 00:00", "day", "url")),
        ({"line": '<script>var tm = "2024-05-20 08:30:12"; document.write(tm);</script>'},
         ("2024-05-20 08:30", "second", "script")),
        # A date without label that contradicts the address belongs to something else; a labelled one does not.
        ({"url": DATE_URL, "line": "截图 2021-03-02 10:00"}, ("2024-05-20 00:00", "day", "url")),
        ({"url": DATE_URL, "line": "发布时间：2018-07-28"}, ("2018-07-28 00:00", "day", "label:发布时间")),
        ({"line": "今天是2024年6月3日", "url": DATE_URL}, ("2024-05-20 00:00", "day", "url")),
        ({"tail": "<p>来源：青石日报 时间：2024-05-20 14:34:05 作者：王小一</p>"},
         ("2024-05-20 14:34", "second", "line after the body")),
        ({"head": "<script>var d={'publishTime':'2024-05-20 08:30:00'}</script>"},
         ("2024-05-20 08:30", "second", "script")),
        ({"head": "<script>var l=[{pubDate:'2024-05-20'},{pubDate:'2024-05-21'}]</script>", "url": DATE_URL},
         ("2024-05-20 00:00", "day", "url")),
        ({"head": '<meta name=Maketime content=2024-06-02><meta property=article:modified_time content=2024-05-20>'},
         ("2024-05-20 00:00", "day", "meta:article:modified_time")),
        ({"line": "<time datetime=2024-05-20T08:30>五月</time>"}, ("2024-05-20 08:30", "minute", "time")),
    ],
)  # fmt: skip
def test_date(parts: dict[str, str], found: tuple[str, str, str]) -> None:
    assert when(article(**parts)) == found


def test_no_date_is_better_than_a_wrong_one() -> None:
    for line in ("阅读 1234", "01:19", "今日头条", "第 12 期", ""):
        assert article(line=line).published_at is None


@pytest.mark.parametrize(
    ("parts", "origin"),
    [
        ({"line": "2024-05-20 来源：青石日报"}, "青石日报"),
        ({"line": "2024-05-20 <span>来源：</span><a>青石日报</a><a>举报</a>"}, "青石日报"),
        ({"line": "<span class=source>青石日报</span> 2024-05-20"}, "青石日报"),
        ({"line": "2024年5月20日 08:30 青石日报"}, "青石日报"),
        ({"head": "<meta name=ContentSource content=县招商局>", "line": "来源：青石日报"}, "县招商局"),
        ({"head": "<meta name=source content=本站>", "line": "来源：青石日报"}, "青石日报"),
        ({"tail": "<p>来源：青石融媒</p>"}, "青石融媒"),
        ({"line": "2024-05-20"}, None),
    ],
)
def test_origin(parts: dict[str, str], origin: str | None) -> None:
    assert article(**parts).origin == origin


def test_people() -> None:
    found = article(line="作者：王小一 编辑：李二")
    assert (found.authors, found.editors) == (["王小一"], ["李二"])
    found = article(tail="<p>（责任编辑：李二 审核：赵三）</p>")
    assert found.editors == ["李二", "赵三"]
    found = article(head="<meta name=author content=王小一>")
    assert (found.authors, found.found_by["authors"]) == (["王小一"], "meta:author")
    for stand_in in ("104363", "青石网", "admin", "http://www.qs.example.com"):
        assert article(head=f'<meta name=author content="{stand_in}">').authors == []


def test_place_on_the_site() -> None:
    crumbs = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zs/>招商动态</a> &gt; 正文</div>"
    found = read(
        page(f"<title>青石县签约八个项目_招商_青石网</title>{crumbs}<h1>青石县签约八个项目</h1>{PROSE}")
    )
    assert (found.section, found.site) == ("招商动态", "青石网")
    found = article(line="首頁 &gt; 招商動態 &gt; 正文")
    assert found.section == "招商動態"
    found = article(head="<meta name=SiteName content=青石县人民政府><meta name=ColumnName content=政务要闻>")
    assert (found.section, found.site) == ("政务要闻", "青石县人民政府")


def test_script() -> None:
    assert article().script == "hans"
    assert (
        read(
            page("<title>x</title><h1>x</h1><p>" + "青石縣舉行重點項目簽約活動，總投資三十六億元。" * 5)
        ).script
        == "hant"
    )
    assert (
        read(page("<title>English page title</title><p>" + "Only latin words stand here. " * 20)).script
        is None
    )


@pytest.mark.parametrize(("line", "origin"), [("供稿：青石县商务局", "青石县商务局"), ("供稿：王小一", None)])
def test_an_office_that_sent_the_text_in_is_its_origin_a_person_is_not(line: str, origin: str | None) -> None:
    assert article(line="2024-05-20 08:30", tail=f"<p>{line}</p>").origin == origin


def test_where_no_line_is_the_title_the_date_nearest_to_the_text_counts() -> None:
    head = '<title>青石网</title><meta property="og:title" content="青石县签约八个项目">'
    found = read(
        page(f"{head}<div>2024年6月3日</div><div>2024.05.20</div>{PROSE}", "http://www.qs.example.com/a/x")
    )
    assert found.title == "青石县签约八个项目"
    assert when(found)[0] == "2024-05-20 00:00"


def test_the_title_of_a_relative_date_says_the_day() -> None:
    html = (
        "<title>首批项目签约</title><h1>首批项目签约</h1>"
        "<div>青石网友 发表于 <span title='2024-5-16 11:31:02'>6&nbsp;天前</span></div>"
        "<p>5月15日，青石县举行签约活动，会上签约八个项目，总投资十二亿元。</p>"
    )
    article = read(page(html, "http://bbs.example.com/t/1"), family="portal")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-16T11:31:02+08:00"


def test_a_date_as_java_prints_it_may_stand_below_the_text() -> None:
    html = (
        "<title>Home</title><h2>首批项目集中签约</h2><div class='single-page-artical'><div class='artical-content'>"
        "<p>5月15日，青石县举行签约活动，会上签约八个项目，总投资十二亿元，县里的领导出席了活动并讲话。</p></div>"
        "<ul><li><i></i><span>Thu May 16 14:00:02 CST 2024</span></li></ul></div>"
    )
    article = read(page(html, "http://www.example.com/article?id=31"), family="portal")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-16T14:00:02+08:00"
    assert "CST" not in article.body
