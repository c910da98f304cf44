"""The phrases that very many articles of one archive have, 招商引资 before all.

To find such a phrase by its pairs, positions would have to be looked at in half of the articles. So an index has the
most frequent ones as terms. They are learned from the first articles of a large build and kept beside the index; each
text is then searched for these few, which takes a tenth of finding all words of a dictionary.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from search.documents import Document
from search.sentinel import write_json
from zscrawl.text import squash

FILE = "common.json"
SAMPLE = 500
"""Articles that are read to learn. An index that began with fewer has no common phrases until it is rebuilt."""
_SHARE = 0.15
"""Of the articles. Rarer phrases are found by positions, of a million articles in about 20 ms."""
_MOST = 32
"""Phrases. Each takes most of a microsecond for each article."""
_LENGTHS = range(3, 17)
_READ = 1_000  # characters of an article
_NEARLY_ALWAYS = 0.9


def find_common(sample: Sequence[Document]) -> tuple[str, ...]:
    """The phrases that many of the articles have, the most frequent first; of one within another only the longer,
    unless it often stands elsewhere."""
    texts = [f"{squash(document.title)}。{squash(document.body[:_READ])}" for document in sample]
    having = _frequent(texts, _SHARE * len(texts))
    whole: list[str] = []
    for phrase in sorted(having, key=len, reverse=True):
        often = _NEARLY_ALWAYS * having[phrase]
        if not any(phrase in longer and having[longer] >= often for longer in whole):
            whole.append(phrase)
    return tuple(sorted(whole, key=lambda phrase: (-having[phrase], phrase))[:_MOST])


def _frequent(texts: Sequence[str], least: float) -> dict[str, int]:
    """In how many texts each phrase is that ``least`` have. A longer one is looked for where its beginning is one."""
    found: dict[str, int] = {}
    places: list[Iterable[int]] = [range(len(text)) for text in texts]
    for length in _LENGTHS:
        counts: Counter[str] = Counter()
        for text, starts in zip(texts, places, strict=True):
            counts.update({text[at : at + length] for at in starts})
        frequent = {
            phrase: count
            for phrase, count in counts.items()
            if count >= least and len(phrase) == length and phrase.isalnum()
        }
        places = [
            [at for at in starts if text[at : at + length] in frequent]
            for text, starts in zip(texts, places, strict=True)
        ]
        found |= frequent
    return found


def occurrences(common: Iterable[str], squashed: str) -> list[str]:
    """Each phrase as often as it is in ``squashed``."""
    return [phrase for phrase in common for _ in range(squashed.count(phrase))]


def write(directory: Path, common: Sequence[str]) -> None:
    """Keep the common phrases of an index. They may not change once it has articles."""
    write_json(directory / FILE, common)


def read(directory: Path) -> tuple[str, ...] | None:
    """The common phrases of an index, None if it has no list of them. Raises ValueError if that is damaged."""
    try:
        return tuple(json.loads((directory / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
