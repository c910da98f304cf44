"""Crawls that follow one another: what changed is found, what did not is not downloaded again, what broke is mended."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, open_archive
from demo import Server, TrueArticle, Web, build, same_text, serve
from spiders.addresses.canonical import canonical_url
from tests.zscrawl.crawl_child import finish_crawl, run_crawl, start_crawl
from tests.zscrawl.hostile_sites import NOT_FOUND, Send, response, sites
from tests.zscrawl.test_guards import listing, source

SITES = ("demo-gov",)


class Site:
    """The demo web (one of its sites), a data directory, and a clock that moves."""

    def __init__(self, home: Path, web: Web, server: Server) -> None:
        self.home, self.web, self.server = home, web, server
        self.now = web.clock
        self.sources = [source for source in server.sources() if source["name"] in SITES]

    def crawl(self, **options: Any) -> dict[str, Any]:
        self.server.requests.clear()
        return run_crawl(self.home, self.sources, clock=self.now, **options)

    def start_slowly(self) -> subprocess.Popen[str]:
        """A crawl that takes several seconds, so that something can happen to it."""
        slow = [{**source, "options": {**source["options"], "delay": "0.15"}} for source in self.sources]
        return start_crawl(self.home, slow, clock=self.now, settings=None, addresses=None)

    def total(self, summary: dict[str, Any], name: str) -> int:
        return sum(source[name] for source in summary["sources"].values())

    @property
    def articles(self) -> list[TrueArticle]:
        return [article for article in self.web.articles if article.site in SITES]

    def archive(self) -> Archive:
        return open_archive(self.home)

    def check_whole(self) -> None:
        """Every article of the web is archived, once, as it stands."""
        with self.archive() as archive:
            stored = {entry.article.canonical_url: entry for entry in archive.articles() if not entry.gone_at}
        expected = {canonical_url(self.server.url(article)): article for article in self.articles}
        assert stored.keys() == expected.keys()
        wrong = [url for url, true in expected.items() if not same_text(true.body, stored[url].article.body)]
        assert wrong == []


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    web = build()
    clock: list[datetime] = [web.clock]
    with serve(web, clock=lambda: clock[0]) as server:
        yield Site(tmp_path / "home", web, server)


def test_changes_deletions_and_news_are_found_at_the_price_of_little_more_than_headers(site: Site) -> None:
    first = site.crawl()
    site.check_whole()

    site.now += timedelta(hours=1)
    second = site.crawl()
    assert site.total(second, "new") == site.total(second, "changed") == 0
    assert site.total(second, "nbytes") < 0.05 * site.total(first, "nbytes")
    assert all(source["status"] == "ok" for source in second["sources"].values())

    young = sorted(site.articles, key=lambda article: article.published_at)[-2:]
    changed, deleted = young
    site.web.change(changed, paragraphs=[*changed.paragraphs, "本报将继续关注项目进展。"], at=site.now)
    site.web.delete(deleted)
    site.now += timedelta(days=200)
    third = site.crawl()
    assert site.total(third, "changed") == 1
    assert site.total(third, "gone") == 1
    site.check_whole()
    with site.archive() as archive:
        found = archive.get(canonical_url(site.server.url(changed)))
        assert found is not None
        assert found.versions == 2


def test_only_what_is_due_is_visited(site: Site) -> None:
    assert site.crawl(due=True, limit=3)["sources"].keys() == set(SITES)
    site.now += timedelta(minutes=59)
    idle = site.crawl(due=True)
    assert (idle["sources"], idle["run_id"], idle["status"]) == ({}, 0, "ok")
    assert site.server.requests == []
    site.now += timedelta(minutes=1)
    assert site.crawl(due=True)["sources"].keys() == set(SITES)
    with site.archive() as archive:
        assert len(archive.runs()) == 2
    site.check_whole()


def test_a_limit_leaves_the_rest_for_the_next_crawl(site: Site) -> None:
    first = site.crawl(limit=5)
    assert {name: source["chosen"] for name, source in first["sources"].items()} == dict.fromkeys(SITES, 5)
    assert site.total(first, "new") + site.total(first, "duplicates") <= 10
    assert site.crawl()["status"] == "ok"
    site.check_whole()


def test_a_dry_run_stores_nothing_and_fetches_no_article(site: Site) -> None:
    summary = site.crawl(dry_run=True)
    assert site.total(summary, "chosen") >= len(site.articles)
    asked = {(one.site, one.path) for one in site.server.requests}
    assert not asked & {(article.site, article.path) for article in site.articles}
    assert not site.home.exists()


def test_since_reads_back_to_that_day(site: Site) -> None:
    since = sorted(article.published_at for article in site.articles)[len(site.articles) // 2].date()
    site.crawl(since=since.isoformat())
    with site.archive() as archive:
        stored = {entry.article.canonical_url for entry in archive.articles()}
    young = {canonical_url(site.server.url(a)) for a in site.articles if a.published_at.date() >= since}
    assert young <= stored
    assert len(stored) < len(site.articles)


def test_a_site_that_blocks_changes_or_dies_is_reported_at_once_and_nothing_is_lost(site: Site) -> None:
    """One crawl each: the site as it is, with CAPTCHAs, with an empty new layout, gone, and back with news."""
    (name,) = SITES
    address = site.sources[0]["start"]

    def crawl() -> dict[str, Any]:
        site.now += timedelta(days=1)
        found: dict[str, Any] = site.crawl(settings={"ZSCRAWL_FIRST_PAUSE": 0.01})["sources"][name]
        return found

    assert crawl()["status"] == "ok"
    with site.archive() as archive:
        count, sequence = archive.count(), archive.sequence
    site.web.block(name)
    blocked = crawl()
    assert (blocked["status"], blocked["new"], blocked["changed"]) == ("failed", 0, 0)
    assert blocked["blocked"] >= 1
    site.web.redesign(name)
    assert crawl()["status"] == "failed"
    site.sources[0]["start"] = ["http://127.0.0.1:9/"]  # nobody listens there
    dead = crawl()
    assert (dead["status"], dead["failures"]) == ("failed", {"refused": 1})
    site.sources[0]["start"] = address
    with site.archive() as archive:
        assert (archive.count(), archive.sequence) == (count, sequence)
    site.web.restore(name)
    back = crawl()
    assert (back["status"], back["new"] + back["duplicates"]) == ("ok", 0)
    site.check_whole()


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def stored_events(home: Path) -> int:
    logs = sorted((home / "runs").glob("*.jsonl"))
    lines = logs[-1].read_text("utf-8").splitlines() if logs else []
    return sum('"stored"' in line for line in lines)


def test_an_interrupted_crawl_saves_what_is_in_flight_and_the_next_goes_on(site: Site) -> None:
    child = site.start_slowly()
    wait_for(lambda: stored_events(site.home) > 5)
    child.send_signal(signal.SIGINT)
    summary = finish_crawl(child)
    assert summary["status"] == "interrupted"
    with site.archive() as archive:
        assert archive.runs()[0].status == "interrupted"
        assert 0 < archive.count() < len(site.articles)
    log = (site.home / "runs" / "000001.jsonl").read_text("utf-8").splitlines()
    assert json.loads(log[-1])["event"] == "run_ends"
    assert site.crawl()["status"] == "ok"
    site.check_whole()


def test_who_interrupts_twice_need_not_wait(tmp_path: Path) -> None:
    """The article hangs; the first interrupt waits for it, the second does not."""

    def answer(path: str, send: Send) -> None:
        if path == "/":
            send(response(listing("/1.html", "/2.html", "/3.html")))
        elif path == "/robots.txt":
            send(NOT_FOUND)
        else:
            time.sleep(60)

    with sites({"hangs": answer}) as running:
        hangs = running["hangs"]
        entry = source("hangs", hangs.url(), allow_private=True)
        child = start_crawl(
            tmp_path, [entry], clock=build().clock, settings={"DOWNLOAD_TIMEOUT": 50}, addresses=None
        )
        wait_for(lambda: "/1.html" in hangs.asked)
        child.send_signal(signal.SIGINT)
        log = tmp_path / "runs" / "000001.jsonl"
        wait_for(lambda: '"interrupted"' in log.read_text("utf-8"))
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        assert finish_crawl(child)["status"] == "interrupted"
        assert time.monotonic() - began < 30


def test_a_crawl_that_was_killed_is_taken_up_by_the_next(site: Site) -> None:
    child = site.start_slowly()
    wait_for(lambda: stored_events(site.home) > 5)
    child.kill()
    child.communicate()
    assert site.crawl()["status"] == "ok"
    site.check_whole()


def test_who_comes_second_is_told_who_is_at_work(site: Site) -> None:
    with open_archive(site.home, create=True) as archive, archive.writer("import"):
        child = start_crawl(site.home, site.sources, clock=site.now, settings=None, addresses=None)
        _, errors = child.communicate()
    assert child.returncode != 0
    assert "BusyError" in errors
    assert "import" in errors
