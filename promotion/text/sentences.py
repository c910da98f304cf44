"""The shared analysis: paragraphs, sentences, clauses, words.

A **sentence** ends at 。!?… or at the end of a line. A **clause** is what stands between the marks ,;: and
brackets; a 、 ends a clause too when a number with its unit stands before it (招商25次、拜访企业50家), because
then it joins statements and not names. Words come from rjieba; they are used to see where a name can begin.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from promotion.amounts import Quantity, quantities
from promotion.geography.gazetteer import Hit, gazetteer
from promotion.text.normal import Normal

_SENTENCE = re.compile(r"[^\n。!?…]{0,3000}(?:[。!?…]+[\"')]*|\n|$|(?<=[^\n。!?…]))")
# 下一篇: … · 责任编辑: … · 免责声明: …: lines of the page round an article
_CHROME = re.compile(
    r"(?:上一篇|下一篇|上一条|下一条|相关(?:链接|阅读|新闻)|推荐阅读|热门推荐|责任编辑|免责声明|扫一扫|版权所有|信息来源)"
)
# 上一篇:, with the title of that page in the next line
_CHROME_ALONE = re.compile(r"(?:上一篇|下一篇|上一条|下一条)[::]?$")
# 三、下一步工作打算: from this heading on the article tells of plans
_PLANS = re.compile(
    r"(?<=\n)(?:[(一二三四五六七八九十]+[、)])?(?:下一步|下阶段|下一阶段|今后|明年)(?:的)?(?:主要)?(?:重点)?(?:工作)?(?:打算|计划|安排|思路|工作|重点)[^\n。]{0,10}(?=\n)"
)
# what a clause may end with: a 、 only after a number with its unit, a dash or a bar only the second of two
_CLAUSE_SIGN = re.compile(r"[,;:()。!?、|-]")
# (记者 王某) · 本报讯: before the first words of an article
_DATELINE = re.compile(r"(?:记者|通讯员)[^()]*\)|[报网]讯|--")
_DATELINE_SIGN = re.compile(r"记者|通讯员|报讯|网讯|--")
HAN = re.compile(r"[\u3400-\u9fff]")


class Word(NamedTuple):
    """``tag`` is jieba's part of speech: v verb, n noun, p preposition, c conjunction, u particle, d adverb."""

    start: int
    end: int
    text: str
    tag: str


_FIRST, _SECOND = itemgetter(0), itemgetter(1)
# builds a word from its fields in a third of the time that calling the class takes; an article has thousands
_word: Callable[[Iterable[object]], Word] = partial(tuple.__new__, Word)


@dataclass(frozen=True, slots=True)
class Clause:
    """``mark`` is the sign before it; ``depth`` 1 inside brackets, and ``strong`` where ; or 。 stands before."""

    start: int
    end: int
    mark: str
    depth: int = 0

    @property
    def strong(self) -> bool:
        return self.mark in {";", "。", "\n", ""}


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


class Analysis:
    """Everything about the form of one article that more than one extractor needs; built once, read only."""

    def __init__(self, normal: Normal) -> None:
        self.normal = normal
        self.text = normal.text
        self.quantities = quantities(normal.text)
        self._cores = [q.core for q in self.quantities]
        self.sentences = _sentences(normal.text, self.quantities)
        self._sentence_starts = [s.start for s in self.sentences]

    @cached_property
    def _dateline_signs(self) -> list[int]:
        return [m.start() for m in _DATELINE_SIGN.finditer(self.text)]

    def dateline_end(self, start: int, end: int) -> int:
        """Where the last dateline in ``start:end`` ends (本报讯, 记者 某某 in brackets); ``start`` without one."""
        signs = self._dateline_signs
        at = bisect_left(signs, start)
        if at == len(signs) or signs[at] >= end:
            return start
        return max((m.end() for m in _DATELINE.finditer(self.text, start, end)), default=start)

    @cached_property
    def place_names(self) -> list[Hit]:
        """Every name of the gazetteer in the text, whatever it means there."""
        return list(gazetteer().scan(self.text))

    @cached_property
    def _tagged(self) -> list[tuple[str, str]]:
        import rjieba  # loads its dictionary

        return list(rjieba.tag(self.text))

    @cached_property
    def _word_starts(self) -> list[int]:
        return [0, *accumulate(map(len, map(_FIRST, self._tagged)))]

    def words_in(self, start: int, end: int) -> list[Word]:
        """Words that lie wholly or partly in ``start:end``."""
        starts = self._word_starts
        low, high = bisect_right(starts, start) - 1, bisect_left(starts, end)
        ends, tagged = starts[low + 1 : high + 1], self._tagged[low:high]
        return list(
            map(_word, zip(starts[low:high], ends, map(_FIRST, tagged), map(_SECOND, tagged), strict=False))
        )

    def begins_word(self, position: int) -> bool:
        """Does a word begin at ``position``?"""
        at = bisect_left(self._word_starts, position)
        return at < len(self._word_starts) and self._word_starts[at] == position

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        low = bisect_left(self._cores, start)
        return self.quantities[low : bisect_left(self._cores, end, low)]

    def number_of(self, sentence: Sentence) -> int:
        """Which one of ``sentences`` it is."""
        return bisect_left(self._sentence_starts, sentence.start)

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that ``position`` lies in, or the one before it; None before the first."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[index] if index >= 0 else None


def _sentences(text: str, found: Sequence[Quantity]) -> list[Sentence]:
    ends = {q.end for q in found}
    plans = _PLANS.search(text)
    limit = plans.start() if plans else len(text)
    out, paragraph, titled = [], 0, False
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if start >= limit:
            break
        while end > start and text[end - 1] == "\n":
            end -= 1
        chrome, of_title = bool(_CHROME.match(text, start)), titled
        titled = chrome and bool(_CHROME_ALONE.match(text, start, end))
        if HAN.search(text, start, end) and not chrome and not of_title:
            out.append(Sentence(start, end, paragraph, tuple(_clauses(text, start, end, ends))))
        if match.group().endswith("\n"):
            paragraph += 1
    return out


def _clauses(text: str, start: int, end: int, quantity_ends: set[int]) -> list[Clause]:
    out: list[Clause] = []
    mark, low, depth = "。", start, 0
    for found in _CLAUSE_SIGN.finditer(text, start, end):
        position, char = found.start(), found.group()
        if char == "、" and position not in quantity_ends:
            continue
        if char in "-|" and text[position - 1 : position] != char:
            continue
        if position > low:
            out.append(Clause(low, position, mark, depth))
        low, mark = position + 1, char
        depth = depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth
    if end > low:
        out.append(Clause(low, end, mark, depth))
    return out
