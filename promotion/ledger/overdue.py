"""Signed, and not started in time: the local rule is 2 months to register and 6 to start (the 26211 practice)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from promotion.ledger.records import LedgerProject

_STARTED = frozenset({"开工", "在建", "竣工", "投产"})
_REGISTERED = _STARTED | {"注册"}


@dataclass(frozen=True, slots=True)
class Overdue:
    """``missing`` is the step that should have come by ``due``; ``days`` is how long ago that was."""

    project: LedgerProject
    signed: date
    missing: str
    due: date
    days: int


def overdue(
    projects: Iterable[LedgerProject], today: date, *, register_months: int = 2, start_months: int = 6
) -> list[Overdue]:
    """Projects whose next step is late on ``today``, the latest first.

    A project counts from the first day on which a text says that it was signed. Once it has started nothing is late;
    a start that no article reports cannot be known, so the list says «no report of a start», not «not started».
    """
    out = [late for p in projects if (late := _late(p, today, register_months, start_months))]
    return sorted(out, key=lambda late: (-late.days, late.project.id))


def _late(project: LedgerProject, today: date, register_months: int, start_months: int) -> Overdue | None:
    stages = {event.stage for event in project.events}
    signed = min((d for e in project.events if e.stage == "签约" and (d := _first_day(e.date))), default=None)
    if signed is None or stages & _STARTED:
        return None
    steps = (
        [("开工", start_months)]
        if stages & _REGISTERED
        else [("开工", start_months), ("注册", register_months)]
    )
    for missing, months in steps:
        due = _add_months(signed, months)
        if due < today:
            return Overdue(project, signed, missing, due, (today - due).days)
    return None


def _first_day(text: str | None) -> date | None:
    """The first day of a day, month or year; None for a date without a year."""
    parts = (text or "").split("/")[0].split("-")
    if not parts[0].isdigit():
        return None
    year, month, day = ([int(p) for p in parts] + [1, 1])[:3]
    return date(year, month, day)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
