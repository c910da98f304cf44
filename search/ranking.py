"""What makes one article a better answer than another.

An engine orders all matches by BM25, with title and body weighed. The first few are then read, and what BM25 does
not see is taken into account: whether the query stands there as it was typed, how near its words are to each other,
and whether they are words there at all (市长 in 城市长大 is not).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from types import MappingProxyType

from search import analyzer
from search.reading import Read
from search.syntax import And, Not, Or, Phrase, Prefix, Query, Word
from zscrawl.text import squash

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType({"title": 3.0})
"""How much a match in a field counts against one in the body."""

_HALF_LIFE = 4 * 365.25 * 86_400
_SINCE = 946_684_800  # 2000-01-01; any fixed day gives the same order
_MOST = 1000.0  # reached about 2040

READ = 24
"""So many of the first matches are read and put in a better order; two pages at most."""
_NEAR = 60  # characters within which words are near each other
_AROUND = 12  # characters before and behind a word that decide how the segmenter cuts it
_SHORT = 48  # characters of a text that is cut as a whole: nearly every title
_LOOKED_AT = 2  # occurrences of a word in a text that are checked for being words


def recency(published: int) -> float:
    """What a score is multiplied with if fresh articles are wanted: doubles every four years from 2000 on.

    ``published`` is a Unix time; articles without one (0) and older ones count as of 2000.
    """
    return min(_MOST, math.exp2(max(0.0, (published - _SINCE) / _HALF_LIFE)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an article should contain: the words one by one, and all of them as they were typed."""

    words: tuple[str, ...]
    typed: str

    @classmethod
    def by(cls, query: Query) -> Wanted:
        """Only what speaks for an article; excluded words, names and ranges do not."""
        runs = list(_runs(query))
        words = [squash(atom) for run in runs for atom in run]
        return cls(tuple(dict.fromkeys(words)), "".join(words) if isinstance(query, Word | And) else "")


def _runs(query: Query) -> Iterator[list[str]]:
    match query:
        case Word(text, None | "title" | "body") | Prefix(text, None | "title" | "body"):
            yield [atom for atom, _ in analyzer.atoms(text)]
        case Phrase(text, None | "title" | "body") if text.strip():
            yield [text]
        case And(parts) | Or(parts):
            for part in parts:
                if not isinstance(part, Not):
                    yield from _runs(part)


def reordered(query: Query, ranked: Iterator[Read]) -> Iterator[Read]:
    """``ranked`` with its first `READ` items in a better order; scores never rise from one to the next."""
    wanted = Wanted.by(query)
    if not wanted.words:
        yield from ranked
        return
    first = list(islice(ranked, READ))
    for item in first:
        item.merit = merit(wanted, item.squashed_title, item.squashed_body)
    first.sort(key=lambda item: -item.score)  # stable: equals stay as the engine ordered them
    yield from first
    ceiling = first[-1].score if first else 0.0
    for item in ranked:
        if item.score > ceiling:
            item.merit = math.nextafter(ceiling / item.engine_score, 0.0)  # or rounding may lift the product
        ceiling = item.score
        yield item


def merit(wanted: Wanted, title: str, body: str) -> float:
    """1 for an article that has the words somewhere, up to about 6 for one that is what was asked for."""
    value = 1.0
    if len(wanted.words) > 1:
        in_title = sum(word in title for word in wanted.words) / len(wanted.words)
        value += in_title**2 + _nearness(wanted.words, body)
        if wanted.typed:
            value += 1.5 * (wanted.typed in title) + 0.5 * (wanted.typed in body)
    elif wanted.words[0] in title:
        value += 0.5 * len(wanted.words[0]) / len(title)
    return value * (0.4 + 0.6 * min(_wordliness(word, title, body) for word in wanted.words))


def _nearness(words: Sequence[str], text: str) -> float:
    """0 to 1: how close together all of ``words`` come in ``text``."""
    at = sorted((i, word) for word in words for i in islice(_places(word, text), 50))
    last: dict[str, int] = {}
    shortest = len(text) + 1
    for i, word in at:
        last[word] = i
        if len(last) == len(words):
            shortest = min(shortest, i + len(word) - min(last.values()))
    spare = shortest - sum(map(len, words))
    return max(0.0, 1 - spare / _NEAR)


def _wordliness(word: str, title: str, body: str) -> float:
    """The share of the first occurrences of ``word``, in the title if it is there, that are words of the text.

    1 for a word of three and more characters: those are hardly ever parts of other words by accident.
    """
    text = title if word in title else body
    places = list(islice(_places(word, text), _LOOKED_AT))
    if len(word) > 2 or not places:
        return 1.0
    cut = 0
    for i in places:
        start, end = max(0, i - _AROUND), i + len(word) + _AROUND
        if len(text) <= _SHORT:  # the same for all words
            start, end = 0, len(text)
        cuts = _cuts(text[start:end])
        cut += i - start in cuts and i + len(word) - start in cuts
    return cut / len(places)


@lru_cache(64)
def _cuts(text: str) -> frozenset[int]:
    """Where the words of ``text`` begin and end."""
    return frozenset(accumulate(map(len, analyzer.segment(text)), initial=0))


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
