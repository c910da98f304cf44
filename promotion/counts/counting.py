"""Which indicator a count is of: by its own words, by the next clause, or by the list that it is an item of."""

from __future__ import annotations

import re

from promotion.counts import indicators, qualifiers
from promotion.counts.frames import Frame, Spot
from promotion.counts.restated import PROJECT_UNITS

# 年产2000台电梯和|18000个立体停车设备: goods
_MADE_A_YEAR = re.compile(r"年[产加](?:(?!项目)[^,;。、#]){0,24}$")
_DELEGATION = re.compile(r"(?:率|率领|带领|一行)$")
# 率A、B等|10家企业来考察: who comes
_LED_FIRMS = re.compile(r"(?:率|率领|带领)[^,;。]{2,60}等$")
# 在新签约的391个|项目中: a number that heads what follows
_HEADS = re.compile(r"^(?:[^,;。]{0,16}(?:项目|企业))?(?:中|里|内|之中|当中)(?:$|[,:]|(?=已|有|仍))")
# bare item of a list: 装备制造|3个 · 毕节市|129个 · 其他|1个
BARE_LEFT = re.compile(r"^[^,;。#]{0,16}$")
NOT_BARE = re.compile(
    r"面积|用地|厂房|公里|容量|人口|企业数|学校|医院|街道|车位|房|合作社|农户|规模以上|规上|从业"
)
# 三个项目|全部达产后, 年可实现产值…: a condition, no report
_ON_CONDITION = re.compile(
    r"^[^,;。\d]{0,6}项目[^,;。\d]{0,6}(?:建成|投产|达产|竣工|投运|实施|投用)[^,;。\d]{0,4}后"
)
# 分别比去年同期增加7个、6个和|3个
MORE_THAN = re.compile(r"[比较][^,;。]{1,12}(?:增加|减少|多)了?[\d个项家、和]{0,16}$")
_MORE_BACK = 36
# 邀请250多位企业家|参加会议 · 近600人|齐聚一堂: who was there is no result
_ATTENDED = re.compile(r"[^,;。]{0,24}(?:参[加与展]|出席|参会|到会|与会|齐聚|莅临|见证)")
# 可入驻企业|150余家 · 预计引进企业不低于|45家: room, or a hope
_ROOM_FOR = re.compile(r"可(?:入驻|容纳|引进)[^,;。#]{0,10}$")
_AT_LEAST = re.compile(r"不[低少]于")
# 先后发布|两批招商项目
_ISSUED = re.compile(r"(?:发布|推出|公布)了?$")
# 观摩了A、B|4个项目: the sights of the day
_SEEN = re.compile(r"(?:观摩|参观|察看|查看)了?[^,;。#]{0,80}$")
_ATTEND_UNITS = frozenset({"人", "名", "位", "家"})
# 这|五个项目 · 当日签约的|27个项目 · 本次|27个项目
_RESTATES = re.compile(r"(?:这|参加|上述|本次|此次|当日|当天)[^,;。\d]{0,20}$")
# 某县签约的7个|项目分别是:
_NAMES_FOLLOW = re.compile(r"项目(?:分别|主要)?(?:是|为|有)$")
# 三场|活动,共签约347个: the events told of before
_EVENTS_TOLD = re.compile(r"(?:招商|推介)?(?:活动|推介会|会)$")
# 21个|项目,平均投资在5亿元以上: at the head of a sentence
_BARE_SET = re.compile(r"项目(?:,|中)")
# 考察了A、B|等17家企业
_VISITED_FIRMS = re.compile(r"(?:拜访|走访|考察|参观|对接|接触)了?[^;。\n]{4,200}等$")
_FIRMS_AFTER = re.compile(r"(?:[\u3400-\u9fff]{0,4})(?:企业|公司)")
_FIRMS_BACK, _LED_BACK = 240, 40
_TRIP_UNITS = frozenset({"天", "人次"})
_FIRM_UNITS = frozenset({"家", "批次"})
_THERE_ARE = frozenset({"有", "共有", "共", "达"})
_GUEST_UNITS = frozenset({"批次", "批", "人次", "人", "名"})
_BARE_RIGHT = re.compile(
    r"^(?:$|[、,;。)(和及]|居首|居前|分别[排列居位]|左右|以上|投资额?(?:均|都)?(?:突破|超|过)|,)"
)


