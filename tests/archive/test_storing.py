from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from archive import Archive, Capture, Item, Outcome, uid_of
from archive.writing import Writer
from tests.archive.conftest import Clock
from tests.archive.pages import FETCHED, PUBLISHED, URL, article, capture, page
from zscrawl.errors import ConfigError
from zscrawl.items import Article, Attachment, Filters, Image, Post


@pytest.fixture
def store(archive: Archive, clock: Clock) -> Callable[..., Outcome]:
    """Store one page with what was read from it, each in a writer of its own."""

    def store(read: Article | None, fetched: Capture | None = None, *, source: str = "jk-gov") -> Outcome:
        with archive.writer("crawl", clock=clock) as writer:
            run = writer.begin_run("crawl", {})
            return writer.store(fetched or capture(), read, source=source, run_id=run)

    return store


def later(**changed: object) -> Capture:
    return capture(fetched_at=FETCHED + timedelta(days=1), **changed)  # type: ignore[arg-type]


Store = Callable[..., Outcome]


def test_what_is_stored_is_read_back(archive: Archive, store: Store) -> None:
    read = article(
        subtitle="副题",
        editors=["沈青"],
        section="招商动态",
        script="hans",
        charset="gb18030",
        images=[Image("http://news.example.cn/1.jpg", "签约现场")],
        attachments=[Attachment("http://news.example.cn/1.pdf", "项目册")],
        posts=[Post(1, "楼主", PUBLISHED, "正文"), Post(2, None, None, "回复")],
        found_by={"title": "h1"},
        flags=["spam_clone"],
    )
    outcome = store(read)
    stored = archive.get(outcome.uid or "")
    assert stored is not None
    assert stored.article == read
    assert (outcome.status, stored.source, stored.version) == ("new", "jk-gov", 1)


@pytest.mark.parametrize("name", [URL, uid_of(URL), uid_of(URL)[:6]])
def test_an_article_is_found_by_url_uid_and_prefix(archive: Archive, store: Store, name: str) -> None:
    store(article())
    found = archive.get(name)
    assert found is not None
    assert found.uid == uid_of(URL)


def test_an_article_is_found_by_the_url_it_was_fetched_from(archive: Archive, store: Store) -> None:
    store(article(), capture(URL + "?from=list"))
    assert archive.get(URL + "?from=list") == archive.get(URL)


@pytest.mark.parametrize("name", ["", "zs", "zs0", "http://elsewhere.example.cn/", "%", "zs%%%%"])
def test_unknown_names_find_nothing(archive: Archive, store: Store, name: str) -> None:
    store(article())
    assert archive.get(name) is None


def test_a_prefix_of_several_articles_is_refused(archive: Archive, store: Store) -> None:
    urls = [f"http://news.example.cn/{number}" for number in range(120)]
    by_prefix: dict[str, str] = {}
    for url in urls:
        prefix = uid_of(url)[:4]
        if prefix in by_prefix:
            for twin in (url, by_prefix[prefix]):
                store(article(twin, body=twin), capture(twin))
            with pytest.raises(ConfigError, match="several articles"):
                archive.get(prefix)
            return
        by_prefix[prefix] = url
    pytest.fail("no two of the URLs begin alike")


