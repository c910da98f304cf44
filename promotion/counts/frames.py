"""What a sentence or list is about, while its numbers are read from left to right.

Lists drop words (「丰顺县2个、18亿元」, 「新能源(1177.75亿元)」), so a `Frame` remembers the verb, the money, the
period and the rows of what came before. A `Spot` is one number with the words round it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from promotion.amounts import Quantity
from promotion.reading import Reading
from promotion.text.clock import Period
from promotion.text.sentences import Clause, Sentence
from zscrawl.items import Figure

# another subject begins: what a list was about no longer holds
_ELSEWHERE = re.compile(r"另据|此外|另外|同时|据(?:统计|悉)|截至目前|截止目前")
# 今年全市重大项目553项: a fresh statement, no part of the list before it
_FRESH = re.compile(r"全[省市县区]|[我该][省市县区]")
# 4月13日举行第二季度重大项目集中开工仪式: the quarter is part of an event's name
_IN_A_NAME = re.compile(r"(?:举[行办]|召开|参加|出席)(?:了|的)?$")
_NAMES_EVENT = re.compile(
    r"(?:[^,;。\d]|\d{1,2}月){0,24}?(?:仪式|大会|(?:签约|现场|推进|推介|洽谈|动员|调度|恳谈|说明)会|活动)(?!以来|中)"
)

# 第四季度|全省集中开工项目23个, after a day was told: the quarter is the event's, not the figure's
_JOINT_EVENT = re.compile(r"(?:[^,;。\d]|\d{1,2}月){0,30}?集中(?:签约|开工|竣工|投产)")
# 本次|集中签约项目8个: back to the event, whatever was told in between
_OF_EVENT = re.compile(r"(?:据(?:了解|悉|介绍),?)?(?:其中,?)?(?:参加)?(?:本次|此次|这次)")
# (含|2011年签约项目): what a bracket takes in dates nothing else
_TAKEN_IN = re.compile(r"\((?:不)?(?:包?含|包括)$")
# 1月20日迎来|今年开门红 · 1-4月…,其中|今年新开工26个: the year is told beside what is more exact
_BESIDE = re.compile(r"(?:迎来|是|为|成为)了?$|其中,?$")
# 今年|是改革开放40周年: the year itself is spoken of
_IS_A_YEAR = re.compile(r"是")
# 截至|7月底,我区今年|新批226家 · 截至|10月底,2017年|招商引资项目完成7亿元: the day says until when
_AS_OF = re.compile(r"截[至止]到?$")
_BESIDE_WITHIN = 24
_ENDS_ITEM = re.compile(r"[;。\n\d]")
_OF_YEAR = re.compile(r"(?:新)?(?:招商引资|签约|引进|重点|重大)项目")
# 完成市上全年任务(|42.5亿元)的59.94%: a target in brackets
_TARGET_BEFORE = re.compile(r"(?:目标|任务|计划|指标)[^,;。(]{0,8}\($")

# 自治区下达的“引进国内(区外)资金|212亿元
_SET_BY = re.compile(r"下达的[\"'][^,;。]{0,26}$")
_TOLD_BY = 32
_TELLS_EVENT = re.compile(r"举[行办]|召开|签约|开工|招商活动|考察|推介|通报|获悉|完成|实现")
# 主要目标:全年新签约亿元以上项目200个 · 下半年,该县将力争新签约60个
_PLAN = re.compile(
    r"(?:主要|总体|年度|全年|工作)?(?:目标|任务|要求)(?:任务)?(?:是|为|:)|"
    r"(?:\d{4}年|今年|下半年|明年),?[^,;。]{0,8}(?:将|力争|计划|要)"
)
# 力争签约 · 确保引进 · 计划实施: wanted, not done
_WANTED = re.compile(
    r"力争|确保|争取(?!有)|预计(?:新增|完成|到位)|目标(?:任务)?(?:是|为|数)?$|目标(?:任务)?数?[是为](?:签约|引进|完成|开工)|目标(?!企业|客商|公司)(?:任务)?[^,占%完]{0,6}$|要(?:签约|引进|完成|达到|举办|开工|建成)|"
    r"计划(?:签约|引进|开工|到|实施|新建|安排|推进|完成|建设)|将(?:签约|引进|突破|完成)|任务(?:数|为|是)?$"
)
# 即年底前谋划入库|1000个,引进资金1000亿元: a plan to the sentence's end
_BY_THEN = re.compile(r"(?<!今年)[年月]底前[^,;。]{0,10}$")
# 完成年度目标任务|100个: the target itself
_TARGET_BASE = re.compile(
    r"(?:完成|占|达)[^,;。%]{0,10}(?:目标|任务|计划)[^,;。%]{0,8}$|占[^,;。%]{0,6}下达[^,;。%]{0,12}$"
)


# 从落地区域看 · 分县区: · 从板块看
# 各区市县11月份新开工情况: · 从落地区域看
_BY_ROWS = re.compile(
    r"[从分按][^,;。:\d]{1,8}(?:看|来看|[区县市域业]:)|各(?:[区县市镇乡]|街道|园区|旗){1,4}[^,;。:]{0,14}(?:情况|如下):"
)
# 昆仑区 32项 46.8亿元: a row without any sign
_ROW = re.compile(
    r"[\u3400-\u9fff()]{2,16}[ \t|:]*\d+[个项家宗](?:[ \t|、,]*(?:\d[\d.]*(?:亿|万)?(?:美元|元|%)))*$"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number where it stands: ``left`` and ``right`` are the words up to the numbers beside it, in its clause."""

    clause: Clause
    quantity: Quantity
    left: str
    right: str

    @property
    def low(self) -> int:
        """Where ``left`` begins."""
        return self.quantity.start - len(self.left)


