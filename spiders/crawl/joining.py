"""One article out of its pages: a thread of several pages, an article cut by 下一页.

`join_pages` is pure. The first page gives the identity (address, title, date); later pages add text, posts, images
and attachments, and whatever field the first one lacks, such as the editor, who is named at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from zscrawl.items import Article, Post

_T = TypeVar("_T")

# Fields that a later page may supply. Titles and dates of later pages are those of the page, not of the article.
_LATE_FIELDS = ("authors", "editors", "origin", "section", "site")


def join_pages(parts: Sequence[Article]) -> Article:
    """The whole article that ``parts`` (in page order, at least one) make up. The parts stay as they are.

    Posts are joined by floor: a floor that an earlier page has already (the opening post is repeated on every page of
    some forums) is not taken again. A thread's body stays that of the opening post.
    """
    if not parts:
        raise ValueError("join_pages needs at least one page")
    first, *rest = parts
    whole = replace(
        first,
        posts=_join_posts(parts),
        body=first.body if first.posts else _join_bodies(parts),
        images=_distinct(image for part in parts for image in part.images),
        attachments=_distinct(file for part in parts for file in part.attachments),
        links=[],
        next_page=None,
        found_by=dict(first.found_by),
        flags=_distinct(flag for part in parts for flag in part.flags),
    )
    for name in _LATE_FIELDS:
        giver = next((part for part in rest if getattr(part, name)), None)
        if giver is not None and not getattr(first, name):
            setattr(whole, name, getattr(giver, name))
            if name in giver.found_by:
                whole.found_by[name] = giver.found_by[name]
    return whole


def _join_bodies(parts: Sequence[Article]) -> str:
    """Paragraphs of all pages. A block that opens every page (a repeated lead) is taken once."""
    pages = [part.body.split("\n") for part in parts if part.body]
    if not pages:
        return ""
    joined = list(pages[0])
    for page in pages[1:]:
        repeated = 0
        while repeated < min(len(page), len(pages[0])) and page[repeated] == pages[0][repeated]:
            repeated += 1
        # The same page twice adds nothing; a page that shares only its beginning adds the rest.
        joined.extend(page[repeated:])
    return "\n".join(joined)


def _join_posts(parts: Sequence[Article]) -> list[Post]:
    floors: dict[int, Post] = {}
    for part in parts:
        for post in part.posts:
            floors.setdefault(post.floor, post)
    return [floors[floor] for floor in sorted(floors)]


def _distinct(values: Iterable[_T]) -> list[_T]:
    return list(dict.fromkeys(values))
