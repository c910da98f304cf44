"""The record that Founder's systems print into their pages as a comment.

It looks like ``<!--enpproperty <date>2023-02-11 …</date><title>…</title>… /enpproperty-->``. Three kinds exist: of
an article of a newspaper (``paperid``), of a newspaper page (``founder-type`` 2), and of an article of the web CMS
翔宇 (``nodeid`` alone). Field names are Founder's.
"""

from __future__ import annotations

import re
from html import unescape

from spiders.page.document import Document

_START, _END = "<!--enpproperty", "/enpproperty-->"
_MAX_LENGTH = 60_000
"""Longer than any real record (abstracts included)."""

_FIELDS = (
    "title", "subtitle", "introtitle", "date", "author", "sourcename", "liability", "nodename", "url", "keyword",
    "paperid", "paperarticleid", "papername", "articleid", "siteid",
    "founder-date", "founder-papername", "founder-pagenum", "founder-type", "founder-title", "founder-author",
    "founder-subtitle", "founder-introtitle",
)  # fmt: skip
_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"<(?:br|/p)\b[^<>]{0,100}>\s*", re.I)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")


class FounderRecord:
    """Fields of one record as plain text; a field that is missing, empty or the word ``null`` is ``""``."""

    def __init__(self, fields: dict[str, str]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name) or self._fields.get(f"founder-{name}", "")

    def __bool__(self) -> bool:
        return bool(self._fields)

    @property
    def is_newspaper_page(self) -> bool:
        """Does the record describe a page of a newspaper, not an article?"""
        return self["type"] == "2" or self._fields.get("founder-type") == "2"

    @property
    def is_newspaper(self) -> bool:
        """Is it the newspaper system's (whose clock times mean nothing), not the web CMS's?"""
        return any(self[name] for name in ("paperid", "paperarticleid", "papername", "founder-date"))


def founder_record(doc: Document) -> FounderRecord:
    """The page's record; an empty one if it has none."""
    text = doc.text
    start = text.find(_START)
    if start < 0:
        return FounderRecord({})
    end = text.find(_END, start)
    record = text[start + len(_START) : min(end if end > 0 else len(text), start + _MAX_LENGTH)]
    fields = {}
    for name in _FIELDS:
        opened = record.find(f"<{name}>")
        closed = record.find(f"</{name}>", opened) if opened >= 0 else -1
        if closed > 0 and (value := _plain(record[opened + len(name) + 2 : closed])):
            fields[name] = value
    return FounderRecord(fields)


def _plain(markup: str) -> str:
    """Text of a field, its lines kept: a title may be set in two lines."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", markup)))
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    text = "\n".join(line for line in lines if line)
    return "" if text in ("null", "无") else text
