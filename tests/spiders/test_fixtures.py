"""The contract of every reader: each fixture page is read as its folder says, one test a field.

A folder holds ``page.html`` (the bytes as served), ``meta.json`` (``url headers fetched_at family``) and
``expected.json``: field → value. ``…_count`` expects the length of a list; times are ISO 8601. A fixture without a
``family`` in its meta tests that the family is recognised; with one, that it is recognised as the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import spiders
from zscrawl.items import Article, Page

FIXTURES = Path(__file__).parent / "fixtures"
FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/expected.json"))


def _json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


FIELDS = [(folder.name, field) for folder in FOLDERS for field in _json(folder / "expected.json")]


def _page(folder: Path) -> tuple[Page, str | None]:
    meta = _json(folder / "meta.json")
    page = Page(
        meta["url"],
        (folder / "page.html").read_bytes(),
        datetime.fromisoformat(meta["fetched_at"]),
        meta.get("headers", {}),
        meta.get("status", 200),
    )
    return page, meta.get("family")


@cache
def _read(name: str) -> Article:
    folder = FIXTURES / name
    page, family = _page(folder)
    return spiders.read(page, family=family, options=_json(folder / "meta.json").get("options", {}))


def _plain(value: Any) -> Any:
    """The value as JSON would hold it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(entry) for key, entry in asdict(value).items()}
    return value


def _matches(got: Any, expected: Any) -> bool:
    """Objects may pin only some of their keys."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return all(_matches(got.get(key), value) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(got, list):
        return len(got) == len(expected) and all(map(_matches, got, expected))
    return bool(got == expected)


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{name}-{field}" for name, field in FIELDS])
def test_field(name: str, field: str) -> None:
    article = _read(name)
    expected = _json(FIXTURES / name / "expected.json")[field]
    got = (
        len(getattr(article, field.removesuffix("_count")))
        if field.endswith("_count")
        else getattr(article, field)
    )
    assert _matches(_plain(got), expected), f"{field}: {_plain(got)!r}"


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_every_filled_field_says_how_it_was_found(name: str) -> None:
    article = _read(name)
    for field in ("title", "published_at", "authors", "editors", "origin", "section", "body", "links"):
        if getattr(article, field) and article.kind == "article":
            assert field in article.found_by, field


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_family_is_recognised(name: str) -> None:
    page, family = _page(FIXTURES / name)
    if family is None:
        pytest.skip("the fixture names no family")
    assert spiders.recognise(page) == family
