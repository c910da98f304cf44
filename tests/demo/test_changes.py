"""The world between two crawls: published, edited, deleted, blocked, redesigned."""

from __future__ import annotations

from datetime import timedelta

import pytest

import demo
from demo.sites import SITES
from demo.truth import Story
from tests.demo.browser import page_of, text_of, walk, words_of
from tests.demo.conftest import ask

NAMES = [site.name for site in SITES]
LATER = demo.DEMO_CLOCK + timedelta(hours=1)


@pytest.fixture
def changing() -> demo.Web:
    return demo.build()


def _story(title: str = "一座新码头今天开港") -> Story:
    text = ("清晨六点，第一艘货船靠上泊位。", "码头负责人说，今后江上的货可以直接运到县里。")
    return Story("extra", "aside", title, text, LATER, "嘉鱼县", "421221", authors=("陈平",))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_listed_and_served(changing: demo.Web, name: str) -> None:
    with demo.serve(changing) as server:
        before = len(changing.articles)
        article = changing.publish(name, _story(), LATER)
        assert len(changing.articles) == before + 1
        assert "第一艘货船靠上泊位" in words_of(_page(server, article))
        assert article.address in walk(server, name, set(changing.not_articles)).linked


def _page(server: demo.Server, article: demo.TrueArticle) -> str:
    return page_of(ask(server, *article.address), article.site)


def test_a_newspaper_prints_a_new_issue(changing: demo.Web) -> None:
    with demo.serve(changing) as server:
        article = changing.publish("demo-epaper", _story(), LATER)
        home = text_of(ask(server, "demo-epaper", "/"))
        assert f"pc/layout/{LATER:%Y%m/%d}/node_01.html" in home
        assert article.address in walk(server, "demo-epaper", set(changing.not_articles)).linked


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_changes_the_page_its_tag_and_its_date(changing: demo.Web, name: str) -> None:
    article = changing.sites[name].articles[-1]
    with demo.serve(changing) as server:
        before = ask(server, *article.address)
        corrected = ["编辑部更正：日期有误。", *article.paragraphs]
        changing.change(article, title="更正后的标题", paragraphs=corrected, at=LATER)
        after = ask(server, *article.address, If_None_Match=before.headers["etag"])
        assert after.status == 200
        assert after.headers["last-modified"] != before.headers["last-modified"]
        words = words_of(_page(server, article))
    assert "更正后的标题" in words
    assert "编辑部更正：日期有误。" in words
    if article.posts:
        assert article.posts[0].body == article.body


@pytest.mark.parametrize("name", NAMES)
def test_what_is_deleted_leaves_the_lists_and_the_truth(changing: demo.Web, name: str) -> None:
    article = changing.sites[name].articles[-1]
    with demo.serve(changing) as server:
        changing.delete(article)
        assert article not in changing.articles
        assert "deleted" in changing.not_articles[article.address]
        answer = ask(server, *article.address)
        page = page_of(answer, name)
        assert answer.status == 404 or "删除" in page
        assert article.address not in walk(server, name, set(changing.not_articles)).answers


def test_a_blocked_site_asks_for_a_captcha_everywhere(changing: demo.Web) -> None:
    with demo.serve(changing) as server:
        article = changing.sites["demo-people"].articles[0]
        changing.block("demo-people")
        answer = ask(server, *article.address)
        assert answer.status == 403
        assert "验证码" in text_of(answer)
        assert ask(server, *changing.sites["demo-gov"].articles[0].address).status == 200
        changing.restore("demo-people")
        assert ask(server, *article.address).status == 200


def test_a_redesigned_site_serves_empty_shells(changing: demo.Web) -> None:
    with demo.serve(changing) as server:
        article = changing.sites["demo-gov"].articles[0]
        changing.redesign("demo-gov")
        answer = ask(server, *article.address)
    assert answer.status == 200
    assert article.title not in text_of(answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_restyled_site_says_the_same_in_other_bytes(changing: demo.Web, name: str) -> None:
    with demo.serve(changing) as server:
        article = changing.sites[name].articles[0]
        before = ask(server, *article.address)
        changing.restyle(name)
        after = ask(server, *article.address, If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.body != before.body
    assert words_of(page_of(after, name)).replace("Notice", "") == words_of(page_of(before, name))
