"""Numbers with their units: money, counts, percentages, and what measures goods or land.

A `Quantity` says what is printed and what it is worth; what it reports is for `figures` and `projects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["money", "count", "percent", "measure"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SECTION = 10_000
"""From here on a power multiplies all that stands before it: 二十三万."""

_SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1,
}  # fmt: skip
_YUAN = frozenset({"元", "元人民币", "人民币", "", "块"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at ``start:end`` of the normal text; ``core`` is where the number itself begins.

    ``value`` and ``unit`` are as printed (845.6 亿元), ``cny`` is in yuan for money in yuan. ``approx`` is one of
    余 多 近 约 超 以上 … as printed. A ``bound`` is no amount but a class: 亿元以上, 5亿至10亿元, 百亿级.
    """

    start: int
    end: int
    core: int
    kind: Kind
    value: float
    unit: str
    cny: int | None = None
    approx: str | None = None
    bound: bool = False

    @property
    def in_yuan(self) -> bool:
        return self.kind == "money" and self.cny is not None


# 1,234.5 · 845.6 · 12
_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?!\d)|\d{1,15}(?:\.\d{1,6})?(?!\d))"
# 三十 · 两 · 一百二十 · 三点五; 数十 is no number
_CHINESE = r"(?<![数几])[一二两三四五六七八九十百零〇]+(?:点[一二三四五六七八九零〇]{1,6})?"
_NUMBER = rf"(?=[\d一二两三四五六七八九十百零〇])(?P<number>{_ARABIC}|{_CHINESE})"
# 近300 · 超过16 · 逾100, looked for before the number
_BEFORE = re.compile(r"(?:大约|(?<![签合履条缔])约为?|将近|接近|近|超过?|逾|突破|不低于|至少)$")
# 50余家 · 20多个 · 10亿余元
_SOME = r"(?:余|多|来|几)"
_SOME_INSIDE = re.compile(_SOME)
_CURRENCY = r"(?:美元|美金|港元|港币|欧元|日元|英镑|新台币|台币|澳元|加元|韩元|元(?:人民币|港币)?|人民币)"
_SCALE = r"(?:万亿|千亿|百亿|亿|千万|百万|万)"
# 投资|8000万|实施: 万 alone is money only behind such a word
_INVESTED = re.compile(r"(?:投资|投入|资金|引资|金额|到位)(?:额)?(?:约为?|近|超过?|逾|达到?|共|为|是)*$")
# 亿元 · 万美元 · 亿余元 · 元港币; 亿 alone where no other unit follows (总投资20亿, not 亿度 or 亿千瓦时)
_NO_MONEY_AFTER = "度吨立千瓦件级人次平米株只亩颗块台套支片瓶斤册户贯万"
_MONEY = (
    rf"(?P<money>{_SCALE}{_SOME}?{_CURRENCY}|亿(?![{_NO_MONEY_AFTER}])|"
    rf"(?:万|千万)(?=[的,;。、)建新兴实开用在])|{_CURRENCY})"
)
_PERCENT = r"(?P<percent>%|个百分点|成(?=[,.;。、)]|$|以上|左右)|倍)"
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|万立方|立方|公顷|公里|千米|海里|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|瓦|"
    "吨|公斤|千克|克|亩|米|㎡|m2|mwp|mwh|mw|gwh|gw|kw|kv|kva|mva|千伏|伏|度|升|毫米|厘米|吋|英寸|寸|"
    "台套|台|套|辆|片|只|头|羽|株|棵|架|艘|颗|双|瓶|罐|箱|平|枚|粒|锭|纱锭|组|层|栋|幢|座|间|床|张|架次|列"
)
_MEASURE = rf"(?P<measure>(?:万亿|亿|千万|百万|万|千)?{_SOME}?(?:{_MEASURES})(?![年月]))"
_COUNTERS = (
    "批次|批|场次|场|人次|个工作日|个|项|家|户|宗|份|单|次|条|人|名|位|天|件|支|起|趟|笔|"
    "家次|团次|组次|拨|多家|省|地|市|处|所|篇|期|届"
)
_COUNTER = rf"(?P<counter>万?{_SOME}?(?:{_COUNTERS}))"
_AFTER = r"(?P<after>{some}|左右|上下|(?:及|\(含\)|含)?以上|以下|以内|级)?".format(
    some=r"(?:余|多)(?=[,.;。、)]|$)"
)
_QUANTITY = re.compile(rf"{_NUMBER}(?P<some>{_SOME})?(?:{_MONEY}|{_PERCENT}|{_MEASURE}|{_COUNTER}){_AFTER}")
# 5亿至10亿元 · 1-3亿元 · 2000万元至1亿元 · 亿元至3亿元: two ends of a band
_BAND = re.compile(
    rf"(?=[\d百千万亿])(?:(?:{_ARABIC})?{_SCALE}?元?)(?:至|到|-|~)(?:{_ARABIC}){_SCALE}(?:{_CURRENCY})?(?:\(?(?:不含|含)[^,。;()]{{0,8}}\)?)?"
)
# 亿元以上 · 百亿级 · 千万元以上: a class without a number of its own
_CLASS = re.compile(
    rf"(?=[过超上十百千万亿])(?<![\d.])(?:过|超|上)?(?:十|百|千|万)?{_SCALE}{_CURRENCY}?(?:及?以上|以下|级)|(?:过|超|上)(?:百|千)?亿元?(?=[的项工产企大])"
)
# 10亿元以上项目 · 50亿元以上的115个 · 超百亿元的项目: a class of projects, not an amount
_CLASS_AFTER = re.compile(
    r"的?(?:项目|企业|工程|\d|[\u3400-\u9fff]{0,10}?(?:项目|企业|工业|产业)(?!产业园|集团))"
)
# 单体投资超20亿元|的2个 · 投资额超10亿元|的有 · 投资额超10亿元|项目45个
_OVER_CLASS = re.compile(
    r"的(?=\d|有[^,;。]{0,2}[\d:]|共\d|项目有(?!\d))|的?(?=[\u3400-\u9fff]{0,4}项目(?:\([^()]{0,8}\))?(?:共|有|达)?\d)"
)
# (500万元|口径): from which size on something is counted
_CALIBRE = "口径"
# a letter or a dash before the number makes it a name: A380, G60; 1-2场 is no count
# 突破|百亿元: a class, never a sum
_CLASS_NUMBERS = frozenset("十百千万")
_GLUED = re.compile(r"[a-z]-?$|\d-$|第$")
# 投资额均|超过5000万元 · 均在|5亿元以上: what each has at least
_AT_LEAST_EACH = re.compile(r"[均都](?:在|为|达到?)?$")


