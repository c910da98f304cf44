"""Notes: what the crawler wants to find again, by name. The archive keeps them and draws no conclusion."""

from __future__ import annotations

import sqlalchemy as sa

from archive.models import Meta
from archive.reading import Archive
from archive.sql import NOTE, get_meta


def note(archive: Archive, name: str) -> str | None:
    """The note of this name, as `Writer.set_note` left it; None if there is none."""
    with archive.reading() as connection:
        return get_meta(connection, NOTE + name)


def notes(archive: Archive, beginning: str) -> dict[str, str]:
    """All notes whose names begin so, by the rest of the name."""
    whole = NOTE + beginning
    query = (
        sa.select(Meta.key, Meta.value).where(Meta.key.startswith(whole, autoescape=True)).order_by(Meta.key)
    )
    with archive.reading() as connection:
        return {key.removeprefix(whole): value for key, value in connection.execute(query)}
