"""Which of several divisions a name means, and whether it is a place at all.

Several counties are called 朝阳区, and 合作 is a city but nearly always a word. What else the article speaks of
settles it: the city that a county lies in, the words 我县 and 我市, and a list that the name stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from promotion.geography.gazetteer import Division, Hit
from promotion.geography.zone_names import OPENS_NAME, PLAIN_ZONE, ZONE_AFTER
from promotion.text.wordlists import words

# 通城电视台: nothing else than a place has one
_LOCAL_MEDIA = re.compile(r"[县市区]?(?:广播电视|电视台|融媒体?中心|新闻网|政府网)")
# 来瑞考察 · 在谷投资: a division by one character, where guests come or hosts receive
BY_CHARACTER = re.compile(
    r"[来赴在驻入](?!西洽|开发|投资)(?P<character>[\u3400-\u9fff])(?=[考洽投创兴发参调对开实])"
)
# 企业家走进|甲县"活动
_EVENT_ENDS = re.compile(r"[市县区]?[\"']?(?:系列|专题)?活动")
_OWN_CITY = re.compile(r"[我全]市|市委|市政府")
_OWN_COUNTY = re.compile(r"[我全]县|县委|县政府|县长")

# 要结合|甲|实际: a name that is a word as well is one's own county there
_OUR_STATE, _STATE = frozenset({"结合", "立足"}), frozenset({"实际", "县情", "市情"})

_EVERYDAY = words("everyday.txt")
"""Short forms that are everyday words, and names that many divisions bear."""


def is_everyday(name: str) -> bool:
    """合作, 东明: a name that alone does not say that a place is meant."""
    return name in _EVERYDAY


def of_level_said(text: str, titled: Iterable[Hit]) -> list[Division]:
    """云霄县 of the title 云霄招商实现开门红, where the text says 我县: counties that only one name means."""
    said = {"县": _OWN_COUNTY.search(text), "市": _OWN_CITY.search(text)}
    found = [h.divisions[0] for h in titled if len(h.divisions) == 1 and h.form == "short"]
    return [d for d in found if d.level == "county" and said.get(d.name[-1]) and d.short not in _EVERYDAY]


def spoken_of(text: str, hits: Sequence[Hit], known: Iterable[Division]) -> Counter[str]:
    """How often each division is spoken of, by names that can mean only one; cities and provinces with them."""
    counts: Counter[str] = Counter()
    for division in [*known, *_unmistakable(text, hits)]:
        counts.update({division.adcode, division.city, division.province})
    for hit in hits:
        if len(hit.divisions) != 1 or text[hit.start : hit.end] in _EVERYDAY:  # 来宾 is no 来宾市
            continue
        if hit.form == "short" and hit.divisions[0].level != "county":
            counts.update({hit.divisions[0].adcode, hit.divisions[0].province})
    characters = {m["character"] for m in BY_CHARACTER.finditer(text)}
    own_county = bool(_OWN_COUNTY.search(text))
    # 我市 in a text that names no division in full: the county-level city that it names is the writer's own
    own_city = bool(_OWN_CITY.search(text)) and not any(h.form == "full" for h in hits)
    for hit in hits:
        for division in hit.divisions if hit.form == "short" else ():
            ours = (own_county and division.name == division.short + "县") or (
                own_city and division.level == "county" and division.name == division.short + "市"
            )
            if ours and text[hit.start : hit.end] in _EVERYDAY:
                ours = text[hit.start - 2 : hit.start] in _OUR_STATE and text[hit.end : hit.end + 2] in _STATE
            if ours or characters & set(division.short):
                counts[division.adcode] += 1
    return counts


def _unmistakable(text: str, hits: Sequence[Hit]) -> Iterator[Division]:
    for hit in hits:
        full = hit.form == "full" and text[hit.start : hit.end] not in _EVERYDAY
        if len(hit.divisions) == 1 and (full or text.startswith("籍", hit.end)):  # 甲县|籍企业家
            yield hit.divisions[0]


def settled(text: str, hits: Sequence[Hit], context: Counter[str]) -> Iterator[tuple[Hit, Division]]:
    """Each hit with the division that it means: 杭州市临平区 nests; else what the article speaks of most."""
    above: Division | None = None
    above_end = -1
    seen = Counter(text[h.start : h.end] for h in hits)
    for hit in hits:
        within = [d for d in hit.divisions if above and hit.start - above_end <= 1 and d.within(above)]
        division = (within or sorted(hit.divisions, key=lambda d: _likely(d, context)))[0]
        listed = above is not None and above_end == hit.start - 1 and _in_list(text, hit, division, above)
        if not (within or listed) and _doubtful(
            text, hit, division, context, seen[text[hit.start : hit.end]]
        ):
            continue
        yield hit, division
        above, above_end = division, hit.end


def _in_list(text: str, hit: Hit, division: Division, above: Division) -> bool:
    """大理 of 保山、文山、大理、曲靖: an everyday word in a list of places of its kind."""
    alike = (division.level, division.province) == (above.level, above.province)
    return alike and text[hit.start - 1] == "、" and text[hit.end : hit.end + 1] in {"、", "和", "及"}


def _likely(division: Division, context: Counter[str]) -> tuple[int, int, int, int, bool]:
    """What the article speaks of most; in doubt the larger, and 东安县 before 东安区, which is seldom shortened."""
    rank = {"province": 0, "city": 1, "county": 2, "zone": 3}[division.level]
    return (
        -context[division.adcode],
        -context[division.city],
        -context[division.province],
        rank,
        division.name.endswith("区"),
    )


def _doubtful(text: str, hit: Hit, division: Division, context: Counter[str], seen: int) -> bool:
    """A name that may be no place here: an everyday word, or a county's short form that nothing supports."""
    name = text[hit.start : hit.end]
    if hit.start == 0 and text[hit.end : hit.end + 1] == ":" and name not in _EVERYDAY:
        return False  # 云霄:招商实现开门红
    if division.level == "city" or division.level == "province" or hit.form == "full":
        return (
            name in _EVERYDAY
            and not context[division.city]
            and not (hit.form == "short" and ZONE_AFTER.match(text, hit.end))
        )
    if PLAIN_ZONE.match(text, hit.end) and OPENS_NAME.search(text, max(0, hit.start - 1), hit.start):
        return False
    if context[division.adcode] or ZONE_AFTER.match(text, hit.end):
        return name in _EVERYDAY and not context[division.province]
    if name in _EVERYDAY:
        return not (context[division.city] and text[hit.start - 1 : hit.start] in {"、", "有"})
    if _LOCAL_MEDIA.match(text, hit.end):
        return False
    named_by_event = text.endswith("走进", 0, hit.start) and _EVENT_ENDS.match(text, hit.end)
    return not (context[division.city] or context[division.province] or seen > 1 or named_by_event)
