"""Where the body is: the run of prose that follows the title.

Blocks are weighed in document order: prose counts by its characters, links, boilerplate and page chrome count
against it. The body begins with the first prose after the title that is worth it, goes on over small interruptions,
and ends where what follows has cost more than a little of what was won (as in X-drop sequence alignment). Its
container is the smallest element that holds the run. Every step is linear in the number of blocks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from spiders.outline import Block
from spiders.patterns import any_of
from spiders.trim import is_info

# class="comment-list"   id="footer"   class="xgyd related-news"
_CHROME_NAME = any_of(
    "comment", "pinglun", "reply-?(?:box|form)", "foot", "copyright", "banquan", "declare", "shengming", "disclaimer",
    "related", "relevant", "relate", "recommend", "tuijian", "xiangguan", "xgyd", "xgxw", "guess",
    "rank", "paihang", "hot-?(?:news|list|word)", "side-?bar", "aside", "share", "fenxiang", "qrcode", "erweima",
    r"\bnav", "navi", "menu", "crumb", "position", "weizhi", "header", "topbar", "pagination", "pager", "toolbar",
    r"advert", r"(?:\b|_)(?:ads?|guanggao)(?![a-z])", "banner", "login", "search", "popup", "modal", "dialog", "toast",
    "reflist", "references", "navbox", "infobox", "catlinks", "editsection",  # MediaWiki
)  # fmt: skip
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "header", "form"))
# Names under which content management systems and templates keep the text of an article, and nothing else:
# article-content, news_body, detail-txt, content_text …
_BODY_NAME = any_of(
    "(?:article|art|post|news|detail|entry|blog|text|rich|caas|media|msg|info|arc|editor)[-_]*(?:content|body|text|txt|cont)(?![a-z])",
    "content[-_]*(?:text|txt|body|article|detail)", "artibody", "the_content", "endtext", "markdown-body",
    "TRS_(?:Editor|UEDITOR)", r"\bzoom\b", "vsb_content", "ozoom", "rich_media_content", "UCAP-CONTENT",
    r"\b(?:nr|neirong|zhengwen|wenzhang)\b",
)  # fmt: skip
_BOILERPLATE = any_of(
    "版权(?:所有|声明|归)", "ICP[备证]", "备案号", "经营许可证", "增值电信", "公网安备", "互联网新闻信息服务",
    "违法和?不良信息", "举报(?:电话|邮箱|热线)", "(?:未经|不得|请勿).{0,12}(?:授权|许可|允许|转载)",
    "copyright", "all rights reserved", "&copy;", "©", "免责声明", "技术支持[:：]", "主办单位[:：]",
    "浏览器版本", "JavaScript", "网友评论仅", "文明上网", "(?:本文|文章)仅代表", "不代表本[站网]", "信息存储服务",
)  # fmt: skip
_TOOL_LINE = any_of(
    "扫(?:一扫|码|描)", "二维码", "分享(?:到|至)", "关注.{0,10}公众号", "下载.{0,10}(?:客户端|APP)", "登录后",
    "点击查看", "打开APP",
)  # fmt: skip
_SENTENCE = re.compile(r"[。！？；…]|[，、：].*?[，、：]|[a-z\d)][.!?;](?:\s|$)", re.S)
# 主要指标如下：   the line above a table or a list
_LEAD = re.compile(r".{9}[：:]$", re.S)
_NEUTRAL_TAGS = frozenset(("td", "th", "li", "dd", "dt", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
_PROSE_CHARS = 40
"""A block this long is prose even without a full stop (verse, lists set with <br>)."""
_BOILERPLATE_CHARS = 90
"""Longer paragraphs that speak of copyright or QR codes are news about them."""
_WHOLE = 100
"""An element named as a body that holds less prose than this may be a part of the body."""
_OTHER_SHARE = 0.5
_LINKS_IN_TEXT = 2
"""A line of more links than this is a box of links."""
_LEAST_BOX = -12.0
"""The weight of a box of links that is worth dropping from a text."""
_LOST = 40.0
"""What an element around the body may add of links and chrome: a pager, an editor's line."""
_ENOUGH = 60
"""A run of prose worth less than this is a teaser or a notice, if the page has anything longer."""


class _Run(NamedTuple):
    """Blocks ``start`` to ``end``; ``closed`` if something said that nothing after them belongs to them."""

    start: int
    end: int
    worth: float
    closed: bool


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """The container of the body, its first and last block of text, and what inside it is not text."""

    element: HtmlElement
    start: int
    end: int
    drop: tuple[HtmlElement, ...]


def find_body(blocks: Sequence[Block], title: Block | None) -> BodyChoice | None:
    """Choose the body among the blocks of a page; ``title`` is the block that shows the title, if known."""
    begin = title.last + 1 if title else 0
    weights = [_weight(block) for block in blocks]
    _weigh_tables(blocks, weights)
    _weigh_chrome(blocks, weights, title)
    run = _first_run(blocks, weights, begin, title)
    if run is None:  # verse, lists, tables: no prose at all
        weights = [_verse_weight(block, weight) for block, weight in zip(blocks, weights, strict=True)]
        run = _first_run(blocks, weights, begin, title)
        if run is None:
            return None
    container = _container(blocks, weights, *run, title)
    named = _is_whole_body(weights, container)
    start, end = _with_edges(blocks, weights, container, *run, begin, named)
    return BodyChoice(container.element, start, end, _unwanted(blocks, weights, container, start, end, named))


