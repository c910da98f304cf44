"""Rows of a list: the largest element around a link that holds no other article.

That is true of ``<li>``, of table rows, of ``<dl>`` and of nested boxes alike, so no selector is needed. Rows are found
by marking upwards from each link: an element belongs to the one address below it, or to several. Links with long
texts and links in headings mark first. The short ones (a column's name before the title, an author, a tag, a link to
the comments) mark what is left, and do not break up the row that they stand in. Every element is marked at most twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from spiders.page.attributes import HREF, TITLE
from spiders.page.document import Document, join

_LONG, _LONG_BESIDE_HEADINGS = 8, 13
"""Characters: names of columns and people are shorter, most titles are not. Where titles stand in headings, any other
link has to be longer to be a title: tags grow to a dozen characters."""
_MANY_HEADINGS = 3
_MAX_LINKS = 5000
"""Portals' front pages have up to 3000."""
_SEVERAL: Final = ""  # holds several articles
_SCRAPS: Final = " "  # holds several short links, and may itself be part of a row
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
    found: list[tuple[HtmlElement, str, bool]] = []
    here, base = doc.url, doc.base_url
    for link in islice(root.iter("a"), _MAX_LINKS):
        href = link.get(HREF)
        url = join(base, href) if href else None
        if url and url.partition("#")[0] != here:
            found.append((link, url, _in_heading(link)))
    headings = sum(heading for _, _, heading in found)
    long = _LONG_BESIDE_HEADINGS if headings >= _MANY_HEADINGS else _LONG
    links = [(link, url, heading or _is_long(link, long)) for link, url, heading in found]
    owner: dict[HtmlElement, str] = {}
    for link, url, strong in links:
        if strong:
            _mark(root, link, url, owner)
    weak: set[HtmlElement] = set()
    for link, url, strong in links:
        if not strong:
            _mark_weakly(root, link, url, owner, weak)
    rows: dict[HtmlElement, Row] = {}
    for link, url, strong in links:
        top = _top(root, link, url, owner)
        if strong or not _is_part(root, top, owner):
            rows.setdefault(top, Row(url, top)).links.append(link)
    return list(rows.values())


def _in_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    return parent is not None and parent.tag in HEADINGS


def _is_long(link: HtmlElement, least: int) -> bool:
    """Has its text, or its ``title``, so many characters?"""
    text = "".join(link.itertext()) if len(link) else link.text or ""
    return (len(text) >= least and len(" ".join(text.split())) >= least) or len(
        link.get(TITLE) or ""
    ) >= least


def _mark(root: HtmlElement, link: HtmlElement, url: str, owner: dict[HtmlElement, str]) -> None:
    node: HtmlElement | None = link
    while node is not None:
        known = owner.get(node)
        if known is None:
            owner[node] = url
        elif known in (url, _SEVERAL):
            return
        else:
            owner[node] = _SEVERAL
        node = node.getparent() if node is not root else None


def _mark_weakly(
    root: HtmlElement, link: HtmlElement, url: str, owner: dict[HtmlElement, str], weak: set[HtmlElement]
) -> None:
    """Mark like `_mark`, but stop at the row of a strong link, unless it is a list's own box (``ul``)."""
    node: HtmlElement | None = link
    while node is not None:
        known = owner.get(node)
        if known is None:
            owner[node] = url
            weak.add(node)
        elif known in (url, _SEVERAL, _SCRAPS):
            return
        elif node in weak:
            owner[node] = _SCRAPS
        elif node.tag in _BOXES:
            owner[node] = _SEVERAL
        else:
            return
        node = node.getparent() if node is not root else None


def _top(root: HtmlElement, link: HtmlElement, url: str, owner: dict[HtmlElement, str]) -> HtmlElement:
    top = link
    while top is not root:
        parent = top.getparent()
        if parent is None or owner.get(parent) != url or parent.tag in ("body", "html"):
            break
        top = parent
    return top


def _is_part(root: HtmlElement, top: HtmlElement, owner: dict[HtmlElement, str]) -> bool:
    """Does this short link's element stand in the row of another link?"""
    node = top.getparent()
    while node is not None:
        if (known := owner.get(node, _SEVERAL)) != _SCRAPS:
            return known != _SEVERAL
        node = node.getparent() if node is not root else None
    return False
