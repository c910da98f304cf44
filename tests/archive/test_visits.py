"""What a crawler asks before it visits a site again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from archive import Archive, Item, due_visits, latest_page
from tests.archive.pages import FETCHED, article, capture

DAY = timedelta(days=1)


def put(archive: Archive, *items: Item) -> None:
    with archive.writer("crawl") as writer:
        writer.store_batch(items, run_id=writer.begin_run("crawl", {}))


def item(
    url: str, days: int | None, source: str = "jk-gov", body: str = "<html>页</html>", status: int = 200
) -> Item:
    visit = None if days is None else FETCHED + days * DAY
    captured = replace(capture(url, body, status=status), next_visit_at=visit)
    return Item(captured, article(url, f"{url} 的正文。") if status == 200 else None, source)


def test_due_articles_come_longest_overdue_first(archive: Archive) -> None:
    put(
        archive,
        item("http://a.cn/1", 3),
        item("http://a.cn/2", 1),
        item("http://a.cn/3", 9),
        item("http://a.cn/4", None),
        item("http://a.cn/5", 1, source="other"),
    )
    now = FETCHED + 5 * DAY
    assert [state.url for state in due_visits(archive, "jk-gov", now)] == ["http://a.cn/2", "http://a.cn/1"]
    assert [state.url for state in due_visits(archive, "jk-gov", now, limit=1)] == ["http://a.cn/2"]
    assert due_visits(archive, "jk-gov", FETCHED) == []


def test_the_latest_page_is_the_last_that_answered_200(archive: Archive) -> None:
    url = "http://a.cn/list"
    assert latest_page(archive, url) is None
    put(archive, item(url, 0, body="<html>一</html>"))
    put(archive, item(url, 0, body="<html>二</html>"))
    put(archive, item(url, 0, body="", status=304), item(url, 0, body="<html>错</html>", status=500))
    page = latest_page(archive, url)
    assert page is not None
    assert (page.url, page.body.decode(), page.status) == (url, "<html>二</html>", 200)


def test_a_latest_page_whose_body_is_an_earlier_one(archive: Archive) -> None:
    put(
        archive,
        item("http://a.cn/x", 0, body="<html>同</html>"),
        item("http://a.cn/list", 0, body="<html>同</html>"),
    )
    page = latest_page(archive, "http://a.cn/list")
    assert page is not None
    assert page.body.decode() == "<html>同</html>"
