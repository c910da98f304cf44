"""The health of sources, for ``zscrawl status``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from archive.models import SourceRow, table_of
from archive.records import SourceStats
from archive.rows import ARTICLES, VERSIONS

FILL_FIELDS = ("title", "published_at", "authors", "origin", "body")
"""The fields whose absence in many articles of one source means that its site has changed."""


def source_stats(connection: sa.Connection, *, counted: bool = True) -> list[SourceStats]:
    """One entry for each source that was ever visited, by name.

    Counting articles and their fields reads the whole archive; without ``counted`` these stay empty and the answer
    comes at once.
    """
    counts_by_source = _counts(connection) if counted else {}
    states = {row.name: row for row in connection.execute(sa.select(table_of(SourceRow)))}
    stats = []
    for name in sorted(states):
        state, counts = states[name], counts_by_source.get(name, {})
        articles = int(counts.get("articles", 0))
        fill = {field: int(counts[field]) / articles for field in FILL_FIELDS} if articles else {}
        stats.append(
            SourceStats(
                name, articles, state.last_visit_at, state.last_success_at, state.last_new_at,
                state.failures, state.last_error, fill,
            )
        )  # fmt: skip
    return stats


def _counts(connection: sa.Connection) -> dict[str, Mapping[str, Any]]:
    filled = [sa.func.sum(sa.case((_has(name), 1), else_=0)).label(name) for name in FILL_FIELDS]
    query = (
        sa.select(ARTICLES.c.source, sa.func.count().label("articles"), *filled)
        .join(VERSIONS, (VERSIONS.c.article_id == ARTICLES.c.id) & (VERSIONS.c.number == ARTICLES.c.version))
        .group_by(ARTICLES.c.source)
    )
    return {row.source: dict(row._mapping) for row in connection.execute(query)}


def _has(field: str) -> sa.ColumnElement[bool]:
    column = VERSIONS.c[field]
    if field == "published_at":
        return column.is_not(None)
    return column.is_not(None) & sa.type_coerce(column, sa.Text).not_in(("", "[]"))
