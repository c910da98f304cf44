"""A page's title and its region of prose: worked out once, asked for by the article's and the list's readers."""

from __future__ import annotations

from spiders.body.density import BodyChoice, find_body
from spiders.fields.structured import json_ld
from spiders.fields.titles import Title, find_title
from spiders.page.document import Document
from spiders.page.embedded import text_areas

_LONGEST_HINT = 300
_TITLE_METAS = ("articletitle", "og:title", "twitter:title")


def page_title(doc: Document) -> Title | None:
    """The page's title and the block that shows it."""
    if "title" not in doc.facts:
        doc.facts["title"] = find_title(doc.title_tag, _title_hints(doc), doc.blocks)
    title = doc.facts["title"]
    return title if isinstance(title, Title) else None


def dense_body(doc: Document) -> BodyChoice | None:
    """The page's region of prose; None if it has no text."""
    if "body" not in doc.facts:
        title = page_title(doc)
        doc.facts["body"] = find_body(doc.blocks, title.block if title else None)
    choice = doc.facts["body"]
    return choice if isinstance(choice, BodyChoice) else None


def prose_length(doc: Document) -> int:
    """Characters outside links between the first and the last block of the region of prose."""
    choice = dense_body(doc)
    if choice is None:
        return 0
    return sum(block.chars - block.link_chars for block in doc.blocks[choice.start : choice.end + 1])


def _title_hints(doc: Document) -> list[str]:
    """What the page says its title is for machines, strongest first."""
    hints = [doc.metas[name] for name in _TITLE_METAS if name in doc.metas]
    if headline := json_ld(doc).headline:
        hints.append(headline)
    hints += (
        text for name, text in text_areas(doc).items() if "title" in name and len(text) <= _LONGEST_HINT
    )
    return hints
