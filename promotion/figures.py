"""Figures: the numbers that report promotion work or its result.

The article is read once from left to right. A `_Frame` remembers what a list is about (which verb, which money,
which period, which row), because lists drop words: 「丰顺县2个、18亿元」, 「新能源(1177.75亿元)」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from promotion import indicators
from promotion.amounts import Quantity
from promotion.localities import Localities
from promotion.periods import Period
from promotion.reading import Reading
from promotion.sentences import Clause, Sentence
from zscrawl.items import Figure

_LONGEST_QUOTE = 60

# 力争签约 · 确保引进 · 年度目标任务: wanted, not done
_WANTED = re.compile(r"力争|确保|争取|目标(?:任务)?(?:是|为|数)?$|目标(?:任务)?[^,占%完]{0,6}$|要(?:签约|引进|完成|达到)|计划(?:签约|引进|开工|到|实施|新建|安排|推进)|将(?:签约|引进|突破|完成)|任务(?:数|为|是)?$")
_TARGET_BASE = re.compile(r"(?:完成|占|达)[^,;。%]{0,10}(?:目标|任务|计划)[^,;。%]{0,8}$")
# another subject begins: what a list was about no longer holds
_ELSEWHERE = re.compile(r"^(?:另据|此外|另外|同时|据(?:统计|悉)|截至目前|截止目前)")
# in the 391 projects newly signed: a number said before, as the head of what follows
_RESTATED = re.compile(r"^(?:[^,;。]{0,16}(?:项目|企业))?(?:中|里|内|之中|当中)(?:$|[,:])")
_DEFINITE_BEFORE = re.compile(r"(?:^|[,;。(])(?:在|这|上述|以上)?[^,;。#]{0,8}$")
# 4月13日举行第二季度重大项目集中开工仪式: part of an event's name
_IN_A_NAME = re.compile(r"(?:举[行办]|召开|参加|出席)(?:了|的)?$")
_NAMES_EVENT = re.compile(r"[^,;。\d]{0,24}?(?:仪式|大会|签约会|活动)(?!以来|中)")
# 今年全市重大项目553项: a fresh statement, no part of the list before it
_FRESH = re.compile(r"全[省市县区]|[我该][省市县区]")
_CLASS_OF_PROJECTS = re.compile(r"(?:级|及?以上)?(?:的)?[\u3400-\u9fff]{0,4}?(?:项目|企业)")
# 主要目标:全年新签约亿元以上项目200个
_PLAN = re.compile(r"(?:主要|总体|年度|全年|工作)?(?:目标|任务|要求)(?:任务)?(?:是|为|:)|(?:\d{4}年|今年|下半年|明年),?[^,;。]{0,8}(?:将|力争|计划|要)")
_APART = re.compile(r"分别(?=为|是|达|完成|签约|引进|到位|实现|[\d.])")
_DELEGATION = re.compile(r"(?:率|率领|带领|一行)$")
_CATEGORY = re.compile(r"[^,;。#:]{0,18}$")
_ITEM_ONLY = re.compile(r"^(?:[、,()约共达为计:近超逾]|合计|其中|分别|总计|和|及|有|金额|约为)*$")
# bare item of a list: 装备制造#个 · 毕节市#个 · 其他#个
_BARE_LEFT = re.compile(r"^[^,;。#]{0,16}$")
_NOT_BARE = re.compile(r"面积|用地|厂房|公里|容量|人口|企业数|学校|医院|街道|车位|房")
_BARE_RIGHT = re.compile(r"^(?:$|[、,;。)(和及]|居首|居前|左右|以上|,)")

_GROWTH = re.compile(r"(?P<down>下降|减少|下滑|回落|降)?(?:同比|比|较)?[^,;。%]{0,14}(?:增长|增幅|上升|提高|增加|增速|上涨|增|下降|减少|下滑|回落|降幅)[^,;。%\d]{0,6}$")
_FALL = re.compile(r"(?:下降|减少|下滑|回落|降幅|降)[^,;。%\d]{0,5}$")
# 比2019年增长 · 较2019年同期: growth over which year?
_BASE_YEAR = re.compile(r"(?:比|较|同比)(?P<year>(?:19|20)\d\d)年")
_MINUS = re.compile(r"-$|负$")
_TARGET = re.compile(r"(?:占|完成|为|达到?|实现|的)[^,;。%]{0,16}(?:目标|任务|计划)[^,;。%]{0,24}$|(?:目标|任务|计划)[^,;。%]{0,6}的$|完成$")
_RATE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,8}率)(?:均|已|分别)?(?:约|近)?(?:为|是|达到?|高达|超过?|近|:)?$")
_RATES_LISTED = re.compile(r"(?P<names>[\u3400-\u9fff]{2,6}率(?:[、和及与][\u3400-\u9fff]{2,6}率)+)(?:分别)?(?:为|是|达)?")
_SHARE = re.compile(r"占(?:比)?[^,;。%]{0,18}$")
_OWN_SHARE = re.compile(r"占比[^,;。%]{0,6}$")
_RANK = re.compile(
    r"(?:居|位居|位列|排名?|列|排在|稳居|位次居?)?(?P<where>全[国省市县州区]|同类[^,;。]{0,4}|全市[^,;。]{0,6})(?:排名|位列|居|位居)?"
    r"(?P<rank>第[一二三四五六七八九十\d]+(?:位|名)?|首位|前[三五十\d]+(?:名|位|强)?|前列|榜首)"
)
_RANK_NUMBER = {"首位": 1, "榜首": 1}
_PROMOTION_WORK = re.compile(r"招商|引资|签约|到位资金|项目")


@dataclass(slots=True)
class _Frame:
    """What the sentence or list being read is about."""

    code: str | None = None
    count_code: str | None = None
    unit: str | None = None
    money: str | None = None
    cohort: str | None = None
    rows: list[str] = field(default_factory=list)
    period: Period | None = None
    last: Figure | None = None
    count: Quantity | None = None
    in_sentence: list[Figure] = field(default_factory=list)


class FigureReader:
    """Reads all figures of one article. ``taken`` are the starts of sums that belong to named projects."""

    def __init__(self, reading: Reading, localities: Localities, taken: frozenset[int] = frozenset()) -> None:
        self._reading = reading
        self._text = reading.text
        self._localities = localities
        self._taken = taken
        self._frame = _Frame()
        self._figures: list[Figure] = []
        self._planned = False

    def read(self) -> list[Figure]:
        paragraph = -1
        for sentence in self._reading.analysis.sentences:
            if sentence.paragraph != paragraph:
                self._frame = _Frame(period=self._frame.period, code=self._frame.code)
                paragraph = sentence.paragraph
            self._sentence(sentence)
        return self._figures

    def _sentence(self, sentence: Sentence) -> None:
        frame = self._frame
        frame.in_sentence = []
        frame.rows = []
        frame.count = None
        self._planned = bool(_PLAN.match(self._text, sentence.start))
        if _ELSEWHERE.match(self._text[sentence.start : sentence.end]):
            frame.code = frame.cohort = None
        elif (first := sentence.clauses[0]) and self._fresh(first):
            frame.code = None
        for clause in sentence.clauses:
            if clause.mark in {"。", "\n"}:
                frame.cohort = None
            self._clause(sentence, clause)

    def _fresh(self, clause: Clause) -> bool:
        head = self._text[clause.start : clause.end]
        dated = any(p.grain in {"range", "year"} for p in self._reading.periods_in(clause.start, clause.end))
        return dated or bool(_FRESH.match(head))

    def _clause(self, sentence: Sentence, clause: Clause) -> None:
        frame, low = self._frame, clause.start
        every = self._reading.analysis.quantities_in(clause.start, clause.end)
        found = [q for q in every if not q.bound and q.kind != "measure"]
        for quantity, following in zip(found, [*found[1:], None], strict=False):
            self._advance(low, quantity.start)
            left = self._text[low : quantity.start]
            right = self._text[quantity.end : following.start if following else clause.end]
            if self._quantity(sentence, clause, quantity, left, right):
                low = quantity.end
        self._advance(low, clause.end)
        tail = self._text[low : clause.end]
        stages = indicators.verbs(tail)
        if stages and not _WANTED.search(tail):
            frame.code = stages[-1][2]
        self._rank(tail, clause)

    def _advance(self, start: int, end: int) -> None:
        """Take up the periods that the text passes."""
        for period in self._reading.periods_in(start, end):
            named = _IN_A_NAME.search(self._text, max(0, period.start - 4), period.start) or (
                period.grain in {"range", "year", "month"} and _NAMES_EVENT.match(self._text, period.end)
            )
            current = self._frame.period
            # 从去年5月至今: 至今 closes the period that was opened
            closes = period.grain == "now" and current is not None and current.grain == "since" and current.end == period.start
            if period.grain != "vague" and not (named and current) and not closes:
                self._frame.period = period

    def _quantity(self, sentence: Sentence, clause: Clause, quantity: Quantity, left: str, right: str) -> bool:
        """Read one number; true where what follows it starts afresh."""
        if quantity.kind == "percent":
            return self._percent(clause, quantity, left)
        if quantity.start in self._taken:
            return True
        if _TARGET_BASE.search(left) or self._wanted(left):
            return False
        figure = (
            self._count(clause, quantity, left, right)
            if quantity.kind == "count"
            else self._money(clause, quantity, left, right)
        )
        if figure is None:
            return quantity.kind == "money"
        self._keep(figure)
        return True

    def _wanted(self, left: str) -> bool:
        period = self._frame.period
        return self._planned or bool(_WANTED.search(left)) or bool(period and period.ahead and self._since_period(period))

    def _since_period(self, period: Period) -> bool:
        sentence = self._reading.sentence_at(period.start)
        return sentence is not None and period.start >= sentence.start

    # --- counts

    def _count(self, clause: Clause, quantity: Quantity, left: str, right: str) -> Figure | None:
        frame = self._frame
        if _DELEGATION.search(left) or indicators.JOBS_OR_MORE.search(left):
            return None
        if indicators.is_project_count(left, quantity.unit, right):
            code = self._project_code(clause, left, right)
            if self._restates(code, quantity, left, right):
                frame.code, frame.count = code, quantity
                return None
            frame.code = code if code != "other" or frame.code is None else frame.code
        else:
            rule = indicators.count_code(f"{left}#{quantity.unit}{right}")
            code = rule.code if rule else self._elided_count(quantity, left, right)
        if code is None:
            return None
        frame.count_code, frame.unit, frame.count = code, quantity.unit, quantity
        return self._figure(code, clause, quantity, left, right)

    def _project_code(self, clause: Clause, left: str, right: str) -> str:
        own = indicators.project_code(left, right)
        if own:
            return own
        # 民营企业投资项目有3590个,签约6978.16亿元: the verb stands in the next clause
        ahead = self._text[clause.end + 1 : clause.end + 12]
        coming = indicators.verbs(ahead)
        if coming and coming[0][0] == 0 and re.match(r"[约共近超]?\d", ahead[coming[0][1] :]):
            return coming[0][2]
        return self._frame.code or ("projects_introduced" if "招商" in left else "other")

    def _elided_count(self, quantity: Quantity, left: str, right: str) -> str | None:
        frame = self._frame
        if frame.count_code == "trips" and quantity.unit == "天" and not left:
            return "trips"  # 外出招商5次36天
        if frame.count_code is None or quantity.unit != frame.unit or not _BARE_RIGHT.match(right):
            return None
        if not left.strip() or not _BARE_LEFT.match(left) or _NOT_BARE.search(left):
            return None
        return indicators.project_code(left, "") if frame.count_code.startswith("projects") and indicators.verbs(left) else frame.count_code

    def _restates(self, code: str, quantity: Quantity, left: str, right: str) -> bool:
        """在新签约的391个项目中: the number was given before; it only heads what follows."""
        if not _RESTATED.match(right):
            return False
        known = any(f.value == quantity.value and f.indicator == code for f in self._figures)
        self._frame.cohort = left.strip("、,在 ") + self._text[quantity.core : quantity.end]
        return known

    # --- money

    def _money(self, clause: Clause, quantity: Quantity, left: str, right: str) -> Figure | None:
        frame = self._frame
        label = indicators.money_label(left)
        kind = label.kind if label else self._elided_money(quantity, left, right)
        if kind is None or (label is None and indicators.NO_PROMOTION.search(left)):
            return None
        if self._of_one_project(left, right):
            return None
        frame.money = kind
        stages = indicators.verbs(left)
        signed = (stages[-1][2] if stages else frame.code) == "projects_signed"
        code = {"received": "investment_received", "contracted": "investment_contracted"}.get(
            kind, "investment_contracted" if signed else "investment_total"
        )
        return self._figure(code, clause, quantity, left, right)

    def _elided_money(self, quantity: Quantity, left: str, right: str) -> str | None:
        """2个、18亿元 · 31个,约160.16亿元 · 新能源(1177.75亿元) · 重庆市499.4亿元; not 30亿元项目2个."""
        frame = self._frame
        if _CLASS_OF_PROJECTS.match(right):
            return None
        if frame.count and _ITEM_ONLY.match(self._text[frame.count.end : quantity.start]):
            return frame.money or "total"
        if frame.money and frame.in_sentence and _BARE_LEFT.match(left) and not _NOT_BARE.search(left):
            return frame.money
        return None

    def _of_one_project(self, left: str, right: str) -> bool:
        """该项目总投资5亿元 · 项目总投资5亿元 where no set of projects has been counted in the sentence."""
        if self._frame.count is not None:
            return False
        return bool(re.search(r"(?:^|[该此本一])项目(?:一期|二期)?(?:计划|预计|估算|概算)?(?:总)?投资(?:额|约|达|为)*$", left))

    # --- percentages

    def _percent(self, clause: Clause, quantity: Quantity, left: str) -> bool:
        frame = self._frame
        if quantity.unit != "%":
            return False
        last = frame.last
        context = self._text[max(clause.start - 16, 0) : clause.start] + left if len(left) < 4 else left
        if _GROWTH.search(left) or (clause.mark == "、" and _GROWTH.search(context)):
            self._grow(last, quantity, left)
            return True
        if _TARGET.search(left) and not _RATE.search(left):
            target = self._named(left) or last
            if target and target.target_pct is None:
                target.target_pct = quantity.value
            return True
        if self._planned:
            return True
        if rate := self._rate(clause, quantity, left):
            self._keep(rate)
            return True
        if _OWN_SHARE.search(left) and not frame.in_sentence:
            self._keep(self._figure("other", clause, quantity, left, "", label="占比"))
        return True

    def _grow(self, last: Figure | None, quantity: Quantity, left: str) -> None:
        base = _BASE_YEAR.search(left)
        year = self._reading.calendar.year
        if last is None or last.yoy_pct is not None or (base and year and int(base["year"]) != year - 1):
            return
        down = bool(_FALL.search(left)) != bool(_MINUS.search(left))
        last.yoy_pct = -quantity.value if down else quantity.value

    def _named(self, left: str) -> Figure | None:
        """签约总金额完成71%: the last figure of that kind."""
        head = re.match(r"[^,;。]{0,10}?(?P<money>金额|资金|投资)|[^,;。]{0,6}?(?P<count>项目数|个数)", left)
        if not head:
            return None
        money = bool(head["money"])
        return next((f for f in reversed(self._figures) if ("元" in f.unit) == money and f.indicator != "rate"), None)

    def _rate(self, clause: Clause, quantity: Quantity, left: str) -> Figure | None:
        name = _RATE.search(left)
        if name:
            return self._figure("rate", clause, quantity, left, "", label=_rate_name(name["name"]))
        # 开工率和投产率分别是86%、30%: paired in order
        listed = _RATES_LISTED.search(self._text[max(0, clause.start - 24) : quantity.start])
        if not listed:
            return None
        names = re.split(r"[、和及与]", listed["names"])
        done = sum(1 for f in self._frame.in_sentence if f.label in {_rate_name(n) for n in names})
        return self._figure("rate", clause, quantity, left, "", label=_rate_name(names[min(done, len(names) - 1)]))

    # --- ranks

    def _rank(self, tail: str, clause: Clause) -> None:
        """全省第一 qualifies the figure before it in the sentence; alone, of promotion work, it is a figure."""
        match = _RANK.search(tail)
        if not match:
            return
        rank = match["where"] + match["rank"]
        if self._frame.in_sentence:
            last = self._frame.in_sentence[-1]
            last.rank = last.rank or rank
            return
        number = _rank_number(match["rank"])
        if number is not None and _PROMOTION_WORK.search(tail[: match.start()]):
            start = clause.end - len(tail)
            figure = Figure("rank", indicators.LABELS["rank"], float(number), "位", rank=rank)
            self._fill(figure, start, start + match.end(), clause)
            self._keep(figure)

    # --- common

    def _figure(
        self, code: str, clause: Clause, quantity: Quantity, left: str, right: str, label: str | None = None
    ) -> Figure:
        figure = Figure(
            code,
            label or indicators.LABELS[code],
            quantity.value,
            quantity.unit,
            quantity.cny,
            quantity.approx,
        )
        figure.qualifier = self._qualifier(clause, quantity, left, right)
        low = quantity.start - len(left)
        noun = re.match(r"[^,;。#]{0,14}?(?:项目|企业|活动|会)(?:签约|开工|竣工|投产|落户)?", right)
        high = quantity.end + (noun.end() if noun else 0)
        self._fill(figure, max(low, high - _LONGEST_QUOTE), high, clause)
        return figure

    def _fill(self, figure: Figure, start: int, end: int, clause: Clause) -> None:
        while start < end and self._text[start] in "、,;:。 )(的":
            start += 1
        figure.quote = self._reading.normal.quote(start, end)
        figure.start, figure.end = self._reading.normal.span(start, end)
        frame = self._frame
        if apart := _APART.search(self._text, start, end):
            frame.rows = self._localities.listed(clause.start, apart.start())
        # A、B、C到位资金分别为1、2、3亿元: paired in order
        figure.place = frame.rows.pop(0) if frame.rows else self._localities.of_figure(start, end)
        period = self._frame.period
        figure.period = period.value if period and not (period.value or "").startswith("--") else None

    def _qualifier(self, clause: Clause, quantity: Quantity, left: str, right: str) -> str | None:
        parts = [self._frame.cohort] if self._frame.cohort else []
        low = quantity.start - len(left)
        parts += [self._text[q.start : q.end] for q in self._reading.analysis.quantities_in(low, quantity.start) if q.bound]
        parts += list(_categories(left, right))
        if not left and clause.depth and self._frame.in_sentence:
            parts += list(_item_before_bracket(self._text, clause.start))
        return ";".join(dict.fromkeys(parts)) or None

    def _keep(self, figure: Figure) -> None:
        same = next((f for f in self._figures if _same(f, figure, self._frame.cohort)), None)
        if same is None:
            self._figures.append(figure)
        self._frame.last = same or figure
        self._frame.in_sentence.append(same or figure)


def _categories(left: str, right: str) -> Iterator[str]:
    """工业 of 工业项目#个, 外资 of #个外资项目; verbs, places' endings and filling words are dropped."""
    for text in (left, re.match(r"[^,;。]{0,20}?(?=项目)", right)):
        raw = text if isinstance(text, str) else text.group() if text else ""
        phrase = re.split(r"[,;。:、(]|其中|全[市县省区]|[我该][市县省区]|\d", raw)[-1] if isinstance(text, str) else raw
        phrase = _FILLING.sub("", phrase)
        if 2 <= len(phrase) <= 14:
            yield phrase


