"""What storing pages means, row by row, within the writer's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import warc
from archive.articles import Articles, Decision, inserted_id
from archive.clusters import Reprints
from archive.models import FetchRow, FetchStateRow, SourceRow, table_of
from archive.queries import in_batches
from archive.records import Item, Outcome, uid_of
from archive.rewriting import Rewriting
from archive.rows import ARTICLES, url_key
from archive.sql import get_meta, put_all, put_meta
from archive.texts import Texts
from archive.warc_records import Earlier
from zscrawl.items import Page

_FETCHES = table_of(FetchRow)
_STATES = table_of(FetchStateRow)
_INSERT_FETCH = sa.insert(_FETCHES)
# Statements are made once: that costs more than carrying them out.
_FULL_BODIES = (
    sa.select(*(_FETCHES.c[name] for name in ("id", "url", "fetched_at", "record_id", "body_digest")))
    .where(_FETCHES.c.body_digest.in_(sa.bindparam("digests", expanding=True)), _FETCHES.c.body_id.is_(None))
    .order_by(_FETCHES.c.id.desc())
)
_UIDS = sa.select(_STATES.c.url_key, _STATES.c.uid).where(
    _STATES.c.url_key.in_(sa.bindparam("keys", expanding=True)), _STATES.c.uid.is_not(None)
)
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
    """The first fetch of a body that the archive has in full."""

    fetch_id: int
    record: Earlier


def earlier_bodies(connection: sa.Connection, digests: Collection[str]) -> dict[str, EarlierBody]:
    """By payload digest, the first fetch that has each of these bodies in full."""
    found: dict[str, EarlierBody] = {}
    for batch in in_batches(sorted(digests), 500):
        for row in connection.execute(_FULL_BODIES, {"digests": batch}):
            found[row.body_digest] = EarlierBody(row.id, Earlier(row.url, row.fetched_at, row.record_id))
    return found


class Changes:
    """The one counter of changes, and what has to be drawn before a transaction commits."""

    def __init__(self, connection: sa.Connection, texts: Texts | None = None) -> None:
        self._connection = connection
        self._sequence = int(get_meta(connection, "sequence") or 0)
        self.reprints = Reprints(connection, self.next, texts)
        self.articles = Articles(connection, self.next, self.reprints)
        self.rewriting = Rewriting(connection, self.articles, self.reprints, self.next)

    def next(self) -> int:
        """The number of the next change."""
        self._sequence += 1
        return self._sequence

    def write(self, decision: Decision, fetch_id: int) -> None:
        """Write what was decided on, now that its capture has a row."""
        if decision.version is not None:
            self.articles.add(decision.version, fetch_id)
        if decision.reading is not None:
            assert decision.article_id is not None
            self.rewriting.replace(decision.article_id, decision.reading, fetch_id)

    def finish(self) -> None:
        """Draw the clusters that were touched, and keep the counter."""
        self.reprints.finish()
        put_meta(self._connection, "sequence", str(self._sequence))


class Storing:
    """Stores items one after another in one transaction. ``now`` is the writer's clock.

    `finish` must be called before the transaction commits. ``texts`` is what the writer has at hand of earlier ones,
    ``late`` as `Writer.store_batch` has it.
    """

    def __init__(
        self,
        connection: sa.Connection,
        run_id: int | None,
        now: datetime,
        items: Sequence[Item],
        texts: Texts,
        *,
        late: bool = False,
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._now = now
        self._late = late
        self._changes = Changes(connection, texts)
        self._articles = self._changes.articles
        self._articles.look_ahead([item.article for item in items if item.article])
        self._known_uids = self._uids({url_key(item.capture.page.url) for item in items})
        self._states: dict[str, dict[str, Any]] = {}
        self._visits: Counter[str] = Counter()
        self._news: Counter[str] = Counter()

    def store(self, item: Item, recorded: Sequence[Recorded]) -> Outcome:
        """Keep one page: its fetch rows, what changed of its article, and the state of its URL."""
        decision = self._decide(item)
        fetch_id = self._add_fetches(item, recorded, decision)
        self._changes.write(decision, fetch_id)
        self._put_state(item, decision.outcome, recorded[0].written.digest)
        self._visits[item.source] += 1
        self._news[item.source] += decision.outcome.status in ("new", "duplicate", "changed")
        return decision.outcome

    def finish(self) -> None:
        """Write what is counted over the whole transaction."""
        self._changes.finish()
        put_all(self._connection, FetchStateRow, ("url_key",), self._states.values())
        put_all(self._connection, SourceRow, ("name",), [self._source_state(name) for name in self._visits])

    def _decide(self, item: Item) -> Decision:
        page, article = item.capture.page, item.article
        if page.status in GONE_STATUS or (article is not None and article.kind == "deleted"):
            return self._articles.mark_gone(
                self._uid_at(page.url), page.url, page.fetched_at, late=self._late
            )
        if page.status == NOT_MODIFIED:
            return self._articles.seen_unchanged(self._uid_at(page.url), page.url, page.fetched_at)
        if article is None or article.kind != "article" or page.status >= 400:
            return Decision(Outcome("not_article"))
        return self._articles.decide(article, item.source, page.fetched_at, late=self._late)

    def _uid_at(self, url: str) -> str | None:
        """The article that this URL led to before, or whose canonical URL it is."""
        key = url_key(url)
        known: str | None = self._states.get(key, {}).get("uid") or self._known_uids.get(key)
        return known or self._connection.scalar(
            sa.select(ARTICLES.c.uid).where(ARTICLES.c.uid == uid_of(url))
        )

    def _add_fetches(self, item: Item, recorded: Sequence[Recorded], decision: Decision) -> int:
        main_id: int | None = None
        for part, raw in enumerate(recorded, start=1):
            location = raw.written.location
            values = {
                "run_id": self._run_id, "source": item.source, "url": raw.page.url,
                "url_key": url_key(raw.page.url), "found_on": item.capture.found_on,
                "fetched_at": raw.page.fetched_at, "status": raw.page.status,
                "outcome": decision.outcome.status if main_id is None else PART,
                "page_kind": item.article.kind if item.article else None,
                "article_id": decision.article_id, "version": decision.outcome.version,
                "main_id": main_id, "part": part, "body_digest": raw.written.digest,
                "warc_file": location.file, "warc_offset": location.offset, "warc_length": location.length,
                "record_id": raw.written.record_id, "body_id": raw.body_id,
            }  # fmt: skip
            fetch_id = inserted_id(self._connection.execute(_INSERT_FETCH, values))
            main_id = main_id or fetch_id
        assert main_id is not None
        return main_id

    def _uids(self, keys: Collection[str]) -> dict[str, str]:
        """The articles that URLs have led to, by the keys of the URLs."""
        found: dict[str, str] = {}
        for batch in in_batches(sorted(keys), 500):
            found |= {row.url_key: row.uid for row in self._connection.execute(_UIDS, {"keys": batch})}
        return found

    def _put_state(self, item: Item, outcome: Outcome, digest: str) -> None:
        page, key = item.capture.page, url_key(item.capture.page.url)
        state: dict[str, Any] = {
            "url": page.url, "status": page.status, "fetched_at": page.fetched_at, "failures": 0,
            "last_error": None, "next_visit_at": item.capture.next_visit_at,
        }  # fmt: skip
        if outcome.uid is not None:  # a page that is no article today may have been one
            state["uid"] = outcome.uid
        if page.status != NOT_MODIFIED:  # which says nothing new about validators or body
            state["etag"] = page.headers.get("etag")
            state["last_modified"] = page.headers.get("last-modified")
            state["body_digest"] = digest
        self._states[key] = self._states.get(key, {"url_key": key}) | state

    def _source_state(self, name: str) -> dict[str, Any]:
        state: dict[str, Any] = {
            "name": name, "last_visit_at": self._now, "last_success_at": self._now, "failures": 0, "last_error": None,
        }  # fmt: skip
        return state | {"last_new_at": self._now} if self._news[name] else state


PART = "part"
"""The outcome of the second and further pages of an article or thread: what became of it stands on the first."""
