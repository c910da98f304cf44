"""Mechanisms: working methods that an article names (26211, 五个一, 链长制, 以商招商).

A method is named by quotation marks before a word of method (“四个一”机制), by the verb that sets it up (建立X机制),
or by a term of the trade. Slogans in quotation marks without such a word are none.
"""

from __future__ import annotations

import re

from promotion.reading import Reading
from promotion.text.patterns import quick
from zscrawl.items import Mechanism

_LONGEST_QUOTE = 60

_METHOD = (
    "工作机制|管理机制|推进机制|服务机制|机制|工作法|工作模式|模式|制度|行动|工程|原则|办法|服务|专班|格局|平台|方式|"
    "打法|举措|路径|体系|品牌|攻坚战|制"
)
# “26211”管理机制 · “1+N”模式、“四个一”机制
_QUOTED = re.compile(
    rf"\"(?P<name>[^\"\n]{{2,30}})\"(?:、\"[^\"\n]{{2,30}}\")*(?:[\u3400-\u9fff]{{0,8}}?)(?:{_METHOD})(?!造)"
)
_IN_LIST = re.compile(r"\"(?P<name>[^\"\n]{2,30})\"")
# 建立重大项目清单管理机制 · 出台招商引资考核办法
_SET_UP = re.compile(
    r"(?:建立健全|健全完善|制定出台|建立|健全|完善|推行|实行|落实|出台|制定|构建|深化|创新|坚持)(?:了|起|和)?"
    r"(?P<name>[^,;。、\"()的]{2,22}?(?:机制|制度|管理办法|考核办法|考评办法|办法|工作法|责任制|实施方案|行动方案))"
)
# terms of the trade
_TERM = quick(
    r"链长制|揭榜挂帅|首席服务官|项目秘书|以商招商|以企招商|产业链招商|驻点招商|基金招商|资本招商|场景招商|飞地招商|委托招商|中介招商|"
    r"节会招商|以会招商|乡情招商|亲情招商|云招商|小分队招商|点题招商|平台招商|代理招商|一把手招商|全员招商|(?<!\d)26211(?!\d)|拿地即开工|标准地|周调度|月通报"
)


def mechanisms(reading: Reading) -> list[Mechanism]:
    """The working methods of the article, each once, in order."""
    out: dict[str, Mechanism] = {}
    spans = [
        *_quoted(reading.text),
        *((m.start("name"), m.end("name")) for m in _SET_UP.finditer(reading.text)),
    ]
    spans += [m.span() for m in _TERM.finditer(reading.text)]
    covered: set[int] = set()
    for start, end in spans:
        if not covered.isdisjoint(range(start, end)):
            continue
        covered.update(range(start, end))
        found = _mechanism(reading, start, end)
        out.setdefault(found.name, found)
    return sorted(out.values(), key=lambda m: m.start)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [
        inner.span("name")
        for outer in _QUOTED.finditer(text)
        for inner in _IN_LIST.finditer(text, outer.start(), outer.end())
    ]


def _mechanism(reading: Reading, start: int, end: int) -> Mechanism:
    """``description`` is the clause that the name stands in, as printed."""
    text = reading.text
    low = max(text.rfind(sign, 0, start) for sign in ",;。\n") + 1
    stops = [p for p in (text.find(sign, end) for sign in ",;。\n") if p >= 0]
    high = min([*stops, len(text)])
    low, high = max(low, end - _LONGEST_QUOTE), min(high, low + _LONGEST_QUOTE)
    quote_start, quote_end = reading.normal.span(low, max(high, end))
    return Mechanism(
        reading.normal.name(start, end),
        reading.normal.name(low, max(high, end)),
        reading.normal.source[quote_start:quote_end],
        quote_start,
        quote_end,
    )
