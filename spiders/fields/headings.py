"""The line of a page that could be its title though no ``<title>`` agrees: told by its tag, its name and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spiders.body.trim import is_info
from spiders.fields.title_parts import is_site
from spiders.page.outline import HEADINGS, Block

_TITLE_NAME = re.compile(r"title|tit\d?\b|biaoti|headline|subject|\bbt\d?\b", re.I)
_CRUMB = re.compile(r"^(?:首页|当前位置|您的位置|您现在)|[>›»＞→]")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
# 本报记者 王小一   发文机关：   ——全县招商工作综述   （文/王小一）   2024年五月二十日   会上签约八个项目。
_NO_TITLE = re.compile(
    r"^[\u4e00-\u9fff\s]{0,12}(?:[记記]者|通[讯訊][员員])[\s:：/][\u4e00-\u9fff\s、]{2,24}$|[:：。]\s*$|^[—–]{1,2}"
    r"|^(?:作者|文|图|编辑)\s*[:：/丨|]|^[(（][^()（）]*[)）]$|^[\d\W年月日星期周一二三四五六七八九十〇零]+$"
)
# 标题：项目集中签约
_LABEL = re.compile(r"^(?:文章|信息)?标\s?题\s?[:：]\s*")
# 标　　题：   信息名称
_TITLE_CELL = re.compile(r"^(?:标\s*题|(?:信息|文件|公文)?名\s*称)\s*[:：]?$")
_LONGEST_LABEL = 6
_BADGES = frozenset(("原创", "转载", "置顶", "独家", "头条", "推荐", "精华"))
"""Marks that a site puts before the title, in an element of their own."""
_NAMED_TAGS = frozenset(("div", "p", "td", "dt", "font", "strong"))
_SHORTEST, _LONGEST = 5, 80
_PROSE = 40
"""Characters of the first block that is the text, if it has a comma or a full stop."""
_ABOVE_TEXT, _ABOVE_DATE = 12, 4
_LONGEST_DATELINE, _MOST_DATELINES = 170, 30
# 2024年5月20日 星期一 天气：晴: the clock in a page's head
_CLOCK = re.compile(r"天气|今天是|农历|欢迎")
_LEVELS = ("h1", "h4", "h2", "h3", "h5", "h6")
"""Which heading is the title where several could be; a line that is only named as a title counts as ``h4``."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The block that could be the title; ``sure`` if its tag, its name or a date below say so, not its place alone."""

    block: Block
    sure: bool
    words: str = ""
    """The title's words, if the block has others."""

    @property
    def text(self) -> str:
        """The line without a label (标题：) or a badge (原创) before it."""
        if self.words:
            return self.words
        pieces = self.block.pieces
        if len(pieces) > 1 and pieces[0].strip() in _BADGES:
            return self.block.text.removeprefix(pieces[0].strip()).lstrip()
        return _LABEL.sub("", self.block.text)


def lone_heading(blocks: Sequence[Block]) -> Heading | None:
    """The line that could be a title though no ``<title>`` agrees.

    A heading above a line with a date (the highest, where several stand there); else the line right above the first
    line of date and source; else the highest heading above the text, then the line above it.
    """
    text_at = _first_prose(blocks)
    if labelled := _beside_label(blocks[:text_at]):
        return Heading(labelled, sure=True)
    found: dict[str, Block] = {}
    later: dict[str, Block] = {}
    for block in blocks:
        if not _SHORTEST <= block.chars <= _LONGEST:  # the cheapest part of `_could_be_title`
            continue
        if not (is_heading(block) and _could_be_title(block)):
            continue
        under = blocks[block.index + 1 : block.index + 5]
        dated = next((b.index for b in under if b.chars < 120 and _DATE.search(b.text)), None)
        if dated is not None:
            return Heading(_highest_of(blocks[block.index : dated]) or block, sure=True)
        (found if block.index < text_at else later).setdefault(_level(block), block)
    if dated_line := _at_dateline(blocks):
        return dated_line
    if best := _highest(found):
        return Heading(best, sure=True)
    if line := _above_text(blocks, text_at):
        return Heading(line, sure=False)
    return Heading(best, sure=True) if (best := _highest(later)) else None


