"""How a list of project names is split: A、B、C和D; 及 and 和 inside a name do not divide it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promotion.investments.lexicon import WORK, WORKS_END
from promotion.investments.names import Name, name_at
from promotion.text.sentences import Analysis

# 年产5万吨橄榄油|及精制糖加工项目: two products of one project
_PRODUCT = re.compile(r"(?:年产|日产|年加工)[\d.]+[^,;。、]*$")
_AND = frozenset({"和", "及", "与", "以及", "暨"})
# 甲项目|和|昊岚项目: 和 divides here even where the segmenter takes it for a part of a made-up word
_PROJECT_AND = re.compile(r"[^,;。、]{2,40}项目(?P<sign>以及|[和与])[^,;。、]{2,}项目$")
# 研发|及|生产基地: two doings of one project
_DOING = re.compile(r"(?:研发|生产|加工|制造|销售|种植|养殖|仓储|分拣)$")
_DOES = re.compile(r"配套|相关|附属|研发|生产|加工|制造|销售|种植|养殖|仓储|分拣|办公|配送")
# 年产10万吨甲醛、6万吨甲醇项目: two products of one
_PRODUCTS = re.compile(r"(?P<first>年产[\d.]+[^,;。、]+)、[\d.]+[^,;。、]+$")
# 集仓储、运输、餐饮一体化的|物流中心
_ALL_IN_ONE = re.compile(r":?(?:建设|打造)?集[^,;。]{2,50}?(?:于一体|为一体|一体化?)的")


def split(
    analysis: Analysis,
    start: int,
    end: int,
    count: int | None = None,
    *,
    by_trade: bool = False,
    pairs: bool = False,
) -> Iterator[Name]:
    """The names of a list: A、B、C和D. ``count`` is how many the text says there are.

    ``pairs``: A基地和B中心 alone are a list too, where A ends in a kind of works.

    和, 及 and 与 stand inside many names too, so they divide only the last item, and only where the list has other
    items or the count asks for it.
    """
    text = analysis.text
    pieces = _pieces(text, start, end)
    if pieces and (len(pieces) > 1 or count):
        pieces[-1:] = _divide(analysis, pieces[-1], None if count is None else count - len(pieces) + 1)
    elif pieces and pairs:
        divided = _divide(analysis, pieces[0], 2)
        pieces = divided if WORKS_END.search(text, *divided[0]) else pieces
    for low, high in pieces:
        name = name_at(analysis, low, high, by_trade=by_trade)
        if name:
            yield name


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Between the 、 that are not inside brackets or quotation marks."""
    if (products := _PRODUCTS.match(text, start, end)) and not WORK.search(
        text, start, products.end("first")
    ):
        return [(start, end)]
    if modifier := _ALL_IN_ONE.match(text, start, end):
        start = modifier.end()  # 集仓储、运输、餐饮一体化的|物流中心
    out, low, depth, quoted = [], start, 0, False
    for position in range(start, end):
        char = text[position]
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == '"':
            quoted = not quoted
        elif char == "、" and not depth and not quoted:
            out.append((low, position))
            low = position + 1
    out.append((low, end))
    return [(a, b) for a, b in out if b > a]


def _divide(analysis: Analysis, piece: tuple[int, int], wanted: int | None) -> list[tuple[int, int]]:
    """A和B → A, B; at the word 和 that leaves two names of the same make."""
    if wanted is not None and wanted < 2:
        return [piece]
    low, high = piece
    if both := _PROJECT_AND.match(analysis.text, low, high):
        return [(low, both.start("sign")), (both.end("sign"), high)]
    best: tuple[int, int, int] | None = None
    for word in analysis.words_in(low, high):
        left_of = analysis.text[low : word.start]
        if word.text == "及" and wanted is None and not WORKS_END.search(left_of):
            continue  # 显示模组及终端项目
        if word.text not in _AND or word.start - low < 3 or high - word.end < 3:
            continue
        left, right = analysis.text[low : word.start], analysis.text[word.end : high]
        if wanted is None and _PRODUCT.search(left) and not WORK.search(left) and not re.search(r"\d", right):
            continue
        if _DOES.match(right) and (_DOING.search(left) or right.startswith("配套")):
            continue
        firms = "公司" in left[:-2] and "公司" in right[:-2]
        alike = (
            2 * (bool(WORKS_END.search(left)) or firms)
            + bool(re.search(r"\d|项目", right))
            + (wanted is not None)
        )
        # X总部及研发基地|和|Y总部: 及 joins more closely than 和
        alike = 2 * alike + (word.text != "及" and alike > 0)
        if best is None or alike > best[0]:
            best = (alike, word.start, word.end)
    if best is None or (best[0] == 0 and wanted is None):
        return [piece]
    return [(low, best[1]), (best[2], high)]
