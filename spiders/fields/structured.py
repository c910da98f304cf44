"""What a page says of itself for machines: JSON-LD and the dates that its scripts carry."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from spiders.page.document import Document

_LONGEST = 300_000
_MOST_NODES = 2000
_ARTICLE_TYPE = re.compile(r"article|posting|report|webpage", re.I)
_CONTROL = re.compile(r"[\x00-\x1f]")
# "newsTime":"2024-01-25 18:03:35"   publish_time = '1716193079'   var pubDate = "2024/05/20"
_SCRIPT_VALUE = (
    r"[\"']?\s*[:=]\s*[\"']?"
    r"(\d{10}(?:\d{3})?(?!\d)|(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}[^\"'<>,;}]{0,20})"
)
_PUBLISHED_KEY = re.compile(
    r"\b(?:publish(?:ed)?_?(?:time|date|at)|pub_?(?:time|date)|news_?time|date_?published|ptime)"
    + _SCRIPT_VALUE,
    re.I,
)
_CREATED_KEY = re.compile(
    r"\b(?:(?:post|release)_?(?:time|date)|create_?(?:time|d_?at|date))" + _SCRIPT_VALUE, re.I
)

# "2022-05-06 17:30:12"
_QUOTED_DATE = re.compile(r"[\"'](((?:19|20)\d\d-\d{1,2}-\d{1,2})(?: \d{1,2}:\d\d(?::\d\d)?)?)[\"']")
_LONGEST_WRITER = 3000
"""Characters of a script that writes one line."""


@dataclass(slots=True)
class Structured:
    """The values of the page's JSON-LD that are used; empty where it has none."""

    headline: str = ""
    published: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    body: str = ""
    """``articleBody``: paragraphs parted by newlines, or HTML."""


def json_ld(doc: Document) -> Structured:
    """Read the page's JSON-LD (once; kept with the document); broken JSON is passed over."""
    kept = doc.facts.get("json-ld")
    if isinstance(kept, Structured):
        return kept
    found = doc.facts["json-ld"] = Structured()
    for node in _nodes(doc):
        kind = str(node.get("@type") or "")
        headline = node.get("headline") or (node.get("title") if "pubDate" in node else None)
        if not (headline or _ARTICLE_TYPE.search(kind)):
            continue
        found.headline = found.headline or _text(headline)
        found.published = found.published or _text(node.get("datePublished") or node.get("pubDate"))
        body = node.get("articleBody")
        found.body = found.body or (body if isinstance(body, str) else "")
        found.authors = found.authors or [name for name in map(_name, _each(node.get("author"))) if name]
        found.publisher = found.publisher or next(
            (n for n in map(_name, _each(node.get("publisher"))) if n), ""
        )
    return found


def script_date(doc: Document, *, created: bool = False) -> str | None:
    """The value of the key in inline scripts that is named like a publishing time (or like a creation time).

    Scripts that name several days tell of several things, and say nothing of the page: then None.
    """
    pattern = _CREATED_KEY if created else _PUBLISHED_KEY
    values = [match[1] for match in islice(pattern.finditer(doc.scripts), _MOST_NODES)]
    return values[0] if len({value[:8] for value in values}) == 1 else None


def written_date(doc: Document) -> str | None:
    """The date that an inline script writes into the page (``var tm = "2022-05-06 17:30:12"; document.write(tm)``).

    Where such scripts hold several days, None.
    """
    days: dict[str, str] = {}
    for script in doc.script_elements:
        source = script.text or ""
        if len(source) <= _LONGEST_WRITER and "document.write" in source:
            for found in islice(_QUOTED_DATE.finditer(source), _MOST_NODES):
                days.setdefault(found[2], found[1])
    return next(iter(days.values())) if len(days) == 1 else None


def _nodes(doc: Document) -> Iterator[dict[str, Any]]:
    queue: deque[Any] = deque()
    for script in doc.script_elements:
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = (script.text or "")[:_LONGEST]
        try:
            queue.append(json.loads(_CONTROL.sub(" ", text)))
        except (ValueError, RecursionError):
            continue
    for _ in range(_MOST_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, list):
            queue.extend(node[:100])
        elif isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _each(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str:
    return " ".join(value.split())[:500] if isinstance(value, str) else ""
