"""Events by name: what an event's name ends in, and whether the sentence says that it was held.

An `Event` is what a construction finds; `activities` makes the record. Planned events, policy that is quoted
(贯彻X会议精神) and counted series (推介会68次) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from promotion.reading import Reading
from promotion.text.patterns import quick
from promotion.text.sentences import Sentence


@dataclass(slots=True)
class Event:
    """An event as told at ``start:end``."""

    type: str
    start: int
    end: int
    sentence: Sentence
    name: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class EventNoun:
    """Events whose name ends in ``pattern`` are of ``type``."""

    type: str
    pattern: str


EVENT_NOUNS: tuple[EventNoun, ...] = (
    # 项目签约仪式 · 集中签约暨开工活动
    EventNoun(
        "签约仪式",
        r"(?:集中)?签约[\"']?(?:暨|、)?(?:动工|开工|揭牌)?(?:仪式|典礼|大会|活动|会)|集中签约(?!项目)",
    ),
    # 集中开工仪式 · 项目奠基仪式 · “三集中”活动 · 集中开工签约某县分会场活动
    EventNoun(
        "集中开工",
        r"集中(?:开工|竣工|投产)签约[^,;。、]{0,8}?[主分]会场活动|(?:开工|竣工|投产)[、和暨][\u3400-\u9fff]{2,6}现场会|开\(竣\)工(?:仪式|活动)|"
        r"(?:集中)?(?:开工|奠基|开竣工|竣工|投产|动工)(?:仪式|典礼|大会|活动|现场会)|集中开工|集中开竣工|集中竣工|(?:集中|项目)推进活动|"
        r"三(?:集中|个一批)[\"']?(?:系列)?活动",
    ),
    EventNoun("座谈会", r"座谈会|茶话会|恳谈座谈会|见面会"),
    # 产业推介会 · 投资说明会 · 项目路演 · 招商引资活动
    EventNoun(
        "推介会",
        r"推介(?:暨[\u3400-\u9fff]{1,6})?(?:会活动|会|活动)|说明会|恳谈会|路演|招商会|招商引资大会|招商大会|推介洽谈活动|"
        r"招商(?:引资)?(?:推介)?活动|专场活动|发布会暨推介",
    ),
    EventNoun("洽谈会", r"洽谈会|对接会|合作交流会|交流会|对接活动|经洽会|商洽会"),
    EventNoun(
        "展会", r"博览会|交易会|展览会|展销会|进博会|华创会|投洽会|展会|广交会|服贸会|农博会|[西东中渝丝]博会"
    ),
    # 工作推进会 · 领导小组会议 · 发展大会 · 峰会
    EventNoun(
        "会议",
        r"(?:工作|推进|调度|动员|专题|联席|培训|现场|通报|协调|部署|总结|表彰|誓师|攻坚|研判|观摩|领导小组|委员会|常务|现场推进|分析|例)"
        r"会(?:议)?|(?:引资|转化|经济工作|专题)?会议(?!中心|室|厅)|大会|论坛|峰会|年会",
    ),
    EventNoun(
        "其他",
        r"活动(?=(?:在[^,;。]{2,20})?(?:成功)?举[行办])|联谊会|文化节|旅游节|艺术节|启动仪式|揭牌仪式",
    ),
)
# any name may stand before 节, so that a search for it stops at every character
_FESTIVAL = EventNoun("其他", r"[\u3400-\u9fff]{2,6}节")
_NOUN_KINDS = (*EVENT_NOUNS, _FESTIVAL)


def _any_noun(nouns: tuple[EventNoun, ...]) -> re.Pattern[str]:
    return quick("|".join(f"(?P<n{i}>{noun.pattern})" for i, noun in enumerate(nouns)))


_NOUN, _NOUN_OR_FESTIVAL = _any_noun(EVENT_NOUNS), _any_noun(_NOUN_KINDS)
HELD = re.compile(
    r"举[行办]|召开|主持|开幕(?!式)|主办|承办|另办|举办了|落幕|闭幕|参加|出席|亮相|召集|组织(?!好)|"
    r"在[^,;。]{2,16}启动|开启|成功签|策划发动|发动|进行了?(?=[^,;。]{0,8}集中签约)"
)
# 贯彻全省招商引资会议精神 · 将举办 · 定于9月召开 · 每月召开一次
NOT_HELD = re.compile(
    r"(?:贯彻|落实|根据|按照|传达|学习|确立|提出)[^,;。]{0,30}$|"
    r"(?:将|拟|计划|定于|即将|筹备|策划|精心|准备|要(?=[举召参组办开])|积极参加|每[月季周年]|定期|依托)"
    r"[^,;。]{0,16}(?:举[行办]|召开|参加|组织)?[^,;。]{0,30}$|^这是[^,;。]*$"
)
# 动员会召开|后 · 文化节即将开幕|之际: told as the occasion of something else
_OCCASION = re.compile(r"之际|之前|以来|之?后(?!续)|以后|前夕|期间")
_SOON = re.compile(r"(?:即将|将[于在]?)[^,;。]*$")
# 组织招商小分队开展|推介活动: what people are sent out for, no event
_SENT_OUT = re.compile(
    r"(?:组织|派出|选派|抽调)[^,;。]{0,12}(?:小分队|专班|人员|干部|队伍|力量|小组)[^,;。]{0,4}开展$"
)
_QUOTED_POLICY = re.compile(r"(?:的)?(?:精神|要求|部署|安排|确定|提出的|机制|制度|平台|上的)")
_PRESS = re.compile(r"新闻(?:发布|通气)会|记者会|发布会")
# the name goes on: 签约|仪式, 推介会|暨…, 签约|项目
_TAKES_OBJECT = re.compile(r"[^,;。\"')]")
_LONGER = re.compile(r"[暨和]?(?:仪式|活动|大会)")
_NOT_AN_EVENT = re.compile(
    r"(?:中心|期间|前后|前夕|来临|假期|将至|小?长假|项目|率|额|金额|落户|落地|引进|的|\d+[个项家]|了|企业|成功|[^,;。、]{0,3}个)(?!举[行办]|召开)"
)
# A座谈会、B洽谈会|等40余场招商活动: named examples of a series
_EXAMPLES = re.compile(r"(?:、[^,;。]{2,80})?等[^,;。]{0,12}(?:活动|会)")
# 近30场|推介活动 · 推介会|68次
_COUNTED = re.compile(
    r"(?:\d+(?:余|多)?(?:场次|场|次|批次|个)|(?<!第)[两三四五六七八九十](?:场次|场|次|批次))(?!.*(?:举[行办]|召开))"
)
_COUNTED_AFTER = re.compile(r"(?:、[^,;。等]{2,20})*?(?:近|约|共|达)?\d+(?:余|多)?(?:场|次)")
_NAME_START = re.compile(
    r".*(?:[,;。:!]|召开|举[行办]了?|参加|出席|主持召开|主持|主办|承办|组织|另办|召集|赴|在|月\d+日(?:[上下]午)?|日前|昨日|近日|"
    r"今天|昨天|当天|近期|策划发动|发动|宣布|开展|进行了?|(?<=[县市区省])(?=全[县市区省]))"
)
# 洽谈会和|项目签约仪式 · 随后召开的|座谈会
_OTHER_EVENT = re.compile(r"的|[^,;。、]{0,20}[会式动][和及]")
_VERB_BEFORE, _VERB_AFTER = 60, 30
"""Characters between the verb and the noun of an event at most."""

_NAME_GAP = 24
_PLANNED_WITHIN = 80
"""Characters before an event's name in which the words stand that say that it was not held."""

