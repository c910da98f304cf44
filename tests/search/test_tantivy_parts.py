"""What the tantivy engine does with phrases that many articles have, here with a few that count as many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from search import Document, Index, rebuild
from search.engines.tantivy import translating
from search.syntax import quoted
from tests.search.cases import DOCUMENTS, build
from tests.search.strategies import LAW, substrings
from zscrawl.text import squash


@pytest.fixture(scope="module")
def all_frequent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index in which every phrase and every word counts as frequent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translating, "FREQUENT", 1)
        with build(tmp_path_factory.mktemp("frequent") / "index", "tantivy") as index:
            yield index


@LAW
@given(text=substrings())
def test_frequent_phrases_are_found_where_they_are(all_frequent: Index, text: str) -> None:
    results = all_frequent.search(quoted(text), limit=0, group=False)
    wanted = squash(text)
    expected = [d.uid for d in DOCUMENTS if wanted in squash(d.title) or wanted in squash(d.body)]
    assert sorted(hit.uid for hit in results.hits) == sorted(expected)


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("招商引", {"word", "traditional", "elsewhere"}),
        ("商引资", {"word", "traditional", "behind"}),
        ("招商引资工", {"traditional"}),
        ("招商引资", {"word", "traditional"}),
        ("商引", {"word", "traditional", "elsewhere", "behind", "apart"}),
    ],
)
def test_a_phrase_is_found_within_words_and_elsewhere(
    phrase: str, found: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "FREQUENT", 1)
    titles = {
        "word": "全市招商引资大会",
        "traditional": "招商引資工作",
        "elsewhere": "招商引来企业",
        "behind": "客商引资",
        "apart": "招商与客商引路，引资",
    }
    with rebuild(tmp_path, "tantivy", [Document(uid, title) for uid, title in titles.items()]) as index:
        assert {hit.uid for hit in index.search(quoted(phrase)).hits} == found
