"""Links to other articles that stand at the end of a text's own element, whatever the heading above them says.

Templates put a row of headlines below the text, inside the element that they name as the text's. They are told by
their form: several lines in a row, the last of the element, each of which is one link with a headline and at most a
date. Files to download are linked in the same way, and stay.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from spiders.body.trim import is_tail
from spiders.page.attributes import HREF
from spiders.page.document import text_of
from spiders.page.outline import is_hidden

_LEAST_ROWS = 3
_MOST_ROWS = 60
_SHORTEST_HEADLINE = 8
_LONGEST_HEADING = 14
# 2024-05-20   [05-20]   ·   1.
_BESIDE_LINK = re.compile(r"[\W\d年月日]*")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv|caj)(?:$|[?#])|download", re.I)
_FILES_HEADING = re.compile(r"附\s?件|文件|下载|依据|[:：]$")
_SENTENCE = re.compile(r"[。！？；，]")
_SILENT = frozenset(("script", "style", "br", "hr", "noscript"))


def links_at_end(container: HtmlElement) -> tuple[HtmlElement, ...]:
    """The lines of links at the end of ``container`` and the heading above them; empty if there are no three."""
    if len(list(islice(container.iter("a"), _LEAST_ROWS))) < _LEAST_ROWS:
        return ()
    rows: list[HtmlElement] = []
    _collect(container, rows)
    if len({row.get(HREF) or next(row.iter("a")).get(HREF) for row in rows}) < _LEAST_ROWS:
        return ()
    above = _element_before(rows[-1], container)
    if above is None:
        return ()  # links are all that there is
    heading = text_of(above)
    if len(heading) > _LONGEST_HEADING or _SENTENCE.search(heading):
        return tuple(rows)
    return () if _FILES_HEADING.search(heading) else (*rows, above)


def _collect(element: HtmlElement, rows: list[HtmlElement]) -> bool:
    """Add the lines of links at the end of ``element`` to ``rows``, the last first; False where they begin."""
    for node in reversed(element):
        if node.tail and node.tail.strip():
            return False
        if not isinstance(node.tag, str) or node.tag in _SILENT or is_hidden(node):
            continue
        if len(rows) >= _MOST_ROWS:
            return False
        links = list(islice(node.iter("a"), 2))
        if not links:
            if (text := text_of(node)) and not is_tail(text):
                return False
        elif len(links) == 1:
            if not _is_row(node, links[0]):
                return False
            rows.append(node)
        elif not _collect(node, rows):
            return False
    return not (element.text or "").strip()


def _is_row(node: HtmlElement, link: HtmlElement) -> bool:
    href, headline = link.get(HREF) or "", text_of(link)
    if len(headline) < _SHORTEST_HEADLINE or _FILE.search(href) or not href or href[0] == "#":
        return False
    text = text_of(node)
    return (
        len(text) <= 2 * len(headline) + 20 and _BESIDE_LINK.fullmatch(text.replace(headline, "")) is not None
    )


def _element_before(row: HtmlElement, container: HtmlElement) -> HtmlElement | None:
    """The element that stands before ``row`` and has text."""
    node = row
    while node is not container:
        for sibling in node.itersiblings(preceding=True):
            if isinstance(sibling.tag, str) and sibling.tag not in _SILENT and text_of(sibling):
                return sibling
        parent = node.getparent()
        if parent is None:
            return None
        node = parent
    return None
