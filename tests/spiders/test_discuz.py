from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders import read, recognise
from spiders.threads.post import clean_lines, unjam
from tests.spiders.documents import document, page
from zscrawl.items import Article

BOARD = "http://bbs.qingshi.example.com/"


def thread(
    message: str, *, head: str = "", label: str = "楼主", author: str = "", url: str = "thread-9-1-1.html"
) -> Article:
    """A thread of one post, in the ids that every skin keeps."""
    html = (
        f'<html><head><title>题目 - 青石论坛</title></head><body><h1 class="ts">{head}'
        f'<span id="thread_subject">题目</span></h1>'
        f'<div id="post_5"><div class="authi">{author or "<a class=xw1 href=space-uid-1.html>甲</a>"}</div>'
        f'<strong id="postnum5">{label}</strong><em id="authorposton5">发表于 2024-5-1 10:00:00</em>'
        f'<table><tr><td class="t_f" id="postmessage_5">{message}</td></tr></table></div></body></html>'
    )
    return read(page(html, BOARD + url), family="discuz")


# As function_discuz's jammer() makes it: five to fifteen times one of (space … ;), a space, one of (? … ~).
jams = st.lists(
    st.tuples(
        st.characters(min_codepoint=32, max_codepoint=59), st.characters(min_codepoint=63, max_codepoint=126)
    ),
    min_size=5,
    max_size=15,
).map(lambda pairs: "".join(f"{low} {high}" for low, high in pairs))


@settings(deadline=None, max_examples=60)  # the first read of a page loads the script tables
@given(jams)
def test_both_kinds_of_anti_copy_noise_go_and_their_tails_stay(jam: str) -> None:
    escaped = jam.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = thread(
        f'第一行。<font class="jammer">{escaped}</font><br />\r\n'
        f'<span style="display:none">{escaped}</span>第二行。<br />第三行。'
    )
    assert found.body == "第一行。\n第二行。\n第三行。"


@pytest.mark.parametrize(
    "jam", ["% {- j0 G: ]: a4 g+ ~0 r8 R", '5 k! q$ B" |2 ?# v. s1 w', "- Z1 x4 B& f: p6 a9 L"]
)
def test_noise_whose_class_a_skin_has_renamed(jam: str) -> None:
    assert unjam(f"项目总投资五亿元。{jam}") == "项目总投资五亿元。"
    assert unjam(f"{jam}项目总投资五亿元。") == "项目总投资五亿元。"
    assert unjam(jam) == ""


@pytest.mark.parametrize(
    "line",
    [
        "联系电话 0728-1234567 张先生",
        "型号 A B C D E F 任选",
        "我们用 x y z w v 表示五个变量",
        "1 2 3 4 5 6 7 8 9",
        "http://www.example.com/a?b=c&d=e",
        "for i in range(10): print(i)",
    ],
)
def test_lines_that_are_no_noise_stay(line: str) -> None:
    assert unjam(line) == line


def test_an_edit_mark_printed_as_text_goes() -> None:
    assert clean_lines(["本帖最后由 甲 于 2024-5-1 10:00 编辑", "正文"]) == "正文"


QUOTE = '<div class="quote"><blockquote>{}</blockquote></div>我的话。'


@pytest.mark.parametrize(
    ("quoted", "body"),
    [
        (
            '<a href="forum.php?mod=redirect&amp;goto=findpost&amp;pid=1">乙 发表于 昨天 10:00</a><br>别人的话',
            "我的话。",
        ),
        ("乙 发表于 2024-4-5 23:20<br>别人的话", "我的话。"),
        ("作者自己引的标语", "作者自己引的标语\n我的话。"),
    ],
)
def test_a_quoted_post_is_another_authors_text(quoted: str, body: str) -> None:
    assert thread(QUOTE.format(quoted)).body == body


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ('<a class="xw1" href="space-uid-1.html">甲</a>', "甲"),
        ('<a href="home.php?mod=space&amp;uid=7">乙</a>', "乙"),
        ("匿名", "匿名"),
    ],
)
def test_authors(author: str, name: str) -> None:
    assert thread("正文", author=author).posts[0].author == name


def test_links_in_the_text_are_no_authors() -> None:
    found = thread('<a class="xw1" href="home.php?mod=space&amp;uid=3">丙</a>说的', author="<img src=x.gif>")
    assert found.posts[0].author is None


def test_a_category_is_the_section_and_not_the_title() -> None:
    found = thread("正文", head='<a href="forum.php?mod=forumdisplay&amp;typeid=4">[园区动态]</a> ')
    assert (found.title, found.section) == ("题目", "园区动态")


