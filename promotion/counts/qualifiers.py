"""Which part of the whole a figure speaks of: 亿元以上, 工业, 东中部产业转移, 在谈 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from promotion.text.patterns import quick

_SHORTEST, _LONGEST = 2, 14

# words round a category that are no part of it: the verb, the label of the money, 全市, 累计 …
_FILLING = quick(
    r"新?签约(?:引进|落地)?|签订|引进|引入|新?开工|竣工|投产|在建|续建|注册|落户|入驻|在谈|谋划|完成|实现|累计|合计|共计?|总计?|"
    r"已|均|现场|当天|新增?|有|达到?|为|是|的|了|项目|(?:总|合同|协议|计划|意向|签约)*投资(?:总)?额?|总?金额|资金|实际|到位|[约近超]|今年|去年|"
    r"上半年|个月份?|月份|目前|分别|招商引资|招商|省|市|县"
)
_BOUNDARY = re.compile(
    r"[,;。:、(]|其中|全[市县省区]|[我该][市县省区]|\d|(?<=[\u3400-\u9fff]{2})[市县州](?![外内级域场直])"
)
_BEFORE_PROJECTS = re.compile(r"[^,;。]{0,20}?(?=项目)")
_ITEM = re.compile(r"([^、,;。:()是为]{2,16})\($")


def categories(left: str, right: str) -> Iterator[str]:
    """工业 of 工业项目|233个, 外资 of 20个|外资项目."""
    after = _BEFORE_PROJECTS.match(right)
    for phrase in (_BOUNDARY.split(left)[-1], after.group() if after else ""):
        short = _FILLING.sub("", phrase)
        if _SHORTEST <= len(short) <= _LONGEST:
            yield short


def before_bracket(text: str, start: int) -> str | None:
    """新能源 of 新能源(|1177.75亿元)."""
    found = _ITEM.search(text[max(0, start - 20) : start])
    return found[1] if found else None
