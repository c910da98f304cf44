"""Figures: the numbers that report promotion work or its result.

`FigureReader` goes through an article once, from left to right. What a number reports is said by `counting`, `sums`
and `percentages`; what the list is about is kept in a `frames.Frame`; here the records are made.
"""

from __future__ import annotations

import re

from promotion.amounts import Quantity
from promotion.counts import counting, indicators, percentages, qualifiers, sums
from promotion.counts.frames import Frame, Head, Spot, is_bracketed_target, is_wanted
from promotion.counts.restated import PROJECT_UNITS, Told
from promotion.geography.localities import Localities
from promotion.reading import Reading
from promotion.text.sentences import Clause, Sentence
from zscrawl.items import Figure

_LONGEST_QUOTE = 60
_LONGEST_BRACKET = 36
_LONGEST_LEFT = 400
"""Characters of a clause before a number that are read for it; real clauses have fewer than 100."""
_NEXT_CLAUSE = 16
"""Characters between a count and the words of its money; 个亿元以上重大产业项目, stands between them at most."""

# 个|重大项目开工: what a quotation takes in after the number
_QUOTED_AFTER = re.compile(r"[^,;。#]{0,14}?(?:项目|企业|活动|会)(?:签约|开工|竣工|投产|落户)?")
# 到位资金分别|为1、2、3亿元: places and numbers are paired in order
_APART = re.compile(r"分别(?=为|是|达|完成|签约|引进|到位|实现|[\d.])")
_PROMOTION_WORK = re.compile(r"招商|引资|签约|到位资金|项目")
# 签订正式合同109个…|其中工业项目35个: counts of agreements head lists as counts of projects do
_AGREED_OR_TALKED = frozenset({"projects_signed", "projects_negotiating"})
# 其中:新建项目8个 · 按产业分:二产项目17个: the sentence goes on about the row before it
_GOES_ON = re.compile(r"其中|按[^,;。:]{1,6}分[,:]|分[^,;。:]{1,6}看[,:]")
# 在建项目中|,甲市56个、乙县24个
_HEADS_ROWS = re.compile(r"项目(?:中|里|当中)$")
_JOINS = frozenset({"", "和", "及"})
_NOT_QUOTED = "、,;:。 )(的"
_OPENS_NAME = frozenset('“‘「『"')
_CLOSES_NAME = re.compile(r"[^,;。、“‘「『]{0,12}[”’」』\"]")


