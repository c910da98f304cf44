"""Which sources are due; time is a number here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive import SourceStats
from zscrawl.crawl.due import due_sources, interval
from zscrawl.items import Source

NOW = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERY = 6 * HOUR


def source(name: str = "a") -> Source:
    return Source(name, name, "gov", "420000", ("http://a.cn/",), int(EVERY.total_seconds()))


def visited(hours_ago: float, name: str = "a", **fields: object) -> SourceStats:
    at = NOW - hours_ago * HOUR
    stats = SourceStats(name, 5, at, at, at, 0, None, {})
    return replace(stats, **fields)  # type: ignore[arg-type]


def due(*stats: SourceStats, now: datetime = NOW) -> list[str]:
    names = sorted({one.name for one in stats}) or ["a"]
    return [one.name for one in due_sources([source(name) for name in names], stats, now)]


def test_never_visited_is_due() -> None:
    assert due() == ["a"]


def test_due_when_the_interval_is_over() -> None:
    assert due(visited(5.9)) == []
    assert due(visited(6)) == ["a"]


def test_longest_overdue_first() -> None:
    assert due(visited(7, "a"), visited(90, "b"), visited(1, "c"), visited(8, "d")) == ["b", "d", "a"]


def test_asked_every_minute_for_a_month_a_source_is_visited_at_its_interval() -> None:
    stats, visits, now = visited(6), 0, NOW
    for _ in range(30 * 24 * 60):
        if due(stats, now=now):
            visits += 1
            stats = replace(stats, last_visit_at=now, last_success_at=now, last_new_at=now)
        now += timedelta(minutes=1)
    assert visits == 30 * 4


def test_ten_missed_nights_are_caught_up_once() -> None:
    stats = visited(240)
    assert due(stats) == ["a"]
    assert due(replace(stats, last_visit_at=NOW, last_success_at=NOW, last_new_at=NOW)) == []


def test_a_source_that_brings_nothing_is_visited_more_rarely_within_bounds() -> None:
    gaps = [interval(source(), visited(0, last_new_at=NOW - days * 24 * HOUR)) for days in (0, 1, 3, 7, 365)]
    assert gaps == [EVERY, EVERY, 18 * HOUR, 42 * HOUR, 8 * EVERY]


def test_after_a_failure_it_is_tried_sooner_and_ever_more_rarely() -> None:
    def gap(failures: int) -> timedelta:
        return interval(source(), visited(0, failures=failures, last_success_at=NOW - 20 * HOUR))

    assert [gap(n) for n in (1, 2, 3, 4, 5, 99)] == [HOUR / 2, HOUR, 2 * HOUR, 4 * HOUR, EVERY, EVERY]


def test_clocks_an_hour_apart_do_no_harm_and_a_broken_one_is_not_believed() -> None:
    assert due(visited(-1)) == []
    assert due(visited(-24 * 400)) == ["a"]
