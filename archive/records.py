"""What goes into the archive and what it answers with: plain values, no database in sight."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from zscrawl.items import Article, Page

Record = TypeVar("Record", covariant=True)

Relation = Literal["same", "excerpt", "contains", "cluster"]
"""How another article is related: the same text, an excerpt of this one, longer and containing this one, or linked
only through others of its cluster."""

Status = Literal["new", "duplicate", "changed", "unchanged", "gone", "not_article"]
"""What storing a page came to. ``duplicate`` is a new article too, whose text another article has already."""


def uid_of(canonical_url: str) -> str:
    """The name under which an article is cited: "zs" + 12 hex digits of SHA-256 of its canonical URL."""
    return "zs" + hashlib.sha256(canonical_url.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as fetched, with what was asked for it.

    ``page`` is the response that names the article; ``more`` the further pages of the same article or
    thread, in order. ``found_on`` is the URL of the list that led here. ``next_visit_at`` is when the
    page is worth another look; the archive keeps it and draws no conclusion.
    """

    page: Page
    request_headers: Mapping[str, str] = field(default_factory=dict)
    more: tuple[Page, ...] = ()
    found_on: str | None = None
    next_visit_at: datetime | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of the capture, in order."""
        return (self.page, *self.more)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to store: a capture and what was read from it (None: nothing that is an article)."""

    capture: Capture
    article: Article | None
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item. ``changes`` tells for ``changed`` what differs (see `archive.changes`).

    ``reprint_of`` is for ``duplicate`` the uid of an article with the same text.
    """

    status: Status
    uid: str | None = None
    version: int | None = None
    changes: tuple[str, ...] = ()
    reprint_of: str | None = None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the archive has it: the text of one version (the latest, if not asked otherwise).

    ``cluster`` is the uid of the likely original among this article's reprints: its own, if it stands alone.
    ``withdrawn`` articles were stored by mistake: read again, the page is no article. They are in no list.
    ``gone_at`` is when the page was first found to be gone. ``sequence`` grows with every change of
    this article, over the whole archive.
    """

    uid: str
    article: Article
    source: str
    version: int
    versions: int
    first_fetched_at: datetime
    last_fetched_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    sequence: int
    text_digest: str
    cluster: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of a URL before it is fetched again.

    ``archived`` is True if it has an article, ``own`` if it is that article's canonical one and the article was read
    there: then its pages at other addresses have nothing to add.
    """

    url: str
    archived: bool = False
    own: bool = False
    uid: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    next_visit_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    kind: str
    arguments: Mapping[str, Any]
    owner: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SourceStats:
    """Health of one source. ``fill`` is the share (0 to 1) of its articles that have each field."""

    name: str
    articles: int
    last_visit_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    last_error: str | None
    fill: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Version:
    """One version in an article's history. ``changes`` is what differs from the version before."""

    uid: str
    number: int
    seen_at: datetime
    changes: tuple[str, ...]
    article: Article


@dataclass(frozen=True, slots=True)
class Mention(Generic[Record]):
    """One fact with the article that states it. ``url`` is the canonical one, ``cluster`` as in `StoredArticle`."""

    uid: str
    version: int
    url: str
    title: str | None
    source: str
    published_at: datetime | None
    cluster: str
    record: Record


@dataclass(frozen=True, slots=True)
class Similar:
    """An article that is a reprint of another one, or related to it.

    ``contained`` is the share of the shorter text that stands in the longer one, ``covered`` the share of
    the longer one that it makes up (0 to 1; None without a direct link). ``in_cluster`` is False for what
    is related, but counts as a text of its own: a round-up, a short quotation.
    """

    uid: str
    title: str | None
    url: str
    source: str
    published_at: datetime | None
    relation: Relation
    contained: float | None
    covered: float | None
    in_cluster: bool
    original: bool
