"""Reading archived pages again with today's readers.

`archive.captures` names the pages; here their new readings are taken up. A version keeps its number,
its time and its page; only what was read from the page is replaced (`archive.rewriting`).

A page that is no article any more (a wall, as read today) withdraws the version that came from it.
Nothing is deleted: a later, better reader may bring it back.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from archive.articles import takes_over
from archive.changes import WITHDRAWN, changes, text_digest
from archive.models import FetchRow, table_of
from archive.posts import Posts
from archive.records import Outcome, uid_of
from archive.recovery import UNREAD
from archive.rewriting import WITH_ARTICLE
from archive.rows import VERSIONS, article_of, reading_values
from archive.storing import GONE_STATUS, NOT_MODIFIED, Changes
from zscrawl.errors import ConfigError
from zscrawl.items import Article

_FETCHES = table_of(FetchRow)


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
        version = self._connection.execute(WITH_ARTICLE.where(VERSIONS.c.fetch_id == fetch_id)).first()
        if version is not None and read is not None and version.uid == uid_of(read.canonical_url):
            return self._replace(version, read)
        if version is not None and version.change != WITHDRAWN:
            self._changes.rewriting.rewrite(version.id, version.version_id, {"change": WITHDRAWN})
        if read is not None:
            return self._take_up(fetch, read, source)
        outcome = Outcome("not_article", version.uid if version else None)
        if fetch.outcome == UNREAD:
            self._note(fetch_id, outcome, None)
        return outcome

    def _take_up(self, fetch: sa.Row[Any], article: Article, source: str) -> Outcome:
        """A capture that has no version of this article. It may get one, unless a later or better one has spoken."""
        current = self._articles.current(uid_of(article.canonical_url))
        spoken = current is not None and current.seen_at >= fetch.fetched_at
        if current is not None and spoken and not takes_over(article, current):
            outcome, article_id = Outcome("unchanged", current.uid, current.versions), current.id
        else:
            decision = self._articles.decide(article, source, fetch.fetched_at)
            self._changes.write(decision, fetch.id)
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
        self._changes.rewriting.rewrite(old.id, old.version_id, values | {"change": ""})
        self._articles.update(old.id, family=article.family, url=article.url)
        return Outcome("changed", old.uid, old.number, found)
