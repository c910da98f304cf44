"""Replies whose text has no name of its own: the boxes that repeat below a thread's opening post.

Engines that do not name a reply's text name its box: ``div.reply-item``, ``li.comment``, ``div.floor``. A box counts
as a reply if it prints a time; its text is its longest run of words that is neither author, time nor link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from itertools import zip_longest

from lxml.html import HtmlElement

from spiders.page.attributes import CLASS
from spiders.page.document import Document
from spiders.page.outline import Block

# reply-item   comment_list_item   J_comment   answer-card   floor; not reply-list
_BOX_CLASS = re.compile(
    r"(?:[^\W_]*[-_])*(?:comments?|reply|replies|answers?|floor|huifu|huitie|pinglun)"
    r"(?:(?:[-_]?list)?[-_]?(?:item|li|cell|row|box|block|card|one|wrap|wrapper))?",
    re.I,
)
# 2022-05-06 11:00   05-06 11:00   昨天 11:00   3 天前
_TIME = re.compile(
    r"\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d\d|(?:19|20)\d\d[-/.年]\d{1,2}"
    r"|\d+\s*(?:秒|分钟|小时|天|个?月|年)前|[昨前]天|刚刚"
)
_STAMP = 60
"""Characters of a line that is time, floor and tools."""
_MOST = 500
# 回复 举报 3楼 赞(2)
_TOOLS = re.compile(r"^\W*(?:(?:回复|举报|引用|点?赞|收藏|分享|楼主|沙发|板凳|\d+\s*[楼#]?)\W*)+$")
_LEAST_TEXT = 2


def reply_contents(
    doc: Document, known: Set[HtmlElement], is_author: Callable[[HtmlElement], bool]
) -> Iterator[HtmlElement]:
    """The element that holds the text of each reply box; boxes with or in one of ``known`` are left out."""
    blocks = doc.blocks
    boxes = [block for block in blocks if _names_box(block)][:_MOST]
    taken = {node for content in known for node in (content, *content.iterancestors())}
    for box, following in zip_longest(boxes, boxes[1:]):
        if box.element in taken or any(node in known for node in box.element.iterancestors()):
            continue
        # Of a box with answers to the reply, what stands before the first of them.
        last = box.last if following is None else min(box.last, following.index - 1)
        own = blocks[box.index : last + 1]
        if any(map(_is_stamp, own)) and (text := _text(own, is_author)) is not None:
            yield text


@lru_cache(maxsize=8192)
def _is_box_name(name: str) -> bool:
    return any(_BOX_CLASS.fullmatch(word) for word in name.split())


def _names_box(block: Block) -> bool:
    name = block.element.get(CLASS)
    return name is not None and len(name) <= 200 and _is_box_name(name)


def _is_stamp(block: Block) -> bool:
    return block.chars <= _STAMP and _TIME.search(block.text) is not None


def _text(blocks: list[Block], is_author: Callable[[HtmlElement], bool]) -> HtmlElement | None:
    texts = [
        block
        for block in blocks
        if block.chars >= _LEAST_TEXT
        and not (block.is_linked or _is_stamp(block) or is_author(block.element) or _TOOLS.match(block.text))
    ]
    longest = max(texts, key=lambda block: block.chars, default=None)
    if longest is None:
        return None
    # Several paragraphs of one reply: their box.
    beside = [block for block in texts if block.parent is longest.parent and block.tag == "p"]
    return longest.parent.element if len(beside) > 1 and longest.parent else longest.element
