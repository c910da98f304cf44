"""One article in, its facts out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from promotion import relevance as _relevance
from promotion.normal import normalise
from zscrawl.items import Facts
from zscrawl.text import fold

EXTRACTOR_VERSION = "1"


def read_facts(
    text: str,
    *,
    title: str | None = None,
    published_at: datetime | str | None = None,
    region: str | None = None,
) -> Facts:
    """Draw the facts from one article."""
    normal = normalise(text)
    score = _relevance.relevance(normal.text, fold(title) if title else None)
    return Facts(relevant=score >= _relevance.BORDER, relevance=score)


def facts_json(facts: Facts) -> dict[str, Any]:
    """``facts`` as the JSON object that ``zscrawl facts`` prints (without the ``id``)."""
    return asdict(facts)
