"""Rows of articles, their versions and posts, within the writer's transaction.

An article may stand at several addresses: in two scripts, in an edition for pads, with a word on how the
reader came. Its *own page* is the one at its canonical address, which is what is cited. Once that has been
read, it alone says what the article says, that it changed and that it is gone; a page at another address
is archived as a page of the article, no more. Where another address was read first, the own page's reading
takes its place: within the version that stands if it says the same, else as a new one, so that no text
that may have been cited is lost. So it is not the order of fetching that decides what the archive says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive.changes import FIRST, NO_TEXT, changes, text_digest
from archive.clusters import Reprints
from archive.columns import moment
from archive.models import ArticleRow
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

_INSERT_ARTICLE = sa.insert(ARTICLES)
_INSERT_VERSION = sa.insert(VERSIONS)
_CITED = frozenset(("text", "title", "date", "posts"))
"""Changes that need a version of their own, whichever page said it otherwise before."""
_KNOWN = sa.select(ARTICLES.c.uid).where(ARTICLES.c.uid.in_(sa.bindparam("uids", expanding=True)))
_TWINS = sa.select(ARTICLES.c.text_digest, ARTICLES.c.uid).where(
    ARTICLES.c.id.in_(
        sa.select(sa.func.min(ARTICLES.c.id))
        .where(ARTICLES.c.text_digest.in_(sa.bindparam("digests", expanding=True)))
        .group_by(ARTICLES.c.text_digest)
    )
)
"""The first article with each of some texts."""
_READING: list[sa.ColumnElement[Any]] = [*reading_columns(), VERSIONS.c.id.label("version_id")]
_CURRENT = (
    sa.select(*_READING).join(VERSIONS, current_version()).where(ARTICLES.c.uid == sa.bindparam("of_uid"))
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is decided on, but has no fetch yet. ``has_own_text``: the one before it had another text."""

    article_id: int
    number: int
    change: tuple[str, ...]
    article: Article
    digest: str
    seen_at: datetime
    has_own_text: bool = True


