from __future__ import annotations

import pytest

from spiders.draft import Draft
from spiders.threads.common import fill_thread, floor_number, post_moment, whole_text
from tests.spiders.documents import CLOCK, document
from zscrawl.items import Post


@pytest.mark.parametrize(
    ("label", "floor"),
    [
        ("楼主", 1), ("沙发", 2), ("板凳", 3), ("地板", 4), ("5#", 5), ("#12", 12), ("第7楼", 7), ("来自 36#", 36),
        ("推荐", None), ("", None),
    ],
)  # fmt: skip
def test_floor_labels(label: str, floor: int | None) -> None:
    assert floor_number(label) == floor


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<em>发表于 <span title="2024-5-21 11:01:32">6&nbsp;天前</span></em>', "2024-05-21 11:01:32"),
        ("<em>发表于 2024-5-21 11:01</em>", "2024-05-21 11:01:00"),
        ("<em>发表于 昨天&nbsp;21:40</em>", "2024-06-02 21:40:00"),
        ('<em><span title="复制链接">2024-5-1</span></em>', "2024-05-01 00:00:00"),
    ],
)
def test_the_full_date_beside_a_relative_one_wins(markup: str, day: str) -> None:
    element = document(f"<html><body>{markup}</body></html>").css("em")[0]
    moment = post_moment(element, CLOCK)
    assert moment is not None
    assert moment.at.strftime("%Y-%m-%d %H:%M:%S") == day


def test_an_element_without_a_date_gives_none() -> None:
    assert post_moment(document("<p>只看该作者</p>").css("p")[0], CLOCK) is None


@pytest.mark.parametrize(
    ("first", "last_opening", "body"), [(1, 1, "问"), (2, 2, "问"), (2, 1, ""), (11, 2, "")]
)
def test_the_body_of_a_thread_is_its_opening_post(first: int, last_opening: int, body: str) -> None:
    draft = Draft(document("<p>x</p>"), "discuz")
    posts = [Post(first, "甲", None, "问"), Post(first + 1, "乙", None, "答")]
    fill_thread(draft, posts, None, "test", last_opening=last_opening)
    assert draft.article.body == body
    assert draft.article.authors == (["甲"] if body else [])
    assert len(draft.article.posts) == 2


@pytest.mark.parametrize(("first", "text"), [(1, "题\n问\n答"), (2, "题\n问\n答"), (11, "问\n答")])
def test_the_whole_text_of_a_thread_is_subject_and_all_posts(first: int, text: str) -> None:
    draft = Draft(document("<p>x</p>"), "discuz")
    draft.article.title = "题"
    fill_thread(draft, [Post(first, "甲", None, "问"), Post(first + 1, None, None, "答")], None, "test")
    assert whole_text(draft.article) == text