def test_the_same_page_again_changes_nothing(archive: Archive, store: Store) -> None:
    store(article())
    sequence = archive.sequence
    again = store(
        article(body="江口縣 今年簽約項目十二個。\n", images=[Image("http://x.example.cn/9.jpg")]), later()
    )
    assert (again.status, again.version, archive.sequence) == ("unchanged", 1, sequence)
    found = archive.get(URL)
    assert found is not None
    assert found.last_fetched_at == FETCHED + timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "changes"),
    [
        ({"body": "江口县今年签约项目十三个。"}, ("text",)),
        ({"title": "江口县再传捷报"}, ("title",)),
        ({"published_at": PUBLISHED + timedelta(days=1)}, ("date",)),
        ({"published_at": None}, ("date",)),
        ({"origin": "长宁日报"}, ("notes",)),
        ({"editors": ["沈青"]}, ("notes",)),
        ({"title": "新题", "body": "新文"}, ("text", "title")),
        ({"published_at": PUBLISHED.replace(hour=0, minute=0), "published_precision": "day"}, ()),
        ({"section": "要闻", "site": "江口网", "found_by": {"title": "og"}}, ()),
    ],
)
def test_a_version_is_made_by_what_changed(
    archive: Archive, store: Store, changed: dict[str, object], changes: tuple[str, ...]
) -> None:
    store(article())
    outcome = store(article(**changed), later())
    assert outcome.changes == changes
    versions = archive.versions(uid_of(URL))
    assert [version.changes for version in versions] == [("first",), changes][: len(versions)]
    assert len(versions) == (2 if changes else 1)


def test_older_versions_keep_their_text_and_page(archive: Archive, store: Store) -> None:
    store(article(), capture(body="<p>一</p>"))
    store(article(body="改过的文字。"), later(body="<p>二</p>"))
    first, second = archive.versions(uid_of(URL))
    assert (first.article.body, second.article.body) == ("江口县今年签约项目十二个。", "改过的文字。")
    assert archive.snapshot(uid_of(URL), 1).body == "<p>一</p>".encode()
    assert archive.snapshot(uid_of(URL)).body == "<p>二</p>".encode()
    with pytest.raises(ConfigError, match="no version 3"):
        archive.snapshot(uid_of(URL), 3)


def test_new_and_edited_replies_make_a_version_and_missing_ones_do_not(
    archive: Archive, store: Store
) -> None:
    store(article(posts=[Post(2, "甲", None, "问一下"), Post(3, "乙", None, "同问")]))
    assert store(article(posts=[Post(3, "乙", None, "同问")]), later()).status == "unchanged"
    more = [Post(3, "乙", None, "同问,已解决"), Post(4, "丙", None, "谢谢")]
    assert store(article(posts=more), later()).changes == ("posts",)
    first, second = archive.versions(uid_of(URL))
    assert [(post.floor, post.body) for post in first.article.posts] == [(2, "问一下"), (3, "同问")]
    assert [(post.floor, post.body) for post in second.article.posts] == [
        (2, "问一下"),
        (3, "同问,已解决"),
        (4, "谢谢"),
    ]


@pytest.mark.parametrize("gone", ["404", "410", "wall"])
def test_a_page_that_is_gone_keeps_its_text_and_the_first_time(
    archive: Archive, store: Store, gone: str
) -> None:
    store(article())
    read = article(kind="deleted", body="") if gone == "wall" else None
    status = 200 if gone == "wall" else int(gone)
    for days in (1, 2):
        fetched = capture(status=status, fetched_at=FETCHED + timedelta(days=days))
        assert store(read, fetched).status == "gone"
    found = archive.get(URL)
    assert found is not None
    assert (found.gone_at, found.article.body) == (FETCHED + timedelta(days=1), article().body)
    assert store(article(), capture(fetched_at=FETCHED + timedelta(days=3))).status == "unchanged"
    back = archive.get(URL)
    assert back is not None
    assert back.gone_at is None


def test_a_page_that_was_never_an_article_is_not_gone(archive: Archive, store: Store) -> None:
    assert store(None, capture(status=404)) == Outcome("not_article")
    assert archive.count() == 0


def test_not_modified_keeps_validators_and_text(archive: Archive, store: Store) -> None:
    store(article())
    outcome = store(None, later(status=304, body=b"", headers={}))
    assert (outcome.status, outcome.uid) == ("unchanged", uid_of(URL))
    assert archive.known([URL])[URL].etag == '"1"'


def test_a_page_that_is_no_article_today_still_leads_to_its_article(archive: Archive, store: Store) -> None:
    fetched_from = URL + "?from=list"
    store(article(), capture(fetched_from))
    assert store(article(kind="blocked"), capture(fetched_from)).status == "not_article"
    assert archive.known([fetched_from])[fetched_from].uid == uid_of(URL)