def _is_whole_body(weights: Sequence[float], container: Block) -> bool:
    """Is the container named as a body, and does it hold little else? Then all of it is text, lists of links too."""
    inside = weights[container.index : container.last + 1]
    lost = -sum(weight for weight in inside if weight < 0)
    return is_body(container) and lost <= _OTHER_SHARE * sum(weight for weight in inside if weight > 0)


def _weight(block: Block) -> float:
    chars = block.chars
    if not chars:
        return 0.0
    if block.is_linked:
        return -chars - 5.0
    text = block.text
    if chars < _BOILERPLATE_CHARS and _BOILERPLATE.search(text):
        return -float(chars)
    if chars < _PROSE_CHARS and _TOOL_LINE.search(text):
        return -float(chars)
    if _is_prose(block) and not is_info(text):
        return float(chars - block.link_chars)
    return 0.0 if block.element.tag in _NEUTRAL_TAGS else -1.0


def _is_prose(block: Block) -> bool:
    text = block.text
    return (
        block.chars >= _PROSE_CHARS
        or (block.chars >= 8 and _SENTENCE.search(text) is not None)
        or _LEAD.search(text) is not None
    )


def _weigh_tables(blocks: Sequence[Block], weights: list[float]) -> None:
    """The cells of a table that stands right below prose are text; elsewhere tables lay out pages and count nothing."""
    tables_until = -1
    for block in blocks[1:]:
        i = block.index
        if block.element.tag == "table" and weights[i - 1] > 0:
            tables_until = max(tables_until, block.last)
        if i <= tables_until and block.element.tag in ("td", "th") and weights[i] == 0:
            weights[i] = float(block.chars)


def _verse_weight(block: Block, weight: float) -> float:
    return float(block.chars) if -1.0 <= weight <= 0.0 and block.chars >= 4 else weight


def _weigh_chrome(blocks: Sequence[Block], weights: list[float], title: Block | None) -> None:
    """Turn the prose of comment boxes, footers, side bars … against itself, unless it is most of the page.

    Nothing that holds the title is chrome, whatever its name.
    """
    titled = title.index if title else -1
    total = sum(weight for weight in weights if weight > 0)
    inside = [max(weight, 0.0) for weight in weights]
    for block in reversed(blocks):
        if block.parent is not None:
            inside[block.parent.index] += inside[block.index]
    chrome_until = -1
    for block in blocks:
        i = block.index
        if i <= chrome_until:
            weights[i] = -abs(weights[i])
        elif 0 < inside[i] < 0.5 * total and not i <= titled <= block.last and _is_chrome(block):
            chrome_until = block.last
            weights[i] = -abs(weights[i])


def _first_run(
    blocks: Sequence[Block], weights: Sequence[float], begin: int, title: Block | None
) -> tuple[int, int] | None:
    """The first run of prose after the title that is worth it; of the whole page, if hardly any is after it."""
    exits, barriers = _exits(blocks, weights), _next_titles(blocks, title)
    runs = _runs(weights, begin, exits, barriers)
    if begin and sum(run.worth for run in runs) < 0.2 * sum(weight for weight in weights if weight > 0):
        # The title stands at the end of the page, or is not the title.
        runs = _runs(weights, 0, exits, barriers)
    if not runs:
        return None
    worth_it = min(_ENOUGH, max(run.worth for run in runs))
    first = next(i for i, run in enumerate(runs) if run.worth >= worth_it)
    run = runs[first]
    paragraph = blocks[run.start].name
    for later in runs[first + 1 :]:
        gap = -sum(weight for weight in weights[run.end + 1 : later.start] if weight < 0)
        summed_up = later.worth >= 3 * run.worth and gap <= 0.5 * run.worth  # what came first was a summary
        alike = paragraph != "" and blocks[later.start].name == paragraph  # an encyclopedia's div.para
        if run.closed or (later.worth >= _ENOUGH and not summed_up and not alike):
            break
        if summed_up or alike:
            run = _Run(run.start, later.end, run.worth + later.worth, later.closed)
    return run.start, run.end


def _exits(blocks: Sequence[Block], weights: Sequence[float]) -> dict[int, float]:
    """Index of the last block of an element that bears a body's name → the prose in it: to go on costs.

    Where several elements bear the same name (the floors of a forum, the sections of an encyclopedia), none of them
    is the whole body.
    """
    named: dict[str, list[Block]] = {}
    for block in blocks:
        holds_text = block.last > block.index or weights[block.index] > 0
        if holds_text and is_body(block):
            named.setdefault(block.element.get("class") or block.name, []).append(block)
    exits: dict[int, float] = {}
    for group in named.values():
        if len(group) == 1:
            block = group[0]
            prose = sum(w for w in weights[block.index : block.last + 1] if w > 0)
            exits[block.last] = max(prose, exits.get(block.last, 0.0))
    return exits


