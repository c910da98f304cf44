"""Which of the candidates an article is about, when every place has been weighed (`subjects`).

The best is the main subject. Beside it stand its zone or county, the partner of a joint event, and the province of
an article that tells news of several of its cities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from promotion.geography.signs import (
    ACTS,
    ENOUGH,
    LEAD,
    LEVEL,
    OWN,
    PLAIN,
    REPORTS,
    REPORTS_WIDELY,
    RESULT,
    TITLE,
)
from promotion.geography.subjects import Candidate
from promotion.places import Mention

_SOMETHING = 0.2
"""A place with less than this is nobody's subject."""

_CITIES_OF_A_PROVINCE = 3
_COUNTIES_OF_A_CITY = 3
_NEARLY = 0.8
_EQUAL, _TOGETHER = 0.9, 0.6
"""Share of the main subject's score that the partner of a joint event has at least."""


def select(found: Sequence[Candidate], mentioned: Sequence[Mention]) -> list[Candidate]:
    """The subjects among the candidates, the main one first; empty where nothing speaks for any place."""
    if not found or found[0].score < _SOMETHING:
        return []
    main = _common_city(found) or _narrower(found, mentioned)
    others = [c for c in found if c is not main]
    beside = [c for c in others if _beside(main, c, mentioned)]
    province = _common_province(main, found)
    return [main, *beside, *([province] if province and province not in beside else [])]


def _common_city(found: Sequence[Candidate]) -> Candidate | None:
    """The city of an article in which three or more of its counties, none of them in the lead, act or have offices.

    So is the city that the lead names, where three or more of its parts follow.
    """
    best = found[0]
    if best.zone or best.division.level != "county" or {TITLE.name, LEAD.name} & set(best.signs):
        return None
    counties = {
        c.division.adcode
        for c in found
        if not c.zone
        and c.division.city == best.division.city
        and {OWN.name, ACTS.name, RESULT.name} & set(c.signs)
    }
    city = next((c for c in found if c.division.adcode == best.division.city and c.score > 0), None)
    parts = {c.division.adcode for c in found if c.division.city == best.division.city and c.score > 0}
    leads = city is not None and LEAD.name in city.signs and len(parts) > _COUNTIES_OF_A_CITY
    return city if leads or len(counties) >= _COUNTIES_OF_A_CITY else None


def _narrower(found: Sequence[Candidate], mentioned: Sequence[Mention]) -> Candidate:
    """The best candidate; a part of it that weighs as much (海西: … 格尔木), or its zone that is named first."""
    best = found[0]
    for other in found[1:]:
        inside = other.division.within(best.division) and other.division != best.division
        titled = TITLE.name in best.signs and TITLE.name in other.signs
        if inside and titled and not best.zone and other.score >= best.score:
            return other
        if inside and not (best.zone or other.zone) and _speaks_itself(best, other, mentioned):
            return other
        named = TITLE.name not in best.signs or TITLE.name in other.signs
        near = (
            other.zone
            and named
            and not best.zone
            and other.division == best.division
            and other.score >= best.score * _NEARLY
        )
        if near and other.first and best.first and other.first.start <= best.first.start:
            return other
    return best


def _speaks_itself(best: Candidate, other: Candidate, mentioned: Sequence[Mention]) -> bool:
    """甲市乙区丙镇人民政府主办…。乙区区委副书记…: the district has the offices, the city only heads its name."""
    if OWN.name not in other.signs or OWN.name in best.signs or other.score < best.score * _TOGETHER:
        return False
    named = Counter(m.key for m in mentioned)
    return named[other.key] >= named[best.key]


def _beside(main: Candidate, other: Candidate, mentioned: Sequence[Mention]) -> bool:
    if other.score < ENOUGH or {REPORTS.name, REPORTS_WIDELY.name} & set(other.signs):
        return False
    if main.zone:
        # 汶上县经济开发区: the county whose full name the zone carries
        return not other.zone and main.division == other.division and _carries_full_name(main, mentioned)
    if other.zone:
        acts = {LEAD.name, ACTS.name, OWN.name, TITLE.name} & set(other.signs)
        if set(main.signs) == {LEVEL.name}:  # a city that is known by its zone alone
            return other.division == main.division
        named_only = set(other.signs) <= {PLAIN.name, LEVEL.name}
        in_county = main.division.level == "county" and not named_only
        return other.division == main.division and (in_county or bool(acts))
    # 北京通州·河北廊坊: an event of two places
    share = _TOGETHER if _named_together(main, other, mentioned) else _EQUAL
    joint = LEAD.name in main.signs and LEAD.name in other.signs and other.score >= main.score * share
    return joint and not other.division.within(main.division) and not main.division.within(other.division)


def _named_together(main: Candidate, other: Candidate, mentioned: Sequence[Mention]) -> bool:
    """甲区和乙市 … 甲、乙: two places that are named side by side more than once."""
    pairs = pairwise(mentioned)
    both = sum(1 for a, b in pairs if b.start - a.end == 1 and {a.key, b.key} == {main.key, other.key})
    return both > 1


def _carries_full_name(zone: Candidate, mentioned: Sequence[Mention]) -> bool:
    return any(m.zone == zone.zone and m.form == "full" for m in mentioned)


def _common_province(main: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The province of an article that tells news of three or more of its cities, or of counties in as many."""
    if main.zone or main.division.level not in {"city", "county"}:
        return None
    cities = {
        c.division.city
        for c in found
        if c.score > 0
        and c.division.level == main.division.level
        and c.division.province == main.division.province
    }
    if len(cities) < _CITIES_OF_A_PROVINCE:
        return None
    return next((c for c in found if c.division.adcode == main.division.province and c.score >= ENOUGH), None)