def test_the_same_text_at_another_url_is_a_duplicate_and_an_article(archive: Archive, store: Store) -> None:
    store(article())
    reprint = "http://paper.example.cn/1"
    outcome = store(article(reprint, body="江口縣今年簽約項目十二個。"), capture(reprint))
    assert (outcome.status, outcome.reprint_of) == ("duplicate", uid_of(URL))
    assert archive.count() == 2
    found = archive.get(reprint)
    assert found is not None
    assert found.cluster == uid_of(URL)


def test_a_batch_is_kept_whole_or_not_at_all(archive: Archive, clock: Clock) -> None:
    collision = article()
    collision.canonical_url = "http://other.example.cn/"
    with archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        items = [Item(capture(f"{URL}?{n}"), article(f"{URL}?{n}", body=str(n)), "s") for n in range(3)]
        broken = Item(capture(), article(published_at="not a time"), "s")
        with pytest.raises(Exception, match="str"):
            writer.store_batch([*items, broken], run_id=run)
        assert archive.count() == 0
        assert [outcome.status for outcome in writer.store_batch(items, run_id=run)] == ["new"] * 3
    assert archive.count() == 3
    assert archive.snapshot(uid_of(f"{URL}?2")).url == f"{URL}?2"


def test_hostile_text_is_stored_without_what_no_database_keeps(archive: Archive, store: Store) -> None:
    nasty = "a\x00b\ud800c"
    read = article(body=nasty, title=nasty, authors=[nasty], posts=[Post(2, nasty, None, nasty)])
    url = "http://x.example.cn/" + "页" * 5000
    outcome = store(
        read,
        Capture(
            page(url, headers={"x\r\ny": "a\r\nb: c", "etag": nasty}), {"n\u00e9": nasty}, found_on=nasty
        ),
    )
    found = archive.get(outcome.uid or "")
    assert found is not None
    assert found.article.body == found.article.title == found.article.posts[0].body == "abc"
    assert archive.snapshot(found.uid).url == url


def test_dates_at_the_ends_of_the_calendar_are_dropped(archive: Archive, store: Store) -> None:
    outcome = store(article(published_at=PUBLISHED.replace(year=1, month=1, day=1, hour=1)))
    found = archive.get(outcome.uid or "")
    assert found is not None
    assert found.article.published_at is None


def test_failures_count_until_the_page_is_fetched(archive: Archive, clock: Clock) -> None:
    with archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        for _ in range(2):
            writer.record_failure(URL, "jk-gov", run, "timeout", "no answer after 30 s")
        state = archive.known([URL])[URL]
        assert (state.archived, state.failures, state.last_error) == (
            False,
            2,
            "timeout: no answer after 30 s",
        )
        assert archive.source_stats()[0].failures == 2
        writer.store(capture(), article(), source="jk-gov", run_id=run)
    state = archive.known([URL])[URL]
    assert (state.archived, state.failures, state.last_error, state.etag) == (True, 0, None, '"1"')


def test_runs_keep_their_account(archive: Archive, clock: Clock) -> None:
    with archive.writer("crawl", clock=clock) as writer:
        first = writer.begin_run("crawl", {"sources": ["jk-gov"]})
        clock.forward(minutes=3)
        writer.end_run(first, "done", {"new": 2})
        second = writer.begin_run("import", {})
    assert [run.id for run in archive.runs()] == [second, first]
    run = archive.run(first)
    assert run is not None
    assert run.ended_at is not None
    assert (run.status, run.counts, run.ended_at - run.started_at) == (
        "done",
        {"new": 2},
        timedelta(minutes=3),
    )
    assert archive.run(99) is None


def test_a_run_that_was_broken_off_is_interrupted(archive: Archive, clock: Clock) -> None:
    with archive.writer("crawl", clock=clock) as writer:
        broken = writer.begin_run("crawl", {})
        assert [run.status for run in archive.runs()] == ["running"]
    with archive.writer("crawl", clock=clock):
        pass
    assert [(run.id, run.status, run.ended_at) for run in archive.runs()] == [(broken, "interrupted", None)]