def _beside_label(blocks: Sequence[Block]) -> Block | None:
    """The cell beside the one that says 标题 or 名称, in the table above a document."""
    for block in blocks:
        if 2 <= block.chars <= _LONGEST_LABEL and _TITLE_CELL.match(block.text):
            value = next((b for b in blocks[block.index + 1 : block.index + 3] if b.chars), None)
            return value if value is not None and _could_be_title(value) else None
    return None


def _at_dateline(blocks: Sequence[Block]) -> Heading | None:
    """The line above the first line of date and source that has one, or the words before the date in the same line."""
    lines_left = _MOST_DATELINES
    for block in blocks:
        if (
            not 8 <= block.chars <= _LONGEST_DATELINE
            or not _DATE.search(block.text)
            or _CLOCK.search(block.text)
        ):
            continue
        lines_left -= 1
        if lines_left < 0:
            break
        if words := _words_before_date(block):
            return Heading(block, sure=True, words=words)
        if is_info(block.text):
            near = blocks[max(0, block.index - _ABOVE_TEXT) : block.index]
            above = [b for b in reversed(near) if b.chars >= _SHORTEST]
            line = next((b for b in above[:_ABOVE_DATE] if _could_be_title(b)), None)
            if line and not blocks[line.index - 1].text.endswith(("：", ":")):  # the value of another label
                return Heading(line, sure=True)
    return None


def _words_before_date(block: Block) -> str:
    """The title in an element that also holds the date: ``<div>标题<span>2024-05-20</span></div>``."""
    pieces = block.pieces
    if len(pieces) < 2 or _DATE.search(pieces[0]) or pieces[0].count("\n") > 1:
        return ""
    words = " ".join(pieces[0].split())
    return words if _SHORTEST < len(words) <= _LONGEST and _reads_as_title(words) else ""


def is_title_named(block: Block) -> bool:
    """Does the element's class or id say that it holds a title?"""
    return bool(block.name) and _names_title(block.name)


def is_heading(block: Block) -> bool:
    """Is the block a heading by its tag, or a line that is named as a title?"""
    return block.tag in HEADINGS or (block.tag in _NAMED_TAGS and is_title_named(block))


def is_dated_below(blocks: Sequence[Block], block: Block, lines: int) -> bool:
    """Does one of the ``lines`` short blocks under this one hold a date?"""
    under = blocks[block.index + 1 : block.index + 1 + lines]
    return any(line.chars <= 120 and _DATE.search(line.text) for line in under)


def _first_prose(blocks: Sequence[Block]) -> int:
    for block in blocks:
        if block.chars >= _PROSE and not block.is_linked and ("，" in block.text or "。" in block.text):
            return block.index
    return len(blocks)


def _above_text(blocks: Sequence[Block], text_at: int) -> Block | None:
    if text_at == len(blocks):
        return None
    above = reversed(blocks[max(0, text_at - _ABOVE_TEXT) : text_at])
    return next((b for b in above if _could_be_title(b) and "。" not in b.text and b.chars > _SHORTEST), None)


def _could_be_title(block: Block) -> bool:
    return _SHORTEST <= block.chars <= _LONGEST and not block.is_linked and _reads_as_title(block.text)


def _reads_as_title(text: str) -> bool:
    return not (is_site(text) or _CRUMB.search(text) or _NO_TITLE.search(text) or is_info(text))


def _level(block: Block) -> str:
    return block.tag if block.tag in HEADINGS else "h4"


def _highest_of(blocks: Iterable[Block]) -> Block | None:
    found: dict[str, Block] = {}
    for block in blocks:
        if is_heading(block) and _could_be_title(block):
            found.setdefault(_level(block), block)
    return _highest(found)


def _highest(found: Mapping[str, Block]) -> Block | None:
    return next((found[tag] for tag in _LEVELS if tag in found), None)


@lru_cache(maxsize=8192)
def _names_title(name: str) -> bool:
    return _TITLE_NAME.search(name) is not None