_VENUE_BEFORE_VERB = 80
"""Characters between an event and its verb at most, where only the venue stands between."""

# X仪式"|在A公司全资子公司B公司二期项目建设工地|举行
_HELD_IN = re.compile(r"[\"']?在[^,;。]{2,70}(?:举[行办]|召开)$")

# 7月3日,A集团与B公司合作签约
_SIGNING = re.compile(
    r"(?P<a>[^,;。]{2,40}?)与(?P<b>[^,;。]{2,60}?)(?:正式|成功|举行|合作|现场)*"
    r"(?:签约|签订[^,;。]{0,30}?(?:协议|合同)|签署[^,;。]{0,30}?协议)"
)
# 17个项目集中开工、竣工、签约
_SET_STARTS = re.compile(r"\d+个[^,;。]{0,12}项目集中(?P<what>开工|签约|竣工|开竣工)")
OFFICIALS = (
    r"(?:书记|县长|市长|区长|省长|主任|局长|常委|主席|领导|负责人|镇长|乡长|部长|招商(?:团队|小分队|组|团|考察团)|考察组|"
    r"代表团|党政代表团|一行)"
)
# 省领导张某宣布开工 · 市长李某出席奠基
_CEREMONY = re.compile(
    rf"{OFFICIALS}[^,;。]{{0,8}}(?:宣布|出席|参加|为)[^,;。]{{0,12}}(?:开工|奠基|竣工|投产|启动|揭牌)"
)


