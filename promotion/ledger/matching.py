"""Are two mentions one project? A score with its reasons, and the vetoes that no score can outweigh.

Every rule adds or takes points and says why, so that `Link.reasons` explains a join in words. The border was
set on a generated corpus with known truth (tests/promotion/test_ledger.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from promotion.geography.gazetteer import Division, gazetteer
from promotion.ledger.names import NameForm, brand, company_core, dice, grams, project_form
from promotion.ledger.records import ProjectMention

BORDER = 1.0
"""Two mentions with this score or more are one project."""

_SAME_AMOUNT = 0.02
_RESTATED = 0.35
_YEARS_APART = 4
_ALIKE = 0.5
_SAYS_ENOUGH = 3
_LONGEST_BRAND = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """``score`` is None where a veto holds; ``reasons`` are in the order of the rules."""

    score: float | None
    reasons: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.score is not None and self.score >= BORDER


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of one mention, worked out once."""

    form: NameForm
    brand: str | None
    product: str
    grams: Counter[str]
    place: Division | None
    amount: int | None
    shared: bool
    capacity: str | None
    day: date | None


def features(mention: ProjectMention, brands: Collection[str]) -> Features:
    """``brands`` are those of all investors that any article names; a project's name may begin with one."""
    project = mention.project
    form = project_form(project.name)
    own = brand(company_core(project.investor)) if project.investor else _brand_at_head(form.core, brands)
    product = form.product(own)
    return Features(
        form,
        own,
        product,
        grams(product),
        place_of(project.place, mention.article.adcode),
        project.amount_cny,
        project.amount_kind in {"shared", "phase", "fund_size"},
        project.capacity,
        _day(mention.article.published_at),
    )


def known_brands(mentions: Iterable[ProjectMention]) -> frozenset[str]:
    """Brands of the investors that the mentions name."""
    return frozenset(brand(company_core(m.project.investor)) for m in mentions if m.project.investor)


def _brand_at_head(core: str, brands: Collection[str]) -> str | None:
    return next((core[:n] for n in range(_LONGEST_BRAND, 1, -1) if core[:n] in brands), None)


def place_of(name: str | None, adcode: str | None) -> Division | None:
    """The division that a place's name means; of several the one nearest to the article's subject.

    A zone stands for the division that it belongs to.
    """
    known = gazetteer()
    home = known.by_code.get(adcode) if adcode else None
    if not name:
        return home
    found = known.named(name)
    if not found:
        hit = next(iter(known.scan(name)), None)
        found = hit.divisions if hit else ()
    if not found:
        return home
    chosen = min(found, key=lambda d: (_distance(d, home) if home else 0, d.name.endswith("区")))
    return known.by_code.get(chosen.adcode, chosen)


def _distance(place: Division, home: Division) -> int:
    """0 where one lies in the other, 1 in the same city, 2 in the same province, 3 elsewhere."""
    if place.within(home) or home.within(place):
        return 0
    return 1 if place.city == home.city else 2 if place.province == home.province else 3


def compare(a: Features, b: Features) -> Evidence:
    """The evidence that two mentions of different articles are one project."""
    if veto := _veto(a, b):
        return Evidence(None, (veto,))
    points, reasons = 0.0, []
    for rule in (_brands, _names, _places, _amounts, _capacities):
        score, reason = rule(a, b)
        if reason:
            points += score
            reasons.append(reason)
    return Evidence(round(points, 3), tuple(reasons))


def _veto(a: Features, b: Features) -> str | None:
    if a.form.phase and b.form.phase and a.form.phase != b.form.phase:
        return f"phases {a.form.phase} and {b.form.phase}"
    if (
        bool(a.form.phase) != bool(b.form.phase)
        and a.amount
        and b.amount
        and _apart(a.amount, b.amount) > _RESTATED
    ):
        return "a phase and the whole"
    if a.place and b.place and not (a.place.within(b.place) or b.place.within(a.place)):
        return f"places {a.place.name} and {b.place.name}"
    if a.brand and b.brand and not _same_brand(a, b) and a.form.core != b.form.core:
        return f"investors {a.brand} and {b.brand}"
    if a.day and b.day and abs((a.day - b.day).days) > _YEARS_APART * 365:
        return f"more than {_YEARS_APART} years apart"
    return None


def _same_brand(a: Features, b: Features) -> bool:
    assert a.brand is not None
    assert b.brand is not None
    return a.brand in b.brand or b.brand in a.brand or a.brand in b.form.core or b.brand in a.form.core


def _brands(a: Features, b: Features) -> tuple[float, str]:
    if a.brand and b.brand:
        return (0.5, f"same investor {a.brand}") if _same_brand(a, b) else (-0.5, "other investor")
    for one, other in ((a, b), (b, a)):
        if one.brand and one.brand in other.form.core:
            return 0.45, f"investor {one.brand} in the name"
    return 0.0, ""


def _names(a: Features, b: Features) -> tuple[float, str]:
    if a.form.core == b.form.core:
        return 0.9, "same name"
    short, long = sorted((a.product, b.product), key=len)
    if short == long:
        return 0.5, f"same product {short}"
    if len(short) >= _SAYS_ENOUGH and (
        short in long or (short[:2] == long[:2] and _subsequence(short, long))
    ):
        return 0.45, f"product {short} shortened from {long}"
    likeness = dice(a.grams, b.grams)
    if likeness >= _ALIKE:
        return round(likeness * 0.5, 3), f"products alike {likeness:.2f}"
    return -0.6, "products differ"


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _places(a: Features, b: Features) -> tuple[float, str]:
    if not (a.place and b.place):
        return 0.0, ""
    if a.place == b.place:
        return (
            (0.15, f"both in {a.place.name}")
            if a.place.level == "county"
            else (0.08, f"both in {a.place.name}")
        )
    return 0.05, f"{a.place.name} and {b.place.name} lie in one another"


def _amounts(a: Features, b: Features) -> tuple[float, str]:
    if a.amount is None or b.amount is None or a.shared or b.shared:
        return 0.0, ""
    apart = _apart(a.amount, b.amount)
    if apart <= _SAME_AMOUNT:
        return 0.4, "same amount"
    if apart <= _RESTATED:
        return 0.05, "amount restated"
    return -0.35, "amounts far apart"


def _apart(a: int, b: int) -> float:
    return abs(a - b) / max(a, b, 1)


def _capacities(a: Features, b: Features) -> tuple[float, str]:
    if a.capacity and b.capacity and a.capacity == b.capacity:
        return 0.25, f"same capacity {a.capacity}"
    return 0.0, ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
