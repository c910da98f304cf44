from __future__ import annotations

from datetime import timedelta

import pytest

from archive import Archive, CaptureRef, Outcome, read_capture, uid_of, verify
from archive.records import Capture
from tests.archive.pages import FETCHED, PUBLISHED, URL, article, capture, page
from zscrawl.errors import ConfigError
from zscrawl.items import Article, Facts, Post


def store(archive: Archive, read: Article | None, day: int = 0, url: str = URL, **changed: object) -> Outcome:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        when = FETCHED + timedelta(days=day)
        return writer.store(
            capture(url, f"<p>{day}</p>", fetched_at=when, **changed), read, source="jk-gov", run_id=run
        )


def reread(archive: Archive, ref: CaptureRef, read: Article | None) -> Outcome:
    with archive.writer("reparse") as writer:
        return writer.restore_reading(ref.fetch_id, read, "jk-gov")


def whole(archive: Archive) -> bool:
    url = None
    if archive.engine.dialect.name != "sqlite":
        url = archive.engine.url.render_as_string(hide_password=False)
    return verify(archive.home, url) == []


def test_captures_come_in_order_with_all_their_pages(archive: Archive) -> None:
    thread = Capture(page(), more=(page(URL + "&p=2", "<p>2</p>"), page(URL + "&p=3", "<p>3</p>")))
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        writer.store(thread, article(), source="forum", run_id=run)
        writer.store(capture(status=404), None, source="forum", run_id=run)
        writer.store(capture(URL + "?list"), None, source="other", run_id=run)
    refs = list(archive.captures())
    assert [(ref.source, len(ref.parts), ref.outcome) for ref in refs] == [
        ("forum", 3, "new"),
        ("other", 1, "not_article"),
    ]
    again = read_capture(archive.home, refs[0])
    assert [each.body for each in (again.page, *again.more)] == [
        page().body,
        b"<p>2</p>",
        b"<p>3</p>",
    ]
    assert again.page.fetched_at == FETCHED
    assert [ref.source for ref in archive.captures(sources=("other",))] == ["other"]
    assert list(archive.captures(since=FETCHED + timedelta(days=1))) == []


def test_the_same_reading_changes_nothing(archive: Archive) -> None:
    store(archive, article(posts=[Post(1, "甲", PUBLISHED, "文"), Post(2, "乙", None, "答")]))
    sequence = archive.sequence
    [ref] = archive.captures()
    outcome = reread(archive, ref, article(posts=[Post(1, "甲", PUBLISHED, "文"), Post(2, "乙", None, "答")]))
    assert (outcome.status, archive.sequence) == ("unchanged", sequence)


def test_a_better_reading_replaces_the_old_one_and_drops_its_facts(archive: Archive) -> None:
    uid = store(archive, article(body="网站导航 江口县签约项目十二个。")).uid or ""
    with archive.writer("refresh") as writer:
        writer.store_facts(uid, 1, Facts(True, 1.0), "rules 1")
    [ref] = archive.captures()
    outcome = reread(archive, ref, article(title="好标题", body="江口县签约项目十二个。"))
    assert (outcome.status, outcome.version, outcome.changes) == ("changed", 1, ("text", "title"))
    stored = archive.get(uid)
    assert stored is not None
    assert (stored.article.body, stored.article.title, stored.version) == (
        "江口县签约项目十二个。",
        "好标题",
        1,
    )
    assert archive.facts(uid) is None
    assert [each.uid for each in archive.changed_since(outcome_sequence(archive) - 1)] == [uid]
    assert whole(archive)


def outcome_sequence(archive: Archive) -> int:
    return archive.sequence


def test_versions_that_differed_by_noise_alone_say_so_when_it_is_read_away(archive: Archive) -> None:
    store(archive, article(body="正文。阅读 1 次"))
    store(archive, article(body="正文。阅读 2 次"), day=1)
    assert [version.changes for version in archive.versions(uid_of(URL))] == [("first",), ("text",)]
    for ref in list(archive.captures()):
        reread(archive, ref, article(body="正文。"))
    assert [version.changes for version in archive.versions(uid_of(URL))] == [("first",), ()]
    assert whole(archive)


