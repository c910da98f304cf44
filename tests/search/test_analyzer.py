"""What the engines rely on in the terms of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analyzer
from tests.search.cases import PIECES
from tests.search.strategies import LAW
from zscrawl.text import fold, squash

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@LAW
@given(text=TEXTS)
def test_every_dictionary_word_in_a_text_is_among_its_words(text: str) -> None:
    squashed = squash(text)
    found = analyzer.words(squashed)
    for start in range(len(squashed)):
        for end in range(start + 3, min(len(squashed), start + 8) + 1):
            part = squashed[start:end]
            if analyzer.is_known(part):
                assert part in found


@LAW
@given(text=TEXTS)
def test_the_words_of_a_text_are_in_it(text: str) -> None:
    squashed = squash(text)
    assert all(word in squashed for word in analyzer.words(squashed))


@LAW
@given(text=TEXTS)
def test_grams_are_all_characters_and_pairs(text: str) -> None:
    squashed = squash(text)
    pairs = [squashed[i : i + 2] for i in range(len(squashed) - 1)]
    assert analyzer.pairs(squashed).split(" ") == (pairs or [""])
    counts = analyzer.grams(squashed)
    assert sum(counts.values()) == len(squashed) + len(pairs)


@LAW
@given(text=TEXTS)
def test_squashing_is_folding_and_dropping_white_space(text: str) -> None:
    assert analyzer.without_space(fold(text)) == squash(text)


@LAW
@given(text=TEXTS, start=st.integers(0, 60), length=st.integers(1, 12))
def test_the_pieces_of_a_phrase_are_terms_of_every_text_with_it(text: str, start: int, length: int) -> None:
    squashed = squash(text)
    phrase = squashed[start : start + length]
    if phrase:
        pieces, proof = analyzer.pieces(phrase)
        terms = {*analyzer.grams(squashed), *analyzer.words(squashed)}
        assert terms.issuperset(pieces)
        assert not proof or pieces == (phrase,)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("AI与5G，３.５亿", ["ai", "5g", "3.5"]),
        ("COVID-19 v1.2.3", ["covid", "19", "v1", "2.3"]),
        ("1,200万 1，200", ["1,200", "1,200"]),
        ("3.5g 3.", ["3", "5g", "3"]),
        ("Ünï ①", ["ünï", "1"]),
        ("招商引资", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert analyzer.tokens(fold(text)) == tokens


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("襄阳招商引资签约", [("襄阳", False), ("招商引资", False), ("签约", False)]),
        ("5g基站", [("5g", True), ("基站", False)]),
        ("3.5亿元", [("3.5", True), ("亿元", False)]),
    ],
)
def test_the_atoms_of_a_bare_word(text: str, atoms: list[tuple[str, bool]]) -> None:
    assert list(analyzer.atoms(text)) == atoms
