"""Database rows to the values of `archive.records` and `zscrawl.items`, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive.models import ArticleRow, VersionRow, table_of
from archive.records import FetchState, Run, StoredArticle, Version
from zscrawl.items import CST, Article, Attachment, Image, Post

ARTICLES = table_of(ArticleRow)
VERSIONS = table_of(VersionRow)

READING_FIELDS = (
    "title", "subtitle", "published_at", "published_precision", "authors", "editors", "origin", "site",
    "section", "script", "charset", "body", "found_by", "flags",
)  # fmt: skip
"""The fields of an `Article` that stand in a version's row under the same name and as they are."""


def url_key(url: str) -> str:
    """32 hex digits that stand for a URL of any length where a database needs a short key."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def reading_values(article: Article, digest: str) -> dict[str, Any]:
    """The columns of a version that hold what was read."""
    values = {name: getattr(article, name) for name in READING_FIELDS}
    values["images"] = [asdict(image) for image in article.images]
    values["attachments"] = [asdict(attachment) for attachment in article.attachments]
    values["text_digest"] = digest
    return values


def article_of(row: sa.Row[Any], posts: Sequence[Post]) -> Article:
    """The reading that ``row`` holds: a version's columns and its article's ``url canonical_url family``."""
    columns = row._mapping
    values = {name: columns[name] for name in READING_FIELDS}
    values["published_at"] = local(values["published_at"])
    return Article(
        url=columns["url"],
        canonical_url=columns["canonical_url"],
        family=columns["family"],
        kind="article",
        images=[Image(**image) for image in columns["images"]],
        attachments=[Attachment(**attachment) for attachment in columns["attachments"]],
        posts=list(posts),
        **values,
    )


def local(time: datetime | None) -> datetime | None:
    """What a page prints is Chinese time; everything else stays in UTC."""
    return None if time is None else time.astimezone(CST)


def stored_of(row: sa.Row[Any], posts: Sequence[Post]) -> StoredArticle:
    columns = row._mapping
    return StoredArticle(
        uid=columns["uid"],
        article=article_of(row, posts),
        source=columns["source"],
        version=columns["number"],
        versions=columns["versions"],
        first_fetched_at=columns["first_fetched_at"],
        last_fetched_at=columns["last_fetched_at"],
        changed_at=columns["changed_at"],
        gone_at=columns["gone_at"],
        sequence=columns["sequence"],
        cluster=columns["cluster"],
        withdrawn=columns["withdrawn"],
        text_digest=columns["text_digest"],
    )


def version_of(row: sa.Row[Any], posts: Sequence[Post]) -> Version:
    columns = row._mapping
    return Version(
        uid=columns["uid"],
        number=columns["number"],
        seen_at=columns["seen_at"],
        changes=tuple(columns["change"].split("+")) if columns["change"] else (),
        article=article_of(row, posts),
    )


def post_of(row: sa.Row[Any]) -> Post:
    return Post(row.floor, row.author, local(row.published_at), row.body)


def run_of(row: sa.Row[Any]) -> Run:
    return Run(
        row.id, row.kind, row.arguments, row.owner, row.started_at, row.ended_at, row.status, row.counts
    )


def state_of(row: sa.Row[Any], *, own: bool) -> FetchState:
    names = (
        "url", "uid", "status", "etag", "last_modified", "fetched_at", "failures", "last_error",
        "next_visit_at",
    )  # fmt: skip
    return FetchState(archived=row.uid is not None, own=own, **{name: row._mapping[name] for name in names})


def current_version() -> sa.ColumnElement[bool]:
    """Joins an article with its latest version."""
    return (VERSIONS.c.article_id == ARTICLES.c.id) & (VERSIONS.c.number == ARTICLES.c.version)


def reading_columns() -> list[sa.ColumnElement[Any]]:
    """What `article_of`, `stored_of` and `version_of` read, of an article joined with one of its versions."""
    article = [
        ARTICLES.c[name]
        for name in (
            "id", "uid", "canonical_url", "url", "family", "source", "first_fetched_at", "last_fetched_at",
            "changed_at", "gone_at", "sequence", "cluster", "withdrawn",
        )
    ]  # fmt: skip
    version = [
        VERSIONS.c[name]
        for name in (*READING_FIELDS, "images", "attachments", "text_digest", "number", "seen_at", "change")
    ]
    return [*article, ARTICLES.c.version.label("versions"), *version]