class NamedEvents:
    """Finds events by their names, signings and ceremonies."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text

    def read(self, sentence: Sentence) -> list[Event]:
        """The events of one sentence that are held in it."""
        found = [*self._named(sentence), *self._signed(sentence)]
        return found or list(self._ceremony(sentence))

    def _named(self, sentence: Sentence) -> Iterator[Event]:
        """X推介会昨日举行 · 召开X推进会 · A座谈会、B洽谈会等40余场招商活动."""
        passage = self._text[sentence.start : sentence.end]
        nouns = list(_nouns(passage).finditer(passage))
        held = list(HELD.finditer(passage)) if nouns else []
        accepted, starts_works = -1, False
        for match, following in zip(nouns, [*nouns[1:], None], strict=False):
            start, end = match.span()
            kind = _NOUN_KINDS[int((match.lastgroup or "n0")[1:])].type
            one_name = bool(following and _one_name(passage, end, following.start()))
            starts_works = (starts_works or kind == "集中开工") if one_name else starts_works
            if one_name or _no_event(passage, start, end):
                continue
            verb = _verb_of(held, passage, start, end)
            if (
                verb is None
                and not _EXAMPLES.match(passage, end)
                and not _next_in_list(passage, accepted, start)
            ):
                continue
            accepted = end
            if starts_works and kind in {"会议", "其他"}:  # 集中开工和投产投用|现场会
                kind = "集中开工"
            starts_works = False
            yield self._event(kind, sentence, _name_start(passage, start), end, verb)

    def _event(self, kind: str, sentence: Sentence, low: int, high: int, verb: re.Match[str] | None) -> Event:
        name = self._reading.normal.name(sentence.start + low, sentence.start + high).strip("“”\"' ")
        begin = verb.start() if verb and verb.start() < low else low
        end = verb.end() if verb and verb.start() >= high else high
        start = clause_start(sentence, sentence.start + begin)
        bare = kind == "会议" and len(name) <= 2
        return Event(kind, start, sentence.start + end, sentence, None if bare else name or None)

    def _signed(self, sentence: Sentence) -> Iterator[Event]:
        """7月3日,A集团与B公司合作签约 · 17个项目集中开工."""
        passage = self._text[sentence.start : sentence.end]
        if match := _SET_STARTS.search(passage):
            kind = "签约仪式" if match["what"] == "签约" else "集中开工"
            start = clause_start(sentence, sentence.start + match.start())
            yield Event(kind, start, sentence.start + match.end(), sentence)
            return
        match = _SIGNING.search(passage) if "与" in passage and "签" in passage else None
        if not match or _nouns(passage).search(passage) or NOT_HELD.search(passage[: match.start("b")]):
            return
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if dated(self._reading, sentence) and self._reading.companies_in(start, end):
            yield Event("签约仪式", start, end, sentence, self._reading.normal.name(start, end))

    def _ceremony(self, sentence: Sentence) -> Iterator[Event]:
        """X项目开工,省领导宣布开工: one project's own ceremony."""
        match = _CEREMONY.search(self._text, sentence.start, sentence.end)
        if match and dated(self._reading, sentence):
            yield Event("其他", clause_start(sentence, match.start()), match.end(), sentence)


