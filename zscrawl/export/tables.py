"""The tables of a dataset: what a row is, and of every field its type, unit and meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from archive import Archive, StoredArticle

FieldType = Literal["string", "integer", "datetime", "list"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """``text`` marks full text, which leaves the archive only on request (copyright)."""

    name: str
    type: FieldType
    description: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` gives the rows of one article, with every field."""

    name: str
    row_is: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Archive, StoredArticle], Iterable[Row]]

    def chosen(self, with_text: bool) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if with_text or not field.text)


def _article_rows(archive: Archive, stored: StoredArticle) -> Iterator[Row]:
    article = stored.article
    yield {
        "uid": stored.uid,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "source": stored.source,
        "family": article.family,
        "site": article.site,
        "section": article.section,
        "title": article.title,
        "subtitle": article.subtitle,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "authors": article.authors,
        "editors": article.editors,
        "origin": article.origin,
        "script": article.script,
        "versions": stored.versions,
        "posts": len(article.posts),
        "first_fetched_at": stored.first_fetched_at,
        "last_fetched_at": stored.last_fetched_at,
        "gone_at": stored.gone_at,
        "body_chars": len(article.body),
        "images": [image.url for image in article.images],
        "attachments": [attachment.url for attachment in article.attachments],
        "flags": article.flags,
        "body": article.body,
    }


def _version_rows(archive: Archive, stored: StoredArticle) -> Iterator[Row]:
    for version in archive.versions(stored.uid):
        yield {
            "uid": stored.uid,
            "number": version.number,
            "seen_at": version.seen_at,
            "changes": list(version.changes),
            "title": version.article.title,
            "published_at": version.article.published_at,
            "body_chars": len(version.article.body),
            "body": version.article.body,
        }


def _post_rows(archive: Archive, stored: StoredArticle) -> Iterator[Row]:
    for post in stored.article.posts:
        yield {
            "uid": stored.uid,
            "floor": post.floor,
            "author": post.author,
            "published_at": post.published_at,
            "body_chars": len(post.body),
            "body": post.body,
        }


_UID = Field("uid", "string", "The article: zs + 12 hex digits of SHA-256 of its canonical URL.")
_PUBLISHED = Field("published_at", "datetime", "When the page says it was published, with offset (+08:00).")
_BODY_CHARS = Field("body_chars", "integer", "Characters of the text, line ends included.")
_BODY = Field("body", "string", "The text, paragraphs on lines of their own.", text=True)

ARTICLES = Table(
    "articles",
    "one article: what one canonical URL says in its latest version",
    ("uid",),
    (
        _UID,
        Field("url", "string", "The address as fetched."),
        Field("canonical_url", "string", "The address without tracking, session and mirror parts."),
        Field("source", "string", "The source that it was crawled under."),
        Field("family", "string", "The kind of system the site runs on."),
        Field("site", "string", "The site's own name, as the page gives it."),
        Field("section", "string", "The column or board."),
        Field("title", "string", "The headline, as printed."),
        Field("subtitle", "string", "The headline's second line, as printed."),
        _PUBLISHED,
        Field("published_precision", "string", "How exact that is: second, minute, day or month."),
        Field("authors", "list", "Reporters and correspondents named."),
        Field("editors", "list", "Editors named (责任编辑, 编辑, 审核)."),
        Field("origin", "string", "The 来源 that the page names."),
        Field("script", "string", "hans (Simplified) or hant (traditional)."),
        Field("versions", "integer", "How many versions the archive holds."),
        Field("posts", "integer", "Posts, if it is a thread."),
        Field("first_fetched_at", "datetime", "When it was first archived."),
        Field("last_fetched_at", "datetime", "When it was last fetched."),
        Field("gone_at", "datetime", "When the page was first found to be gone; empty if it is there."),
        _BODY_CHARS,
        Field("images", "list", "Addresses of its images."),
        Field("attachments", "list", "Addresses of its attachments."),
        Field("flags", "list", "Remarks of the reader, such as spam_clone."),
        _BODY,
    ),
    _article_rows,
)
VERSIONS = Table(
    "versions",
    "one version: the text of an article as it stood from one fetch on",
    ("uid", "number"),
    (
        _UID,
        Field("number", "integer", "1 for the first."),
        Field("seen_at", "datetime", "When this version was first fetched."),
        Field("changes", "list", "What differs from the version before."),
        Field("title", "string", "The headline of this version."),
        _PUBLISHED,
        _BODY_CHARS,
        _BODY,
    ),
    _version_rows,
)
POSTS = Table(
    "posts",
    "one post of a forum thread; floor 1 is also the article's text",
    ("uid", "floor"),
    (
        _UID,
        Field("floor", "integer", "1 for the opening post."),
        Field("author", "string", "The name that the forum shows."),
        _PUBLISHED,
        _BODY_CHARS,
        _BODY,
    ),
    _post_rows,
)
TABLES = {table.name: table for table in (ARTICLES, VERSIONS, POSTS)}
