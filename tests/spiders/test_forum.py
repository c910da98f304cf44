from __future__ import annotations

import pytest

from spiders import read, recognise
from spiders.threads.common import whole_text
from tests.spiders.documents import page

URL = "http://bbs.dongling.example.com/read.php?tid-88.html"

COMMENTED_NEWS = """<html><head><title>东岭签约三个项目_东岭新闻网</title></head><body>
<h1>东岭签约三个项目</h1><div class="info">2024-05-01 10:00 来源：东岭日报</div>
<div class="article-content"><p>昨天，东岭签约三个项目，投资五亿元。</p></div>
<div class="comments"><div class="comment-item"><a class="user-name" href="/user/1">甲</a>
<span class="time">2024-05-02</span><div class="comment-content">支持</div></div>
<div class="comment-item"><a class="user-name" href="/user/2">乙</a>
<span class="time">2024-05-03</span><div class="comment-content">加油</div></div></div></body></html>"""


def floors(*labels: str) -> str:
    posts = "".join(
        '<table><tr><th><div class="readName"><a href="u.php?uid=1">甲</a></div></th>'
        f'<th><div class="tipTop"><a>{label}</a><span title="2013-04-05 09:30:00">发表于: 2013-04-05 09:30</span></div>'
        f'<div class="tpc_content">第{label}的话</div></th></tr></table>'
        for label in labels
    )
    return f"<title>题目 - Powered by phpwind</title><h1 id=subject_tpc>题目</h1>{posts}"


def test_a_newspaper_with_a_comment_box_is_no_thread() -> None:
    url = "http://news.dongling.example.com/2024/05/01/1.html"
    assert recognise(page(COMMENTED_NEWS, url)) == "portal"
    assert read(page(COMMENTED_NEWS, url)).body == "昨天，东岭签约三个项目，投资五亿元。"


@pytest.mark.parametrize(
    "url", ["http://bbs.dongling.example.com/a/1.html", "http://www.dongling.example.com/topics/1"]
)
def test_the_same_posts_under_a_forums_address_are_a_thread(url: str) -> None:
    found = read(page(COMMENTED_NEWS, url))
    assert found.family == "forum"
    assert [(post.floor, post.author) for post in found.posts][1:] == [(2, "甲"), (3, "乙")]


def test_floors_go_on_where_the_page_says() -> None:
    found = read(page(floors("10楼", "11楼"), URL))
    assert [post.floor for post in found.posts] == [11, 12], "the engine counts the opening post as floor 0"
    assert found.published_at is None or found.posts[0].floor > 1


def test_the_body_is_the_opening_post_and_the_whole_text_all_of_the_page() -> None:
    found = read(page(floors("楼主", "沙发"), URL))
    assert found.body == "第楼主的话"
    assert whole_text(found) == "题目\n第楼主的话\n第沙发的话"


def test_a_forum_page_without_posts_or_rows_does_not_fail() -> None:
    assert read(page("<title>空 - Powered by phpwind</title>", URL)).posts == []


OPENING = (
    "<h2>题目</h2><span class=time>2024-05-01 10:00</span>"
    '<div class="topic-detail"><p>市民广场什么时候开工？</p></div>'
)


def unnamed(*replies: str, box: str = "reply-item") -> str:
    rows = "".join(
        f'<div class="{box}"><div class="user">乙</div>{reply}<div>2024-05-02 08:0{i}</div></div>'
        for i, reply in enumerate(replies)
    )
    return f"<title>题目 - 东岭论坛</title>{OPENING}<div class=reply-list>{rows}</div>"


def test_replies_whose_text_has_no_name_are_found_by_their_boxes() -> None:
    found = read(page(unnamed("<div>支持！</div>", "<div><p>顶。</p><p>等着。</p></div>"), URL))
    assert [post.body for post in found.posts] == ["市民广场什么时候开工？", "支持！", "顶。\n等着。"]
    assert found.posts[1].author == "乙"


def test_a_box_with_answers_to_a_reply_is_several_replies() -> None:
    answer = '<div class="reply-item"><div class=user>丙</div><div>同问。</div><i>昨天 08:00</i></div>'
    found = read(page(unnamed(f"<div>支持！</div><b>2024-05-02 07:00</b>{answer}"), URL))
    assert [post.body for post in found.posts][1:] == ["支持！", "同问。"]


@pytest.mark.parametrize("reply", ["<div></div>", "<div>3楼</div>", '<div><a href="/x">举报</a></div>'])
def test_a_box_without_words_is_no_reply(reply: str) -> None:
    assert len(read(page(unnamed(reply), URL)).posts) == 1


def test_the_line_of_floor_and_time_around_a_short_post_is_not_its_text() -> None:
    post = "<div class=d_post_content_main><div class=d_post_content>{}</div><i>{}楼</i><i>2024-05-02 08:00</i></div>"
    found = read(page("<title>题目_贴吧</title>" + post.format("顶", 1) + post.format("支持", 2), URL))
    assert [post.body for post in found.posts] == ["顶", "支持"]


@pytest.mark.parametrize("name", ["a_" * 2000, "_" * 4000, "reply-" * 700 + "x"])
def test_long_class_names_are_no_burden(name: str) -> None:
    html = f"<title>题目 - 东岭论坛</title>{OPENING}<div class='{name}'>顶 2024-05-02 08:00</div>"
    assert [post.body for post in read(page(html, URL)).posts] == ["市民广场什么时候开工？"]


@pytest.mark.parametrize(
    ("url", "post"),
    [
        ("http://www.dl.example.com/showthread.php?t=5", "<div id=post_message_{}>{}</div>"),
        ("http://forum.dl.example.com/index.php?topic=12.0", "<div class=post><div id=msg_{}>{}</div></div>"),
        ("http://ask.dl.example.com/q/1", "<div class=md_content_show id=x{}>{}</div>"),
    ],
    ids=["vBulletin", "SMF", "Markdown"],
)
def test_engines_that_name_a_text_by_its_number_or_its_format(url: str, post: str) -> None:
    rows = "".join(
        f"<div><a href=/member.php?u={i}>甲{i}</a><i>2024-05-0{i} 10:00</i>{post.format(i, text)}</div>"
        for i, text in ((1, "市民广场什么时候开工？"), (2, "下个月。"))
    )
    found = read(page(f"<title>题目</title><h1>题目</h1>{rows}", url))
    assert [post.body for post in found.posts] == ["市民广场什么时候开工？", "下个月。"]
