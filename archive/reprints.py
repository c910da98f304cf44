"""Whether one text is a reprint of another, wholly or in part. Pure: two texts in, a verdict out.

Candidates come from `archive.fingerprint`; here they are judged on the texts themselves:

*   The shorter text must stand in the longer one: at least `MIN_CONTAINED` of its pieces of five
    characters, numbers aside.
*   The numbers must agree. A monthly report repeats last month's words around other numbers, so each
    number is looked up in its context; where the longer text has the same context with another number,
    the two conflict. More than `MAX_CONFLICT` conflicts among the contexts that both have: no reprint.
*   The leads must not tell of two events. A project that is begun is reported with the background of
    the report on its signing; but the first sentences differ, and in their dates or in their stages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from archive.normal import NormalText

MIN_LENGTH = 40
"""Characters; below this two texts are only one if they are equal."""
MIN_CONTAINED = 0.8
SAME_COVERED = 0.6
"""From this share of the longer text on, the two are one text; below, the shorter is an excerpt."""
MAX_CONFLICT = 0.2

LEAD_KEPT = 0.9
"""From this share of its pieces on, a lead counts as standing in the other text."""
_STAGES = re.compile("签约|奠基|开工|动工|封顶|竣工|试产|投产|量产|揭牌|挂牌|复工|注册")
"""What a project may reach on the day that a report is about."""

Kind = Literal["same", "excerpt"]


@dataclass(frozen=True, slots=True)
class Reprint:
    """How two texts are one. ``contained``: share of the shorter text that stands in the longer one;
    ``covered``: share of the longer text that the shorter one has (both 0 to 1)."""

    kind: Kind
    contained: float
    covered: float


def compare(first: NormalText, second: NormalText) -> Reprint | None:
    """How ``first`` and ``second`` are reprints of one text, or None if they are not."""
    if first.text == second.text:
        return Reprint("same", 1.0, 1.0) if first.text else None
    shorter, longer = sorted((first, second), key=lambda each: (len(each.masked_grams), each.text))
    if len(shorter.text) < MIN_LENGTH:
        return None
    shared = len(shorter.masked_grams & longer.masked_grams)
    contained = shared / len(shorter.masked_grams)
    covered = shared / len(longer.masked_grams)
    if contained < MIN_CONTAINED or conflict(shorter, longer) > MAX_CONFLICT or _two_events(shorter, longer):
        return None
    return Reprint("same" if covered >= SAME_COVERED else "excerpt", contained, covered)


def conflict(shorter: NormalText, longer: NormalText) -> float:
    """The share of the number contexts common to both in which the numbers differ; 0 if there are none."""
    common = shorter.numbers.keys() & longer.numbers.keys()
    if not common:
        return 0.0
    differing = sum(not shorter.numbers[context] <= longer.numbers[context] for context in common)
    return differing / len(common)


def _two_events(first: NormalText, second: NormalText) -> bool:
    if _kept(first.lead, second) >= LEAD_KEPT or _kept(second.lead, first) >= LEAD_KEPT:
        return False
    stages = [set(_STAGES.findall(each.lead.text)) for each in (first, second)]
    if all(stages) and stages[0].isdisjoint(stages[1]):
        return True
    return conflict(first.lead, second.lead) > 0


def _kept(lead: NormalText, text: NormalText) -> float:
    """The share of a lead that stands in a text; all of it, if there is no lead."""
    pieces = lead.masked_grams
    return len(pieces & text.masked_grams) / len(pieces) if pieces else 1.0
