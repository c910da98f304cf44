"""What goes into an index and what comes out of it: documents, hits, results.

Plain records; nothing of an engine is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

Sort = Literal["relevance", "date"]
FACETS = ("place", "source", "family", "month", "stage")
"""What results can be counted by. ``place`` counts names, not adcodes."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the index sees it.

    ``places`` holds the names and the adcodes (GB/T 2260, six digits) of the places that it is about;
    ``amounts`` the amounts in yuan that it names; ``stages`` the stages of its projects; ``cluster`` the
    name that all reprints of one text share.
    """

    uid: str
    title: str
    body: str = ""
    author: str = ""
    origin: str = ""
    source: str = ""
    family: str = ""
    places: tuple[str, ...] = ()
    section: str = ""
    published_at: datetime | None = None
    url: str = ""
    kind: str = "article"
    relevant: bool | None = None
    amounts: tuple[int, ...] = ()
    stages: tuple[str, ...] = ()
    cluster: str | None = None

    def with_texts(self, change: Callable[[str], str]) -> Document:
        """A copy with ``change`` done to everything that is text of the page."""
        return replace(
            self,
            title=change(self.title),
            body=change(self.body),
            author=change(self.author),
            origin=change(self.origin),
            section=change(self.section),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: offsets of the first character and of the one behind the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text for people and where in it the query matched."""

    text: str
    marks: tuple[Span, ...] = ()

    def render(self, before: str, after: str) -> str:
        """The text with ``before`` and ``after`` put around each match."""
        parts, at = [], 0
        for mark in self.marks:
            parts += [self.text[at : mark.start], before, self.text[mark.start : mark.end], after]
            at = mark.end
        return "".join([*parts, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Found:
    """A text that the query asks for, and how often it stands in one field of an article."""

    text: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is where it is: the engine's score (BM25), what reading it added, and what was found."""

    engine_score: float
    merit: float
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that matches.

    ``reprints`` is the number of other matching articles of the same cluster that are not shown because
    hits are grouped; 0 without grouping. ``explanation`` is there if it was asked for.
    """

    uid: str
    score: float
    title: Marked
    snippet: Marked
    url: str
    source: str
    family: str
    published_at: datetime | None
    reprints: int = 0
    explanation: Explanation | None = None


@dataclass
class Results:
    """``total`` counts all matching articles, reprints included, whatever page is asked for.

    ``hits`` can be iterated once; they are read from the index one by one. ``facets`` count for each name that was
    asked for how many of all matching articles have each value.
    """

    total: int
    hits: Iterator[Hit]
    facets: Mapping[str, Mapping[str, int]]
    suggest: Callable[[], tuple[str, ...]]

    @cached_property
    def suggestions(self) -> tuple[str, ...]:
        """Queries near this one that find something, if this one finds nothing; looked for when asked."""
        return self.suggest()
