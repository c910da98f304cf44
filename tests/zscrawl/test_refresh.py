"""What is derived from the archive: the same, by whatever way it was brought up to date."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from archive import Item, open_archive
from tests.archive.pages import PUBLISHED, URL, article, capture
from zscrawl import refresh
from zscrawl.errors import WorkerError
from zscrawl.home import Home
from zscrawl.parallel import in_processes
from zscrawl.proof import prove

TEXT = "{day}月4日,江口县举行签约仪式,签约项目{count}个,总投资{count}8.5亿元。\n会后,客商考察了经济开发区。"


def derived(path: Path, jobs: int) -> list[object]:
    """Facts and index entries of a small archive, after a refresh."""
    home = Home(path)
    with open_archive(path, create=True) as archive, archive.writer("crawl") as writer:
        items = []
        for n in range(1, 13):
            read = article(
                f"{URL}?{n}",
                TEXT.format(day=n, count=n + 2),
                title=f"江口县签约{n + 2}个项目",
                published_at=PUBLISHED + timedelta(days=30 * n),
            )
            items.append(Item(capture(f"{URL}?{n}", f"<p>{n}</p>"), read, "s"))
        writer.store_batch(items, run_id=writer.begin_run("crawl", {}))
    summary = refresh.refresh_archive(home, jobs=jobs)
    assert (summary.facts, summary.indexed, summary.unread) == (12, 12, [])
    assert prove(home) == []
    with open_archive(path) as archive:
        stored = list(archive.articles())
        facts = archive.facts_of([each.uid for each in stored])
        return [[(each.uid, each.sequence, facts[each.uid]) for each in stored], archive.sequence]


@pytest.mark.parametrize(("pool", "rebuild"), [(10, 1_000), (1_000, 5), (10, 5)])
def test_the_way_of_a_refresh_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pool: int, rebuild: int
) -> None:
    monkeypatch.setattr(refresh, "_FACTS_BATCH", 3)
    plain = derived(tmp_path / "plain", jobs=1)
    monkeypatch.setattr(refresh, "_WORTH_A_POOL", pool)
    monkeypatch.setattr(refresh, "_WORTH_A_REBUILD", rebuild)
    assert derived(tmp_path / "other", jobs=2) == plain


def test_an_article_that_no_rule_survives_is_named_and_the_others_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(tmp_path, create=True) as archive, archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for name in ("bad", "good"):
            writer.store(
                capture(f"{URL}?{name}", name), article(f"{URL}?{name}", title=name), source="s", run_id=run
            )

    def trip(body: str, *, title: str | None, **_: object) -> object:
        if title == "bad":
            raise ValueError("a rule trips")
        return original(body, title=title, published_at=None, region=None)

    original = refresh.read_facts
    monkeypatch.setattr(refresh, "read_facts", trip)
    summary = refresh.refresh_archive(Home(tmp_path))
    assert (summary.facts, len(summary.unread)) == (1, 1)


def test_results_come_in_the_order_of_the_work() -> None:
    assert list(in_processes(abs, [-3, -1, -2, -5, -4, -9], jobs=2)) == [3, 1, 2, 5, 4, 9]


def test_a_worker_that_is_killed_is_told_in_one_line() -> None:
    with pytest.raises(WorkerError, match=r"killed.*run the command again"):
        list(in_processes(os._exit, [1], jobs=1))
