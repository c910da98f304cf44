"""Did you mean: other queries to offer when one finds nothing.

What is tried: a text with one character wrong, missing or too many; a word typed by its sound, in characters or in
pinyin; the words of a phrase without the quotes; the query without one of its parts. Nothing is offered that does
not find something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import TypeAlias

from search import analyzer
from search.documents import Document
from search.engines import Matches
from search.pinyin import reading
from search.syntax import And, Everything, Not, Or, Phrase, Prefix, Query, Word, conjunction, to_text
from zscrawl.text import squash

OFFERED = 3
_TRIED = 40  # corrected queries that are looked up at most
_MOST_PARTS = 20  # of a query; nothing is offered for longer ones, each of which takes long to look up
_LONGEST = 12  # characters of a text that is taken to have one character wrong
_READ = 20  # articles that are read to see what stands in place of a character
_TITLES = 100  # titles whose words are compared by sound

Ask: TypeAlias = Callable[[Query], Matches]
Text: TypeAlias = Word | Phrase | Prefix


def suggestions(query: Query, ask: Ask) -> tuple[str, ...]:
    """Up to `OFFERED` queries near ``query``, best first, each of which finds something."""
    if _parts(query) > _MOST_PARTS:
        return ()
    found: dict[str, None] = {}
    for other in islice(_others(query, ask), _TRIED):
        if ask(other).total():
            found[to_text(other)] = None
            if len(found) == OFFERED:
                break
    return tuple(found)


def _others(query: Query, ask: Ask) -> Iterator[Query]:
    for leaf in _texts(query):
        if not ask(leaf).total():
            for text in _corrections(squash(leaf.text), ask):
                yield _replaced(query, leaf, type(leaf)(text, leaf.field))
    for leaf in _texts(query):
        if isinstance(leaf, Phrase):
            words = [Word(found[0], leaf.field) for found in analyzer.WORD.finditer(leaf.text)]
            if words:
                yield _replaced(query, leaf, conjunction(list(words)))
    if isinstance(query, And):
        for i in range(len(query.parts)):
            rest = [part for j, part in enumerate(query.parts) if j != i]
            if any(not isinstance(part, Not) for part in rest):
                yield conjunction(rest)


def _parts(query: Query) -> int:
    match query:
        case And(parts) | Or(parts):
            return sum(map(_parts, parts))
        case Not(part):
            return _parts(part)
        case _:
            return 1


def _texts(query: Query) -> Iterator[Text]:
    match query:
        case Word() | Phrase() | Prefix():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _texts(part)


def _replaced(query: Query, old: Query, new: Query) -> Query:
    if query is old:
        return new
    match query:
        case And(parts):
            return conjunction([_replaced(part, old, new) for part in parts])
        case Or(parts):
            return Or(tuple(_replaced(part, old, new) for part in parts))
        case _:
            return query


def _corrections(text: str, ask: Ask) -> Iterator[str]:
    """What may have been meant by ``text`` (squashed), which is in no article."""
    sound = reading(text)
    known = _vocabulary(ask)
    yield from (word for word in known if word != text and reading(word) == sound)
    if text.isascii():
        yield from get_close_matches(text, [word for word in known if word.isascii()], OFFERED)
    elif len(text) <= _LONGEST:
        seen = _one_off(text, ask)
        yield from sorted(seen, key=lambda other: (reading(other) != sound, -seen[other]))


def _vocabulary(ask: Ask) -> dict[str, None]:
    """Names of places, and the words of some titles."""
    everything = ask(Everything())
    words = dict.fromkeys(everything.facet("place"))
    for _, ref in islice(everything.ranked(), _TITLES):
        title = squash(everything.fetch(ref).title)
        words.update(dict.fromkeys(atom for atom, _ in analyzer.atoms(title) if len(atom) > 1))
    return words


def _one_off(text: str, ask: Ask) -> Counter[str]:
    """Texts of the archive that differ from ``text`` in one character, and in how many of the articles read."""
    seen: Counter[str] = Counter()
    for i in range(len(text)):
        before, wrong, after = text[:i], text[i], text[i + 1 :]
        ends = [Phrase(end) for end in (before, after) if end]
        if not ends:
            continue
        pattern = re.compile(f"{re.escape(before)}(?:{re.escape(wrong)}?.)?{re.escape(after)}")
        matches = ask(conjunction(list(ends)))
        for _, ref in islice(matches.ranked(), _READ):
            seen.update(set(pattern.findall(_text(matches.fetch(ref)))))
    return seen


def _text(document: Document) -> str:
    return f"{squash(document.title)}\n{squash(document.body)}"