class FigureReader:
    """Reads all figures of one article. ``taken`` are the starts of sums that belong to named projects."""

    def __init__(self, reading: Reading, localities: Localities, taken: frozenset[int] = frozenset()) -> None:
        self._reading = reading
        self._text = reading.text
        self._localities = localities
        self._taken = taken
        self._in_places = {i for m in reading.places for i in range(m.start, m.end)}
        self._frame = Frame()
        self._told = Told()

    def read(self) -> list[Figure]:
        """The figures in the order of the text, restatements merged."""
        paragraph = -1
        for sentence in self._reading.analysis.sentences:
            if sentence.paragraph != paragraph:
                self._frame = self._frame.of_next_paragraph()
                paragraph = sentence.paragraph
            self._frame.begin(self._reading, sentence)
            self._frame.open_rows(self._text, sentence)
            self._sentence(sentence)
        return self._told.figures

    def _sentence(self, sentence: Sentence) -> None:
        for clause in sentence.clauses:
            low = clause.start
            found = [q for q in self._numbers(clause) if not q.bound and q.kind != "measure"]
            found = [q for q in found if q.core not in self._in_places]  # 五家渠市
            for quantity, following in zip(found, [*found[1:], None], strict=False):
                self._frame.pass_periods(self._reading, low, quantity.start)
                right = self._text[quantity.end : following.start if following else clause.end]
                begin = (
                    self._before_bracket(sentence, clause) if low == clause.start == quantity.start else low
                )
                begin = max(begin, quantity.start - _LONGEST_LEFT)
                if self._number(Spot(clause, quantity, self._text[begin : quantity.start], right)):
                    low = quantity.end
            self._tail(clause, low)

    def _before_bracket(self, sentence: Sentence, clause: Clause) -> int:
        """引进项目(已领执照)|315个, 产值(营业收入)|127亿元: where the words before a bracket begin."""
        if clause.mark != ")":
            return clause.start
        outer = [c for c in sentence.clauses if c.end < clause.start and c.depth == clause.depth]
        if (
            not outer
            or clause.start - outer[-1].end > _LONGEST_BRACKET
            or any(not q.bound for q in self._numbers(outer[-1]))
        ):
            return clause.start
        return outer[-1].start

    def _numbers(self, clause: Clause) -> list[Quantity]:
        return self._reading.analysis.quantities_in(clause.start, clause.end)

    def _tail(self, clause: Clause, low: int) -> None:
        """What stands after the last number of a clause: the verb of what follows, or a rank."""
        self._frame.pass_periods(self._reading, low, clause.end)
        tail = self._text[low : clause.end]
        stages = indicators.verbs(tail)
        if stages and not is_wanted(tail):
            self._frame.code = stages[-1][2]
            if _HEADS_ROWS.search(tail):
                self._frame.count_code, self._frame.unit = self._frame.code, "个"
        self._rank(clause, tail)

    def _number(self, spot: Spot) -> bool:
        """Read one number; true where the words after it are no longer about it."""
        if spot.quantity.kind == "percent":
            return self._percent(spot)
        if spot.quantity.start in self._taken:
            return True
        if self._is_named(spot.quantity):
            return False
        if self._frame.wanted(spot.left) or is_bracketed_target(self._text, spot):
            return False
        if spot.quantity.kind == "money":
            code = sums.code_of(self._text, spot, self._frame)
            if code:
                self._keep(self._figure(code, spot))
                self._frame.settle_money()
            return True
        return self._count(spot)

    def _is_named(self, quantity: Quantity) -> bool:
        """“|5个100工程”: a number that a name in quotation marks begins with."""
        shown = self._reading.normal.shown
        return shown[max(0, quantity.start - 1) : quantity.start] in _OPENS_NAME and bool(
            _CLOSES_NAME.match(shown, quantity.end)
        )

    def _count(self, spot: Spot) -> bool:
        frame = self._frame
        code = counting.code_of(self._text, spot, frame)
        if code is None:
            return False
        of_projects = counting.is_of_projects(spot)
        if of_projects and counting.heads_what_follows(spot):
            frame.cohort = spot.left.strip("、,在 ") + self._text[spot.quantity.core : spot.quantity.end]
            if known := self._told.count_of_projects(spot.quantity.value):
                frame.code, frame.count = known.indicator, spot.quantity
                return False
        if counting.restates(spot) and (known := self._told.count_of_projects(spot.quantity.value)):
            frame.code = frame.count_code = known.indicator
            frame.unit, frame.count = spot.quantity.unit, spot.quantity
            return True
        if counting.on_condition(spot) and self._told.count_of_projects(spot.quantity.value):
            return False
        if (of_projects or code in _AGREED_OR_TALKED) and (code != "other" or frame.code is None):
            frame.code = code
            frame.head = frame.head or Head(code, spot.quantity.unit)
        frame.count_code, frame.unit, frame.count = code, spot.quantity.unit, spot.quantity
        self._keep(self._figure(code, spot))
        return True

    # --- percentages and ranks

    def _percent(self, spot: Spot) -> bool:
        if spot.quantity.unit != "%":
            return False
        left, start = spot.left, spot.clause.start
        # 增长48%、比2019年增长14%: after a 、 the verb may stand before it
        context = self._text[max(start - 16, 0) : start] + left if spot.clause.mark == "、" else left
        if percentages.is_growth(left) or percentages.is_growth(context):
            self._grow(spot.quantity, left)
        elif percentages.is_of_target(left):
            target = self._named(left) or self._frame.last
            if target and target.target_pct is None:
                target.target_pct = spot.quantity.value
        elif self._frame.planned or percentages.is_threshold(left):
            pass
        elif name := self._rate_name(spot):
            self._keep(self._figure("rate", spot, label=name))
        elif percentages.is_own_share(left) and not self._frame.in_sentence:
            self._keep(self._figure("other", spot, label="占比"))
        return True

    def _grow(self, quantity: Quantity, left: str) -> None:
        """Growth over the year before belongs to the figure before; growth over any other year to none."""
        last, year, base = self._frame.last, self._reading.calendar.year, percentages.base_year(left)
        if last is None or last.yoy_pct is not None or (base and year and base != year - 1):
            return
        last.yoy_pct = percentages.signed(left, quantity.value)

    def _named(self, left: str) -> Figure | None:
        """签约总金额完成71%: the last figure of that kind."""
        money = percentages.of_money(left)
        alike = (
            f for f in reversed(self._told.figures) if ("元" in f.unit) == money and f.indicator != "rate"
        )
        return None if money is None else next(alike, None)

    def _rate_name(self, spot: Spot) -> str | None:
        before = self._text[max(0, spot.clause.start - 24) : spot.quantity.start]
        if head := percentages.rate_of_rows(self._text, spot.clause.start, spot.left):
            return head
        names = percentages.rate_names(before)
        if not names and not self._frame.apart and (shared := percentages.shared_rate(before)):
            return shared
        own = percentages.rate_name(spot.left)
        if not names or (own and own not in names):
            last = self._frame.last if self._frame.apart and spot.left in _JOINS else None
            return own or (last.label if last and last.indicator == "rate" else None)
        done = sum(1 for f in self._frame.in_sentence if f.label in names)
        return names[min(done, len(names) - 1)]

    def _rank(self, clause: Clause, tail: str) -> None:
        """全省第一 qualifies the figure before it in the sentence; alone, of promotion work, it is a figure."""
        found = percentages.rank(tail)
        if not found:
            return
        rank, low, high, number = found
        if self._frame.in_sentence:
            last = self._frame.in_sentence[-1]
            last.rank = last.rank or rank
        elif number is not None and _PROMOTION_WORK.search(tail[:low]):
            start = clause.end - len(tail)
            figure = Figure("rank", indicators.LABELS["rank"], float(number), "位", rank=rank)
            self._locate(figure, start, start + high, clause)
            self._keep(figure)

    # --- the record

    def _figure(self, code: str, spot: Spot, label: str | None = None) -> Figure:
        quantity = spot.quantity
        label = label or indicators.LABELS[code]
        figure = Figure(code, label, quantity.value, quantity.unit, quantity.cny, quantity.approx)
        figure.qualifier = self._qualifier(spot)
        after = None if code == "rate" else _QUOTED_AFTER.match(spot.right)
        high = quantity.end + (after.end() if after else 0)
        self._locate(figure, max(spot.low, high - _LONGEST_QUOTE), high, spot.clause)
        return figure

    def _locate(self, figure: Figure, start: int, end: int, clause: Clause) -> None:
        """Give the figure its quotation, place and period."""
        while start < end and self._text[start] in _NOT_QUOTED:
            start += 1
        figure.quote = self._reading.normal.quote(start, end)
        figure.start, figure.end = self._reading.normal.span(start, end)
        frame = self._frame
        if apart := _APART.search(self._text, start, end):
            frame.apart = True
            frame.rows = self._localities.listed(self._list_start(clause, apart.start()), apart.start())
        figure.place = frame.rows.pop(0) if frame.rows else self._place(start, end)
        value = frame.period.value if frame.period else None
        figure.period = value if value and not value.startswith("--") else None

    def _place(self, start: int, end: int) -> str | None:
        """As the places near it say; in a sentence that goes on (其中:…) and names none, that of the figure before."""
        sentence = self._reading.sentence_at(start)
        last = self._frame.last
        if sentence and last and _GOES_ON.match(self._text, sentence.start):
            before = self._reading.sentence_of(last.start)
            near = before is not None and before.paragraph == sentence.paragraph
            if near and not self._reading.places_in(sentence.start, end):
                return last.place
        return self._localities.of_figure(start, end)

    def _list_start(self, clause: Clause, apart: int) -> int:
        """A、B、C签约额居前三位,|分别为1、2、3亿元: where 分别 opens its clause, the list stands in the one before."""
        sentence = self._reading.sentence_at(clause.start)
        if apart > clause.start or sentence is None:
            return clause.start
        return max((c.start for c in sentence.clauses if c.start < clause.start), default=clause.start)

    def _qualifier(self, spot: Spot) -> str | None:
        frame, text = self._frame, self._text
        before = self._reading.analysis.quantities_in(spot.low, spot.quantity.start)
        parts = [frame.cohort] + [text[q.start : q.end] for q in before if q.bound]
        parts.append(qualifiers.of_kinds(text, spot.low, spot.left))
        parts += qualifiers.categories(spot.left, "" if spot.quantity.kind == "percent" else spot.right)
        if not spot.left and spot.clause.depth and frame.in_sentence:
            parts.append(qualifiers.before_bracket(text, spot.clause.start))
        if spot.quantity.kind == "money" and not any(parts):
            parts.append(self._of_counted(spot))
        return ";".join(dict.fromkeys(filter(None, parts))) or None

    def _of_counted(self, spot: Spot) -> str | None:
        """亿元以上项目5个,|协议投资22亿元: the money of what has just been counted is of the same part of the whole."""
        counted, last = self._frame.count, self._frame.in_sentence[-1:]
        if counted is None or not last or last[0].unit not in PROJECT_UNITS:
            return None
        return last[0].qualifier if 0 <= spot.low - counted.end <= _NEXT_CLAUSE else None

    def _keep(self, figure: Figure) -> None:
        kept = self._told.keep(figure, self._frame.cohort)
        if kept:
            self._frame.last = kept
            self._frame.in_sentence.append(kept)
