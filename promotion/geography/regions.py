"""Parts of a province that have a name but no government: 苏南, 皖北, 北疆.

They are no places of the gazetteer; but a figure of such a part is not one of the whole province.
"""

from __future__ import annotations

import re

from promotion.text.patterns import quick

# ;|苏中|地区实际使用外资42亿美元 · 其中|皖北|六市签约
_REGION = quick(
    r"(?P<name>[苏皖浙闽粤鲁豫湘鄂赣川渝陕甘冀晋辽桂黔滇][东南西北中]{1,2}|[南北东]疆|关中|长株潭|昌九|皖江|攀西|珠三角)"
    r"(?=地区|[两三四五六七八]市|各市|片区|实[际现]|合同|签约|到位|引进|新[签增设引])"
)
_OPENS = re.compile(r"(?:^|[,;。:\n]|其中)$")


def region(text: str, start: int, end: int) -> str | None:
    """The region that opens a clause of ``text[start:end]``, the last of several; None where there is none."""
    found = [
        m["name"]
        for m in _REGION.finditer(text, start, end)
        if m.start() == start or _OPENS.search(text, max(0, m.start() - 2), m.start())
    ]
    return found[-1] if found else None
