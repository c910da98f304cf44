"""Whose promotion an article is about.

Every place mentioned collects signs, each with a weight (the table `SIGNS`); the best is the subject. Beside it
stand: its own zone or county where the article works with both, a part of it with result figures of its own,
and the larger place that a figure is reported for (宝鸡市 beside 眉县).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from promotion.geography import roles
from promotion.geography.gazetteer import Division, gazetteer
from promotion.places import BY_CHARACTER, Mention
from promotion.text.patterns import quick

_WE = {
    "province": quick(r"[全我]省|省委|省政府|省直|省长|自治区(?:党委|政府|主席)|省内|省投资"),
    "city": quick(r"[全我]州(?!县)|州委|州政府|[全我]市|市委|市政府|市直|市区|市长|本市"),
    "county": quick(r"[全我]县|县委|县政府|县直|县长|县域|县领导|县里|县招商"),
    "district": quick(r"[全我]区(?!域)|区委|区政府|区长|区直|区招商"),
    "zone": quick(r"管委会|党工委|园区|[全该]区"),
}

# 全州 where nobody says 全市 or 全县: an autonomous prefecture, of which a county-level city is a part
_STATE = quick(r"[全我]州(?!县)|州委|州政府")
_OTHER_THAN_STATE = quick(r"[全我][市县]|[市县]委|[市县]政府|[市县]长")


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """``weight`` for each mention that shows it, ``cap`` at most in sum."""

    name: str
    weight: float
    cap: float


TITLE = Sign("in the title", 3.0, 3.0)
HOSTS = Sign("the title says that it is held there", 0.8, 0.8)
LEAD = Sign("acts in the first sentence", 2.5, 2.5)
OWN = Sign("own offices or people", 1.2, 3.6)
ACTS = Sign("acts", 0.8, 3.2)
RESULT = Sign("has a result of its own", 1.2, 1.2)
PLAIN = Sign("mentioned", 0.25, 2.0)
RECEIVES = Sign("receives guests", 2.0, 2.0)
GOES = Sign("projects go there", 1.0, 2.0)
HELD = Sign("an event was held there", -0.5, -1.0)
VISITED = Sign("visited, or origin of guests", -1.5, -6.0)
REPORTS = Sign("its newspaper or station reports", 1.0, 2.0)
REPORTS_WIDELY = Sign("a provincial newspaper or station reports", 0.3, 0.6)
LEVEL = Sign("level of 我县, 全市", 0.4, 1.6)
SOURCE = Sign("region of the source", 1.5, 1.5)

ENOUGH = 0.6
"""A place with less than this is no subject beside another."""

_SHORTEST_LEAD = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with what spoke for it; ``signs`` explains the score."""

    key: str
    division: Division
    zone: str | None
    score: float
    signs: tuple[str, ...]
    first: Mention | None

    @property
    def name(self) -> str:
        """A zone as printed, a division by its usual full name."""
        if self.zone or self.first is None or self.first.division != self.division:
            return self.zone or self.division.name
        return self.first.official


def candidates(
    text: str, found: Sequence[Mention], title: str, title_found: Sequence[Mention], region: Division | None
) -> list[Candidate]:
    """All places of the article as candidates, the best first."""
    points: dict[str, Counter[Sign]] = defaultdict(Counter)
    first: dict[str, Mention] = {}
    lead_end = _lead_end(text)
    for mention, previous, following in zip(found, [None, *found], [*found[1:], None], strict=False):
        if mention.division is None:
            continue
        first.setdefault(mention.key, mention)
        if _heads(mention, following):
            points[mention.key][PLAIN] += 1
            continue
        for sign in _signs(text, mention, previous, lead_end, points):
            points[mention.key][sign] += 1
    for character in {m["character"] for m in BY_CHARACTER.finditer(text + title)}:
        for key, mention in first.items():
            if mention.division and character in (mention.zone or mention.division.short):
                points[key][RECEIVES] += 1
    for mention, following in zip(title_found, [*title_found[1:], None], strict=False):
        if mention.division and not _heads(mention, following):
            first.setdefault(mention.key, mention)
            if not roles.away(title, mention):
                points[mention.key][TITLE] += 1
            elif roles.held_at(title, mention):
                points[mention.key][HOSTS] += 1
    _add_levels(text + title, points, first)
    _leave_out_reporters(points, first)
    if region:
        for key, mention in first.items():
            if mention.division and mention.division.within(region):
                points[key][SOURCE] += 1
    out = [_candidate(key, first[key], signs) for key, signs in points.items()]
    return sorted(out, key=lambda c: (-c.score, first[c.key].start))


def _heads(mention: Mention, following: Mention | None) -> bool:
    """湖南省 in 湖南省株洲市: only the way to the place that is meant."""
    return (
        following is not None
        and 0 <= following.start - mention.end <= 1
        and following.division is not None
        and mention.division is not None
        and (following.division != mention.division or (following.zone is not None and mention.zone is None))
        and following.division.within(mention.division)
    )


