"""Texts in comparison form that the writer keeps at hand: reprints come at one time."""

from __future__ import annotations

from collections import OrderedDict

from archive.normal import NormalText

MAX_LENGTH = 200_000
"""Characters of all texts together. With the pieces that they are compared by that is about 30 MB."""


class Texts:
    """The texts of versions by their ids, those used last. To be cleared when a transaction fails."""

    def __init__(self) -> None:
        self._texts: OrderedDict[int, NormalText] = OrderedDict()
        self._length = 0

    def get(self, version_id: int) -> NormalText | None:
        """The text of a version, if it is at hand."""
        text = self._texts.get(version_id)
        if text is not None:
            self._texts.move_to_end(version_id)
        return text

    def keep(self, version_id: int, text: NormalText) -> None:
        """Keep a text, in place of those that were not used for longest."""
        self.forget(version_id)
        self._texts[version_id] = text
        self._length += len(text.text)
        while self._length > MAX_LENGTH:
            self.forget(next(iter(self._texts)))

    def forget(self, version_id: int) -> None:
        """Drop a text that the version has no more."""
        text = self._texts.pop(version_id, None)
        if text is not None:
            self._length -= len(text.text)

    def clear(self) -> None:
        """Drop all texts: the ids of versions that were rolled back are given again."""
        self._texts.clear()
        self._length = 0
