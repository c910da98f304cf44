"""The invented investment projects of the demo and the life that each of them leads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.stock import industry, names
from demo.stock.places import COUNTIES, County
from demo.stock.writer import Writer
from demo.truth import Mention

_FIRST_DAY = date(2021, 3, 1)
_A_FAIR = 4  # projects of ours that sign at one fair


@dataclass(frozen=True, slots=True)
class Fair:
    """A promotion fair at which several projects sign on one day."""

    name: str
    venue: str
    day: date


FAIRS = (
    Fair("第三届两湖产业合作对接会", "武汉市", date(2022, 6, 21)),
    Fair("洞庭湖生态经济区投资洽谈会", "岳阳市", date(2024, 5, 28)),
    Fair("汉江流域先进制造业招商大会", "襄阳市", date(2025, 3, 17)),
    Fair("第六届两湖产业合作对接会", "长沙市", date(2026, 6, 11)),
)
"""Invented. The last two lie on the eve of the demo newspaper's two issues."""


JOINTLY_STARTED = FAIRS[:2]
"""Fairs whose projects all start on one day."""
_TO_JOINT_START = 158  # days


JOINTLY_STARTED = FAIRS[:2]
"""Fairs whose projects all start on one day."""
_TO_JOINT_START = 158  # days


@dataclass(frozen=True, slots=True)
class Project:
    """One project. ``events`` are (stage, day) in order: 签约, then perhaps 开工, then perhaps 投产."""

    key: str
    name: str
    investor: str
    brand: str
    product: str
    branch: industry.Branch
    capacity: str
    amount_cny: int
    land_mu: int
    county: County
    boss: str
    events: tuple[tuple[str, date], ...]
    fair: Fair | None = None

    @property
    def amount(self) -> str:
        """As the news prints it: 10.5亿元, 8000万元."""
        return money(self.amount_cny)

    def mention(self, stage: str) -> Mention:
        """What an article that reports ``stage`` says of the project."""
        return Mention(
            self.key, self.name, self.investor, stage, self.amount_cny, self.county.name, self.county.adcode
        )


def money(yuan: int) -> str:
    """1_050_000_000 → 10.5亿元, 80_000_000 → 8000万元."""
    if yuan >= 100_000_000:
        return f"{yuan / 100_000_000:g}亿元"
    return f"{yuan // 10_000}万元"


def _amount(rng: random.Random) -> int:
    size = rng.random()
    if size < 0.12:
        return rng.randrange(30, 99) * 1_000_000
    if size < 0.7:
        return rng.randrange(11, 98) * 10_000_000
    return rng.randrange(20, 101) * 50_000_000


def invent(rng: random.Random, count: int, until: date) -> list[Project]:
    """``count`` projects with one investor each. The first sign at the fairs; no event lies after ``until``."""
    writer = Writer(rng)
    found = []
    for number, brand in enumerate(names.brands(rng, count)):
        fair = FAIRS[number // _A_FAIR] if number < _A_FAIR * len(FAIRS) else None
        branch = industry.BRANCHES[number % len(industry.BRANCHES)]
        product, capacity = rng.choice(branch.products)
        signed = fair.day if fair else _FIRST_DAY + timedelta(rng.randrange((until - _FIRST_DAY).days - 20))
        joint = fair in JOINTLY_STARTED
        started = signed + timedelta(days=_TO_JOINT_START if joint else rng.randrange(95, 230))
        finished = started + timedelta(days=rng.randrange(260, 520))
        amount = _amount(rng)
        found.append(
            Project(
                key=f"p{number + 1:02}",
                name=f"{brand}{product}项目",
                investor=f"{rng.choice(names.COMPANY_HOMES)}{brand}{branch.suffix}有限公司",
                brand=brand,
                product=product,
                branch=branch,
                capacity=writer.fill(capacity, {}),
                amount_cny=amount,
                land_mu=max(18, min(900, amount // 4_000_000)),
                county=COUNTIES[number * 7 % len(COUNTIES)],
                boss=names.person(rng),
                events=tuple(
                    (stage, day)
                    for stage, day in (("签约", signed), ("开工", started), ("投产", finished))
                    if day < until
                ),
                fair=fair,
            )
        )
    return found
