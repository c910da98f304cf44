"""The thread that has the archive written, and the process that writes it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Item, open_archive
from tests.archive.pages import article, capture
from zscrawl.crawl.store_thread import StoreThread
from zscrawl.errors import ArchiveError, BusyError
from zscrawl.home import Home

NOW = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)


def item(number: int) -> Item:
    url = f"http://a.cn/{number}"
    return Item(capture(url), article(url, f"第{number}条消息的正文。"), "s")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.prepare()
    open_archive(home.path, create=True).close()
    return home


@pytest.fixture
def store(home: Home) -> Iterator[StoreThread]:
    run_ids: list[int] = []
    store = StoreThread(home, "crawl", lambda: run_ids[0], lambda: NOW)
    store.open()
    run_ids.append(store.call(lambda w: w.begin_run("crawl", {})).result())
    yield store
    store.close()


def stored(home: Home) -> int:
    with open_archive(home.path) as archive:
        return archive.count()


def test_what_is_handed_in_at_once_is_stored_in_order_and_committed(home: Home, store: StoreThread) -> None:
    async def scenario() -> list[str]:
        outcomes = await asyncio.gather(*(store.store([item(n)]) for n in range(20)))
        assert stored(home) == 20
        return [outcome.status for (outcome,) in outcomes]

    assert asyncio.run(scenario()) == ["new"] * 20


def test_an_item_that_cannot_be_stored_keeps_no_other_out(home: Home, store: StoreThread) -> None:
    broken = replace(item(1), source=object())  # type: ignore[arg-type]

    async def scenario() -> list[object]:
        jobs = (store.store([one]) for one in (item(0), broken, item(2)))
        return await asyncio.gather(*jobs, return_exceptions=True)

    first, second, third = asyncio.run(scenario())
    assert isinstance(second, Exception)
    assert not isinstance(first, Exception)
    assert not isinstance(third, Exception)
    assert stored(home) == 2


def test_a_second_writer_is_told_who_is_at_work(home: Home, store: StoreThread) -> None:
    second = StoreThread(home, "import", lambda: 0, lambda: NOW)
    with pytest.raises(BusyError, match="crawl"):
        second.open()
    second.close()


def test_when_the_writer_dies_nobody_waits_for_it(home: Home, store: StoreThread) -> None:
    async def scenario() -> None:
        await store.store([item(1)])
        pid = store.call(lambda w: w.pid).result()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ArchiveError, match="has died"):
            await store.store([item(2)])

    asyncio.run(scenario())
    assert stored(home) == 1