def dated(reading: Reading, sentence: Sentence) -> bool:
    """Does the sentence name a day or month that has come?"""
    return any(
        p.value and p.grain in {"day", "month"} and not p.ahead
        for p in reading.periods_in(sentence.start, sentence.end)
    )


def clause_start(sentence: Sentence, position: int) -> int:
    """Where the clause at ``position`` begins."""
    before = bisect_right(sentence.clauses, position, key=lambda clause: clause.start)
    return sentence.clauses[before - 1].start if before else sentence.start


def _nouns(passage: str) -> re.Pattern[str]:
    return _NOUN_OR_FESTIVAL if "节" in passage else _NOUN


def _no_event(passage: str, start: int, end: int) -> bool:
    """A press conference, a quoted policy, a plan, a counted series, or a noun that goes on."""
    return bool(
        _LONGER.match(passage, end)
        or _QUOTED_POLICY.match(passage, end)
        or _NOT_AN_EVENT.match(passage, end)
        or _PRESS.search(passage, max(0, start - 4), end)
        or NOT_HELD.search(passage, max(0, start - _PLANNED_WITHIN), start)
        or _SENT_OUT.search(passage, max(0, start - _PLANNED_WITHIN), start)
        or _COUNTED.search(passage[max(0, start - 10) : start])
        or _COUNTED_AFTER.match(passage, end)
    )


def _one_name(passage: str, end: int, start: int) -> bool:
    """博览会 of 博览会暨洽谈会招商引资项目集中签约仪式: the name goes on to the next noun."""
    between = passage[end:start]
    if passage[end - 1 : end] in {"会", "式", "动"} and re.match(
        r"[\"']?[和及]", between
    ):  # 推介会|和|签约仪式
        return False
    return len(between) <= _NAME_GAP and not re.search(r"[,;。、:]", between) and not HELD.search(between)


def _verb_of(held: list[re.Match[str]], passage: str, start: int, end: int) -> re.Match[str] | None:
    """The verb in the noun's own clause, or right after it in the next (X推介会,昨日举行)."""
    for verb in held[bisect_left(held, start - _VERB_BEFORE, key=re.Match.end) :]:
        if verb.start() - end > _VENUE_BEFORE_VERB:
            break
        if -4 <= start - verb.end() <= _VERB_BEFORE:
            between, commas = passage[verb.end() : start], 0
        elif 0 <= verb.start() - end <= _VERB_AFTER or _HELD_IN.match(passage, end, verb.end()):
            between, commas = passage[end : verb.start()], 1
            if _OCCASION.match(passage, verb.end()) or _SOON.search(between):
                continue
            if "," in between and (
                _TAKES_OBJECT.match(passage, verb.end()) or _nouns(between).search(between)
            ):
                continue  # X活动,召开了Y会: the verb of another event
        else:
            continue
        if not re.search(r"[;。]", between) and between.count(",") <= commas:
            return verb
    return None


def _next_in_list(passage: str, accepted: int, start: int) -> bool:
    """B洽谈会 after an accepted A座谈会、."""
    return (
        0 <= accepted < start
        and passage[accepted : accepted + 1] == "、"
        and "," not in passage[accepted:start]
    )


def _name_start(passage: str, end: int) -> int:
    found = _NAME_START.match(passage[:end])
    start = max(passage.rfind("、", 0, end) + 1, found.end() if found else 0)
    other = _OTHER_EVENT.match(passage, start, end)
    return other.end() if other else start
