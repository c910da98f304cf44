"""An `Article` while it is being read: the first value found for a field stays, and how it was found is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from spiders.addresses.canonical import canonical_url
from spiders.body.fragment import Body, read_fragment
from spiders.fields.dates import Moment
from spiders.page.document import Document
from zscrawl.items import Article, Kind

# .editor   div.editor   #qrcode
_NAMED = re.compile(r"[a-z0-9]*[.#]([\w-]+)")


class Draft:
    """Fields are put in the order of trust: the strongest evidence first, weaker evidence only fills gaps."""

    def __init__(self, doc: Document, family: str, kind: Kind = "article") -> None:
        self.doc = doc
        self.body_is_known = False
        """The place of the article's text has been found, and there is no other to look for."""
        self.article = Article(
            url=doc.url, canonical_url=canonical_url(doc.url), family=family, kind=kind, charset=doc.charset
        )

    def has(self, field: str) -> bool:
        """Is this field filled?"""
        return bool(getattr(self.article, field))

    def put(self, field: str, value: Any, how: str) -> bool:
        """Fill ``field`` if it is empty and ``value`` is not; ``how`` goes to ``found_by``. True if it was filled."""
        if not value or self.has(field):
            return False
        setattr(self.article, field, value)
        self.article.found_by[field] = how
        return True

    def put_first(self, field: str, evidence: Iterable[tuple[Any, str]]) -> None:
        """Fill ``field`` with the first value of ``evidence``, pairs of value and ``how``, that is not empty.

        What comes after it is not asked for, so evidence may be a generator that searches while it goes.
        """
        if not self.has(field):
            any(self.put(field, value, how) for value, how in evidence)

    def put_moment(self, moment: Moment | None, how: str) -> bool:
        """Fill ``published_at`` and its precision."""
        if moment is None or not self.put("published_at", moment.at, how):
            return False
        self.article.published_precision = moment.precision
        return True

    def put_body(self, element: HtmlElement | None, how: str, drop: Iterable[str | HtmlElement] = ()) -> bool:
        """Read the container and fill body, images and attachments from it."""
        if element is None:
            return False
        present = [what for what in drop if not isinstance(what, str) or self._may_match(what)]
        return self.put_read_body(read_fragment(element, self.doc.base_url, drop=present), how)

    def _may_match(self, selector: str) -> bool:
        """Is the name in a selector like ``.editor`` or ``div#qrcode`` one of the page's? To look costs nothing."""
        named = _NAMED.fullmatch(selector)
        return named is None or named[1] in self.doc.names

    def put_read_body(self, body: Body, how: str) -> bool:
        """Fill body, images and attachments from a fragment that has been read; its text may be pictures only."""
        if self.body_is_known or not (body.text or body.images or body.attachments):
            return False
        self.body_is_known = True
        self.put("body", body.text, how)
        self.put("images", list(body.images), how)
        self.put("attachments", list(body.attachments), how)
        return True

    def put_posts(self, posts: Iterable[Any], how: str) -> bool:
        """Fill the posts of a thread."""
        return self.put("posts", list(posts), how)

    @property
    def clock(self) -> datetime:
        return self.doc.clock
