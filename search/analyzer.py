"""Chinese text to index terms, the same for every engine.

A text is searched in its *squashed* form (`zscrawl.text.squash`: Simplified, half width, lower case, no white
space). Three kinds of terms describe it:

- **grams**: every character and every pair of neighbours. With them any substring of one or two characters
  is found exactly, and any longer one is narrowed down to few candidates;
- **dictionary words** of three and more characters, wherever they occur as a substring, not only where the
  segmenter would cut. A query word that the dictionary knows is found exactly, without looking at texts;
- **tokens**: whole runs of Latin letters and digits, so that the bare word ``ai`` does not find ``said``.

What is counted for ranking are the words as the segmenter cuts them: 市长 in 城市长大 is found but counts little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import TypeAlias

import rjieba

from zscrawl.text import fold, squash

VERSION = 1
"""Raised with every change of the terms below; an index of another version is stale."""

HAN = r"〇㐀-\u4dbf一-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# 3.5 · 1,200 · 1.2.3, but not the beginning of 3.5g
DECIMAL = r"[0-9]+(?:[.,][0-9]+)+(?![a-z0-9])"
_ATOM = re.compile(rf"([{HAN}]+)|{DECIMAL}|[^\W_{HAN}]+")

Counts: TypeAlias = dict[str, int]


def dictionary() -> str:
    """Which dictionary is in force. Another one makes other words, so an index names it."""
    return f"rjieba {version('rjieba')}"


def is_known(word: str) -> bool:
    """Whether ``word`` (folded) is a dictionary word of three or more characters, and so an index term."""
    return len(word) > 2 and rjieba.has_word(word)


def segment(run: str) -> list[str]:
    """The words of a run of Han characters, as the segmenter cuts it; names it does not know stay whole."""
    return list(rjieba.cut(run, True))


def atoms(text: str) -> Iterator[tuple[str, bool]]:
    """What a bare word of a query is made of: each part, and whether it is Latin or a number.

    Han parts must be found as substrings, the others as whole tokens.
    """
    for found in _ATOM.finditer(text):
        if found[1]:
            for word in segment(found[1]):
                yield word, False
        else:
            yield found[0], True


def tokens(text: str) -> Counter[str]:
    """How often each Latin word or number stands in ``text``."""
    return Counter(found[0] for found in _ATOM.finditer(fold(text)) if not found[1])


def grams(squashed: str) -> Counter[str]:
    """How often each character and each pair of neighbours stands in a squashed text."""
    counts = Counter(squashed)
    counts.update(map(str.__add__, squashed, squashed[1:]))
    return counts


def words(squashed: str) -> Counter[str]:
    """The dictionary words of three or more characters in a squashed text, each with how often it is cut so.

    A word that is only part of what the segmenter cuts has the count 1.
    """
    counts = Counter(word for word in rjieba.cut(squashed, False) if len(word) > 2)
    known = Counter(dict.fromkeys((w for w in rjieba.cut_all(squashed) if len(w) > 2), 1))
    return known | Counter({word: count for word, count in counts.items() if word in known})


@lru_cache(maxsize=1024)
def pieces(squashed: str) -> tuple[tuple[str, ...], bool]:
    """Terms that every text with ``squashed`` in it has, and whether having them is proof.

    One or two characters, or a dictionary word: proof. Otherwise the text has to be looked at.
    """
    if len(squashed) < 3:
        return (squashed,), True
    if is_known(squashed):
        return (squashed,), True
    found = [word for word in words(squashed) if is_known(word)]
    pairs = list(map(str.__add__, squashed, squashed[1:]))
    covered = {
        i for word in found for start in _starts(squashed, word) for i in range(start, start + len(word) - 1)
    }
    return (*found, *dict.fromkeys(pair for i, pair in enumerate(pairs) if i not in covered)), False


def _starts(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def searchable(text: str) -> str:
    """The form of a text in which substrings are looked for."""
    return squash(text)
