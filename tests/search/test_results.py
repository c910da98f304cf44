"""What a search gives back: counts, pages, facets, groups, snippets, explanations, suggestions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from search import Document, Found, Index, parse
from search.highlight import LENGTH, Marker
from search.pinyin import reading
from tests.search.cases import DOCUMENTS, PIECES
from tests.search.strategies import LAW, QUERIES
from zscrawl.errors import ConfigError, SearchError
from zscrawl.items import CST, Filters
from zscrawl.text import fold, squash


def day(month: int, number: int = 1) -> datetime:
    return datetime(2024, month, number, 8, 30, tzinfo=CST)


HUBEI = ("襄阳市", "420600")
ARTICLES = [
    Document("a1", "襄阳市招商引资签约", "总投资35亿元。", source="daily", family="epaper", places=HUBEI,
             published_at=day(1), stages=("签约",), cluster="c"),
    Document("a2", "襄阳签下35亿元项目", "招商引资又传捷报。", source="gov", family="gov", places=HUBEI,
             published_at=day(2), stages=("签约", "开工"), cluster="c"),
    Document("a3", "招商引资再发力", "磷酸铁锂项目在株洲市投产，3.5万吨。", source="gov", family="gov",
             places=("株洲市", "430200"), published_at=day(2, 29), stages=("投产",), relevant=True),
    Document("a4", "天气预报", "今天有雨。", source="daily", family="epaper", relevant=False),
]  # fmt: skip


@pytest.fixture
def index(tmp_path: Path, engine: str) -> Index:
    return search.rebuild(tmp_path / "index", engine, ARTICLES)


def test_reprints_are_shown_once_with_their_number(index: Index) -> None:
    results = index.search("招商引资")
    hits = list(results.hits)
    assert results.total == 3
    assert [(hit.uid, hit.reprints) for hit in hits if hit.uid in ("a1", "a2")] in ([("a1", 1)], [("a2", 1)])
    assert [hit.reprints for hit in hits if hit.uid == "a3"] == [0]
    # Only reprints that match are counted.
    assert [hit.reprints for hit in index.search("招商引资 source:gov").hits] == [0, 0]


def test_without_grouping_every_article_is_shown(index: Index) -> None:
    assert {hit.uid for hit in index.search("招商引资", group=False).hits} == {"a1", "a2", "a3"}


def test_facets_count_all_matches(index: Index) -> None:
    results = index.search("招商引资", facets=search.FACETS, limit=1)
    assert results.facets == {
        "place": {"襄阳市": 2, "株洲市": 1},
        "source": {"daily": 1, "gov": 2},
        "family": {"epaper": 1, "gov": 2},
        "month": {"2024-01": 1, "2024-02": 2},
        "stage": {"签约": 2, "开工": 1, "投产": 1},
    }


@pytest.mark.parametrize(
    ("filters", "uids"),
    [
        (Filters(since="2024-02"), {"a2", "a3"}),
        (Filters(until="2024-01-01"), {"a1"}),
        (Filters(since="2024-02-29", until="2024"), {"a3"}),
        (Filters(source=("daily", "nobody")), {"a1", "a4"}),
        (Filters(family=("gov",), place=("襄阳",)), {"a2"}),
        (Filters(place=("430000", "襄陽市")), {"a1", "a2", "a3"}),
        (Filters(relevant=True), {"a3"}),
        (Filters(relevant=False), {"a4"}),
        (Filters(), {"a1", "a2", "a3", "a4"}),
    ],
)
def test_filters(index: Index, filters: Filters, uids: set[str]) -> None:
    assert {hit.uid for hit in index.search("*", filters=filters, group=False).hits} == uids


def test_wrong_options_are_named(index: Index) -> None:
    with pytest.raises(ConfigError, match="no facet colour; choose from place"):
        index.search("*", facets=["colour"])
    with pytest.raises(ConfigError, match="cannot sort by size"):
        index.search("*", sort="size")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=r"--since.*not a date"):
        index.search("*", filters=Filters(since="yesterday"))
    with pytest.raises(ConfigError, match="no search engine lucene"):
        search.create_index(index.path.parent / "other", "lucene")
    assert issubclass(SearchError, Exception)


@LAW
@given(query=QUERIES, sort=st.sampled_from(("relevance", "date")), size=st.integers(1, 40))
def test_pages_together_are_the_whole(
    indexes: dict[str, Index], query: search.Query, sort: str, size: int
) -> None:
    for shared in indexes.values():
        for group in (True, False):

            def page(offset: int, limit: int, index: Index = shared, group: bool = group) -> list[str]:
                hits = index.search(query, sort=sort, offset=offset, limit=limit, group=group).hits  # type: ignore[arg-type]
                return [hit.uid for hit in hits]

            whole = page(0, 0)
            assert [uid for offset in range(0, len(DOCUMENTS), size) for uid in page(offset, size)] == whole
            assert len(set(whole)) == len(whole)


# --- snippets ------------------------------------------------------------------------------------


def shown(query: str, body: str) -> str:
    return Marker(parse(query)).snippet(body, fold(body)).render("[", "]")


@pytest.mark.parametrize(
    ("query", "body", "snippet"),
    [
        ("招商引資", "今日招商引资。", "今日[招商引资]。"),
        ("招商引资", "今日招 商\n引资。", "今日[招 商 引资]。"),
        ("ＡＩ", "AI与SAID，5G与3.5G。", "[AI]与SAID,5G与3.5G。".replace(",", "，")),
        ("5", "3.5与5与5G，5。", "3.5与[5]与5G，[5]。"),
        ("sai*", "AI与SAID。", "AI与[SAID]。"),
        ("签约 -开工", "签约，开工。", "[签约]，开工。"),
        ("title:签约", "签约。", "签约。"),
        ('"签约，开工"', "签约，\n开工。", "[签约， 开工]。"),
        ("date:2023", "没有。", "没有。"),
        ("*", "没有。", "没有。"),
        ('" "', "没有。", "没有。"),
    ],
)
def test_matches_are_marked(query: str, body: str, snippet: str) -> None:
    assert shown(query, body) == snippet


def test_a_snippet_begins_and_ends_with_a_sentence() -> None:
    filling = "其他各项工作正在有序推进之中，记者从有关部门获悉有关情况。"
    assert shown("签约", filling * 5 + "“今天签约！”" + filling * 9).startswith("“今天[签约]！”其他")
    assert shown("签约", filling * 5 + "今天签约。" + filling * 9).endswith("情况。")
    assert shown("签约", f"今天签约。\n{filling * 2}\n" + filling * 9).endswith("情况。")


def test_a_snippet_shows_the_part_with_most_of_the_words() -> None:
    filling = "其他各项工作正在有序推进之中。" * 9
    body = f"签约在即。{filling}签约和开工都好。{filling}开工。{filling}"
    assert shown("签约 开工", body).startswith("[签约]和[开工]都好。")


@LAW
@given(query=QUERIES, body=st.lists(st.sampled_from(PIECES), max_size=300).map("".join))
def test_a_snippet_is_a_short_part_of_the_body(query: search.Query, body: str) -> None:
    marked = Marker(query).snippet(body, fold(body))
    assert len(marked.text) <= LENGTH + 2
    assert marked.text.strip("…") in body.replace("\n", " ")
    ends = [0, *(end for mark in marked.marks for end in (mark.start, mark.end)), len(marked.text)]
    assert ends == sorted(ends)
    assert marked.render("", "") == marked.text


@pytest.mark.parametrize("body", ["签约" * 200_000, "。" * 400_000, "签" * 400_000, "开工。签约，" * 50_000])
def test_a_hostile_body_is_no_trouble(body: str) -> None:
    assert len(Marker(parse('"签约" OR 开工 OR "约签"')).snippet(body, fold(body)).text) <= LENGTH + 2


def test_a_hit_is_explained(index: Index) -> None:
    (hit,) = (hit for hit in index.search("招商引资 项目", explain=True).hits if hit.uid == "a3")
    assert hit.explanation is not None
    assert set(hit.explanation.found) == {Found("招商引资", "title", 1), Found("项目", "body", 1)}
    assert hit.score == pytest.approx(hit.explanation.engine_score * hit.explanation.merit)
    assert next(index.search("招商引资").hits).explanation is None


# --- did you mean --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("招伤引资", "招商引资"),  # one character wrong, by its sound
        ("磷酸铁鲤", "磷酸铁锂"),
        ('"铁锂顶目"', '"铁锂项目"'),  # by its look
        ('"招商引引资"', '"招商引资"'),  # one too many
        ('"磷铁锂项目"', '"磷酸铁锂项目"'),  # one missing
        ("湘阳", "襄阳"),
        ("zhuzhoushi", "株洲市"),
        ('"投产磷酸铁锂，3.5"', "投产磷酸铁锂 3.5"),
        ("天气 签约", "天气"),
        ("title:磷酸铁里 source:gov", 'source:"gov"'),
    ],
)
def test_a_query_without_hits_offers_one_with_hits(index: Index, query: str, suggestion: str) -> None:
    results = index.search(query)
    assert results.total == 0
    assert suggestion in results.suggestions
    for other in results.suggestions:
        assert index.search(other).total


def test_nothing_is_offered_where_something_is_found_or_nothing_is_near(index: Index) -> None:
    assert index.search("招商").suggestions == ()
    assert index.search("龘龘龘").suggestions == ()
    assert index.search("source:nobody").suggestions == ()
    assert index.search(" OR ".join(["磷酸铁鲤"] * 20)).suggestions
    assert index.search(" OR ".join(["磷酸铁鲤"] * 21)).suggestions == ()


def test_suggestions_keep_to_the_filters(index: Index) -> None:
    assert index.search("磷酸铁鲤", filters=Filters(source=("daily",))).suggestions == ()


@pytest.mark.parametrize(
    ("text", "sound"), [("招商引资", "zhaoshangyinzi"), ("襄阳", "xiangyang"), ("旅a龘", "lva龘")]
)
def test_readings(text: str, sound: str) -> None:
    assert reading(text) == sound


def test_readings_fit_the_text_form() -> None:
    assert all(reading(squash(piece)) for piece in PIECES if piece.strip())
