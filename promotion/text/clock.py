"""The article's clock: which days, months and years its dates and periods mean.

A date without a year takes the article's year of reference: its year of publication, or the year that the text
reviews. So all dates are read first (`periods.marks`), and resolved here.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from promotion.periods import Mark

Grain = Literal["day", "month", "range", "year", "since", "now", "vague"]

_OLDEST = 1990
_YEAR_IN_REVIEW = 2
"""Until February texts tell of the year before as 全年."""

_LEAD = 80
"""Characters in which an article says of which year it speaks."""


_NEWS = timedelta(days=14)
"""So long before publication a day is news, whatever years the text names."""

_SAME_NEWS = timedelta(days=5)

_YEARS_AWAY = {
    "去年": -1, "过去一年": -1, "过去的一年": -1, "上年": -1, "上年度": -1, "前年": -2, "明年": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A resolved mark: ``value`` as FACTS prints it, None where the text does not settle it."""

    start: int
    end: int
    grain: Grain
    value: str | None
    ahead: bool = False


class Calendar:
    """The article's clock: its day of publication, and the year that dates without a year take."""

    def __init__(self, published_at: datetime | str | None, found: Iterable[Mark]) -> None:
        self.published = _published(published_at)
        self.publication_year = self.published.year if self.published else _bare_year(published_at)
        self.year = self._reference(found)

    def _reference(self, found: Iterable[Mark]) -> int | None:
        """The publication year, or the year before where that is the only one that the text names (a review).

        Without a publication date: the first year of the opening, else the one printed most often.
        """
        real = [mark for mark in found if not mark.compared and not mark.ahead]
        lead = [mark for mark in real if mark.start < _LEAD]
        counts = Counter(y for mark in real for y in _printed(mark))
        newest = self.publication_year
        if newest is None:
            return next((y for mark in lead for y in _printed(mark)), None) or max(
                counts, key=lambda y: (counts[y], y), default=None
            )
        if any(mark.word == "今年" for mark in real):
            return newest
        # a month or day of the year before, told in passing, makes no review (自2014年10月投产以来)
        whole = [m for m in real if m.form not in {"day", "days", "month", "iso"} or m.start < _LEAD]
        told = {y for mark in whole for y in _printed(mark)}
        named = {y for y in counts if y == newest or (y == newest - 1 and y in told)}
        return newest - 1 if named == {newest - 1} else newest

    def resolve(self, mark: Mark, last_day: str | None = None) -> Period:
        """``mark`` as a period. ``last_day`` is the day that 当天 means; what lies ahead has no value."""
        grain, value = _RESOLVERS[mark.form](self, mark, last_day)
        ahead = mark.ahead or bool(value and self.publication_year and value[:4] > str(self.publication_year))
        if mark.since and value:
            grain, value = "since", self._since(value)
        return Period(mark.start, mark.end, grain, value, ahead)

    def _since(self, value: str) -> str:
        """2017-05 → 2017-05/..; whole years count up to the year of reference: 2019 → 2019/2023."""
        if len(value) == 4 and self.year and int(value) < self.year:
            return f"{value}/{self.year}"
        return f"{value}/.."

    def just_before(self, month: int, day: int, mark: Mark) -> bool:
        """Is a day without a year one of the weeks before publication? News tells it, also beside older years."""
        if self.published is None or mark.form not in {"day", "days"}:
            return False
        last = calendar.monthrange(self.published.year, month)[1]
        apart = self.published - date(self.published.year, month, min(day, last))
        return timedelta(0) <= apart <= _NEWS

    def year_of(self, mark: Mark, month: int = 1, day: int = 1) -> int | None:
        """The year of a date; one without a year that would lie after publication is of the year before."""
        if mark.year:
            return mark.year
        this = self.publication_year or self.year
        if mark.word and this:
            return this + _YEARS_AWAY.get(mark.word, 0)
        if self.just_before(month, day, mark):
            return self.publication_year
        if self.year and self.published and self.year == self.published.year:
            with_day = date(self.year, month, min(day, calendar.monthrange(self.year, month)[1]))
            if with_day > self.published + timedelta(days=1) and not mark.ahead:
                return self.year - 1
        return self.year


