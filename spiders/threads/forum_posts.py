"""The posts of a page that is built like a thread: content, and the author and time that stand nearest to it.

Content is known by what engines call it in classes and in schema.org's ``itemprop``. Content within content is
resolved to single texts; author, time and floor label are looked for in the siblings of a text and of the boxes
around it. All steps are bounded, whatever the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from spiders.fields.dates import Moment, find_moment
from spiders.page.attributes import CLASS, HREF, ID, ITEMPROP, LONGEST_NAME
from spiders.page.document import Document, text_of
from spiders.page.nodes import first_words
from spiders.threads.reply_boxes import reply_contents

# What engines call a piece of written content: one class among those of an element.
_CONTENT_CLASS = re.compile(
    r"(?:[^\W_]*[-_])*(?:markdown(?:[-_]?body)?|md[-_]content(?:[-_]show)?|rich-?text|rich-?content|cooked|bbwrapper|vditor-reset|tpc_content|editor_content|"
    r"t_msgfont|d_post_content|bbs-content|topic_c|"
    r"(?:comments?|reply|answers?|posts?|topic|thread|floor|question|message|article|best)[-_]?(?:content|cont|text|detail|body|message))"
    r"(?:[-_]?(?:inner|detail|container|main|text))?",
    re.I,
)
# post_message_12   msg_12: vBulletin and SMF name the text of a post by its number
_CONTENT_ID = re.compile(r"(?:post_?(?:message|content)|msg)_\d+")
_CONTENT_PROPERTIES = frozenset(("text", "articlebody", "commenttext"))
_REPLY_NAME = re.compile(r"(?:^|[\s_-])(?:comment|reply|replies|answer|huifu|review)", re.I)
_CHROME = re.compile(
    r"side-?bar|\bside\b|recommend|related|relevant|footer|\bhot\b|ranking|\bad-|toolbar|modal|popup", re.I
)
_AUTHOR_CLASS = re.compile(
    r"author|user-?name|nick-?name|nickname|uname|readname|(?:^|[\s_-])(?:name|user|nick)(?:$|[\s_-])|userlink",
    re.I,
)
_AUTHOR_HREF = re.compile(r"u\.php|space|/users?/|/people/|/u/|[?&]uid=|/member", re.I)
TIME_WORDS = re.compile(r"\d{1,4}\s*[-年/月.:]|[前昨刚]")
_ROLE_WORDS = re.compile(r"^(?:楼主|作者|版主|管理员|关注|登录|注册|\d+)$")

MAX_POSTS = 500
"""More than any engine puts on one page."""
_LEVELS = 7
"""How far above a piece of content its author and time are looked for."""
_SIBLINGS, NODES_BESIDE = 6, 200
"""How many siblings on each side, and how many elements of one, are looked at."""
NEARBY = 40
"""Strings longer than this are no time and no name."""


@dataclass(slots=True)
class Piece:
    """One post: its content, and what stands beside it."""

    content: HtmlElement
    author: str | None = None
    moment: Moment | None = None
    label: str = ""
    is_reply: bool = False


def find_pieces(doc: Document) -> list[Piece]:
    """The posts of the page in its order (found once a page)."""
    known = doc.facts.get("forum.pieces")
    if known is None:
        known = doc.facts["forum.pieces"] = list(_find_pieces(doc))
    return known


def _find_pieces(doc: Document) -> Iterator[Piece]:
    contents = _contents(doc)[:MAX_POSTS]
    if len(contents) == 1:  # the opening post: the text of the replies may have no name of its own
        contents += reply_contents(doc, set(contents), _is_author)
    counts = Counter(parent for content in contents for parent in content.iterancestors())
    holding = set(counts)
    shared = {parent for parent, count in counts.items() if count > 1}
    for content in contents:
        if not text_of(content) and next(content.iter("img"), None) is None:
            continue
        piece = Piece(content, is_reply=_is_named_reply(content, shared))
        _look_around(piece, holding, doc)
        yield piece


def _contents(doc: Document) -> list[HtmlElement]:
    """Elements of written content in page order, none inside another; chrome is left out."""
    # Walked, not asked of XPath: libxml2 sorts the elements of many nested posts in quadratic time.
    nodes = (node for body in doc.machine["body"][:1] for node in body.iterdescendants("*"))
    named = list(islice(filter(_is_content, nodes), MAX_POSTS * 4))
    members = set(named)
    inner: dict[HtmlElement, list[HtmlElement]] = {}
    tops = []
    for node in named:
        holder = next((parent for parent in node.iterancestors() if parent in members), None)
        if holder is None:
            tops.append(node)
        else:
            inner.setdefault(holder, []).append(node)
    chosen: list[HtmlElement] = []
    for top in tops:
        if not _is_chrome(top):
            chosen += _innermost(top, inner)
    return chosen


def _innermost(top: HtmlElement, inner: Mapping[HtmlElement, list[HtmlElement]]) -> Iterator[HtmlElement]:
    """Content within content: a box around several posts is those posts, one around a single text is that text."""
    waiting = [(top, 0)]
    while waiting:
        node, depth = waiting.pop()
        held = inner.get(node, []) if depth < _LEVELS else []
        if len(held) > 1 or (held and _is_most_of(text_of(held[0]), text_of(node))):
            waiting += [(child, depth + 1) for child in reversed(held)]
        else:
            yield node


def _is_most_of(inner: str, outer: str) -> bool:
    """Is what an element says besides its inner content at most a line with floor and time, or a long tail?"""
    return len(inner) * 5 >= len(outer) * 2 or len(outer) - len(inner) <= NEARBY


def _is_content(node: HtmlElement) -> bool:
    name = node.get(CLASS)
    if name and _names_content(name):
        return True
    name = node.get(ID)
    if name and (name == "read_tpc" or _CONTENT_ID.fullmatch(name)):
        return True
    return (node.get(ITEMPROP) or "").lower() in _CONTENT_PROPERTIES


@lru_cache(maxsize=8192)
def _names_content(name: str) -> bool:
    return any(_CONTENT_CLASS.fullmatch(word) for word in name.split())


def _is_chrome(node: HtmlElement) -> bool:
    return any(
        parent.tag in ("aside", "nav", "footer") or _CHROME.search(_names(parent))
        for parent in node.iterancestors()
        if parent.tag not in ("body", "html")
    )


def _is_named_reply(content: HtmlElement, shared: set[HtmlElement]) -> bool:
    """Does the content, or a box that holds it and no other, go by the name of a comment or an answer?"""
    for node in (content, *content.iterancestors()):
        if node in shared or node.tag in ("body", "html"):
            return False
        if _REPLY_NAME.search(_names(node)):
            return True
    return False


def _names(node: HtmlElement) -> str:
    return f"{(node.get(CLASS) or '')[:LONGEST_NAME]} {(node.get(ID) or '')[:LONGEST_NAME]}"


def _look_around(piece: Piece, holding: set[HtmlElement], doc: Document) -> None:
    """Author, time and floor label from the siblings of the content, then of its parents."""
    node = piece.content
    for _ in range(_LEVELS):
        before = islice(node.itersiblings(preceding=True), _SIBLINGS)
        after = islice(node.itersiblings(), _SIBLINGS)
        for sibling in (*before, *after):
            if isinstance(sibling.tag, str) and sibling not in holding and not _is_content(sibling):
                _read_beside(piece, sibling, doc)
        parent = node.getparent()
        if (piece.author and piece.moment) or parent is None or parent.tag == "body":
            return
        node = parent


def _read_beside(piece: Piece, element: HtmlElement, doc: Document) -> None:
    for node in islice(element.iter(), NODES_BESIDE):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            continue
        words = " ".join((node.text or "")[:200].split())
        if piece.author is None and _is_author(node):
            name = first_words(node, NEARBY + 1)
            if 1 <= len(name) <= NEARBY and not _ROLE_WORDS.match(name) and not TIME_WORDS.search(name):
                piece.author = name
        if piece.moment is None:
            for value in (node.get("datetime"), node.get("title"), words):
                if value and len(value) <= NEARBY and TIME_WORDS.search(value):
                    piece.moment = find_moment(value, doc.clock)
                    if piece.moment:
                        break
        if not piece.label and words and len(words) <= 6 and (words[-1] in "楼#" or words[0] == "#"):
            piece.label = words


def _is_author(node: HtmlElement) -> bool:
    if len(node) > 2:
        return False
    if (node.get(ITEMPROP) or "") == "author":
        return True
    if node.tag == "a" and _AUTHOR_HREF.search(node.get(HREF) or ""):
        return True
    name = node.get(CLASS)
    return (
        name is not None
        and node.tag in ("a", "span", "b", "strong", "div", "em")
        and bool(_AUTHOR_CLASS.search(name, 0, LONGEST_NAME))
    )
