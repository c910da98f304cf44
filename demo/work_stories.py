"""News about the work of promotion, figures, interviews, policies, and what is off the topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from demo.slots import printed_after, work_slots
from demo.stock import long_forms, names, off_topic, reports, work_news
from demo.stock.places import County
from demo.stock.writer import Writer
from demo.truth import Story


def _story(
    writer: Writer,
    kind: str,
    titles: Sequence[str],
    paragraphs: Sequence[str],
    slots: dict[str, str],
    county: County,
    day: date,
    *,
    subtitle: str | None = None,
    relevant: bool = True,
) -> Story:
    first, *others = [writer.fill(title, slots) for title in titles]
    return Story(
        group=f"{kind}-{county.adcode}-{day:%Y%m%d}",
        kind=kind,
        title=first,
        other_titles=tuple(others),
        paragraphs=tuple(paragraphs),
        happened_at=printed_after(writer, day),
        place=county.name,
        adcode=county.adcode,
        authors=tuple(names.people(writer.rng, writer.rng.randint(1, 2))),
        subtitle=subtitle,
        relevant=relevant,
    )


def _from_pools(
    writer: Writer,
    kind: str,
    county: County,
    day: date,
    titles: Sequence[str],
    leads: Sequence[str],
    sentences: Sequence[str],
    ends: Sequence[str] = (),
    **more: str,
) -> Story:
    """A lead, three to five paragraphs of two or three sentences each, perhaps an end."""
    writer.new_text()
    slots = {**work_slots(writer, county, day), **more}
    body = [writer.say(leads, slots)]
    for count in writer.rng.choice(((3, 2, 3), (3, 3, 2), (2, 2, 2, 2), (2, 2, 3, 2), (2, 3, 3, 2))):
        body.append(writer.say(sentences, slots, count))
    if ends:
        body.append(writer.say(ends, slots))
    return _story(writer, kind, writer.deal(titles, 3), body, slots, county, day)


def trip(writer: Writer, county: County, day: date) -> Story:
    pools = work_news.TRIP_TITLES, work_news.TRIP_LEADS, work_news.TRIP_STOPS, work_news.TRIP_ENDS
    return _from_pools(writer, "trip", county, day, *pools)


def visit(writer: Writer, county: County, day: date) -> Story:
    pools = work_news.VISIT_TITLES, work_news.VISIT_LEADS, work_news.VISIT_SENTENCES
    return _from_pools(writer, "visit", county, day, *pools)


def meeting(writer: Writer, county: County, day: date) -> Story:
    pools = work_news.MEETING_TITLES, work_news.MEETING_LEADS, work_news.MEETING_SENTENCES
    return _from_pools(writer, "meeting", county, day, *pools)


def service(writer: Writer, county: County, day: date) -> Story:
    pools = work_news.SERVICE_TITLES, work_news.SERVICE_LEADS, work_news.SERVICE_SENTENCES
    return _from_pools(writer, "service", county, day, *pools)


def method(writer: Writer, county: County, day: date) -> Story:
    pools = work_news.METHOD_TITLES, work_news.METHOD_LEADS, work_news.METHOD_SENTENCES
    return _from_pools(writer, "method", county, day, *pools, method=writer.deal(work_news.METHODS)[0])


def interview(writer: Writer, county: County, day: date) -> Story:
    writer.new_text()
    slots = work_slots(writer, county, day)
    body = [writer.say(long_forms.INTERVIEW_LEADS, slots)]
    for talk in writer.deal(long_forms.INTERVIEW_TALKS, writer.rng.randint(4, 8)):
        body += writer.fill(talk, slots).split("\n")
    body.append(writer.say(long_forms.INTERVIEW_ENDS, slots))
    titles = writer.deal(long_forms.INTERVIEW_TITLES, 3)
    subtitle = writer.fill("——访{county}招商服务中心主任{officer}", slots)
    return _story(writer, "interview", titles, body, slots, county, day, subtitle=subtitle)


_NUMERALS = (*"一二三四五六七八九十", "十一", "十二", "十三", "十四")


def policy(writer: Writer, county: County, day: date) -> Story:
    writer.new_text()
    slots = work_slots(writer, county, day)
    clauses = writer.deal(long_forms.POLICY_CLAUSES, writer.rng.randint(8, 14))
    body = [
        writer.say(long_forms.POLICY_LEADS, slots),
        *(f"{_NUMERALS[i]}、{writer.fill(clause, slots)}" for i, clause in enumerate(clauses)),
        writer.say(long_forms.POLICY_ENDS, slots),
    ]
    return _story(writer, "policy", writer.deal(long_forms.POLICY_TITLES, 3), body, slots, county, day)


class Pace(NamedTuple):
    """How a county signs in the year of its reports, so that one report continues the one before (money in 亿元)."""

    projects_a_month: int
    money_a_project: float


_PERIODS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}


def report(writer: Writer, county: County, year: int, month: int, template: int, pace: Pace) -> Story:
    """Figures of January to ``month`` on one of the fixed templates; the parts never exceed the whole."""
    writer.new_text()
    rng = writer.rng
    day = date(year + month // 12, month % 12 + 1, rng.randint(5, 12))
    signed = pace.projects_a_month * month + rng.randint(0, 2)
    contracted = round(signed * pace.money_a_project, 1)
    industry = rng.randint(signed // 2, signed * 3 // 4)
    big = rng.randint(signed // 3, signed // 2)
    coast = rng.randint(3, max(4, signed // 4))
    registered = rng.randint(signed * 3 // 4, signed)
    started = rng.randint(registered // 2, registered * 2 // 3)
    values = {
        "signed": signed, "contracted": contracted, "up": round(rng.uniform(-6, 38), 1),
        "received": round(contracted * rng.uniform(0.3, 0.6), 1), "done": round(rng.uniform(18, 97), 1),
        "big": big, "big_money": round(contracted * rng.uniform(0.7, 0.9), 1), "huge": rng.randint(1, max(2, big // 4)),
        "industry": industry, "industry_money": round(contracted * rng.uniform(0.5, 0.69), 1),
        "service": (signed - industry) // 2, "farm": signed - industry - (signed - industry) // 2,
        "gd": coast + 2, "zj": coast, "js": max(1, coast - 2), "registered": registered, "started": started,
        "rate": round(100 * started / registered, 1), "produced": rng.randint(2, max(3, started // 2)),
        "trips": rng.randint(12, 70), "visited": rng.randint(80, 390), "received_guests": rng.randint(60, 260),
        "building": rng.randint(30, 140), "zone_signed": rng.randint(signed // 2 + 1, signed * 3 // 4 + 1),
        **{f"up{n}": round(rng.uniform(-4, 41), 1) for n in range(2, 6)},
    }  # fmt: skip
    slots = {**work_slots(writer, county, day), **{name: str(value) for name, value in values.items()}}
    period = _PERIODS.get(month, f"1至{month}月")
    slots |= {"year": str(year), "last": str(year - 1), "period": period, "month": f"截至{month}月底"}
    body = [writer.fill(line, slots) for line in reports.REPORTS[template]]
    return _story(writer, "report", writer.deal(reports.REPORT_TITLES, 3), body, slots, county, day)


def aside(writer: Writer, county: County, day: date, number: int) -> Story:
    """A text off the topic, the ``number``-th of the stock."""
    writer.new_text()
    slots = work_slots(writer, county, day)
    title, paragraphs = off_topic.OFF_TOPIC[number]
    body = [writer.fill(paragraph, slots) for paragraph in paragraphs]
    return _story(writer, "off-topic", [title], body, slots, county, day, relevant=False)
