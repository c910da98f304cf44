"""Scores facts against annotations: precision and recall, a record counted right when its key agrees.

One JSON object a line on both sides, matched by ``id``. What counts as agreement:

- figures: ``value`` the number in yuan or as counted; ``meaning`` also the indicator; ``context`` also period and place
- projects: the name, one containing the other without 项目 and punctuation; then amount, stage, investor, place
- activities: the type, with the day or the quotation
- places: subject places, by name without 省 市 县 区
Annotated records with ``optional`` are neither missed nor wrong; ``indicator_alt`` and ``type_alt`` are equally right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from zscrawl.text import squash

Record = dict[str, Any]
_MARKS = re.compile(r"[^\w%]+")
_PLACE_ENDING = re.compile(r"(?:自治[区州县]|[省市县区州])$")
# The money of a signed set may be called its contracted or its total amount; both are right.
_SAME_INDICATOR = (
    {"investment_contracted", "investment_total"},
    {"projects_completed", "projects_in_production"},
)


def score(gold: list[Record], predictions: list[Record]) -> dict[str, dict[str, float]]:
    """F1 by kind of record (``f1``) and the share right of attributes (``right``)."""
    found = {prediction["id"]: prediction for prediction in predictions}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, annotated, predicted
    shares: dict[str, list[bool]] = defaultdict(list)
    for document in gold:
        guess = found.get(document["id"], {})
        shares["relevant"].append(document.get("relevant") == guess.get("relevant"))
        for name, agree in _KINDS.items():
            kind = name.partition(".")[0]
            records = [one for one in document.get(kind, []) if _counts(kind, one)]
            guesses = [one for one in guess.get(kind, []) if _counts(kind, one)]
            pairs = _pair(records, guesses, agree)
            optional = sum(bool(one.get("optional")) for one, _ in pairs)
            needed = sum(not one.get("optional") for one in records)
            tally = counts[name]
            tally[0] += len(pairs) - optional
            tally[1] += needed
            tally[2] += len(guesses) - optional
            if kind == "projects":
                for one, other in pairs:
                    _attributes(one, other, shares)
    table: dict[str, dict[str, float]] = {
        name: {"f1": 2 * right / (annotated + predicted) if annotated + predicted else 1.0}
        for name, (right, annotated, predicted) in counts.items()
    }
    return table | {name: {"right": sum(values) / len(values)} for name, values in shares.items()}


def _counts(kind: str, record: Record) -> bool:
    if kind == "places":
        return record.get("role", "subject") == "subject"
    return kind != "figures" or record.get("value") is not None


def _pair(
    records: list[Record], guesses: list[Record], agree: Callable[[Record, Record], bool]
) -> list[tuple[Record, Record]]:
    """Each annotated record with one guess, those that are needed and those quoted alike first."""
    left = list(guesses)
    pairs = []
    for one in sorted(records, key=lambda record: bool(record.get("optional"))):
        fitting = [other for other in left if agree(one, other)]
        if fitting:
            best = max(fitting, key=lambda other: _shared(one.get("quote"), other.get("quote")))
            left.remove(best)
            pairs.append((one, best))
    return pairs


def _key(text: Any) -> str:
    return _MARKS.sub("", squash(str(text or "")))


def _shared(one: Any, other: Any) -> float:
    a, b = _key(one), _key(other)
    pairs_a, pairs_b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b))
    return len(pairs_a & pairs_b) / max(1, len(pairs_a | pairs_b))


def _near(one: Any, other: Any) -> bool:
    return (
        one is not None
        and other is not None
        and abs(float(one) - float(other)) <= 1e-4 * max(1, abs(float(one)))
    )


def _value(one: Record, other: Record) -> bool:
    if one.get("value_cny") is not None or other.get("value_cny") is not None:
        return _near(one.get("value_cny"), other.get("value_cny"))
    percent = ["%" in str(record.get("unit")) for record in (one, other)]
    return percent[0] == percent[1] and _near(one.get("value"), other.get("value"))


def _meaning(one: Record, other: Record) -> bool:
    right = {one.get("indicator"), *one.get("indicator_alt", [])}
    right |= {name for group in _SAME_INDICATOR if group & right for name in group}
    return _value(one, other) and other.get("indicator") in right


def _context(one: Record, other: Record) -> bool:
    period = not one.get("period") or str(one["period"]) == str(other.get("period"))
    return (
        _meaning(one, other)
        and period
        and (not one.get("place") or _same_place(one["place"], other.get("place")))
    )


def _place_key(name: Any) -> str:
    return _PLACE_ENDING.sub("", _key(name))


def _same_place(one: Any, other: Any) -> bool:
    a, b = _place_key(one), _place_key(other)
    return bool(b) and (a.endswith(b) or b.endswith(a))


def _project(one: Record, other: Record) -> bool:
    a, b = (_key(record.get("name")).removesuffix("项目") for record in (one, other))
    return bool(a and b) and (a in b or b in a or _shared(a, b) >= 0.5)


def _activity(one: Record, other: Record) -> bool:
    day = bool(one.get("date")) and str(one["date"])[-5:] == str(other.get("date"))[-5:]
    alike = _shared(one.get("quote"), other.get("quote")) >= 0.2
    return other.get("type") in {one.get("type"), *one.get("type_alt", [])} and (day or alike)


def _attributes(one: Record, other: Record, shares: dict[str, list[bool]]) -> None:
    if one.get("amount_cny") is not None or other.get("amount_cny") is not None:
        shares["project.amount"].append(_near(one.get("amount_cny"), other.get("amount_cny")))
    if one.get("stage"):
        shares["project.stage"].append(one["stage"] == other.get("stage"))
    if one.get("investor"):
        a, b = _key(one["investor"]), _key(other.get("investor"))
        shares["project.investor"].append(bool(b) and (a in b or b in a))
    if one.get("place"):
        shares["project.place"].append(_same_place(one["place"], other.get("place")))


_KINDS: dict[str, Callable[[Record, Record], bool]] = {
    "figures.value": _value,
    "figures.meaning": _meaning,
    "figures.context": _context,
    "projects": _project,
    "activities": _activity,
    "places": lambda one, other: _same_place(one.get("name"), other.get("name")),
}
