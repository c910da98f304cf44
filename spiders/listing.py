"""Cheap signs that a page of no known system may be a list: looked for before its links are read.

Whether it is one, `spiders.list_page` decides from its rows.
"""

from __future__ import annotations

from spiders.density import BodyChoice
from spiders.document import Document
from spiders.list_page import is_column
from spiders.titles import Title

SHORT_PROSE = 150
"""Characters of text below which rows are worth a look."""
_COLUMN_TITLE = 8
"""Characters that the name of a column has at most (招商动态)."""


def may_be_list(doc: Document, title: Title | None, choice: BodyChoice | None) -> bool:
    """No title on the page but a column's, little prose, or the address of a column."""
    if choice is None or title is None or title.block is None:
        return True
    return len(title.text) <= _COLUMN_TITLE or prose_of(doc, choice) < SHORT_PROSE or is_column(doc.url)


def prose_of(doc: Document, choice: BodyChoice) -> int:
    """Characters outside links between the body's first and last block."""
    return sum(block.chars - block.link_chars for block in doc.blocks[choice.start : choice.end + 1])
