"""Articles of another archive, taken over as they stood there: with their times, versions and facts.

This is for an exported package that comes back. It holds no pages as they came, so what stands in the WARC is what
the package says of each article; `archive.captures` leaves such records out, because there is no page to read again.
Reprints are found anew from the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive.articles import inserted_id
from archive.captures import PACKAGE
from archive.changes import WITHDRAWN, text_digest
from archive.columns import moment
from archive.facts import store_facts
from archive.models import FetchRow, FetchStateRow, PostRow, SourceRow, VersionRow, table_of
from archive.records import Capture, Item, Version, uid_of
from archive.rows import ARTICLES, reading_values, url_key
from archive.sql import put, put_meta
from archive.storing import Changes, Recorded
from zscrawl.errors import ConfigError
from zscrawl.items import Article, Facts, Page

_OK = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """One article as another archive kept it.

    ``article`` is what its version ``version`` says, with the posts of a thread; ``versions`` are all of them, of which
    the others may lack what the package does not tell. ``raw`` is what the package says, for the WARC. ``facts`` None:
    they are to be drawn.
    """

    article: Article
    source: str
    version: int
    versions: Sequence[Version]
    first_fetched_at: datetime
    last_fetched_at: datetime
    gone_at: datetime | None
    facts: Facts | None
    raw: bytes


def package_item(kept: Kept) -> Item:
    """What goes into the WARC for an article of a package."""
    headers = {"content-type": "application/json"}
    page = Page(kept.article.url, kept.raw, kept.last_fetched_at, headers)
    return Item(Capture(page), kept.article, kept.source)


class Restoring:
    """Takes articles over into an empty archive, within one transaction. `finish` must precede the commit.

    Raises:
        ConfigError: the archive has articles.
    """

    def __init__(self, connection: sa.Connection, run_id: int, now: datetime, extractor: str) -> None:
        if connection.scalar(sa.select(ARTICLES.c.id).limit(1)) is not None:
            raise ConfigError(
                "the archive has articles, and a package goes into an empty one: set ZSCRAWL_HOME to a new directory"
            )
        self._connection = connection
        self._run_id = run_id
        self._now = now
        self._extractor = extractor
        self._changes = Changes(connection)
        self._sources: dict[str, tuple[datetime, datetime]] = {}

    def take_over(self, kept: Kept, recorded: Recorded) -> None:
        """Write one article with all that belongs to it."""
        article = kept.article
        latest = next(version for version in kept.versions if version.number == kept.version)
        values = {
            "uid": uid_of(article.canonical_url), "cluster": uid_of(article.canonical_url),
            "canonical_url": article.canonical_url, "url": article.url, "family": article.family,
            "source": kept.source, "version": kept.version, "text_digest": text_digest(article.body),
            "published_at": article.published_at,
            "dated_at": moment(article.published_at) or kept.first_fetched_at,
            "first_fetched_at": kept.first_fetched_at, "last_fetched_at": kept.last_fetched_at,
            "changed_at": latest.seen_at, "gone_at": kept.gone_at, "sequence": self._changes.next(),
        }  # fmt: skip
        article_id = inserted_id(self._connection.execute(sa.insert(ARTICLES), values))
        fetch_id = self._add_fetch(kept, recorded, article_id)
        self._add_versions(kept, article_id, fetch_id)
        if article.posts:
            spans = {"article_id": article_id, "first_version": kept.version, "last_version": None}
            self._connection.execute(sa.insert(PostRow), [asdict(post) | spans for post in article.posts])
        state = {"url": article.url, "uid": values["uid"], "status": _OK, "fetched_at": kept.last_fetched_at}
        put(self._connection, FetchStateRow, {"url_key": url_key(article.url)}, state | {"failures": 0})
        first, last = self._sources.get(kept.source, (kept.first_fetched_at, kept.last_fetched_at))
        self._sources[kept.source] = max(first, kept.first_fetched_at), max(last, kept.last_fetched_at)

    def finish(self, generation: str) -> None:
        """Draw the clusters, and give the archive the name of the one that the articles come from."""
        self._changes.finish()
        for name, (newest, last) in self._sources.items():
            times = {"last_visit_at": last, "last_success_at": last, "last_new_at": newest, "failures": 0}
            put(self._connection, SourceRow, {"name": name}, times)
        put_meta(self._connection, "generation", generation)

    def _add_fetch(self, kept: Kept, recorded: Recorded, article_id: int) -> int:
        location = recorded.written.location
        values = {
            "run_id": self._run_id, "source": kept.source, "url": recorded.page.url,
            "url_key": url_key(recorded.page.url), "fetched_at": recorded.page.fetched_at, "status": _OK,
            "outcome": PACKAGE, "article_id": article_id, "version": kept.version, "part": 1,
            "body_digest": recorded.written.digest, "warc_file": location.file,
            "warc_offset": location.offset, "warc_length": location.length,
            "record_id": recorded.written.record_id, "body_id": recorded.body_id,
        }  # fmt: skip
        return inserted_id(self._connection.execute(sa.insert(table_of(FetchRow)), values))

    def _add_versions(self, kept: Kept, article_id: int, fetch_id: int) -> None:
        before: str | None = None
        for version in kept.versions:
            is_latest = version.number == kept.version
            article = kept.article if is_latest else version.article
            digest = text_digest(article.body)
            values: dict[str, Any] = reading_values(article, digest) | {
                "article_id": article_id,
                "number": version.number,
                "fetch_id": fetch_id,
                "seen_at": version.seen_at,
                "change": "+".join(version.changes),
            }
            version_id = inserted_id(self._connection.execute(sa.insert(table_of(VersionRow)), values))
            if version.changes != (WITHDRAWN,):
                if digest != before:
                    self._changes.reprints.add(article_id, version_id, article.body, digest)
                before = digest
            if is_latest and kept.facts is not None:
                store_facts(self._connection, {version_id: kept.facts}, self._extractor, self._now)
