"""The rows of each table, streamed in an order that depends on the archive alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from archive import StoredArticle, Version
from zscrawl.items import Facts
from zscrawl.ledger import Book

Row = dict[str, Any]
_FACTS = ("figures", "activities", "places", "mechanisms")


@dataclass(frozen=True, slots=True)
class Chosen:
    """An article that is exported, with what its rows are made of."""

    stored: StoredArticle
    facts: Facts | None
    versions: list[Version] = field(default_factory=list)


class ArticleRows:
    """Rows that one article gives. ``book`` names the projects that its mentions were resolved into."""

    def __init__(self, book: Book | None) -> None:
        self._project_of = (
            {ref: project.id for project in book.ledger.projects for ref in project.mentions} if book else {}
        )
        self._makers: dict[str, Callable[[Chosen], Iterator[Row]]] = {
            "articles": self._articles,
            "versions": self._versions,
            "posts": self._posts,
            "mentions": self._mentions,
        }

    def rows(self, table: str, chosen: Chosen) -> Iterator[Row]:
        """The rows of ``table`` that come from this article."""
        if table in _FACTS:
            return _fact_rows(chosen.stored, getattr(chosen.facts, table) if chosen.facts else [])
        return self._makers[table](chosen)

    def _articles(self, chosen: Chosen) -> Iterator[Row]:
        stored, facts = chosen.stored, chosen.facts
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
            "relevant": facts.relevant if facts else None,
            "relevance": facts.relevance if facts else None,
            "cluster": stored.cluster,
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

    def _versions(self, chosen: Chosen) -> Iterator[Row]:
        for version in chosen.versions:
            yield {
                "uid": version.uid,
                "number": version.number,
                "seen_at": version.seen_at,
                "changes": list(version.changes),
                "title": version.article.title,
                "published_at": version.article.published_at,
                "body_chars": len(version.article.body),
                "body": version.article.body,
            }

    def _posts(self, chosen: Chosen) -> Iterator[Row]:
        for post in chosen.stored.article.posts:
            yield {
                "uid": chosen.stored.uid,
                "floor": post.floor,
                "author": post.author,
                "published_at": post.published_at,
                "body_chars": len(post.body),
                "body": post.body,
            }

    def _mentions(self, chosen: Chosen) -> Iterator[Row]:
        for row in _fact_rows(chosen.stored, chosen.facts.projects if chosen.facts else []):
            yield row | {"project": self._project_of.get(f"{row['uid']}:{row['start']}")}


def _fact_rows(stored: StoredArticle, records: list[Any]) -> Iterator[Row]:
    for ordinal, record in enumerate(records):
        where = {"uid": stored.uid, "version": stored.version, "url": stored.article.canonical_url}
        yield where | {"ordinal": ordinal} | msgspec.to_builtins(record)


def ledger_rows(table: str, book: Book, uids: set[str] | None) -> Iterator[Row]:
    """The rows of ``projects``, ``stage_events`` and ``companies`` that the articles ``uids`` mention (None: all)."""
    projects = [one for one in book.ledger.projects if uids is None or uids.intersection(one.uids)]
    projects.sort(key=lambda project: project.id)
    if table == "companies":
        ids = {project.id for project in projects}
        for company in sorted(book.ledger.companies, key=lambda one: one.id):
            if ids.intersection(company.projects):
                yield msgspec.to_builtins(company)
        return
    for project in projects:
        if table == "projects":
            row = msgspec.to_builtins(project) | {
                "first_date": project.first_date,
                "articles": len(project.uids),
            }
            telling = sorted(project.uids)
            yield row | {"uids": telling, "urls": [book.articles[uid].url for uid in telling]}
        else:
            for ordinal, event in enumerate(project.events):
                where = {"project": project.id, "ordinal": ordinal, "url": book.articles[event.uid].url}
                yield where | msgspec.to_builtins(event)
