"""The tables of facts: what `promotion` drew from one version of an article.

Each table mirrors a dataclass of `zscrawl.items`, column by field, so that a record goes in and comes
out without translation; a test holds that they agree. All of it is derived and may be rebuilt.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Double, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from archive.models import Base
from zscrawl.items import Activity, Figure, Mechanism, Place, Project


class FactSetRow(Base):
    """That a version was read for facts, by which extractor, and whether it is promotion news at all."""

    __tablename__ = "fact_sets"

    version_id: Mapped[int] = mapped_column(Integer, ForeignKey("versions.id"), primary_key=True)
    extractor: Mapped[str] = mapped_column(String(100), index=True)
    relevant: Mapped[bool]
    relevance: Mapped[float] = mapped_column(Double)
    drawn_at: Mapped[datetime]


class FactRow(Base):
    """What every fact has: its version, its place among that version's facts, and its quotation."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]

    @declared_attr
    @classmethod
    def version_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("fact_sets.version_id"), index=True)


class PlaceRow(FactRow):
    __tablename__ = "places"

    name: Mapped[str]
    adcode: Mapped[str | None] = mapped_column(String(20), index=True)
    level: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))


class FigureRow(FactRow):
    __tablename__ = "figures"

    indicator: Mapped[str] = mapped_column(String(60), index=True)
    label: Mapped[str]
    value: Mapped[float] = mapped_column(Double)
    unit: Mapped[str]
    value_cny: Mapped[int | None]
    approx: Mapped[str | None]
    place: Mapped[str | None]
    period: Mapped[str | None]
    qualifier: Mapped[str | None]
    yoy_pct: Mapped[float | None] = mapped_column(Double)
    target_pct: Mapped[float | None] = mapped_column(Double)
    rank: Mapped[str | None]


class ProjectRow(FactRow):
    __tablename__ = "projects"

    name: Mapped[str]
    investor: Mapped[str | None]
    amount_cny: Mapped[int | None]
    amount_text: Mapped[str | None]
    amount_kind: Mapped[str | None]
    place: Mapped[str | None]
    stage: Mapped[str | None]
    stage_date: Mapped[str | None]
    sector: Mapped[str | None]
    capacity: Mapped[str | None]


class ActivityRow(FactRow):
    __tablename__ = "activities"

    type: Mapped[str]
    name: Mapped[str | None]
    date: Mapped[str | None]
    place: Mapped[str | None]
    host: Mapped[str | None]
    people: Mapped[list[Any]]
    companies: Mapped[list[Any]]
    projects_signed: Mapped[int | None]
    amount_cny: Mapped[int | None]


class MechanismRow(FactRow):
    __tablename__ = "mechanisms"

    name: Mapped[str]
    description: Mapped[str]


TABLES: dict[type[Any], type[FactRow]] = {
    Place: PlaceRow,
    Figure: FigureRow,
    Project: ProjectRow,
    Activity: ActivityRow,
    Mechanism: MechanismRow,
}
"""Which table keeps which kind of record."""
