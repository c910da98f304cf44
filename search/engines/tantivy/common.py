"""The words and characters that very many articles of one archive have: 招商引资, and 的.

To find 招商引资 by its pairs, positions would have to be looked at in most of the articles, and to find 的 the articles
of thousands of pairs be put together. So an index has the most frequent ones as terms. They are learned from the first
articles of a large build and kept beside the index; each text is then searched for these few, which takes a tenth of
finding all words of a dictionary.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from search import analyzer
from search.documents import Document
from search.sentinel import write_json
from zscrawl.text import squash

FILE = "common.json"
SAMPLE = 500
"""Articles that are read to learn. An index that began with fewer has nothing in common until it is rebuilt."""
_WORD_SHARE, _MOST_WORDS = 0.15, 32
"""Of the articles. Rarer words are found by positions, of a million articles in 20 ms. One takes 0.7 µs a text."""
_CHARACTER_SHARE, _MOST_CHARACTERS = 0.5, 80
"""Rarer ones are found by their pairs in four times as long. One takes 0.1 µs a text, and half of one where it is."""


class Common(NamedTuple):
    """What an index has as terms beside pairs: words of three and more characters, and single characters."""

    words: tuple[str, ...] = ()
    characters: frozenset[str] = frozenset()

    def terms(self, squashed: str) -> list[str]:
        """Each word as often as it is a substring of ``squashed``, each character once if it is."""
        words = [word for word in self.words for _ in range(squashed.count(word))]
        if len(squashed) < len(self.characters):
            return words + list(self.characters.intersection(squashed))
        return words + [character for character in self.characters if character in squashed]

    def has(self, text: str) -> bool:
        return text in self.words or text in self.characters

    def around(self, text: str) -> list[str]:
        """The words that have ``text`` within, but none that has another of them within."""
        found = [word for word in self.words if text in word]
        return [word for word in found if not any(other in word for other in found if other != word)]


def find_common(sample: Sequence[Document]) -> Common:
    """What many of the articles have. Words are such as queries are cut into, the most frequent first."""
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for document in sample:
        texts = squash(document.title), squash(document.body)
        cut = {word for text in texts for word in analyzer.segment(text)}
        words.update(word for word in cut if len(word) > 2 and word.isalnum())  # `LATIN` begins no word
        characters.update(set().union(*texts))
    return Common(
        _frequent(words, _WORD_SHARE * len(sample), _MOST_WORDS),
        frozenset(_frequent(characters, _CHARACTER_SHARE * len(sample), _MOST_CHARACTERS)),
    )


def _frequent(counts: Counter[str], least: float, most: int) -> tuple[str, ...]:
    found = sorted((-count, text) for text, count in counts.items() if count >= least)
    return tuple(text for _, text in found[:most])


def write(directory: Path, common: Common) -> None:
    """Keep what the articles of an index have in common. It may not change once there is an article."""
    write_json(directory / FILE, [common.words, sorted(common.characters)])


def read(directory: Path) -> Common | None:
    """What `write` kept, or None. Raises ValueError or TypeError if it is damaged."""
    try:
        words, characters = json.loads((directory / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Common(tuple(words), frozenset(characters))
