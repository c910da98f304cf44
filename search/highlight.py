"""What is shown of a hit: the title and a snippet of the body, with the matches marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from search import analyzer
from search.documents import Found, Marked, Span
from search.syntax import And, Not, Or, Phrase, Prefix, Query, Word
from zscrawl.text import squash

LENGTH = 120
"""Most characters of a snippet."""
_MARKS = 60  # of a text; a snippet comes from the part that they cover
_NEEDLES = 300  # different texts that are marked, of a query with more
_ENDS = "。！？!?；;\n"
# Not the one in 1,200.
_COMMA = re.compile(r"[，、]|(?<![0-9]),")
_CLOSING = "”’」』\"'）)》"  # belong to the sentence that they close
_ELLIPSIS = "…"


class Marker:
    """Marks what ``query`` looks for. What it excludes, and names and ranges, are not marked."""

    def __init__(self, query: Query) -> None:
        self._wanted = {field: dict(_wanted(query, field)) for field in ("title", "body")}
        self._patterns = {field: _any_of(wanted.values()) for field, wanted in self._wanted.items()}

    def title(self, text: str, folded: str) -> Marked:
        """The whole title; ``folded`` is its folded form."""
        return Marked(text, tuple(Span(*mark) for mark in self._marks("title", folded)))

    def snippet(self, body: str, folded: str) -> Marked:
        """The part of ``body`` with the most different matches, from the beginning of a sentence if one is near."""
        marks = list(self._marks("body", folded))
        start, end = _best_part(body, folded, marks)
        before = _ELLIPSIS if start and body[start - 1] not in _ENDS + _CLOSING else ""
        after = _ELLIPSIS if end < len(body) and body[end - 1] not in _ENDS + _CLOSING else ""
        shift = len(before) - start
        inside = (Span(at + shift, to + shift) for at, to in marks if start <= at and to <= end)
        shown = body[start:end].rstrip().replace("\n", " ")
        return Marked(before + shown + after, tuple(inside))

    def found(self, title: str, body: str) -> Iterator[Found]:
        """How often each text that is looked for stands in the folded title and body, where it does."""
        for field, text in (("title", title), ("body", body)):
            for wanted, pattern in self._wanted[field].items():
                count = sum(1 for _ in re.finditer(pattern, text))
                if count:
                    yield Found(wanted, field, count)

    def _marks(self, field: str, folded: str) -> Iterator[tuple[int, int]]:
        """Where each match begins and ends."""
        pattern = self._patterns[field]
        for found in islice(pattern.finditer(folded) if pattern else (), _MARKS):
            yield found.span()


def _wanted(query: Query, field: str) -> Iterator[tuple[str, str]]:
    """What may be marked in ``field``: each text, and the regular expression that finds it in a folded text."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                if not isinstance(part, Not):
                    yield from _wanted(part, field)
        case Phrase(text, scope) if scope in (None, field) and squash(text):
            yield squash(text), _spaced(squash(text))
        case Word(text, scope) | Prefix(text, scope) if scope in (None, field):
            for atom, latin in analyzer.atoms(text):
                yield atom, _token(atom, isinstance(query, Prefix)) if latin else _spaced(atom)


def _spaced(squashed: str) -> str:
    """``招商`` also where a line break or space stands within."""
    return r"\s*".join(map(re.escape, squashed))


def _token(token: str, prefix: bool) -> str:
    """A whole Latin word or number: ``5`` is not part of ``3.5`` or ``5g``."""
    behind = rf"[{analyzer.LATIN}]*" if prefix else rf"(?![{analyzer.LATIN}]|[.,][0-9])"
    return rf"(?<![{analyzer.LATIN}])(?<![0-9][.,]){re.escape(token)}{behind}"


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(patterns), key=len, reverse=True)[:_NEEDLES]
    return re.compile("|".join(longest_first)) if longest_first else None


def _best_part(body: str, folded: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the snippet begins and ends."""
    texts = [folded[at:to] for at, to in marks]
    starts, ends = [at for at, _ in marks], [to for _, to in marks]
    different = len(set(texts))
    best, most, checked = 0, 0, -1
    for mark in starts:
        start = _sentence_start(body, mark)
        if start == checked:
            continue
        checked = start
        inside = set(texts[bisect_left(starts, start) : bisect_right(ends, start + LENGTH)])
        if len(inside) > most:
            best, most = start, len(inside)
        if most == different:
            break
    return best, _sentence_end(body, best, marks)


def _sentence_start(body: str, at: int) -> int:
    """The beginning of the sentence at ``at``, or of the clause if the sentence begins too far before."""
    earliest = max(0, at - LENGTH // 2)
    last = max(body.rfind(end, earliest, at) for end in _ENDS)
    if last < 0:
        last = max((c.start() for c in _COMMA.finditer(body, earliest, at)), default=-1)
    return earliest if last < 0 else last + 1 + _closing_after(body, last + 1)


def _closing_after(body: str, at: int) -> int:
    return 1 if body[at : at + 1] in tuple(_CLOSING) else 0


def _sentence_end(body: str, start: int, marks: list[tuple[int, int]]) -> int:
    """The last end of a sentence that leaves the snippet within `LENGTH`, if it is behind the first mark."""
    latest = min(len(body), start + LENGTH)
    if latest == len(body):
        return latest
    first = next((to for at, to in marks if at >= start), start)
    last = max(body.rfind(end, max(first, start + LENGTH // 3), latest) for end in _ENDS)
    return latest if last < 0 else min(latest, last + 1 + _closing_after(body, last + 1))
