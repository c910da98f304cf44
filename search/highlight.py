"""What is shown of a hit: the title and a snippet of the body, with the matches marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search import analyzer
from search.documents import Marked, Span
from search.syntax import And, Not, Or, Phrase, Prefix, Query, Word
from zscrawl.text import fold, squash

LENGTH = 120
"""Characters of a snippet, about."""
# A sentence with its end mark: …签约。  …吗？”  or a paragraph's end.
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]?[”」』\"）)]*\n?")


class Marker:
    """Marks what ``query`` looks for."""

    def __init__(self, query: Query) -> None:
        self._title = _pattern(_needles(query, "title"))
        self._body = _pattern(_needles(query, "body"))

    def title(self, text: str) -> Marked:
        return Marked(text, tuple(_marks(self._title, text)))

    def snippet(self, body: str) -> Marked:
        """The sentences with the most different matches, or the beginning of a body without any."""
        marks = list(_marks(self._body, body))
        start, end = _window(body, marks)
        text = body[start:end].replace("\n", " ")
        inside = tuple(
            Span(m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end
        )
        return Marked(text, inside)


def _needles(query: Query, field: str) -> Iterator[str]:
    """Regular expressions for the texts that may be marked in ``field``, longest matches first."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _needles(part, field)
        case Not():
            return
        case Phrase(text, scope) if scope in (None, field):
            yield r"\s*".join(map(re.escape, squash(text)))
        case Word(text, scope) | Prefix(text, scope) if scope in (None, field):
            prefix = isinstance(query, Prefix)
            for atom, latin in analyzer.atoms(text):
                end = "" if prefix else r"(?![a-z0-9])"
                yield rf"(?<![a-z0-9]){re.escape(atom)}{end}" if latin else r"\s*".join(atom)


def _pattern(needles: Iterator[str]) -> re.Pattern[str] | None:
    wanted = sorted({needle for needle in needles if needle}, key=len, reverse=True)
    return re.compile("|".join(wanted)) if wanted else None


def _marks(pattern: re.Pattern[str] | None, text: str) -> Iterator[Span]:
    if pattern:
        for found in pattern.finditer(fold(text)):
            yield Span(found.start(), found.end())


def _window(body: str, marks: list[Span]) -> tuple[int, int]:
    if len(body) <= LENGTH:
        return 0, len(body)
    ends = [found.end() for found in _SENTENCE.finditer(body) if found.end()]
    starts = [0, *ends[:-1]]
    best, best_value = 0, -1
    for i, start in enumerate(starts):
        reach = start + LENGTH
        value = len({fold(body[m.start : m.end]) for m in marks if start <= m.start and m.end <= reach})
        if value > best_value:
            best, best_value = i, value
    start = starts[best]
    end = ends[best]
    for after in ends[best + 1 :]:
        if after - start > LENGTH:
            break
        end = after
    return start, min(end, start + LENGTH)
