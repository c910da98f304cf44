"""What the braces of a template stand for: place, people, project, day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from demo.projects import Project
from demo.stock import names
from demo.stock.industry import BRANCHES
from demo.stock.places import County
from demo.stock.writer import Writer
from zscrawl.items import CST

_POSTS = ("县委书记", "县长", "县委副书记", "常务副县长", "副县长")


def chinese_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def place_slots(county: County) -> dict[str, str]:
    return {
        "county": county.name, "c": county.short, "city": county.city, "zone": county.zone, "way": county.way,
        "unit": county.unit, "all": "全" + county.unit, "we": "我" + county.unit, "province": county.province,
    }  # fmt: skip


def people_slots(writer: Writer, county: County) -> dict[str, str]:
    """``leader`` with a ``post`` of the county, and two more people: ``officer`` and ``second``."""
    leader, officer, second = names.people(writer.rng, 3)
    post = writer.rng.choice(_POSTS).replace("县", county.unit)
    return {"leader": leader, "officer": officer, "second": second, "post": post}


def project_slots(project: Project) -> dict[str, str]:
    return {
        "co": project.investor, "brand": project.brand, "proj": project.name, "product": project.product,
        "cap": project.capacity, "amt": project.amount, "land": str(project.land_mu), "boss": project.boss,
        "chain": project.branch.chain,
    }  # fmt: skip


def work_slots(writer: Writer, county: County, day: date) -> dict[str, str]:
    """For stories about the work of promotion: companies that are visited, where, and which industry is wanted."""
    rng = writer.rng
    span = rng.randint(2, 4)
    begin = day - timedelta(days=span)
    home = rng.choice(names.COMPANY_HOMES)
    firms = [
        f"{home}{brand}{branch.suffix}有限公司"
        for brand, branch in zip(
            names.brands(rng, 3, names.VISITED_SECOND), rng.sample(BRANCHES, 3), strict=True
        )
    ]
    until = chinese_day(day) if begin.month != day.month else f"{day.day}日"
    return {
        **place_slots(county), **people_slots(writer, county),
        "day": chinese_day(day), "days": f"{chinese_day(begin)}至{until}",
        "target": home.removesuffix("市"), "chain": rng.choice(BRANCHES).chain,
        "firm1": firms[0], "firm2": firms[1], "firm3": firms[2],
    }  # fmt: skip


def printed_after(writer: Writer, day: date, most_days: int = 1) -> datetime:
    """When a newsroom first prints what happened on ``day``: the same evening or within ``most_days``."""
    rng = writer.rng
    later = rng.randint(0, most_days)
    clock = time(rng.randrange(8 if later else 18, 22), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day + timedelta(days=later), clock, CST)
