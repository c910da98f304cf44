"""Rows of articles, their versions and posts, within the writer's transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive.changes import FIRST, NO_TEXT, changes, text_digest
from archive.clusters import Reprints
from archive.columns import moment
from archive.models import ArticleRow, PostRow, table_of
from archive.posts import Posts
from archive.queries import in_batches
from archive.records import Outcome, uid_of
from archive.rows import (
    ARTICLES,
    VERSIONS,
    article_of,
    current_version,
    reading_columns,
    reading_values,
)
from zscrawl.errors import ArchiveError
from zscrawl.items import Article

_POSTS = table_of(PostRow)
_INSERT_ARTICLE = sa.insert(ARTICLES)
_INSERT_VERSION = sa.insert(VERSIONS)
_TWIN = (
    sa.select(ARTICLES.c.uid)
    .where(ARTICLES.c.text_digest == sa.bindparam("digest"))
    .order_by(ARTICLES.c.id)
    .limit(1)
)
_CURRENT = (
    sa.select(*reading_columns())
    .join(VERSIONS, current_version())
    .where(ARTICLES.c.uid == sa.bindparam("of_uid"))
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is decided on, but has no fetch yet."""

    article_id: int
    number: int
    change: tuple[str, ...]
    article: Article
    digest: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article page comes to: the answer, the article's row, and the version to be added, if any."""

    outcome: Outcome
    article_id: int | None = None
    version: NewVersion | None = None


class Articles:
    """Decides what a reading means for its article, and writes it.

    Args:
        next_sequence: gives the number of the next change.
    """

    def __init__(
        self, connection: sa.Connection, next_sequence: Callable[[], int], reprints: Reprints
    ) -> None:
        self._connection = connection
        self._next_sequence = next_sequence
        self._reprints = reprints
        self._posts = Posts(connection)
        self._absent: set[str] = set()

    def look_ahead(self, uids: Collection[str]) -> None:
        """Learn with one query which of the articles to come are new."""
        self._absent = set(uids)
        for batch in in_batches(sorted(uids), 500):
            known = sa.select(ARTICLES.c.uid).where(ARTICLES.c.uid.in_(batch))
            self._absent -= set(self._connection.scalars(known))

    def current(self, uid: str) -> sa.Row[Any] | None:
        """An article with its latest version, or None."""
        if uid in self._absent:
            return None
        return self._connection.execute(_CURRENT, {"of_uid": uid}).first()

    def decide(self, article: Article, source: str, fetched_at: datetime) -> Decision:
        """Take up a reading: an article that is new, changed or as it was. Its row is written at once."""
        uid = uid_of(article.canonical_url)
        current = self.current(uid)
        if current is None:
            return self._new(uid, article, source, fetched_at)
        if current.canonical_url != article.canonical_url:
            raise ArchiveError(
                f"{current.canonical_url} and {article.canonical_url} have one uid ({uid}): leave one out"
            )
        return self._again(current, article, fetched_at)

    def add(self, version: NewVersion, fetch_id: int) -> None:
        """Write the version that was decided on, now that its fetch has a row."""
        values = reading_values(version.article, version.digest) | {
            "article_id": version.article_id,
            "number": version.number,
            "fetch_id": fetch_id,
            "seen_at": version.seen_at,
            "change": "+".join(version.change),
        }
        version_id = inserted_id(self._connection.execute(_INSERT_VERSION, values))
        if {FIRST, "text"} & set(version.change):
            self._reprints.add(version.article_id, version_id, version.article.body, version.digest)
        elif {"date", "notes"} & set(version.change):
            self._reprints.touch(version.article_id)
        if {FIRST, "posts"} & set(version.change):
            self._posts.add(version.article_id, version.number, version.article.posts)

    def mark_gone(self, uid: str | None, fetched_at: datetime) -> Decision:
        """The page is gone; the text stays. A page that never was an article is none now."""
        current = self.current(uid) if uid else None
        if current is None:
            return Decision(Outcome("not_article"))
        if current.gone_at is None:
            self.update(current.id, gone_at=fetched_at, sequence=self._next_sequence())
        return Decision(Outcome("gone", uid, current.versions), current.id)

    def seen_unchanged(self, uid: str | None, fetched_at: datetime) -> Decision:
        """The server says that the page is as it was (304)."""
        current = self.current(uid) if uid else None
        if current is None:
            return Decision(Outcome("unchanged"))
        self.update(current.id, **self._seen(current, fetched_at))
        return Decision(Outcome("unchanged", uid, current.versions), current.id)

    def update(self, article_id: int, **values: Any) -> None:
        self._connection.execute(sa.update(ArticleRow).where(ArticleRow.id == article_id).values(**values))

    # --- the cases of `decide`

    def _new(self, uid: str, article: Article, source: str, fetched_at: datetime) -> Decision:
        digest = text_digest(article.body)
        twin = self._connection.scalar(_TWIN, {"digest": digest}) if digest != NO_TEXT else None
        values = {
            "uid": uid, "cluster": uid, "canonical_url": article.canonical_url, "url": article.url,
            "family": article.family, "source": source, "version": 1, "text_digest": digest,
            "published_at": article.published_at, "dated_at": moment(article.published_at) or fetched_at,
            "first_fetched_at": fetched_at, "last_fetched_at": fetched_at, "changed_at": fetched_at,
            "sequence": self._next_sequence(),
        }  # fmt: skip
        article_id = inserted_id(self._connection.execute(_INSERT_ARTICLE, values))
        self._absent.discard(uid)
        version = NewVersion(article_id, 1, (FIRST,), article, digest, fetched_at)
        outcome = Outcome("duplicate" if twin else "new", uid, 1, (), twin)
        return Decision(outcome, article_id, version)

    def _again(self, current: sa.Row[Any], article: Article, fetched_at: datetime) -> Decision:
        digest = text_digest(article.body)
        old = article_of(current, self._posts.standing(current.id))
        found = changes(old, article, current.text_digest, digest)
        values = self._seen(current, fetched_at)
        if not found:
            if current.withdrawn:
                values |= {"withdrawn": False, "sequence": self._next_sequence()}
            self.update(current.id, **values)
            return Decision(Outcome("unchanged", current.uid, current.versions), current.id)
        last = sa.select(sa.func.max(VERSIONS.c.number)).where(VERSIONS.c.article_id == current.id)
        number = (self._connection.scalar(last) or 0) + 1  # the last one may be withdrawn
        values |= {
            "version": number, "text_digest": digest, "published_at": article.published_at,
            "dated_at": moment(article.published_at) or current.first_fetched_at, "changed_at": fetched_at,
            "withdrawn": False, "sequence": self._next_sequence(),
        }  # fmt: skip
        self.update(current.id, **values)
        version = NewVersion(current.id, number, found, article, digest, fetched_at)
        return Decision(Outcome("changed", current.uid, number, found), current.id, version)

    def _seen(self, current: sa.Row[Any], fetched_at: datetime) -> dict[str, Any]:
        """The page is there. The clock may have been set back: the last fetch never moves backwards."""
        values: dict[str, Any] = {"last_fetched_at": max(fetched_at, current.last_fetched_at)}
        if current.gone_at is not None:
            values |= {"gone_at": None, "sequence": self._next_sequence()}
        return values


def inserted_id(result: sa.CursorResult[Any]) -> int:
    """The primary key that a single-row insert was given."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
