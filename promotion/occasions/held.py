"""Does a sentence say that the event whose name it gives was held?

A noun (推介会, 签约仪式) is an event where a verb says that it took place. Planned events, policy that is quoted
(贯彻X会议精神), counted series (推介会68次) and press conferences are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from promotion.occasions.nouns import nouns as nouns_of
from promotion.text.patterns import quick

HELD = quick(
    r"举[行办](?!地|方)|召开|主持|开幕(?!式)|主办(?!方|单位|城市)|承办(?!方|单位|地|城市)|另办|举办了|落幕|闭幕|落下帷幕|[揭启]幕(?!的)|参加|出席|亮相|召集|组织(?!好)|"
    r"在[^,;。]{2,16}启动|开启|成功签|策划发动|发动|进行了?(?=[^,;。]{0,8}集中签约)"
)
# 贯彻全省招商引资会议精神 · 将举办 · 定于9月召开 · 每月召开一次
NOT_HELD = quick(
    r"(?:贯彻|落实|根据|按照|传达|学习|确立|提出|利用|借助|(?<!第)一次)[^,;。]{0,30}$|"
    r"(?:将|拟|计划|定于|即将|筹备|策划|精心|准备|要(?=[举召参组办开])|积极参加|每[月季周年届]|定期|依托|多次|经常|继(?=去年|今年|前|上|此|本|第|\d)|要求|有针对性)"
    r"[^,;。]{0,16}(?:举[行办]|召开|参加|组织)?[^,;。]{0,30}$|(?:将|即将|拟|计划)(?:举[行办]|召开)[^,;。]*$|将以[^;。]{2,60}$|[\d一二两三几]年前[^,;。]{0,30}$|(?:^\"?这是(?!记者)|[本此这]次[^,;。是]{0,6}是)[^,;。]*$"
)
# 动员会召开|后 · 文化节即将开幕|之际: told as the occasion of something else
_OCCASION = re.compile(r"之际|之前|以来|之?后(?!续)|以后|前夕|期间")
_SOON = re.compile(r"(?:即将|将[于在]?|明[天日]|后天)[^,;。]*$")
# 博览会今天就将圆满|闭幕: it was held
_CLOSES = re.compile(r"闭幕|落幕|帷幕")
# 就在甲市举办|展会|进行了探讨: what was talked about
_TALKED_OF = re.compile(r"就[^,;。]{0,60}$")
_TALK = re.compile(
    r"[^,;。]{0,30}(?:、[^,;。]{2,20})*(?:进行|开展|展开)了?[^,;。]{0,6}(?:探讨|交流|沟通|磋商|洽谈|研究)"
)
# 组织招商小分队开展|推介活动: what people are sent out for, no event
_SENT_OUT = re.compile(
    r"(?:组织|派出|选派|抽调)[^,;。]{0,12}(?:小分队|专班|人员|干部|队伍|力量|小组)[^,;。]{0,4}开展[^,;。]{0,8}$"
)
_QUOTED_POLICY = re.compile(r"(?:的)?(?:精神|要求|部署|安排|确定|提出的|机制|制度|平台|上的)")
_PRESS = re.compile(r"新闻(?:发布|通气)会|记者会|发布会")
# the name goes on: 签约|仪式, 推介会|暨…, 签约|项目
_TAKES_OBJECT = re.compile(r"[^,;。\"')]")
_LONGER = re.compile(r"[暨和]?(?:系列)?(?:仪式|活动|大会)")
_NOT_AN_EVENT = re.compile(
    r"(?:中心|组委会|执委会|秘书处|期间|前后|前夕|来临|假期|将至|小?长假|项目|率|额|金额|落户|落地|引进|的|\d+[个项家]|了|企业|成功(?!签约)|[^,;。、]{0,3}个)(?!举[行办]|召开)"
)
# 期间,将|举办A恳谈会,B会议等活动
_TO_BE_HELD = re.compile(r"将(?:[^,;。]{2,40})?(?:举[行办]|召开|开展)")
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
_AT_EVENT = re.compile(r"上(?:,|(?:获悉|致辞|讲话|表示|签约|介绍|推介|签订|签下|达成|发布))")
_IN_BEFORE = re.compile(r"(?:^|[,;。])(?:[^,;。]{0,40})在(?:当[天日]的)?$")
_NAMED_FROM = 7
"""Characters that the name of an event has at least which no verb says was held."""

# 近30场|推介活动 · 推介会|68次
_COUNTED = re.compile(
    r"(?:(?<![第\d])\d+(?:余|多)?(?:场次|场|次|批次|个)|(?<!第)[两三四五六七八九十](?:场次|场|次|批次))(?!.*(?:举[行办]|召开))"
)
# 举办|4场“投资甲市”推介和对接活动
SERIES = re.compile(r"了?(?:\d+(?:余|多)?|多|数十?)(?:场次|场|次)")
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

# 洽谈会|举行了开馆仪式: what a fair holds is another event
_HOLDS = re.compile(r"了[^,;。]")
# X仪式"|在A公司全资子公司B公司二期项目建设工地|举行
_HELD_IN = re.compile(r"[\"']?在[^,;。]{2,70}(?:举[行办]|召开)$")


def is_no_event(passage: str, start: int, end: int) -> bool:
    """A press conference, a quoted policy, a plan, a counted series, or a noun that goes on."""
    return bool(
        _LONGER.match(passage, end)
        or _QUOTED_POLICY.match(passage, end)
        or _NOT_AN_EVENT.match(passage, end)
        or _PRESS.search(passage, max(0, start - 4), end)
        or _PRESS.match(passage, end)
        or NOT_HELD.search(passage, max(0, start - _PLANNED_WITHIN), start)
        or _SENT_OUT.search(passage, max(0, start - _PLANNED_WITHIN), start)
        or _COUNTED.search(passage, max(0, start - 10), start)
        or _COUNTED_AFTER.match(passage, end)
        or (_TALK.match(passage, end) and _TALKED_OF.search(passage, max(0, start - _PLANNED_WITHIN), start))
        or (_MEANS.match(passage, end) and not _TOLD_APART.search(passage, name_start(passage, start), start))
    )


def is_example(passage: str, end: int) -> bool:
    """A座谈会、B洽谈会|等40余场招商活动; not after 将举办."""
    return bool(_EXAMPLES.match(passage, end)) and not _TO_BE_HELD.search(passage, 0, end)


def held_by_then(passage: str, start: int, end: int) -> bool:
    """在甲县“回故乡”恳谈会上,5个项目签约: what is told of it says that it was held."""
    begin = name_start(passage, start)
    if _TOGETHER.search(passage, start, end) and _ON_A_DAY.search(passage, 0, begin):
        return passage[end : end + 1] in {",", "。"}
    return bool(
        end - begin >= _NAMED_FROM and _AT_EVENT.match(passage, end) and _IN_BEFORE.search(passage, 0, begin)
    )


def is_one_name(passage: str, end: int, start: int) -> bool:
    """博览会 of 博览会暨洽谈会招商引资项目集中签约仪式: the name goes on to the next noun."""
    between = passage[end:start]
    if passage[end - 1 : end] in {"会", "式", "动"} and re.match(
        r"[\"']?[和及]", between
    ):  # 推介会|和|签约仪式
        return False
    return len(between) <= _NAME_GAP and not re.search(r"[,;。、:]", between) and not HELD.search(between)


def verb_of(held: list[re.Match[str]], passage: str, start: int, end: int) -> re.Match[str] | None:
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
            if _HOLDS.match(passage, verb.end()) or _OCCASION.match(passage, verb.end()):
                continue
            if _SOON.search(between) and not _CLOSES.search(verb.group()):
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


def next_in_list(passage: str, accepted: int, start: int) -> bool:
    """B洽谈会 after an accepted A座谈会、."""
    return (
        0 <= accepted < start
        and passage[accepted : accepted + 1] == "、"
        and "," not in passage[accepted:start]
    )


def name_start(passage: str, end: int) -> int:
    """Where the name begins whose noun stands at ``end``: after the verb, the day, the leader, the name before it."""
    found = _NAME_START.match(passage[:end])
    start = max(passage.rfind("、", 0, end) + 1, found.end() if found else 0)
    other = _OTHER_EVENT.match(passage, start, end)
    return other.end() if other else start
