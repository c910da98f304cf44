"""The twelve kinds of query that the search benchmark asks, each in several variants."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.search_corpus import COMPANY_CHARACTERS

VARIANTS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: for us in our language, for others as the texts that must all, or not, or one of which must be there.

    ``since`` and ``until`` are days; ``faceted`` asks for the newest with counts by place and month.
    """

    kind: str
    query: str
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    title_only: bool = False
    since: str = ""
    until: str = ""
    faceted: bool = False


def asked(seed: int = 11) -> Iterator[Asked]:
    """The same queries for the same ``seed``, kinds mixed so that no kind profits from the one before."""
    rng = random.Random(seed)
    queries = [query for _ in range(VARIANTS) for query in _one_of_each(rng)]
    rng.shuffle(queries)
    yield from queries


def _one_of_each(rng: random.Random) -> Iterator[Asked]:
    often = rng.sample(("招商引资", "签约", "总投资", "项目", "产业链", "亿元", "高质量发展", "开工"), 3)
    rare = rng.choice(("磷酸铁锂", "生物医药", "专精特新", "新能源汽车"))
    pair = rng.choice(("招商引资工作", "重大项目集中开工", "全市招商引资大会", "以商招商"))
    cut = rng.randrange(len(pair) - 3)
    company = "".join(rng.choices(COMPANY_CHARACTERS, k=4))
    year = rng.randint(2011, 2023)
    yield Asked("frequent word", often[0], every=(often[0],))
    yield Asked("rare word", rare, every=(rare,))
    yield Asked("frequent AND frequent", f"{often[0]} {often[1]}", every=(often[0], often[1]))
    yield Asked("three by OR", " OR ".join(often), some=tuple(often))
    yield Asked("frequent NOT frequent", f"{often[0]} -{often[1]}", every=(often[0],), none=(often[1],))
    yield Asked("phrase of words", f'"{pair}"', every=(pair,))
    yield Asked("three characters", f'"{pair[cut : cut + 3]}"', every=(pair[cut : cut + 3],))
    yield Asked("two characters", f'"{pair[cut + 1 : cut + 3]}"', every=(pair[cut + 1 : cut + 3],))
    yield Asked("one character", f'"{pair[cut]}"', every=(pair[cut],))
    yield Asked("name of a company", f'"{company}"', every=(company,))
    yield Asked(
        "title and dates",
        f"title:{often[0]} date:{year}..{year + 1}",
        every=(often[0],),
        title_only=True,
        since=f"{year}-01-01",
        until=f"{year + 1}-12-31",
    )
    yield Asked("newest with facets", often[0], every=(often[0],), faceted=True)
