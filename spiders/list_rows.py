"""Rows of a list: the largest element around a link that holds no other article.

That is true of ``<li>``, of table rows, of ``<dl>`` and of nested boxes alike, so no selector is needed. Rows are found
by marking upwards from each link: an element belongs to the one address below it, or to several. Links with long
texts mark first; the short ones (a column's name before the title, an author, a tag) only mark what is left, so they
do not break up the row that they stand in. Every element is marked at most twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from spiders.document import Document

_LONG = 8
"""Characters: column names and people's names are shorter, titles are not (but see `_mark`)."""
_SEVERAL: Final = ""
_BOXES: Final = frozenset(("ul", "ol", "table", "tbody", "dl"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))


@dataclass(slots=True)
class Row:
    """A candidate item: its element, the links in it that lead to ``url``, and what is read from it."""

    url: str
    element: HtmlElement
    links: list[HtmlElement] = field(default_factory=list)
    title: str = ""
    date: str | None = None
    shown: bool = False
    """The row itself prints the date; else it is from the address."""

    @property
    def holder(self) -> HtmlElement | None:
        """The element that holds this row and its neighbours."""
        return self.element.getparent()


def find_rows(doc: Document, root: HtmlElement) -> list[Row]:
    """Candidate rows below ``root`` in document order."""
    links: list[tuple[HtmlElement, str]] = []
    long_urls: set[str] = set()
    for link in root.iter("a"):
        href = link.get("href")
        url = doc.link(href) if href else None
        if not url or url.partition("#")[0] == doc.url:
            continue
        links.append((link, url))
        if _is_long(link):
            long_urls.add(url)
    owner: dict[HtmlElement, str] = {}
    inside: set[HtmlElement] = set()
    for link, url in links:
        if url in long_urls:
            _mark(root, link, url, owner, strong=True)
    for link, url in links:
        if url not in long_urls and not _mark(root, link, url, owner, strong=False):
            inside.add(link)
    rows: dict[HtmlElement, Row] = {}
    for link, url in links:
        if link not in inside:
            top = _top(root, link, url, owner)
            rows.setdefault(top, Row(url, top)).links.append(link)
    return list(rows.values())


def _is_long(link: HtmlElement) -> bool:
    parent = link.getparent()
    if parent is not None and parent.tag in HEADINGS:
        return True
    return len(link.get("title") or "") >= _LONG or len("".join(link.itertext()).strip()) >= _LONG


def _mark(
    root: HtmlElement, link: HtmlElement, url: str, owner: dict[HtmlElement, str], *, strong: bool
) -> bool:
    """Mark the elements from ``link`` up. False if it stands in the row of a long link, as a part of that row."""
    node: HtmlElement | None = link
    while node is not None:
        known = owner.get(node)
        if known is None:
            owner[node] = url
        elif known in (url, _SEVERAL):
            return True
        elif strong or node.tag in _BOXES:
            owner[node] = _SEVERAL
            strong = True
        else:
            return False
        node = node.getparent() if node is not root else None
    return True


def _top(root: HtmlElement, link: HtmlElement, url: str, owner: dict[HtmlElement, str]) -> HtmlElement:
    top = link
    while top is not root and (parent := top.getparent()) is not None:
        if owner.get(parent) != url or parent.tag in ("body", "html"):
            break
        top = parent
    return top
