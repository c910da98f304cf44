"""Any other news portal: the fallback family, read by `spiders.generic` and the source's own selectors."""

from __future__ import annotations

from collections.abc import Mapping

from spiders import generic
from spiders.page.document import Document
from zscrawl.items import Article

NAME = "portal"


def recognises(doc: Document) -> bool:
    """Every page can be a portal's."""
    return True


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read the page with no knowledge of its system."""
    return generic.read(doc, options, family=NAME)
