"""The national gazetteer: provinces, cities, counties and named zones, with adcodes, seats and other names.

`Gazetteer.scan` finds every name in a text in one pass; which of several divisions is meant, and whether a
short form is a place at all, is for `promotion.places` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import compress, count
from operator import add
from typing import Literal

Level = Literal["province", "city", "county", "zone"]
Form = Literal["full", "short", "former"]

_MUNICIPALITIES = ("11", "12", "31", "50")
# 东北新区 is nobody's short form: a short form of one character (蔚县 → 蔚) is not used
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division, or a zone under the adcode of the division that it belongs to.

    ``longitude`` and ``latitude`` are the seat of government in degrees, None where not known.
    """

    adcode: str
    name: str
    short: str
    level: Level
    longitude: float | None = None
    latitude: float | None = None

    @property
    def province(self) -> str:
        return self.adcode[:2] + "0000"

    @property
    def city(self) -> str:
        """adcode of the city it lies in; the province where there is no city between (仙桃市, 万州区)."""
        if self.adcode[:2] in _MUNICIPALITIES or self.adcode[2:4] == "90":
            return self.province
        return self.adcode[:4] + "00"

    def within(self, other: Division) -> bool:
        """Is this division inside ``other``, or ``other`` itself?"""
        if other.level == "zone":
            return self == other
        if other.adcode.endswith("0000"):
            return self.adcode[:2] == other.adcode[:2]
        return self.adcode == other.adcode or (other.level == "city" and self.city == other.adcode)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at ``start:end``, and the divisions that it may mean (several counties are called 朝阳区)."""

    start: int
    end: int
    form: Form
    divisions: tuple[Division, ...]


class Gazetteer:
    """All divisions by adcode and by name."""

    def __init__(self, places: str, zones: str, former: str) -> None:
        self.by_code: dict[str, Division] = {}
        self._names: dict[str, tuple[Form, list[Division]]] = {}
        for row in _rows(places):
            code, name, shorts, longitude, latitude, old = row
            short = shorts.rpartition("/")[2]  # 巴州/巴音郭楞: two short forms, the usual one last
            division = Division(code, name, short, _level(code), _float(longitude), _float(latitude))
            self.by_code[code] = division
            self._add(name, "full", division)
            for alias in _aliases(name, short):
                self._add(alias, "full", division)
            for form in shorts.split("/"):
                if len(form) >= _SHORTEST and form != name:
                    self._add(form, "short", division)
            for other in old.split():
                self._add(other, _former(other), division)
        for name, path in _rows(former):
            self._add(name, _former(name), self._resolve(path))
        self._zone_names: dict[str, str] = {}
        for name, path, *full in _rows(zones):
            home = self._resolve(path)
            self._add(name, "full", Division(home.adcode, name, name, "zone", home.longitude, home.latitude))
            self._zone_names[name] = full[0] if full else name
        self._heads: dict[str, tuple[int, ...]] = _lengths_by_head(self._names)

    def _add(self, name: str, form: Form, division: Division) -> None:
        known = self._names.setdefault(name, (form, []))
        if division not in known[1]:
            known[1].append(division)

    def _resolve(self, path: str) -> Division:
        """A division by full name, or by province/name or city/name where the name is not unique."""
        above, _, name = path.rpartition("/")
        found = [d for d in self.named(name) if not above or any(d.within(a) for a in self.named(above))]
        if len(found) != 1:
            raise ValueError(f"{path}: {len(found)} divisions of that name; write parent/name")
        return found[0]

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions with this full, short or former name."""
        known = self._names.get(name)
        return tuple(known[1]) if known else ()

    def aliases(self, division: Division) -> tuple[str, ...]:
        """Short full names: 恩施州."""
        return tuple(_aliases(division.name, division.short))

    def canonical_zone(self, name: str) -> str:
        """The full name of a listed zone (洋浦 → 洋浦经济开发区); any other name as it is."""
        return self._zone_names.get(name, name)

    def parent(self, division: Division) -> Division | None:
        """City of a county, province of a city, home of a zone; None for a province."""
        if division.level == "zone":
            return self.by_code.get(division.adcode)
        if division.level == "county" and division.city != division.adcode:
            return self.by_code.get(division.city)
        return self.by_code.get(division.province) if division.level == "city" else None

    def at_start(self, text: str) -> Hit | None:
        """The longest name that ``text`` begins with."""
        for length in self._heads.get(text[:2], ()):
            if len(text) >= length and text[:length] in self._names:
                form, divisions = self._names[text[:length]]
                return Hit(0, length, form, tuple(divisions))
        return None

    def scan(self, text: str) -> Iterator[Hit]:
        """Names in ``text``, leftmost and longest, not overlapping."""
        heads, names, free = self._heads, self._names, 0
        # where a name may begin, without a step of Python for each character
        for position in compress(count(), map(heads.__contains__, map(add, text, text[1:]))):
            if position < free:
                continue
            for length in heads[text[position : position + 2]]:
                name = text[position : position + length]
                if len(name) == length and name in names:
                    form, divisions = names[name]
                    free = position + length
                    yield Hit(position, free, form, tuple(divisions))
                    break


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _aliases(name: str, short: str) -> Iterator[str]:
    """恩施州 for 恩施土家族苗族自治州, 长阳县 for 长阳土家族自治县, 科左中旗 for 科尔沁左翼中旗."""
    kind = name[-1]
    if kind == "旗" and short.endswith("旗") and short != name:
        yield short
    if "自治" in name and kind in "州县旗" and len(short) >= _SHORTEST and not short.endswith(kind):
        yield short + kind


def _former(name: str) -> Form:
    """A former name with its kind (禄丰县, today 禄丰市) says as surely as a full name that a place is meant."""
    return "full" if len(name) > _SHORTEST and name[-1] in "省市县区州" else "former"


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def _float(number: str) -> float | None:
    return float(number) if number else None


def _lengths_by_head(names: dict[str, tuple[Form, list[Division]]]) -> dict[str, tuple[int, ...]]:
    """First two characters → lengths of the names that begin so, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of this package, read once."""
    data = files("promotion") / "data"
    places, zones, former = (
        (data / name).read_text(encoding="utf-8") for name in ("places.tsv", "zones.tsv", "former.tsv")
    )
    return Gazetteer(places, zones, former)
