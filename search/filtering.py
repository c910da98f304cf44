"""The shared command-line filters as conditions of a query."""

from __future__ import annotations

from search.syntax import Dates, Name, Query, Relevant, conjunction, disjunction
from search.values import read_days
from zscrawl.errors import ConfigError
from zscrawl.items import Filters
from zscrawl.text import fold


def restrict(query: Query, filters: Filters | None) -> Query:
    """``query`` and all that ``filters`` ask for; the values of one filter are alternatives.

    Raises `ConfigError` if ``since`` or ``until`` is not a date.
    """
    if filters is None:
        return query
    parts = [query]
    if filters.since or filters.until:
        try:
            first = read_days(filters.since)[0] if filters.since else None
            last = read_days(filters.until)[1] if filters.until else None
        except ValueError as mistake:
            raise ConfigError(f"--since and --until: {mistake}") from None
        parts.append(Dates(first, last))
    for field, values in (("source", filters.source), ("family", filters.family), ("place", filters.place)):
        if values:
            parts.append(disjunction([Name(field, fold(value)) for value in values]))
    if filters.relevant is not None:
        parts.append(Relevant(filters.relevant))
    return conjunction(parts)
