"""Bodies that a page keeps in a script."""

from __future__ import annotations

import json

import pytest

from spiders import read
from spiders.page.embedded import embedded_body
from tests.spiders.documents import document, page

PARAGRAPH = "青石县举行二季度重点项目签约活动，八个项目落地，总投资三十六亿元。"
MARKUP = f"<p>{PARAGRAPH}</p><p><img data-src='/1.jpg'></p><p>{PARAGRAPH}</p><p>“{PARAGRAPH}”</p>"
BODY = f"{PARAGRAPH}\n{PARAGRAPH}\n“{PARAGRAPH}”"


@pytest.mark.parametrize("ascii_only", [True, False])
def test_html_inside_json_is_read(ascii_only: bool) -> None:
    state = json.dumps({"a": {"title": "签约", "contentHtml": MARKUP, "id": 7}}, ensure_ascii=ascii_only)
    article = read(
        page(
            f"<title>签约</title><div id=app></div><script>window.STATE={state};</script>",
            "http://a.example/1",
        )
    )
    assert (article.kind, article.title, article.body) == ("article", "签约", BODY)
    assert article.found_by["body"] == "script"
    assert [image.url for image in article.images] == ["http://a.example/1.jpg"]


def test_text_on_the_page_goes_before_a_script() -> None:
    state = json.dumps({"content": MARKUP})
    article = read(
        page(
            f"<title>签约</title><h1>签约</h1>{MARKUP * 2}<script>var s={state}</script>",
            "http://a.example/1",
        )
    )
    assert article.found_by["body"] == "density"


@pytest.mark.parametrize(
    "script",
    [
        "",
        'content:"',
        'content:"<p>短</p>"',
        '{"content":"\\"}',
        '"content":"' + "a" * 5000 + '"',
        '"html":"<p>english</p><p>"',
    ],
)
def test_other_strings_are_no_body(script: str) -> None:
    assert embedded_body(document(f"<script>{script}</script>")) is None


def test_an_article_in_text_areas_is_read() -> None:
    escaped = MARKUP.replace("<", "&lt;").replace(">", "&gt;")
    article = read(
        page(
            "<textarea class=article-title>青石县签约八个项目</textarea>"
            f"<textarea class=article-content>{escaped}</textarea><textarea class=article-time>1716191712177</textarea>"
            "<textarea class=comment></textarea>",
            "http://a.example/1",
        )
    )
    assert (article.kind, article.title, article.body) == ("article", "青石县签约八个项目", BODY)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-20T15:55:12+08:00"
    assert (article.found_by["body"], article.found_by["published_at"]) == ("textarea", "textarea")


def test_what_a_reader_left_in_a_comment_box_is_no_article() -> None:
    assert embedded_body(document(f"<textarea class=reply>{PARAGRAPH * 9}</textarea>")) is None


def test_a_body_in_json_ld_alone_is_read() -> None:
    record = json.dumps(
        {"@type": "NewsArticle", "headline": "签约", "articleBody": BODY.replace("\n", "\n\n")}
    )
    html = f"<title>签约</title><h1>签约</h1><script type='application/ld+json'>{record}</script>"
    article = read(page(html, "http://a.example/1"))
    assert (article.kind, article.body, article.found_by["body"]) == ("article", BODY, "json-ld")
