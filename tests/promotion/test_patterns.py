"""A quick pattern finds what the plain one finds, and skips what cannot begin a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotion.text.patterns import guarded, quick

PATTERNS = [
    "新?签约|投产(?!率)|(?:集中)?开工",
    r"(?P<a>[两二三]+|\d{1,3})个|(?<!设)施工",
    r"(?:^|(?<=[。,]))(?:主要|其中)?(?:包括|如)",
    r"(?=今年|\d)(?:今年)?\d*月",
    "[^,]{2,3}节|开工",
    "(?:项目)*",
    r"-|\]|\^a",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="新签约投产率集中开工两二3个设施主要其包括如今年月节项目-]^a,。", max_size=40))
def test_quick_finds_what_the_plain_pattern_finds(pattern: str, text: str) -> None:
    plain = [(m.span(), m.groups()) for m in re.finditer(pattern, text)]
    assert [(m.span(), m.groups()) for m in quick(pattern).finditer(text)] == plain


def test_the_look_ahead_holds_the_first_character_of_each_alternative() -> None:
    assert guarded("新?签约|投产").startswith("(?=[投新签])")


@pytest.mark.parametrize("pattern", ["[^,]+节", ".开工", "(?:项目)?", r"(a)?\1b"])
def test_no_look_ahead_where_a_match_can_begin_with_anything(pattern: str) -> None:
    assert guarded(pattern) == f"(?:{pattern})"
