"""Reading in processes: what a page does to its process is that page's failure."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import pytest

from tests.zscrawl.test_guards import article as article_page
from zscrawl.crawl import reader_pool
from zscrawl.crawl.reader_pool import ReaderPool
from zscrawl.errors import ReadError
from zscrawl.items import CST, Article, Page

CLOCK = datetime(2024, 3, 5, tzinfo=CST)


def misbehave(page: Page, family: str, options: Mapping[str, str], is_list: bool) -> tuple[Article, float]:
    """Stands in for the reader, in its process: the body says what to do."""
    if page.body == b"die":
        os._exit(1)
    if page.body == b"hang":
        time.sleep(600)
    if page.body == b"raise":
        raise ReadError("it says so")
    return Article(page.url, page.url, family, "article", body=page.body.decode()), 0.01


def page(body: bytes) -> Page:
    return Page("http://a.cn/1", body, CLOCK)


def run(scenario: Callable[[ReaderPool], Awaitable[None]]) -> None:
    async def main() -> None:
        pool = ReaderPool(1)
        try:
            await scenario(pool)
        finally:
            pool.close()

    asyncio.run(main())


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_pool, "_read", misbehave)


def test_a_page_is_read_in_another_process() -> None:
    async def scenario(pool: ReaderPool) -> None:
        article = await pool.read(page(article_page("湖区新项目签约").encode()), "portal", {})
        assert article.title == "湖区新项目签约"
        assert pool.cpu_seconds > 0

    run(scenario)


@pytest.mark.usefixtures("misbehaving")
def test_a_page_that_kills_or_breaks_its_reader_is_that_pages_failure() -> None:
    async def scenario(pool: ReaderPool) -> None:
        with pytest.raises(ReadError, match="breaks the process"):
            await pool.read(page(b"die"), "portal", {})
        with pytest.raises(ReadError, match="it says so"):
            await pool.read(page(b"raise"), "portal", {})
        assert (await pool.read(page(b"fine"), "portal", {})).body == "fine"

    run(scenario)


@pytest.mark.usefixtures("misbehaving")
def test_a_page_that_takes_too_long_is_given_up() -> None:
    async def scenario(pool: ReaderPool) -> None:
        await pool.read(page(b"warm up"), "portal", {})
        pool._seconds = 0.2
        with pytest.raises(ReadError, match="takes longer"):
            await pool.read(page(b"hang"), "portal", {})

    run(scenario)


def test_a_process_that_was_killed_meanwhile_costs_no_page() -> None:
    async def scenario(pool: ReaderPool) -> None:
        first = await pool.read(page(article_page("湖区新项目签约").encode()), "portal", {})
        [process] = multiprocessing.active_children()
        process.kill()
        process.join()
        assert await pool.read(page(article_page("湖区新项目签约").encode()), "portal", {}) == first

    run(scenario)


@pytest.mark.usefixtures("misbehaving")
def test_an_article_of_any_size_comes_back_whole() -> None:
    async def scenario(pool: ReaderPool) -> None:
        body = "招商引资" * 1_000_000
        assert (await pool.read(page(body.encode()), "portal", {})).body == body

    run(scenario)


def test_a_pool_that_is_warming_up_reads_and_can_be_closed() -> None:
    async def scenario(pool: ReaderPool) -> None:
        pool.warm_up()
        article = await pool.read(page(article_page("湖区新项目签约").encode()), "portal", {})
        assert article.title == "湖区新项目签约"

    run(scenario)
    closed_at_once = ReaderPool(1)
    closed_at_once.warm_up()
    closed_at_once.close()
