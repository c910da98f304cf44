"""Which place a figure, a project or an event belongs to.

The nearest place of the subject's own family (the subject, what lies in it, what it lies in) that stands before
in the same item; else the subject. A place that is visited, or that money comes from, does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from promotion.geography import roles, rows
from promotion.geography.destinations import destination
from promotion.geography.gazetteer import Division, gazetteer
from promotion.geography.regions import region
from promotion.places import Mention
from promotion.reading import Reading
from promotion.text.sentences import Sentence

_WHOLE = re.compile(r"[全我][省市县州区]")
# 在甲省说明会上,|我市|签约5个: the writer's own place, whatever place was named before
_OURS = re.compile(r"我[省市县州区旗盟]")
# 乙师丙市签约10个。该师市|累计签约79个: the place of that kind that was named last
_THAT = re.compile(r"该(?:师)?(?P<kind>[省市县州区旗])(?!域)")
# 落户P · 位于P · 在P建设
_GOES_TO = (re.compile(r"(?:落户|落地|落子|入驻|位于|坐落于?|选址|落在)(?:在|于)?$"), re.compile(r"在$"))
_ZONE_GOAL = re.compile(
    r"(?:落户|落地|落子|入驻|位于|坐落于?|选址)(?:在|于)?(?P<zone>[\u3400-\u9fff·]{4,16}?(?:产业园|工业园|科技园|物流园|示范园)区?)(?=[,;。]|$)|"
    r"在(?P<site>[\u3400-\u9fff]{4,16}?(?:开发区|工业园区?|产业园区?|经济园区|集聚区))(?=(?:隆重|正式|集中)*(?:开工|奠基|动工|竣工|投产))"
)
_CLAUSE_END = re.compile(r"[,;。]")
# 咸安区|今年新签约 · 崇左市|4月13日举行
_ROW_AFTER = re.compile(
    r"[,:在与]|\d|邀请|今年|上半年|全年|共|累计|新|签约|引进|招商|完成|举[行办]|召开|实[际现到]|到位|开工|有|已|市直|各|党政|领导|主要"
)
# a 、 that joins names; one after a number joins statements (12个、58亿元)
_LIST_SIGN = re.compile(r"(?<![个项家宗户元次批条人名场%天])、")
# 1-11月,|乙县签约3个: a row may begin with its period
_PERIOD = re.compile(r"(?:(?:今年|去年)?[\d、至-]{1,6}月(?:份|底)?,|目前,|今年以来,|截至目前,)?")
_BESIDE = 6
_CLAUSE = 60
"""Characters after a number in which its place may follow."""

_ROW_HEAD = 6
"""A row names its place at its beginning, or after a few characters (其中:, 从落点看)."""


def _is_of_kind(mention: Mention, kind: str) -> bool:
    """Can the place be called 该市, 该县, 该区?"""
    if mention.zone:
        return kind == "区"
    division = mention.division
    return division is not None and (division.name.endswith(kind) or (kind, division.level) == ("市", "city"))


class Localities:
    """Answers for one article. A place's name is official (襄阳市), a zone's as printed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text
        beside = {*rows.beside_home(reading), *rows.at_head(reading)}
        covered = {m.start for m in reading.places if m.zone}
        self._own = [
            m
            for m in reading.places
            if (self._family(m) or m in beside) and not self._away(m) and (m.zone or m.start not in covered)
        ]
        self.inside_names: frozenset[int] = frozenset()
        self._own_ends = {m.end for m in self._own}
        self._rows = [m for m in self._own if not rows.is_beside_the_matter(reading, m)]

    @property
    def default(self) -> str | None:
        """Name of the main subject."""
        main = self._reading.main
        return main.name if main else None

    def of_figure(self, start: int, end: int) -> str | None:
        """Place of the number at ``start:end``."""
        return self._destination(end) or self.named(start, end) or self.default

    def _destination(self, end: int) -> str | None:
        """3个项目|落户滨湖新兴产业园: the place that stands after the number in its clause."""
        found = _CLAUSE_END.search(self._text, end, end + _CLAUSE)
        limit = found.start() if found else min(end + _CLAUSE, len(self._text))
        for mention in self._own:
            if end <= mention.start < limit and _GOES_TO[0].search(
                self._text, max(end, mention.start - 6), mention.start
            ):
                return mention.official
        return None

    def listed(self, start: int, end: int) -> list[str]:
        """恩施市、利川市、巴东县|到位资金分别为: the places of a list that the text pairs with numbers."""
        found = [m for m in self._own if start <= m.start and m.end <= end]
        joined = [
            m
            for m, n in zip(found, [*found[1:], None], strict=False)
            if n and self._text[m.end : n.start] in {"、", "和", "及"}
        ]
        return [m.official for m in found] if len(joined) == len(found) - 1 and joined else []

    def leave_out(self, spans: Iterable[tuple[int, int]]) -> None:
        """Places inside these spans (names of projects) are no rows."""
        inside = {i for start, end in spans for i in range(start, end)}
        self.inside_names = frozenset(inside)
        self._rows = [m for m in self._rows if m.start not in inside]

    def _is_wide(self, mention: Mention) -> bool:
        """Is it the province of a subject that is less than a province?"""
        home, division = self._reading.home, mention.division
        province = division is not None and not mention.zone and division.level == "province"
        return province and home is not None and home.level != "province"

    def named(self, start: int, end: int, *, wide: bool = True) -> str | None:
        """The family place nearest before ``end`` in the same item, None where the item names none.

        Without ``wide`` the subject's province is none: nobody says of a project only in what province it is.
        """
        sentence = self._reading.sentence_at(start)
        if sentence is None:
            return None
        low = max(sentence.start, self._text.rfind(";", sentence.start, end) + 1)
        before = [m for m in self._rows if low <= m.start and m.end <= end and self._heads(m, low, end)]
        before = [m for m in before if not self._joined(m) and (wide or not self._is_wide(m))]
        if not before and (part := region(self._text, low, end)):
            return part
        if before:
            that = _THAT.search(self._text, before[-1].end, end)
            if that and not _is_of_kind(before[-1], that["kind"]):  # 安徽某某公司与该县签约
                return self._that_place(sentence, low, end)
            return None if _OURS.search(self._text, before[-1].end, end) else before[-1].official
        return (
            self._that_place(sentence, low, end)
            or self._row_goes_on(sentence, low, end)
            or self._told_of(sentence, low, end)
        )

    def _told_of(self, sentence: Sentence, low: int, end: int) -> str | None:
        """乙县 of 乙县举办恳谈会。会上签约3个: the row that the sentence before in the paragraph began with."""
        number = self._reading.analysis.number_of(sentence)
        if number == 0 or low != sentence.start or _WHOLE.search(self._text, low, end):
            return None
        before = self._reading.analysis.sentences[number - 1]
        if before.paragraph != sentence.paragraph:
            return None
        period = _PERIOD.match(self._text, before.start, before.end)
        start = period.end() if period else before.start
        heads = [m for m in self._rows if start == m.start and m.end <= before.end]
        others = [m for m in self._rows if start < m.start < before.end]
        if not heads or others or any(sentence.start <= m.start and m.end <= end for m in self._rows):
            return None
        return heads[0].official

    def _that_place(self, sentence: Sentence, low: int, end: int) -> str | None:
        """乙市 of 该市累计签约79个, where the sentence before told of 乙市."""
        that = _THAT.search(self._text, low, end)
        if that is None:
            return None
        known = [m for m in self._rows if m.end <= that.start() and _is_of_kind(m, that["kind"])]
        near = known[-1] if known else None
        told = self._reading.sentence_at(near.start) if near else None
        return near.official if near and told and told.paragraph == sentence.paragraph else None

    def _row_goes_on(self, sentence: Sentence, low: int, end: int) -> str | None:
        """永城市签约项目4个;开工项目6个: the row of the parts before, where these are all of one row."""
        if low == sentence.start or _WHOLE.search(self._text[low:end]):
            return None
        earlier = {
            m.official
            for m in self._rows
            if sentence.start <= m.start < low
            and m.start <= sentence.start + _ROW_HEAD
            and self._heads(m, sentence.start, low)
        }
        return earlier.pop() if len(earlier) == 1 else None

    def of_project(self, start: int, end: int, sentence: Sentence) -> str | None:
        """Place that the project named at ``start:end`` goes to."""
        own = next((m for m in self._own if self._place_in_name(m, start, end)), None)
        if own and not self._is_wide(own):
            return own.official
        if beside := self._neighbour(start, end):
            return beside
        low = max(sentence.start, self._text.rfind(";", sentence.start, start) + 1)
        stop = self._text.find(";", end, sentence.end)
        high = stop if stop >= 0 else sentence.end
        if zone := self._zone_it_goes_to(end, high):
            return zone
        for pattern in _GOES_TO:
            for mention in self._rows:
                near = end <= mention.start < high or (
                    low <= mention.start and 0 <= start - mention.end <= _BESIDE
                )
                if near and pattern.search(self._text, max(low, mention.start - 6), mention.start):
                    return self._narrowest(mention).official
        # A公司在P投资25亿元的X、|B公司在Q投资8亿元的Y|: each item of a list has a place of its own
        item = max(low, self._text.rfind("、", low, start) + 1)
        told = destination(self._text, self._reading.places_in(item, end), item, end) if item > low else None
        if told:
            return told.official
        told = destination(self._text, self._reading.places_in(low, high), low, high)
        if told and told not in self._own:
            return told.official
        return (
            self.named(low, start, wide=False)
            or self._by_company(start, end, sentence)
            or self._zone_before(start, sentence)
            or self.default
        )

    def _neighbour(self, start: int, end: int) -> str | None:
        """A full county name at the head of a project's name, of the same city as the subject."""
        home = self._reading.home
        for m in self._reading.places_in(start, end):
            county = m.division if m.start == start and m.form == "full" and not m.zone else None
            if home and county and county.level == "county" and county.city == home.city:
                return m.official
        return None

    def _place_in_name(self, mention: Mention, start: int, end: int) -> bool:
        """A place that the name holds; 甲区零碳产业园 after a brand is what is built, no zone that it goes to."""
        built = mention.zone is not None and mention.start > start and not self._continues(mention, start)
        return start <= mention.start and mention.end < end and not built and self._lies_inside(mention)

    def _continues(self, zone: Mention, start: int) -> bool:
        """甲省|乙经济开发区|碳纤维产业园: a zone behind the place that the name begins with."""
        return any(m.end == zone.start for m in self._reading.places_in(start, zone.start))

    def _zone_it_goes_to(self, end: int, high: int) -> str | None:
        """X项目落户|成都国际应急产业园: a zone as printed, where its name ends the clause."""
        found = _ZONE_GOAL.search(self._text, end, high)
        if found is None:
            return None
        return self._reading.normal.name(*found.span("zone" if found["zone"] else "site"))

    def _zone_before(self, start: int, sentence: Sentence) -> str | None:
        """走进松滋临港工业园… 公司投资80亿元的X项目: in a county's article the zone named last."""
        main = self._reading.main
        if main is None or main.zone or main.division.level != "county":
            return None
        begin = next(s.start for s in self._reading.analysis.sentences if s.paragraph == sentence.paragraph)
        before = [m for m in self._rows if begin <= m.start and m.end <= start]
        last = before[-1] if before else None
        return last.official if last and last.zone and last.division == main.division else None

    def _lies_inside(self, mention: Mention) -> bool:
        return mention.division is not None and self._inside(mention.division)

    def _narrowest(self, mention: Mention) -> Mention:
        """永定区 of 龙岩市永定区."""
        for following in self._own:
            if following.start == mention.end:
                mention = following
        return mention

    def _by_company(self, start: int, end: int, sentence: Sentence) -> str | None:
        """桂林 of 桂林某公司, in an article about the whole province."""
        for company in self._reading.companies_in(sentence.start, end):
            for hit in gazetteer().scan(self._text[company.start : company.end]):
                for division in hit.divisions:
                    if (
                        self._inside(division)
                        and division.level != "province"
                        and division != self._reading.home
                    ):
                        return division.name
        return None

    def _inside(self, division: Division) -> bool:
        return any(division.within(s.division) and not s.zone for s in self._reading.subjects)

    def _joined(self, mention: Mention) -> bool:
        """北流市 in 玉林高新区、福绵区、北流市分别作了推介: the last of a list is no row."""
        sign = mention.start - 1
        return sign in self._own_ends and self._text[sign] in "、和及"

    def _heads(self, mention: Mention, low: int, end: int) -> bool:
        """Is the place the row that the number stands in, and not part of a name in a list between?"""
        if not _LIST_SIGN.search(self._text[mention.end : end]):
            return True
        return mention.start <= low + _ROW_HEAD and bool(_ROW_AFTER.match(self._text, mention.end))

    def _family(self, mention: Mention) -> bool:
        home, division = self._reading.home, mention.division
        if mention.media or division is None or home is None:
            return False
        main = self._reading.main
        if main and main.zone and mention.zone is None:
            # the county round a zone is not the zone
            return division.within(home) and (division != home or mention.form == "full")
        return division.within(home) or home.within(division) or self._inside(division)

    def _away(self, mention: Mention) -> bool:
        """Visited, or where guests come from; not a county of the subject where something was held."""
        if (mention.zone or roles.held_at(self._text, mention)) and self._lies_inside(mention):
            return False  # its own leaders visit the zone
        return roles.away(self._text, mention)
