"""Where a project goes: what its name or the words right behind it say, else the locality of its sentence.

An article may name a project several times; the first mention that says a place of its own settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from promotion.geography.gazetteer import Division
from promotion.geography.localities import Localities
from promotion.geography.signs import ENOUGH, LEVEL, PLAIN, REPORTS, REPORTS_WIDELY
from promotion.investments.names import Name
from promotion.places import Mention
from promotion.reading import Reading
from promotion.text.sentences import Sentence

# X项目|位于甲省|乙县 · X基地(一期)正式|落户|Y高新区
_GOES_TO = re.compile(
    r"(?:\([^()]{1,8}\))?(?:正式|成功|顺利|已|将|拟)*(?:位于|坐落[于在]?|落户|落地|落子|入驻|选址)[于在]?"
)
# X项目|奠基仪式在|Y工业园区|举行: a site is where ground is broken, not where papers are signed
_STARTED_AT = re.compile(
    r"(?:正式)?(?:开工|奠基|动工|竣工|投产)(?:建设)?(?:仪式|典礼|活动)?(?:[^,;。在]{0,8})在"
)
_CLAUSES_BACK = 4
_LONGEST_CHAIN = 48
"""Characters in which 某省某市某县某某经济技术开发区 stands."""

# 甲区|和A公司签约的X项目 · 甲县|将联手A公司,打造X
_WITH_A_FIRM = re.compile(
    r"(?:人民政府|政府|管委会)?(?:将|已|也)?(?:和|与|同|联手|携手)[^,;。]{2,30}?(?:公司|集团)(?:\([^()]{2,8}\))?"
    r"(?:正式|成功)?(?:[签拟将打]|,(?:将|拟)?(?:打造|建设|投资))|[与和同][^,;。、]{2,20}签[订署约]的$"
)
_JOINS_PARTIES = re.compile(r"[和与同]|联手|携手|在(?=[^,;。]?$)")
# A公司与|甲高新区|管委会进行现场签约
_WITH_A_PLACE = re.compile(
    r"(?:公司|集团)[^,;。]{0,6}[与和同](?P<place>[^,;。]{2,16}?)(?:管委会|人民政府|政府)[^,;。]{0,8}签"
)
# 在|甲市|打造的|X项目
_BUILT_IN = re.compile(
    r"在(?P<place>[^,;。]{2,14}?)(?:投资(?:约|近|超)?[\d.]+[^,;。]{0,3}元)?(?:投资)?(?:打造|建设|兴建|新建|实施|落地)?的?$"
)
# X工程|在甲省|乙县|正式开工
_WORK_IN = re.compile(
    r",?在(?P<place>[^,;。]{2,14}?)(?:正式|顺利|成功|隆重)*(?:开工|动工|破土|奠基|竣工|投产)"
)
# 甲区|在|X项目|现场举行
_ON_SITE = re.compile(r"(?:建设|施工)?现场")
# 甲县开发区 beside 甲县经济开发区
_PLAIN_ZONE = re.compile(r"(?:开发区|园区)$")
# 甲市|国际应急产业园: a zone that no list knows
_UNKNOWN_ZONE = re.compile(r"[\u3400-\u9fff]{1,12}?(?:产业园|工业园|科技园|物流园|示范园|开发区|新区|园区)")
_FULL_ZONE = re.compile(r"(?:经济|技术|高新|产业|工业)[\u3400-\u9fff]*(?:开发区|园区)$")

_OUR_COUNTY = re.compile(r"我[县区旗](?!域)")
_OUR_CITY = re.compile(r"[我全]市(?![场民])")
# 日前,|临港经济试验区|全面推进 · |云岭新区|举办X项目开工活动: a zone that no list knows, as what the article is about
_OWN_ZONE = re.compile(
    r"(?:^|[,;。!:\n讯日午来前])(?P<zone>(?![该本我全各此])(?:[\u3400-\u9fff]{2,6}?(?:(?:经济|技术|高新|产业|工业|循环)+(?:开发区|试验区|示范区|集聚区|集中区|园区|合作区)|新区)|"
    r"[\u3400-\u9fff—-]{3,12}?(?:产业园|工业园|科技园)区?))"
    r"(?=党工委|管委会|举[办行]|召开|全面|紧紧|围绕|聚焦|坚持|今年|本次|集中|共|把|以|加大|充分|大力|积极|不断|扎实|抢抓)"
)
# 12个重点项目在|临江循环经济园区|集中开工
_STARTED_IN = re.compile(
    r"项目(?:同时)?在(?P<zone>[\u3400-\u9fff]{4,14}?(?:园区|开发区|产业园|工业园|集聚区))(?:集中|同时|正式)+(?:开工|动工|奠基|竣工|投产)"
)
_LEAD = 200
"""Characters from the beginning in which an article names its subject."""

_ONLY_REPORTS = frozenset({REPORTS.name, REPORTS_WIDELY.name, PLAIN.name, LEVEL.name})


class ProjectSites:
    """Answers for the projects of one article."""

    def __init__(self, reading: Reading, localities: Localities) -> None:
        self._reading = reading
        self._localities = localities
        self._text = reading.text
        self._printed: dict[str, str] = {}

    def of_project(self, told: Sequence[tuple[Name, Sentence]]) -> str | None:
        """Name of the place that a project with these mentions goes to, None where the article tells none."""
        said = next((p for name, sentence in told if (p := self._said(name, sentence))), None)
        if said:
            return self._as_printed(said.official)
        default = self._localities.default
        places = (self._localities.of_project(name.start, name.end, sentence) for name, sentence in told)
        found = next((p for p in places if p and p != default), None) or self._writers(told) or self._default
        home = self._reading.home
        for mention in (m for name, _ in told for m in self._bracketed(name)):
            if mention.division and not (home and home.within(mention.division)):
                found = mention.official
        found = found or next(filter(None, (self._before(name) for name, _ in told)), None)
        return self._as_printed(found) if found else None

    @cached_property
    def _default(self) -> str | None:
        """The zone that all were started in; the main subject; where little speaks for it, the zone of the lead."""
        if started := _STARTED_IN.search(self._text, 0, _LEAD):
            return started["zone"]
        main = self._reading.main
        weak = main is None or main.score < ENOUGH
        zone = _OWN_ZONE.search(self._text, 0, _LEAD) if weak else None
        return zone["zone"] if zone else self._localities.default

    def _writers(self, told: Sequence[tuple[Name, Sentence]]) -> str | None:
        """The one county that the text names, where it says 我县, or where little speaks for the subject.

        Where only its paper speaks for the subject, the county must stand in a sentence that names the project.
        """
        main, county = self._reading.main, self._only_county
        if main is None or county is None:
            return None
        if main.score < ENOUGH or _OUR_COUNTY.search(self._text):
            return county.name
        if _OUR_CITY.search(self._text):
            return None
        here = [m.division for _, s in told for m in self._reading.places_in(s.start, s.end)]
        return county.name if set(main.signs) <= _ONLY_REPORTS and county in here else None

    def _stands_alone(self, mention: Mention) -> bool:
        return not mention.media and mention.start not in self._localities.inside_names

    @cached_property
    def _only_county(self) -> Division | None:
        """The one county of the subject that the text names."""
        home, main = self._reading.home, self._reading.main
        if home is None or main is None or main.zone or home.level == "county":
            return None
        inside = {
            m.division
            for m in self._reading.places
            if m.division
            and m.division.level == "county"
            and m.division.within(home)
            and self._stands_alone(m)
        }
        return inside.pop() if len(inside) == 1 else None

    def _before(self, name: Name) -> str | None:
        """The county or zone named last before it in the paragraph, where the article has no subject."""
        begin = self._text.rfind("\n", 0, name.start) + 1
        before = [
            m
            for m in self._reading.places_in(begin, name.start)
            if m.division and not m.media and (m.zone or m.division.level == "county")
        ]
        return before[-1].official if before else None

    def _bracketed(self, name: Name) -> list[Mention]:
        """甲市 of 某某集团(甲市)食品基地."""
        if self._text.find("(", name.start, name.end) < 0:
            return []
        return [
            m
            for m in self._reading.places_in(name.start, name.end)
            if self._text[m.start - 1] == "(" and self._text[m.end : m.end + 1] == ")"
        ]

    def _said(self, name: Name, sentence: Sentence) -> Mention | None:
        """The place that the words behind a name say, or two at its head (甲市|乙县|某某玻璃项目)."""
        place, home = self._narrowest(name.start, name.end), self._reading.home
        inside = place and place.division and home and place.division.within(home)
        if place and inside and not place.zone and place.start > name.start:
            return place
        goes = _GOES_TO.match(self._text, name.end, sentence.end) or _STARTED_AT.match(
            self._text, name.end, sentence.end
        )
        return self._narrowest(goes.end(), sentence.end) if goes else self._party(name, sentence)

    def _party(self, name: Name, sentence: Sentence) -> Mention | None:
        """甲市乙区|和A公司签约的X项目 · A公司率先与|甲高新区|管委会签约 · 在|甲市|打造的X项目."""
        low = max(sentence.start, self._text.rfind(";", sentence.start, name.start) + 1)
        if work := _WORK_IN.match(self._text, name.end, sentence.end):
            return self._narrowest(work.start("place"), sentence.end)
        if built := _BUILT_IN.search(self._text, low, name.start):
            return self._narrowest(built.start("place"), name.start)
        if not _JOINS_PARTIES.search(self._text, low, name.start):
            return None
        item = self._text.rfind("、", low, name.start) + 1
        near = [c.start for c in sentence.clauses if low < c.start < name.start][-_CLAUSES_BACK:]
        for start in (low, *near, item or low):
            opens = self._narrowest(start, name.start)
            if opens and (
                _WITH_A_FIRM.match(self._text, opens.end, name.start)
                or (self._text[opens.end : name.start] == "在" and _ON_SITE.match(self._text, name.end))
            ):
                return opens
        with_whom = _WITH_A_PLACE.search(self._text, low, name.start)
        return self._narrowest(with_whom.start("place"), name.start) if with_whom else None

    def _narrowest(self, start: int, end: int) -> Mention | None:
        """丙县 of 甲省乙市丙县 at ``start``; a province alone says too little."""
        last = None
        for mention in self._reading.places_in(start, min(end, start + _LONGEST_CHAIN)):
            if mention.start > (last.end if last else start):
                break
            last = mention
        if last is None or last.division is None or (not last.zone and last.division.level == "province"):
            return None
        return None if not last.zone and _UNKNOWN_ZONE.match(self._text, last.end) else last

    def _as_printed(self, shown: str) -> str:
        """A zone by the fullest form that the article prints, any other place as it is."""
        if shown not in self._printed:
            self._printed[shown] = self._fullest(shown) if _PLAIN_ZONE.search(shown) else shown
        return self._printed[shown]

    def _fullest(self, shown: str) -> str:
        found = [m for m in (*self._reading.places, *self._reading.title_places) if m.zone]
        here = next((m.division for m in found if m.zone == shown), None)
        if here is None or _FULL_ZONE.search(shown):
            return shown
        fuller = {m.zone for m in found if m.zone and m.division == here and _FULL_ZONE.search(m.zone)}
        return fuller.pop() if len(fuller) == 1 else shown
