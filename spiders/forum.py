"""Threads and questions of forums that are not Discuz: phpwind, ccoo, and whatever is built like a thread.

A thread is a page with several pieces of written content, each with an author or a time beside it
(`spiders.threads.forum_posts`). Whether a page is looked at this way at all is decided by cheap hints first (an
engine's own marks, the address, the site's name), so that a newspaper's comment box makes no thread.

The body of such a page is its subject and the text of all its posts, one after the other: in a question, the answers
are the text, and without the subject they cannot be understood. Where ``posts`` has no floor 1, the question was its
title alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import dropwhile, islice

from lxml.html import HtmlElement

from spiders import generic
from spiders.body.fragment import read_fragment
from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment
from spiders.lists.links import read_list
from spiders.lists.page import fill_list
from spiders.lists.paging import next_page
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.threads.common import LATEST_OPENING, fill_thread, floor_number
from spiders.threads.forum_posts import MAX_POSTS, NEARBY, NODES_BESIDE, TIME_WORDS, Piece, find_pieces
from zscrawl.items import Article, Link, Post

NAME = "forum"

_PHPWIND_NAMES = ("subject_tpc", "J_post_title")
_PHPWIND_MARKS = ("Powered by phpwind", 'content="phpwind')
_OTHER_NAMES = ("topic_c", "d_post_content")
_SCHEMAS = ("schema.org/QAPage", "schema.org/DiscussionForumPosting")
# bbs.example.cn   /topics/1   /question/123   /faq/1   /forum.php   read-htm-tid-12.html   /thread-12
_ADDRESS = re.compile(
    r"//(?:[\w-]+\.)*(?:bbs|forum|club|luntan|tieba|zhidao|wenda|ask|shequ|community)\.|"
    r"/(?:bbs|forums?|luntan|topics?|threads?|questions?|faq|ask|wenda|tieba|showtopic|viewtopic|viewthread|showthread"
    r"|dispbbs|read-htm-tid)[/\-_.?]|/[td]/(?:[\w-]*/)?\d+",
    re.I,
)
_SITE_NAME = re.compile(r"论坛|社区|贴吧|问答|知道|BBS|bbs")

_SUBJECTS = NamedPath(
    "//*[@id='subject_tpc' or @id='J_post_title' or @class='topic_title' or @class='ask-title']"
)
_CATEGORY = XPath("./a[1]")
_HEADING_ABOVE = XPath("preceding::h1[1]")
_BOARD_SUBJECTS = NamedPath("//a[contains(@class, 'subject_t')] | //td[@class='subject']//a[@class='st']")

_LONGEST_SITE_NAME = 8


def recognises(doc: Document) -> bool:
    """An engine's mark; or a hint and posts: one under an address of a forum, two on a site that calls itself one."""
    if doc.has_name(*_PHPWIND_NAMES):
        return True
    if "phpwind" in doc.edges and any(mark in doc.edges for mark in _PHPWIND_MARKS):
        return True
    addressed = _ADDRESS.search(doc.url) is not None
    if not (addressed or _SITE_NAME.search(doc.title_tag) or _is_marked(doc)):
        return False
    signed = [piece for piece in find_pieces(doc) if piece.author or piece.moment]
    return len(signed) > 1 or (len(signed) == 1 and (addressed or signed[0].is_reply))


def _is_marked(doc: Document) -> bool:
    if doc.has_name(*_OTHER_NAMES):
        return True
    return "schema.org/" in doc.text and any(schema in doc.text for schema in _SCHEMAS)


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read a thread or question; a page without posts is read as a list."""
    draft = Draft(doc, NAME)
    pieces = find_pieces(doc)
    if not pieces:
        links = list(_phpwind_rows(doc)) or read_list(doc, options)
        return fill_list(draft, links) if links else generic.finish(draft, options)
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
    fill_thread(draft, posts, opening.moment, "forum:posts", last_opening=LATEST_OPENING)
    draft.put("next_page", next_page(doc, of_article=True), "pager")
    return generic.finish(draft, options)


def _fill_title(draft: Draft, opening: Piece) -> None:
    for subject in _SUBJECTS(draft.doc):
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


def _first_floor(pieces: list[Piece]) -> int:
    """Floor 1 is the opening post; a page that begins with an answer begins with floor 2, a later page says where."""
    labelled = floor_number(pieces[0].label) if pieces[0].label else None
    if labelled and labelled > 4:
        return labelled + 1  # such engines count the opening post as floor 0
    return 2 if pieces[0].is_reply else 1


def _phpwind_rows(doc: Document) -> Iterator[Link]:
    """Rows of a phpwind board; the first date after the subject is that of the opening post."""
    for subject in _BOARD_SUBJECTS(doc)[:MAX_POSTS]:
        url, title = doc.link(subject.get("href") or ""), text_of(subject)
        row = next(subject.iterancestors("tr", "li"), None)
        if not url or not title or row is None:
            continue
        moment = _first_moment_after(subject, row, doc)
        yield Link(url, title, moment.at.date().isoformat() if moment else None)


def _first_moment_after(link: HtmlElement, row: HtmlElement, doc: Document) -> Moment | None:
    for node in islice(dropwhile(lambda node: node is not link, row.iter()), NODES_BESIDE):
        text = " ".join((node.text or "").split()) if isinstance(node.tag, str) else ""
        if text and TIME_WORDS.search(text[:NEARBY]) and (moment := find_moment(text, doc.clock)):
            return moment
    return None


def _headings(content: HtmlElement) -> list[HtmlElement]:
    """The title that some engines repeat at the head of the opening post."""
    first = next((child for child in content if isinstance(child.tag, str)), None)
    return (
        [first] if first is not None and first.tag == "h1" and "title" in (first.get("class") or "") else []
    )
