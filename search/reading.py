"""An article that is read to be ranked and shown, with the forms of its texts that both need."""

from __future__ import annotations

from functools import cached_property

from search.analyzer import without_space
from search.documents import Document
from zscrawl.text import fold


class Read:
    """``document`` in its place among the matches: what the engine gives it, times ``merit`` for what it says."""

    def __init__(self, engine_score: float, document: Document) -> None:
        self.engine_score = engine_score
        self.merit = 1.0
        self.document = document

    @property
    def score(self) -> float:
        return self.engine_score * self.merit

    @cached_property
    def title(self) -> str:
        """The folded title."""
        return fold(self.document.title)

    @cached_property
    def body(self) -> str:
        """The folded body."""
        return fold(self.document.body)

    @cached_property
    def squashed_title(self) -> str:
        return without_space(self.title)

    @cached_property
    def squashed_body(self) -> str:
        return without_space(self.body)
