"""Which part of the whole a figure speaks of: 亿元以上, 工业, 东中部产业转移, 在谈 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from promotion.geography.gazetteer import gazetteer
from promotion.text.patterns import quick

_SHORTEST, _LONGEST = 2, 14

# what a category ends at: the verb, the label of the money, the noun itself, a place, 累计 …
_BOUNDARY = quick(
    r"[,;。:、(\"']|其中|全[市县省区]|[我该][市县省区]|\d|(?<=[\u3400-\u9fff]{2})[省市县州](?![外内级域场直])|"
    r"[会活仪][动式]?上|新?签约(?:引进|落地)?|签订|签下|招引|新?引进|引入|新?开复?工|动工|竣工|投产|达产|在建|续建|注册|落户|落地|入驻|在谈|"
    r"洽谈|谋划|储备|征集|筛选|完成|实现|推动|推进|成功|涉及|包括|包含|涵盖|累[计积]|合计|共计?|总计?|数量?|年度|首次|此次|本[次届]|参加|列入|对接|跟踪|拜访|走访|接待|各类|一批|外出|实施|执行|落实|即将|正式|正在|全部|促成|形式|活动|建设|形成|建成|上报|优选|组织|启动以来|完工|尚未|预计|折合|现场|集中|当天|今年|去年|上半年|"
    r"个?月份?|日|目前|分别|项目|企业|(?:总|合同|协议|计划|意向|签约)*投资(?:总)?额?|总?金额|资金|到位|实际|招商引资|招商|重[大点]|大会|期间|"
    r"(?:使用|利用|合同|协议|到账)(?:外资|内资|引资)额?|引资额?|客商|(?:[十百千]?[万亿])+元?(?:及|含)?(?:以上|口径)?|"
    r"已|均|有|达到?|新增|新(?=[批设项])|为|是|的|了|[约近超]|与|和|及|等"
)
# 工业项目包括A类、B类等4类,|共37个: the noun stood before its kinds were told
_IN_ALL = re.compile(r"^(?:共计?|合计|总计|累计)有?$")
_KINDS = re.compile(r"(?P<whole>[\u3400-\u9fff]{2,10})项目[^;。\n]{0,100}$")
_KINDS_BACK = 110
_BEFORE_PROJECTS = re.compile(r"[^,;。]{0,20}?(?=项目)")
_ITEM = re.compile(r"([^、,;。:()是为]{2,16})\($")


def categories(left: str, right: str) -> Iterator[str]:
    """工业 of 工业项目|233个, 外资 of 20个|外资项目, 新材料专班 of 新材料专班|2个项目."""
    after = _BEFORE_PROJECTS.match(right)
    short = _last_piece(after.group()) if after else ""
    if not short and not left.endswith("等"):  # A项目、B项目等|12个: examples, no category
        short = _last_piece(left)
    if _SHORTEST <= len(short) <= _LONGEST and not _is_place(short):
        yield short


def _last_piece(phrase: str) -> str:
    pieces = (piece.strip().removeprefix("年") for piece in reversed(_BOUNDARY.split(phrase)))
    return next((piece for piece in pieces if piece), "")  # 2011年|外资项目


def _is_place(phrase: str) -> bool:
    hit = gazetteer().at_start(phrase)
    return hit is not None and phrase[hit.end :] in {"", "自治"}


def of_kinds(text: str, low: int, left: str) -> str | None:
    """绿色产业 of 绿色产业项目包括A类、B类等4类,共|37个; None where ``left``, from ``low`` on, says no sum of kinds."""
    if not _IN_ALL.match(left):
        return None
    found = _KINDS.search(text, max(0, low - _KINDS_BACK), low)
    return found["whole"] if found else None


def before_bracket(text: str, start: int) -> str | None:
    """新能源 of 新能源(|1177.75亿元)."""
    found = _ITEM.search(text[max(0, start - 20) : start])
    return found[1] if found else None
