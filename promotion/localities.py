"""Which place a figure, a project or an event belongs to.

The nearest place of the subject's own family (the subject, what lies in it, what it lies in) that stands before
in the same item; else the subject. A place that is visited, or that money comes from, does not count.
"""

from __future__ import annotations

from promotion import subjects
from promotion.places import Mention
from promotion.reading import Reading


class Localities:
    """Answers for one article. A place's name is official (襄阳市), a zone's as printed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text
        self._own = [m for m in reading.places if self._family(m) and not self._away(m)]

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
        before = [m for m in self._own if low <= m.start and m.end <= end]
        return before[-1].official if before else None

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
