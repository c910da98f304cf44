"""Timers that fire at once: one run, and nobody does harm."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import open_archive
from bench.timers import EXPECTED, fire, write_sources
from demo import build, serve
from tests.zscrawl.crawl_child import run_crawl

CALLS = 5
CLOCK = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)


def test_of_timers_that_fire_at_once_one_crawls(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serve(build()) as server:
        write_sources(home, [entry for entry in server.sources() if entry["name"] == "demo-gov"])
        codes, said = fire(home, CALLS, ["demo-gov"])
        assert codes.keys() <= EXPECTED, said
        assert codes[0] >= 1
        assert all("is being written by" in text for text in said)
        assert max(Counter(one.path for one in server.requests).values()) == 1
        server.requests.clear()
        assert fire(home, 1, ["demo-gov"]) == (Counter({0: 1}), [])
        assert server.requests == []
    with open_archive(home) as archive:
        assert [run.status for run in archive.runs()] == ["done"]
        assert archive.count() > 30


def test_a_machine_whose_clock_is_an_hour_behind_visits_nothing_twice(tmp_path: Path) -> None:
    with serve(build()) as server:
        sources = [entry for entry in server.sources() if entry["name"] == "demo-gov"]
        ahead = run_crawl(tmp_path, sources, clock=CLOCK, due=True)
        behind = run_crawl(tmp_path, sources, clock=CLOCK - timedelta(hours=1), due=True)
        later = run_crawl(tmp_path, sources, clock=CLOCK + timedelta(hours=1), due=True)
    assert [len(one["sources"]) for one in (ahead, behind, later)] == [1, 0, 1]
    assert later["sources"]["demo-gov"]["new"] + later["sources"]["demo-gov"]["changed"] == 0


def test_a_run_that_was_killed_is_called_interrupted_by_the_next_call(tmp_path: Path) -> None:
    with open_archive(tmp_path, create=True) as archive, archive.writer("crawl") as writer:
        writer.begin_run("crawl", {})  # and never ended, as if the process had been killed
    with serve(build()) as server:
        sources = [entry for entry in server.sources() if entry["name"] == "demo-gov"]
        assert run_crawl(tmp_path, sources, clock=CLOCK, due=True)["status"] == "ok"
    with open_archive(tmp_path) as archive:
        assert [run.status for run in archive.runs()] == ["done", "interrupted"]
    log = (tmp_path / "runs" / "000002.jsonl").read_text("utf-8").splitlines()
    events = [json.loads(line)["event"] for line in log]
    assert (events[0], events[-1]) == ("run_begins", "run_ends")
