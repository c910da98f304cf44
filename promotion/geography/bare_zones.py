"""A zone that an article calls by its kind alone: 高新区 for 甲市高新区, as news of the zone's own site does.

One 高新区 in a list of rows is somebody's zone; only an article that calls it so again and again, from its first
sentence on, and names its offices, is the zone's own news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from promotion.text.patterns import quick

_KIND = r"(?P<zone>高新区|经开区|综保区|开发区|保税区)"
# 莅临|高新区, · 日前,|高新区|管委会; not 甲市|高新区, 全省|高新区
_BARE = quick(rf"{_KIND}(?!域|内各|建设)")
_MAY_PRECEDE = re.compile(r"(?:^|[^\u3400-\u9fff]|[莅临在到与由对为了是将来入])$")
_OFFICE = re.compile(r"(?:党工委|工委|管委会|一行|招商局)")
# a title that begins so: 高新区|党工委书记… · 高新区|举行…
_SPEAKS = re.compile(rf"{_OFFICE.pattern}|举[行办]|召开|签约|开展|迎来|组织")
# 开发区|与某集团举行签约活动
_SIGNS = re.compile(r"[与和同][^,;。]{2,24}(?:举行|签[约订署])")
_LEAD = 120
"""Characters from the beginning in which the zone's own news calls it so."""

_TWICE, _AGAIN = 2, 3
"""Times that it is called so, at least, where its office begins a clause, and where not."""

_CLAUSE_BEGINS = re.compile(r"^$|[,。;\n]")


def bare_zones(text: str, named: Sequence[str], title: str) -> Iterator[tuple[int, int, str]]:
    """Where a zone is called by its kind alone, with its full name: the first that ``named`` (zones of the article,
    as printed) has of that kind, or the kind itself. Nothing unless the article is the zone's own news."""
    found = list(_bare(text))
    titled = {m["zone"] for m in _bare(title) if m.start() == 0 and _SPEAKS.match(title, m.end())}
    for kind, times in Counter(m["zone"] for m in found).items():
        own = [m for m in found if m["zone"] == kind]
        if kind not in titled and not _is_own_news(text, own):
            continue
        if times < _TWICE:
            continue
        name = next((name for name in named if name.endswith(kind) and name != kind), kind)
        yield from ((m.start(), m.end(), name) for m in own)


def _bare(text: str) -> Iterator[re.Match[str]]:
    return (m for m in _BARE.finditer(text) if _MAY_PRECEDE.search(text[max(0, m.start() - 1) : m.start()]))


def _is_own_news(text: str, own: Sequence[re.Match[str]]) -> bool:
    """Is it called so from the beginning, with its office named?"""
    offices = [m for m in own if _OFFICE.match(text, m.end())]
    acts = any(_CLAUSE_BEGINS.search(text[max(0, m.start() - 1) : m.start()]) for m in offices)
    if not offices and own[0].start() <= _LEAD and len(own) >= _AGAIN:
        begins = _CLAUSE_BEGINS.search(text[max(0, own[0].start() - 1) : own[0].start()])
        return bool(begins and _SIGNS.match(text, own[0].end()))
    return bool(offices) and len(own) >= (_TWICE if acts else _AGAIN) and own[0].start() <= _LEAD