def chinese_number(text: str) -> int:
    """二十三 → 23, 两 → 2, 一百零五 → 105, 二〇二一 → 2021; ValueError for anything else."""
    if not text:
        raise ValueError("empty number")
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, section, pending = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            pending = _DIGITS[char]
        elif char in _POWERS and _POWERS[char] < _SECTION:
            section += (pending or 1) * _POWERS[char]
            pending = 0
        elif char in _POWERS:
            total = (total + (section + pending or 1)) * _POWERS[char]
            section = pending = 0
        else:
            raise ValueError(f"not a Chinese number: {text}")
    return total + section + pending


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    whole, _, decimals = text.partition("点")
    return chinese_number(whole) + Decimal(f"0.{''.join(str(_DIGITS[c]) for c in decimals)}")


def quantities(text: str) -> list[Quantity]:
    """All quantities of the normal text, in order, not overlapping; bands and classes are marked ``bound``."""
    bounds = list(_bounds(text))
    taken = {i for bound in bounds for i in range(bound.start, bound.end)}
    matches = (m for m in _QUANTITY.finditer(text) if m.start() not in taken and m.end() - 1 not in taken)
    return sorted([*bounds, *filter(None, (_read(m, text) for m in matches))], key=lambda q: q.start)


def _bounds(text: str) -> Iterator[Quantity]:
    end = 0
    for match in sorted((*_BAND.finditer(text), *_CLASS.finditer(text)), key=lambda m: m.start()):
        if match.start() < end or not match.group():
            continue
        end = match.end()
        yield Quantity(match.start(), end, match.start(), "money", 0.0, match.group(), bound=True)


def _read(match: re.Match[str], text: str) -> Quantity | None:
    printed = match["number"]
    core = match.start("number")
    if not printed[0].isdigit() and not _counts(match):
        return None
    if _GLUED.search(text, max(0, core - 2), core):
        return None
    try:
        value = _number(printed)
    except ValueError:
        return None
    if match["money"] in {"万", "千万"} and not _INVESTED.search(text, max(0, core - 8), core):
        return None
    before = _BEFORE.search(text, max(0, core - 3), core)
    approx = (before.group() if before else None) or match["some"] or _inner(match) or match["after"] or None
    unit = match["money"] or match["percent"] or match["measure"] or match["counter"]
    unit = _SOME_INSIDE.sub("", unit, count=1)
    kind: Kind = "count"
    cny: int | None = None
    bound = match["after"] in {"级", "以下", "以内"} or (
        "以上" in (match["after"] or "")
        and bool(match["money"])
        and bool(_CLASS_AFTER.match(text, match.end()))
    )
    over = before.group() if before else text[max(0, core - 1) : core]  # 投资过|10亿元项目6个
    bound = bound or bool(
        match["money"] and _OVER_CLASS.match(text, match.end()) and ("超" in over or over == "过")
    )
    bound = bound or match.string.startswith(_CALIBRE, match.end())
    low = before.start() if before else core
    if match["money"] and (before or match["after"]) and _AT_LEAST_EACH.search(text, max(0, low - 3), low):
        bound = True
    if match["money"]:
        kind, cny = "money", _yuan(value, unit)
        bound = bound or printed in _CLASS_NUMBERS
    elif match["percent"]:
        kind = "percent"
        if unit == "成":
            value, unit = value * 10, "%"
    elif match["measure"]:
        kind = "measure"
    elif unit.startswith("万"):
        value *= 10_000
    return Quantity(
        before.start() if before else core, match.end(), core, kind, float(value), unit, cny, approx, bound
    )


def _counts(match: re.Match[str]) -> bool:
    """May a number in Chinese numerals be a quantity? 两家, 三十亿元, 十余家; not 一个, 一批, 二期, 三届, 五大."""
    number, unit = match["number"], match["counter"] or match["money"] or ""
    if match["percent"]:
        return True
    if unit == "次":
        return len(number) > 1
    if match.string[match.end() : match.end() + 1] == "一":  # 三个一批, 四个一
        return False
    return number != "一" and bool(unit) and unit not in {"期", "届", "省", "市", "地"}


def _inner(match: re.Match[str]) -> str | None:
    """The 余 inside 10亿余元."""
    unit = match["money"] or match["counter"] or ""
    some = _SOME_INSIDE.search(unit)
    return some.group() if some and unit not in {"多家"} else None


def _yuan(value: Decimal, unit: str) -> int | None:
    """Yuan of a sum as printed, None for other money."""
    scale = next(s for s in _SCALES if unit.startswith(s))
    return int(value * _SCALES[scale]) if unit[len(scale) :] in _YUAN else None
