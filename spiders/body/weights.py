"""What each block of a page is worth as text: prose counts for it, links, notices and page chrome against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spiders.body.trim import is_info
from spiders.page.attributes import ITEMPROP
from spiders.page.outline import Block
from spiders.page.patterns import any_of

# class="comment-list"   id="footer"   class="xgyd related-news"
_CHROME_NAME = any_of(
    "comment", "pinglun", "reply-?(?:box|form)", "foot", "copyright", "banquan", "declare", "shengming", "disclaimer",
    "related", "relevant", "relate", "recommend", "tuijian", "xiangguan", "xgyd", "xgxw", "guess",
    "rank", "paihang", "hot-?(?:news|list|word)", "side-?bar", "aside", r"\b(?:side|right)\b",
    "right[-_]?(?:side|bar|box|col)", "share", "fenxiang", "qrcode", "erweima",
    r"\bnav", "navi", "menu", "crumb", "position", "weizhi", "header", "topbar", "pagination", "pager", "toolbar",
    r"advert", r"(?:\b|_)(?:ads?|guanggao)(?![a-z])", "banner", "login", "search", "popup", "modal", "dialog", "toast",
    r"(?:^|[\s_-])tags(?:$|[\s_-])",
    "reflist", "references", "navbox", "infobox", "catlinks", "editsection",  # MediaWiki
)  # fmt: skip
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "header", "form"))
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
"""Those that never hold an article; whole pages lie in a ``form``, and articles begin in a ``header``."""
# Names under which content management systems and templates keep the text of an article, and nothing else:
# article-content, news_body, detail-txt, content_text …
_BODY_NAME = any_of(
    "(?:article|artical|art|post|news|detail|entry|blog|text|rich|caas|media|msg|info|arc|editor)[-_]*(?:content|body|text|txt|cont)(?![a-z])",
    "content[-_]*(?:text|txt|body|article|detail)", "artibody", "the_content", "endtext", "markdown-body",
    "TRS_(?:Editor|UEDITOR)", r"\bzoom\b", "vsb_content", "ozoom", "rich_media_content", "UCAP-CONTENT",
    r"\b(?:nr|neirong|zhengwen|wenzhang)\b",
)  # fmt: skip
# These two are asked of every line of a page. Case counts, and every alternative begins with a character of its own:
# only then does the re module skip to where one can begin, which takes a fifth of the time.
_BOILERPLATE = any_of(
    "版[权權](?:所有|[声聲]明|[归歸])", "ICP[备证]", "icp[备证]", "备案号", "经营许可证", "增值电信", "公网安备",
    "互联网新闻信息服务", "违法和?不良信息", "举报(?:电话|邮箱|热线)",
    *(f"{word}.{{0,12}}(?:授[权權]|许可|允许|[转轉][载載])" for word in ("未[经經]", "不得", "请勿", "請勿")),
    "copyright", "Copyright", "COPYRIGHT", "all rights reserved", "All [Rr]ights [Rr]eserved", "ALL RIGHTS RESERVED",
    "&copy;", "©", "免责声明", "技术支持[:：]", "主办单位[:：]", "浏览器版本", "JavaScript", "Javascript", "javascript",
    "网友评论仅", "文明上网", "本文仅代表", "文章仅代表", "不代表本[站网]", "信息存储服务",
    flags=re.NOFLAG,
)  # fmt: skip
_TOOL_LINE = any_of(
    "扫(?:一扫|码|描)", "二维码", "分享(?:到|至)", "关注.{0,10}公众号", "下载.{0,10}(?:客户端|APP|App|app)",
    "登录后", "点击查看", "打开(?:APP|App|app)",
    flags=re.NOFLAG,
)  # fmt: skip
# What a site has to print at its foot: the numbers of its registration.
_REGISTERED = re.compile(r"ICP[备证]|公网安备|网站标识码")
_FOOT_BLOCKS, _FOOT_PROSE, _FOOT_SHARE = 40, 120, 0.25
"""Where the foot of a page is looked for, and how much prose it has at most (主办：… 承办：…)."""
_SENTENCE = re.compile(r"[。！？；…]|[，、：].*?[，、：]|[a-z\d)][.!?;](?:\s|$)", re.S)
# 主要指标如下：   the line above a table or a list
_LEAD = re.compile(r".{9}[：:]$", re.S)
_NEUTRAL_TAGS = frozenset(("td", "th", "li", "dd", "dt", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
_PROSE_CHARS = 40
"""A block this long is prose even without a full stop (verse, lists set with <br>)."""
_BOILERPLATE_CHARS = 90
"""Longer paragraphs that speak of copyright or QR codes are news about them."""


def weigh(blocks: Sequence[Block], title: Block | None) -> list[float]:
    """A weight a block: its characters if it is prose, a negative one for what speaks against text, else about 0."""
    weights = [_weight(block) for block in blocks]
    _weigh_tables(blocks, weights)
    _weigh_chrome(blocks, weights, title)
    return weights


def weigh_verse(blocks: Sequence[Block], weights: Sequence[float], title: Block | None) -> list[float]:
    """The same where a page has no prose: then short lines count (verse, lists, tables)."""
    verse = [_verse_weight(block, weight) for block, weight in zip(blocks, weights, strict=True)]
    _weigh_chrome(blocks, verse, title)
    if title is not None:
        verse[title.index] = 0.0
    return verse


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
    return 0.0 if block.tag in _NEUTRAL_TAGS else -1.0


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
        if block.tag == "table" and weights[i - 1] > 0:
            tables_until = max(tables_until, block.last)
        if i <= tables_until and block.tag in ("td", "th") and weights[i] == 0:
            weights[i] = float(block.chars)


def _verse_weight(block: Block, weight: float) -> float:
    could_be_verse = -1.0 <= weight <= 0.0 and block.chars >= 4 and not is_info(block.text)
    return float(block.chars) if could_be_verse else weight


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
        elif 0 < inside[i] < _share(block) * total and not i <= titled <= block.last and is_chrome(block):
            chrome_until = block.last
            weights[i] = -abs(weights[i])
    for block in blocks[-_FOOT_BLOCKS:]:
        if block.chars and _REGISTERED.search(block.text):
            foot = _foot(block, inside, min(_FOOT_PROSE, _FOOT_SHARE * total), titled)
            for i in range(foot.index, foot.last + 1):
                weights[i] = -abs(weights[i])
            break


def _foot(block: Block, inside: Sequence[float], most: float, titled: int) -> Block:
    """The largest element around a registration number that has hardly any prose, whatever its name."""
    while (parent := block.parent) is not None and parent.tag not in ("body", "html"):
        if inside[parent.index] > most or parent.index <= titled <= parent.last:
            break
        block = parent
    return block


def _share(block: Block) -> float:
    """Of how much of a page's prose its name or its tag can tell that it is chrome: a tag is chosen with more care."""
    return 0.8 if block.tag in _ASIDE_TAGS else 0.5


def is_body(block: Block) -> bool:
    """Does the element's own markup say that it is the text of an article?"""
    return names_body(block.name) or block.element.get(ITEMPROP) == "articleBody"


def is_chrome(block: Block) -> bool:
    """Is the element page furniture by its tag or name: a footer, a comment box, a side bar?"""
    return block.tag in _CHROME_TAGS or names_chrome(block.name)


@lru_cache(maxsize=16_384)
def names_chrome(name: str) -> bool:
    """Does this class and id say that the element is page chrome (and not that it is a body)?"""
    return bool(name) and _CHROME_NAME.search(name) is not None and not names_body(name)


@lru_cache(maxsize=16_384)
def names_body(name: str) -> bool:
    """Does this class and id say that the element holds the text of an article?"""
    return bool(name) and _BODY_NAME.search(name) is not None
