"""Small writes that several modules share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from archive.models import Base, Meta, table_of


def put(
    connection: sa.Connection, model: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Update the row that has ``key``, or insert it. There is one writer, so nobody comes between."""
    table = table_of(model)
    where = [table.c[name] == value for name, value in key.items()]
    result = connection.execute(sa.update(model).where(*where).values(**values))
    if result.rowcount == 0:
        connection.execute(sa.insert(model).values(**key, **values))


def put_all(
    connection: sa.Connection, model: type[Base], key: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Insert rows, or update what they name of the rows that have their ``key``.

    Each row names what may not be NULL and has no default.
    """
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        alike.setdefault(tuple(sorted(row)), []).append(row)
    for names, group in alike.items():
        connection.execute(_upsert(connection.dialect.name, model, tuple(key), names), group)


@lru_cache
def _upsert(dialect: str, model: type[Base], key: tuple[str, ...], names: tuple[str, ...]) -> sa.Executable:
    table = table_of(model)
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    changed = {name: insert.excluded[name] for name in names if name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


def insert_rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[tuple[int | str, ...]]
) -> None:
    """Insert many small rows of plain values, past SQLAlchemy's work for each row, which takes most of the time."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    if rows:
        # The names are those of our own models.
        statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, rows)


_VALUE = sa.select(Meta.value).where(Meta.key == sa.bindparam("of"))
WATERMARK, NOTE = "watermark:", "note:"
"""What the keys of watermarks and of notes begin with."""


def put_meta(connection: sa.Connection, key: str, value: str) -> None:
    put_all(connection, Meta, ("key",), [{"key": key, "value": value}])


def get_meta(connection: sa.Connection, key: str) -> str | None:
    return connection.scalar(_VALUE, {"of": key})
