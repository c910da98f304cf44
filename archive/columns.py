"""Column types that make SQLite and PostgreSQL keep the same values.

What comes from a page may hold NUL characters (PostgreSQL refuses them) and lone surrogates (neither
database can encode them); both are dropped here, on the way in, so that no page can make a
transaction fail.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from zscrawl.items import CST

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MAX_INTEGER = 2**63 - 1


def storable(text: str) -> str:
    """``text`` without the code points that a database cannot keep."""
    return _UNSTORABLE.sub("", text)


class SafeText(TypeDecorator[str]):
    """Text of any length, cleaned by `storable`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """A JSON document as text: the same bytes on every database, so that equal values compare equal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def moment(time: datetime | None) -> datetime | None:
    """``time`` in UTC. Without a zone it is China Standard Time; what UTC cannot express (year 1) is None."""
    if time is None:
        return None
    if time.tzinfo is None:
        time = time.replace(tzinfo=CST)
    try:
        return time.astimezone(UTC)
    except OverflowError:
        return None


class Instant(TypeDecorator[datetime]):
    """A point in time, kept in UTC; see `moment`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        value = moment(value)
        if value is None:
            return None
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Whole(TypeDecorator[int]):
    """A 64-bit integer; a number that does not fit (only nonsense does not) becomes NULL."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return None if value is None or abs(value) > _MAX_INTEGER else value
