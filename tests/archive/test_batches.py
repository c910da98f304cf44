"""Pages stored together come to what they come to one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from archive import Archive, Item, open_archive, uid_of, verify
from bench.reprint_set import make_set
from tests.archive.pages import FETCHED, PUBLISHED, URL, article, capture
from zscrawl.items import Article


def items() -> list[Item]:
    """Texts with reprints of many kinds among them; some of them a second time, changed or gone."""
    made = []
    for number, document in enumerate(make_set(originals=8, negatives=8, seed=3)):
        url = f"{URL}?{number}"
        read = article(url, body=document.body, published_at=PUBLISHED + timedelta(days=number % 3))
        made.append(_item(url, f"<p>{number}</p>", read))
        if number % 5 == 0:
            made.append(
                _item(url, f"<p>{number} b</p>", article(url, body=document.body + "\n又讯:已经投产。"))
            )
        if number % 7 == 0:
            made.append(_item(url, "", None, status=410))
    return made


def _item(url: str, page: str, read: Article | None, status: int = 200) -> Item:
    return Item(capture(url, page, fetched_at=FETCHED, status=status), read, "s")


def kept(archive: Archive, batch: int) -> list[object]:
    """What the archive has after storing `items` so many at a time."""
    made = items()
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        outcomes = [
            outcome
            for start in range(0, len(made), batch)
            for outcome in writer.store_batch(made[start : start + batch], run_id=run)
        ]
    with archive.reading() as connection:
        tables = [
            sorted(tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}")))
            for table in ("fingerprint_keys", "fingerprints", "reprints")
        ]
    articles = [
        (each.uid, each.cluster, each.gone_at, each.versions, each.article) for each in archive.articles()
    ]
    states = archive.known([item.capture.page.url for item in made])
    return [outcomes, tables, articles, states]


def test_a_batch_comes_to_the_same_as_its_pages_one_by_one(
    open_it: Callable[[], Archive], tmp_path: Path
) -> None:
    with open_archive(tmp_path / "single", create=True) as single:
        assert kept(open_it(), batch=100) == kept(single, batch=1)


def test_a_text_that_an_article_has_given_up_makes_no_duplicate(archive: Archive) -> None:
    first, second = f"{URL}?first", f"{URL}?second"
    with archive.writer("crawl") as writer:
        outcomes = writer.store_batch(
            [
                _item(first, "1", article(first, body="县里的项目签约了。")),
                _item(first, "2", article(first, body="县里的项目开工了。")),
                _item(second, "3", article(second, body="县里的项目签约了。")),
                _item(f"{URL}?third", "4", article(f"{URL}?third", body="县里的项目开工了。")),
            ],
            run_id=writer.begin_run("crawl", {}),
        )
    assert [outcome.status for outcome in outcomes] == ["new", "changed", "new", "duplicate"]
    assert outcomes[3].reprint_of == uid_of(first)


def test_a_counter_within_the_text_makes_no_version_and_comes_along_with_one(
    archive: Archive, home: Path, database_url: str | None
) -> None:
    text = "江口县今年签约项目十二个。\n园区已经开工。\n"
    outcomes = []
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for body, title in (
            (text + "阅读次数:12", "签约"),
            (text + "阅读次数:1.3万次", "签约"),
            (text + "(浏览量: 14000)", "又签约"),
            (text + "项目12个", "又签约"),
        ):
            read = article(body=body, title=title)
            outcomes.append(writer.store(capture(body=body), read, source="s", run_id=run))
    assert [(each.status, each.changes) for each in outcomes] == [
        ("new", ()), ("unchanged", ()), ("changed", ("title",)), ("changed", ("text",)),
    ]  # fmt: skip
    assert verify(home, database_url) == []