def test_a_page_that_is_an_article_after_all_becomes_one(archive: Archive) -> None:
    store(archive, None)
    [ref] = archive.captures()
    assert reread(archive, ref, article()).status == "new"
    stored = archive.get(URL)
    assert stored is not None
    assert stored.first_fetched_at == FETCHED
    assert archive.snapshot(stored.uid).body == b"<p>0</p>"
    assert reread(archive, ref, article()).status == "unchanged"
    assert whole(archive)


def test_a_page_that_is_no_article_after_all_is_withdrawn_and_may_come_back(archive: Archive) -> None:
    store(archive, article())
    [ref] = archive.captures()
    assert reread(archive, ref, article(kind="wall", body="")).status == "not_article"
    stored = archive.get(URL)
    assert stored is not None
    assert (stored.withdrawn, archive.count(), list(archive.articles())) == (True, 0, [])
    assert stored.article.body == article().body, "the text stays"
    assert stored.sequence == archive.sequence
    assert whole(archive)
    assert reread(archive, ref, article()).status == "changed"
    assert archive.count() == 1
    assert whole(archive)


def test_a_withdrawn_version_gives_way_to_the_one_before(archive: Archive) -> None:
    store(archive, article())
    store(archive, article(body="请输入验证码"), day=1)
    _, blocked = archive.captures()
    reread(archive, blocked, article(kind="blocked"))
    stored = archive.get(URL)
    assert stored is not None
    assert (stored.version, stored.withdrawn, stored.article.body) == (1, False, article().body)
    assert [version.changes for version in archive.versions(stored.uid)] == [("first",), ("withdrawn",)]
    assert store(archive, article(body="第三种文字"), day=2).version == 3
    assert whole(archive)


def test_an_article_under_another_canonical_url_moves_and_the_old_name_still_answers(
    archive: Archive,
) -> None:
    store(archive, article())
    [ref] = archive.captures()
    moved = article()
    moved.canonical_url = "http://news.example.cn/a/1"
    assert reread(archive, ref, moved).uid == uid_of(moved.canonical_url)
    assert [each.uid for each in archive.articles()] == [uid_of(moved.canonical_url)]
    old = archive.get(uid_of(URL))
    assert old is not None
    assert old.withdrawn
    assert whole(archive)


def test_an_old_capture_does_not_overrule_a_later_version(archive: Archive) -> None:
    store(archive, None)
    store(archive, article(body="新的文字"), day=1)
    first, _ = archive.captures()
    assert reread(archive, first, article(body="旧的文字")).status == "unchanged"
    stored = archive.get(URL)
    assert stored is not None
    assert (stored.article.body, stored.versions) == ("新的文字", 1)


def test_posts_are_read_again_version_by_version(archive: Archive) -> None:
    store(archive, article(posts=[Post(2, "甲", None, "干扰码问题")]))
    store(archive, article(posts=[Post(2, "甲", None, "干扰码问题"), Post(3, "乙", None, "答")]), day=1)
    first, second = archive.captures()
    reread(archive, first, article(posts=[Post(2, "甲", None, "问题")]))
    reread(archive, second, article(posts=[Post(2, "甲", None, "问题"), Post(3, "乙", None, "答")]))
    bodies = [[post.body for post in version.article.posts] for version in archive.versions(uid_of(URL))]
    assert bodies == [["问题"], ["问题", "答"]]
    assert whole(archive)


def test_reprints_are_found_again_in_the_new_text(archive: Archive) -> None:
    text = "江口县高新区今年前五个月新签约项目十二个,协议投资额四十五亿元,同比增长一成半。" * 2
    store(archive, article(body=text))
    other = URL + "?reprint"
    store(archive, article(other, body="全是广告和导航,没有正文。" * 9), url=other)
    _, ref = archive.captures()
    assert len({each.cluster for each in archive.articles()}) == 2
    reread(archive, ref, article(other, body="本网讯 " + text))
    assert len({each.cluster for each in archive.articles()}) == 1
    reread(archive, ref, article(other, body="全是广告和导航,没有正文。" * 9))
    assert len({each.cluster for each in archive.articles()}) == 2
    assert whole(archive)


@pytest.mark.parametrize("status", [404, 304])
def test_a_capture_without_a_page_cannot_be_read(archive: Archive, status: int) -> None:
    store(archive, article())
    store(archive, None, day=1, status=status)
    assert len(list(archive.captures())) == 1
    with archive.writer("reparse") as writer:
        for fetch_id in (2, 99):
            with pytest.raises(ConfigError, match="has no page to read"):
                writer.restore_reading(fetch_id, article(), "jk-gov")
