"""Discuz threads in the templates that lack the desktop's ids.

These are the touch template (``mobile=2``) and the archiver (``/archiver/?tid-12.html``). The archiver strips all
markup codes: a post written in HTML mode stands there as escaped HTML source, a file as its bare number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from spiders.body.fragment import Body, looks_like_markup, read_fragment
from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment
from spiders.page.document import Document, XPath, parse_html, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import outermost
from spiders.threads.common import fill_thread, floor_number, post_moment
from spiders.threads.desktop import MAX_POSTS
from spiders.threads.pager import next_page
from spiders.threads.post import clean_lines, read_post
from zscrawl.items import Post

_TYPE = re.compile(r"^\[([^\]]{1,20})\]\s*(?=\S)")

_TOUCH_POSTS = NamedPath(
    "//div[contains(concat(' ', @class, ' '), ' plc ')][.//div[contains(concat(' ', @class, ' '), ' message ')]]"
)
_MESSAGE = XPath(".//div[contains(concat(' ', @class, ' '), ' message ')]")
_TOUCH_HEAD = XPath(".//ul[contains(@class, 'authi')]/li")
_TOUCH_AUTHOR = XPath(".//a[contains(@href, 'space')] | .//b | .//span[@class='z']")
_TOUCH_FLOOR = XPath("./em | .//span[@class='y']")
_TOUCH_TITLES = NamedPath("//div[@class='view_tit'] | //div[contains(@class, 'postlist')]/h2")
_TOUCH_IMAGES = XPath(".//ul[starts-with(@class, 'img_')]")
_TOUCH_BOARD = NamedPath("//div[starts-with(@class, 'header')]//h2/a | //header//span[@class='name']")
_OWN_TEXT = XPath("./text()", smart_strings=False)

_ARCHIVER = XPath("id('content')[p[@class='author']]")
_ARCHIVER_SUBJECT = XPath("id('end')//a")
_ARCHIVER_BOARD = XPath("id('nav')/a")
# [attach]1234[/attach] without its code
_FILE_NUMBER = re.compile(r"^\d{3,9}$")
_HIDDEN = re.compile(r"\*{4} Hidden Message \*{5}")


def fill(draft: Draft) -> bool:
    """Fill the draft if the page is a thread in one of these templates; False if not."""
    doc = draft.doc
    if content := _ARCHIVER(doc.tree):
        _fill_archiver(draft, content[0])
        return True
    if posts := outermost(_TOUCH_POSTS(doc), MAX_POSTS):
        _fill_touch(draft, posts)
        return True
    return False


# --- touch ---------------------------------------------------------------------------------------


def _fill_touch(draft: Draft, nodes: list[HtmlElement]) -> None:
    doc = draft.doc
    for heading in _TOUCH_TITLES(doc):
        _put_touch_title(draft, heading)
    for board in _TOUCH_BOARD(doc):
        draft.put("section", text_of(board), "discuz:board")
    posts: list[Post] = []
    opening: Moment | None = None
    for node in nodes:
        post, moment, body = _touch_post(doc, node, posts[-1].floor + 1 if posts else 1)
        if post.floor == 1:
            opening = moment
            extra = [
                image for held in _TOUCH_IMAGES(node) for image in read_fragment(held, doc.base_url).images
            ]
            draft.article.images = [*body.images, *extra]
            draft.article.attachments = list(body.attachments)
        posts.append(post)
    fill_thread(draft, posts, opening, "discuz:touch")
    draft.put("next_page", next_page(doc), "discuz:pg")


def _put_touch_title(draft: Draft, heading: HtmlElement) -> None:
    title = " ".join("".join(_OWN_TEXT(heading)).split())
    for category in heading.findall("em"):
        draft.put("section", text_of(category).strip("[]"), "discuz:category")
    # The older template prints the category in brackets before the subject; the title tag has the subject alone.
    kind = _TYPE.match(title)
    if kind and not draft.doc.title_tag.startswith(title[: kind.end()].strip()):
        draft.put("section", kind[1], "discuz:category")
        title = title[kind.end() :]
    draft.put("title", title, "discuz:touch title")


def _touch_post(doc: Document, node: HtmlElement, expected: int) -> tuple[Post, Moment | None, Body]:
    author = floor = moment = None
    for line in _TOUCH_HEAD(node):
        if author is None:
            author = next((name for found in _TOUCH_AUTHOR(line) if (name := text_of(found))), None)
            floor = next((n for found in _TOUCH_FLOOR(line) if (n := floor_number(text_of(found)))), None)
        else:
            moment = (
                moment or find_moment("".join(_OWN_TEXT(line)), doc.clock) or post_moment(line, doc.clock)
            )
    body = read_post(doc, _MESSAGE(node)[0])
    post = Post(floor or expected, author, moment.at if moment else None, body.text)
    return post, moment, body


# --- archiver ------------------------------------------------------------------------------------


def _fill_archiver(draft: Draft, content: HtmlElement) -> None:
    doc = draft.doc
    for link in _ARCHIVER_SUBJECT(doc.tree):
        draft.put("title", text_of(link), "discuz:archiver")
    for board in _ARCHIVER_BOARD(doc.tree)[1:]:
        draft.put("section", text_of(board), "discuz:archiver")
    posts: list[Post] = []
    opening: Moment | None = None
    for floor, (head, text) in enumerate(islice(_archiver_posts(content), MAX_POSTS), 1):
        moment = find_moment(text_of(head), doc.clock)
        author = next((text_of(name) for name in head.iter("strong")), None)
        body = read_fragment(parse_html(text), doc.base_url) if looks_like_markup(text) else None
        if floor == 1:
            opening = moment
            if _HIDDEN.search(text):
                draft.article.flags.append("hidden_content")
            if body is not None:
                draft.article.images = list(body.images)
                draft.article.attachments = list(body.attachments)
        posts.append(Post(floor, author, moment.at if moment else None, body.text if body else _lines(text)))
    fill_thread(draft, posts, opening, "discuz:archiver")
    draft.put("next_page", next_page(doc), "discuz:pg")


def _archiver_posts(content: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Each author line with the text after it up to the next; ``<br>`` is a newline, subjects are left out."""
    head: HtmlElement | None = None
    pieces: list[str] = []
    for node in content:
        if node.tag == "p" and node.get("class") == "author":
            if head is not None:
                yield head, "".join(pieces)
            head, pieces = node, [node.tail or ""]
        elif head is not None:
            if node.tag == "br":
                pieces.append("\n")
            elif node.tag not in ("h3", "div") and isinstance(node.tag, str):
                pieces.append("".join(node.itertext()))
            pieces.append(node.tail or "")
    if head is not None:
        yield head, "".join(pieces)


def _lines(text: str) -> str:
    lines = (" ".join(_HIDDEN.sub("", line).split()) for line in text.split("\n"))
    return clean_lines(line for line in lines if not _FILE_NUMBER.match(line))
