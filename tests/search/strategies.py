"""Hypothesis strategies: queries of every kind over the words of the test documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from search.syntax import (
    NAME_FIELDS,
    TEXT_FIELDS,
    Amounts,
    Dates,
    Everything,
    Name,
    Not,
    Phrase,
    Prefix,
    Query,
    Relevant,
    Word,
    conjunction,
    disjunction,
)
from tests.search.cases import DOCUMENTS, PIECES
from zscrawl.text import fold

LAW = settings(deadline=None, max_examples=60)
FIELDS = st.sampled_from((None, None, None, *TEXT_FIELDS))
TEXTS = [text for document in DOCUMENTS for text in (document.title, document.body) if text]


@st.composite
def substrings(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.integers(1, 12))]


def ranges(bounds: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    """Both ends in order, or one of them open."""
    closed = st.tuples(bounds, bounds).map(lambda ends: (min(ends), max(ends)))
    return st.one_of(closed, bounds.map(lambda low: (low, None)), bounds.map(lambda high: (None, high)))


WORDS = st.sampled_from([p for p in map(fold, PIECES) if p.isalnum()])
DAYS = st.dates(date(2020, 12, 1), date(2024, 2, 1))
YUAN = st.integers(0, 10**11)
NAMES = {
    "source": ["daily", "gov", "absent"],
    "family": ["epaper"],
    "place": ["襄阳", "襄阳市", "420600", "420000", "420606", "100000", "430200", "城"],
    "stage": ["签约", "开工"],
    "kind": ["article", "list"],
    "uid": ["zs3-1", "zs3-59"],
}
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.just(Everything()),
    st.builds(Phrase, substrings().map(fold), FIELDS),
    st.builds(Word, WORDS, FIELDS),
    st.builds(Prefix, WORDS, FIELDS),
    st.sampled_from(NAME_FIELDS).flatmap(lambda f: st.builds(Name, st.just(f), st.sampled_from(NAMES[f]))),
    st.builds(Relevant, st.booleans()),
    ranges(DAYS).map(lambda ends: Dates(*ends)),
    ranges(YUAN).map(lambda ends: Amounts(*ends)),
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(conjunction, st.lists(inner, min_size=1, max_size=3)),
        st.builds(disjunction, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)
