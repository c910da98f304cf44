"""Precision, recall and F1 of facts against annotations, as docs/codebook.md defines them.

One JSON object a line on both sides. Records with ``optional: true`` in the annotations are neither a miss nor a
false positive; ``indicator_alt`` and ``type_alt`` are equally right.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Record = dict[str, Any]
ALIKE = ({"investment_contracted", "investment_total"}, {"projects_completed", "projects_in_production"})


def read_lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def flat(text: object) -> str:
    text = re.sub(r"\([a-zà-žǎǐǒǔǜü]+\)", "", unicodedata.normalize("NFKC", str(text or "")))
    return re.sub(r"\W+", "", text).lower()


def dice(a: object, b: object) -> float:
    """Overlap of pairs of characters; a text inside another counts at least 0.6."""
    x, y = flat(a), flat(b)
    if not x or not y:
        return 0.0
    if x in y or y in x:
        return max(0.6, min(len(x), len(y)) / max(len(x), len(y)))
    pairs = [Counter(t[i : i + 2] for i in range(len(t) - 1)) for t in (x, y)]
    return 2 * sum((pairs[0] & pairs[1]).values()) / max(1, sum(map(len, (x, y))) - 2)


def same_number(a: object, b: object) -> bool:
    return (
        isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= 1e-4 * max(1.0, abs(a))
    )


def place_key(name: object) -> str:
    zone = r"(经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区)$"
    text = re.sub(zone, lambda m: m[0][0] + "开", flat(name))
    return re.sub(r"(特别行政区|自治[区州县旗]|[省市县区州盟旗])$", "", text)


def same_place(gold: object, guess: object) -> bool:
    a, b = place_key(gold), place_key(guess)
    return not gold or (bool(b) and (a.endswith(b) or b.endswith(a)))


def same_period(gold: object, guess: object) -> bool:
    return not gold or str(gold).replace("..", "") == str(guess).replace("..", "")


def same_value(gold: Record, guess: Record) -> bool:
    if gold.get("value_cny") is not None or guess.get("value_cny") is not None:
        return same_number(gold.get("value_cny"), guess.get("value_cny"))
    units = flat(gold.get("unit")), flat(guess.get("unit"))
    percent = ("%" in str(gold.get("unit"))) == ("%" in str(guess.get("unit")))
    money = units[0] == units[1] if "元" in units[0] + units[1] else True
    return percent and money and same_number(gold.get("value"), guess.get("value"))


def same_indicator(gold: Record, guess: Record) -> bool:
    right = {gold["indicator"], *gold.get("indicator_alt", [])}
    right |= {code for group in ALIKE if group & right for code in group}
    return guess["indicator"] in right


def figure_strength(gold: Record, guess: Record) -> float:
    if gold.get("value") is None or not same_value(gold, guess):
        return 0.0
    context = same_period(gold.get("period"), guess.get("period")) + same_place(
        gold.get("place"), guess.get("place")
    )
    return 1 + 2 * same_indicator(gold, guess) + context + dice(gold.get("quote"), guess.get("quote"))


def project_strength(gold: Record, guess: Record) -> float:
    def core(name: object) -> str:
        return re.sub(r"(项目|工程|建设)$", "", flat(name))

    likeness = dice(core(gold["name"]), core(guess["name"]))
    return (
        likeness + 0.2 * same_number(gold.get("amount_cny"), guess.get("amount_cny"))
        if likeness >= 0.5
        else 0
    )


def activity_strength(gold: Record, guess: Record) -> float:
    if guess["type"] not in {gold["type"], *gold.get("type_alt", [])}:
        return 0.0
    quote = dice(gold.get("quote"), guess.get("quote"))
    dated = bool(gold.get("date")) and str(gold["date"])[-5:] == str(guess.get("date"))[-5:]
    return quote + dated if quote >= 0.3 or dated else 0.0


def place_strength(gold: Record, guess: Record) -> float:
    return float(same_place(gold["name"], guess["name"]))


def paired(
    gold: list[Record], guess: list[Record], strength: Callable[[Record, Record], float]
) -> list[tuple[Record, Record]]:
    """Greedy, best first; required records before optional ones."""
    found = sorted(
        (bool(g.get("optional")), -s, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(guess)
        if (s := strength(g, p)) > 0
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, _, i, j in found:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((gold[i], guess[j]))
    return out


def score(gold_docs: Iterable[Record], predictions: Iterable[Record]) -> dict[str, float]:
    """F1 of each kind of record, and the share of right attributes."""
    got = {p["id"]: p for p in predictions}
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    attributes: dict[str, list[bool]] = defaultdict(list)
    for doc in gold_docs:
        mine = got.get(doc["id"], {})
        attributes["relevant"].append(bool(doc["relevant"]) == bool(mine.get("relevant")))
        for kind, strength in STRENGTHS.items():
            gold = [g for g in doc.get(kind, []) if kind != "places" or g.get("role", "subject") == "subject"]
            guess = [p for p in mine.get(kind, []) if kind != "places" or p["role"] == "subject"]
            if kind == "places" and not gold:
                continue
            if kind == "figures":
                gold = [g for g in gold if g.get("value") is not None]
            links = paired(gold, guess, strength)
            hits = [(g, p) for g, p in links if not g.get("optional")]
            wanted = sum(1 for g in gold if not g.get("optional"))
            given = len(guess) - (len(links) - len(hits))
            for name, found in _levels(kind, hits).items():
                tally = tallies[name]
                tally[:] = [tally[0] + len(found), tally[1] + wanted, tally[2] + given]
            if kind == "projects":
                _attributes(hits, attributes)
    table = {
        name: 2 * hit / (wanted + given) if wanted + given else 1.0
        for name, (hit, wanted, given) in tallies.items()
    }
    return table | {name: sum(right) / len(right) for name, right in attributes.items()}


STRENGTHS = {
    "figures": figure_strength,
    "projects": project_strength,
    "activities": activity_strength,
    "places": place_strength,
}


def _levels(kind: str, hits: list[tuple[Record, Record]]) -> dict[str, list[tuple[Record, Record]]]:
    if kind != "figures":
        return {kind: hits}
    meaning = [(g, p) for g, p in hits if same_indicator(g, p)]
    context = [
        (g, p)
        for g, p in meaning
        if same_period(g.get("period"), p.get("period")) and same_place(g.get("place"), p.get("place"))
    ]
    return {"figures.value": hits, "figures.meaning": meaning, "figures.context": context}


def _attributes(hits: list[tuple[Record, Record]], out: dict[str, list[bool]]) -> None:
    for gold, guess in hits:
        if gold.get("amount_cny") is not None or guess.get("amount_cny") is not None:
            out["project.amount"].append(same_number(gold.get("amount_cny"), guess.get("amount_cny")))
        if gold.get("stage"):
            out["project.stage"].append(gold["stage"] == guess.get("stage"))
        if gold.get("investor"):
            out["project.investor"].append(dice(gold["investor"], guess.get("investor")) >= 0.5)
        if gold.get("place"):
            out["project.place"].append(same_place(gold["place"], guess.get("place")))
