"""Which line of a page is its title."""

from __future__ import annotations

import pytest

from spiders.body.regions import page_title
from spiders.fields.title_parts import clean_title, site_of
from tests.spiders.documents import document


@pytest.mark.parametrize(
    ("title_tag", "title"),
    [
        ("青石县二季度项目集中签约_招商动态_青石新闻网", "青石县二季度项目集中签约"),
        ("青石县二季度项目集中签约--地方--青石网", "青石县二季度项目集中签约"),
        ("青石县二季度项目集中签约 - 青石县人民政府", "青石县二季度项目集中签约"),
        ("青石县二季度项目集中签约-青石网", "青石县二季度项目集中签约"),
        ("县里签约八个AI项目GPU-EDN 电子设计", "县里签约八个AI项目GPU"),
        ("青石县二季度项目集中签约|招商|项目_青石网", "青石县二季度项目集中签约"),
        ("青石县二季度项目集中签约｜青石日报", "青石县二季度项目集中签约"),
        ("青石县二季度项目集中签约 · 青石社区", "青石县二季度项目集中签约"),
        ("1-10月固定资产投资趋稳", "1-10月固定资产投资趋稳"),
        ("2024-2025年招商要点", "2024-2025年招商要点"),
        ("质升量稳——前4个月外贸向好态势进一步巩固", "质升量稳——前4个月外贸向好态势进一步巩固"),
        ("青石新闻网", "青石新闻网"),
        ("青石新闻网 - 要闻 - 青石县二季度八个项目集中签约", "青石县二季度八个项目集中签约"),
        ("", ""),
    ],
)
def test_clean_title(title_tag: str, title: str) -> None:
    assert clean_title(title_tag) == title


def title_of(html: str) -> tuple[str, str] | None:
    title = page_title(document(html))
    return (title.text, title.how) if title else None


def test_the_line_that_equals_a_part_of_the_title_tag_is_the_title() -> None:
    html = (
        "<title>首批项目-签约_要闻_青石网</title><h1>青石网</h1><h2>要闻</h2><ul><li><a>首批项目-签约</a></ul>"
        "<div class=bt>首批项目-签约</div><p>正文。</p>"
    )
    assert title_of(html) == ("首批项目-签约", "div + title tag")


def test_a_site_may_stand_first_in_the_title_tag() -> None:
    assert title_of(
        "<title>青石县政府网 - 招商动态 - 首批项目签约</title><h1>青石县政府网</h1><h3>首批项目签约</h3>"
    ) == (
        "首批项目签约",
        "h3 + title tag",
    )


def test_a_heading_is_completed_where_the_title_tag_is_cut() -> None:
    assert title_of(
        "<title>青石县举行二季度重点项目...</title><h1>青石县举行二季度重点项目集中签约</h1>"
    ) == (
        "青石县举行二季度重点项目集中签约",
        "h1 + title tag",
    )


def test_what_engines_append_to_a_heading_is_no_title() -> None:
    found = title_of("<title>招商引资 - 青石百科</title><h1>招商引资<span>[编辑]</span></h1>")
    assert found is not None
    assert found[0] == "招商引资"


def test_messages_before_the_title_are_no_title() -> None:
    found = title_of(
        "<title>(3 条消息) 如何看待青石县的招商政策？ - 青石问答</title><h1>如何看待青石县的招商政策？</h1>"
    )
    assert found == ("如何看待青石县的招商政策？", "h1 + title tag")


def test_the_heading_above_a_date_stands_in_for_a_title_tag_of_the_site() -> None:
    html = "<title>青石县招商局</title><h3>首页 > 动态</h3><h5>首批八个项目签约</h5><p>发布时间：2024-05-01</p><p>文。"
    assert title_of(html) == ("首批八个项目签约", "h5")


@pytest.mark.parametrize("title_tag", ["青石县人民政府", "招商动态_青石县人民政府", ""])
def test_the_line_above_date_and_source_is_the_title_where_nothing_says_so(title_tag: str) -> None:
    html = (
        f"<title>{title_tag}</title><p><a href=/>首页</a> > 招商动态</p><div class=c1>首批八个项目签约</div>"
        "<div class=c2>发布时间：2024-05-01 08:00 来源：青石日报</div><p>5月1日，首批八个项目签约。</p>"
    )
    assert title_of(html) == ("首批八个项目签约", "div")


def test_metas_and_json_ld_are_hints() -> None:
    assert title_of('<title>青石网</title><meta property="og:title" content="首批项目签约"><p>文。') == (
        "首批项目签约",
        "meta",
    )
    assert title_of(
        '<title>青石网</title><script type="application/ld+json">{"@type":"News Article","headline":"首批项目签约"}'
        "</script>"
        "<div>首批项目签约</div>"
    ) == ("首批项目签约", "div + title tag")


def test_a_page_without_any_title() -> None:
    assert title_of("<p>一段没有标题的文字。</p>") is None


@pytest.mark.parametrize(
    ("title_tag", "site"),
    [
        ("签约_要闻_青石新闻网", "青石新闻网"),
        ("签约_青石网 - QINGSHI.COM", "青石网"),
        ("签约", None),
        ("签约 - 第二批", None),
    ],
)
def test_site_of(title_tag: str, site: str | None) -> None:
    assert site_of(title_tag, "签约") == site


