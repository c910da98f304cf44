"""One article as all extractors see it: its form, its calendar, its places, its companies and its subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from promotion.geography.gazetteer import Division, gazetteer
from promotion.geography.homonyms import is_everyday, of_level_said
from promotion.geography.subject_choice import select
from promotion.geography.subjects import Candidate, candidates, of_region
from promotion.periods import Mark, marks
from promotion.places import Mention, mentions, settle
from promotion.text.clock import Calendar, Period
from promotion.text.companies import Company, find_companies, with_tagged
from promotion.text.normal import Normal, normalise
from promotion.text.sentences import Analysis, Sentence
from promotion.text.tagger import Entity, Tagger, entities

# 发布时间:2019-10-09 08:10 · 2024-06-11 11:57 竹山县融媒体中心: a line of the page, not of the article
_DATE_LINE = re.compile(r"^[^\n。]{0,12}\d{4}[-/]\d{1,2}[-/]\d{1,2}[^\n。]{0,30}$", re.MULTILINE)
# 10月27日|甲市消息 日前: the day of the report, not of what it tells
_WIRED = re.compile(r"[^,;:。\n]{0,6}(?:消息|讯|电)[^,;:。\n]{0,12}(?:日前|近日)")


class Reading:
    """What `read_facts` knows about an article before any fact is drawn. Offsets are of the normal text."""

    def __init__(
        self,
        text: str,
        title: str | None,
        published_at: datetime | str | None,
        region: str | None,
        tagger: Tagger | None = None,
    ) -> None:
        self.normal: Normal = normalise(text)
        self.analysis = Analysis(self.normal)
        self.text = self.analysis.text
        self._tagger = tagger
        self._entities: dict[int, list[Entity]] = {}
        self._title = Analysis(normalise(title or ""))
        self.title = self._title.text
        self._region = gazetteer().by_code.get(region) if region else None
        found = marks(self.text)
        self.calendar = Calendar(published_at, [*found, *marks(self.title)])
        self.periods = _resolve(self.calendar, found, self.text)
        self._period_starts = [p.start for p in self.periods]

    def _tagged(self, sentence: Sentence, label: str) -> list[tuple[int, int]]:
        """What the tagger finds in ``sentence``, in order; nothing without one. A sentence is tagged once."""
        if self._tagger is None:
            return []
        if sentence.start not in self._entities:
            found = entities(self._tagger, self.text, sentence.start, sentence.end)
            self._entities[sentence.start] = found
        return [(e.start, e.end) for e in self._entities[sentence.start] if e.label == label]

    @cached_property
    def companies(self) -> list[Company]:
        """Companies by grammar, and those that only the tagger sees."""
        found = find_companies(self.analysis)
        if self._tagger is None:
            return found
        return with_tagged(self.analysis, found, lambda sentence: self._tagged(sentence, "ORG"))

    def persons(self, sentence: Sentence) -> list[str]:
        """Persons that the tagger finds in ``sentence``."""
        return [self.normal.name(start, end) for start, end in self._tagged(sentence, "PER")]

    @cached_property
    def title_places(self) -> list[Mention]:
        hits = [h for h in self.analysis.place_names if len(h.divisions) == 1]
        said = Counter(h.divisions[0].adcode for h in hits)
        known = [
            h.divisions[0]
            for h in hits
            if h.form == "full"
            or (h.divisions[0].level == "province" and not is_everyday(self.text[h.start : h.end]))
            or (said[h.divisions[0].adcode] > 1 and not is_everyday(self.text[h.start : h.end]))
        ]
        if self._region:
            known.append(self._region)
        known += of_level_said(self.text, self._title.place_names)
        return mentions(self._title, find_companies(self._title), known) if self.title else []

    @cached_property
    def places(self) -> list[Mention]:
        """Places of the text in order; names of media left in (``media``), every zone with its division."""
        home = None
        if any(m.division is None for m in self._mentions):
            found = candidates(self.text, self._mentions, self.title, self.title_places, self._region)
            home = found[0].division if found and found[0].score > 0 else None
        return settle(self._mentions, home, self.title_places)

    @cached_property
    def _mentions(self) -> list[Mention]:
        known = [m.division for m in self.title_places if m.division]
        if self._region:
            known.append(self._region)
        return mentions(self.analysis, self.companies, known, self.title)

    @cached_property
    def subjects(self) -> list[Candidate]:
        """Whose promotion it is, the main place first."""
        found = candidates(self.text, self.places, self.title, self.title_places, self._region)
        chosen = select(found, self.places)
        if not chosen and self._region:
            chosen = [of_region(self._region)]
        return chosen

    @property
    def main(self) -> Candidate | None:
        return self.subjects[0] if self.subjects else None

    @property
    def home(self) -> Division | None:
        """The division of the main subject."""
        return self.main.division if self.main else None

    def sentence_at(self, position: int) -> Sentence | None:
        return self.analysis.sentence_at(position)

    def sentence_of(self, offset: int) -> Sentence | None:
        """The sentence at an offset of the text as given."""
        starts = self.normal.starts
        return self.sentence_at(bisect_left(starts, offset) if starts else offset)

    def periods_in(self, start: int, end: int) -> Sequence[Period]:
        low = bisect_left(self._period_starts, start)
        return self.periods[low : bisect_left(self._period_starts, end)]

    def places_in(self, start: int, end: int) -> list[Mention]:
        low = bisect_left(self._place_starts, start)
        return [m for m in self.places[low : bisect_left(self._place_starts, end, low)] if m.end <= end]

    def place_before(self, mention: Mention) -> Mention | None:
        """The place that the text names before ``mention``."""
        at = bisect_left(self._place_starts, mention.start) - 1
        return self.places[at] if at >= 0 else None

    def companies_in(self, start: int, end: int) -> list[Company]:
        low = bisect_left(self._company_starts, start)
        return [c for c in self.companies[low : bisect_left(self._company_starts, end, low)] if c.end <= end]

    def in_zone(self, start: int, end: int) -> bool:
        """Does the name of a zone cover ``start:end``?"""
        at = bisect_right(self._zones, start, key=lambda m: m.start)
        return at > 0 and self._zones[at - 1].end >= end

    @cached_property
    def company_ends(self) -> frozenset[int]:
        """Where the names of companies end."""
        return frozenset(c.end for c in self.companies)

    @cached_property
    def _place_starts(self) -> list[int]:
        return [m.start for m in self.places]

    @cached_property
    def _company_starts(self) -> list[int]:
        return [c.start for c in self.companies]

    @cached_property
    def _zones(self) -> list[Mention]:
        return [m for m in self.places if m.zone]


def _part_of_year(before: Period, year: Period, between: str) -> bool:
    """Months or quarters of that year, told in the same sentence."""
    value = before.value or ""
    return (
        "/" in value and value.count(year.value or "-") == 2 and "。" not in between and "\n" not in between
    )


def _resolve(cal: Calendar, found: Sequence[Mark], text: str) -> list[Period]:
    """All periods of the text but the bases of comparisons and the page's own date lines."""
    lines = [m.span() for m in _DATE_LINE.finditer(text)]
    out: list[Period] = []
    last_day: str | None = None
    told: Period | None = None
    for mark in found:
        if mark.compared or any(a <= mark.start < b for a, b in lines):
            continue
        if mark.form == "day" and _WIRED.match(text, mark.end):
            continue
        period = cal.resolve(mark, last_day)
        if mark.form == "full_year" and told and "\n" not in text[told.end : mark.start]:
            period = replace(period, value=told.value)  # 去年,我市…。全年签约317个
        if mark.word == "当年" and told and told.value and "\n" not in text[told.end : mark.start]:
            period = replace(period, value=told.value)  # 去年共签约15个,当年开工10个
        elif mark.word == "当年" and out and _part_of_year(out[-1], period, text[out[-1].end : mark.start]):
            period = replace(period, value=out[-1].value)  # 前三季度引进项目中,当年签约的有12个
        if period.grain == "year" and period.value and mark.form != "full_year":
            told = period
        if period.grain == "day" and period.value:
            last_day = period.value
        out.append(period)
    return out
