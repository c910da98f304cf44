"""A page that a pager or a start address leads to is a list, even if it has too few rows to look like one.

The last page of a column may name a single article. Nothing on it tells it from an article with a related link;
the way that led there does.
"""

from __future__ import annotations

from collections.abc import Mapping

from spiders import read
from spiders.draft import Draft
from spiders.lists.links import read_list as read_rows
from spiders.lists.page import fill_list
from spiders.page.document import Document
from zscrawl.items import Article, Page

MAX_BODY = 120
"""Characters. A page with more text than this is the article that it was read as."""


def read_list(page: Page, *, family: str | None, options: Mapping[str, str]) -> Article:
    """Read a page that should be a list. It stays what the family's reader takes it for if it has text or no rows."""
    article = read(page, family=family, options=options)
    if article.kind not in ("article", "other") or len(article.body) > MAX_BODY or article.posts:
        return article
    doc = Document(page)
    links = read_rows(doc, options)
    return fill_list(Draft(doc, article.family), links) if links else article
