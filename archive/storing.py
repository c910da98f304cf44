"""What storing one page means, row by row, within the writer's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import warc
from archive.changes import FIRST, changed_posts, changes, text_digest
from archive.clusters import Reprints
from archive.models import ArticleRow, FetchRow, FetchStateRow, PostRow, SourceRow, VersionRow
from archive.queries import in_batches
from archive.records import Item, Outcome, uid_of
from archive.rows import ARTICLES, VERSIONS, article_of, post_of, reading_columns, reading_values, url_key
from archive.sql import get_meta, put, put_meta
from zscrawl.errors import ArchiveError
from zscrawl.items import Article, Page, Post

_FETCHES = FetchRow.__table__
_POSTS = PostRow.__table__
GONE_STATUS = (404, 410)
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Recorded:
    """One page that stands in the WARC. ``body_id`` is the fetch that has its body, if this is a revisit."""

    page: Page
    written: warc.Written
    body_id: int | None


@dataclass(frozen=True, slots=True)
class EarlierBody:
    fetch_id: int
    record: warc.Earlier


def earlier_bodies(connection: sa.Connection, digests: Collection[str]) -> dict[str, EarlierBody]:
    """By payload digest, the first fetch that has each of these bodies in full."""
    found: dict[str, EarlierBody] = {}
    columns = (
        _FETCHES.c.id,
        _FETCHES.c.url,
        _FETCHES.c.fetched_at,
        _FETCHES.c.record_id,
        _FETCHES.c.body_digest,
    )
    for batch in in_batches(sorted(digests), 500):
        query = sa.select(*columns).where(_FETCHES.c.body_digest.in_(batch), _FETCHES.c.body_id.is_(None))
        for row in connection.execute(query.order_by(_FETCHES.c.id.desc())):
            found[row.body_digest] = EarlierBody(row.id, warc.Earlier(row.url, row.fetched_at, row.record_id))
    return found


class Storing:
    """Stores items one after another in one transaction. ``now`` is the writer's clock.

    `finish` must be called before the transaction commits.
    """

    def __init__(self, connection: sa.Connection, run_id: int, now: datetime) -> None:
        self._connection = connection
        self._run_id = run_id
        self._now = now
        self._sequence = int(get_meta(connection, "sequence") or 0)
        self._reprints = Reprints(connection, self._next_sequence)
        self._visits: Counter[str] = Counter()
        self._news: Counter[str] = Counter()

    def store(self, item: Item, recorded: Sequence[Recorded]) -> Outcome:
        """Keep one page: its fetch rows, what changed of its article, and the state of its URL."""
        self._visits[item.source] += 1
        fetch_id = self._add_fetches(item, recorded)
        outcome = self._judge(item, fetch_id)
        if outcome.status in ("new", "duplicate", "changed"):
            self._news[item.source] += 1
        article_id = self._article_id(outcome.uid)
        values = {"outcome": outcome.status, "article_id": article_id, "version": outcome.version}
        self._connection.execute(sa.update(FetchRow).where(FetchRow.id == fetch_id).values(**values))
        self._put_state(item, outcome, recorded[0].written.digest)
        return outcome

    def finish(self) -> None:
        """Write what is counted over the whole transaction."""
        self._reprints.finish()
        put_meta(self._connection, "sequence", str(self._sequence))
        for name in self._visits:
            state: dict[str, Any] = {
                "last_visit_at": self._now, "last_success_at": self._now, "failures": 0, "last_error": None,
            }  # fmt: skip
            if self._news[name]:
                state["last_new_at"] = self._now
            put(self._connection, SourceRow, {"name": name}, state)

    # --- rows of the fetch

    def _add_fetches(self, item: Item, recorded: Sequence[Recorded]) -> int:
        main_id: int | None = None
        for part, raw in enumerate(recorded, start=1):
            location = raw.written.location
            values = {
                "run_id": self._run_id, "source": item.source, "url": raw.page.url,
                "url_key": url_key(raw.page.url), "found_on": item.capture.found_on,
                "fetched_at": raw.page.fetched_at, "status": raw.page.status, "outcome": "part",
                "page_kind": item.article.kind if item.article else None,
                "main_id": main_id, "part": part, "body_digest": raw.written.digest,
                "warc_file": location.file, "warc_offset": location.offset, "warc_length": location.length,
                "record_id": raw.written.record_id, "body_id": raw.body_id,
            }  # fmt: skip
            inserted = self._insert(FetchRow, values)
            main_id = main_id or inserted
        assert main_id is not None
        return main_id

    def _put_state(self, item: Item, outcome: Outcome, digest: str) -> None:
        page = item.capture.page
        state = {
            "url": page.url, "uid": outcome.uid, "status": page.status, "etag": page.headers.get("etag"),
            "last_modified": page.headers.get("last-modified"), "body_digest": digest,
            "fetched_at": page.fetched_at, "failures": 0, "last_error": None,
            "next_visit_at": item.capture.next_visit_at,
        }  # fmt: skip
        if page.status == NOT_MODIFIED:  # says nothing new about validators or body
            for name in ("etag", "last_modified", "body_digest"):
                del state[name]
        put(self._connection, FetchStateRow, {"url_key": url_key(page.url)}, state)

    # --- what the page means

    def _judge(self, item: Item, fetch_id: int) -> Outcome:
        page, article = item.capture.page, item.article
        if page.status in GONE_STATUS or (article is not None and article.kind == "deleted"):
            return self._gone(item)
        if page.status == NOT_MODIFIED:
            return self._unchanged(self._uid_at(item))
        if article is None or article.kind != "article" or page.status >= 400:
            return Outcome("not_article")
        uid = uid_of(article.canonical_url)
        current = self._current(uid)
        if current is None:
            return self._new(uid, item, article, fetch_id)
        if current.canonical_url != article.canonical_url:
            raise ArchiveError(
                f"{uid} names {current.canonical_url} and {article.canonical_url}: leave one out"
            )
        return self._again(current, item, article, fetch_id)

    def _new(self, uid: str, item: Item, article: Article, fetch_id: int) -> Outcome:
        digest = text_digest(article.body)
        same = sa.select(ARTICLES.c.uid).where(ARTICLES.c.text_digest == digest).order_by(ARTICLES.c.id)
        twin = self._connection.scalar(same) if article.body else None
        fetched_at = item.capture.page.fetched_at
        values = {
            "uid": uid, "cluster": uid, "canonical_url": article.canonical_url, "url": article.url,
            "family": article.family, "source": item.source, "version": 1, "text_digest": digest,
            "published_at": article.published_at, "dated_at": article.published_at or fetched_at,
            "first_fetched_at": fetched_at, "last_fetched_at": fetched_at, "changed_at": fetched_at,
            "sequence": self._next_sequence(),
        }  # fmt: skip
        article_id = self._insert(ArticleRow, values)
        self._add_version(article_id, 1, (FIRST,), article, digest, fetch_id, fetched_at)
        self._add_posts(article_id, 1, [post for post in article.posts if post.floor > 0])
        return Outcome("duplicate" if twin else "new", uid, 1, (), twin)

    def _again(self, current: sa.Row[Any], item: Item, article: Article, fetch_id: int) -> Outcome:
        posts = self._posts(current.id)
        digest = text_digest(article.body)
        old = article_of(current, posts)
        found = changes(old, article, current.text_digest, digest)
        fetched_at = item.capture.page.fetched_at
        values: dict[str, Any] = {
            "last_fetched_at": max(fetched_at, current.last_fetched_at),
            "gone_at": None,
        }
        if found:
            number = current.versions + 1
            self._add_version(current.id, number, found, article, digest, fetch_id, fetched_at)
            if "posts" in found:
                self._replace_posts(current.id, number, changed_posts(posts, article.posts))
            values |= {
                "version": number, "text_digest": digest, "published_at": article.published_at,
                "dated_at": article.published_at or current.first_fetched_at, "changed_at": fetched_at,
            }  # fmt: skip
        if found or current.gone_at is not None:
            values["sequence"] = self._next_sequence()
        self._connection.execute(sa.update(ArticleRow).where(ArticleRow.id == current.id).values(**values))
        if not found:
            return Outcome("unchanged", current.uid, current.versions)
        return Outcome("changed", current.uid, values["version"], found)

    def _gone(self, item: Item) -> Outcome:
        uid = self._uid_at(item)
        current = self._current(uid) if uid else None
        if current is None:
            return Outcome("not_article")
        if current.gone_at is None:
            values = {"gone_at": item.capture.page.fetched_at, "sequence": self._next_sequence()}
            self._connection.execute(
                sa.update(ArticleRow).where(ArticleRow.id == current.id).values(**values)
            )
        return Outcome("gone", uid, current.versions)

    def _unchanged(self, uid: str | None) -> Outcome:
        current = self._current(uid) if uid else None
        return Outcome("unchanged", uid, current.versions if current else None)

    # --- rows of the article

    def _uid_at(self, item: Item) -> str | None:
        """The article that this URL led to before, or whose canonical URL it is."""
        url = item.capture.page.url
        state = sa.select(FetchStateRow.uid).where(FetchStateRow.url_key == url_key(url))
        known = self._connection.scalar(state)
        return known or self._connection.scalar(
            sa.select(ARTICLES.c.uid).where(ARTICLES.c.uid == uid_of(url))
        )

    def _current(self, uid: str) -> sa.Row[Any] | None:
        query = sa.select(*reading_columns()).join(
            VERSIONS, (VERSIONS.c.article_id == ARTICLES.c.id) & (VERSIONS.c.number == ARTICLES.c.version)
        )
        return self._connection.execute(query.where(ARTICLES.c.uid == uid)).first()

    def _article_id(self, uid: str | None) -> int | None:
        return self._connection.scalar(sa.select(ARTICLES.c.id).where(ARTICLES.c.uid == uid)) if uid else None

    def _add_version(
        self,
        article_id: int,
        number: int,
        change: Sequence[str],
        article: Article,
        digest: str,
        fetch_id: int,
        seen_at: datetime,
    ) -> None:
        values = reading_values(article, digest) | {
            "article_id": article_id, "number": number, "fetch_id": fetch_id, "seen_at": seen_at,
            "change": "+".join(change),
        }  # fmt: skip
        version_id = self._insert(VersionRow, values)
        if {FIRST, "text"} & set(change):
            self._reprints.add(article_id, version_id, article.body, digest)
        elif {"date", "notes"} & set(change):
            self._reprints.touch(article_id)

    def _posts(self, article_id: int) -> list[Post]:
        query = sa.select(_POSTS).where(_POSTS.c.article_id == article_id, _POSTS.c.last_version.is_(None))
        return [post_of(row) for row in self._connection.execute(query.order_by(_POSTS.c.floor))]

    def _replace_posts(self, article_id: int, version: int, posts: Sequence[Post]) -> None:
        ended = (PostRow.article_id == article_id) & PostRow.last_version.is_(None)
        for batch in in_batches([post.floor for post in posts], 500):
            query = sa.update(PostRow).where(ended, PostRow.floor.in_(batch))
            self._connection.execute(query.values(last_version=version - 1))
        self._add_posts(article_id, version, posts)

    def _add_posts(self, article_id: int, version: int, posts: Sequence[Post]) -> None:
        by_floor = {post.floor: post for post in posts}  # a page that says a floor twice has one of it
        rows = [
            asdict(post) | {"article_id": article_id, "first_version": version} for post in by_floor.values()
        ]
        if rows:
            self._connection.execute(sa.insert(PostRow), rows)

    def _next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    def _insert(self, model: type[Any], values: dict[str, Any]) -> int:
        result = self._connection.execute(sa.insert(model).values(**values))
        return int(result.inserted_primary_key[0])  # type: ignore[index]
