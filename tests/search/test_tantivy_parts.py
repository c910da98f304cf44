"""What only the tantivy engine does: common words as terms, single characters, members of clusters that are read.

Limits that are meant for large indexes are lowered, so that a few articles reach them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from search import Document, Index, rebuild
from search.engines.tantivy import common, translating
from search.engines.tantivy.common import Common
from search.syntax import Query, quoted
from tests.search.cases import DOCUMENTS, build
from tests.search.strategies import LAW, QUERIES, substrings
from zscrawl.errors import SearchError
from zscrawl.text import squash


@pytest.fixture(scope="module")
def all_frequent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index in which every phrase counts as frequent, and that has learned from its first articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translating, "FREQUENT", 1)
        patch.setattr(common, "SAMPLE", 20)
        with build(tmp_path_factory.mktemp("frequent") / "index", "tantivy") as index:
            yield index


def found(index: Index, text: str) -> set[str]:
    return {hit.uid for hit in index.search(quoted(text), limit=0, group=False).hits}


def having(text: str) -> set[str]:
    wanted = squash(text)
    return {d.uid for d in DOCUMENTS if wanted in squash(d.title) or wanted in squash(d.body)}


# --- common words and characters -----------------------------------------------------------------------------


@LAW
@given(text=substrings())
def test_frequent_phrases_are_found_where_they_are(all_frequent: Index, text: str) -> None:
    assert found(all_frequent, text) == having(text)


def test_what_is_common_and_what_is_within_it_is_found_where_it_is(all_frequent: Index) -> None:
    (file,) = all_frequent.path.glob(f"data-*/{common.FILE}")
    known = common.read(file.parent)
    assert known
    assert known.words
    assert known.characters
    for term in (*known.words, *known.characters):
        for part in {term, term[1:] or term, term[:-1] or term}:
            assert found(all_frequent, part) == having(part)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("招商引", {"word", "traditional", "elsewhere"}),
        ("商引资", {"word", "traditional", "behind"}),
        ("招商引资工", {"traditional"}),
        ("招商引资", {"word", "traditional"}),
        ("商引", {"word", "traditional", "elsewhere", "behind", "apart"}),
        ("资", {"word", "traditional", "behind", "apart"}),
        ("企", {"elsewhere"}),
    ],
)
def test_a_phrase_is_found_within_common_words_and_elsewhere(
    phrase: str, expected: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = {
        "word": "全市招商引资大会",
        "traditional": "招商引資工作",
        "elsewhere": "招商引来企业",
        "behind": "客商引资",
        "apart": "招商与客商引路，引资",
    }
    monkeypatch.setattr(translating, "FREQUENT", 1)
    monkeypatch.setattr(common, "SAMPLE", len(titles))
    monkeypatch.setattr(
        common, "find_common", lambda sample: Common(("招商引资", "全市招商引资"), frozenset("资"))
    )
    with rebuild(tmp_path, "tantivy", [Document(uid, title) for uid, title in titles.items()]) as index:
        assert found(index, phrase) == expected


def test_common_is_what_many_articles_have() -> None:
    subject = [Document(f"zs{n}", "签约", f"{n}家：招商引资工作，营商环境") for n in range(20)]
    others = [Document(f"no{n}", "天气", "晴天") for n in range(40)]
    assert common.find_common(subject + others) == Common(("招商引资",), frozenset("天气晴"))


def test_an_index_stays_with_the_terms_that_it_began_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "SAMPLE", 2)
    first = [Document("zs1", "襄阳招商引资"), Document("zs2", "随州招商引资")]
    later = [Document(f"zs{n}", f"第{n}次营商环境大会") for n in range(3, 9)]
    with rebuild(tmp_path, "tantivy", first) as index:
        (directory,) = tmp_path.glob("data-*")
        learned = common.read(directory)
        assert learned
        with index.writer() as writer:
            writer.delete(["zs1", "zs2"])
        with index.writer() as writer:
            writer.put(later)
        assert common.read(directory) == learned
        assert len(found(index, "营商环境大会")) == len(later)
        index.verify()


@pytest.mark.parametrize("harm", [None, b"", b'["', b"3"])
def test_without_its_common_terms_an_index_answers_rightly_or_not_at_all(
    harm: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "SAMPLE", 2)
    monkeypatch.setattr(translating, "FREQUENT", 1)
    rebuild(tmp_path, "tantivy", [Document("zs1", "襄阳招商引资"), Document("zs2", "随州招商引资")]).close()
    (file,) = tmp_path.glob(f"data-*/{common.FILE}")
    file.unlink()
    if harm is not None:
        file.write_bytes(harm)
        with pytest.raises(SearchError, match=r"damaged.*zscrawl reindex"):
            search.open_index(tmp_path, "tantivy")
        return
    with search.open_index(tmp_path, "tantivy") as index:
        with index.writer() as writer:
            writer.put([Document("zs3", "宜昌招商引资"), Document("zs4", "天气")])
        assert found(index, "招商引资") == found(index, "商引资") == {"zs1", "zs2", "zs3"}


def test_of_two_articles_with_one_uid_in_a_large_build_the_later_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "SAMPLE", 10)  # from here on several threads write
    documents = [Document(f"zs{n % 50}", f"第{n // 50}版", "正文") for n in range(500)]
    with rebuild(tmp_path, "tantivy", documents) as index:
        assert index.search("*").total == 50
        assert index.search("第9版").total == 50


# --- single characters --------------------------------------------------------------------------


@settings(LAW, max_examples=12)  # each builds an index
@given(characters=st.lists(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30, unique=True))
def test_any_single_character_is_found_where_it_is(
    characters: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = {f"zs{n}": "".join(characters[: n + 1]) for n in range(len(characters))}
    path = tmp_path_factory.mktemp("characters") / "index"
    with rebuild(path, "tantivy", [Document(uid, text, text) for uid, text in texts.items()]) as index:
        for character in characters:
            wanted = squash(character)
            assert found(index, character) == {uid for uid, text in texts.items() if wanted in squash(text)}


@pytest.mark.parametrize("character", "\\.+*?()|[]{}^$\"'-&~#/<>@:!")
def test_a_character_of_a_pattern_means_itself(character: str, tmp_path: Path) -> None:
    titles = {"alone": character, "first": f"{character}号", "last": f"号{character}", "none": "一号"}
    with rebuild(tmp_path, "tantivy", [Document(uid, title) for uid, title in titles.items()]) as index:
        assert found(index, character) == {"alone", "first", "last"}


# --- titles that say more than the body -----------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("招商", {"title", "body", "both", "apart"}),
        ("title:招商", {"title", "both", "apart"}),
        ("body:招商", {"body", "both"}),
        ('body:"招商引资"', {"body", "both"}),
        ('"招商引资"', {"title", "body", "both"}),
        ('title:"商引资"', {"title", "both"}),
        ('body:"商引资"', {"body", "both"}),
        ('body:"引"', {"body", "both", "apart"}),
        ('body:"招"', {"body", "both"}),
        ('body:"会"', {"body", "apart"}),
        ('body:"大会" OR title:大会', {"title", "both", "apart"}),
        ("招商 -body:招商", {"title", "apart"}),
        ("body:ai", {"both"}),
        ("ai", {"title", "both"}),
        ("body:a*", {"both", "apart"}),
        ('"资大会"', {"title", "both"}),
        ('"会资"', set()),
    ],
)
@pytest.mark.parametrize("learned", [Common(), Common(("招商引资",), frozenset("引会"))])
def test_what_is_in_the_title_only_is_not_in_the_body(
    query: str, expected: set[str], learned: Common, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "FREQUENT", 1)
    monkeypatch.setattr(common, "SAMPLE", 4)
    monkeypatch.setattr(common, "find_common", lambda sample: learned)
    texts = {
        "title": ("招商引资大会 ai", "资料"),
        "body": ("会", "全市招商引资会"),
        "both": ("招商引资大会", "招商引资的ai"),
        "apart": ("招商大会", "引来资金会 aid"),
    }
    with rebuild(tmp_path, "tantivy", [Document(uid, *text) for uid, text in texts.items()]) as index:
        assert {hit.uid for hit in index.search(query, limit=0, group=False).hits} == expected


# --- reprints -----------------------------------------------------------------------------------


@LAW
@given(query=QUERIES)
def test_of_reprints_those_that_match_are_counted(indexes: dict[str, Index], query: Query) -> None:
    index = indexes["tantivy"]
    clusters = {document.uid: document.cluster or document.uid for document in DOCUMENTS}
    matching = Counter(clusters[hit.uid] for hit in index.search(query, limit=0, group=False).hits)
    shown = {clusters[hit.uid]: hit.reprints + 1 for hit in index.search(query, limit=0).hits}
    assert shown == matching
