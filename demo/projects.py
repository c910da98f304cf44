"""The invented investment projects of the demo and the life that each of them leads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.stock import industry, names
from demo.stock.places import COUNTIES, County
from demo.stock.writer import Writer
from demo.truth import Mention


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
    """``count`` projects whose events lie between 2021 and ``until``, one investor each."""
    writer = Writer(rng)
    found = []
    for number, brand in enumerate(names.brands(rng, count), start=1):
        branch = industry.BRANCHES[number % len(industry.BRANCHES)]
        product, capacity = rng.choice(branch.products)
        county = COUNTIES[(number * 7) % len(COUNTIES)]
        signed = date(2021, 3, 1) + timedelta(days=rng.randrange((until - date(2021, 3, 1)).days - 20))
        started = signed + timedelta(days=rng.randrange(95, 230))
        finished = started + timedelta(days=rng.randrange(260, 520))
        life = (("签约", signed), ("开工", started), ("投产", finished))
        amount = _amount(rng)
        found.append(
            Project(
                key=f"p{number:02}",
                name=f"{brand}{product}项目",
                investor=f"{rng.choice(names.COMPANY_HOMES)}{brand}{branch.suffix}有限公司",
                brand=brand,
                product=product,
                branch=branch,
                capacity=writer.fill(capacity, {}),
                amount_cny=amount,
                land_mu=max(18, min(900, amount // 4_000_000)),
                county=county,
                boss=names.person(rng),
                events=tuple((stage, day) for stage, day in life if day < until),
            )
        )
    return found
