"""Which indicator a sum of money is of; None for the amount of one project and for what is no promotion money."""

from __future__ import annotations

import re

from promotion.counts import indicators
from promotion.counts.counting import BARE_LEFT, MORE_THAN, NOT_BARE
from promotion.counts.frames import Frame, Spot

# between a count and its sum: 2个、|18亿元 · 31个,约|160.16亿元
_ITEM_ONLY = re.compile(r"^(?:[、,()约共达为计:近超逾]|合计|其中|分别|总计|和|及|有|金额|约为|[内外]资)*$")
# 30亿元|项目2个: a class of projects
_CLASS = re.compile(r"(?:级|及?以上)?(?:的)?[\u3400-\u9fff]{0,4}?(?:项目|企业)")
# 该项目总投资|5亿元, where no set of projects has been counted in the sentence
_OF_ONE_PROJECT = re.compile(
    r"(?:^|[该此本一])项目(?:一期|二期)?(?:计划|预计|估算|概算)?(?:总)?投资(?:额|约|达|为)*$"
)
# 完成200亿|招商引资任务
_OF_A_TASK = re.compile(r"(?:的)?[^,;。、\d的]{0,6}(?:任务|目标)(?!的?\d)")
# 二期配套项目建设|总投资近100亿元: a part of one project
_OF_A_PHASE = re.compile(
    r"(?:[首一二三四]期|生产基地)[^,;。、]{0,8}(?:总?投资|投入)(?:总?额)?(?:约|近|达|为|超)*$"
)
# 其中省外|资金8.42亿元 · 甲县市外|资金3亿元: the kind of the sum that it is part of
_PART = re.compile(r"(?:^其中[^,;。:]{0,8}|[省市州县区境]外)(?:资金|金额|总额)$")
# 排在前列的有:|甲市12亿元: a list headed by its kind of money
_HEADS_LIST = re.compile(r"[^,;。:]{4,40}$")
# 物流园项目将|投资1.2亿元: one that has no name of its own; not 招商项目总投资
_OF_A_NAMED = re.compile(
    r"(?:^|[,;])(?!.*(?:招商|签约|引进|开工|竣工|投产|重大|重点|全部|所有|[共合累]计|以上|新|在建|完成|[内外]资))[\u3400-\u9fff]{2,10}项目"
    r"(?:将|拟|计划|预计)?(?:总)?投资(?:总?额)?(?:约|达|为|近|超)*$"
)
# 375亿元|到位资金
_LABEL_AFTER = re.compile(
    r"的?(?:实际)?(?:(?P<received>到位资金|到资)|(?P<contracted>(?:协议|合同|签约)(?:资金|金额|投资)))"
)
# 投资|4.2亿元、日处理600吨的X发电项目: one project, told by what it can do
_OF_WHAT_IS_NAMED = re.compile(
    r"(?:、[^,;。、]{2,20}|[、,]?(?:其中)?[一首]期(?:计划)?投资[\d.]+[万亿]元|,落户[^,;。\d]{2,16})?的(?!\d)[^,;。\d]{3,30}项目(?![^,;。]{0,4}\d+[个项])"
)
# 其中制造业完成|1.65亿美元
_DONE = re.compile(r"(?:业|类|区|县|市|资)(?:累计|共|已)?(?:完成|实现|到位)$")
_CAPITAL_BACK = 200
# 投入最大的是某公司投资的轴承项目,|协议投资3亿元
_OF_THE_LARGEST = re.compile(r"最[大高多](?:的)?(?:项目)?[是为][^,;。]{2,50}项目,$")
_LARGEST_BACK = 70
_EACH_HAS = re.compile(r"大部分|多数|普遍|平均|户均|每个|单个|单笔|单体|最[大小]")
_APART_ONLY = re.compile(r"^分别[为是达]$")
_LABEL_WITHIN = 16
_HEAD_WITHIN = 48
_CODES = {"received": "investment_received", "contracted": "investment_contracted"}


def code_of(text: str, spot: Spot, frame: Frame) -> str | None:
    """The indicator of a sum; ``frame.money`` becomes its kind."""
    if _OF_A_TASK.match(spot.right):
        return None
    if MORE_THAN.search(spot.left):
        return None
    label = indicators.money_label(spot.left)
    if (label is None or label.kind == "total") and _EACH_HAS.search(spot.left):
        return None
    if _OF_THE_LARGEST.search(text, max(0, spot.low - _LARGEST_BACK), spot.low):
        return None
    if label is None and "美元" in spot.quantity.unit and _DONE.search(spot.left):
        label = _foreign_capital(text, spot)
    after = _LABEL_AFTER.match(spot.right) if label is None else None
    kind = label.kind if label else after.lastgroup if after else _of_list(text, spot, frame)
    if kind is None or (label is None and indicators.NO_PROMOTION.search(spot.left)):
        return None
    if frame.count is None and any(p.search(spot.left) for p in (_OF_ONE_PROJECT, _OF_A_PHASE, _OF_A_NAMED)):
        return None
    if frame.count is None and _OF_WHAT_IS_NAMED.match(text, spot.quantity.end):
        return None
    if kind == "total" and frame.money and _PART.search(spot.left):
        kind = frame.money
    frame.money = kind
    stages = indicators.verbs(spot.left)
    signed = (stages[-1][2] if stages else frame.code) == "projects_signed"
    return _CODES.get(kind, "investment_contracted" if signed else "investment_total")


def _foreign_capital(text: str, spot: Spot) -> indicators.MoneyLabel | None:
    """全市实际利用外资2.45亿美元。…第一产业完成|446万美元: what has been received, by trades."""
    told = text.find("外资", max(0, spot.low - _CAPITAL_BACK), spot.low)
    return indicators.MoneyLabel("received", told, told + 2) if told >= 0 else None


def _of_list(text: str, spot: Spot, frame: Frame) -> str | None:
    """2个、18亿元 · 新能源(1177.75亿元) · 重庆市499.4亿元; not 30亿元项目2个."""
    if _CLASS.match(spot.right):
        return None
    if _APART_ONLY.match(spot.left):  # 签约额居前三位,|分别为2103亿元、…
        before = indicators.money_label(text[max(0, spot.clause.start - _LABEL_WITHIN) : spot.clause.start])
        return before.kind if before else None
    if frame.count and _ITEM_ONLY.match(text[frame.count.end : spot.quantity.start]):
        return frame.money or "total"
    if spot.clause.mark == ":" and BARE_LEFT.match(spot.left) and not NOT_BARE.search(spot.left):
        head = _HEADS_LIST.search(text[: spot.clause.start - 1][-_HEAD_WITHIN:])
        told = indicators.money_label(head.group()) if head else None
        return told.kind if told else None
    if frame.money and frame.in_sentence and BARE_LEFT.match(spot.left) and not NOT_BARE.search(spot.left):
        return frame.money
    return None
