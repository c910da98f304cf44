"""What the readers of threads share: floors, dates of posts, and what of a thread is an article's text.

A thread page gives ``Article.posts``; the article's own fields are those of the opening post (floor 1). A later page
of a thread has no opening post: its ``body`` and ``published_at`` stay empty, and whoever joins the pages adds its
posts to those of page 1, floor by floor (`spiders.crawl.joining.join_pages`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from lxml.html import HtmlElement

from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment
from spiders.page.document import XPath, text_of
from zscrawl.items import Article, Post

LATEST_OPENING = 2
"""Question sites give an answer an address of its own: its page begins with the answer, the question is its title."""

FLOOR_NAMES = {"楼主": 1, "沙发": 2, "板凳": 3, "地板": 4}
"""Names that forums print instead of the first floors' numbers (Discuz's and phpwind's defaults)."""

# 5#   #5   第5楼   5 楼   来自 12#
_FLOOR = re.compile(r"(?<!\d)(\d{1,6})(?!\d)")
_TITLED_DATES = XPath(".//*[@title]/@title", smart_strings=False)


def floor_number(label: str) -> int | None:
    """The floor that a label names: ``楼主`` is 1, ``沙发`` 2, ``5#`` 5; None if it names none."""
    for name, number in FLOOR_NAMES.items():
        if name in label:
            return number
    found = _FLOOR.search(label)
    return int(found[1]) if found else None


def post_moment(element: HtmlElement, clock: datetime) -> Moment | None:
    """When a post was written, from the element that says so.

    ``3 天前`` carries the full time in a ``title`` beside it on most skins, which is taken first.
    """
    for title in _TITLED_DATES(element):
        if moment := find_moment(title, clock):
            return moment
    return find_moment(text_of(element), clock)


def fill_thread(
    draft: Draft,
    posts: Sequence[Post],
    moment: Moment | None,
    how: str,
    last_opening: int = 1,
) -> None:
    """Put the posts, and author, date and body of the opening one, into the draft.

    ``moment`` is the opening post's. A first post whose floor is above ``last_opening`` opens nothing: it stands on a
    later page of the thread.
    """
    draft.put_posts(posts, how)
    opening = min(posts, key=lambda post: post.floor, default=None)
    if opening is not None and opening.floor <= last_opening:
        draft.put_moment(moment, how)
        draft.put("authors", [opening.author] if opening.author else [], how)
        draft.put("body", opening.body, how)


def whole_text(article: Article) -> str:
    """All that an article's page says: the body, or of a thread the subject and all posts, in order.

    A later page of a thread repeats the subject, so it is left out there.
    """
    if not article.posts:
        return article.body
    subject = article.title if article.posts[0].floor <= LATEST_OPENING else None
    return "\n".join(text for text in (subject, *(post.body for post in article.posts)) if text)
