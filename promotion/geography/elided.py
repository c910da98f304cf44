"""Places that an article speaks of without a name: 全省, 我市, 我县, 全盟.

They speak for the named places of their level; where none fits, for the city of the counties that are named, for
the county of its zone, or for the province or city that lies above.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from promotion.geography.gazetteer import gazetteer
from promotion.geography.levels import fits, levels_of, levels_said, of_state
from promotion.geography.signs import ENOUGH, HELD, LEAD, LEVEL, PLAIN, VISITED, Sign, capped
from promotion.places import Mention

_OFTEN = 2
"""Times that 我市 is said in the news of a city."""

_WE_IN_TITLE = re.compile(r"我(?P<kind>[省市县区])(?!域|长)")
_LEVEL_OF = {"省": "province", "市": "city", "县": "county", "区": "district"}

_LISTED = 3
"""Places of one level, each named once and no more, from which they are a list."""

_COUNTIES_OF_A_CITY, _MOST = 3, 0.7
"""Counties of one city, and their share of the places, from which they are the rows of that city."""


def add_levels(text: str, points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """Give the places their share of 我市, 全省 in ``text``; add to ``points`` and ``first`` what they leave out."""
    said, state = levels_said(text), of_state(text)
    cities = {
        m.division.adcode
        for k, m in first.items()
        if m.division and m.division.level == "city" and not m.zone and VISITED not in points[k]
    }
    listed = {key for level in ("province", "city") for key in _listed(level, points, first)}
    for key, mention in first.items():
        for level in levels_of(mention) if key not in listed else ():
            # 全市 in an article of 遂宁市 is not 射洪市, a county-level city of it; nor is 全州
            county_city = level == "city" and mention.division and mention.division.level == "county"
            if not (county_city and (state or (mention.division and mention.division.city in cities))):
                points[key][LEVEL] += said[level]
    top = max(("province", "city"), key=lambda level: said[level])
    if said[top] and not any(
        _without_levels(points[k]) > ENOUGH and fits(m, top, state=state) for k, m in first.items()
    ):
        _add_parent(top, points, first)
    if said["city"] >= _OFTEN:
        _add_city_of_rows(points, first)
    if said["county"] >= _OFTEN:
        _add_county_of_zone(points, first)


def said_in_title(title: str, points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> list[str]:
    """甲区 in an article titled 我区参加乙市投资说明会: the one place of that level, if nobody went there."""
    said = _WE_IN_TITLE.match(title)
    if said is None:
        return []
    level = _LEVEL_OF[said["kind"]]
    found = [k for k, m in first.items() if level in levels_of(m) and not {VISITED, HELD} & set(points[k])]
    return found if len(found) == 1 else []


def _listed(level: str, points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> list[str]:
    """甲省、乙省、丙省 of 投资排名前三的省份为甲省、乙省、丙省: named once, as others are, and none speaks."""
    once = {PLAIN: 1}
    found = [k for k, m in first.items() if level in levels_of(m) and m.form == "short" and points[k] == once]
    return found if len(found) >= _LISTED else []


def _without_levels(signs: Counter[Sign]) -> float:
    return sum(capped(sign, count) for sign, count in signs.items() if sign is not LEVEL)


def _add_city_of_rows(points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """我市 in an article that names no city, but counties and districts of one: that city is the subject."""
    here = [m.division for k, m in first.items() if m.division and not m.zone and VISITED not in points[k]]
    cities = Counter(d.city for d in here if d.level == "county").most_common(1)
    if not cities or any(d.level == "city" for d in here):
        return
    code, counties = cities[0]
    parent = gazetteer().by_code.get(code)
    # a county may have changed its city since
    if parent and counties >= max(_COUNTIES_OF_A_CITY, len(here) * _MOST) and parent.adcode not in points:
        mention = next(iter(first.values()))
        first[parent.adcode] = Mention(mention.start, mention.end, parent.name, "full", parent)
        points[parent.adcode].update({LEVEL: _OFTEN, LEAD: 1})


def _add_county_of_zone(points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """我县 in an article that names only a zone of a county: that county is the subject."""
    away = {first[k].division for k in first if VISITED in points[k]}
    for mention in list(first.values()):
        county = mention.division if mention.zone else None
        if county and county not in away and county.name[-1] in "县旗" and county.adcode not in points:
            first[county.adcode] = replace(mention, end=mention.start + len(county.short), zone=None)
            points[county.adcode].update({LEVEL: _OFTEN, LEAD: 1})


def _add_parent(level: str, points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """全省 in an article that names only a city (兰州日报讯): the province is the subject."""
    known = gazetteer()
    for mention_key, mention in list(first.items()):
        if VISITED in points[mention_key]:
            continue
        division = mention.division
        assert division is not None
        code = division.province if level == "province" else division.city
        parent = known.by_code.get(code)
        if parent and parent.level == level and parent.adcode not in points:
            first[parent.adcode] = Mention(mention.start, mention.end, parent.name, "full", parent)
            points[parent.adcode][LEVEL] += 4
