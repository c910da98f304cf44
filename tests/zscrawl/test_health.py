"""When a source's pages lack what they used to have, that is an alarm; when little is known of it, it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zscrawl.crawl.health import (
    FIELDS,
    KEPT_VISITS,
    Alarm,
    Sample,
    VisitRecord,
    alarms_of,
    dump,
    load,
    remember,
    standing_alarms,
    usual_share,
)
from zscrawl.items import CST, Article

DAY = timedelta(days=1)
NOW = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)
LIST = "http://a.cn/list/"


def visit(pages: int = 0, *, ago: int = 0, **fields: object) -> VisitRecord:
    """A visit in which every page had everything, but for the counts that are given by field."""
    filled = {name: int(fields.pop(name, pages)) for name in FIELDS}  # type: ignore[call-overload]
    record = VisitRecord(NOW - ago * DAY, 1, "ok", lists=1, listed=20, pages=pages, filled=filled)
    return replace(record, **fields)  # type: ignore[arg-type]


def alarms(now: VisitRecord, *history: VisitRecord) -> list[Alarm]:
    lacking = {name: f"http://a.cn/{name}" for name in FIELDS if now.filled[name] < now.pages}
    return alarms_of(now, Sample(now.pages, now.filled, lacking), history, LIST)


def test_a_layout_change_is_an_alarm_that_names_field_and_page() -> None:
    (alarm,) = alarms(visit(4, body=0), visit(30, ago=3), visit(3, ago=2), visit(2, ago=1))
    assert alarm == Alarm("body", 0, 4, 1.0, "http://a.cn/body", NOW)
    assert str(alarm) == "body in 0 of 4 pages, usually in 100%; see http://a.cn/body"


def test_one_page_is_enough_where_the_field_was_never_missing() -> None:
    assert [one.field for one in alarms(visit(1, date=0), visit(30, ago=1))] == ["date"]


def test_little_history_is_no_ground_for_an_alarm() -> None:
    assert alarms(visit(1, body=0), visit(5, ago=1)) == []
    assert alarms(visit(40, body=0)) == []


def test_what_was_always_missing_now_and_then_may_be_missing() -> None:
    usual = visit(100, ago=1, origin=60)
    assert alarms(visit(3, origin=1), usual) == []
    assert [one.field for one in alarms(visit(12, origin=1), usual)] == ["origin"]


def test_a_small_change_of_many_pages_is_none() -> None:
    assert alarms(visit(1000, origin=900), visit(300, ago=1)) == []


def test_a_visit_that_read_nothing_says_nothing() -> None:
    assert alarms(visit(0), visit(100, ago=1)) == []


def test_an_alarm_does_not_become_usual_and_keeps_its_beginning() -> None:
    history = [visit(40, ago=9)]
    for ago in range(8, 0, -1):
        broken = visit(5, ago=ago, body=0)
        history.append(replace(broken, alarms=tuple(alarms(broken, *history))))
    (alarm,) = alarms(visit(1, body=0), *history)
    assert alarm.since == NOW - 8 * DAY
    assert usual_share("body", history, NOW) == 1.0


def test_after_ninety_days_it_is_how_the_site_is_now() -> None:
    old = Alarm("origin", 0, 300, 1.0, "http://a.cn/origin", NOW - 91 * DAY)
    history = [visit(50, ago=92), visit(300, ago=91, origin=0, alarms=(old,))]
    assert alarms(visit(5, origin=0), *history) == []


def test_lists_that_name_far_fewer_articles_are_an_alarm() -> None:
    history = [visit(1, ago=ago) for ago in (3, 2, 1)]
    (alarm,) = alarms(visit(0, listed=4), *history)
    assert str(alarm) == "4 articles on 1 list pages, usually 20 on each; see http://a.cn/list/"
    assert alarms(visit(0, listed=5), *history) == []
    assert alarms(visit(0, listed=4), *history[:2]) == []


def test_an_alarm_stands_until_a_page_shows_that_it_is_over() -> None:
    alarm = Alarm("body", 0, 4, 1.0, "http://a.cn/1", NOW)
    raised = visit(4, body=0, alarms=(alarm,))
    assert standing_alarms([raised, visit(0)]) == [alarm]
    assert standing_alarms([raised, visit(0), visit(1)]) == []


def test_uneventful_visits_make_room() -> None:
    history: list[VisitRecord] = []
    for number in range(300):
        history = remember(history, visit(number % 3, ago=300 - number))
    assert len(history) == KEPT_VISITS
    assert [one.pages for one in history[-4:]] == [1, 2, 1, 2]
    assert [one.pages for one in remember(history, visit(0))[-2:]] == [2, 0]


@pytest.mark.parametrize(
    ("article", "lacking"),
    [
        (
            Article("u", "u", "gov", "article", "标题", None, NOW.astimezone(CST), body="正文", origin="报"),
            set(),
        ),
        (Article("u", "u", "gov", "article", "标题", body="正文"), {"date", "origin"}),
        (Article("u", "u", "gov", "other", "标题", body="正文"), set(FIELDS)),
    ],
)
def test_pages_are_counted_by_what_they_have(article: Article, lacking: set[str]) -> None:
    sample = Sample()
    sample.add(article, "http://a.cn/1")
    assert sample.pages == 1
    assert {name for name, count in sample.filled.items() if not count} == lacking == sample.lacking.keys()


counts = st.integers(0, 500)


@given(st.lists(st.tuples(counts, counts), max_size=8), counts, counts)
def test_whatever_the_counts_there_is_an_answer_and_it_can_be_kept(
    earlier: list[tuple[int, int]], pages: int, found: int
) -> None:
    history = [visit(total, ago=9, body=min(had, total)) for total, had in earlier]
    now = visit(pages, body=min(found, pages))
    now = replace(now, alarms=tuple(alarms(now, *history)))
    assert load(dump([*history, now])) == [*history, now]


@given(st.integers(25, 400), st.integers(1, 50))
def test_a_field_that_vanishes_from_all_pages_is_always_an_alarm(before: int, pages: int) -> None:
    assert [one.field for one in alarms(visit(pages, title=0), visit(before, ago=1))] == ["title"]


@given(st.integers(1, 400), st.integers(0, 50))
def test_a_source_that_is_as_it_was_is_never_an_alarm(before: int, pages: int) -> None:
    assert alarms(visit(pages), visit(before, ago=1)) == []


@pytest.mark.parametrize("text", [None, "", "nonsense", "{}", "[1]", '[{"at": 3}]'])
def test_a_damaged_history_is_none(text: str | None) -> None:
    assert load(text) == []