def _published(value: datetime | str | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    found = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", value or "")
    if not found:
        return None
    try:
        if found[3]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        return date(int(found[1]), int(found[2]), calendar.monthrange(int(found[1]), int(found[2]))[1])
    except ValueError:
        return None


def _bare_year(value: datetime | str | None) -> int | None:
    return int(value[:4]) if isinstance(value, str) and re.match(r"(?:19|20)\d\d$", value) else None


def _printed(mark: Mark) -> list[int]:
    if mark.form in {"months_of_years", "years", "iso", "event_year"}:
        return [p for p in mark.parts if p >= _OLDEST]
    return [mark.year] if mark.year and mark.year >= _OLDEST else []


Resolved = tuple[Grain, str | None]


def _day_text(year: int | None, month: int, day: int) -> str | None:
    """ISO day, --MM-DD where the year is not known, None where there is no such day."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _month_range(year: int | None, first: int, last: int) -> str | None:
    return f"{year}-{first:02}/{year}-{last:02}" if year and 1 <= first <= last <= 12 else None


def _day(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    month, day = mark.parts[-2:]
    year = mark.parts[0] if mark.form == "iso" else cal.year_of(mark, min(month, 12) or 1, day)
    return "day", _day_text(year, month, day)


def _days(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    month, first, other, last = mark.parts
    year = cal.year_of(mark, month, first)
    start, end = _day_text(year, month, first), _day_text(year, other or month, last)
    return "day", f"{start}/{end}" if start and end else None


def _months_of_years(_cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    y1, m1, y2, m2 = mark.parts
    return "range", f"{y1}-{m1:02}/{y2}-{m2:02}"


def _years(_cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    return "range", f"{mark.parts[0]}/{mark.parts[1]}"


def _months(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    first, last = mark.parts
    return "range", _month_range(cal.year_of(mark, max(last, 1)), first, last)


def _first(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    months, quarters = mark.parts
    last = months or quarters * 3
    return "range", _month_range(cal.year_of(mark, last), 1, last)


def _quarter(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    first = mark.parts[0] * 3 - 2
    return "range", _month_range(cal.year_of(mark, first), first, first + 2)


def _half(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    first = 1 if mark.parts[0] == 1 else 7
    return "range", _month_range(cal.year_of(mark, first), first, first + 5)


def _month(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    """6月底 after 到 or 截至 is its last day; else the month."""
    month = mark.parts[0]
    year = cal.year_of(mark, month)
    if not year:
        return "month", None
    if mark.as_of:
        return "day", f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    return "month", f"{year}-{month:02}"


def _whole_year(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    year = cal.year_of(mark)
    return "year", str(year) if year else None


def _full_year(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    """全年: the year of reference; in a text of January or February that names none, the year that has ended."""
    year = cal.year_of(mark)
    early = cal.published is not None and cal.published.month <= _YEAR_IN_REVIEW
    if year and early and cal.published and year == cal.published.year:
        year -= 1
    return "year", str(year) if year else None


def _day_only(cal: Calendar, mark: Mark, _last: str | None) -> Resolved:
    """27日: in the month of publication, or the month before where it would lie ahead."""
    if not cal.published:
        return "day", None
    month = cal.published.replace(day=1)
    if mark.parts[0] > cal.published.day:
        month = (month - timedelta(days=1)).replace(day=1)
    return "day", _day_text(month.year, month.month, mark.parts[0])


def _last_month(cal: Calendar, _mark: Mark, _last: str | None) -> Resolved:
    """上月: the month before the month of publication."""
    if not cal.published:
        return "month", None
    before = cal.published.replace(day=1) - timedelta(days=1)
    return "month", f"{before.year}-{before.month:02}"


def _relative_day(cal: Calendar, mark: Mark, last: str | None) -> Resolved:
    """昨日 counts from publication; 今天 is the day told before (本报1月24日讯 今日) where that is recent."""
    if not cal.published:
        return "vague", None
    if mark.word.startswith("今") and last and len(last) == len("2000-01-01"):
        told = date.fromisoformat(last) if last[0] != "-" else cal.published
        if timedelta(0) <= cal.published - told <= _SAME_NEWS:
            return "day", told.isoformat()
    back = 1 if mark.word.startswith("昨") else 2 if mark.word.startswith("前") else 0
    return "day", (cal.published - timedelta(days=back)).isoformat()


def _same_day(_cal: Calendar, mark: Mark, last: str | None) -> Resolved:
    """当天: the day told before; 开幕当天 is the first of several days."""
    return "day", (last or "").partition("/")[0] or None if mark.word == "first" else last


_RESOLVERS: dict[str, Callable[[Calendar, Mark, str | None], Resolved]] = {
    "months_of_years": _months_of_years, "years": _years, "iso": _day, "days": _days, "day": _day, "months": _months,
    "first": _first, "quarter": _quarter, "half": _half, "month": _month, "year": _whole_year,
    "relative_year": _whole_year, "full_year": _full_year, "day_only": _day_only, "relative_day": _relative_day,
    "last_month": _last_month,
    "same_day": _same_day,
    "event_year": lambda _cal, _mark, _last: ("vague", None),
    "now": lambda _cal, _mark, _last: ("now", None),
    "vague": lambda _cal, _mark, _last: ("vague", None),
}  # fmt: skip
