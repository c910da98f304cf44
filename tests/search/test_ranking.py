"""What comes first: judged queries over the demo web, and pairs where the better answer is plain.

The judgements follow from what the demo web knows of its articles: which text each reprints, which project it tells
of at which stage, for which place it is. Floors are raised when ranking gets better and not lowered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from demo.build import build
from demo.truth import TrueArticle
from search import Document, Index
from search.ranking import READ, reordered
from search.reading import Read
from search.syntax import Word
from tests.search.strategies import LAW
from zscrawl.items import CST

MRR_FLOOR, NDCG_FLOOR = 0.96, 0.96
DEPTH = 10

Judged = tuple[str, dict[str, int]]
"""A query and the grade of every article that answers it: 2 is what was looked for, 1 is useful."""


def uid(number: int) -> str:
    return f"zs{number:012x}"


ARTICLES = {uid(number): article for number, article in enumerate(build().articles)}


@pytest.fixture(scope="module", params=search.ENGINES)
def demo_index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    documents = [
        Document(
            uid=name,
            title=article.title,
            body=article.body,
            source=article.site,
            places=(article.place, article.adcode),
            published_at=article.published_at,
            cluster=article.group,
        )
        for name, article in ARTICLES.items()
    ]
    with search.rebuild(tmp_path_factory.mktemp("demo"), request.param, documents) as index:
        yield index


def known_items() -> Iterator[Judged]:
    """One article is meant: its whole title, or a piece out of the middle of it."""
    for number, (name, article) in enumerate(list(ARTICLES.items())[::8]):
        reprints = {other: 2 for other, a in ARTICLES.items() if a.group == article.group or other == name}
        if number % 2:
            yield article.title, reprints
        else:
            middle = article.title[len(article.title) // 3 :][:9].strip()
            same = {other: 2 for other, a in ARTICLES.items() if middle in a.title}
            yield search.syntax.quoted(middle), same | {o: 1 for o in reprints if o not in same}


def projects() -> Iterator[Judged]:
    """All about one project; all about one project at one stage."""
    telling: dict[str, dict[str, TrueArticle]] = {}
    for name, article in ARTICLES.items():
        for mention in article.mentions:
            telling.setdefault(mention.name, {})[name] = article
    for number, (project, articles) in enumerate(sorted(telling.items())[::2]):
        alone = {name: 2 if len(a.mentions) == 1 else 1 for name, a in articles.items()}
        if number % 2:
            yield project, alone
        else:
            stages = {m.stage for a in articles.values() for m in a.mentions if m.name == project}
            stage = sorted(stages)[0]
            at_stage = {
                name: 2 if any(m.stage == stage and m.name == project for m in a.mentions) else 1
                for name, a in articles.items()
            }
            yield f"{project} {stage}", at_stage


def topics() -> Iterator[Judged]:
    """A place and a subject."""
    subjects = {
        "signing": "签约",
        "start": "开工",
        "report": "到位资金",
        "policy": "若干措施",
        "visit": "考察",
    }
    for kind, word in subjects.items():
        places = sorted({a.place for a in ARTICLES.values() if a.kind == kind})
        for place in places[:5]:
            there = {name: a for name, a in ARTICLES.items() if a.place == place}
            yield f"{place} {word}", {name: 2 if a.kind == kind else 1 for name, a in there.items()}


def answerable(judged: Judged) -> bool:
    """Whether an article that is meant has all the words; how it orders them is asked here, not what it finds."""
    query, grades = judged
    words = query.strip('"').split()
    meant = [ARTICLES[name] for name, grade in grades.items() if grade == 2]
    return any(all(word in article.title + article.body for word in words) for article in meant)


QUERIES = list(filter(answerable, (*known_items(), *projects(), *topics())))


def reciprocal_rank(uids: list[str], grades: dict[str, int]) -> float:
    return next((1 / (i + 1) for i, name in enumerate(uids) if grades.get(name) == 2), 0.0)


def ndcg(uids: list[str], grades: dict[str, int]) -> float:
    """Against the best order of the same articles: what a query finds at all is the business of other tests."""

    def gain(values: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(i + 2) for i, grade in enumerate(values[:DEPTH]))

    found = [grades.get(name, 0) for name in uids]
    return gain(found) / (gain(sorted(found, reverse=True)) or 1.0)


def test_the_expected_comes_first(demo_index: Index) -> None:
    assert len(QUERIES) >= 60
    ranks, gains = [], []
    for query, grades in QUERIES:
        uids = [hit.uid for hit in demo_index.search(query, limit=0, group=False).hits]
        ranks.append(reciprocal_rank(uids, grades))
        gains.append(ndcg(uids, grades))
    assert sum(ranks) / len(ranks) >= MRR_FLOOR
    assert sum(gains) / len(gains) >= NDCG_FLOOR


FILLING = "本报讯，记者从有关部门获悉，各项工作正在有序推进之中。"


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("签约", Document("b", "项目签约", FILLING), Document("w", "项目推进", FILLING + "现场签约。")),
        ("市长", Document("b", "走访", "市长走访企业。"), Document("w", "走访", "在城市长大的人走访企业。")),
        (
            "磷酸铁锂 投产",
            Document("b", "报道", "磷酸铁锂项目投产。" + FILLING * 4),
            Document("w", "报道", "磷酸铁锂项目。" + FILLING * 4 + "另一家企业投产。"),
        ),
        (
            "招商引资大会",
            Document("b", "全市招商引资大会召开", FILLING),
            Document("w", "全市大会召开", "会上谈到招商引资。" + FILLING),
        ),
        (
            "总投资 五亿元",
            Document("b", "报道", "该项目总投资五亿元。" + FILLING),
            Document("w", "报道", "总投资未知，此前有五亿元到位。" + FILLING),
        ),
    ],
)
@pytest.mark.parametrize("engine", search.ENGINES)
def test_the_better_of_two(
    engine: str, query: str, better: Document, worse: Document, tmp_path: Path
) -> None:
    others = [Document(f"o{i}", "天气", "今天有雨。" + FILLING) for i in range(20)]
    with search.rebuild(tmp_path, engine, [worse, better, *others]) as index:
        hits = list(index.search(query).hits)
    assert [hit.uid for hit in hits] == ["b", "w"]
    assert hits[0].score > hits[1].score


@pytest.mark.parametrize("engine", search.ENGINES)
def test_fresh_articles_gain_on_request(engine: str, tmp_path: Path) -> None:
    old = Document("old", "签约签约签约", "签约", published_at=datetime(2012, 5, 1, tzinfo=CST))
    new = Document("new", "现场签约仪式", "签约", published_at=datetime(2024, 5, 1, tzinfo=CST))
    with search.rebuild(tmp_path, engine, [new, old]) as index:
        assert [hit.uid for hit in index.search("签约").hits] == ["old", "new"]
        assert [hit.uid for hit in index.search("签约", fresh=True).hits] == ["new", "old"]


@pytest.mark.parametrize("query", ["*", "date:2024", "place:湖北 OR source:demo-gov"])
def test_without_words_the_newest_come_first(demo_index: Index, query: str) -> None:
    times = [hit.published_at for hit in demo_index.search(query, limit=0, group=False).hits]
    assert times == sorted(times, reverse=True)


def test_date_order_is_newest_first_and_scores_never_rise(demo_index: Index) -> None:
    times = [hit.published_at for hit in demo_index.search("招商", sort="date", limit=0, group=False).hits]
    assert times == sorted(times, reverse=True)
    scores = [hit.score for hit in demo_index.search("项目 招商", limit=0, group=False).hits]
    assert len(scores) > 30
    assert scores == sorted(scores, reverse=True)


@LAW
@given(
    st.lists(st.floats(0.01, 20), min_size=READ, max_size=READ + 40).map(
        lambda scores: sorted(scores, reverse=True)
    )
)
def test_no_score_rises_by_rounding(scores: list[float]) -> None:
    # What is read is worth less than it seemed, and what is not read must not be above it.
    ranked = (Read(score, Document("a", "报道", "在城市长大")) for score in scores)
    shown = [item.score for item in reordered(Word("市长", None), ranked)]
    assert shown == sorted(shown, reverse=True)
