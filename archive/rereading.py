"""Reading archived pages again with today's readers.

`archive.captures` names the pages; here their new readings are taken up. A version keeps its number,
its time and its page; only what was read from the page is replaced. Everything that follows from the
readings is settled again: what each version changes against the one before it, which version is the
latest, fingerprints and clusters. The version's facts are dropped, to be drawn again.

A page that is no article any more (a wall, as read today) withdraws the version that came from it.
Nothing is deleted: a later, better reader may bring it back.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from archive.changes import CHANGES, FIRST, changes, text_digest
from archive.facts import delete_facts
from archive.models import FetchRow, VersionRow, table_of
from archive.posts import Posts
from archive.records import Outcome, uid_of
from archive.recovery import UNREAD
from archive.rows import ARTICLES, VERSIONS, article_of, reading_columns, reading_values
from archive.storing import GONE_STATUS, NOT_MODIFIED, Changes
from zscrawl.errors import ConfigError
from zscrawl.items import Article

WITHDRAWN = "withdrawn"
"""Stands in place of a change in a version whose page is no article, as read today."""

_FETCHES = table_of(FetchRow)
_WITH_ARTICLE = sa.select(*reading_columns(), VERSIONS.c.id.label("version_id")).join(
    VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id
)


class Rereading:
    """Takes new readings of old captures into the archive, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._changes = Changes(connection)
        self._articles = self._changes.articles
        self._posts = Posts(connection)

    def finish(self) -> None:
        """Must precede the commit."""
        self._changes.finish()

    def restore(self, fetch_id: int, article: Article | None, source: str) -> Outcome:
        """Take up what was read from the capture ``fetch_id``; see `Writer.restore_reading`."""
        fetch = self._connection.execute(sa.select(_FETCHES).where(_FETCHES.c.id == fetch_id)).first()
        if fetch is None or fetch.main_id is not None or fetch.status in (*GONE_STATUS, NOT_MODIFIED):
            raise ConfigError(f"capture {fetch_id} has no page to read")
        read = article if article is not None and article.kind == "article" else None
        version = self._connection.execute(_WITH_ARTICLE.where(VERSIONS.c.fetch_id == fetch_id)).first()
        if version is not None and read is not None and version.uid == uid_of(read.canonical_url):
            return self._replace(version, read)
        if version is not None and version.change != WITHDRAWN:
            self._rewrite(version.id, version.version_id, {"change": WITHDRAWN})
        if read is not None:
            return self._take_up(fetch, read, source)
        outcome = Outcome("not_article", version.uid if version else None)
        if fetch.outcome == UNREAD:
            self._note(fetch_id, outcome, None)
        return outcome

    def _take_up(self, fetch: sa.Row[Any], article: Article, source: str) -> Outcome:
        """A capture that has no version of this article. It may get one, unless a later one has spoken."""
        current = self._articles.current(uid_of(article.canonical_url))
        if current is not None and current.seen_at >= fetch.fetched_at:
            outcome, article_id = Outcome("unchanged", current.uid, current.versions), current.id
        else:
            decision = self._articles.decide(article, source, fetch.fetched_at)
            if decision.version is not None:
                self._articles.add(decision.version, fetch.id)
            outcome, article_id = decision.outcome, decision.article_id
        self._note(fetch.id, outcome, article_id)
        return outcome

    def _note(self, fetch_id: int, outcome: Outcome, article_id: int | None) -> None:
        values = {"outcome": outcome.status, "version": outcome.version, "article_id": article_id}
        self._connection.execute(sa.update(FetchRow).where(FetchRow.id == fetch_id).values(**values))

    def _replace(self, old: Any, article: Article) -> Outcome:
        """Put a new reading in place of a version's old one."""
        values = reading_values(article, text_digest(article.body))
        posts = self._posts.add(old.id, old.number, article.posts)
        same = old.change != WITHDRAWN and all(old._mapping[name] == values[name] for name in values)
        if same and not posts:
            return Outcome("unchanged", old.uid, old.number)
        article_again = article_of(old, [])
        found = changes(article_again, article, old.text_digest, values["text_digest"])
        found = tuple(name for name in found if name != "posts" or posts)
        self._rewrite(old.id, old.version_id, values | {"change": ""})
        self._articles.update(old.id, family=article.family, url=article.url)
        return Outcome("changed", old.uid, old.number, found)

    def _rewrite(self, article_id: int, version_id: int, values: dict[str, Any]) -> None:
        """Change a version and settle all that follows from its reading."""
        reprints = self._changes.reprints
        for row in self._versions(article_id):
            reprints.forget(row.version_id, row.body)
        reprints.unlink(article_id)
        delete_facts(self._connection, version_id)
        self._connection.execute(sa.update(VersionRow).where(VersionRow.id == version_id).values(**values))
        before = None
        for row in self._versions(article_id):
            if row.change == WITHDRAWN:
                continue
            self._settle(row, before)
            if before is None or before.text_digest != row.text_digest:
                reprints.add(article_id, row.version_id, row.body, row.text_digest)
            before = row
        latest: dict[str, Any] = {"withdrawn": before is None, "sequence": self._changes.next()}
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
        query = _WITH_ARTICLE.where(ARTICLES.c.id == article_id).order_by(VERSIONS.c.number)
        return list(self._connection.execute(query))
