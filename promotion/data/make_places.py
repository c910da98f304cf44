"""Make ``places.tsv`` from two published gazetteers; run by hand when divisions change.

usage: python promotion/data/make_places.py CHINA_LOCATION.txt CHINA_LOCATION_CHANGE.txt ADCODES.csv

See README in this folder for where the three files come from. Hand-written additions are in
``zones.tsv`` and ``former.tsv`` beside this script and are read by the gazetteer as they are.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent

ADDED = {"810000": ("香港特别行政区", "香港"), "820000": ("澳门特别行政区", "澳门")}
"""Divisions that the source leaves out."""

ADDED_SEATS = {"810000": ("114.165", "22.275"), "820000": ("113.543", "22.187")}

VAGUE = frozenset({"城区", "郊区", "矿区", "东区", "西区", "新城", "红星区", "南郊区", "新青区"})
"""Former names too general to mean one place."""


def divisions(path: str) -> dict[str, tuple[str, str]]:
    """adcode → (name, short form) of provinces, cities and counties; the file nests them by tabs."""
    out: dict[str, tuple[str, str]] = {}
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.strip().split("\t")
            if len(cells) == 3 and cells[1].isdigit() and len(cells[1]) == 6 and not _statistical(cells):
                out.setdefault(cells[1], (cells[0], cells[2]))
    return out


def _statistical(cells: list[str]) -> bool:
    """A zone with a code of the statistics office, or a heading such as 省直辖行政区划."""
    return (
        "直辖" in cells[0]
        or cells[0].endswith("开发区")
        or (cells[1][2:4] != "90" and cells[1][4] in "67" and cells[1][:4] != "2327")
    )


def coordinates(path: str) -> dict[str, tuple[str, str]]:
    """adcode → (longitude, latitude), three decimals (about 100 m: a seat of government, not a border)."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return {
            r["adcode"][:6]: (_round(r["longitude"]), _round(r["latitude"])) for r in rows if r["longitude"]
        }


def _round(number: str) -> str:
    return f"{float(number):.3f}"


def former_names(path: str, current: dict[str, tuple[str, str]]) -> dict[str, set[str]]:
    """adcode → names that the division had before; from lines 旧省 … 旧县 => 新省 新市 新县."""
    by_name: dict[str, str] = {}
    for code, (name, _) in current.items():
        by_name.setdefault(name, code)
    out: dict[str, set[str]] = {}
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            old, _, new = line.strip().partition("=>")
            before = [c for c in old.split("\t")[2:] if c]
            after = [c for c in new.split("\t") if c]
            now = by_name.get(after[-1], "") if after else ""
            if (
                now
                and len(before) >= 2
                and before[-2] not in {after[-1], *VAGUE}
                and len(before) // 2 == len(after)
            ):
                out.setdefault(now, set()).add(before[-2])
    return out


def main(locations: str, changes: str, adcodes: str) -> None:
    current = divisions(locations) | ADDED
    where = coordinates(adcodes) | ADDED_SEATS
    former = former_names(changes, current)
    with (HERE / "places.tsv").open("w", encoding="utf-8", newline="\n") as out:
        for code, (name, short) in sorted(current.items()):
            longitude, latitude = where.get(code, ("", ""))
            old = " ".join(sorted(former.get(code, ())))
            out.write("\t".join((code, name, short, longitude, latitude, old)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
