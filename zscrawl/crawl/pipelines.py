"""Item pipelines: every reading is cleaned, then archived in one transaction.

A pipeline that fails leaves the page unseen: nothing of it is committed, and the next run fetches it again.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from spiders.crawl.visiting import Reading
from zscrawl.crawl.failures import describe
from zscrawl.crawl.visit import visit_of
from zscrawl.errors import ZscrawlError
from zscrawl.items import Article

MAX_FIELD = 1000
"""Characters of a title, a name, a section. Longer ones are not what they claim to be."""
MAX_BODY = 2_000_000
"""Characters of a body or a post."""

# Control characters and lone surrogates, which neither the database nor a spreadsheet takes.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CleanPipeline:
    """Bounds and cleans what a reader returned, so that the archive takes whatever a page contains."""

    def process_item(self, item: Reading) -> Reading:
        if item.article is not None:
            clean(item.article)
        return item


class StorePipeline:
    """Archives a reading, or counts it if it is a page that must not be archived."""

    def __init__(self, crawler: Crawler) -> None:
        self.visit = visit_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Reading) -> Reading:
        if item.article is not None and item.article.kind == "blocked":
            await self.visit.blocked(item)
            return item
        status = item.pages[0].status
        if status >= 500 or status in (408, 429):
            await self.visit.record_failure(item.requested_url, f"http_{status}", "", item.found_on)
            return item
        try:
            await self.visit.store(item)
        except ZscrawlError as error:
            await self.visit.record_failure(item.requested_url, "store", describe(error), item.found_on)
            raise DropItem(str(error)) from error
        return item


def clean(article: Article) -> None:
    """Drop unprintable characters and cut over-long text, in place. An article that says nothing is none."""
    if article.kind == "article" and not (
        article.body or article.posts or article.images or article.attachments
    ):
        article.kind = "other"
    for spec in fields(article):
        value = getattr(article, spec.name)
        if isinstance(value, str):
            setattr(article, spec.name, _text(value, MAX_BODY if spec.name == "body" else MAX_FIELD * 4))
        elif isinstance(value, list) and value and isinstance(value[0], str):
            setattr(article, spec.name, [_text(word, MAX_FIELD) for word in value])
    article.title = _limited(article.title)
    article.subtitle = _limited(article.subtitle)
    article.posts = [
        replace(post, author=_clean_name(post.author), body=_text(post.body, MAX_BODY))
        for post in article.posts
    ]


def _text(value: str, limit: int) -> str:
    return _UNPRINTABLE.sub("", value)[:limit]


def _limited(value: str | None) -> str | None:
    return value[:MAX_FIELD] if value is not None else None


def _clean_name(value: str | None) -> str | None:
    return _text(value, MAX_FIELD) if value is not None else None
