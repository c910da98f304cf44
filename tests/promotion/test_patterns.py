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
    "[新开][^,]{2}节|开",
    "(?:新|开工?){2,3}设",
    "新(?:开|)工?|(?<=工)设施",
    "(?i:a)个|施.",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="新签约投产率集中开工两二3个设施主要其包括如今年月节项目-]^a,。", max_size=40))
def test_quick_finds_what_the_plain_pattern_finds(pattern: str, text: str) -> None:
    plain = [(m.span(), m.groups()) for m in re.finditer(pattern, text)]
    assert [(m.span(), m.groups()) for m in quick(pattern).finditer(text)] == plain


@pytest.mark.parametrize(
    ("pattern", "ahead"),
    [
        ("新?签约|投产", "[投新签][产签约]"),
        ("新?开|投产", "[开投新]"),  # after 开 anything may come
        ("新?开[^,]节|新?投[^,]节", "[开投新]"),
        ("(?:新?开工)+", "[开新][工开]"),
    ],
)
def test_the_look_ahead_holds_the_first_characters_of_each_alternative(pattern: str, ahead: str) -> None:
    assert guarded(pattern) == f"(?={ahead})(?:{pattern})"


@pytest.mark.parametrize("pattern", ["[^,]+节", ".开工", "(?:项目)?", r"(a)?\1b"])
def test_no_look_ahead_where_a_match_can_begin_with_anything(pattern: str) -> None:
    assert guarded(pattern) == f"(?:{pattern})"


@pytest.mark.parametrize("pattern", ["开工|投产", "(?P<stage>开工|投产)", "[开动]工", "开?"])
def test_no_look_ahead_where_the_search_skips_by_itself(pattern: str) -> None:
    assert guarded(pattern) == f"(?:{pattern})"
