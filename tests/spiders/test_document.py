"""The parsed page: what every reader may rely on, whatever the page."""

from __future__ import annotations

import time

import pytest

from spiders.page.document import MAX_CHARACTERS, Document, join, text_of
from spiders.page.markup import MAX_DEPTH, parse_html
from tests.spiders.documents import document, page
from zscrawl.errors import ConfigError


def test_metas_keep_the_first_content_under_lower_case_names() -> None:
    doc = document(
        '<meta name="PubDate" content=""><meta name="PubDate" content=" 2024-05-01 "><meta name="pubdate" content="x">'
        '<meta property="og:title" content="题"><meta itemprop="dateUpdate" content="2024-05-02">'
    )
    assert doc.metas == {"pubdate": "2024-05-01", "og:title": "题", "dateupdate": "2024-05-02"}


def test_title_comments_scripts_and_names() -> None:
    doc = document(
        "<!--甲--><html id=top><title> 题\n目 </title><script>var a</script><p class='b c'>文<!--乙--></p></html>"
    )
    assert doc.title_tag == "题 目"
    assert doc.comments == ["甲", "乙"]
    assert doc.scripts == "var a"
    assert set(doc.names.split()) == {"top", "b", "c"}


def test_links_hang_on_a_sound_base_only() -> None:
    assert document('<base href="/sub/">').link("1.html") == "http://www.example.gov.cn/sub/1.html"
    assert document('<base href="javascript:x">').link("1.html") == "http://www.example.gov.cn/zsdt/1.html"


@pytest.mark.parametrize(
    ("href", "joined"),
    [
        ("./202405/t1.html", "http://www.example.cn/a/202405/t1.html"),
        ("//img.example.cn/1.jpg", "http://img.example.cn/1.jpg"),
        (" http://other.example.cn/x ", "http://other.example.cn/x"),
        ("/a\nb.html", "http://www.example.cn/ab.html"),
        ("javascript:void(0)", None),
        ("mailto:a@example.cn", None),
        ("#top", None),
        ("", None),
        ("http://[broken", None),
        ("http://example.cn:port/", None),
    ],
)
def test_join(href: str, joined: str | None) -> None:
    assert join("http://www.example.cn/a/index.html", href) == joined


def test_selectors_that_are_malformed_are_named() -> None:
    doc = document("<p>")
    with pytest.raises(ConfigError, match=r"CSS selector 'p\['"):
        doc.css("p[")
    with pytest.raises(ConfigError, match="XPath '//p\\['"):
        doc.xpath("//p[")


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<!-- only a comment -->", "\x00\x01", "plain text", "<?xml version='1.0'?>"]
)
def test_there_is_always_a_tree(html: str) -> None:
    doc = document(html)
    assert doc.tree.tag == "html"
    assert doc.title_tag == ""
    assert doc.blocks


def test_text_below_endless_nesting_is_kept() -> None:
    tree = parse_html("<html><body>" + "<div>" * 100_000 + "<p>深处</p>" + "</div>" * 100_000 + "<p>之后</p>")
    assert text_of(tree) == "深处之后"
    depth = max(sum(1 for _ in node.iterancestors()) for node in tree.iter())
    assert depth <= MAX_DEPTH + 10


def test_a_huge_attribute_costs_little() -> None:
    started = time.process_time()
    doc = document(f'<p class="{"a" * 6_000_000}">文</p><title>{"题" * 1_000_000}</title>')
    assert text_of(doc.tree).startswith("文")
    assert len(doc.title_tag) == 1000
    assert time.process_time() - started < 2


def test_a_page_is_cut_where_no_real_one_reaches() -> None:
    assert len(document("招" * (MAX_CHARACTERS + 10)).text) == MAX_CHARACTERS


def test_controls_are_dropped_and_the_charset_is_the_one_that_was_read() -> None:
    doc = Document(page("<p>招\x00商\x0b</p>"))
    assert doc.text == "<p>招商</p>"
    assert doc.charset == "utf-8"


def test_what_follows_an_early_end_of_the_document_belongs_to_it() -> None:
    doc = document(
        "<html><body><p>页头</p></body></html><html><body class=c><p>正文</p></body></html><i>页脚</i>"
    )
    assert text_of(doc.tree) == "页头正文页脚"
    assert doc.has_name("c")
    assert list(doc.tree.itersiblings("html")) == []
