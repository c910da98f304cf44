"""Facts in and out: records of `zscrawl.items` kept for one version of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from archive.fact_models import TABLES, FactRow, FactSetRow
from archive.models import table_of
from archive.queries import chosen
from archive.records import Mention
from archive.rows import ARTICLES, VERSIONS, local
from zscrawl.items import Activity, Facts, Figure, Filters, Mechanism, Place, Project

Record = TypeVar("Record", Place, Figure, Project, Activity, Mechanism)

_SETS = table_of(FactSetRow)
_LISTS: dict[str, type[Any]] = {
    "places": Place,
    "figures": Figure,
    "projects": Project,
    "activities": Activity,
    "mechanisms": Mechanism,
}
"""The lists of `Facts`, and the kind of record that each holds."""


def store_facts(
    connection: sa.Connection, version_id: int, facts: Facts, extractor: str, now: datetime
) -> None:
    """Keep the facts of one version in place of any that it had."""
    delete_facts(connection, version_id)
    values = {
        "version_id": version_id,
        "extractor": extractor,
        "relevant": facts.relevant,
        "relevance": facts.relevance,
        "drawn_at": now,
    }
    connection.execute(sa.insert(FactSetRow).values(**values))
    for name, kind in _LISTS.items():
        records = [
            asdict(record) | {"version_id": version_id, "ordinal": ordinal}
            for ordinal, record in enumerate(getattr(facts, name))
        ]
        if records:
            connection.execute(sa.insert(TABLES[kind]), records)


def delete_facts(connection: sa.Connection, version_id: int) -> None:
    """Forget the facts of one version; they can be drawn again."""
    for table in TABLES.values():
        connection.execute(sa.delete(table).where(table.version_id == version_id))
    connection.execute(sa.delete(FactSetRow).where(FactSetRow.version_id == version_id))


def facts_of(connection: sa.Connection, uids: Sequence[str], version: int | None = None) -> dict[str, Facts]:
    """The facts of these articles' versions (the latest, if None) by uid; those without any are left out."""
    query = (
        sa.select(_SETS, ARTICLES.c.uid)
        .join(VERSIONS, VERSIONS.c.id == _SETS.c.version_id)
        .join(ARTICLES, ARTICLES.c.id == VERSIONS.c.article_id)
        .where(ARTICLES.c.uid.in_(uids))
        .where(VERSIONS.c.number == (ARTICLES.c.version if version is None else version))
    )
    sets = connection.execute(query).all()
    found = {row.version_id: Facts(relevant=row.relevant, relevance=row.relevance) for row in sets}
    for name, kind in _LISTS.items():
        table = table_of(TABLES[kind])
        rows = (
            sa.select(table)
            .where(table.c.version_id.in_(found))
            .order_by(table.c.version_id, table.c.ordinal)
        )
        for row in connection.execute(rows):
            getattr(found[row.version_id], name).append(_record(kind, row))
    return {row.uid: found[row.version_id] for row in sets}


def mentions(
    connection: sa.Connection, kind: type[Record], filters: Filters, batch: int
) -> Iterator[Mention[Record]]:
    """Every record of one kind in the latest versions of the chosen articles, newest article first."""
    model: type[FactRow] = TABLES[kind]
    table = table_of(model)
    names = ("uid", "version", "canonical_url", "source", "published_at", "cluster")
    query = (
        sa.select(table, *(ARTICLES.c[name].label(f"of_{name}") for name in names))
        .add_columns(VERSIONS.c.title.label("of_title"))
        .join(VERSIONS, VERSIONS.c.id == table.c.version_id)
        .join(ARTICLES, (ARTICLES.c.id == VERSIONS.c.article_id) & (ARTICLES.c.version == VERSIONS.c.number))
        .order_by(ARTICLES.c.dated_at.desc(), ARTICLES.c.id.desc(), table.c.ordinal)
    )
    with connection.execution_options(yield_per=batch).execute(chosen(query, filters)) as result:
        for row in result:
            yield Mention(
                uid=row.of_uid,
                version=row.of_version,
                url=row.of_canonical_url,
                title=row.of_title,
                source=row.of_source,
                published_at=local(row.of_published_at),
                cluster=row.of_cluster,
                record=_record(kind, row),
            )


def without_facts(extractor: str) -> sa.ColumnElement[bool]:
    """True for a version from which ``extractor`` has drawn nothing yet."""
    drawn = sa.select(_SETS.c.version_id).where(
        _SETS.c.version_id == VERSIONS.c.id, _SETS.c.extractor == extractor
    )
    return ~drawn.exists()


def _record(kind: type[Record], row: sa.Row[Any]) -> Record:
    values = {field.name: row._mapping[field.name] for field in fields(kind)}
    return kind(**values)
