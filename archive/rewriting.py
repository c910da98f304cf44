"""Putting another reading in place of the one that a version holds, within the writer's transaction.

Everything that follows from the readings is settled again: what each version changes against the one
before it, which version is the latest, fingerprints and clusters. The version's facts are dropped, to
be drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from archive.articles import Articles, NewReading
from archive.changes import CHANGES, FIRST, WITHDRAWN, changes
from archive.clusters import Reprints
from archive.facts import delete_facts
from archive.models import VersionRow
from archive.posts import Posts
from archive.rows import ARTICLES, VERSIONS, article_of, reading_columns, reading_values

WITH_ARTICLE = sa.select(*reading_columns(), VERSIONS.c.id.label("version_id")).join(
    VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id
)


class Rewriting:
    """Changes versions that stand already.

    Args:
        next_sequence: gives the number of the next change.
    """

    def __init__(
        self,
        connection: sa.Connection,
        articles: Articles,
        reprints: Reprints,
        next_sequence: Callable[[], int],
    ) -> None:
        self._connection = connection
        self._articles = articles
        self._reprints = reprints
        self._next_sequence = next_sequence
        self._posts = Posts(connection)

    def replace(self, article_id: int, reading: NewReading, fetch_id: int) -> None:
        """Put the own page's reading in place of another address's; the version now is of the capture ``fetch_id``."""
        values = reading_values(reading.article, reading.digest)
        values |= {"fetch_id": fetch_id, "seen_at": reading.seen_at, "change": ""}
        self.rewrite(article_id, reading.version_id, values)

    def rewrite(self, article_id: int, version_id: int, values: dict[str, Any]) -> None:
        """Change columns of a version and settle all that follows from its reading."""
        versions = self._versions(article_id)
        keeps_text = any(row.version_id == version_id and _has_text(row, values) for row in versions)
        if keeps_text:  # then its fingerprints and links stay as they are
            self._reprints.touch(article_id)
        else:
            for row in versions:
                self._reprints.forget(row.version_id, row.body)
            self._reprints.unlink(article_id)
        delete_facts(self._connection, [version_id])
        self._connection.execute(sa.update(VersionRow).where(VersionRow.id == version_id).values(**values))
        before = None
        for row in self._versions(article_id):
            if row.change == WITHDRAWN:
                continue
            self._settle(row, before)
            if not keeps_text and (before is None or before.text_digest != row.text_digest):
                self._reprints.add(article_id, row.version_id, row.body, row.text_digest)
            before = row
        latest: dict[str, Any] = {"withdrawn": before is None, "sequence": self._next_sequence()}
        if before is not None:
            latest |= {
                "version": before.number, "text_digest": before.text_digest,
                "published_at": before.published_at,
                "dated_at": before.published_at or before.first_fetched_at, "changed_at": before.seen_at,
            }  # fmt: skip
        self._articles.update(article_id, **latest)

    def _settle(self, row: sa.Row[Any], before: sa.Row[Any] | None) -> None:
        """Say again what a version changes against the one before it."""
        change = FIRST
        if before is not None:
            found = set(
                changes(article_of(before, []), article_of(row, []), before.text_digest, row.text_digest)
            )
            if self._posts.has_own(row.id, row.number):
                found.add("posts")
            change = "+".join(name for name in CHANGES if name in found)
        if change != row.change:
            update = sa.update(VersionRow).where(VersionRow.id == row.version_id)
            self._connection.execute(update.values(change=change))

    def _versions(self, article_id: int) -> list[sa.Row[Any]]:
        query = WITH_ARTICLE.where(ARTICLES.c.id == article_id).order_by(VERSIONS.c.number)
        return list(self._connection.execute(query))


def _has_text(row: sa.Row[Any], values: dict[str, Any]) -> bool:
    """Whether a version says, and goes on to say, the text that ``values`` has."""
    return WITHDRAWN not in (row.change, values.get("change")) and bool(row.body == values.get("body"))
