"""Documents as bytes, as an index keeps them to show hits without asking the archive."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import Any

from search.documents import Document

_DOCUMENT = tuple(field.name for field in dataclasses.fields(Document))
_TUPLES = ("places", "amounts", "stages")  # JSON makes lists of them
_TIME = "published_at"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def freeze(document: Document) -> bytes:
    """The document as it is kept: JSON, because nothing read from disk should be a pickle."""
    values: list[Any] = [getattr(document, name) for name in _DOCUMENT]
    if document.published_at:
        values[_DOCUMENT.index(_TIME)] = document.published_at.isoformat()
    return _ENCODER.encode(values).encode()


def thaw(data: bytes) -> Document:
    """Read back what `freeze` wrote."""
    values: dict[str, Any] = dict(zip(_DOCUMENT, json.loads(data), strict=True))
    for name in _TUPLES:
        values[name] = tuple(values[name])
    if values[_TIME]:
        values[_TIME] = datetime.fromisoformat(values[_TIME])
    return Document(**values)
