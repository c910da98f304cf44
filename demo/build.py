"""Writes the demo web: invents projects, tells their stories, and prints each on one or more sites."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from demo import work_stories
from demo.project_stories import fair, joint_start, one_project
from demo.projects import FAIRS, JOINTLY_STARTED, Project, invent
from demo.reprints import reprint
from demo.stock.off_topic import OFF_TOPIC
from demo.stock.places import COUNTIES, County
from demo.stock.writer import Writer
from demo.truth import Story
from demo.web import DEMO_CLOCK, Web
from zscrawl.items import CST

DEFAULT_SEED = 2026

_PROJECTS = 30
_FIRST_DAY = date(2021, 4, 1)
_ISSUES = (date(2025, 3, 18), date(2026, 6, 12))
"""Days of the newspaper's two issues; its stories are of the day before."""
_ASIDES_AN_ISSUE = 2
_REPRINTED_EVERY = 4
# Three counties report: one every month of a spring, two at the ends of quarters.
_REPORT_YEARS = (2026, 2025, 2024)
_REPORT_MONTHS = ((2, 3, 4, 5), (3, 6, 9, 12), (3, 6, 9, 12))

_ANYWHERE = ("demo-people", "demo-cjyun", "demo-wechat", "demo-gov", "demo-portal", "demo-discuz")
_WHERE = {
    "policy": ("demo-gov", "demo-portal", "demo-wechat", "demo-people"),
    "report": ("demo-gov", "demo-people", "demo-portal", "demo-cjyun"),
    "interview": ("demo-people", "demo-wechat", "demo-portal", "demo-cjyun"),
    "off-topic": ("demo-discuz", "demo-cjyun", "demo-portal", "demo-wechat"),
}
"""Which sites print a kind of story first; the one with the fewest articles does."""


def build(seed: int = DEFAULT_SEED) -> Web:
    """The demo web of ``seed``: the same seed gives the same web, byte for byte."""
    rng = random.Random(seed)
    writer = Writer(rng)
    web = Web.empty(seed)
    projects = invent(rng, _PROJECTS, DEMO_CLOCK.date())
    paper = [(day, story) for day in _ISSUES for story in _of_the_eve(writer, day, projects)]
    stories = sorted(
        [*_about_projects(writer, projects), *_about_work(writer)], key=lambda story: story.happened_at
    )
    printed: list[tuple[datetime, str, Story]] = []
    counts = dict.fromkeys(web.sites, 0)

    def put(site: str, story: Story, at: datetime) -> None:
        counts[site] += 1
        printed.append((min(at, DEMO_CLOCK - timedelta(hours=1)), site, story))

    for day, story in paper:
        put("demo-epaper", story, datetime.combine(day, time(6), CST))
    for story in stories:
        site = min(_WHERE.get(story.kind, _ANYWHERE), key=lambda name: counts[name])
        put(site, story, story.happened_at)
    for at, site, story in [*printed][::_REPRINTED_EVERY]:
        others = [name for name in _ANYWHERE if name != site]
        for taker in rng.sample(others, rng.randint(1, 2)):
            copy = reprint(writer, story, origin=web.sites[site].title, site=web.sites[taker].title)
            put(taker, copy, at + timedelta(minutes=rng.randrange(90, 2600)))
    for at, site, story in sorted(printed, key=lambda row: row[:2]):
        web.publish(site, story, at)
    return web


def _about_projects(writer: Writer, projects: list[Project]) -> Iterator[Story]:
    """Every stage of every project once, and the fairs and the joint starts that name several at once."""
    for project in projects:
        for stage, day in project.events:
            yield one_project(writer, project, stage, day)
    for held in JOINTLY_STARTED:  # the newspaper has the other fairs
        signed = [project for project in projects if project.fair is held]
        yield fair(writer, held, signed)
        yield joint_start(writer, signed, dict(signed[0].events)["开工"])


def _about_work(writer: Writer) -> Iterator[Story]:
    """Stories of the other kinds, spread over the years; reports in series, the same template month by month."""
    rng = writer.rng
    span = (DEMO_CLOCK.date() - _FIRST_DAY).days - 8
    counties = [*COUNTIES]
    rng.shuffle(counties)
    number = 0

    def anywhere() -> tuple[County, date]:
        nonlocal number
        number += 1
        return counties[number % len(counties)], _FIRST_DAY + timedelta(days=rng.randrange(span))

    kinds: tuple[tuple[Callable[[Writer, County, date], Story], int], ...] = (
        (work_stories.trip, 8), (work_stories.visit, 6), (work_stories.meeting, 6), (work_stories.service, 5),
        (work_stories.method, 5), (work_stories.interview, 5), (work_stories.policy, 5),
    )  # fmt: skip
    for tell, count in kinds:
        for _ in range(count):
            yield tell(writer, *anywhere())
    for template, (county, year, months) in enumerate(
        zip(counties, _REPORT_YEARS, _REPORT_MONTHS, strict=False)
    ):
        pace = work_stories.Pace(rng.randint(3, 8), rng.uniform(1.6, 5.2))
        for month in months:
            yield work_stories.report(writer, county, year, month, template, pace)
    for i in range(len(OFF_TOPIC) - _ASIDES_AN_ISSUE * len(_ISSUES)):
        yield work_stories.aside(writer, *anywhere(), i)


def _of_the_eve(writer: Writer, issue: date, projects: list[Project]) -> Iterator[Story]:
    """What the paper of ``issue`` prints: the fair of the day before, and work of all kinds."""
    eve = issue - timedelta(days=1)
    place = _ISSUES.index(issue)
    counties = [COUNTIES[(i * 11 + place * 5) % len(COUNTIES)] for i in range(11)]
    held = next(held for held in FAIRS if held.day == eve)
    yield fair(writer, held, [project for project in projects if project.fair is held])
    tellers = (
        work_stories.trip, work_stories.meeting, work_stories.visit, work_stories.interview, work_stories.service,
        work_stories.policy, work_stories.method, work_stories.trip, work_stories.visit,
    )  # fmt: skip
    for tell, county in zip(tellers, counties, strict=False):
        yield tell(writer, county, eve)
    first = len(OFF_TOPIC) - _ASIDES_AN_ISSUE * (place + 1)
    for i, county in enumerate(counties[-_ASIDES_AN_ISSUE:]):
        yield work_stories.aside(writer, county, eve, first + i)