@pytest.mark.parametrize(
    "html",
    [
        "<title>青石县人民政府</title><h1>青石县人民政府</h1><h2 class=tit>二季度项目集中签约</h2><p>2024-05-20</p>",
        "<title>青石网</title><div class=title>标题：二季度项目集中签约</div><p>2024-05-20</p>",
        "<title>二季度项目...-青石网</title><div class=bt>二季度项目集中签约</div>",
        "<title>青石县人民政府 要闻 二季度项目集中签约</title><div class=tit1>二季度项目集中签约</div>",
        "<title>二季度项目集中签约【青石吧】_某某贴吧</title><h3 class=title_txt>二季度项目集中签约</h3>",
        "<title>县内动态-青石招商处</title><div class=mc>二季度项目集中签约</div><p>发布时间：2024-05-20 点击：3</p>",
    ],
    ids=["logo", "label", "cut off", "names before the title", "a name after the title", "column and site"],
)
def test_the_heading_is_the_title(html: str) -> None:
    found = title_of(html)
    assert found is not None
    assert found[0] == "二季度项目集中签约"


def test_a_title_of_several_short_parts_is_kept_where_no_date_stands_under_the_heading() -> None:
    found = title_of("<title>集中签约-青石招商处</title><h2>联系我们的几种方式</h2><p>电话</p>")
    assert found is not None
    assert found[0] == "集中签约-青石招商处"


SITE = "<title>青石县人民政府门户网站</title>"
TEXT = "<p>5月20日，青石县举行重点项目集中签约活动，会上签约八个项目，总投资十二亿元，县里的领导出席了活动并讲话。</p>"
DATELINE = "<div>发布时间：2024-05-20 来源：青石日报</div>"


@pytest.mark.parametrize(
    "head",
    [
        f"<div>首批项目集中签约</div>{DATELINE}",
        f"<h3>全县招商观察</h3><h1>首批项目集中签约</h1>{DATELINE}",
        f"<h1>首批项目集中签约</h1><h2>——全县招商观察</h2>{DATELINE}",
        f"<div>首批项目集中签约</div><p>本报记者 王小一</p>{DATELINE}",
        "<div>首批项目集中签约<span>2024-05-20 16:25</span></div>",
        "<div>首批项目集中签约<br>发布时间：2024-05-20 来源：青石日报</div>",
        "<div>2024年5月21日 星期二 天气：晴</div><div>首批项目集中签约</div>"
        "<dl><dt>来源</dt><dd>青石日报</dd><dt>发布时间</dt><dd>2024-05-20 16:25</dd></dl>",
        "<h1><span>原创</span>首批项目集中签约</h1>",
        "<table><tr><th>主题分类：</th><td>商贸、招商引资</td></tr><tr><th>成文日期：</th><td>2024年05月18日</td></tr>"
        "<tr><th>标　　题：</th><td>首批项目集中签约</td></tr></table>",
        "<div>首批项目集中签约</div>",
    ],
)
def test_the_title_is_told_by_its_place_where_the_title_tag_names_the_site(head: str) -> None:
    found = title_of(f"{SITE}{head}{TEXT}<h4>更多本地的新闻</h4>")
    assert found is not None
    assert found[0] == "首批项目集中签约"


@pytest.mark.parametrize(
    "title_tag",
    [
        "青石县人民政府 首批项目集中签约",
        "【首批项目集中签约】-青石新闻网",
        "首批项目集中签约>>青石新闻网",
        "首批项目集中签约 青石新闻网",
        "首批项目集中签约：青石新闻网",
        "首批项目集中签约«青石论坛",
        "首批项目集中签约 / 青石",
        "青石新闻网-首批项目集中签约",
        "新闻详情",
    ],
)
def test_title_tags_of_any_form_agree_with_the_line_that_shows_the_title(title_tag: str) -> None:
    found = title_of(f"<title>{title_tag}</title><div>首批项目集中签约</div>{DATELINE}{TEXT}")
    assert found is not None
    assert found[0] == "首批项目集中签约"


def test_a_line_that_only_stands_above_the_text_does_not_beat_a_title_tag() -> None:
    found = title_of(f"<title>县里八个项目签约</title><div>优化环境 服务企业</div>{TEXT}")
    assert found == ("县里八个项目签约", "title tag")


def test_the_last_step_of_a_path_is_no_title() -> None:
    html = (
        "<title>重要讲话 - 青石县档案馆</title><nav><ol class=breadcrumb><li><a href=/>首页</a></li>"
        "<li class='breadcrumb-item active'>重要讲话</li></ol></nav>"
        "<h1>在全县招商引资<br>工作会议上的讲话</h1><div>（2024年5月20日，上午）</div><p>同志们。</p>"
    )
    assert title_of(html) == ("在全县招商引资 工作会议上的讲话", "h1")


def test_a_site_without_a_sites_name_is_no_title_where_a_line_stands_above_the_date() -> None:
    html = (
        "<title>青石县投资服务中心</title>"
        "<dl><dt class=ArticleTitle>首批项目集中签约活动举行</dt><dt>更新时间：2024-5-20</dt></dl>"
    )
    assert title_of(html + TEXT) == ("首批项目集中签约活动举行", "dt")
