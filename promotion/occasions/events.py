"""Events by name: what an event's name ends in, and whether the sentence says that it was held.

An `Event` is what a construction finds; `activities` makes the record. Planned events, policy that is quoted
(贯彻X会议精神) and counted series (推介会68次) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from promotion.occasions.nouns import NOUN_KINDS
from promotion.occasions.nouns import nouns as nouns_of
from promotion.occasions.people import OFFICIALS
from promotion.reading import Reading
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


HELD = re.compile(
    r"举[行办](?!地|方)|召开|主持|开幕(?!式)|主办(?!方|单位|城市)|承办(?!方|单位|地|城市)|另办|举办了|落幕|闭幕|落下帷幕|[揭启]幕(?!的)|参加|出席|亮相|召集|组织(?!好)|"
    r"在[^,;。]{2,16}启动|开启|成功签|策划发动|发动|进行了?(?=[^,;。]{0,8}集中签约)"
)
# 贯彻全省招商引资会议精神 · 将举办 · 定于9月召开 · 每月召开一次
NOT_HELD = re.compile(
    r"(?:贯彻|落实|根据|按照|传达|学习|确立|提出|利用|借助|(?<!第)一次)[^,;。]{0,30}$|"
    r"(?:将|拟|计划|定于|即将|筹备|策划|精心|准备|要(?=[举召参组办开])|积极参加|每[月季周年届]|定期|依托|多次|经常|继|要求)"
    r"[^,;。]{0,16}(?:举[行办]|召开|参加|组织)?[^,;。]{0,30}$|(?:将|即将|拟|计划)(?:举[行办]|召开)[^,;。]*$|将以[^;。]{2,60}$|^\"?这是(?!记者)[^,;。]*$"
)
# 动员会召开|后 · 文化节即将开幕|之际: told as the occasion of something else
_OCCASION = re.compile(r"之际|之前|以来|之?后(?!续)|以后|前夕|期间")
_SOON = re.compile(r"(?:即将|将[于在]?)[^,;。]*$")
# 博览会今天就将圆满|闭幕: it was held
_CLOSES = re.compile(r"闭幕|落幕|帷幕")
# 就在甲市举办|展会|进行了探讨: what was talked about
_TALKED_OF = re.compile(r"就[^,;。]{0,60}$")
_TALK = re.compile(
    r"[^,;。]{0,30}(?:、[^,;。]{2,20})*(?:进行|开展|展开)了?[^,;。]{0,6}(?:探讨|交流|沟通|磋商|洽谈|研究)"
)
# 图为签约仪式: a caption tells nothing that the article does not
_CAPTION = re.compile(r"[(]?图为")
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
    r"(?:中心|组委会|执委会|秘书处|期间|前后|前夕|来临|假期|将至|小?长假|项目|率|额|金额|落户|落地|引进|的|\d+[个项家]|了|企业|成功(?!签约)|[^,;。、]{0,3}个)(?!举[行办]|召开)"
)
# A座谈会、B洽谈会|等40余场招商活动: named examples of a series
_EXAMPLES = re.compile(r"(?:、[^,;。]{2,80})?等[^,;。]{0,12}(?:活动|会)")
# 举办签约大会、恳谈会|等方式 · 签约大会、推介会|等活动50余场: means, and series of which no one is named
_MEANS = re.compile(
    r"(?:、[^,;。等]{2,40})*等(?:方式|形式|途径|手段|载体|契机|[^,;。\d]{2,14}\d+(?:余|多)?(?:场|次))"
)
_TOLD_APART = re.compile(r"[(\"]")
# 12日下午,|甲区一季度重大项目集中签约|,共签约10个: said on its day without a verb
_TOGETHER = re.compile(r"集中(?:签约|开工|竣工|开竣工)$")
_ON_A_DAY = re.compile(r"\d日(?:[上下]午)?,$")
# 在甲县恳谈会|上,5个项目签约 · 在甲市恳谈会|上,市长介绍: told of as held
_AT_EVENT = re.compile(r"上(?:,|(?:致辞|讲话|表示|签约|介绍|推介|签订|签下|达成|发布))")
_IN_BEFORE = re.compile(r"(?:^|[,;。])(?:[^,;。]{0,40})在$")
_NAMED_FROM = 7
"""Characters that the name of an event has at least which no verb says was held."""

# 近30场|推介活动 · 推介会|68次
_COUNTED = re.compile(
    r"(?:\d+(?:余|多)?(?:场次|场|次|批次|个)|(?<!第)[两三四五六七八九十](?:场次|场|次|批次))(?!.*(?:举[行办]|召开))"
)
# 举办|4场“投资甲市”推介和对接活动
_SERIES = re.compile(r"了?(?:\d+(?:余|多)?|多|数十?)(?:场次|场|次)")
_COUNTED_AFTER = re.compile(r"(?:、[^,;。等]{2,20})*?(?:近|约|共|达)?\d+(?:余|多)?(?:场|次)")
_NAME_START = re.compile(
    r".*(?:[,;。:!]|(?:记者|通讯员)[^()]*\)|(?:召开|举[行办]|参加|出席|主持召开|主持|主办|承办|组织|另办|召集)了?|赴|在|月\d+日(?:[上下]午)?|日前|昨日|近日|"
    r"今天|昨天|当天|近期|策划发动|发动|宣布|开展|进行了?|(?<=[县市区省])(?=全[县市区省]))"
)
# 洽谈会和|项目签约仪式 · 随后召开的|座谈会
_OTHER_EVENT = re.compile(r"的|[^,;。、]{0,20}[会式动][和及]")
_VERB_BEFORE, _VERB_AFTER, _CLOSED_WITHIN = 60, 30, 60
"""Characters between the verb and the noun of an event at most; X洽谈会,经过四天的交流后,于7月9日圆满闭幕."""

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
# 17个项目集中开工、竣工、签约 · 33个项目在线签约
_SET_STARTS = re.compile(
    r"\d+个[^,;。]{0,12}项目(?:集中(?P<what>开工|签约|竣工|开竣工)|(?:在线|线上|网上|网络|视频|云)签约)"
)
# 省领导张某宣布开工 · 市长李某出席奠基
_CEREMONY = re.compile(
    rf"{OFFICIALS}[^,;。]{{0,8}}(?:宣布|出席|参加|为)[^,;。]{{0,12}}(?:开工|奠基|竣工|投产|启动|揭牌)"
)
# 近日,|甲市驻沪招商联络处在上海正式揭牌
_UNVEILED = re.compile(r"[^,;。]{4,40}?(?:正式|成功)?(?:揭牌|挂牌)(?:成立|运营)?(?=[,;。、])")
LATELY = re.compile(r"近日|日前|昨日|昨天")


class NamedEvents:
    """Finds events by their names, signings and ceremonies."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text

    def read(self, sentence: Sentence) -> list[Event]:
        """The events of one sentence that are held in it."""
        if _CAPTION.match(self._text, sentence.start):
            return []
        found = [*self._named(sentence), *self._signed(sentence)]
        return found or list(self._ceremony(sentence))

    def _named(self, sentence: Sentence) -> Iterator[Event]:
        """X推介会昨日举行 · 召开X推进会 · A座谈会、B洽谈会等40余场招商活动."""
        passage = self._text[sentence.start : sentence.end]
        nouns = list(nouns_of(passage).finditer(passage))
        held = list(HELD.finditer(passage)) if nouns else []
        accepted, starts_works = -1, False
        for match, following in zip(nouns, [*nouns[1:], None], strict=False):
            start, end = match.span()
            kind = NOUN_KINDS[int((match.lastgroup or "n0")[1:])].type
            one_name = bool(following and _one_name(passage, end, following.start()))
            starts_works = (starts_works or kind == "集中开工") if one_name else starts_works
            if one_name or _no_event(passage, start, end):
                continue
            verb = _verb_of(held, passage, start, end)
            if (
                verb is None
                and not _EXAMPLES.match(passage, end)
                and not _next_in_list(passage, accepted, start)
                and not _held_by_then(passage, start, end)
            ):
                continue
            if verb and _SERIES.match(passage, verb.end(), start):
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
            kind = "签约仪式" if match["what"] in {"签约", None} else "集中开工"
            start = clause_start(sentence, sentence.start + match.start())
            yield Event(kind, start, sentence.start + match.end(), sentence)
            return
        match = _SIGNING.search(passage) if "与" in passage and "签" in passage else None
        if not match or nouns_of(passage).search(passage) or NOT_HELD.search(passage[: match.start("b")]):
            return
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if dated(self._reading, sentence) and self._reading.companies_in(start, end):
            yield Event("签约仪式", start, end, sentence, self._reading.normal.name(start, end))

    def _ceremony(self, sentence: Sentence) -> Iterator[Event]:
        """X项目开工,省领导宣布开工: one project's own ceremony. 近日,某市驻沪联络处揭牌: a new office."""
        match = _CEREMONY.search(self._text, sentence.start, sentence.end)
        if match and dated(self._reading, sentence):
            yield Event("其他", clause_start(sentence, match.start()), match.end(), sentence)
            return
        sign = self._text.find("牌", sentence.start, sentence.end) >= 0
        match = _UNVEILED.search(self._text, sentence.start, sentence.end) if sign else None
        if match and (
            dated(self._reading, sentence) or LATELY.search(self._text, sentence.start, match.end())
        ):
            name = self._reading.normal.name(match.start(), match.end())
            yield Event("其他", clause_start(sentence, match.start()), match.end(), sentence, name)


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
        or (_TALK.match(passage, end) and _TALKED_OF.search(passage, max(0, start - _PLANNED_WITHIN), start))
        or (
            _MEANS.match(passage, end) and not _TOLD_APART.search(passage, _name_start(passage, start), start)
        )
    )


def _held_by_then(passage: str, start: int, end: int) -> bool:
    """在甲县“回故乡”恳谈会上,5个项目签约: what is told of it says that it was held."""
    begin = _name_start(passage, start)
    if _TOGETHER.search(passage, start, end) and _ON_A_DAY.search(passage, 0, begin):
        return passage[end : end + 1] in {",", "。"}
    return bool(
        end - begin >= _NAMED_FROM and _AT_EVENT.match(passage, end) and _IN_BEFORE.search(passage, 0, begin)
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
        elif 0 <= verb.start() - end <= (
            _CLOSED_WITHIN if _CLOSES.match(verb.group()) else _VERB_AFTER
        ) or _HELD_IN.match(passage, end, verb.end()):
            between, commas = passage[end : verb.start()], 1 + bool(_CLOSES.match(verb.group()))
            if _OCCASION.match(passage, verb.end()) or (
                _SOON.search(between) and not _CLOSES.search(verb.group())
            ):
                continue
            if "," in between and (
                _TAKES_OBJECT.match(passage, verb.end()) or nouns_of(between).search(between)
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
