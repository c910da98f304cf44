"""The contract of every reader: each fixture page is read as its folder says, one test a field.

What a folder holds is said in `zscrawl.fixtures`. A fixture without a ``family`` in its meta tests that the family
is recognised; with one, that it is recognised as the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import spiders
from zscrawl.fixtures import find_fixtures, load_fixture, matches, read_fixture, value_of
from zscrawl.items import Article

FIXTURES = {
    folder.name: load_fixture(folder) for folder in find_fixtures([Path(__file__).parent / "fixtures"])
}
FIELDS = [(name, field) for name, fixture in FIXTURES.items() for field in fixture.expected]


@cache
def _read(name: str) -> Article:
    return read_fixture(FIXTURES[name])


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{name}-{field}" for name, field in FIELDS])
def test_field(name: str, field: str) -> None:
    article = _read(name)
    got = value_of(article, field)
    assert matches(got, FIXTURES[name].expected[field]), f"{field}: {got!r}"


@pytest.mark.parametrize("name", FIXTURES)
def test_every_filled_field_says_how_it_was_found(name: str) -> None:
    article = _read(name)
    for field in ("title", "published_at", "authors", "editors", "origin", "section", "body", "links"):
        if getattr(article, field) and article.kind == "article":
            assert field in article.found_by, field


@pytest.mark.parametrize("name", FIXTURES)
def test_family_is_recognised(name: str) -> None:
    fixture = FIXTURES[name]
    if fixture.family is None:
        pytest.skip("the fixture names no family")
    assert spiders.recognise(fixture.page) == fixture.family
