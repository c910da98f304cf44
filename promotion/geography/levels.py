"""Which level an article speaks from: 全省, 我市, 县委, 管委会 are said by the place whose news it is."""

from __future__ import annotations

from promotion.places import Mention
from promotion.text.patterns import quick

_WE = {
    "province": quick(
        r"[全我]省|省委|省政府|省直|省长|自治区(?:党委|政府|主席)|省内(?!市外|[^,;。]{0,2}资金)|省投资"
    ),
    "city": quick(
        r"[全我]州(?!县)|州委|州政府|[全我]盟|盟委|行署|[全我]市|市委|市政府|市直|市区|市长|本市|师市(?!场)"
    ),
    "county": quick(r"[全我]旗|旗委|旗政府|旗长|[全我]县|县委|县政府|县直|县长|县域|县领导|县里|县招商"),
    "district": quick(r"[全我]区(?!域)|区委|区政府|区长|区直|区招商"),
    "zone": quick(r"管委会|党工委|园区|[全该]区"),
}

# 全州 where nobody says 全市 or 全县: an autonomous prefecture, of which a county-level city is a part
_STATE = quick(r"[全我]州(?!县)|州委|州政府")
_OTHER_THAN_STATE = quick(r"[全我][市县]|[市县]委|[市县]政府|[市县]长")

_ENOUGH_SAID = 4


def levels_said(text: str) -> dict[str, int]:
    """How often the words of each level are in ``text``, 4 at most."""
    return {level: min(_ENOUGH_SAID, len(pattern.findall(text))) for level, pattern in _WE.items()}


def of_state(text: str) -> bool:
    """Does an autonomous prefecture speak? (全州, and hardly ever 全市 or 全县)"""
    return len(_STATE.findall(text)) > len(_OTHER_THAN_STATE.findall(text))


def levels_of(mention: Mention) -> tuple[str, ...]:
    """The levels that a place itself has."""
    if mention.zone:
        return ("zone",)
    division = mention.division
    assert division is not None
    if division.level == "county":
        return {"市": ("city",), "区": ("district",)}.get(division.name[-1], ("county",))
    return (division.level,)


def fits(mention: Mention, level: str, *, state: bool) -> bool:
    """May the place be the one that speaks of itself as of ``level``? ``state``: it is a prefecture that speaks."""
    if state and level == "city":
        return mention.zone is None and mention.division is not None and mention.division.level == "city"
    return level in levels_of(mention) or (level == "city" and not mention.zone)
