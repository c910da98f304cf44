"""Names of projects and companies in the form in which they are compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from promotion.geography.gazetteer import gazetteer
from zscrawl.text import squash

# 项目, 工程, 建设 at the end say nothing; 投资建设的 before neither
_TAIL = re.compile(r"(?:(?:投资)?建设)?(?:项目|工程)$|(?:生产)?建设$|生产$")
_COMPANY_TAIL = re.compile(
    r"(?:股份|控股|集团|实业|责任)*有限(?:责任)?公司|(?:集团|股份|总)?公司|(?:控股)?集团|\([^()]*\)|(?:分公司)$"
)
_PHASE = re.compile(r"(?P<digit>[一二三四五1-5])期(?!货)")
_DIGITS = str.maketrans("一二三四五", "12345")
_PUNCTUATION = re.compile(r"[^\w\u3400-\u9fff]")
_SHORTEST_BRAND, _LONGEST_BRAND = 2, 4
# what a trade is called is no sign that two firms are one: 科技, 新材料, 电子 …
_TRADE_WORDS = re.compile(
    r"新材料|新能源|智能|科技|电子|生物|医药|食品|机械|精密|装备|制造|实业|控股|集团|股份|投资|环保|建材|纺织|化工|农业|物流|文旅|旅游|发展|技术|材料|能源|产业"
)


# 年产5万吨 · 200兆瓦: how much is no name of what
_HOW_MUCH = re.compile(
    r"(?:年|日)(?:产|加工|处理|生产)|\d+(?:\.\d+)?(?:万|亿)?(?:吨|套|台|辆|件|平方米|立方米|米|千瓦|兆瓦|mw|gwh|gw|亩|头|只|片|锭)?(?:/年)?"
)
_WORKS = re.compile(r"(?:生产)?(?:(?:基地|产业园|科技园|工业园|生产线|工厂|产业化|综合体|园)|生产|建设)+$")


@dataclass(frozen=True, slots=True)
class NameForm:
    """``core`` is what is compared, ``phase`` the number of a 一期 or 二期, ``grams`` its pairs of characters."""

    core: str
    phase: str | None
    grams: Counter[str]

    def product(self, brand: str | None) -> str:
        """What is made: the core without the brand, the quantity and the kind of works; the core if nothing is left."""
        text = self.core
        if brand and brand in text:
            text = text[text.index(brand) + len(brand) :].removeprefix("集团")
        return _WORKS.sub("", _HOW_MUCH.sub("", text)) or text or self.core


@lru_cache(maxsize=65536)
def project_form(name: str) -> NameForm:
    """A project's name without place, 项目 and signs: 襄阳某某年产5万吨磷酸铁锂项目(一期) → core and phase 1."""
    text = squash(name)
    phase = _PHASE.search(text)
    text = _PHASE.sub("", text)
    text = _PUNCTUATION.sub("", _COMPANY_TAIL.sub("", text))
    previous = ""
    while text != previous:
        previous, text = text, _TAIL.sub("", text)
    text = without_place(text) or text
    return NameForm(text, phase["digit"].translate(_DIGITS) if phase else None, grams(text))


@lru_cache(maxsize=65536)
def company_core(name: str) -> str:
    """A company's own name: 湖北华丰纺织机械有限公司 → 华丰纺织机械."""
    text = _PUNCTUATION.sub("", _COMPANY_TAIL.sub("", squash(name)))
    return without_place(text) or text


def brand(core: str) -> str:
    """The part of a company's own name before its trade: 华丰纺织机械 → 华丰."""
    trade = _TRADE_WORDS.search(core)
    return core[: trade.start()] if trade and trade.start() >= _SHORTEST_BRAND else core[:_LONGEST_BRAND]


def without_place(text: str) -> str:
    """``text`` without the divisions at its head; empty if nothing else is there."""
    hit = gazetteer().at_start(text)
    while hit is not None:
        text = text[hit.end :].lstrip("市县区省")
        hit = gazetteer().at_start(text)
    return text


def grams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters; the text itself where it has only one."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])


def dice(a: Counter[str], b: Counter[str]) -> float:
    """Overlap of two bags of pairs, 0 to 1."""
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0
