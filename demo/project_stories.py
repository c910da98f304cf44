"""News about investment projects, alone or several at once: signed, started, in production."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from demo.projects import Fair, Project, money
from demo.slots import chinese_day, people_slots, place_slots, printed_after, project_slots
from demo.stock import joint_news, names, project_news, work_news
from demo.stock.writer import Writer
from demo.truth import Story

_KINDS = {"签约": "signing", "开工": "start", "投产": "production"}
_TITLES = {
    "签约": project_news.SIGNING_TITLES,
    "开工": project_news.STARTING_TITLES,
    "投产": project_news.PRODUCTION_TITLES,
}
_LEADS = {
    "签约": project_news.SIGNING_LEADS,
    "开工": project_news.STARTING_LEADS,
    "投产": project_news.PRODUCTION_LEADS,
}
_SCENES = {
    "签约": project_news.WHY_HERE,
    "开工": project_news.SITE_SCENES,
    "投产": project_news.FACTORY_SCENES,
}

_LONG = 0.2  # the share of stories that are told at twice the length


def one_project(writer: Writer, project: Project, stage: str, day: date) -> Story:
    """One project reaches ``stage`` on ``day``."""
    writer.new_text()
    news, rng = project_news, writer.rng
    slots = {**place_slots(project.county), **people_slots(writer, project.county), **project_slots(project)}
    slots["day"] = chinese_day(day)

    def say(pool: Sequence[str], count: int = 1) -> str:
        return writer.say(pool, slots, count)

    lead = say(_LEADS[stage]) + say(_SCENES[stage])
    rounds = 2 if rng.random() < _LONG else 1
    middle: list[Callable[[], str]] = [
        lambda: say(news.SERVICE, rng.randint(1, 3)),
        lambda: say(news.BOSS_QUOTES) + say(_SCENES[stage]),
        lambda: say(news.BOSS_QUOTES) + say(news.WHY_HERE),
        lambda: say(news.LEADER_QUOTES),
    ] * rounds
    rng.shuffle(middle)
    body = [
        lead,
        say(news.FACTS) + say(project.branch.remarks, rng.randint(1, 2)),
        *(paragraph() for paragraph in middle[: rounds * rng.randint(2, 4)]),
        say(news.NEXT_STEPS, rng.randint(1, 2)),
    ]
    titles = [writer.fill(title, slots) for title in writer.deal(_TITLES[stage], 3)]
    return Story(
        group=f"{project.key}-{_KINDS[stage]}",
        kind=_KINDS[stage],
        title=titles[0],
        other_titles=tuple(titles[1:]),
        paragraphs=tuple(body),
        happened_at=printed_after(writer, day),
        place=project.county.name,
        adcode=project.county.adcode,
        authors=tuple(names.people(rng, rng.randint(1, 2))),
        mentions=(project.mention(stage),),
    )


def fair(writer: Writer, held: Fair, projects: Sequence[Project]) -> Story:
    """A fair at which ``projects``, among others, sign."""
    writer.new_text()
    rng = writer.rng
    count = len(projects) + rng.randint(8, 40)
    total = sum(project.amount_cny for project in projects) + rng.randrange(60, 400) * 100_000_000
    slots = {
        "fair": held.name, "venue": held.venue, "day": chinese_day(held.day),
        "count": str(count), "total": money(total),
    }  # fmt: skip
    lead = writer.say(work_news.FAIR_LEADS, slots)
    listed = [
        writer.say(joint_news.SIGNED_ITEMS, {**place_slots(project.county), **project_slots(project)})
        for project in projects
    ]
    body = [
        lead,
        writer.say(work_news.FAIR_SENTENCES, slots, 2),
        writer.say(joint_news.SIGNED_HEADS, slots) + "".join(listed),
        writer.say(work_news.FAIR_SENTENCES, slots, 2),
        writer.say(work_news.FAIR_SENTENCES, slots, 2),
    ]
    titles = [writer.fill(title, slots) for title in writer.deal(work_news.FAIR_TITLES, 3)]
    return Story(
        group=f"fair-{held.day:%Y%m%d}",
        kind="fair",
        title=titles[0],
        other_titles=tuple(titles[1:]),
        paragraphs=tuple(body),
        happened_at=printed_after(writer, held.day, 0),
        place=held.venue,
        adcode="",
        authors=tuple(names.people(rng, 2)),
        mentions=tuple(project.mention("签约") for project in projects),
        introtitle=f"签约项目{count}个　总投资{money(total)}",
        subtitle=writer.say(joint_news.SUBTITLES, slots),
    )


def joint_start(writer: Writer, projects: Sequence[Project], day: date) -> Story:
    """A day on which ``projects``, and others that are not named, start together."""
    writer.new_text()
    rng = writer.rng
    count = len(projects) + rng.randint(6, 30)
    total = sum(project.amount_cny for project in projects) + rng.randrange(40, 300) * 100_000_000
    main = projects[0].county
    slots = {**place_slots(main), "day": chinese_day(day), "count": str(count), "total": money(total)}
    listed = [
        writer.say(joint_news.STARTED_ITEMS, {**place_slots(project.county), **project_slots(project)})
        for project in projects
    ]
    body = [
        writer.say(joint_news.STARTED_LEADS, slots),
        writer.say(joint_news.STARTED_HEADS, slots) + "；".join(listed) + "。",
        writer.say(joint_news.STARTED_SENTENCES, slots, 2),
        writer.say(joint_news.STARTED_SENTENCES, slots, 2),
    ]
    titles = [writer.fill(title, slots) for title in writer.deal(joint_news.STARTED_TITLES, 3)]
    return Story(
        group=f"joint-start-{day:%Y%m%d}",
        kind="joint-start",
        title=titles[0],
        other_titles=tuple(titles[1:]),
        paragraphs=tuple(body),
        happened_at=printed_after(writer, day, 0),
        place=main.name,
        adcode=main.adcode,
        authors=tuple(names.people(rng, 1)),
        mentions=tuple(project.mention("开工") for project in projects),
    )
