"""What a source's own CSS selectors point at: stronger than anything a reader finds by itself.

The keys of ``options`` that are read here: ``title date origin author body next`` (the first match that has text
counts) and ``drop`` (a comma-separated selector list of what is no text inside ``body``).
"""

from __future__ import annotations

from collections.abc import Mapping

from spiders.body.fragment import read_fragment
from spiders.fields import byline
from spiders.fields.dates import parse_moment
from spiders.page.document import Document, text_of
from zscrawl.items import Article

KEYS = ("title", "date", "origin", "author", "body", "drop", "next")


def override(article: Article, doc: Document, options: Mapping[str, str]) -> None:
    """Replace the fields of ``article`` for which ``options`` has a selector that matches.

    Raises `ConfigError` if a selector is malformed. One that matches nothing leaves what the reader found.
    """
    for key in ("title", "date", "origin", "author"):
        selector = options.get(key)
        text = next((text for node in doc.css(selector) if (text := text_of(node))), "") if selector else ""
        if text:
            _set(article, key, text, doc, f"selector:{selector}")
    if selector := options.get("body"):
        _set_body(article, doc, selector, options.get("drop"))
    if selector := options.get("next"):
        for node in doc.css(selector):
            if address := doc.link(node.get("href") or ""):
                article.next_page = address
                article.found_by["next_page"] = f"selector:{selector}"
                break


def _set(article: Article, key: str, text: str, doc: Document, how: str) -> None:
    field = key
    if key == "title":
        article.title = text
    elif key == "date":
        moment = parse_moment(text, doc.clock)
        if moment is None:
            return
        article.published_at, article.published_precision = moment.at, moment.precision
        field = "published_at"
    elif key == "origin":
        origin = byline.clean_origin(text)
        if origin is None:
            return
        article.origin = origin
    else:
        authors = byline.find_authors([text]) or byline.find_authors([f"作者：{text}"])
        if not authors:
            return
        article.authors, field = authors, "authors"
    article.found_by[field] = how


def _set_body(article: Article, doc: Document, selector: str, drop: str | None) -> None:
    for element in doc.css(selector):
        body = read_fragment(element, doc.base_url, drop=[drop] if drop else ())
        if body.text or body.images:
            article.body, article.images = body.text, list(body.images)
            article.attachments = list(body.attachments)
            article.found_by["body"] = f"selector:{selector}"
            if article.kind in ("other", "list"):
                article.kind = "article"
            return
