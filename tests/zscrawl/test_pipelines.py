"""What a reading may contain when it reaches the archive."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from zscrawl.crawl.pipelines import MAX_BODY, MAX_FIELD, clean
from zscrawl.items import Article, Image, Post


def article(**fields: object) -> Article:
    return Article("http://a.cn/1", "http://a.cn/1", "gov", "article", **fields)  # type: ignore[arg-type]


def test_an_article_that_says_nothing_is_none() -> None:
    empty = article(title="两湖日报")
    clean(empty)
    assert empty.kind == "other"
    for full in (
        article(body="有"),
        article(images=[Image("http://a.cn/1.jpg")]),
        article(posts=[Post(1, None, None, "有")]),
    ):
        clean(full)
        assert full.kind == "article"


def test_over_long_text_is_cut() -> None:
    one = article(title="长" * 5000, authors=["名" * 5000], body="文" * (MAX_BODY + 5))
    clean(one)
    assert (len(one.title or ""), len(one.authors[0]), len(one.body)) == (MAX_FIELD, MAX_FIELD, MAX_BODY)


@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_what_is_cleaned_can_be_written_as_utf8_without_control_characters(title: str, body: str) -> None:
    one = article(title=title, body=body, authors=[title], posts=[Post(1, title, None, body)])
    clean(one)
    text = str(asdict(one))
    text.encode("utf-8")
    assert "\x00" not in one.body + (one.title or "") + one.posts[0].body
