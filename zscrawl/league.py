"""The league table: how far the projects of each place have got, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zscrawl.items import STAGES

if TYPE_CHECKING:
    from promotion.ledger import LedgerProject

LEVELS = ("county", "zone", "city", "province")
"""What a row may stand for. ``zone`` takes each place as the news names it, so that a zone stands beside its county."""

_SIGNED = STAGES[STAGES.index("签约") :]
_STARTED = STAGES[STAGES.index("开工") :]

Seat = tuple[str, str | None]
"""Name and adcode of a place."""


@dataclass(slots=True)
class Standing:
    """One row: the projects of one place by the furthest stage that was reported.

    ``signed`` counts every project that was ever signed or got further, so ``start_rate`` is a share of it.
    Amounts are in yuan, of projects that are safe to sum.
    """

    place: str
    adcode: str | None
    projects: int = 0
    signed: int = 0
    started: int = 0
    in_production: int = 0
    amount_cny: int = 0
    started_cny: int = 0

    @property
    def start_rate(self) -> float | None:
        return self.started / self.signed if self.signed else None


def league(
    projects: Iterable[LedgerProject], by: str = "county"
) -> list[tuple[Standing, list[LedgerProject]]]:
    """A row for each place of the level ``by`` (`LEVELS`) with its projects, the largest amount first.

    A project of which only the city is known counts for the city, at the level of counties too. Projects of unknown
    place are left out.
    """
    members: dict[Seat, list[LedgerProject]] = {}
    for project in projects:
        if seat := _seat(project, by):
            members.setdefault(seat, []).append(project)
    rows = [(_standing(seat, here), here) for seat, here in members.items()]
    return sorted(rows, key=lambda row: (-row[0].amount_cny, -row[0].projects, row[0].place))


def _seat(project: LedgerProject, by: str) -> Seat | None:
    """Where a project counts; None if its place is unknown."""
    from promotion.geography.gazetteer import gazetteer  # not for --help

    known = gazetteer().by_code
    division = known.get(project.adcode) if project.adcode else None
    if by == "zone" or division is None:
        return (project.place, project.adcode) if project.place else None
    if by != "county":
        division = known.get(division.city if by == "city" else division.province, division)
    return division.name, division.adcode


def _standing(seat: Seat, projects: Sequence[LedgerProject]) -> Standing:
    row = Standing(*seat, projects=len(projects))
    for project in projects:
        amount = project.amount_cny or 0 if project.safe_to_sum else 0
        row.signed += project.stage in _SIGNED
        row.started += project.stage in _STARTED
        row.in_production += project.stage == "投产"
        row.amount_cny += amount
        row.started_cny += amount if project.stage in _STARTED else 0
    return row