@dataclass(slots=True)
class Head:
    """What a list of rows goes back to: 全市签约项目74个,总投资98亿元 … 分县区看:"""

    code: str
    unit: str
    money: str | None = None


@dataclass(slots=True)
class Frame:
    """``code`` is the last stage verb's, ``count_code`` and ``unit`` those of the last count, ``money`` the last kind
    of sum; ``cohort`` heads what follows (在391个项目中), ``rows`` are places still to be paired with numbers;
    ``apart``: 分别 pairs a list of things with the numbers that follow; ``head`` is (code, unit, money) of the first
    count of projects, which rows come back to (分旗县区:); ``event`` is the last day told,
    ``settled`` the last period that does not lie ahead;
    ``told_from`` is the sentence (start, end) and the period that held before it; ``aside`` is the period of a
    sentence in which 目前 comes after it (去年签约15个,…目前已竣工7个。), which holds again afterwards.
    """

    code: str | None = None
    count_code: str | None = None
    unit: str | None = None
    money: str | None = None
    cohort: str | None = None
    period: Period | None = None
    event: Period | None = None
    settled: Period | None = None
    rows: list[str] = field(default_factory=list)
    count: Quantity | None = None
    last: Figure | None = None
    in_sentence: list[Figure] = field(default_factory=list)
    planned: bool = False
    apart: bool = False
    head: Head | None = None
    told_from: tuple[int, int, Period | None] | None = None
    aside: Period | None = None

    def of_next_paragraph(self) -> Frame:
        """What a new paragraph goes on with: the period, the event, the verb and the head of the list."""
        return Frame(
            period=self._lasting(), event=self.event, settled=self.settled, code=self.code, head=self.head
        )

    def _lasting(self) -> Period | None:
        """What 目前 in the last sentence leaves: the period before it, or that of the sentence itself."""
        if self.period is None or self.period.grain != "now" or not self._in_sentence(self.period):
            return self.period
        if self.aside:
            return self.aside
        before = self.told_from[2] if self.told_from else None
        return self.period if self.in_sentence or before is None else before  # 目前一期已完工。

    def _drop_aside(self, text: str) -> None:
        """今年7月,成立14个招商专班。: a month told in passing, with no figure and no event, dates only itself."""
        if self.told_from is None or self.in_sentence or self.period is None:
            return
        start, end, before = self.told_from
        if (
            before
            and before.value
            and self.period.grain == "month"
            and not _TELLS_EVENT.search(text, start, end)
        ):
            self.period = before

    def begin(self, reading: Reading, sentence: Sentence) -> None:
        """Start a sentence: what belongs to one sentence is forgotten, the list's verb stays unless all is new."""
        text = reading.text
        self.period = self._lasting()
        self._drop_aside(text)
        self.told_from = (sentence.start, sentence.end, self.period)
        self.in_sentence, self.rows, self.count, self.cohort, self.apart = [], [], None, None, False
        self.planned = bool(_PLAN.match(text, sentence.start))
        if self.period and self.period.ahead:  # 将于今年年底动建。: a hope holds for its own sentence
            self.period = self.settled
        self.aside = None
        if self.event and _OF_EVENT.match(text, sentence.start):
            self.period = self.event
        first = sentence.clauses[0]
        dated = any(
            p.grain in {"range", "year"} or _AS_OF.search(text, max(0, p.start - 3), p.start)
            for p in reading.periods_in(first.start, first.end)
        )
        if dated or _ELSEWHERE.match(text, sentence.start) or _FRESH.match(text, first.start):
            self.code = None

    def open_rows(self, text: str, sentence: Sentence) -> None:
        """At 从落地区域看, or a line 甲区 32项 46.8亿元, the list goes on as its head began."""
        row = _ROW.match(text, sentence.start, sentence.end)
        rows = _BY_ROWS.match(text, sentence.start)
        if self.head and (row or rows):
            self.code = self.head.code
        if self.head and (row or (rows and rows.group().startswith("各"))):
            self.count_code, self.unit = self.head.code, self.head.unit
            self.money = self.head.money or self.money

    def settle_money(self) -> None:
        """The first kind of sum after the head is the kind that its rows give."""
        if self.head and self.head.money is None:
            self.head.money = self.money

    def pass_periods(self, reading: Reading, start: int, end: int) -> None:
        """Take up the periods that ``start:end`` names, but those inside the name of an event."""
        for period in reading.periods_in(start, end):
            if period.grain == "vague" or (self.period and _named(reading.text, period)):
                continue
            if self._beside(reading.text, period):
                continue
            # 从去年5月至今: 至今 closes the period that was opened
            open_ = (
                self.period is not None and self.period.grain == "since" and self.period.end == period.start
            )
            if not (period.grain == "now" and open_):
                if period.grain == "now" and self.period and self._in_sentence(self.period):
                    self.aside = self.period
                self.period = period
                self.settled = self.settled if period.ahead else period
                self.event = period if period.grain == "day" and not period.ahead else self.event

    def _in_sentence(self, period: Period) -> bool:
        return self.told_from is not None and period.start >= self.told_from[0]

    def _beside(self, text: str, period: Period) -> bool:
        """Is ``period`` told in passing, beside what dates the figures?"""
        if _TAKEN_IN.search(text, max(0, period.start - 4), period.start):
            return True
        if self.period is None or self.period.grain not in {"day", "range"}:
            return False
        if period.grain == "range":
            return self.period.grain == "day" and bool(_JOINT_EVENT.match(text, period.end))
        if period.grain != "year":
            return False
        if self.period.grain == "day" and _JOINT_EVENT.match(text, period.end):
            return True
        if _IS_A_YEAR.match(text, period.end):
            return True
        if self._until_day(text, period):
            return True
        return bool(_BESIDE.search(text, max(0, period.start - 3), period.start))

    def _until_day(self, text: str, year: Period) -> bool:
        """截至7月底,我区今年|新批226家 · 截至10月底,2017年|招商引资项目完成7亿元: the day says until when."""
        day = self.period
        if day is None or not _AS_OF.search(text, max(0, day.start - 3), day.start):
            return False
        between = text[day.end : year.start]
        near = len(between) <= _BESIDE_WITHIN and not _ENDS_ITEM.search(between)
        return near and (text.startswith("今年", year.start) or bool(_OF_YEAR.match(text, year.end)))

    def wanted(self, left: str) -> bool:
        """Is the number a plan, a target or a hope?"""
        if _BY_THEN.search(left):
            self.planned = True
        if self.planned or _WANTED.search(left) or _TARGET_BASE.search(left):
            return True
        return self.period is not None and self.period.ahead


def is_bracketed_target(text: str, spot: Spot) -> bool:
    """完成全年任务(|42.5亿元)的59.94%, 下达的“引进(区外)资金|212亿元”的目标."""
    before, start = max(0, spot.quantity.start - _TOLD_BY), spot.quantity.start
    if text.find("下达", before, start) >= 0 and _SET_BY.search(text, before, start):
        return True
    return not spot.left and bool(_TARGET_BEFORE.search(text, max(0, spot.low - 16), spot.low))


def is_wanted(text: str) -> bool:
    """Does ``text`` speak of what is wanted?"""
    return bool(_WANTED.search(text))


def _named(text: str, period: Period) -> bool:
    if _IN_A_NAME.search(text, max(0, period.start - 4), period.start):
        return True
    return period.grain in {"range", "year", "month"} and bool(_NAMES_EVENT.match(text, period.end))
