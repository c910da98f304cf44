"""What a percentage says: growth of the figure before it, its share of a target, a rate of its own, or a rank.

Pure text tests over ``left``, the words before the number in its clause; who is qualified is for `figures`.
"""

from __future__ import annotations

import re

from promotion.text.patterns import quick

_GROWTH = re.compile(
    r"(?:下降|减少|下滑|回落|降)?(?:同比|比|较)?[^,;。%]{0,14}"
    r"(?:增长|增幅|上升|提高|增加|增速|上涨|增|下降|减少|下滑|回落|降幅)[^,;。%\d]{0,6}$"
)
_FALL = re.compile(r"(?:下降|减少|下滑|回落|降幅|降)[^,;。%\d]{0,5}$")
_MINUS = re.compile(r"-$|负$")
# 比2019年增长 · 较2019年同期: growth over which year?
_BASE_YEAR = re.compile(r"(?:比|较|同比)(?P<year>(?:19|20)\d\d)年")
# 占目标任务114% · 完成全年目标的59.8% · 为年度投资计划的17.6% · 签约总金额完成71%
_TARGET = re.compile(
    r"(?:占|完成|为|达到?|实现|的)[^,;。%]{0,16}(?:目标|任务|计划)[^,;。%]{0,24}$|(?:目标|任务|计划)[^,;。%]{0,6}的$|完成$"
)
# 签约总金额完成71%: of the money, 项目数完成60%: of the count
_OF_MONEY = re.compile(r"[^,;。]{0,10}?(?:金额|资金|投资)")
_OF_COUNT = re.compile(r"[^,;。]{0,6}?(?:项目数|个数)")
# 履约率达91.2% · 开工率为25.2%
_RATE = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,8}率)(?:均|已|分别)?(?:约|近)?(?:为|是|达到?|高达|超过?|近|:)?$"
)
# 开工率和投产率分别是86%、30%
_RATES_LISTED = re.compile(
    r"(?P<names>[\u3400-\u9fff]{2,6}率(?:[、和及与][\u3400-\u9fff]{2,6}率)+)(?:分别)?(?:为|是|达)?"
)
# 六市的落地率均超过30%,分别为|51%、40%
_RATE_SHARED = re.compile(r"(?P<name>[\u3400-\u9fff]{2,8}率)[^,;。]{0,16},分别[为是达]?$")
# 开工率分别为:|甲区93.5%、乙区89.5%
_RATE_HEAD = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,8}率)(?:分别)?(?:为|是|如下)?:(?:[\u3400-\u9fff]{2,12}[\d.]+%、)*$"
)
_ROW = re.compile(r"[\u3400-\u9fff]{2,12}$")
_ROWS_BACK = 400
# 落地率均超过|30%: what each has at least
_THRESHOLD = re.compile(r"[均都](?:已|达到?或|在|高于|大于)*$")
_RATE_NAME = re.compile(
    r"(?:项目|资金|合同)?(?:履约|开工|动工|投产|竣工|注册|落地|到位|签约|转化|达产|入库|完成)+率$"
)
_OWN_SHARE = re.compile(r"(?<!税收)(?<!税)占比[^,;。%]{0,6}$")

_RANK = quick(
    r"(?:居|位居|位列|排名?|列|排在|稳居|位次居?)?(?P<where>全[国省市县州区]|同类[^,;。]{0,4}|全市[^,;。]{0,6})"
    r"(?:排名|位列|居|位居)?(?P<rank>第[一二三四五六七八九十\d]+(?:位|名)?|首位|前[三五十\d]+(?:名|位|强)?|前列|榜首)"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十\d]+)")
_FIRST = frozenset({"首位", "榜首"})


def is_growth(left: str) -> bool:
    """同比增长|39.5%, 下降|3.2%."""
    return bool(_GROWTH.search(left))


def signed(left: str, value: float) -> float:
    """``value``, negative after 下降 and after a minus (增长-8.92% is a fall too)."""
    return -value if bool(_FALL.search(left)) != bool(_MINUS.search(left)) else value


def base_year(left: str) -> int | None:
    """The year that growth is measured from, where the text names one."""
    found = _BASE_YEAR.search(left)
    return int(found["year"]) if found else None


def is_of_target(left: str) -> bool:
    """占目标任务|114%; not 完成率|60%, which is a rate."""
    return bool(_TARGET.search(left)) and not _RATE.search(left)


def of_money(left: str) -> bool | None:
    """True for 签约总金额完成|71%, False for 项目数完成|60%, None where it is not said."""
    if _OF_MONEY.match(left):
        return True
    return False if _OF_COUNT.match(left) else None


def rate_name(left: str) -> str | None:
    """开工率 of 亿元以上项目开工率达|43.9%."""
    found = _RATE.search(left)
    return _short(found["name"]) if found else None


def is_threshold(left: str) -> bool:
    """落地率均达到或|超过30%."""
    return bool(_THRESHOLD.search(left))


def rate_of_rows(text: str, start: int, left: str) -> str | None:
    """开工率 of 开工率分别为:甲区93.5%、乙区|89.5%; ``start`` is where the row's own clause begins."""
    if not _ROW.match(left):
        return None
    found = _RATE_HEAD.search(text, max(0, start - _ROWS_BACK), start)
    return _short(found["name"]) if found else None


def shared_rate(before: str) -> str | None:
    """落地率 of 六市的落地率均超过30%,分别为|51%."""
    found = _RATE_SHARED.search(before)
    return _short(found["name"]) if found else None


def rate_names(before: str) -> list[str]:
    """开工率, 投产率 of 开工率和投产率分别是|86%、30%."""
    found = _RATES_LISTED.search(before)
    return [_short(name) for name in re.split(r"[、和及与]", found["names"])] if found else []


def is_own_share(left: str) -> bool:
    """占比达到|60%."""
    return bool(_OWN_SHARE.search(left))


def rank(text: str) -> tuple[str, int, int, int | None] | None:
    """(全省第一, its start, its end, 1) for the first rank in ``text``; no number for 前列."""
    found = _RANK.search(text)
    if not found:
        return None
    return found["where"] + found["rank"], found.start(), found.end(), _place(found["rank"])


def _short(name: str) -> str:
    known = _RATE_NAME.search(name)
    return known.group() if known else name[-4:]


def _place(text: str) -> int | None:
    if text in _FIRST:
        return 1
    ordinal = _ORDINAL.search(text)
    if not ordinal:
        return None
    return int(ordinal[1]) if ordinal[1].isdigit() else "零一二三四五六七八九十".find(ordinal[1])
