"""Citations as GB/T 7714-2015 and BibTeX want them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from archive import StoredArticle
from zscrawl.citing import bibtex, gbt7714
from zscrawl.items import CST, Article

DAY = datetime(2024, 5, 1, 9, 30, tzinfo=CST)
STORED = StoredArticle(
    uid="zs0123456789ab",
    article=Article(
        url="http://news.example.cn/1.html",
        canonical_url="http://news.example.cn/1.html",
        family="portal",
        kind="article",
        title="松滋三个{项目}签约",
        published_at=datetime(2024, 4, 12, 10, 20, tzinfo=CST),
        authors=["王小川", "李敏"],
        origin="荆江观察报",
    ),
    source="example",
    version=2,
    versions=2,
    first_fetched_at=DAY,
    last_fetched_at=DAY,
    changed_at=DAY,
    gone_at=None,
    sequence=1,
    text_digest="",
    cluster="zs0123456789ab",
)


def with_article(**changes: object) -> StoredArticle:
    return replace(STORED, article=replace(STORED.article, **changes))  # type: ignore[arg-type]


def test_gbt7714() -> None:
    assert gbt7714(STORED) == (
        "王小川, 李敏. 松滋三个{项目}签约[N/OL]. 荆江观察报, (2024-04-12)[2024-05-01]. "
        "http://news.example.cn/1.html. zscrawl:zs0123456789ab/v2, 存档于 2024-05-01T09:30:00+08:00."
    )


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"authors": []}, "荆江观察报. 松滋"),
        ({"authors": [], "origin": None}, "佚名. 松滋"),
        ({"authors": list("甲乙丙丁")}, "甲, 乙, 丙, 等. 松滋"),
    ],
)
def test_who_is_responsible(changes: dict[str, object], begins: str) -> None:
    assert gbt7714(with_article(**changes)).startswith(begins)


def test_a_page_that_is_no_news_and_has_no_date() -> None:
    text = gbt7714(with_article(family="gov", published_at=None))
    assert "[EB/OL]" in text
    assert "(日期不详)" in text


def test_bibtex_cannot_be_broken_by_a_title() -> None:
    entry = bibtex(STORED)
    assert entry.startswith("@online{zs0123456789ab,\n")
    assert "title = {{松滋三个项目签约}}," in entry
    assert "author = {{王小川} and {李敏}}," in entry
    assert entry.count("{") == entry.count("}")
