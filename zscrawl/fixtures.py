"""Fixture folders: a page, its circumstances, and what must be read from it.

``page.html`` the bytes as served · ``meta.json`` url, headers, fetched_at and family · ``expected.json`` field → value.
The contract test (tests/spiders/test_fixtures.py) runs over every folder, one test a field. Only pages of your own
writing, or that you may publish, belong in the repository.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from spiders import read
from zscrawl.errors import ConfigError
from zscrawl.items import Article, Page

# Fields that a fixture pins; the others follow from these or repeat them.
FIELDS = """
    kind family title subtitle published_at published_precision authors editors origin section script charset body
    next_page
""".split()
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def expected_fields(article: Article) -> dict[str, Any]:
    """What a fixture pins of ``article``: filled fields as JSON can hold them, counts for lists of things."""
    fields: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(article, name)
        if value:
            fields[name] = value.isoformat() if name == "published_at" else value
    for name in ("images", "attachments", "posts", "links"):
        if getattr(article, name):
            fields[f"{name}_count"] = len(getattr(article, name))
    return fields


def write_fixture(page: Page, name: str, root: Path, *, family: str | None = None) -> Path:
    """Write the folder ``root/name`` for ``page`` and return it; what the reader says now is what is expected.

    Raises ConfigError if the name is not plain or the folder exists: a fixture is mended by hand, not by writing over.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(f"'{name}' is no name for a fixture; use small letters, digits, '_' and '-'")
    folder = root / name
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise ConfigError(f"{folder} exists; choose another --name or remove it first") from None
    article = read(page, family=family)
    meta = {
        "url": page.url,
        "headers": dict(page.headers),
        "fetched_at": page.fetched_at.isoformat(),
        "family": family or article.family,
    }
    (folder / "page.html").write_bytes(page.body)
    _write_json(folder / "meta.json", meta)
    _write_json(folder / "expected.json", expected_fields(article))
    return folder


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