def _next_titles(blocks: Sequence[Block], title: Block | None) -> frozenset[int]:
    """Blocks that begin another article: first-level headings like the title's, outside the title's article."""
    if title is None or title.element.tag != "h1":
        return frozenset()
    name = title.element.get("class")
    return frozenset(
        block.index
        for block in blocks[title.last + 1 :]
        if block.element.tag == "h1" and block.chars and name and block.element.get("class") == name
    )


def _runs(
    weights: Sequence[float], begin: int, exits: Mapping[int, float], barriers: Container[int]
) -> list[_Run]:
    """Runs of blocks with positive worth from ``begin`` on, each grown until it has lost more than it may."""
    runs: list[_Run] = []
    i, n = begin, len(weights)
    while i < n:
        if weights[i] <= 0:
            i += 1
            continue
        start = end = i
        worth = peak = weights[i]
        closed = False
        while i < n:
            if peak >= _WHOLE and exits.get(i, 0.0) > 0.6 * peak:
                closed = True  # the whole run so far was one element, named as a body
                break
            i += 1
            if i == n:
                break
            if i in barriers:
                closed = True
                break
            worth += weights[i]
            if worth > peak:
                peak, end = worth, i
            elif worth <= 0 or peak - worth > min(max(80.0, 0.15 * peak), 300.0):
                break
        runs.append(_Run(start, end, peak, closed))
        i = end + 1
    return runs


def _container(
    blocks: Sequence[Block], weights: Sequence[float], start: int, end: int, title: Block | None
) -> Block:
    """The smallest element that holds the run; further out, the element that is named as a body and adds little."""
    container = blocks[start]
    while container.last < end and container.parent is not None:
        container = container.parent
    prose = sum(weight for weight in weights[container.index : container.last + 1] if weight > 0)
    outer = container
    while (parent := outer.parent) is not None and parent.element.tag not in ("body", "html"):
        if title is not None and parent.index <= title.index <= parent.last:
            break
        extra = [*weights[parent.index : container.index], *weights[container.last + 1 : parent.last + 1]]
        won, lost = sum(w for w in extra if w > 0), -sum(w for w in extra if w < 0)
        if won > 0.2 * prose or lost > max(_LOST, 0.2 * prose):
            break
        outer = parent
        # The picture above a lone paragraph is further out, too.
        if is_body(outer) or (won == 0 and lost <= _LOST):
            container = outer
    return container


def _with_edges(
    blocks: Sequence[Block],
    weights: Sequence[float],
    container: Block,
    start: int,
    end: int,
    begin: int,
    named: bool,
) -> tuple[int, int]:
    """Take in what stands next to the run in its container and costs nothing: captions, tables, signatures."""
    lowest = max(begin, container.index + 1)
    while start > lowest and not is_info(blocks[start - 1].text):
        if weights[start - 1] < -1.0 and (not named or _links(blocks[start - 1]) > _LINKS_IN_TEXT):
            break
        start -= 1
    while end < container.last and (named or weights[end + 1] >= -1.0):
        end += 1
    return start, end


def _links(block: Block) -> int:
    return sum(1 for _ in block.element.iter("a"))


def is_body(block: Block) -> bool:
    """Does the element's own markup say that it is the text of an article?"""
    return names_body(block.name) or block.element.get("itemprop") == "articleBody"


def _unwanted(
    blocks: Sequence[Block], weights: Sequence[float], container: Block, start: int, end: int, named: bool
) -> tuple[HtmlElement, ...]:
    """Elements in the container that lie outside the run, and boxes of links inside it."""
    drop: list[HtmlElement] = []
    i = container.index + 1
    while i <= container.last:
        block = blocks[i]
        unwanted = block.last < start or i > end
        if not unwanted and (weights[i] < -1.0 or block.last > i):
            inner = weights[i : block.last + 1]
            lost = sum(inner)
            if lost < -1.0 and not any(w > 0 for w in inner):
                linked = (
                    not named and lost < _LEAST_BOX and _links(block) >= _LINKS_IN_TEXT + (block.last == i)
                )
                unwanted = linked or _is_chrome(block)
        if unwanted:
            drop.append(block.element)
            i = block.last + 1
        else:
            i += 1
    return tuple(drop)


def _is_chrome(block: Block) -> bool:
    return block.element.tag in _CHROME_TAGS or names_chrome(block.name)


# Templates repeat their class names on every page of a site.
@lru_cache(maxsize=16_384)
def names_chrome(name: str) -> bool:
    """Does this class and id say that the element is page chrome (and not that it is a body)?"""
    return bool(name) and _CHROME_NAME.search(name) is not None and not names_body(name)


@lru_cache(maxsize=16_384)
def names_body(name: str) -> bool:
    """Does this class and id say that the element holds the text of an article?"""
    return bool(name) and _BODY_NAME.search(name) is not None
