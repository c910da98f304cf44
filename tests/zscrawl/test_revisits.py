"""When a page is worth another look, and what a visit asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive import FetchState
from zscrawl.crawl.frontier import is_due
from zscrawl.crawl.revisits import next_visit
from zscrawl.items import Article

NOW = datetime(2024, 3, 5, tzinfo=UTC)
ARTICLE = Article("http://a.cn/1", "http://a.cn/1", "gov", "article")


@pytest.mark.parametrize(
    ("age", "gap"), [(0, 1), (2, 1), (3, 3), (7, 3), (8, 14), (30, 14), (31, 60), (180, 60), (181, None)]
)
def test_the_older_an_article_the_later_the_next_look(age: int, gap: int | None) -> None:
    article = replace(ARTICLE, published_at=NOW - timedelta(days=age))
    expected = None if gap is None else NOW + timedelta(days=gap)
    assert next_visit(article, NOW) == expected


def test_an_undated_article_counts_as_new() -> None:
    assert next_visit(ARTICLE, NOW) == NOW + timedelta(days=1)


def test_a_printed_page_is_never_looked_at_again() -> None:
    assert next_visit(replace(ARTICLE, family="epaper"), NOW) is None


def test_a_list_is_always_due_and_a_wall_after_a_week() -> None:
    assert next_visit(replace(ARTICLE, kind="list"), NOW) == NOW
    assert next_visit(None, NOW) == NOW
    assert next_visit(replace(ARTICLE, kind="wall"), NOW) == NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (None, True),
        (FetchState("u", failures=2), True),
        (FetchState("u", fetched_at=NOW, status=200), False),
        (FetchState("u", fetched_at=NOW, next_visit_at=NOW + timedelta(seconds=1)), False),
        (FetchState("u", fetched_at=NOW, next_visit_at=NOW), True),
        (FetchState("u", archived=True), False),
    ],
)
def test_due(state: FetchState | None, due: bool) -> None:
    assert is_due(state, NOW) is due
