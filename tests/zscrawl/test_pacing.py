"""How fast one host may be asked; time is a number here."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zscrawl.crawl.pacing import FIRST_PAUSE, MAX_PAUSE, PATIENCE, HostPace, parse_retry_after


def pace(delay: float = 2.0, **fields: float) -> HostPace:
    host = HostPace(delay, random.Random(7))
    for name, value in fields.items():
        setattr(host, name, value)
    return host


def test_the_first_request_does_not_wait() -> None:
    assert pace().wait(100.0) == 0.0


@given(st.floats(0, 10), st.floats(0, 60))
def test_two_starts_are_never_closer_than_the_delay(delay: float, crawl_delay: float) -> None:
    host = pace(delay, crawl_delay=crawl_delay)
    host.started(100.0)
    wait = host.wait(100.0)
    assert max(delay, crawl_delay) <= wait + 1e-9
    assert wait <= 1.5 * max(delay, crawl_delay) + 1e-9


def test_without_delay_nothing_waits() -> None:
    host = pace(0.0)
    host.started(100.0)
    host.answered(101.0, 200, 1.0)
    host.started(101.0)
    assert host.wait(101.0) == 0.0


def test_a_blocked_page_makes_the_host_wait_and_three_end_it() -> None:
    host = pace(2.0)
    host.blocked(100.0)
    first = host.wait(100.0)
    assert first >= FIRST_PAUSE
    assert host.in_doubt
    host.blocked(200.0)
    assert host.wait(200.0) > first
    host.readable()
    assert not host.in_doubt
    for now in (300.0, 400.0, 500.0):
        assert not host.given_up
        host.blocked(now)
    assert host.given_up


def test_a_slow_host_is_asked_more_slowly_and_a_quick_one_as_before() -> None:
    host = pace(2.0)
    for now in (0.0, 50.0, 100.0, 150.0):
        host.answered(now, 200, 20.0)
    host.started(200.0)
    assert host.wait(200.0) > 15.0
    for now in range(300, 400, 10):
        host.answered(float(now), 200, 0.1)
    host.started(400.0)
    assert host.wait(400.0) <= 3.0


@pytest.mark.parametrize("status", [429, 503])
def test_pauses_grow(status: int) -> None:
    host, pauses = pace(patience=99), []
    for _ in range(4):
        host.answered(0.0, status, 0.1)
        pauses.append(host.wait(0.0))
    assert pauses == sorted(pauses)
    assert pauses[0] >= 5.0
    assert pauses[3] >= 40.0


def test_retry_after_is_kept() -> None:
    host = pace()
    host.answered(100.0, 429, 0.1, "30")
    assert host.wait(100.0) == 30.0
    assert host.given_up is None


def test_who_asks_for_too_long_is_left_to_the_next_run() -> None:
    host = pace()
    host.answered(100.0, 503, 0.1, "3600")
    assert host.given_up == "it answers 503 and asks for 3600 s"
    assert host.wait(100.0) <= MAX_PAUSE


def test_a_dead_host_is_given_up_and_one_answer_starts_the_count_anew() -> None:
    host = pace()
    for _ in range(PATIENCE - 1):
        host.failed(0.0, "timeout")
    host.answered(0.0, 200, 0.1)
    for _ in range(PATIENCE - 1):
        host.failed(0.0, "timeout")
    assert host.given_up is None
    host.failed(0.0, "timeout")
    assert host.given_up == "timeout again and again"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 05 Mar 2024 10:01:30 GMT", 90.0),
        ("Tue, 05 Mar 2024 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("１２", None),
        ("9" * 400, 999_999_999.0),
        ("", None),
    ],
)
def test_retry_after_header(header: str, seconds: float | None) -> None:
    assert parse_retry_after(header, datetime(2024, 3, 5, 10, tzinfo=UTC)) == seconds


@given(st.text(max_size=40))
def test_no_header_breaks_it(header: str) -> None:
    seconds = parse_retry_after(header, datetime(2024, 3, 5, 10, tzinfo=UTC))
    assert seconds is None or seconds >= 0
