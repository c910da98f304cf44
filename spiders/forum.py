"""Threads and questions of forums that are not Discuz: phpwind, ccoo, and whatever is built like a thread.

A thread is a page with several pieces of written content, each with an author or a time beside it. The pieces are
known by what engines call them in classes and in schema.org's ``itemprop``; author and time are looked for in what
stands nearest to a piece. Whether a page is looked at this way at all is decided by cheap hints first (an engine's
own marks, the address, the site's name), so that a newspaper's comment box makes no thread.

The body of such a page is its subject and the text of all its posts, one after the other: in a question, the answers
are the text, and without the subject they cannot be understood. Where ``posts`` has no floor 1, the question was its
title alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile, islice

from lxml.html import HtmlElement

from spiders import generic
from spiders.dates import Moment, find_moment
from spiders.document import Document, XPath, text_of
from spiders.draft import Draft
from spiders.fragment import read_fragment
from spiders.lists import read_list
from spiders.nodes import first_words
from spiders.paging import next_page
from spiders.thread import fill_thread, floor_number
from zscrawl.items import Article, Link, Post

NAME = "forum"

_PHPWIND_NAMES = ("subject_tpc", "J_post_title")
_PHPWIND_MARKS = ("Powered by phpwind", 'content="phpwind')
_OTHER_MARKS = ('class="topic_c"', "d_post_content", "schema.org/QAPage", "schema.org/DiscussionForumPosting")
# bbs.example.cn   /topics/1   /question/123   /faq/1   /forum.php   read-htm-tid-12.html   /thread-12
_ADDRESS = re.compile(
    r"//(?:[\w-]+\.)*(?:bbs|forum|luntan|tieba|zhidao|wenda|ask|shequ|community)\.|"
    r"/(?:bbs|forums?|luntan|topics?|threads?|questions?|faq|ask|wenda|tieba|showtopic|viewtopic|read-htm-tid)[/\-_.?]",
    re.I,
)
_SITE_NAME = re.compile(r"论坛|社区|贴吧|问答|知道|BBS|bbs")

# What engines call a piece of written content: one class among those of an element.
_CONTENT_CLASS = re.compile(
    r"(?:\w+[-_])*?(?:markdown(?:-body)?|rich-?text|rich-?content|cooked|bbwrapper|vditor-reset|tpc_content|editor_content|"
    r"t_msgfont|d_post_content|bbs-content|topic_c|"
    r"(?:comments?|reply|answers?|post|topic|thread|floor|question|message|article|best)[-_]?(?:content|text|detail|body|message))"
    r"(?:[-_](?:inner|detail|container|main))?",
    re.I,
)
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
_TIME_WORDS = re.compile(r"\d{1,4}\s*[-年/月.:]|[前昨刚]")
_ROLE_WORDS = re.compile(r"^(?:楼主|作者|版主|管理员|关注|登录|注册|\d+)$")

_WITH_CLASS = XPath("//body//*[@class or @itemprop or @id]")
_SUBJECTS = XPath(
    "//*[@id='subject_tpc' or @id='J_post_title' or @class='topic_title' or @class='ask-title']"
)
_CATEGORY = XPath("./a[1]")
_HEADING_ABOVE = XPath("preceding::h1[1]")
_BOARD_SUBJECTS = XPath("//a[contains(@class, 'subject_t')] | //td[@class='subject']//a[@class='st']")

_LONGEST_SITE_NAME = 8
MAX_POSTS = 500
"""More than any engine puts on one page."""
_LEVELS = 7
"""How far above a piece of content its author and time are looked for."""
_SIBLINGS, _NODES_BESIDE = 6, 200
_NEARBY = 40
"""Strings longer than this are no time and no name."""


@dataclass(slots=True)
class _Piece:
    """One post: its content, and what stands beside it."""

    content: HtmlElement
    author: str | None = None
    moment: Moment | None = None
    label: str = ""
    is_reply: bool = False


def recognises(doc: Document) -> bool:
    """An engine's mark; or a hint and posts: one under an address of a forum, two on a site that calls itself one."""
    if any(mark in doc.names for mark in _PHPWIND_NAMES) or any(mark in doc.text for mark in _PHPWIND_MARKS):
        return True
    addressed = _ADDRESS.search(doc.url) is not None
    if not (addressed or _SITE_NAME.search(doc.title_tag) or any(mark in doc.text for mark in _OTHER_MARKS)):
        return False
    signed = [piece for piece in _pieces(doc) if piece.author or piece.moment]
    return len(signed) > 1 or (len(signed) == 1 and (addressed or signed[0].is_reply))


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read a thread or question; a page without posts is read as a list. Option ``thread_body``: see `fill_thread`."""
    draft = Draft(doc, NAME)
    pieces = _pieces(doc)
    if not pieces:
        links = list(_phpwind_rows(doc)) or read_list(doc, options)
        if links:
            draft.article.kind = "list"
            draft.put("links", links, "rows")
            draft.put("next_page", next_page(doc), "pager")
            return draft.article
        return generic.finish(draft, options)
    opening = pieces[0]
    _fill_title(draft, opening)
    posts = []
    floor = _first_floor(pieces)
    for piece in pieces:
        body = read_fragment(piece.content, doc.base_url, drop=_headings(piece.content))
        moment = piece.moment.at if piece.moment else None
        posts.append(Post(floor, piece.author, moment, body.text))
        draft.article.images += body.images
        draft.article.attachments += body.attachments
        floor += 1
    fill_thread(draft, posts, opening.moment, "forum:posts", {"thread_body": "all", **options})
    draft.put("next_page", next_page(doc, of_article=True), "pager")
    article = generic.finish(draft, options)
    whole = options.get("thread_body", "all") == "all"
    if whole and article.title and article.posts and article.posts[0].floor <= 2:
        article.body = f"{article.title}\n{article.body}".rstrip()
    return article


def _fill_title(draft: Draft, opening: _Piece) -> None:
    for subject in _SUBJECTS(draft.doc.tree):
        for category in _CATEGORY(subject):
            name = text_of(category)
            if name[:1] in "[【":
                draft.put("section", name.strip("[]【】"), "forum:category")
                draft.put("title", text_of(subject).removeprefix(name).strip(), "forum:subject")
        draft.put("title", text_of(subject), "forum:subject")
    # A page that a script has drawn may have only the site's name in its <title>.
    if 0 < len(draft.doc.title_tag) <= _LONGEST_SITE_NAME:
        for heading in _HEADING_ABOVE(opening.content):
            draft.put("title", text_of(heading), "forum:heading")


def _first_floor(pieces: list[_Piece]) -> int:
    """Floor 1 is the opening post; a page that begins with an answer begins with floor 2, a later page says where."""
    labelled = floor_number(pieces[0].label) if pieces[0].label else None
    if labelled and labelled > 4:
        return labelled + 1  # such engines count the opening post as floor 0
    return 2 if pieces[0].is_reply else 1


def _phpwind_rows(doc: Document) -> Iterator[Link]:
    """Rows of a phpwind board; the first date after the subject is that of the opening post."""
    for subject in _BOARD_SUBJECTS(doc.tree)[:MAX_POSTS]:
        url, title = doc.link(subject.get("href") or ""), text_of(subject)
        row = next(subject.iterancestors("tr", "li"), None)
        if not url or not title or row is None:
            continue
        moment = _first_moment_after(subject, row, doc)
        yield Link(url, title, moment.at.date().isoformat() if moment else None)


def _first_moment_after(link: HtmlElement, row: HtmlElement, doc: Document) -> Moment | None:
    for node in islice(dropwhile(lambda node: node is not link, row.iter()), _NODES_BESIDE):
        text = " ".join((node.text or "").split()) if isinstance(node.tag, str) else ""
        if text and _TIME_WORDS.search(text[:_NEARBY]) and (moment := find_moment(text, doc.clock)):
            return moment
    return None


# --- finding the posts ---------------------------------------------------------------------------


def _pieces(doc: Document) -> list[_Piece]:
    known = doc.facts.get("forum.pieces")
    if known is None:
        known = doc.facts["forum.pieces"] = list(_find_pieces(doc))
    return known


def _find_pieces(doc: Document) -> Iterator[_Piece]:
    contents = _contents(doc)[:MAX_POSTS]
    counts = Counter(parent for content in contents for parent in content.iterancestors())
    holding = set(counts)
    shared = {parent for parent, count in counts.items() if count > 1}
    for content in contents:
        if not text_of(content) and next(content.iter("img"), None) is None:
            continue
        piece = _Piece(content, is_reply=_is_named_reply(content, shared))
        _look_around(piece, holding, doc)
        yield piece


def _contents(doc: Document) -> list[HtmlElement]:
    """Elements of written content in page order, none inside another; chrome is left out."""
    named = list(islice((node for node in _WITH_CLASS(doc.tree) if _is_content(node)), MAX_POSTS * 4))
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
        if len(held) > 1 or (held and len(text_of(held[0])) * 5 >= len(text_of(node)) * 2):
            waiting += [(child, depth + 1) for child in reversed(held)]
        else:
            yield node


def _is_content(node: HtmlElement) -> bool:
    name = node.get("class")
    if name and any(_CONTENT_CLASS.fullmatch(word) for word in name.split()):
        return True
    return (node.get("itemprop") or "").lower() in _CONTENT_PROPERTIES or node.get("id") == "read_tpc"


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
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _look_around(piece: _Piece, holding: set[HtmlElement], doc: Document) -> None:
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


def _read_beside(piece: _Piece, element: HtmlElement, doc: Document) -> None:
    for node in islice(element.iter(), _NODES_BESIDE):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            continue
        words = " ".join((node.text or "")[:200].split())
        if piece.author is None and _is_author(node):
            name = first_words(node, _NEARBY + 1)
            if 1 <= len(name) <= _NEARBY and not _ROLE_WORDS.match(name) and not _TIME_WORDS.search(name):
                piece.author = name
        if piece.moment is None:
            for value in (node.get("datetime"), node.get("title"), words):
                if value and len(value) <= _NEARBY and _TIME_WORDS.search(value):
                    piece.moment = find_moment(value, doc.clock)
                    if piece.moment:
                        break
        if not piece.label and words and len(words) <= 6 and (words[-1] in "楼#" or words[0] == "#"):
            piece.label = words


def _is_author(node: HtmlElement) -> bool:
    if len(node) > 2:
        return False
    if (node.get("itemprop") or "") == "author":
        return True
    if node.tag == "a" and _AUTHOR_HREF.search(node.get("href") or ""):
        return True
    name = node.get("class")
    return (
        name is not None
        and node.tag in ("a", "span", "b", "strong", "div", "em")
        and bool(_AUTHOR_CLASS.search(name))
    )


def _headings(content: HtmlElement) -> list[HtmlElement]:
    """The title that some engines repeat at the head of the opening post."""
    first = next((child for child in content if isinstance(child.tag, str)), None)
    return (
        [first] if first is not None and first.tag == "h1" and "title" in (first.get("class") or "") else []
    )
