"""What the readers of threads share: floors, dates of posts, and what of a thread is an article's text.

A thread page gives ``Article.posts``; the article's own fields are those of the opening post (floor 1). A later page of a
thread has no opening post: its ``body`` and ``published_at`` stay empty, and whoever joins the pages appends its
``posts`` (their floors go on from the page before) to those of page 1, dropping floors that are already there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

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


def post_moment(element: object, clock: datetime) -> Moment | None:
    """When a post was written, from the element that says so.

    ``3 天前`` carries the full time in a ``title`` beside it on most skins, which is taken first.
    """
    for title in _TITLED_DATES(element):
        if moment := find_moment(title, clock):
            return moment
    return find_moment(text_of(element), clock)  # type: ignore[arg-type]


def fill_thread(
    draft: Draft, posts: Iterable[Post], moment: Moment | None, how: str, options: Mapping[str, str]
) -> None:
    """Put the posts, and author, date and body of the opening one, into the draft.

    ``moment`` is the opening post's. With the option ``thread_body = "all"`` the body holds the text of all floors of
    the page, one after the other; without it, the opening post's.
    """
    posts = list(posts)
    draft.put_posts(posts, how)
    opening = next((post for post in posts if post.floor == 1), None)
    if opening is None:
        return
    draft.put_moment(moment, how)
    if opening.author:
        draft.put("authors", [opening.author], how)
    if options.get("thread_body") == "all":
        draft.put("body", "\n".join(post.body for post in posts if post.body), how)
    else:
        draft.put("body", opening.body, how)
