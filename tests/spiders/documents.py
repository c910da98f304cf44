"""Pages for the tests of readers, made from a few lines of HTML."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from spiders.page.document import Document
from zscrawl.items import CST, Page

CLOCK = datetime(2024, 6, 3, 9, 0, tzinfo=CST)


def page(html: str, url: str = "http://www.example.gov.cn/zsdt/", clock: datetime = CLOCK) -> Page:
    """A page served as UTF-8 and fetched at ``clock``."""
    return Page(url, html.encode(), clock, {"content-type": "text/html; charset=utf-8"})


def document(html: str, url: str = "http://www.example.gov.cn/zsdt/", clock: datetime = CLOCK) -> Document:
    return Document(page(html, url, clock))


def absolute(doc: Document, path: str) -> str:
    """``path`` as a link on the page would lead to it."""
    return urljoin(doc.url, path)
