"""Cheap signs that a page of no known system may be a list: looked for before its links are read.

Whether it is one, `spiders.list_page` decides from its rows.
"""

from __future__ import annotations

from spiders.dates import find_absolute
from spiders.density import BodyChoice
from spiders.document import Document
from spiders.list_page import is_column
from spiders.outline import Block
from spiders.titles import Title

_SHORTEST_PROSE, _SHORT_PROSE, _LONG_PROSE = 40, 150, 600
"""Characters of text below which rows are worth a look: under a title and date, under a title, under a column's name."""
_COLUMN_TITLE = 8
"""Characters that the name of a column has at most (招商动态)."""


def may_be_list(doc: Document, title: Title | None, choice: BodyChoice | None) -> bool:
    """No title on the page but a column's, little prose, or the address of a column."""
    if choice is None or is_column(doc.url):
        return True
    prose = prose_of(doc, choice)
    if title is None or title.block is None or len(title.text) <= _COLUMN_TITLE:
        return prose < _LONG_PROSE
    return prose < (_SHORTEST_PROSE if _is_dated(doc, title.block, choice) else _SHORT_PROSE)


def _is_dated(doc: Document, title: Block, choice: BodyChoice) -> bool:
    """Does a date stand near the title, as on an article?"""
    near = doc.blocks[max(0, title.index - 5) : title.index] + doc.blocks[title.index + 1 : choice.start][:10]
    return any(6 <= block.chars <= 80 and find_absolute(block.text, doc.clock) for block in near)


def prose_of(doc: Document, choice: BodyChoice) -> int:
    """Characters outside links between the body's first and last block."""
    return sum(block.chars - block.link_chars for block in doc.blocks[choice.start : choice.end + 1])
