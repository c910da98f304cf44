"""Turns: one request a host at a time, on one event loop."""

from __future__ import annotations

import asyncio
import random

import pytest

from zscrawl.crawl.failures import Refused
from zscrawl.crawl.host_turns import MOST_UNREAD, HostTurns, netloc
from zscrawl.crawl.pacing import BLOCKED_PATIENCE


def turns(**options: float) -> HostTurns:
    return HostTurns(rng=random.Random(7), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://News.Lake.cn/a?b=http://other.cn/", "news.lake.cn"),
        ("http://127.0.0.1:8401/", "127.0.0.1:8401"),
        ("http://user:secret@lake.cn:81/x", "lake.cn:81"),
        ("https://lake.cn", "lake.cn"),
    ],
)
def test_netloc(url: str, host: str) -> None:
    assert netloc(url) == host


def test_a_host_has_one_request_at_a_time_and_others_do_not_wait() -> None:
    async def scenario() -> list[str]:
        queue, order = turns(), []

        async def ask(name: str, host: str, rounds: int) -> None:
            await queue.take(host, 0.0)
            order.append(f"{name} begins")
            for _ in range(rounds):
                await asyncio.sleep(0)
            order.append(f"{name} ends")
            queue.answered(host, 0.0, 200, None)

        await asyncio.gather(ask("a1", "a", 9), ask("a2", "a", 1), ask("b", "b", 1))
        return order

    order = asyncio.run(scenario())
    assert order.index("a1 ends") < order.index("a2 begins")
    assert order.index("b ends") < order.index("a1 ends")


def test_who_waits_for_a_host_that_is_given_up_is_refused() -> None:
    async def scenario() -> str:
        queue = turns(patience=1, first_pause=60.0)
        await queue.take("a", 0.0)
        waiting = asyncio.ensure_future(queue.take("a", 0.0))
        await asyncio.sleep(0)
        queue.failed("a", "timeout")
        with pytest.raises(Refused) as refused:
            await waiting
        return refused.value.kind

    assert asyncio.run(scenario()) == "host_down"


def test_a_stop_wakes_everybody_at_once() -> None:
    async def scenario() -> list[str]:
        queue = turns()
        await queue.take("a", 1000.0)
        queue.answered("a", 0.0, 200, None)
        waiting = [asyncio.ensure_future(queue.take("a", 1000.0)) for _ in range(3)]
        await asyncio.sleep(0)
        queue.stop()
        results = await asyncio.gather(*waiting, return_exceptions=True)
        return [result.kind for result in results if isinstance(result, Refused)]

    assert asyncio.run(scenario()) == ["stopped"] * 3


@pytest.mark.parametrize(("blocked", "unread_at_most"), [(False, MOST_UNREAD), (True, 1)])
def test_few_pages_of_a_host_are_asked_for_while_others_wait_to_be_read(
    blocked: bool, unread_at_most: int
) -> None:
    async def scenario() -> tuple[int, int]:
        queue, unread, most, asked = turns(), 0, 0, 0
        if blocked:
            queue.judge("a", blocked=True)

        async def ask() -> None:
            nonlocal unread, most, asked
            await queue.take("a", 0.0)
            asked += 1
            queue.answered("a", 0.0, 200, None)
            with queue.reading("a"):
                unread += 1
                most = max(most, unread)
                for _ in range(20):
                    await asyncio.sleep(0)
                unread -= 1

        await asyncio.gather(*(ask() for _ in range(3 * MOST_UNREAD)))
        return most, asked

    assert asyncio.run(scenario()) == (unread_at_most, 3 * MOST_UNREAD)


def test_a_host_that_blocks_is_given_up_before_it_is_asked_much() -> None:
    async def scenario() -> int:
        queue, asked = turns(), 0

        async def ask() -> None:
            nonlocal asked
            await queue.take("a", 0.0)
            asked += 1
            queue.answered("a", 0.0, 200, None)
            with queue.reading("a"):
                for _ in range(20):
                    await asyncio.sleep(0)
                queue.judge("a", blocked=True)

        answers = await asyncio.gather(*(ask() for _ in range(40)), return_exceptions=True)
        assert all(isinstance(answer, Refused) for answer in answers if answer is not None)
        return asked

    assert asyncio.run(scenario()) <= BLOCKED_PATIENCE + MOST_UNREAD


def test_a_stop_wakes_who_waits_for_pages_to_be_read() -> None:
    async def scenario() -> str:
        queue = turns()
        queue.judge("a", blocked=True)
        with queue.reading("a"):
            waiting = asyncio.ensure_future(queue.take("a", 0.0))
            await asyncio.sleep(0)
            queue.stop()
            with pytest.raises(Refused) as refused:
                await waiting
        return refused.value.kind

    assert asyncio.run(scenario()) == "stopped"


def test_the_slowest_source_on_a_host_sets_its_pace() -> None:
    queue = turns()
    queue.pace("a", 2.0)
    assert queue.pace("a", 5.0) is queue.pace("a", 1.0)
    assert queue.pace("a").delay == 5.0
