"""One article at several addresses: what is kept does not depend on which was read first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from archive import (
    Archive,
    Item,
    Outcome,
    StoredArticle,
    Version,
    due_visits,
    other_addresses,
    read_capture,
    uid_of,
    verify,
)
from tests.archive.pages import FETCHED, article, capture
from zscrawl.items import Article, Facts

OWN = "http://news.example.cn/n2/1.html"
TWIN = "http://news.example.cn/BIG5/n2/1.html"
TRACKED = "http://news.example.cn/n2/1.html?from=list"
UID = uid_of(OWN)
HANS = "江口县今年签约项目十二个，总投资三十亿元，涉及新材料和装备制造。\n县长林小满到场见证。"
HANT = "江口縣今年簽約項目十二個，總投資三十億元，涉及新材料和裝備製造。\n縣長林小滿到場見證。"


def read_at(url: str, **changed: object) -> Article:
    """The article as the page at ``url`` says it."""
    values: dict[str, object] = {"body": HANS, "script": "hans"}
    if url == TWIN:
        values = {"body": HANT, "script": "hant", "title": "江口縣招商引資開門紅"}
    return replace(article(OWN), url=url, **(values | changed))  # type: ignore[arg-type]


def item(read: Article, day: int = 0, **changed: object) -> Item:
    fetched = capture(read.url, f"<p>{read.body}</p>", fetched_at=FETCHED + timedelta(days=day), **changed)
    return Item(fetched, read, "jk-gov")


def due(each: Item, at: datetime) -> Item:
    return replace(each, capture=replace(each.capture, next_visit_at=at))


def store(archive: Archive, *items: Item, at_once: bool = False) -> list[Outcome]:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        batches = [list(items)] if at_once else [[each] for each in items]
        return [outcome for batch in batches for outcome in writer.store_batch(batch, run_id=run)]


def stands(archive: Archive) -> tuple[StoredArticle, list[Version]]:
    found = archive.get(OWN)
    assert found is not None
    return replace(found, sequence=0), archive.versions(UID)


def whole(archive: Archive) -> bool:
    url = None
    if archive.engine.dialect.name != "sqlite":
        url = archive.engine.url.render_as_string(hide_password=False)
    return verify(archive.home, url) == []


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("order", list(itertools.permutations([OWN, TWIN, TRACKED])))
def test_the_own_page_speaks_for_its_article_in_any_order(
    archive: Archive, order: Sequence[str], at_once: bool
) -> None:
    outcomes = store(archive, *(item(read_at(url)) for url in order), at_once=at_once)
    assert [outcome.status for outcome in outcomes] == ["new", "unchanged", "unchanged"]
    found, versions = stands(archive)
    assert found.article == read_at(OWN)
    assert [(each.number, each.changes, each.article) for each in versions] == [(1, ("first",), read_at(OWN))]
    assert archive.snapshot(UID).url == OWN
    assert {ref.parts[0].url: ref.uid for ref in archive.captures()} == dict.fromkeys(order, UID)
    assert {archive.known([url])[url].uid for url in order} == {UID}
    assert archive.get(TWIN) == archive.get(OWN)
    assert other_addresses(archive, UID) == [TWIN, TRACKED]
    assert whole(archive)


@pytest.mark.parametrize("order", [(OWN, TWIN), (TWIN, OWN)])
def test_a_twin_with_another_byline_makes_no_version(archive: Archive, order: Sequence[str]) -> None:
    signed: dict[str, dict[str, object]] = {TWIN: {"editors": ["沈青"]}, OWN: {"editors": ["林小满"]}}
    store(archive, *(item(read_at(url, **signed[url])) for url in order))
    found, versions = stands(archive)
    assert (found.article.editors, len(versions)) == (["林小满"], 1)
    assert whole(archive)


@pytest.mark.parametrize("order", [(OWN, TWIN), (TWIN, OWN)])
def test_a_twin_that_says_something_else_never_stands_for_the_article(
    archive: Archive, order: Sequence[str]
) -> None:
    other: dict[str, dict[str, object]] = {TWIN: {"body": HANT + "\n本網另有報道。"}, OWN: {}}
    store(archive, *(item(read_at(url, **other[url]), day) for day, url in enumerate(order)))
    found, versions = stands(archive)
    assert found.article == read_at(OWN)
    kept = [each.article.body for each in versions]
    assert kept == ([HANS] if order[0] == OWN else [HANT + "\n本網另有報道。", HANS])
    assert whole(archive)


def test_a_twins_reprints_and_facts_are_settled_again(archive: Archive) -> None:
    reprint = article("http://paper.example.cn/1", HANS, origin="江口网")
    store(archive, item(read_at(TWIN)), item(reprint))
    with archive.writer("refresh") as writer:
        writer.store_facts(UID, 1, Facts(True, 1.0), "rules 1")
    before = archive.sequence
    store(archive, item(read_at(OWN)))
    assert archive.facts(UID) is None
    assert [each.uid for each in archive.without_facts("rules 1")] == [uid_of(reprint.url), UID]
    assert UID in [each.uid for each in archive.changed_since(before)]
    assert [each.relation for each in archive.similar(UID)] == ["same"]
    assert whole(archive)


def test_an_own_page_with_the_same_text_keeps_the_reprints(archive: Archive) -> None:
    elsewhere = "http://paper.example.cn/a.html"
    reprint = replace(article(elsewhere), body=HANS)
    store(archive, item(read_at(TRACKED)), item(reprint), item(read_at(OWN)))
    assert stands(archive)[0].article == read_at(OWN)
    assert [near.url for near in archive.similar(UID)] == [elsewhere]
    assert whole(archive)


def test_what_happens_to_a_twin_happens_not_to_the_article(archive: Archive) -> None:
    store(archive, item(read_at(OWN)), item(read_at(TWIN)))
    sequence = archive.sequence
    gone, same = (
        store(archive, replace(item(read_at(TWIN), 1, status=status), article=None))[0]
        for status in (404, 304)
    )
    assert (gone.status, same.status, archive.sequence) == ("unchanged", "unchanged", sequence)
    [outcome] = store(archive, replace(item(read_at(OWN), 2, status=404), article=None))
    found, _ = stands(archive)
    assert (outcome.status, found.gone_at) == ("gone", FETCHED + timedelta(days=2))


def test_only_the_own_page_is_due_once_it_was_read(archive: Archive) -> None:
    late = FETCHED + timedelta(days=9)
    store(archive, due(item(read_at(TWIN)), late))
    assert not archive.known([OWN])[OWN].own
    assert [(state.url, state.own) for state in due_visits(archive, "jk-gov", late)] == [(TWIN, False)]
    store(archive, due(item(read_at(OWN)), late))
    assert (archive.known([OWN])[OWN].own, archive.known([TWIN])[TWIN].own) == (True, False)
    assert [(state.url, state.own) for state in due_visits(archive, "jk-gov", late)] == [(OWN, True)]


@pytest.mark.parametrize("order", [(OWN, TWIN), (TWIN, OWN)])
def test_reading_the_pages_again_changes_nothing(archive: Archive, order: Sequence[str]) -> None:
    store(archive, *(item(read_at(url), day) for day, url in enumerate(order)))
    before = stands(archive)
    with archive.writer("reparse") as writer:
        refs = list(archive.captures())
        pages = [read_capture(archive.home, ref).page for ref in refs]
        readings = [
            (ref.fetch_id, read_at(page.url), "jk-gov") for ref, page in zip(refs, pages, strict=True)
        ]
        outcomes = writer.restore_readings(readings)
    assert [outcome.status for outcome in outcomes] == ["unchanged", "unchanged"]
    assert stands(archive) == before


def test_an_empty_page_at_another_address_replaces_no_text(archive: Archive) -> None:
    second = replace(read_at(TRACKED), url=f"{OWN}?page=2", body="")
    store(archive, item(read_at(TRACKED)), item(second, day=1))
    found, versions = stands(archive)
    assert found.article.body == HANS
    assert len(versions) == 1


@pytest.mark.parametrize("days", list(itertools.permutations((0, 1, 2))))
def test_a_late_page_never_stands_before_a_newer_one(archive: Archive, days: tuple[int, ...]) -> None:
    texts = ["第一稿：签约项目十二个。", "第二稿：签约项目十三个。", "第三稿：签约项目十四个。"]
    with archive.writer("import") as writer:
        run = writer.begin_run("import", {})
        for day in days:
            writer.store_batch([item(read_at(OWN, body=texts[day]), day)], run_id=run, late=True)
    found, versions = stands(archive)
    assert found.article.body == texts[2]
    assert found.first_fetched_at == FETCHED
    assert [version.seen_at for version in versions] == sorted(version.seen_at for version in versions)
    assert whole(archive)


def test_a_page_that_was_gone_before_it_came_back_is_not_gone(archive: Archive) -> None:
    gone = Item(capture(OWN, "没有了", status=404, fetched_at=FETCHED), None, "jk-gov")
    with archive.writer("import") as writer:
        run = writer.begin_run("import", {})
        for each in (item(read_at(OWN), day=1), gone):
            writer.store_batch([each], run_id=run, late=True)
    assert stands(archive)[0].gone_at is None