_FILLING = re.compile(
    r"新?签约(?:引进|落地)?|签订|引进|引入|新?开工|竣工|投产|在建|续建|注册|落户|入驻|在谈|谋划|完成|实现|累计|合计|共计?|总计?|已|均|新增?|有|达到?|为|是|的|了|"
    r"项目|(?:总|合同|协议|计划)?投资(?:总)?额?|总?金额|资金|实际|到位|[约近超]|今年|去年|上半年|目前|分别|招商引资|招商|省|市|县"
)


def _item_before_bracket(text: str, start: int) -> Iterator[str]:
    """新能源 of 新能源(1177.75亿元)."""
    item = re.search(r"([^、,;。:()是为]{2,16})\($", text[max(0, start - 20) : start])
    if item:
        yield item[1]


def _rate_name(text: str) -> str:
    known = re.search(r"(?:项目|资金|合同)?(?:履约|开工|投产|竣工|注册|落地|到位|签约|转化|达产|入库|完成)+率$", text)
    return known.group() if known else text[-4:]


def _rank_number(text: str) -> int | None:
    if text in _RANK_NUMBER:
        return _RANK_NUMBER[text]
    digits = re.search(r"第([一二三四五六七八九十\d]+)", text)
    if not digits:
        return None
    return int(digits[1]) if digits[1].isdigit() else "零一二三四五六七八九十".find(digits[1])


def _same(known: Figure, new: Figure, cohort: str | None) -> bool:
    """Said twice: the same number of the same thing, also where it comes back under 「在391个项目中」."""
    if (known.indicator, known.value, known.unit, known.place) != (new.indicator, new.value, new.unit, new.place):
        return False
    if known.label == new.label and (known.qualifier is None or new.qualifier is None) and "个" not in new.unit:
        return True
    bare = ";".join(part for part in (new.qualifier or "").split(";") if part != cohort) or None
    return known.label == new.label and known.qualifier in {new.qualifier, bare}