def test_floors_of_a_later_page_without_numbers() -> None:
    found = thread("回复", label="", url="forum.php?mod=viewthread&tid=9&page=3")
    assert [post.floor for post in found.posts] == [21]
    assert (found.body, found.published_at) == ("", None)


def test_discuz_7() -> None:
    html = """<html><head><title>题目- 青石论坛 - Powered by Discuz!</title></head><body>
    <div id="threadtitle"><h1>老版论坛的题目</h1></div><div id="post_31"><table id="pid31"><tr>
    <td class="postauthor"><div class="postinfo"><a href="space.php?uid=2">甲</a></div></td>
    <td class="postcontent"><em id="authorposton31">发表于 2009-3-4 08:00</em><div class="t_msgfontfix"><table><tr>
    <td class="t_msgfont" id="postmessage_31">十五年前的帖子。</td></tr></table></div></td></tr></table></div>
    <div class="pages"><strong>1</strong>
    <a href="viewthread.php?tid=5&amp;page=2" class="next">下一页</a></div></body></html>"""
    found = read(page(html, BOARD + "viewthread.php?tid=5"))
    assert (found.family, found.title, found.body) == ("discuz", "老版论坛的题目", "十五年前的帖子。")
    assert found.posts[0].author == "甲"
    assert found.next_page == BOARD + "viewthread.php?tid=5&page=2"


@pytest.mark.parametrize(
    "mark",
    [
        "<script>var discuz_uid = '0';</script>",
        '<meta name="generator" content="Discuz! X3.4" />',
        "<title>提示信息 -  Powered by Discuz!</title>",
        '<span id="thread_subject">题目</span>',
        '<td id="postmessage_1">正文</td>',
        '<table id="threadlisttableid"></table>',
    ],
)
def test_one_mark_is_enough(mark: str) -> None:
    assert recognise(page(f"<html><body>{mark}</body></html>", BOARD)) == "discuz"


def test_an_article_about_the_software_is_not_a_forum() -> None:
    html = "<html><body><h1>Discuz 发布新版</h1><p>Discuz! X3.5 昨天发布，站长们反应热烈。</p></body></html>"
    assert recognise(page(html, "http://news.example.com/1.html")) == "portal"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("抱歉，指定的主题不存在或已被删除或正在被审核", "deleted"),
        ("抱歉，本帖要求阅读权限高于 20 才能浏览", "wall"),
        ("本版块只有特定用户组可以访问", "wall"),
        ("请先登录后才能继续浏览", "wall"),
        ("您访问本站速度过快或者刷新间隔时间小于两秒！请等待页面自动跳转 ...", "blocked"),
        ("欢迎光临本站，页面正在重新载入，请稍候 ...", "blocked"),
        ("抱歉，您尚未登錄，無權進行當前操作", "wall"),
        ("抱歉，指定的主題不存在或已被刪除", "deleted"),
        ("数据库出错", "other"),
    ],
)
def test_notices(text: str, kind: str) -> None:
    html = (
        "<html><head><title>提示信息 - 青石论坛 - Powered by Discuz!</title></head>"
        f'<body><div id="messagetext"><p>{text}</p></div></body></html>'
    )
    found = read(page(html, BOARD))
    assert (found.kind, found.body, found.title) == (kind, "", None)


def test_the_front_page_is_no_article() -> None:
    html = "<title>青石论坛 - Powered by Discuz!</title><a href=forum-2-1.html>青石城事</a>"
    assert read(page(html, BOARD)).kind == "other"


def test_the_tree_is_left_as_it_was() -> None:
    """Readers share the parsed page: taking parts out of a post must not take them out of the page."""
    from spiders import discuz

    doc = document(
        '<span id="thread_subject">题目</span><div id="postmessage_1"><i class="pstatus">编辑</i>正文'
        '<div class="quote"><blockquote>乙 发表于 2024-4-5 23:20<br>话</blockquote></div></div>',
        BOARD,
    )
    discuz.read(doc, {})
    assert len(doc.css("blockquote, i.pstatus")) == 2


def test_an_article_in_a_skin_without_any_of_the_names_is_read_like_any_other() -> None:
    html = (
        "<title>首批项目签约 - 青石论坛</title><script>var discuz_uid = '0';</script><div class=k1>首批项目签约</div>"
        "<div class=k2>2024-5-20 16:25 来自: 青石日报</div><div class=k3>"
        + "<p>5月20日，青石县举行签约活动，会上签约八个项目，总投资十二亿元。</p>" * 5
        + "</div>"
    )
    article = read(page(html, BOARD))
    assert (article.family, article.kind, article.title) == ("discuz", "article", "首批项目签约")
    assert article.published_at is not None
    assert article.body.count("\n") == 4
