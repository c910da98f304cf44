"""What the readers of threads share: floors, dates of posts, and what of a thread is an article's text.

A thread page gives ``Article.posts``; the article's own fields are those of the opening post (floor 1). A later page
of a thread has no opening post: its ``body`` and ``published_at`` stay empty, and whoever joins the pages adds its
posts to those of page 1, floor by floor (`spiders.joining.join_pages`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from lxml.html import HtmlElement

from spiders.dates import Moment, find_moment
from spiders.document import XPath, text_of
from spiders.draft import Draft
from zscrawl.items import Post

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
    options: Mapping[str, str],
    body: Literal["opening", "all"] = "opening",
) -> None:
    """Put the posts, and author, date and body of the opening one, into the draft.

    ``moment`` is the opening post's. ``body`` says whether the article's text is the opening post's or that of all
    posts of the page, one after the other; the source's option ``thread_body`` goes before it.
    """
    draft.put_posts(posts, how)
    opening = next((post for post in posts if post.floor == 1), None)
    if opening is not None:
        draft.put_moment(moment, how)
        draft.put("authors", [opening.author] if opening.author else [], how)
    if options.get("thread_body", body) == "all":
        draft.put("body", "\n".join(post.body for post in posts if post.body), how)
    elif opening is not None:
        draft.put("body", opening.body, how)
