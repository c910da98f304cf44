"""Which place a figure, a project or an event belongs to.

The nearest place of the subject's own family (the subject, what lies in it, what it lies in) that stands before
in the same item; else the subject. A place that is visited, or that money comes from, does not count.
"""

from __future__ import annotations

import re

from promotion import subjects
from promotion.places import Mention
from promotion.reading import Reading
from promotion.sentences import Sentence

# 落户P · 位于P · 在P建设
_GOES_TO = (re.compile(r"(?:落户|落地|落子|入驻|位于|坐落于?|选址|落在)(?:在|于)?$"), re.compile(r"在$"))
_ROW_HEAD = 6
"""A row names its place at its beginning, or after a few characters (其中:, 从落点看)."""


class Localities:
    """Answers for one article. A place's name is official (襄阳市), a zone's as printed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text
        covered = {m.start for m in reading.places if m.zone}
        self._own = [
            m
            for m in reading.places
            if self._family(m) and not self._away(m) and (m.zone or m.start not in covered)
        ]

    @property
    def default(self) -> str | None:
        """Name of the main subject."""
        main = self._reading.main
        return (main.zone or main.division.name) if main else None

    def of_figure(self, start: int, end: int) -> str | None:
        """Place of the number at ``start:end``."""
        return self.named(start, end) or self.default

    def named(self, start: int, end: int) -> str | None:
        """The family place nearest before ``end`` in the same item, None where the item names none."""
        sentence = self._reading.sentence_at(start)
        if sentence is None:
            return None
        low = max(sentence.start, self._text.rfind(";", sentence.start, end) + 1)
        before = [m for m in self._own if low <= m.start and m.end <= end and self._heads(m, low, end)]
        return before[-1].official if before else None

    def of_project(self, start: int, end: int, sentence: Sentence) -> str | None:
        """Place that the project named at ``start:end`` goes to."""
        own = next((m for m in self._own if m.start == start and m.end < end), None)
        if own:
            return own.official
        for pattern in _GOES_TO:
            for mention in self._own:
                goes = sentence.start <= mention.start < sentence.end and (mention.start >= end or mention.end <= start)
                if goes and pattern.search(self._text, max(sentence.start, mention.start - 6), mention.start):
                    return mention.official
        return self.named(sentence.start, start) or self.default

    def _heads(self, mention: Mention, low: int, end: int) -> bool:
        """Is the place the row that the number stands in, and not part of a name in a list between?"""
        return mention.start <= low + _ROW_HEAD or "、" not in self._text[mention.end : end]

    def _family(self, mention: Mention) -> bool:
        home, division = self._reading.home, mention.division
        if mention.media or division is None or home is None:
            return False
        main = self._reading.main
        if main and main.zone and mention.zone is None:
            # the county round a zone is not the zone
            return division != home and division.within(home)
        return division.within(home) or home.within(division)

    def _away(self, mention: Mention) -> bool:
        return subjects.away(self._text, mention)
