"""Notes, and the archive's growth by week."""

from __future__ import annotations

from datetime import timedelta

from archive import Archive, new_by_week, note, notes
from tests.archive.conftest import Clock
from tests.archive.pages import FETCHED, article, capture


def test_a_note_is_found_again_and_replaced(archive: Archive, clock: Clock) -> None:
    with archive.writer("crawl", clock=clock) as writer:
        writer.set_note("health:a_gov", "甲")
        writer.set_note("health:a_gov", "乙")
        writer.set_note("health:axgov", "丙")
        writer.set_note("other", "丁")
    assert note(archive, "health:a_gov") == "乙"
    assert note(archive, "health:unknown") is None
    assert notes(archive, "health:") == {"a_gov": "乙", "axgov": "丙"}
    assert notes(archive, "health:a_") == {"gov": "乙"}


def test_new_articles_are_counted_by_week_of_their_first_fetch(archive: Archive, clock: Clock) -> None:
    now = FETCHED + timedelta(days=20)
    with archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        for number, days_ago in enumerate((20, 8, 8, 1)):
            url = f"http://news.example.cn/{number}.html"
            fetched = capture(url, fetched_at=now - timedelta(days=days_ago))
            source = "b" if number == 2 else "a"
            writer.store(fetched, article(url, body=str(number)), source=source, run_id=run)
    assert new_by_week(archive, now, 3) == {"a": [1, 1, 1], "b": [0, 1, 0]}
    assert new_by_week(archive, now, 1) == {"a": [1]}


def test_what_is_not_counted_comes_at_once(archive: Archive, clock: Clock) -> None:
    with archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        writer.store(capture(), article(), source="a", run_id=run)
    (quick,), (whole,) = archive.source_stats(counted=False), archive.source_stats()
    assert (quick.articles, dict(quick.fill), whole.articles) == (0, {}, 1)
    assert (quick.last_visit_at, quick.last_new_at) == (whole.last_visit_at, whole.last_new_at)
