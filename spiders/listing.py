"""Is a page that no system's mark explains an article, or a list of articles?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from spiders.dates import find_absolute
from spiders.density import BodyChoice
from spiders.document import Document
from spiders.titles import Title
from zscrawl.items import Link

# /news/   /index_2.html   /list-3-1.html   /col/col12/index.html   /channel/7397.html   /node_12.htm
_COLUMN_ADDRESS = re.compile(
    r"^/?$|/$|/(?:index|default|list|more|col|node|channel|column|category|lm)(?:[-_/]?[\w-]{0,20})?\.\w{3,5}$"
    r"|/(?:channel|column|list|category)/",
    re.I,
)
# /c_1125597921.htm   /202405/t20240520_15263156.htm   /p/363999.html   ?id=12345
_ARTICLE_ADDRESS = re.compile(
    r"(?:[/_-][a-z]{0,3}|[?&]\w{0,6}id=)\d{5,}(?:[._/-]|$)|/20\d\d[-/]?\d\d[-/]?\d\d/", re.I
)

_SHORT_PROSE = 150
_HARDLY_ANY, _LITTLE = 60, 300
_FEW_LINKS = 5
_COLUMN_TITLE = 8
"""Characters that the name of a column has at most (招商动态)."""


def may_be_list(doc: Document, title: Title | None, choice: BodyChoice | None) -> bool:
    """Cheap signs, before links are read: no title on the page, little prose, a column's name or address."""
    if choice is None or not _is_titled(title) or _is_column_address(doc):
        return True
    return prose_of(doc, choice) < _SHORT_PROSE


def is_list(doc: Document, links: Sequence[Link], title: Title | None, choice: BodyChoice | None) -> bool:
    """Do ``links`` (the rows that `spiders.lists` found) make the page, rather than stand beside its text?

    Against a list speak a title that is more than a column's name, a date above the text, and an address with an
    article's number; for it, a column's address, more words in the rows than in the text, and rows inside the text.
    """
    if len(links) < _FEW_LINKS:
        return False
    if choice is None:
        return True
    prose = prose_of(doc, choice)
    row_words = sum(len(link.title) for link in links)
    article_signs = _is_titled(title) + _is_dated(doc, title, choice) + _has_article_address(doc)
    if article_signs < 2 and (prose < _HARDLY_ANY or (prose < _LITTLE and row_words > prose)):
        return True
    if _is_column_address(doc) and row_words > prose:
        return True
    container = next(block for block in doc.blocks if block.element is choice.element)
    rows_inside = sum(
        block.is_linked and block.chars >= _COLUMN_TITLE
        for block in doc.blocks[container.index : container.last + 1]
    )
    return article_signs < 2 and rows_inside >= max(_FEW_LINKS, len(links) / 3) and row_words * 4 > prose


def prose_of(doc: Document, choice: BodyChoice) -> int:
    """Characters outside links between the body's first and last block."""
    return sum(block.chars - block.link_chars for block in doc.blocks[choice.start : choice.end + 1])


def _is_titled(title: Title | None) -> bool:
    return title is not None and title.block is not None and len(title.text) > _COLUMN_TITLE


def _is_dated(doc: Document, title: Title | None, choice: BodyChoice) -> bool:
    if title is None or title.block is None:
        return False
    top = title.block.index
    near = doc.blocks[max(0, top - 5) : top] + doc.blocks[top + 1 : choice.start][:10]
    return any(6 <= block.chars <= 80 and find_absolute(block.text, doc.clock) for block in near)


def _is_column_address(doc: Document) -> bool:
    return bool(doc.url) and _COLUMN_ADDRESS.search(urlsplit(doc.url).path) is not None


def _has_article_address(doc: Document) -> bool:
    return bool(doc.url) and _ARTICLE_ADDRESS.search(doc.url) is not None
