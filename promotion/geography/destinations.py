"""Where the text says outright that a project goes, also where the place is not the subject's own.

News of a fair or of a joint start tells of projects of many places; what stands beside each name decides, and not
whose fair it was. A place counts only in one of the constructions below: a firm's home or a hotel's city never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from promotion.places import Mention

_WORKS_BEGIN = r"(?:破土|动工|开工|奠基|建设|兴建|新建|建厂|竣工|投产|投建)"
# 落户|P · 花落|P · 位于|P
_SETTLES = re.compile(r"(?:落户|花落|落子|位于|坐落|选址|入驻)(?:在|于)?$")
# 在|P|破土动工 · 在|P|建设X项目
_BUILT_IN = (re.compile(r"在$"), re.compile(_WORKS_BEGIN))
# P|与A公司签下X项目 · P|管委会与A公司签约
_SIGNS = re.compile(
    r"(?:人民政府|政府|管委会)?(?:与|同|和)[^,;。]{2,40}?(?:签(?!约率)|达成[^,;。]{0,6}(?:协议|合作))"
)
# 在|P|投资8亿元的X项目
_INVESTED_IN = (re.compile(r"在$"), re.compile(r"(?:计划)?(?:总)?投资(?:约|近|超)?[\d.]+(?:亿|万)"))
# A公司与|P|签约
_SIGNED_WITH = (re.compile(r"(?:与|同)$"), re.compile(r"(?:人民政府|政府|管委会)?(?:正式|成功)?签"))
# P|这次开工的是X项目 · P|开工的X项目
_STARTS = re.compile(r"(?:这次|此次|本次|当天|当日|同日)?(?:开工|动工|竣工|投产|签约|建设)的")
# 在|P|,投资48亿元的X项目
_IN_PLACE = (re.compile(r"(?:^|[,;。:\n])在$"), re.compile(r","))
_BACK = 6


def destination(text: str, mentions: Iterable[Mention], low: int, high: int) -> Mention | None:
    """The place that the item at ``low:high`` of ``text`` says its project goes to; None where it says none."""
    for mention in mentions:
        if not (low <= mention.start and mention.end <= high) or mention.media or mention.division is None:
            continue
        if mention.zone is None and mention.division.level == "province":
            continue
        if _goes_to(text, mention, low, high):
            return mention
    return None


def _goes_to(text: str, mention: Mention, low: int, high: int) -> bool:
    before = text[max(0, low - 1, mention.start - _BACK) : mention.start]
    after = text[mention.end : min(high, mention.end + 60)]
    if _SETTLES.search(before) or any(
        head.search(before) and tail.match(after)
        for head, tail in (_BUILT_IN, _INVESTED_IN, _SIGNED_WITH, _IN_PLACE)
    ):
        return True
    opens = mention.start == low or before[-1:] in {",", ";", ":", "。", "\n"}
    return opens and bool(_SIGNS.match(after) or _STARTS.match(after))
