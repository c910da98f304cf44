"""A world of projects whose truth is known, and the articles that report them.

Each project is reported in one to six articles: under its full name, shortened, without its product or without its
investor; with its amount as it is, restated, rounded, or not at all; some articles are reprinted. Firms run several
projects, some the same thing in two places, and several projects of one place make the same thing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from promotion.geography.gazetteer import gazetteer
from promotion.ledger import ArticleRef, ProjectMention
from zscrawl.items import Project

BRANDS = [a + b for a in "恒瑞博宏鼎泽嘉远晟凯润辰" for b in "达通源基拓科信昊盛泰川林"]
_BRAND_HEADS = "恒瑞博宏鼎泽嘉远晟凯润辰东华金银天海山川正大新和顺德信义明光星宇航腾飞龙凤"
_BRAND_TAILS = "达通源基拓科昊盛泰林丰茂昌兴隆业成利康宁安平福禄寿喜"
PRODUCTS = (
    "磷酸铁锂正极材料 动力电池隔膜 光伏玻璃 铝合金轮毂 高端数控机床 智能家电 "
    "食用菌种植加工 医用敷料 预制菜加工 汽车线束 "
    "储能电池 工业机器人 电子级硫酸 高性能铜箔 竹木家居 童装智能制造 "
    "冷链物流 云计算中心 风电叶片 有机硅新材料"
).split()
WORKS = ("生产", "生产基地", "产业园", "")
PLACES = {
    "谷城县": "420625",
    "枣阳市": "420683",
    "襄城区": "420602",
    "老河口市": "420682",
    "嘉鱼县": "421221",
    "通山县": "421224",
    "赤壁市": "421281",
    "华容县": "430623",
    "临湘市": "430682",
    "沭阳县": "321322",
    "凤阳县": "341126",
    "丰顺县": "441423",
}
CITY = {
    "谷城县": "襄阳市",
    "枣阳市": "襄阳市",
    "襄城区": "襄阳市",
    "老河口市": "襄阳市",
    "嘉鱼县": "咸宁市",
    "通山县": "咸宁市",
}
LIFE = ("签约", "开工", "在建", "投产")


@dataclass(frozen=True)
class Truth:
    """The truth about one project."""

    number: int
    brand: str
    product: str
    works: str
    place: str
    amount: int
    signed: date

    @property
    def full(self) -> str:
        return f"{self.brand}{self.product}{self.works}项目"

    @property
    def firm(self) -> str:
        return f"{self.brand}集团有限公司"


@dataclass
class World:
    truths: list[Truth]
    places: dict[str, str]
    cities: dict[str, str]
    mentions: list[ProjectMention] = field(default_factory=list)
    owner: dict[str, int] = field(default_factory=dict)
    """ref of a mention → number of its project."""


def make(seed: int, projects: int = 220, *, nationwide: bool = False) -> World:
    """A world from a seed; the same seed gives the same world. ``nationwide``: in all counties, with more firms."""
    draw = random.Random(seed)
    places, cities, brands = _nation(projects) if nationwide else (PLACES, CITY, BRANDS)
    names = draw.sample(brands, len(brands))
    counties = sorted(places)
    truths, taken = [], set()
    while len(truths) < projects:
        brand, product = names[draw.randrange(len(names))], draw.choice(PRODUCTS)
        place = draw.choice(counties)
        if (brand, product, place) in taken:
            continue
        taken.add((brand, product, place))
        amount = draw.choice((2, 3, 5, 5.5, 8, 10, 10, 12, 20, 35, 50)) * 100_000_000
        signed = date(2021, 1, 1) + timedelta(days=draw.randrange(700))
        truths.append(Truth(len(truths), brand, product, draw.choice(WORKS), place, int(amount), signed))
    world = World(truths, places, cities)
    for truth in truths:
        _report(world, truth, draw)
    draw.shuffle(world.mentions)
    return world


def _nation(projects: int) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """(counties with their adcodes, the city of each, brands: four projects have the same one)."""
    known = gazetteer()
    counties = [division for division in known.by_code.values() if division.level == "county"]
    cities = {
        county.name: known.by_code[county.city].name for county in counties if county.city in known.by_code
    }
    brands = [a + b for a in _BRAND_HEADS for b in _BRAND_TAILS]
    return {county.name: county.adcode for county in counties}, cities, brands[: max(100, projects // 4)]


def _report(world: World, truth: Truth, draw: random.Random) -> None:
    day = truth.signed
    for number in range(draw.randint(1, 6)):
        stage = LIFE[min(number // 2, len(LIFE) - 1)]
        uid = f"zs{truth.number:06x}{number:06x}"
        article = ArticleRef(
            uid, day.isoformat(), f"t{truth.number}-{number}", "报", world.places[truth.place]
        )
        project = _stated(world, truth, stage, number, draw)
        _add(world, truth, ProjectMention(article, project))
        if draw.random() < 0.25:
            copy = ArticleRef(
                "zt" + uid[2:], (day + timedelta(days=1)).isoformat(), article.cluster, "网", article.adcode
            )
            _add(world, truth, ProjectMention(copy, project))
        day += timedelta(days=draw.randint(20, 160))


def _add(world: World, truth: Truth, mention: ProjectMention) -> None:
    world.mentions.append(mention)
    world.owner[mention.ref] = truth.number


def _stated(world: World, truth: Truth, stage: str, number: int, draw: random.Random) -> Project:
    name = draw.choice(
        (
            truth.full,
            truth.full,
            f"{truth.brand}{truth.product}项目",
            f"{truth.brand}{truth.product}",
            f"{truth.firm}{truth.product}{truth.works}项目",
            f"年产{truth.number % 9 + 1}万套{truth.product}项目" if number else truth.full,
            f"{truth.brand}{truth.product[-4:]}{truth.works}" if len(truth.product) > 4 else truth.full,
        )
    )
    investor: str | None = draw.choice((truth.firm, f"{truth.brand}集团", truth.brand))
    if draw.random() < (0.3 if truth.brand in name else 0.03):
        investor = None
    stated = draw.random()
    amount = truth.amount if stated < 0.6 or not number else int(truth.amount * 1.2) if stated < 0.7 else None
    place = truth.place if not number or draw.random() < 0.85 else world.cities.get(truth.place, truth.place)
    return Project(
        name,
        investor,
        amount,
        f"总投资{amount}元" if amount else None,
        "total" if amount else None,
        place,
        stage,
        start=number * 7,
    )