def _candidate(key: str, mention: Mention, signs: Counter[Sign]) -> Candidate:
    assert mention.division is not None
    score = sum(_capped(sign, count) for sign, count in signs.items())
    return Candidate(
        key, mention.division, mention.zone, round(score, 2), tuple(sorted(s.name for s in signs)), mention
    )


def _capped(sign: Sign, count: int) -> float:
    total = sign.weight * count
    return max(total, sign.cap) if sign.weight < 0 else min(total, sign.cap)


def _lead_end(text: str) -> int:
    """End of the first sentence that is one (not a date line or a credit)."""
    position = 0
    for line in re.split(r"(?<=[\n。])", text):
        position += len(line)
        if len(line) > _SHORTEST_LEAD:
            break
    return position


def _signs(
    text: str, mention: Mention, previous: Mention | None, lead_end: int, points: dict[str, Counter[Sign]]
) -> Iterable[Sign]:
    if mention.media:
        wide = mention.division is not None and mention.division.level == "province"
        return (REPORTS_WIDELY if wide else REPORTS,)
    if roles.held_at(text, mention) or _held_with(text, mention, previous, points):
        return (HELD,)
    if roles.away(text, mention) or _listed_after(text, mention, previous, points):
        return (VISITED,)
    signs = [PLAIN]
    if roles.goes_there(text, mention):
        signs.append(GOES)
    if roles.receives(text, mention):
        signs.append(RECEIVES)
    if roles.has_result(text, mention):
        signs.append(RESULT)
    if roles.own_office(text, mention):
        signs.append(OWN)
    if roles.acts(text, mention):
        signs.append(LEAD if mention.start < lead_end else ACTS)
    return signs


def _held_with(
    text: str, mention: Mention, previous: Mention | None, points: dict[str, Counter[Sign]]
) -> bool:
    """B of 分别在A和B进行了集中签约."""
    joined = previous is not None and text[previous.end : mention.start] in {"、", "和", "及"}
    return joined and previous is not None and bool(points[previous.key][HELD])


def _listed_after(
    text: str, mention: Mention, previous: Mention | None, points: dict[str, Counter[Sign]]
) -> bool:
    """深圳 in 前往广州、深圳等地: it shares the fate of the name before it."""
    if previous is None or text[previous.end : mention.start] not in {"、", "和", "及", ""}:
        return False
    nested = text[previous.end : mention.start] == "" and not mention.zone
    return bool(points[previous.key][VISITED]) and (nested or mention.division != previous.division)


def _add_levels(text: str, points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    said = {level: min(4, len(pattern.findall(text))) for level, pattern in _WE.items()}
    of_state = len(_STATE.findall(text)) > len(_OTHER_THAN_STATE.findall(text))
    cities = {
        m.division.adcode for k, m in first.items() if m.division and not m.zone and VISITED not in points[k]
    }
    for key, mention in first.items():
        for level in _levels(mention):
            # 全市 in an article of 遂宁市 is not 射洪市, a county-level city of it; nor is 全州
            county_city = level == "city" and mention.division and mention.division.level == "county"
            if not (county_city and (of_state or (mention.division and mention.division.city in cities))):
                points[key][LEVEL] += said[level]
    top = max(("province", "city"), key=lambda level: said[level])
    if said[top] and not any(
        _capped_sum(points[k]) > ENOUGH and _fits(m, top, of_state) for k, m in first.items()
    ):
        _add_parent(top, points, first)


def _leave_out_reporters(points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """我县 in an article that names one county, told by its city's newspaper: the reporter is no rival."""
    for key, mention in first.items():
        city = mention.division
        if city is None or set(points[key]) - {REPORTS, LEVEL} or not points[key][REPORTS]:
            continue
        for other, part in first.items():
            county = part.division
            if (
                county
                and county != city
                and county.within(city)
                and VISITED not in points[other]
                and points[other][LEVEL] >= points[key][LEVEL] > 0
            ):
                points[key][REPORTS] = 0


def _capped_sum(signs: Counter[Sign]) -> float:
    return sum(_capped(sign, count) for sign, count in signs.items() if sign is not LEVEL)


def _fits(mention: Mention, level: str, of_state: bool) -> bool:
    if of_state and level == "city":
        return mention.zone is None and mention.division is not None and mention.division.level == "city"
    return level in _levels(mention) or (level == "city" and not mention.zone)


def _levels(mention: Mention) -> tuple[str, ...]:
    if mention.zone:
        return ("zone",)
    division = mention.division
    assert division is not None
    if division.level == "county":
        return {"市": ("city",), "区": ("district",)}.get(division.name[-1], ("county",))
    return (division.level,)


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


def of_region(region: Division) -> Candidate:
    """The region of the source as the subject of an article that names no place."""
    return Candidate(region.adcode, region, None, SOURCE.weight, (SOURCE.name,), None)
