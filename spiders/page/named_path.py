"""Paths over a whole page that ask for elements by class or id, and cost nothing where the page has no such name.

libxml2 tries the predicate of ``//div[contains(@class, 'x')]`` on every element, half a millisecond on a portal's page.
That a name is nowhere on the page is known from `Document.names`.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from spiders.page.document import Document

_LITERAL = re.compile(r"'([^']*)'")


class NamedPath:
    """An XPath with alternatives (``|``) whose literals are classes, ids, or parts of them.

    An alternative none of whose literals is part of a name on the page is left out.
    """

    def __init__(self, path: str) -> None:
        self._alternatives = [
            (alternative, " ".join(_LITERAL.findall(alternative)).split())
            for alternative in path.split(" | ")
        ]

    def __call__(self, doc: Document) -> list[HtmlElement]:
        """The elements, in document order."""
        names = doc.names
        asked = [
            path for path, parts in self._alternatives if not parts or any(part in names for part in parts)
        ]
        return doc.xpath(" | ".join(asked)) if asked else []
