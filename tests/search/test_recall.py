"""Complete recall: an engine returns exactly the articles that the plainest reading of a query names."""

from __future__ import annotations

import pytest
from hypothesis import given

from search import ENGINES, Index, to_text
from search.syntax import Query, quoted
from tests.search.cases import DOCUMENTS
from tests.search.reference import matches, wide
from tests.search.strategies import LAW, LEAVES, QUERIES, substrings


def expected(query: Query) -> list[str]:
    return sorted(document.uid for document in DOCUMENTS if matches(query, document))


def found(index: Index, query: Query | str) -> list[str]:
    results = index.search(query, limit=0, group=False)
    uids = sorted(hit.uid for hit in results.hits)
    assert results.total == len(uids)
    return uids


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(query=QUERIES)
def test_an_engine_returns_what_the_query_means(indexes: dict[str, Index], engine: str, query: Query) -> None:
    assert found(indexes[engine], query) == expected(query)


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(text=substrings(), other=LEAVES)
def test_every_substring_as_a_quoted_phrase_finds_its_article(
    indexes: dict[str, Index], engine: str, text: str, other: Query
) -> None:
    wanted = [d.uid for d in DOCUMENTS if text in d.title or text in d.body]
    for spelling in (text, wide(text)):
        uids = found(indexes[engine], quoted(spelling))
        assert set(wanted) <= set(uids)
        # Whatever else is asked, the phrase does its part.
        rest = to_text(other)
        with_rest = found(indexes[engine], f"({quoted(spelling)} ({rest}))")
        without_rest = found(indexes[engine], f"{quoted(spelling)} NOT ({rest})")
        assert sorted(with_rest + without_rest) == uids


@LAW
@given(query=QUERIES)
def test_the_engines_agree_on_facets(indexes: dict[str, Index], query: Query) -> None:
    names = ("place", "source", "family", "month", "stage")
    counts = [index.search(query, facets=names).facets for index in indexes.values()]
    assert counts[0] == counts[1]
