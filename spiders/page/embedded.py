"""Bodies that a page keeps in a script, for its own JavaScript to draw.

Sites that are drawn in the browser send the article as a string of HTML inside JSON (``"content":"<p>…"``), in
``__NEXT_DATA__``, ``window.__INITIAL_STATE__`` and the like. The longest such string is the body.
"""

from __future__ import annotations

import json
import re

from spiders.body.fragment import Body, looks_like_markup, read_markup
from spiders.page.document import Document

# "content":"<p>…"   "contentHtml": "\u003cp\u003e…"   articleContent:"…"
_KEY = re.compile(r"[\"']?\b\w{0,20}(?:content|body|html|detail|text)\w{0,10}[\"']?\s*:\s*\"", re.I)
_STRING_END = re.compile(r"(?<!\\)(?:\\\\)*\"")
_LONGEST = 1_000_000
_MOST_KEYS = 500
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 80
"""Fewer Han characters than this are a notice or a teaser."""


def embedded_body(doc: Document) -> Body | None:
    """The article's text in the page's scripts, or None if no string there reads like one."""
    scripts = doc.scripts
    best = ""
    for count, key in enumerate(_KEY.finditer(scripts)):
        if count == _MOST_KEYS:
            break
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
    if not best:
        return None
    body = read_markup(best, doc.base_url)
    return body if len(_HAN.findall(body.text)) >= _LEAST_HAN else None
