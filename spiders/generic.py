"""The reader that knows no site: title, region of prose, and what stands around them.

`read` reads any page, a list page too. `finish` is for the family readers: it fills what they left open, trims the
ends of the body and decides the kind of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spiders.body.density import BodyChoice
from spiders.body.regions import dense_body, page_title, prose_length
from spiders.body.tails import links_at_end
from spiders.body.trim import trim_body
from spiders.draft import Draft
from spiders.fields.byline import join_labels
from spiders.fields.metadata import Surroundings, fill
from spiders.fields.titles import Title
from spiders.lists.page import read_list_page
from spiders.lists.paging import next_page
from spiders.page.document import Document
from spiders.page.embedded import embedded_body
from spiders.page.kinds import flags_of, page_kind
from spiders.page.outline import Block
from zscrawl.items import Article
from zscrawl.text import squash

DENSITY = "density"
"""What ``found_by`` says of a body that was found by its prose."""

_TEASER = 100
"""A page with less prose than this may keep its text in a script."""
_LEAST_BODY = 30
"""A page with fewer characters of text, and without date and picture, is no article."""
_NEXT_WORDS = ("下一页", "下一頁", "下页")
_PAGER_SCRIPTS = ("createPageHTML", "countPage")
_LINES_BEFORE, _LINES_AFTER = 30, 15
_LONGEST_LINE = 160
_DROP = (".mw-editsection", ".jammer", ".sr-only")
"""Inline marks that engines put into text: MediaWiki's [编辑], Discuz's copy guard, text for screen readers."""


def read(doc: Document, options: Mapping[str, str], *, family: str) -> Article:
    """Read any page as an article or list of ``family``."""
    draft = Draft(doc, family)
    if listed := read_list_page(draft, options):
        return listed
    if _may_have_pager(doc):
        draft.put("next_page", next_page(doc, of_article=True), "pager")
    return finish(draft, options)


def _may_have_pager(doc: Document) -> bool:
    """Most articles have one page: the pager is looked for only where the page speaks of a next one."""
    shown = "\n".join(block.text for block in doc.blocks if block.text)
    if any(word in shown for word in _NEXT_WORDS):
        return True
    return any(name in doc.scripts for name in _PAGER_SCRIPTS)


def finish(draft: Draft, options: Mapping[str, str]) -> Article:
    """Fill what a family reader left open, trim the body's ends, and decide the kind of the page."""
    doc, article = draft.doc, draft.article
    kind = page_kind(doc)
    if kind and not article.posts:
        return Draft(doc, article.family, kind).article
    title = page_title(doc)
    choice = None
    if not (draft.body_is_known or draft.has("body")):
        choice = dense_body(doc)
        if prose_length(doc) < _TEASER and (embedded := embedded_body(doc)):
            choice = None
            draft.put_read_body(*embedded)
        if choice:
            draft.put_body(
                choice.element, DENSITY, drop=(*choice.drop, *links_at_end(choice.element), *_DROP)
            )
    around = _surroundings(doc, title, choice, article.body)
    article.body = trim_body(
        article.body, (title and title.text) or article.title or "", exact=choice is None
    )
    if title:
        draft.put("title", title.text, title.how)
    fill(draft, around)
    if not (article.posts or article.images or article.published_at) and len(article.body) < _LEAST_BODY:
        return Draft(doc, article.family, "other").article
    article.flags += [flag for flag in flags_of(article) if flag not in article.flags]
    return article


def _surroundings(doc: Document, title: Title | None, choice: BodyChoice | None, body: str) -> Surroundings:
    """The short lines between title and body (then those above the title), and those at and after the body's end."""
    blocks = doc.blocks
    lines = body.split("\n")
    start, end = (choice.start, choice.end) if choice else _locate(blocks, lines)
    if not body and title and title.block:  # pictures without text
        start = end = min(title.block.last + _LINES_BEFORE, len(blocks))
    top = title.block.index if title and title.block and title.block.index <= start else None
    between = blocks[max(0, start - _LINES_BEFORE) if top is None else top + 1 : start]
    before = join_labels(_texts(between)[:_LINES_BEFORE])
    if top is None:
        before.reverse()  # the nearest first: further up are the page's head and its clock
    if title and title.block and (beside := _beside_title(title)):
        before.insert(0, beside)
    if top is not None:
        before += _texts(blocks[max(0, top - 8) : top])
    after = [line for line in lines[-_LINES_AFTER:] if len(line) <= _LONGEST_LINE]
    after += _texts(blocks[end + 1 : end + 1 + _LINES_AFTER])
    head = [line for line in lines[:3] if len(line) <= _LONGEST_LINE]
    return Surroundings(before + head, after, [block.element for block in between[:_LINES_BEFORE]])


def _beside_title(title: Title) -> str:
    """What the title's own element says besides the title: its date and source, in some templates."""
    if (
        title.block is None
        or title.block.chars > _LONGEST_LINE
        or title.block.chars <= len(squash(title.text))
    ):
        return ""
    said = title.block.text
    return said.replace(title.text, "", 1).strip() if title.text in said else ""


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [block.parted for block in blocks if 1 < block.chars <= _LONGEST_LINE]


def _locate(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[int, int]:
    """Which blocks hold the first and the last line of a body that a family has read."""
    first, last = "".join(lines[0].split())[:12], "".join(lines[-1].split())[:12]
    start = end = 0
    for block in blocks:
        if block.chars < 4:
            continue
        flat = "".join(block.text[:40].split())
        if not start and first and flat.startswith(first):
            start = block.index
        if last and flat.startswith(last):
            end = block.index
    return start, max(start, end)
