"""Fixture folders: a page, its circumstances, and what must be read from it.

- ``page.html``: the bytes as served
- ``meta.json``: ``url headers fetched_at family``, where needed ``status`` and ``options``
- ``expected.json``: field of the article → value; ``…_count`` → the length of a list

A fixture without a ``family`` is read as the family whose marks it carries. The contract test
(tests/spiders/test_fixtures.py) runs over every folder, one test a field. Only pages of your own writing, or that you
may publish, belong in the repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from spiders import read
from zscrawl.errors import ConfigError, ReadError
from zscrawl.items import FAMILIES, Article, Page

# The page's own address, said in meta.json; and how fields were found, which may improve.
_UNPINNED = ("url", "canonical_url", "found_by")
FIELDS = tuple(spec.name for spec in fields(Article) if spec.name not in _UNPINNED)
"""What a fixture can pin."""
_COUNT = "_count"
_HEADERS = ("content-type",)
"""Headers that readers look at. Others (cookies, server names) are nobody's business and stay out of the folder."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Fixture:
    """One folder, loaded."""

    name: str
    page: Page
    family: str | None
    options: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)


def load_fixture(folder: Path) -> Fixture:
    """Read a folder. Raises ReadError that names the file and what is wrong with it."""
    meta, expected = _json(folder / "meta.json"), _json(folder / "expected.json")
    try:
        page = Page(
            meta["url"],
            _bytes(folder / "page.html"),
            datetime.fromisoformat(meta["fetched_at"]),
            meta.get("headers", {}),
            meta.get("status", 200),
        )
    except KeyError as error:
        raise ReadError(f"{folder / 'meta.json'} has no {error}; add it") from None
    except (TypeError, ValueError):
        raise ReadError(
            f"{folder / 'meta.json'}: 'fetched_at' is no time; write 2024-03-05T10:00:00+08:00"
        ) from None
    family = meta.get("family")
    if family is not None and family not in FAMILIES:
        raise ReadError(f"{folder / 'meta.json'}: no family '{family}'; use one of: {', '.join(FAMILIES)}")
    for key in expected:
        if key.removesuffix(_COUNT) not in FIELDS:
            raise ReadError(f"{folder / 'expected.json'}: no field '{key}'; use one of: {', '.join(FIELDS)}")
    return Fixture(folder.name, page, family, meta.get("options", {}), expected)


def read_fixture(fixture: Fixture) -> Article:
    """What today's reader says of the page."""
    return read(fixture.page, family=fixture.family, options=fixture.options)


def mismatches(fixture: Fixture, article: Article) -> Iterator[tuple[str, Any, Any]]:
    """Fields that are not as expected: ``(field, expected, read)``."""
    for key, expected in fixture.expected.items():
        got = value_of(article, key)
        if not matches(got, expected):
            yield key, expected, got


def value_of(article: Article, key: str) -> Any:
    """A pinned field of ``article`` as JSON would hold it; ``images_count`` is the length of ``images``."""
    if key.endswith(_COUNT):
        return len(getattr(article, key.removesuffix(_COUNT)))
    return _plain(getattr(article, key))


def matches(got: Any, expected: Any) -> bool:
    """Equal, but an expected object may pin only some of its keys."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return all(matches(got.get(key), value) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(got, list):
        return len(got) == len(expected) and all(map(matches, got, expected))
    return bool(got == expected)


def expected_fields(article: Article) -> dict[str, Any]:
    """What a new fixture pins: the filled fields, and of an article also those that must stay empty."""
    always = ("kind", *(FIELDS if article.kind == "article" else ()))
    return {key: value_of(article, key) for key in FIELDS if key in always or getattr(article, key)}


def write_fixture(
    page: Page, name: str, root: Path, *, family: str | None = None, options: Mapping[str, str] | None = None
) -> tuple[Path, Article]:
    """Write the folder ``root/name`` for ``page``; that folder, and what the reader says, which is what is expected.

    Raises ConfigError if the name is not plain, the folder exists (a fixture is mended by hand, not by writing over)
    or cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(f"'{name}' is no name for a fixture; use small letters, digits, '_' and '-'")
    article = read(page, family=family, options=options or {})
    meta: dict[str, Any] = {
        "url": page.url,
        "headers": {key: page.headers[key] for key in _HEADERS if key in page.headers},
        "fetched_at": page.fetched_at.isoformat(),
        "family": family or article.family,
    }
    if page.status != 200:
        meta["status"] = page.status
    if options:
        meta["options"] = dict(options)
    folder = root / name
    try:
        folder.mkdir(parents=True)
        (folder / "page.html").write_bytes(page.body)
        _write_json(folder / "meta.json", meta)
        _write_json(folder / "expected.json", expected_fields(article))
    except FileExistsError:
        raise ConfigError(f"{folder} exists; choose another --name or remove it first") from None
    except OSError as error:
        raise ConfigError(f"cannot write {folder}: {error.strerror}; choose another --to") from None
    return folder, article


def find_fixtures(paths: list[Path]) -> list[Path]:
    """The fixture folders among ``paths`` and directly below them, by name. Raises ReadError where there are none."""
    folders: list[Path] = []
    for path in paths:
        found = (
            [path]
            if (path / "meta.json").exists()
            else sorted(one.parent for one in path.glob("*/meta.json"))
        )
        if not found:
            raise ReadError(f"{path} holds no fixture; 'zscrawl fixture add' writes one")
        folders += found
    return folders


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(entry) for key, entry in asdict(value).items()}
    return value


def _json(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(_bytes(path))
    except ValueError as error:
        raise ReadError(f"{path} is not valid JSON: {error}; mend it") from None
    if not isinstance(loaded, dict):
        raise ReadError(f"{path} is no JSON object; write {{…}}")
    return loaded


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"cannot read {path}: {error.strerror}; a fixture has page.html, meta.json and expected.json"
        ) from None


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