@dataclass(frozen=True, slots=True)
class NewReading:
    """The own page's reading, to stand in a version in place of what another address said there."""

    version_id: int
    article: Article
    digest: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article page comes to: the answer, the article's row, and what is to be written, if anything."""

    outcome: Outcome
    article_id: int | None = None
    version: NewVersion | None = None
    reading: NewReading | None = None


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
        self._digests: dict[str, str] = {}
        self._twins: dict[str, str | None] = {}

    def look_ahead(self, articles: Collection[Article]) -> None:
        """Learn with two queries which of the articles to come are new, and which have a text that is known."""
        self._absent = {uid_of(article.canonical_url) for article in articles}
        for batch in in_batches(sorted(self._absent), 500):
            self._absent -= set(self._connection.scalars(_KNOWN, {"uids": batch}))
        self._digests = {article.body: text_digest(article.body) for article in articles}
        self._twins = dict.fromkeys({*self._digests.values()} - {NO_TEXT})
        for batch in in_batches(sorted(self._twins), 500):
            self._twins |= self._first_with(batch)

    def current(self, uid: str) -> sa.Row[Any] | None:
        """An article with its latest version, or None."""
        if uid in self._absent:
            return None
        return self._connection.execute(_CURRENT, {"of_uid": uid}).first()

    def decide(self, article: Article, source: str, fetched_at: datetime, *, late: bool = False) -> Decision:
        """Take up a reading: an article that is new, changed or as it was. Its row is written at once.

        ``late``: the page was not fetched just now, so an older one than the article's latest has nothing to say.
        """
        uid = uid_of(article.canonical_url)
        current = self.current(uid)
        if current is None:
            return self._new(uid, article, source, fetched_at)
        if current.canonical_url != article.canonical_url:
            raise ArchiveError(
                f"{current.canonical_url} and {article.canonical_url} have one uid ({uid}): leave one out"
            )
        if _own_page_was_read(current) and article.url != article.canonical_url:
            return _told_already(current)
        if _says_nothing(article, current, self._digest_of(article)):
            return _told_already(current)
        if late and fetched_at < current.last_fetched_at and not takes_over(article, current):
            return self._before(current, fetched_at)
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
        if version.has_own_text:
            self._reprints.add(version.article_id, version_id, version.article.body, version.digest)
        elif {"date", "notes"} & set(version.change):
            self._reprints.touch(version.article_id)
        if FIRST in version.change:
            self._posts.begin(version.article_id, version.article.posts)
        elif version.article.posts and "posts" in version.change:
            self._posts.add(version.article_id, version.number, version.article.posts)

    def mark_gone(self, uid: str | None, url: str, fetched_at: datetime, *, late: bool = False) -> Decision:
        """The page at ``url`` is gone; the text stays. A page that never was an article is none now."""
        current = self.current(uid) if uid else None
        if current is None:
            return Decision(Outcome("not_article"))
        if _own_page_was_read(current) and url != current.canonical_url:
            return _told_already(current)
        if late and fetched_at < current.last_fetched_at:
            return self._before(current, fetched_at)
        if current.gone_at is None:
            self.update(current.id, gone_at=fetched_at, sequence=self._next_sequence())
        return Decision(Outcome("gone", uid, current.versions), current.id)

    def seen_unchanged(self, uid: str | None, url: str, fetched_at: datetime) -> Decision:
        """The server says that the page at ``url`` is as it was (304)."""
        current = self.current(uid) if uid else None
        if current is None:
            return Decision(Outcome("unchanged"))
        if _own_page_was_read(current) and url != current.canonical_url:
            return _told_already(current)
        self.update(current.id, **self._seen(current, fetched_at))
        return Decision(Outcome("unchanged", uid, current.versions), current.id)

    def update(self, article_id: int, **values: Any) -> None:
        self._connection.execute(sa.update(ArticleRow).where(ArticleRow.id == article_id).values(**values))

    # --- the cases of `decide`

    def _new(self, uid: str, article: Article, source: str, fetched_at: datetime) -> Decision:
        digest = self._digest_of(article)
        twin = self._twin(digest)
        values = {
            "uid": uid, "cluster": uid, "canonical_url": article.canonical_url, "url": article.url,
            "family": article.family, "source": source, "version": 1, "text_digest": digest,
            "published_at": article.published_at, "dated_at": moment(article.published_at) or fetched_at,
            "first_fetched_at": fetched_at, "last_fetched_at": fetched_at, "changed_at": fetched_at,
            "sequence": self._next_sequence(),
        }  # fmt: skip
        article_id = inserted_id(self._connection.execute(_INSERT_ARTICLE, values))
        self._absent.discard(uid)
        self._twins[digest] = twin or uid
        version = NewVersion(article_id, 1, (FIRST,), article, digest, fetched_at)
        outcome = Outcome("duplicate" if twin else "new", uid, 1, (), twin)
        return Decision(outcome, article_id, version)

    def _again(self, current: sa.Row[Any], article: Article, fetched_at: datetime) -> Decision:
        digest = self._digest_of(article)
        old = article_of(current, self._posts.standing(current.id))
        found = changes(old, article, current.text_digest, digest)
        values = self._seen(current, fetched_at)
        if takes_over(article, current):
            values["url"] = article.url
            if not _CITED & set(found):
                self.update(current.id, **values)
                self._forget_twins(current.text_digest, digest)
                reading = NewReading(current.version_id, article, digest, fetched_at)
                return Decision(
                    Outcome("unchanged", current.uid, current.versions), current.id, reading=reading
                )
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
        self._forget_twins(current.text_digest, digest)
        own_text = digest != current.text_digest
        version = NewVersion(current.id, number, found, article, digest, fetched_at, own_text)
        return Decision(Outcome("changed", current.uid, number, found), current.id, version)

    def _before(self, current: sa.Row[Any], fetched_at: datetime) -> Decision:
        """An older page than the latest. It can tell no more than that the article stood earlier than was known."""
        if fetched_at < current.first_fetched_at:
            self.update(current.id, first_fetched_at=fetched_at)
        return _told_already(current)

    def _digest_of(self, article: Article) -> str:
        return self._digests.get(article.body) or text_digest(article.body)

    def _twin(self, digest: str) -> str | None:
        """The uid of the first article that has the text of this digest now."""
        if digest == NO_TEXT:
            return None
        if digest not in self._twins:
            self._twins[digest] = self._first_with([digest]).get(digest)
        return self._twins[digest]

    def _forget_twins(self, *digests: str) -> None:
        """To be asked for again: an article has left one of these texts for another."""
        for digest in digests:
            self._twins.pop(digest, None)

    def _first_with(self, digests: Sequence[str]) -> dict[str, str]:
        rows = self._connection.execute(_TWINS, {"digests": digests})
        return {row.text_digest: row.uid for row in rows}

    def _seen(self, current: sa.Row[Any], fetched_at: datetime) -> dict[str, Any]:
        """The page is there. The clock may have been set back: the last fetch never moves backwards."""
        values: dict[str, Any] = {"last_fetched_at": max(fetched_at, current.last_fetched_at)}
        if current.gone_at is not None:
            values |= {"gone_at": None, "sequence": self._next_sequence()}
        return values


def takes_over(article: Article, current: sa.Row[Any]) -> bool:
    """Whether ``article`` was read from its own page, where the archive has another address's reading."""
    return article.url == article.canonical_url and not _own_page_was_read(current)


def _own_page_was_read(current: sa.Row[Any]) -> bool:
    return bool(current.url == current.canonical_url) and not current.withdrawn


def _says_nothing(article: Article, current: sa.Row[Any], digest: str) -> bool:
    """Whether a page at another address has no text, where the archive has one: a later page of a thread."""
    elsewhere = article.url not in (article.canonical_url, current.url)
    return elsewhere and digest == NO_TEXT != current.text_digest


def _told_already(current: sa.Row[Any]) -> Decision:
    """The answer to a page at another address: its article's own page says all that there is to say."""
    return Decision(Outcome("unchanged", current.uid, current.versions), current.id)


def inserted_id(result: sa.CursorResult[Any]) -> int:
    """The primary key that a single-row insert was given."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
