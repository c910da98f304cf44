"""Activities: promotion events that were held.

Three kinds of sentence tell of one: an event by name (X推介会在P举行, 召开X会议), a trip (率队赴P招商, 拜访A公司), and
guests (X考察团来我县考察). Planned events, policy quoted (贯彻X会议精神) and counted series are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promotion.localities import Localities
from promotion.people import people
from promotion.reading import Reading
from promotion.sentences import Sentence
from zscrawl.items import Activity, Figure

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class EventNoun:
    """Events whose name ends in ``pattern`` are of ``type``."""

    type: str
    pattern: str


EVENT_NOUNS: tuple[EventNoun, ...] = (
    EventNoun(
        "签约仪式", r"(?:集中)?签约(?:暨|、)?(?:动工|开工|揭牌)?(?:仪式|大会|活动|会)|集中签约(?!项目)"
    ),
    EventNoun(
        "集中开工",
        r"(?:集中)?(?:开工|奠基|开竣工|竣工|投产|动工)(?:仪式|大会|活动|现场会)|集中开工|集中开竣工|集中竣工|三集中[\"']?(?:系列)?活动",
    ),
    EventNoun("座谈会", r"座谈会|茶话会|恳谈座谈会|见面会"),
    EventNoun(
        "推介会",
        r"推介(?:会活动|会|活动)|说明会|恳谈会|路演|招商会|招商引资大会|招商大会|推介洽谈活动|招商(?:引资)?(?:推介)?活动|专场活动|发布会暨推介",
    ),
    EventNoun("洽谈会", r"洽谈会|对接会|合作交流会|交流会|对接活动|经洽会|商洽会"),
    EventNoun(
        "展会", r"博览会|交易会|展览会|展销会|进博会|华创会|投洽会|展会|广交会|服贸会|农博会|[西东中渝丝]博会"
    ),
    EventNoun(
        "会议",
        r"(?:工作|推进|调度|动员|专题|联席|培训|现场|通报|协调|部署|总结|表彰|誓师|领导小组|委员会|常务|现场推进|分析|例)会(?:议)?|(?:引资|转化|经济工作|专题)?会议|大会|论坛|峰会|年会",
    ),
    EventNoun(
        "其他",
        r"活动(?=(?:在[^,;。]{2,20})?(?:成功)?举[行办])|联谊会|文化节|旅游节|艺术节|启动仪式|揭牌仪式|[\u3400-\u9fff]{2,6}节",
    ),
)
_NOUN = re.compile("|".join(f"(?P<n{i}>{noun.pattern})" for i, noun in enumerate(EVENT_NOUNS)))
_HELD = re.compile(
    r"举[行办]|召开|主持|开幕|主办|承办|另办|举办了|落幕|闭幕|参加|出席|亮相|召集|组织(?!好)|在[^,;。]{2,16}启动|开启|成功签|策划发动|发动"
)
_PARTICIPATES = re.compile(r"参加|出席")
# 贯彻全省招商引资会议精神 · 将举办 · 定于9月召开 · 每月召开一次
_NOT_HELD = re.compile(
    r"(?:贯彻|落实|根据|按照|传达|学习|确立|提出)[^,;。]{0,30}$|(?:将|拟|计划|定于|即将|筹备|策划|精心|准备|要(?=[举召参组办开])|积极参加|每[月季周年]|定期|依托)[^,;。]{0,16}(?:举[行办]|召开|参加|组织)?[^,;。]{0,30}$"
)
_SPIRIT_AFTER = re.compile(r"(?:的)?(?:精神|要求|部署|安排|确定|提出的|机制|制度|平台|上的)")
# 近30场推介活动 · 推介会68次
_COUNTED = re.compile(r"\d+(?:余|多)?(?:场次|场|次|批次|个)")
_PRESS = re.compile(r"新闻(?:发布|通气)会|记者会|发布会")

_OFFICIALS = r"(?:书记|县长|市长|区长|省长|主任|局长|常委|主席|领导|负责人|镇长|乡长|部长|招商(?:团队|小分队|组|团|考察团)|考察组|代表团|党政代表团|一行)"
# 县长张某率队到深圳、东莞招商 · 赴杭州开展招商考察
_TRIP = re.compile(
    r"(?:率[^,;。]{0,24}|带队|带领[^,;。]{0,16}|组团|一行|先后|专程)?(?:赴|到|前往|奔赴|远赴|飞赴|走进|深入)(?P<where>[^,;。]{2,40}?)(?:等地|地区|等[省市地区]+)?"
    r"(?:开展|进行|实地|参加|洽谈|就|对接)?[^,;。]{0,14}?(?P<what>招商|考察|拜访|洽谈|推介|对接|走访|驻点|参加)|"
    r"组织[^,;。]{0,10}在(?P<posted>[^,;。]{2,40}?)(?:等[^,;。]{0,4})?开展驻点招商"
)
_COUNTED_TRIP = re.compile(
    r"招商[^,;。]{0,6}\d+(?:余|多)?(?:批次|次|天|趟)|\d+(?:余|多)?次外出招商|赴[^,;。]{0,20}\d+(?:余|多)?次"
)
_VISIT = re.compile(r"(?P<what>拜访|走访|实地考察|登门拜访)(?:了)?(?P<whom>[^,;。]{3,120})")
# 企业50余家 · 老客户: counted or general
_COUNTED_VISIT = re.compile(
    r"^(?:企业|公司|客商|重点企业|老客户|各类|商会)[^,;。、]{0,8}(?:\d|$|、)|\d+(?:余|多)?(?:家|户|批次|人次)(?:企业|客商)?$|^\d+(?:余|多)"
)
# 考察团来瑞洽谈 · 客商来我县考察 · 到我县考察 · 迎来一群考察客商
_GUESTS = re.compile(
    r"(?:[^,;。]{2,40}?)(?:(?<!迎)来|莅|到|赴)(?P<here>我[省市县区]|[\u3400-\u9fff]{1,8}?)(?:实地|开展|进行|洽谈|投资|参观|就)?[^,;。]{0,12}?(?:考察|洽谈|调研|对接|参观)|"
    r"(?:迎来|接待)(?:了)?[^,;。]{0,20}(?:客商|考察团|企业家|考察组|代表团|考察)|会见(?:了)?[^,;。]{2,40}?(?:董事长|总经理|总裁|会长|一行|集团|公司)"
)
_GUEST = re.compile(
    r"考察团|客商|企业家|商会|董事长|总经理|总裁|投资商|考察组|集团|公司|代表团|协会|老板|会长"
)
_SURVEY = re.compile(r"(?P<what>调研|督导|走访慰问|现场办公)")
_SURVEY_OF = re.compile(
    rf"{_OFFICIALS}[^,;。]{{0,12}}(?:到|深入|赴|带队|率|先后|走进|来到)[^,;。]{{0,40}}(?:企业|园区|项目|工地|公司)"
)
# 7月3日,A集团与B公司合作签约
_SIGNING = re.compile(
    r"(?P<a>[^,;。]{2,40}?)与(?P<b>[^,;。]{2,60}?)(?:正式|成功|举行|合作|现场)*(?:签约|签订[^,;。]{0,30}?(?:协议|合同)|签署[^,;。]{0,30}?协议)"
)
# 17个项目集中开工、竣工、签约
_SETS_OFF = re.compile(r"\d+个[^,;。]{0,12}项目集中(?P<what>开工|签约|竣工|开竣工)")
# 省领导张某宣布开工 · 市长李某出席奠基
_CEREMONY = re.compile(
    rf"{_OFFICIALS}[^,;。]{{0,8}}(?:宣布|出席|参加|为)[^,;。]{{0,12}}(?:开工|奠基|竣工|投产|启动|揭牌)"
)
_VENUE = re.compile(r"(?:在|于)(?P<where>[^,;。]{2,24}?)(?:举[行办]|召开|开幕|开展|启动|隆重|成功|组织)")
_NAME_START = re.compile(
    r".*(?:[,;。:!]|召开|举[行办]了?|参加|出席|主持召开|主持|主办|承办|组织|另办|召集|赴|在|月\d+日(?:[上下]午)?|日前|昨日|近日|今天|昨天|当天|近期|策划发动|发动|(?<=[县市区省])(?=全[县市区省]))"
)


@dataclass(slots=True)
class _Found:
    """An event being read: where it is told, and what kind it is."""

    type: str
    start: int
    end: int
    sentence: Sentence
    name: str | None = None
    date: str | None = None
    place: str | None = None


class ActivityReader:
    """Reads all events of one article; ``figures`` gives what was signed there."""

    def __init__(self, reading: Reading, localities: Localities, figures: list[Figure]) -> None:
        self._reading = reading
        self._text = reading.text
        self._localities = localities
        self._figures = figures
        self._found: list[_Found] = []

    def read(self) -> list[Activity]:
        for sentence in self._reading.analysis.sentences:
            told = [*self._named(sentence), *self._signed(sentence)]
            told += self._set_off(sentence) if not told else []
            if not any(f.type == "外出招商" for f in told):
                told += self._trips(sentence)
            if not any(f.type == "考察接待" for f in told):
                told += self._guests(sentence)
            for found in told:
                self._keep(found)
        return [self._activity(found) for found in self._found]

    # --- constructions

    def _named(self, sentence: Sentence) -> Iterator[_Found]:
        """X推介会昨日举行 · 召开X推进会 · A座谈会、B洽谈会等40余场招商活动."""
        text = self._text
        passage = text[sentence.start : sentence.end]
        held = list(_HELD.finditer(passage))
        nouns = list(_NOUN.finditer(passage))
        accepted_end = -1
        for match, following in zip(nouns, [*nouns[1:], None], strict=False):
            start, end = match.span()
            if following and self._one_name(passage, end, following.start()):
                continue
            noun = EVENT_NOUNS[int((match.lastgroup or "n0")[1:])]
            if self._goes_on(passage, end) or _PRESS.search(passage, max(0, start - 4), end):
                continue
            near = (h for h in held if -4 <= start - h.end() <= 60 or 0 <= h.start() - end <= 30)
            verb = next((h for h in near if self._same_clause(passage, h, start, end)), None)
            listed = bool(_LISTED_EVENTS.match(passage, end))
            listed = listed or (
                0 <= accepted_end < start
                and passage[accepted_end : accepted_end + 1] == "、"
                and "," not in passage[accepted_end:start]
            )
            if (verb is None and not listed) or not self._was_held(passage, start, end):
                continue
            if _COUNTED.search(passage[max(0, start - 10) : start]) or _COUNTED_AFTER.match(passage, end):
                continue
            accepted_end = end
            low = self._name_start(passage, start)
            yield self._event(noun.type, sentence, low, end, verb)

    def _one_name(self, passage: str, end: int, start: int) -> bool:
        """博览会 of 博览会暨洽谈会招商引资项目集中签约仪式: the name goes on to the next noun."""
        between = passage[end:start]
        return (
            len(between) <= _NAME_GAP and not re.search(r"[,;。、:]", between) and not _HELD.search(between)
        )

    def _goes_on(self, passage: str, end: int) -> bool:
        """签约 of 签约仪式上, 会议 of 会议精神: not the event's own name, or one that ends later."""
        rest = passage[end : end + 8]
        if re.match(r"[暨和]?(?:仪式|活动|大会)", rest) or _SPIRIT_AFTER.match(rest):
            return True
        return bool(
            re.match(r"(?:项目|率|额|金额|落户|落地|引进|的|\d+[个项家]|了|企业|成功|[^,;。、]{0,3}个)", rest)
        ) and not rest.startswith(("举行", "召开"))

    def _was_held(self, passage: str, start: int, end: int) -> bool:
        return not _NOT_HELD.search(passage[:start])

    def _same_clause(self, passage: str, verb: re.Match[str], start: int, end: int) -> bool:
        between = passage[verb.end() : start] if verb.end() <= start else passage[end : verb.start()]
        return not re.search(r"[;。]", between) and between.count(",") <= (0 if verb.end() <= start else 1)

    def _name_start(self, passage: str, end: int) -> int:
        start = max((passage.rfind(sign, 0, end) for sign in "、"), default=-1) + 1
        found = _NAME_START.match(passage[:end])
        return max(start, found.end() if found else 0)

    def _event(
        self, kind: str, sentence: Sentence, low: int, high: int, verb: re.Match[str] | None
    ) -> _Found:
        start, end = sentence.start + low, sentence.start + high
        found = _Found(
            kind, start, end, sentence, self._reading.normal.name(start, end).strip("“”\"' ") or None
        )
        begin = sentence.start + (verb.start() if verb and verb.start() < low else low)
        stop = sentence.start + (verb.end() if verb and verb.start() >= high else high)
        found.start, found.end = self._clause_start(sentence, begin), stop
        if kind == "会议" and len(found.name or "") <= 2:
            found.name = None
        return found

    def _clause_start(self, sentence: Sentence, position: int) -> int:
        clause = [c for c in sentence.clauses if c.start <= position]
        return clause[-1].start if clause else sentence.start

    def _signed(self, sentence: Sentence) -> Iterator[_Found]:
        """7月3日,A集团与B公司合作签约 · 17个项目集中开工."""
        passage = self._text[sentence.start : sentence.end]
        if match := _SETS_OFF.search(passage):
            kind = "签约仪式" if match["what"] == "签约" else "集中开工"
            start = self._clause_start(sentence, sentence.start + match.start())
            yield _Found(kind, start, sentence.start + match.end(), sentence)
            return
        match = _SIGNING.search(passage)
        if not match or _NOUN.search(passage) or _NOT_HELD.search(passage[: match.start("b")]):
            return
        if self._day(sentence) and self._firms(sentence, match):
            start = sentence.start + match.start()
            name = self._reading.normal.name(start, sentence.start + match.end())
            yield _Found("签约仪式", start, sentence.start + match.end(), sentence, name)

    def _set_off(self, sentence: Sentence) -> Iterator[_Found]:
        """X项目开工,省领导宣布开工: one project's own ceremony."""
        passage = self._text[sentence.start : sentence.end]
        match = _CEREMONY.search(passage)
        if match and self._day(sentence):
            start = self._clause_start(sentence, sentence.start + match.start())
            yield _Found("其他", start, sentence.start + match.end(), sentence)

    def _firms(self, sentence: Sentence, match: re.Match[str]) -> bool:
        return bool(self._reading.companies_in(sentence.start + match.start(), sentence.start + match.end()))

    def _trips(self, sentence: Sentence) -> Iterator[_Found]:
        """县长率队到深圳、东莞招商 · 赴杭州考察 · 拜访A、B两家企业."""
        passage = self._text[sentence.start : sentence.end]
        trip = _TRIP.search(passage)
        if trip and not _COUNTED_TRIP.search(passage) and not _NOT_HELD.search(passage[: trip.start()]):
            start = sentence.start + max(trip.start("where"), trip.start("posted"))
            if self._abroad(start, sentence.start + trip.end()):
                low = self._clause_start(sentence, sentence.start + trip.start())
                found = _Found("外出招商", low, sentence.start + trip.end(), sentence)
                found.place = self._where(start, sentence.start + trip.end())
                yield found
                return
        visit = _VISIT.search(passage)
        if (
            visit
            and ("、" in visit["whom"] or not _COUNTED_VISIT.search(visit["whom"]))
            and not _NOT_HELD.search(passage[: visit.start()])
        ):
            start, end = sentence.start + visit.start(), sentence.start + visit.end()
            if self._day(sentence) or self._reading.companies_in(start, end):
                yield _Found(
                    "拜访企业",
                    start,
                    min(end, start + _LONGEST_QUOTE),
                    sentence,
                    place=self._where(start, end),
                )

    def _abroad(self, start: int, end: int) -> bool:
        """Does the trip leave the subject's own place?"""
        home = self._reading.home
        named = [m for m in self._reading.places if start <= m.start < end and m.division]
        if not named:
            return bool(
                re.search(
                    r"省外|外地|珠三角|长三角|京津冀|粤港澳|沿海|国外|海外|德国|日本|韩国|新加坡|美国",
                    self._text[start:end],
                )
            )
        return any(m.division and home and not m.division.within(home) for m in named)

    def _where(self, start: int, end: int) -> str | None:
        home = self._reading.home
        found = [m for m in self._reading.places if start <= m.start < end and m.division]
        away = [m.name for m in found if m.division and home and not m.division.within(home)]
        return "、".join(dict.fromkeys(away)) or None

    def _guests(self, sentence: Sentence) -> Iterator[_Found]:
        """商会会长率考察团来我县考察 · 迎来一群考察客商 · 县领导到园区企业调研."""
        passage = self._text[sentence.start : sentence.end]
        match = _GUESTS.search(passage)
        if match and _GUEST.search(passage[: match.end()]) and not _COUNTED_GUESTS.search(passage):
            inward = match["here"] is None or match["here"].startswith("我") or self._is_home(sentence, match)
            if inward and not _NOT_HELD.search(passage[: match.start() + 2]):
                low = self._clause_start(sentence, sentence.start + match.start())
                yield _Found("考察接待", low, sentence.start + match.end(), sentence)
                return
        survey = _SURVEY.search(passage)
        if survey and _SURVEY_OF.search(passage) and self._day(sentence):
            low = self._clause_start(sentence, sentence.start + survey.start())
            yield _Found("调研", low, sentence.start + survey.end(), sentence)

    def _is_home(self, sentence: Sentence, match: re.Match[str]) -> bool:
        start = sentence.start + match.start("here")
        home = self._reading.home
        if home is None:
            return False
        if match["here"][0] in home.short and passage_char(self._text, start - 1) in "来莅":
            return True
        return any(
            m.division and m.division.within(home)
            for m in self._reading.places_in(start, start + len(match["here"]) + 4)
        )

    # --- the record

    def _day(self, sentence: Sentence) -> str | None:
        for period in self._reading.periods_in(sentence.start, sentence.end):
            if period.value and period.grain in {"day", "month"} and not period.ahead:
                return period.value
        return None

    def _date(self, found: _Found) -> str | None:
        near = [
            p
            for p in self._reading.periods_in(found.sentence.start, found.sentence.end)
            if p.grain in {"day", "month"} and not p.ahead and p.start <= found.end + 30
        ]
        days = [p for p in near if p.grain == "day"] or near
        if days:
            return min(days, key=lambda p: abs(p.start - found.start)).value
        return None

    def _keep(self, found: _Found) -> None:
        found.date = self._date(found)
        for known in self._found:
            if found.type == "拜访企业" and found.date is None and known.type == "外出招商":
                return  # the visits of one trip
            if known.type != found.type:
                continue
            same_day = known.date == found.date or found.date is None
            same_passage = known.sentence is found.sentence and found.type in {"外出招商", "考察接待"}
            overlapping = known.start < found.end and found.start < known.end
            again = (
                found.date is None
                and found.type in {"签约仪式", "集中开工", "会议"}
                and not self._own_name(found)
            )
            named = self._own_name(found) and self._own_name(known) and found.name != known.name
            repeated = (again and same_day) or (found.date and known.date == found.date and not named)
            if overlapping or same_passage or repeated:
                return
        self._found.append(found)

    def _own_name(self, found: _Found) -> bool:
        return bool(found.name and len(found.name) > 6)

    def _activity(self, found: _Found) -> Activity:
        sentence = found.sentence
        passage = self._text[sentence.start : sentence.end]
        activity = Activity(found.type, found.name, found.date)
        venue = _VENUE.search(passage)
        activity.place = found.place or (
            self._reading.normal.name(
                sentence.start + venue.start("where"), sentence.start + venue.end("where")
            )
            if venue
            else None
        )
        if activity.place is None and found.type not in {"外出招商", "拜访企业"}:
            activity.place = self._localities.default
        activity.host = self._localities.named(sentence.start, found.end) or self._localities.default
        activity.people = people(self._reading.normal.shown[sentence.start : sentence.end])
        activity.companies = list(
            dict.fromkeys(c.name for c in self._reading.companies_in(sentence.start, sentence.end))
        )
        if found.type in {"签约仪式", "洽谈会", "推介会", "集中开工"}:
            self._results(activity, sentence)
        start, end = found.start, min(found.end, found.start + _LONGEST_QUOTE)
        activity.quote = self._reading.normal.quote(start, end)
        activity.start, activity.end = self._reading.normal.span(start, end)
        return activity

    def _results(self, activity: Activity, sentence: Sentence) -> None:
        """Projects signed and their money, as the sentence of the event or the next one gives them."""
        limit = min(len(self._text), sentence.end + 160)
        low, high = self._reading.normal.span(sentence.start, limit)
        for figure in self._figures:
            if not low <= figure.start < high or figure.qualifier:
                continue
            if figure.indicator == "projects_signed" and activity.projects_signed is None:
                activity.projects_signed = int(figure.value)
            if figure.indicator == "investment_contracted" and activity.amount_cny is None:
                activity.amount_cny = figure.value_cny


_LISTED_EVENTS = re.compile(r"(?:、[^,;。]{2,80})?等[^,;。]{0,12}(?:活动|会)")
_NAME_GAP = 24
_COUNTED_AFTER = re.compile(r"(?:、[^,;。等]{2,20})*?(?:近|约|共|达)?\d+(?:余|多)?(?:场|次)")
_COUNTED_GUESTS = re.compile(
    r"(?:考察|接待)[^,;。]{0,10}\d+(?:余|多)?(?:家|批次|人次|批)|\d+(?:余|多)?(?:批次|人次|家企业)"
)


def passage_char(text: str, position: int) -> str:
    """The character at ``position``, empty outside the text."""
    return text[position] if 0 <= position < len(text) else ""
