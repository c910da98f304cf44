"""Composes stories from the stock of sentences: what happened, told as a newspaper tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from demo.projects import Project
from demo.stock import names, project_news
from demo.stock.places import County
from demo.stock.writer import Writer
from demo.truth import Story
from zscrawl.items import CST

_POSTS = ("县委书记", "县长", "县委副书记", "常务副县长", "副县长")


def place_slots(county: County) -> dict[str, str]:
    return {
        "county": county.name, "c": county.short, "city": county.city, "zone": county.zone, "way": county.way,
        "unit": county.unit, "all": "全" + county.unit, "we": "我" + county.unit, "province": county.province,
    }  # fmt: skip


def people_slots(writer: Writer, county: County) -> dict[str, str]:
    leader, officer, second = names.people(writer.rng, 3)
    post = writer.rng.choice(_POSTS).replace("县", county.unit)
    return {"leader": leader, "officer": officer, "second": second, "post": post}


def project_slots(project: Project) -> dict[str, str]:
    return {
        "co": project.investor, "brand": project.brand, "proj": project.name, "product": project.product,
        "cap": project.capacity, "amt": project.amount, "land": str(project.land_mu), "boss": project.boss,
        "chain": project.branch.chain, "sector": project.branch.sector,
    }  # fmt: skip


def printed_after(writer: Writer, day: date, most_days: int = 2) -> datetime:
    """When a newsroom first prints what happened on ``day``: the same evening or within ``most_days``."""
    clock = time(writer.rng.randrange(8, 22), writer.rng.randrange(60), writer.rng.randrange(60))
    return datetime.combine(day + timedelta(days=writer.rng.randint(0, most_days)), clock, CST)


def _stage_story(
    writer: Writer, project: Project, stage: str, day: date, titles: tuple[str, ...], leads: tuple[str, ...]
) -> Story:
    slots = {**place_slots(project.county), **people_slots(writer, project.county), **project_slots(project)}
    slots["day"] = f"{day.month}月{day.day}日"
    rng, news = writer.rng, project_news

    def say(pool: tuple[str, ...], count: int = 1) -> str:
        return writer.say(pool, slots, count)

    scenes = {"签约": news.WHY_HERE, "开工": news.SITE_SCENES, "投产": news.FACTORY_SCENES}[stage]
    lead = say(leads) + (say(scenes) if stage != "签约" else "")
    middle: list[Callable[[], str]] = [
        lambda: say(news.FACTS) + say(project.branch.remarks, rng.randint(1, 2)),
        lambda: say(news.SERVICE, rng.randint(1, 3)),
        lambda: say(news.BOSS_QUOTES) + say(scenes),
        lambda: say(news.WHY_HERE) + say(news.BOSS_QUOTES),
        lambda: say(news.LEADER_QUOTES, rng.randint(1, 2)),
    ]
    rng.shuffle(middle)
    body = [
        lead,
        *(paragraph() for paragraph in middle[: rng.randint(3, 5)]),
        say(news.NEXT_STEPS, rng.randint(1, 2)),
    ]
    return Story(
        group=f"{project.key}-{stage}",
        kind={"签约": "signing", "开工": "start", "投产": "production"}[stage],
        title=say(titles),
        paragraphs=tuple(body),
        happened_at=printed_after(writer, day),
        place=project.county.name,
        adcode=project.county.adcode,
        authors=tuple(names.people(rng, rng.randint(1, 2))),
        mentions=(project.mention(stage),),
    )


def signing(writer: Writer, project: Project, day: date) -> Story:
    return _stage_story(writer, project, "签约", day, project_news.SIGNING_TITLES, project_news.SIGNING_LEADS)


def start_of_works(writer: Writer, project: Project, day: date) -> Story:
    return _stage_story(
        writer, project, "开工", day, project_news.STARTING_TITLES, project_news.STARTING_LEADS
    )


def production(writer: Writer, project: Project, day: date) -> Story:
    return _stage_story(
        writer, project, "投产", day, project_news.PRODUCTION_TITLES, project_news.PRODUCTION_LEADS
    )


BY_STAGE = {"签约": signing, "开工": start_of_works, "投产": production}
