"""Bodies that a page keeps in a script or a text area, for its own JavaScript to draw.

Sites that are drawn in the browser send the article as a string of HTML inside JSON (``"content":"<p>…"``), in
``__NEXT_DATA__``, ``window.__INITIAL_STATE__`` and the like. The longest such string is the body. Others send it
escaped in a ``<textarea class="article-content">``, with title and time in text areas beside it, or have
it in their JSON-LD alone.
"""

from __future__ import annotations

import json
import re
from itertools import islice

from spiders.body.fragment import Body, looks_like_markup, read_markup
from spiders.body.weights import names_body
from spiders.fields.structured import json_ld
from spiders.page.document import Document

# "content":"<p>…"   "contentHtml": "\u003cp\u003e…"   articleContent:"…"
_KEY = re.compile(r"[\"']?\b\w{0,20}(?:content|body|html|detail|text)\w{0,10}[\"']?\s*:\s*\"", re.I)
_STRING_END = re.compile(r"(?<!\\)(?:\\\\)*\"")
_LONGEST = 1_000_000
_MOST_KEYS = 500
_MOST_AREAS, _LONGEST_NAME = 50, 100
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 80
"""Fewer Han characters than this are a notice or a teaser."""


def text_areas(doc: Document) -> dict[str, str]:
    """Class → text of the text areas that hold something, the first of each class; comment boxes are empty."""
    if "text areas" not in doc.facts:
        found: dict[str, str] = {}
        for area in doc.machine["textarea"][:_MOST_AREAS]:
            if text := (area.text or "").strip():
                found.setdefault((area.get("class") or "")[:_LONGEST_NAME], text[:_LONGEST])
        doc.facts["text areas"] = found
    kept: dict[str, str] = doc.facts["text areas"]
    return kept


def embedded_body(doc: Document) -> tuple[Body, str] | None:
    """The article's text in the page's text areas or scripts and which it was; None if nothing there reads like one."""
    areas = [text for name, text in text_areas(doc).items() if names_body(name) and looks_like_markup(text)]
    for how, text in (
        ("textarea", max(areas, key=len, default="")),
        ("script", _longest_string(doc.scripts)),
        ("json-ld", json_ld(doc).body[:_LONGEST]),
    ):
        if text:
            body = read_markup(text, doc.base_url) if looks_like_markup(text) else Body(_paragraphs(text))
            if len(_HAN.findall(body.text)) >= _LEAST_HAN:
                return body, how
    return None


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _longest_string(scripts: str) -> str:
    """The longest string of HTML with Chinese text in it that a script holds under a key like ``content``."""
    best = ""
    for key in islice(_KEY.finditer(scripts), _MOST_KEYS):
        end = _STRING_END.search(scripts, key.end(), key.end() + _LONGEST)
        if end is None or end.end() - key.end() <= len(best):
            continue
        raw = scripts[key.end() - 1 : end.end()]
        if "u4e" not in raw and len(_HAN.findall(raw[:20_000])) < _LEAST_HAN:
            continue
        try:
            text = json.loads(raw, strict=False)
        except ValueError:
            continue
        if looks_like_markup(text) and len(text) > len(best):
            best = text
    return best
