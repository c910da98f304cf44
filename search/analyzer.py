"""Chinese text to index terms.

A text is searched in its *squashed* form (`zscrawl.text.squash`: Simplified, half width, lower case, no white
space). Three kinds of terms describe it; engines choose among them, and find the same:

- **grams**: every character and every pair of neighbours. With them any substring of one or two characters
  is found exactly, and any longer one is narrowed down to few candidates;
- **dictionary words** of three and more characters, wherever they occur as a substring, not only where the
  segmenter would cut. A query word that the dictionary knows is found exactly, without looking at texts;
- **tokens**: whole runs of Latin letters and digits, so that the bare word ``ai`` does not find ``said``.

"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

VERSION = 1
"""Raised with every change of the terms below; an index of another version is stale."""

HAN = r"〇㐀-\u4dbf一-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# 3.5 · 1,200 · 1.2.3, but not the beginning of 3.5g
DECIMAL = r"[0-9]+(?:[.,][0-9]+)+(?![a-z0-9])"
LATIN = rf"^\W_{HAN}"
"""Within square brackets: letters and digits that are not Han characters."""
_TOKEN = re.compile(rf"{DECIMAL}|[{LATIN}]+")
_OTHERS = re.compile(r"[^一-\u9fff]+")
"""What is left of a text between its Han characters, nearly all of them: little, and so soon searched."""
# What the segmenter takes for one run; it would cut a word with any other character in it.
_RUN = re.compile(r"[\u4e00-\u9fd5]{3,}")
_ATOM = re.compile(rf"([{HAN}]+)|{DECIMAL}|[{LATIN}]+")
WORD = re.compile(rf"(?:{DECIMAL}|[^\W_])+")
"""A bare word of a query: 3.5亿 and 1,200 are whole, other punctuation separates."""
_FIRST_HAN = "〇"
_SPACE = ord(" ")


@lru_cache(maxsize=1)
def _segmenter() -> ModuleType:
    """rjieba, which reads its dictionary when it is imported: a tenth of a second that not every command needs."""
    import rjieba

    module: ModuleType = rjieba
    return module


def dictionary() -> str:
    """Which dictionary is in force. Another one makes other words, so an index names it."""
    from importlib.metadata import version

    return f"rjieba {version('rjieba')}"


def is_known(word: str) -> bool:
    """Whether ``word`` (folded) is a dictionary word of three or more Han characters, and so an index term."""
    return bool(_RUN.fullmatch(word)) and _segmenter().has_word(word)


def segment(run: str) -> list[str]:
    """The words of a run of Han characters, as the segmenter cuts it; names it does not know stay whole."""
    return list(_segmenter().cut(run, True))


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


def without_space(folded: str) -> str:
    """What `zscrawl.text.squash` makes of a text that has been folded already."""
    return "".join(folded.split())


def tokens(folded: str) -> list[str]:
    """The Latin words and numbers of a folded text, as often as they stand in it."""
    return _TOKEN.findall(" ".join(_OTHERS.findall(folded)))


def pairs(squashed: str) -> str:
    """Every pair of neighbouring characters in order, separated by spaces: ``abc`` gives ``ab bc``.

    The pairs are laid out in an array of code points, which is ten times as fast as adding strings.
    """
    points = array("I", squashed.encode("utf-32-le"))
    count = len(points) - 1
    if count < 1:
        return ""
    spread = array("I", (_SPACE,)) * (3 * count)
    spread[0::3] = points[:-1]
    spread[1::3] = points[1:]
    return spread[:-1].tobytes().decode("utf-32-le")


def grams(squashed: str) -> Counter[str]:
    """How often each character and each pair of neighbours stands in a squashed text."""
    counts = Counter(squashed)
    counts.update(pairs(squashed).split())
    return counts


def words(squashed: str) -> list[str]:
    """The dictionary words of three or more Han characters in a squashed text, each as often as it is a substring."""
    return [word for word in _segmenter().cut_all(squashed) if len(word) > 2 and word[0] >= _FIRST_HAN]


@lru_cache(maxsize=1024)
def pieces(squashed: str) -> tuple[tuple[str, ...], bool]:
    """Terms that every text with ``squashed`` in it has, and whether having them is proof.

    One or two characters, or a dictionary word: proof. Otherwise the text has to be looked at.
    """
    if len(squashed) < 3:
        return (squashed,), True
    if is_known(squashed):
        return (squashed,), True
    found = list(filter(is_known, dict.fromkeys(words(squashed))))
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
