"""Which line of a page is its title.

A ``<title>`` holds the title and the names of column and site, parted by ``_ - -- |`` in any order; a page shows the
title alone, but so it shows the site's name. What both agree on is the title: the line of the page that equals a
run of the ``<title>``'s parts. Only where no line agrees is the ``<title>`` cut by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spiders.fields.headings import Heading, is_dated_below, is_title_named, lone_heading
from spiders.fields.title_parts import (
    LONGEST_COLUMN,
    LONGEST_SITE,
    LONGEST_TITLE,
    clean_title,
    is_site,
    runs,
    split,
)
from spiders.page.outline import HEADINGS, Block
from zscrawl.text import squash

# 标题...   标题…
_CUT_OFF = re.compile(r"(?:\.{2,}|…+)$")
_CRUMB_NAME = re.compile(r"crumb|weizhi|dqwz|\b(?:sub)?(?:nav|menu)", re.I)
# Chrome words that pages append to or put before the heading: 标题[复制链接]   原标题：标题
_APPENDED = re.compile(r"\s*(?:\[(?:复制链接|编辑|图|组图|视频)\]|【打印】|\(图\)|（图）)$")


@dataclass(frozen=True, slots=True)
class Title:
    """The title, the block that shows it (None if only the ``<title>`` has it), and how it was found."""

    text: str
    block: Block | None
    how: str


def find_title(title_tag: str, hints: Sequence[str], blocks: Sequence[Block]) -> Title | None:
    """The title of a page from its ``<title>``, what its metas say (``hints``, strongest first) and its blocks."""
    wanted: dict[str, tuple[int, str]] = {}
    for hint in (*hints, title_tag):
        for rank, run in runs(hint):
            wanted.setdefault(squash(run), (rank, run))
    wanted.pop("", None)
    lone_site = squash(title_tag) if not hints and is_site(title_tag.strip()) else ""
    agreed = _agreed(wanted, blocks, lone_site)
    if agreed is not None:
        return agreed
    if not lone_site and (begun := _begun(title_tag, hints, blocks)) is not None:
        return begun
    if (inside := _inside(title_tag, blocks)) is not None:
        return inside
    for hint in hints:
        if cleaned := clean_title(hint):
            return Title(cleaned, None, "meta")
    heading = lone_heading(blocks)
    cleaned = clean_title(title_tag)
    if cleaned and not (heading and _names_column(title_tag, cleaned, heading, blocks)):
        return Title(cleaned, None, "title tag")
    if heading:
        return Title(heading.text, heading.block, heading.block.tag)
    return Title(cleaned, None, "title tag") if cleaned else None


def _agreed(wanted: dict[str, tuple[int, str]], blocks: Iterable[Block], lone_site: str) -> Title | None:
    best: tuple[tuple[bool, int, bool, int], Title] | None = None
    lengths = {len(flat) for flat in wanted}
    for block in blocks:
        if not 1 < block.chars <= LONGEST_TITLE:
            continue
        tag = block.tag
        heading = tag in HEADINGS
        if block.chars not in lengths and not heading:
            continue
        if block.is_linked and not heading:
            continue
        text = _APPENDED.sub("", block.text) if heading else block.text
        found = wanted.get(squash(text))
        if found is None or (not heading and _is_crumb(block)):
            continue
        rank, _ = found
        # A <title> may be the site's name alone, and so may a logo in a heading.
        site_like = (rank > 0 and ((len(text) < 4 and not heading) or is_site(text))) or (
            rank == 0 and squash(text) == lone_site
        )
        named = heading or is_title_named(block)
        # A real part of the <title> before a site's name; a prefix before an inner run; a heading before a line.
        key = (site_like, rank, not named, block.index)
        if best is None or key < best[0]:
            best = (key, Title(text, block, f"{tag} + title tag"))
    if best is None or best[0][0]:
        return None
    return best[1]


def _is_crumb(block: Block) -> bool:
    """Does the line, or the element around it, say by its name or tag that it is a path or a menu?"""
    around = block.parent
    return _CRUMB_NAME.search(block.name) is not None or (
        around is not None and (around.tag == "nav" or _CRUMB_NAME.search(around.name) is not None)
    )


def _begun(title_tag: str, hints: Sequence[str], blocks: Iterable[Block]) -> Title | None:
    """A heading that the ``<title>`` cuts short (标题前半...), or one that goes on after the title (标题[编辑])."""
    starts = [clean_title(text) for text in (*hints, title_tag)]
    stems = [squash(_CUT_OFF.sub("", start)) for start in starts]
    cut_off = any(_CUT_OFF.search(start) for start in starts)
    for block in blocks:
        if not 3 < block.chars <= LONGEST_TITLE:
            continue
        heading = block.tag in HEADINGS
        if not (heading or (cut_off and is_title_named(block))):
            continue
        flat = squash(block.text)
        for start, stem in zip(starts, stems, strict=True):
            if len(stem) < 4 or not flat.startswith(stem) or not (heading or _CUT_OFF.search(start)):
                continue
            if _CUT_OFF.search(start):
                return Title(block.text, block, f"{block.tag} + title tag")
            return Title(start, block, "title tag + heading")
    return None


def _inside(title_tag: str, blocks: Sequence[Block]) -> Title | None:
    """A line that the ``<title>`` holds among other things that no mark parts from it.

    A first-level heading anywhere in it ((3 条消息) 标题 - 站名), another line that is named as a title at its
    beginning or end (标题【某某吧】_站名, 某县人民政府 要闻 标题); or any line that is most of it, or above a date.
    """
    whole = squash(title_tag)
    longest_line = min(LONGEST_TITLE, len(whole))
    longest: Block | None = None
    for block in blocks:
        if not 6 <= block.chars <= longest_line or block.is_linked:
            continue
        first = block.tag == "h1"
        if not first and block.text[:2] not in title_tag:  # nine of ten lines, before they are squashed
            continue
        flat = squash(block.text)
        if flat not in whole or is_site(block.text):
            continue
        at_edge = whole.startswith(flat) or whole.endswith(flat)
        if first or (at_edge and is_title_named(block)):
            return Title(block.text, block, f"{block.tag} + title tag")
        if 2 * len(flat) > len(whole) or (at_edge and is_dated_below(blocks, block, 4)):
            longest = block if longest is None or block.chars > longest.chars else longest
    return Title(longest.text, longest, f"{longest.tag} + title tag") if longest else None


def _names_column(title_tag: str, cleaned: str, heading: Heading, blocks: Sequence[Block]) -> bool:
    """Does the ``<title>`` name a column or the site, and the heading, with which nothing in it agrees, the article?

    Short parts (新闻动态-某某局, 某大学某中心) are no title where a longer line stands above a date.
    """
    if is_site(cleaned):
        return True
    chars = heading.block.chars
    if not heading.sure:
        return False
    if len(cleaned) <= LONGEST_COLUMN < chars:
        return True
    if max(map(len, split(title_tag))) > min(LONGEST_SITE, chars - 1):
        return False
    return is_dated_below(blocks, heading.block, 3)
