"""Markup → tree: any text is parsed, its nesting bounded, so that no later traversal can be blown up by a page."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

MAX_DEPTH = 200
"""Elements nested deeper than this are unwrapped before parsing; libxml2 stops at 256. Real pages stay below 100."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip


def parse_html(text: str, encoded: bytes | None = None) -> HtmlElement:
    """Parse any text as an HTML document, nesting bounded. Never raises; nothing to parse gives an empty ``html``.

    ``encoded`` is the text in UTF-8, where that is at hand.
    """
    if not text or text.isspace():
        return _empty()
    root, too_deep = _parse(_encode(text) if encoded is None else encoded)
    if root is None:  # nothing but comments
        root, too_deep = _parse(_encode(f"<html><body>{text}</body></html>"))
    if too_deep or root is None:
        root, _ = _parse(_encode(_flatten(text)))
    return _empty() if root is None else _whole(root)


def _whole(root: HtmlElement) -> HtmlElement:
    """A page may go on after its ``</html>`` (a header file that is a document of its own): libxml2 puts what follows
    under further roots, which no walk down from the first one would meet.
    """
    for further in list(root.itersiblings("html")):
        root.append(further)
    return root


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _parse(source: bytes) -> tuple[HtmlElement | None, bool]:
    # Bytes, not str: a str with an XML encoding declaration is refused by lxml.
    # Plain elements: lxml.html's own classes take three times as long to walk and are not needed.
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root = etree.fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    # Without huge_tree libxml2 stops at its depth and length limits and says so; then the text is flattened.
    fatal = any(error.level_name == "FATAL" for error in parser.error_log)
    return root, fatal


def _empty() -> HtmlElement:
    return etree.fromstring("<html><body></body></html>", parser=etree.HTMLParser())


def _flatten(text: str) -> str:
    """Drop tags nested deeper than `MAX_DEPTH` and over-long tags; their text stays. One linear pass."""
    pieces: list[str] = []
    depth = last = 0
    for tag in _TAG.finditer(text):
        pieces.append(text[last : tag.start()])
        last = tag.end()
        closing, name = tag[1], tag[2].lower()
        if len(tag[0]) > 100_000:
            pieces.append("" if closing else f"<{name}>")
        elif name in _VOID:
            pieces.append(tag[0])
            continue
        elif closing:
            if depth <= MAX_DEPTH:
                pieces.append(tag[0])
            depth = max(0, depth - 1)
            continue
        elif depth < MAX_DEPTH:
            pieces.append(tag[0])
        depth += name not in _VOID and not tag[0].endswith("/>")
    pieces.append(text[last:])
    return "".join(pieces)
