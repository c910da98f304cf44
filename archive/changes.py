"""What differs between two readings of an article, and whether that makes a version.

=========  =====================================================================================
``text``   the body, in Simplified normal form and without layout
``title``  the title, compared in the same form
``date``   the time of publication, as far as both readings are precise
``posts``  a thread has new or edited replies (a reply that is missing is no change: pages are
           fetched in part, and what was said stays kept)
``notes``  subtitle, authors, editors or origin
=========  =====================================================================================

Everything else (view counters, related links, section, image addresses) is noise: no version. Counters
are left out of the comparison here too, because some pages have them inside the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from zscrawl.items import CST, Article, Post, Precision
from zscrawl.text import squash

FIRST = "first"
"""Stands in place of a change in an article's first version."""
WITHDRAWN = "withdrawn"
"""Stands in place of a change in a version whose page is no article, as read today."""
CHANGES = ("text", "title", "date", "posts", "notes")
_UNITS: Mapping[Precision, str] = {"month": "%Y-%m", "day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M"}

_COUNTER = re.compile(
    r"^[(\[]?(?:阅读|浏览|点击|访问|查看|人气|点赞)(?:次数|数量|量|数|率)?:?\d+(?:\.\d+)?[万w]?(?:次|人)?[)\]]?$"
)
"""``阅读次数:12`` · ``(浏览量:1.2万次)`` on a line of its own, squashed"""


def text_digest(body: str) -> str:
    """32 hex digits that name a body: equal for texts that differ in script, width or layout alone."""
    return hashlib.sha256(squash(body).encode("utf-8", "replace")).hexdigest()[:32]


NO_TEXT = text_digest("")


def changes(old: Article, new: Article, old_digest: str, new_digest: str) -> tuple[str, ...]:
    """What differs, in the order of `CHANGES`. The digests are those of the two bodies."""
    found = []
    if old_digest != new_digest and _without_counters(old.body) != _without_counters(new.body):
        found.append("text")
    if squash(old.title or "") != squash(new.title or ""):
        found.append("title")
    if not _same_time(old, new):
        found.append("date")
    if changed_posts(old.posts, new.posts):
        found.append("posts")
    if _notes(old) != _notes(new):
        found.append("notes")
    return tuple(found)


def _without_counters(body: str) -> str:
    """The text in comparison form, without lines that count visits."""
    return "".join(_COUNTER.sub("", squash(line)) for line in body.split("\n"))


def changed_posts(old: Sequence[Post], new: Sequence[Post]) -> list[Post]:
    """The posts of ``new`` that ``old`` lacks or has with another text; floor 1 is the body's own."""
    before = {post.floor: squash(post.body) for post in old}
    return [post for post in new if post.floor > 1 and before.get(post.floor) != squash(post.body)]


def _same_time(old: Article, new: Article) -> bool:
    """Equal as far as the less precise of the two says; a time where there was none is a change."""
    if old.published_at is None or new.published_at is None:
        return old.published_at == new.published_at
    for precision, unit in _UNITS.items():  # from coarse to fine
        if precision in (old.published_precision, new.published_precision):
            return _local(old.published_at).strftime(unit) == _local(new.published_at).strftime(unit)
    return old.published_at == new.published_at


def _local(time: datetime) -> datetime:
    return time.astimezone(CST)


def _notes(article: Article) -> tuple[str, ...]:
    names = (article.subtitle or "", *article.authors, "|", *article.editors, "|", article.origin or "")
    return tuple(squash(name) for name in names)