def test_watermarks_follow_the_sequence(archive: Archive, store: Store, clock: Clock) -> None:
    for number in range(5):
        store(article(f"{URL}?{number}", body=str(number)), capture(f"{URL}?{number}"))
    assert archive.watermark("index") == 0
    changed = list(archive.changed_since(archive.watermark("index"), batch=2))
    assert [each.uid for each in changed] == [uid_of(f"{URL}?{number}") for number in range(5)]
    with archive.writer("refresh", clock=clock) as writer:
        writer.set_watermark("index", changed[-1].sequence)
    assert archive.watermark("index") == archive.sequence
    assert list(archive.changed_since(archive.watermark("index"))) == []
    store(article(f"{URL}?1", body="改"), capture(f"{URL}?1"))
    assert [each.uid for each in archive.changed_since(archive.watermark("index"))] == [uid_of(f"{URL}?1")]


@pytest.fixture
def five(archive: Archive, clock: Clock) -> Archive:
    """Five articles, one a day from 1 to 5 March 2024 (China), by turns from two sources."""
    with archive.writer("crawl", clock=clock) as writer:
        run = writer.begin_run("crawl", {})
        for day in range(1, 6):
            url = f"{URL}?{day}"
            published = PUBLISHED.replace(day=day, hour=0, minute=5)
            read = article(url, body=f"第{day}天", published_at=published, family=("gov", "portal")[day % 2])
            writer.store(capture(url), read, source=("a", "b")[day % 2], run_id=run)
        writer.store(capture(URL), article(published_at=None), source="c", run_id=run)
    return archive


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(since="2024-03-02", until="2024-03-04"), "432"),
        (Filters(until="2024-03-01"), "1"),
        (Filters(source=("a",)), "42"),
        (Filters(family=("portal",), limit=2), "53"),
        (Filters(source=("a", "b"), since="2024-03-05"), "5"),
        (Filters(source=("nobody",)), ""),
    ],
)
def test_filters_choose_and_the_newest_comes_first(five: Archive, filters: Filters, days: str) -> None:
    found = [stored.article.body[1] for stored in five.articles(filters)]
    assert "".join(found) == days
    assert five.count(filters) == len(days)
    assert [stored.article.body[1] for stored in five.articles(filters, newest_first=False)][:1] == list(
        days[-1:] if not filters.limit else "1"
    )


def test_an_undated_article_is_listed_by_its_first_fetch(five: Archive) -> None:
    assert next(five.articles()).article.published_at is None
    assert five.count() == 6


@pytest.mark.parametrize("day", ["2024-3", "yesterday", "2024-02-30", "'; DROP TABLE articles; --"])
def test_a_malformed_day_is_refused(five: Archive, day: str) -> None:
    with pytest.raises(ConfigError, match="is not a day"):
        five.count(Filters(since=day))


def test_source_stats_tell_what_is_filled(five: Archive) -> None:
    stats = {each.name: each for each in five.source_stats()}
    assert (stats["a"].articles, stats["b"].articles, stats["c"].articles) == (2, 3, 1)
    assert (stats["a"].fill["published_at"], stats["c"].fill["published_at"]) == (1.0, 0.0)


def test_a_reader_sees_one_state_while_a_writer_writes(five: Archive, clock: Clock) -> None:
    reading = five.articles()
    next(reading)
    with five.writer("crawl", clock=clock) as writer:
        add_one(writer)
        assert five.count() == 7
    assert len(list(reading)) == 5


def add_one(writer: Writer) -> None:
    run = writer.begin_run("crawl", {})
    writer.store(capture(URL + "?new"), article(URL + "?new", body="新"), source="a", run_id=run)


def test_the_generation_names_one_archive(archive: Archive, open_it: Callable[[], Archive]) -> None:
    assert archive.generation
    assert open_it().generation == archive.generation
