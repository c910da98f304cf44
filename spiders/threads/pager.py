"""The pager of Discuz pages: which page this is, and which comes after it."""

from __future__ import annotations

from lxml.html import HtmlElement

from spiders.page.document import Document, text_of
from spiders.page.named_path import NamedPath

# pg: desktop; pages: Discuz 7; page: touch and archiver; pgbtn: the button below a list or thread
_BOXES = NamedPath("//div[@class='pg' or @class='pages' or @class='page' or contains(@class, 'pgbtn')]")
_NEXT_WORD = "下一页"


def next_page(doc: Document) -> str | None:
    """Address of the page after this one. Pagers of comments have no address and are passed over."""
    for box in _BOXES(doc):
        for link in box.iter("a"):
            if _is_next(link, box) and (url := doc.link(link.get("href") or "")):
                return url
    return None


def current_page(doc: Document) -> int | None:
    """The number that the pager shows as the page one is on."""
    for box in _BOXES(doc):
        for strong in box.iter("strong"):
            number = text_of(strong).strip("[]")
            if number.isdigit() and len(number) < 6:
                return int(number)
    return None


def _is_next(link: HtmlElement, box: HtmlElement) -> bool:
    if not {"nxt", "next"}.isdisjoint((link.get("class") or "").split()) or _NEXT_WORD in text_of(link):
        return True
    # The archiver prints numbers only, the current one in <strong>: [1] 2 3
    before = link.getprevious()
    return box.get("class") == "page" and before is not None and before.tag == "strong"