def code_of(text: str, spot: Spot, frame: Frame) -> str | None:
    """The indicator of a count; None where it counts nothing that is reported here."""
    left, right, unit = spot.left, spot.right, spot.quantity.unit
    if _DELEGATION.search(left) or _MADE_A_YEAR.search(left) or indicators.JOBS_OR_MORE.search(left):
        return None
    if MORE_THAN.search(text, max(0, spot.quantity.start - _MORE_BACK), spot.quantity.start):
        return None
    if (unit in _ATTEND_UNITS and _ATTENDED.match(right)) or _ROOM_FOR.search(left):
        return None
    if unit == "批" and _ISSUED.search(left):
        return None
    if _AT_LEAST.match(text, spot.quantity.start):
        return None
    start = spot.quantity.start
    if (
        unit in _FIRM_UNITS
        and left.endswith("等")
        and (unit != "家" or _FIRMS_AFTER.match(right))
        and _VISITED_FIRMS.search(text, max(0, start - _FIRMS_BACK), start)
    ):
        return "companies_visited"
    if unit == "家" and left.endswith("等") and _LED_FIRMS.search(text, max(0, spot.low - _LED_BACK), start):
        return None
    if not left and spot.clause.strong and _EVENTS_TOLD.match(right):
        return None
    if indicators.is_project_count(left, unit, right):
        if right.startswith("项目") and _SEEN.search(left):
            return None
        return _of_projects(text, spot, frame)
    rule = indicators.count_code(f"{left}#{unit}{right}")
    return rule.code if rule else _of_list(text, spot, frame)


def on_condition(spot: Spot) -> bool:
    """三个|项目全部达产后: no report, unless of a number not told before."""
    return bool(_ON_CONDITION.match(spot.right))


def restates(spot: Spot) -> bool:
    """这|五个项目: said of a set that was counted before, if it was."""
    return bool(_RESTATES.search(spot.left) or _NAMES_FOLLOW.match(spot.right)) or (
        not spot.left and spot.clause.strong and bool(_BARE_SET.match(spot.right))
    )


def heads_what_follows(spot: Spot) -> bool:
    """在新签约的391个|项目中,工业项目…"""
    return bool(_HEADS.match(spot.right))


def is_of_projects(spot: Spot) -> bool:
    """Does the number count projects?"""
    return indicators.is_project_count(spot.left, spot.quantity.unit, spot.right)


def _of_projects(text: str, spot: Spot, frame: Frame) -> str:
    own = indicators.project_code(spot.left, spot.right)
    if own:
        return own
    # 民营企业投资项目有3590个,签约6978.16亿元: the verb stands in the next clause
    ahead = text[spot.clause.end + 1 : spot.clause.end + 12]
    coming = indicators.verbs(ahead)
    if coming and coming[0][0] == 0 and re.match(r"[约共近超]?\d", ahead[coming[0][1] :]):
        return coming[0][2]
    return frame.code or ("projects_introduced" if "招商" in spot.left else "other")


def _of_list(text: str, spot: Spot, frame: Frame) -> str | None:
    """工业项目66个(frame: 签约) · 毕节市129个 · 外出招商5次|36天 · 客商58批次、|240余人次."""
    left, unit = spot.left, spot.quantity.unit
    if frame.count_code == "trips" and unit in _TRIP_UNITS and not left:
        return "trips"
    if frame.count_code == "companies_visited" and unit == "家" and not left:
        return "companies_visited"
    if frame.count_code == "visitors_received" and unit in _GUEST_UNITS and not left:
        return "visitors_received"
    if unit in PROJECT_UNITS and left in _THERE_ARE and text.startswith("项目,", spot.clause.start - 3):
        return frame.code or "other"  # 最为亮眼的是二产项目,|有33个
    if frame.apart and not left and unit == frame.unit:
        return frame.count_code
    if unit in PROJECT_UNITS and _BARE_RIGHT.match(spot.right) and qualifiers.of_kinds(text, spot.low, left):
        return frame.code or "other"
    alike = unit == frame.unit or {unit, frame.unit} <= PROJECT_UNITS
    if frame.count_code is None or not alike or not _BARE_RIGHT.match(spot.right):
        return None
    if not left.strip() or not BARE_LEFT.match(left) or NOT_BARE.search(left):
        return None
    if frame.count_code.startswith("projects") and indicators.verbs(left):
        return indicators.project_code(left, "")
    return frame.count_code
