from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from spiders import read, recognise
from spiders.addresses.canonical import canonical_url
from tests.spiders.documents import page
from zscrawl.items import CST, Article

URL = "https://mp.weixin.qq.com/s/AAAAbbbbCCCCddddEEEEff"
BODY = "<p>一季度，全市新签约项目58个。</p>"


def post(scripts: str = "", content: str = BODY, head: str = "", url: str = URL) -> Article:
    html = (
        f'<html><head>{head}</head><body><script>{scripts}</script><h1 id="activity-name">\n  招商成绩单 </h1>'
        f'<a id="js_name"> 江城投促 </a><em id="publish_time"></em>'
        f'<div id="js_content" style="visibility: hidden; opacity: 0; ">{content}</div></body></html>'
    )
    return read(page(html, url))


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        ('var ct = "1712194200"; var create_time = "1712190000" * 1;', "2024-04-04 09:30:00"),
        ("window.ct = '1712194200' || '';", "2024-04-04 09:30:00"),
        ("var svrDate = '1712999999'; var oriCreateTime = '1712194200';", "2024-04-04 09:30:00"),
        ("ori_create_time: '1712194200' * 1,", "2024-04-04 09:30:00"),
        ("var createTime = '2024-04-04 09:30';", "2024-04-04 09:30:00"),
        ("create_time: JsDecode('2024-04-04 09:30'),", "2024-04-04 09:30:00"),
        ('var publish_time = "2024-04-04" || "";', "2024-04-04 00:00:00"),
        # not from a variable whose name only ends like it, nor from the future
        (
            'var product = "1712194200"; var ct = "4712194200"; var publish_time = "2024-04-04";',
            "2024-04-04 00:00:00",
        ),
    ],
)
def test_the_time_is_in_a_script(scripts: str, expected: str) -> None:
    at = post(scripts).published_at
    assert at is not None
    assert at.strftime("%Y-%m-%d %H:%M:%S") == expected


def test_a_hidden_body_is_read() -> None:
    found = post()
    assert (found.title, found.body, found.origin) == (
        "招商成绩单",
        "一季度，全市新签约项目58个。",
        "江城投促",
    )


def test_lazy_images_are_found() -> None:
    found = post(
        content=BODY
        + '<img data-src="https://mmbiz.qpic.cn/a/640?wx_fmt=jpeg" src="data:image/gif;base64,AA">'
    )
    assert [image.url for image in found.images] == ["https://mmbiz.qpic.cn/a/640?wx_fmt=jpeg"]


def test_a_picture_post_without_words_is_an_article() -> None:
    found = post(content='<p><img data-src="https://mmbiz.qpic.cn/a/640"></p>')
    assert (found.kind, found.title, found.body, len(found.images)) == ("article", "招商成绩单", "", 1)


@pytest.mark.parametrize(("status", "kind"), [(404, "deleted"), (403, "blocked")])
def test_a_status_decides_before_the_page(status: int, kind: str) -> None:
    answer = replace(page(f'<div id="js_content">{BODY}</div>', URL), status=status)
    assert read(answer).kind == kind


def test_a_reprint_names_its_origin_in_the_last_lines() -> None:
    found = post(
        content=BODY + "<p>来源：江城日报</p><p>记者：周小满</p><p>往期推荐</p><p><a href=x>另一篇</a></p>"
    )
    assert (found.origin, found.authors, found.body) == (
        "江城日报",
        ["周小满"],
        "一季度，全市新签约项目58个。",
    )


def test_names_in_attributes_are_no_account() -> None:
    html = (
        '<html><body><script>var nickname = htmlDecode("江城&amp;投促");</script>'
        '<div id="js_content"><p data-nickname="别的号" data-x="nickname=\'错\'">正文一句。</p></div></body></html>'
    )
    assert read(page(html, URL)).origin == "江城&投促"


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        ("该内容已被发布者删除", "deleted"),
        ("此内容因违规无法查看", "deleted"),
        ("该公众号已迁移", "deleted"),
        ("环境异常 当前环境异常，完成验证后即可继续访问。", "blocked"),
        ("请在微信客户端打开链接", "blocked"),
    ],
)
def test_notice_pages_are_no_articles(notice: str, kind: str) -> None:
    found = read(page(f'<html><body><div class="weui-msg">{notice}</div></body></html>', URL))
    assert (found.kind, found.body, found.title) == (kind, "", None)


def test_an_article_about_deleted_posts_is_an_article() -> None:
    assert post(content=BODY + "<p>有文章打开后显示“该内容已被发布者删除”。</p>").kind == "article"


def test_long_addresses_are_one_article_by_account_message_and_place() -> None:
    long = "https://mp.weixin.qq.com/s?__biz=MzA5&mid=265&idx=2&sn=d625&chksm=8068&scene=21#rd"
    assert canonical_url(long) == "https://mp.weixin.qq.com/s?__biz=MzA5&mid=265&idx=2"
    assert canonical_url(URL) == URL


@pytest.mark.parametrize("value", ["'" + "\\x0a" * 50_000, "'a\\", '"' + "x" * 100_000, "JsDecode('\\x"])
def test_broken_scripts_are_survived(value: str) -> None:
    found = post(
        f"window.item_show_type = '8'; content_noencode: {value}; picture_page_info_list: [{{{{{{ cdn_url: {value}"
    )
    assert found.family == "wechat"


def test_time_and_account_of_a_saved_page_without_address() -> None:
    saved = page(
        '<script>var msg_title = "题"; var ct = "1712194200";</script><div id="js_content">正文</div>', ""
    )
    assert recognise(saved) == "wechat"
    assert read(saved).published_at == datetime(2024, 4, 4, 9, 30, tzinfo=CST)


@pytest.mark.parametrize("url", ["http://reading.example.cn/list.html", "http://reading.example.cn/gzh", ""])
def test_a_list_that_somebody_keeps_is_a_list(url: str) -> None:
    rows = "".join(
        f"<li><a href=https://mp.weixin.qq.com/s/AAAAbbbbCCCCddddEEEE{i:02}>园区里的第{i}件事</a>"
        f" <i>2024-04-0{i}</i></li>"
        for i in range(1, 8)
    )
    html = f"<title>公众号文章</title><h1>公众号文章</h1><p>每周更新。</p><ul>{rows}</ul><a href=list_2.html>下一页</a>"
    found = read(page(html, url), family="wechat")
    assert (found.kind, found.family, len(found.links)) == ("list", "wechat", 7)
    assert (found.next_page or "").endswith("list_2.html")
