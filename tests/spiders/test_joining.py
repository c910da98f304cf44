"""One article out of its pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.crawl.joining import join_pages
from zscrawl.items import CST, Article, Image, Post


def part(body: str = "", **fields: object) -> Article:
    article = Article("http://a.cn/1.html", "http://a.cn/1.html", "gov", "article", title="项目进园")
    return replace(article, body=body, **fields)  # type: ignore[arg-type]


def post(floor: int, body: str = "", author: str = "甲") -> Post:
    return Post(floor, author, datetime(2024, 3, 5, tzinfo=CST), body or f"{floor} 楼")


def test_bodies_are_joined_in_order() -> None:
    assert join_pages([part("一\n二"), part("三"), part("四")]).body == "一\n二\n三\n四"


def test_a_lead_that_opens_every_page_is_taken_once() -> None:
    assert join_pages([part("导语\n一"), part("导语\n二"), part("导语\n三")]).body == "导语\n一\n二\n三"


def test_the_whole_text_after_its_first_page_is_taken_once() -> None:
    assert join_pages([part("一\n二"), part("一\n二\n三\n四")]).body == "一\n二\n三\n四"


def test_identity_is_that_of_the_first_page_and_it_stays_as_it_is() -> None:
    first = part("一", next_page="http://a.cn/1_2.html", published_at=datetime(2024, 3, 5, tzinfo=CST))
    second = part("二", title="项目进园（二）", url="http://a.cn/1_2.html", editors=["乙"], origin="湖区报")
    whole = join_pages([first, second])
    assert (whole.url, whole.title, whole.published_at) == (first.url, first.title, first.published_at)
    assert (whole.editors, whole.origin, whole.next_page) == (["乙"], "湖区报", None)
    assert (first.body, first.editors) == ("一", [])


def test_images_are_kept_once() -> None:
    one, two = Image("http://a.cn/1.jpg"), Image("http://a.cn/2.jpg")
    assert join_pages([part(images=[one]), part(images=[one, two])]).images == [one, two]


def test_floors_go_on_over_pages_and_the_body_is_the_opening_posts() -> None:
    first = part("1 楼", posts=[post(1), post(2)])
    second = part("", posts=[post(1, "楼主又印一遍"), post(3), post(4)])
    whole = join_pages([first, second])
    assert [p.floor for p in whole.posts] == [1, 2, 3, 4]
    assert (whole.body, whole.posts[0].body) == ("1 楼", "1 楼")


def test_no_page_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        join_pages([])


TEXTS = st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), max_size=4).map("\n".join)


@given(TEXTS)
def test_one_page_is_the_article(body: str) -> None:
    assert join_pages([part(body)]) == part(body)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_paragraph_is_lost_or_invented(bodies: list[str]) -> None:
    whole = join_pages([part(body) for body in bodies]).body
    paragraphs = {line for body in bodies if body for line in body.split("\n")}
    assert set(whole.split("\n") if whole else []) == paragraphs


@given(st.lists(st.lists(st.integers(1, 30), max_size=6), min_size=1, max_size=4))
def test_every_floor_is_there_once_and_in_order(pages: list[list[int]]) -> None:
    whole = join_pages([part(posts=[post(floor) for floor in floors]) for floors in pages])
    assert [p.floor for p in whole.posts] == sorted({floor for floors in pages for floor in floors})
