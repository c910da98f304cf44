"""Whose promotion an article is about.

Every place mentioned collects signs, each with a weight (the table `SIGNS`); the best is the subject. Beside it
stand: its own zone or county where the article works with both, a part of it with result figures of its own,
and the larger place that a figure is reported for (宝鸡市 beside 眉县).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from promotion.geography import guests as guests_said
from promotion.geography import roles
from promotion.geography.elided import add_levels, said_in_title
from promotion.geography.gazetteer import Division
from promotion.geography.homonyms import BY_CHARACTER
from promotion.geography.signs import (
    ACTS,
    BEYOND,
    GOES,
    HELD,
    HOST,
    HOSTS,
    LEAD,
    LEVEL,
    OWN,
    PLAIN,
    RECEIVES,
    REPORTS,
    REPORTS_WIDELY,
    RESULT,
    SOURCE,
    TITLE,
    VISITED,
    Sign,
    capped,
)
from promotion.places import Mention

_SHORTEST_LEAD = 14
_BEYOND_THE_BORDER = frozenset({"710000", "810000", "820000"})
_STATES = re.compile(r"[,。]")


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
    lead_end, guests = _lead_end(text), guests_said.tells_of_guests(title + "\n" + text)
    previous, begin, ways = None, -1, list[str]()
    for mention, following in zip(found, [*found[1:], None], strict=False):
        if mention.division is None:
            continue
        first.setdefault(mention.key, mention)
        begin = mention.start if begin < 0 else begin
        if _heads(mention, following):
            points[mention.key][PLAIN] += 1
            ways.append(mention.key)
            continue
        # 赴甲省|乙市: what stands before the way to it stands before the place
        placed = mention if begin == mention.start else replace(mention, start=begin)
        begin = -1
        for sign in _signs(text, placed, previous, lead_end, points, guests=guests):
            points[mention.key][sign] += 1
            for key in ways if sign in {HELD, VISITED} else ():
                points[key][HELD] += 1
        previous, ways = mention, []
    for character in {m["character"] for m in BY_CHARACTER.finditer(text + title)}:
        for key, mention in first.items():
            if mention.division and character in (mention.zone or mention.division.short):
                points[key][RECEIVES] += 1
    for previous, mention, following in zip(
        [None, *title_found], title_found, [*title_found[1:], None], strict=False
    ):
        if mention.division and not _heads(mention, following):
            first.setdefault(mention.key, mention)
            if roles.venue_in_name(title, mention, previous) or roles.guest_at(title, mention, previous):
                continue
            if previous is not None and roles.partner(title, mention):  # 甲市与|乙市|国资委举行座谈会
                continue
            if guests and (
                guests_said.hosts_guests(title, mention) or guests_said.guests_come(title, mention)
            ):
                points[mention.key].update((TITLE, RECEIVES))
            elif not roles.away(title, mention) and not (guests and guests_said.sends_guests(title, mention)):
                points[mention.key][TITLE] += 1
            elif roles.held_at(title, mention):
                points[mention.key][HOSTS] += 1
    for key, mention in first.items():
        if mention.division and mention.division.province in _BEYOND_THE_BORDER:
            points[key][BEYOND] += 1
    add_levels(text + title, points, first)
    for key in said_in_title(title, points, first):
        points[key].update({TITLE: 1, LEAD: 1, OWN: 2})
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
    score = sum(capped(sign, count) for sign, count in signs.items())
    return Candidate(
        key, mention.division, mention.zone, round(score, 2), tuple(sorted(s.name for s in signs)), mention
    )


def _lead_end(text: str) -> int:
    """End of the first sentence that is one (not a date line or a credit)."""
    position = 0
    for line in re.split(r"(?<=[\n。])", text):
        position += len(line)
        if len(line) > _SHORTEST_LEAD and _STATES.search(line):
            break
    return position


def _signs(
    text: str,
    mention: Mention,
    previous: Mention | None,
    lead_end: int,
    points: dict[str, Counter[Sign]],
    *,
    guests: bool,
) -> Iterable[Sign]:
    if mention.own:
        return (OWN,)
    if mention.media:
        wide = mention.division is not None and mention.division.level == "province"
        return (REPORTS_WIDELY if wide else REPORTS,)
    if roles.held_at(text, mention) or _held_with(text, mention, previous, points):
        return (HELD,)
    if guests and guests_said.hosts_guests(text, mention):
        return (HOST, LEAD if mention.start < lead_end else ACTS)
    if guests and guests_said.sends_guests(text, mention):
        return (VISITED,)
    if guests and guests_said.guests_come(text, mention):
        return (RECEIVES,)
    if roles.looked_at(text, mention) or roles.names_project(text, mention):
        return ()
    if roles.venue_in_name(text, mention, previous) or roles.posted(text, mention):
        return (HELD,)
    if roles.attended(text, mention) or roles.guest_at(text, mention, previous):
        return (HELD,)
    if roles.second_party(text, mention, previous) or roles.takes_part(text, mention):
        return (PLAIN,)
    if roles.among_offices(text, mention) or roles.names_fair(text, mention):
        return (PLAIN,)
    if mention.zone and (roles.speaks(text, mention) or roles.one_of_many(text, mention)):
        return (PLAIN,)
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


def _leave_out_reporters(points: dict[str, Counter[Sign]], first: dict[str, Mention]) -> None:
    """我县 in an article that names one county, told by its city's newspaper: the reporter is no rival.

    So is 我省 in an article that its capital's newspaper tells.
    """
    for key, mention in first.items():
        reporter = mention.division
        if reporter is None or set(points[key]) - {REPORTS, LEVEL} or not points[key][REPORTS]:
            continue
        for other, part in first.items():
            place = part.division
            akin = place and place != reporter and (place.within(reporter) or reporter.within(place))
            wider = place is not None and place.level == "province"
            if (
                akin
                and (wider or VISITED not in points[other])
                and points[other][LEVEL] >= max(1, points[key][LEVEL])
            ):
                points[key][REPORTS] = 0


def of_region(region: Division) -> Candidate:
    """The region of the source as the subject of an article that names no place."""
    return Candidate(region.adcode, region, None, SOURCE.weight, (SOURCE.name,), None)
