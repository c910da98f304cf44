"""Facts in and out: records of `zscrawl.items` kept for one version of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from archive.fact_models import TABLES, FactRow, FactSetRow
from archive.models import table_of
from archive.queries import chosen, in_batches
from archive.records import Mention
from archive.rows import ARTICLES, VERSIONS, local
from archive.sql import get_meta, put_meta
from zscrawl.errors import ConfigError
from zscrawl.items import Activity, Facts, Figure, Filters, Mechanism, Place, Project

Record = TypeVar("Record", Place, Figure, Project, Activity, Mechanism)

_SETS = table_of(FactSetRow)
_MOVE = (
    sa.update(ARTICLES).where(ARTICLES.c.uid == sa.bindparam("of_uid")).values(sequence=sa.bindparam("to"))
)
_LISTS: dict[str, type[Any]] = {
    "places": Place,
    "figures": Figure,
    "projects": Project,
    "activities": Activity,
    "mechanisms": Mechanism,
}
"""The lists of `Facts`, and the kind of record that each holds."""


def store_facts(connection: sa.Connection, drawn: Mapping[int, Facts], extractor: str, now: datetime) -> None:
    """Keep the facts of versions, by id, in place of any that they had."""
    delete_facts(connection, list(drawn))
    sets = [
        {
            "version_id": version_id,
            "extractor": extractor,
            "relevant": facts.relevant,
            "relevance": facts.relevance,
            "drawn_at": now,
        }
        for version_id, facts in drawn.items()
    ]
    if sets:
        connection.execute(sa.insert(_SETS), sets)
    for name, kind in _LISTS.items():
        records = [
            _columns(record) | {"version_id": version_id, "ordinal": ordinal}
            for version_id, facts in drawn.items()
            for ordinal, record in enumerate(getattr(facts, name))
        ]
        if records:
            connection.execute(sa.insert(table_of(TABLES[kind])), records)


def delete_facts(connection: sa.Connection, version_ids: Sequence[int]) -> None:
    """Forget the facts of versions; they can be drawn again."""
    for batch in in_batches(version_ids, 500):
        for table in (*map(table_of, TABLES.values()), _SETS):
            connection.execute(sa.delete(table).where(table.c.version_id.in_(batch)))


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


def replace_facts(
    connection: sa.Connection, drawn: Sequence[tuple[str, int, Facts]], extractor: str, now: datetime
) -> None:
    """Keep the facts of (uid, version) in place of any that they had. Their articles count as changed, in that order.

    Raises:
        ConfigError: there is no such version.
    """
    known = _version_ids(connection, [uid for uid, _, _ in drawn])
    sequence = int(get_meta(connection, "sequence") or 0)
    by_version: dict[int, Facts] = {}
    moved = []
    for uid, version, facts in drawn:
        if (uid, version) not in known:
            raise ConfigError(f"{uid} has no version {version}: zscrawl history {uid} lists them")
        sequence += 1
        by_version[known[uid, version]] = facts
        moved.append({"of_uid": uid, "to": sequence})
    store_facts(connection, by_version, extractor, now)
    if moved:
        connection.execute(_MOVE, moved)
    put_meta(connection, "sequence", str(sequence))


def _version_ids(connection: sa.Connection, uids: Sequence[str]) -> dict[tuple[str, int], int]:
    """The rows of all versions of these articles, by uid and number."""
    found: dict[tuple[str, int], int] = {}
    for batch in in_batches(uids, 500):
        query = sa.select(ARTICLES.c.uid, VERSIONS.c.number, VERSIONS.c.id).where(ARTICLES.c.uid.in_(batch))
        for row in connection.execute(query.join(VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id)):
            found[row.uid, row.number] = row.id
    return found


def _columns(record: Any) -> dict[str, Any]:
    """A record's fields, which are plain values: `dataclasses.asdict` would copy each of them."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _record(kind: type[Record], row: sa.Row[Any]) -> Record:
    values = {field.name: row._mapping[field.name] for field in fields(kind)}
    return kind(**values)
