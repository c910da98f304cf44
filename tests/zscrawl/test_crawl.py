"""The main job end to end: the demo web is crawled, and every article must be as the web says it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import StoredArticle, open_archive
from demo import Server, TrueArticle, build, same_moment, same_text, serve
from spiders.addresses.canonical import canonical_url
from tests.zscrawl.crawl_child import run_crawl

LIMITS = {"DOWNLOAD_TIMEOUT": 20}


class Crawled:
    """One crawl of the demo web and a second one after it."""

    def __init__(self, home: Path, server: Server) -> None:
        self.server = server
        sources = server.sources()
        self.first = run_crawl(home, sources, clock=server.web.clock, settings=LIMITS)
        self.log = [
            json.loads(line) for line in (home / "runs" / "000001.jsonl").read_text("utf-8").splitlines()
        ]
        with open_archive(home) as archive:
            self.stored = {entry.article.canonical_url: entry for entry in archive.articles()}
            self.sequence = archive.sequence
        self.requests = [(one.site, one.path) for one in server.requests]
        self.asked_at = {(one.site, one.path): one.at for one in server.requests}
        self.second = run_crawl(home, sources, clock=server.web.clock, settings=LIMITS)
        with open_archive(home) as archive:
            self.sequence_after = archive.sequence
            self.count_after = archive.count()
            self.runs = archive.runs()

    def find(self, article: TrueArticle) -> StoredArticle | None:
        return self.stored.get(canonical_url(self.server.url(article)))

    @property
    def articles(self) -> list[TrueArticle]:
        return self.server.web.articles


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with serve(build()) as server:
        yield Crawled(tmp_path_factory.mktemp("home"), server)


def pairs(crawled: Crawled) -> list[tuple[TrueArticle, StoredArticle]]:
    return [(article, found) for article in crawled.articles if (found := crawled.find(article))]


def shown(*values: Any) -> str:
    return " | ".join(str(value)[:80] for value in values)


def test_every_article_is_archived_and_nothing_else(crawled: Crawled) -> None:
    expected = {canonical_url(crawled.server.url(article)) for article in crawled.articles}
    assert expected - crawled.stored.keys() == set()
    assert crawled.stored.keys() - expected == set()


def test_every_title(crawled: Crawled) -> None:
    wrong = [
        shown(true.address, true.title, found.article.title)
        for true, found in pairs(crawled)
        if not same_text(true.title, found.article.title)
    ]
    assert wrong == []


def test_every_date(crawled: Crawled) -> None:
    wrong = [
        shown(true.address, true.published_at, found.article.published_at)
        for true, found in pairs(crawled)
        if not same_moment(true.published_at, true.precision, found.article.published_at)
    ]
    assert wrong == []


def test_every_body(crawled: Crawled) -> None:
    wrong = [
        shown(true.address, len(true.body), len(found.article.body), found.article.body[-60:])
        for true, found in pairs(crawled)
        if not same_text(true.body, found.article.body)
    ]
    assert wrong == []


def test_every_origin(crawled: Crawled) -> None:
    wrong = [
        shown(true.address, true.origin, found.article.origin)
        for true, found in pairs(crawled)
        if true.origin and not same_text(true.origin, found.article.origin)
    ]
    assert wrong == []


def test_every_thread_has_its_posts(crawled: Crawled) -> None:
    threads = [(true, found) for true, found in pairs(crawled) if true.posts]
    assert threads
    wrong = [
        shown(true.address, [post.floor for post in found.article.posts])
        for true, found in threads
        if [(p.floor, p.author) for p in true.posts] != [(p.floor, p.author) for p in found.article.posts]
        or not all(same_text(a.body, b.body) for a, b in zip(true.posts, found.article.posts, strict=True))
    ]
    assert wrong == []


def test_each_source_is_counted_right(crawled: Crawled) -> None:
    published = Counter(article.site for article in crawled.articles)
    sources = crawled.first["sources"]
    assert {name: one["new"] + one["duplicates"] for name, one in sources.items()} == dict(published)
    assert {name: one["status"] for name, one in sources.items()} == dict.fromkeys(published, "ok")


def test_reprints_are_told_from_new_texts(crawled: Crawled) -> None:
    duplicates = sum(one["duplicates"] for one in crawled.first["sources"].values())
    texts = Counter(found.text_digest for found in crawled.stored.values())
    assert duplicates == len(crawled.stored) - len(texts) > 0


def test_no_page_is_asked_for_twice(crawled: Crawled) -> None:
    twice = {page: count for page, count in Counter(crawled.requests).items() if count > 1}
    assert twice == {}


def test_a_second_crawl_stores_nothing_new(crawled: Crawled) -> None:
    for name, one in crawled.second["sources"].items():
        assert (name, one["new"], one["duplicates"], one["changed"]) == (name, 0, 0, 0)
        assert one["status"] == "ok"
    assert crawled.sequence_after == crawled.sequence
    assert crawled.count_after == len(crawled.stored)


# What the demo web says of a trap → what a crawl counts it as.
OUTCOMES = {
    "asks for a login first": "walls",
    "needs a higher reading permission": "walls",
    "deleted by its site": "deleted",
    "deleted by its author": "deleted",
    "404: the list still names it": "deleted",
    "asks for a CAPTCHA": "blocked",
    "front matter or an advertisement, without text": "other",
    "a file, not a page": "other",
    "bytes that are no text": "other",
    "robots.txt forbids its folder": "robots",
    "a redirect loop": "redirect_loop",
    "30 MB long": "too_large",
}


def test_traps_end_as_what_they_are(crawled: Crawled) -> None:
    expected: dict[str, Counter[str]] = {}
    for address, why in crawled.server.web.not_articles.items():
        expected.setdefault(address.site, Counter())[OUTCOMES[why]] += 1
    kinds = ("walls", "deleted", "blocked", "other")
    found = {
        name: Counter({kind: one[kind] for kind in kinds if one[kind]} | one["failures"])
        for name, one in crawled.first["sources"].items()
    }
    assert {name: counts for name, counts in found.items() if counts} == expected


def test_the_forbidden_folder_is_never_asked(crawled: Crawled) -> None:
    refused = [
        event["url"] for event in crawled.log if event["event"] == "failed" and event["kind"] == "robots"
    ]
    assert refused
    asked = {crawled.server.origins[site] + path for site, path in crawled.requests}
    assert asked.isdisjoint(refused)


def test_the_log_tells_the_run_from_begin_to_end(crawled: Crawled) -> None:
    events = Counter(event["event"] for event in crawled.log)
    assert crawled.log[0]["event"] == "run_begins"
    assert crawled.log[-1]["event"] == "run_ends"
    assert events["visit_ends"] == len(crawled.server.sources())
    assert [event for event in crawled.log if event["event"] == "log"] == []
    stored = [event for event in crawled.log if event["event"] == "stored" and event.get("uid")]
    assert len(stored) >= len(crawled.stored)


def test_the_archive_has_the_account_of_both_runs(crawled: Crawled) -> None:
    assert [(run.id, run.kind, run.status) for run in crawled.runs] == [
        (2, "crawl", "done"),
        (1, "crawl", "done"),
    ]
    first = crawled.runs[1].counts
    assert first["new"] + first["duplicates"] == len(crawled.stored)


def test_the_agent_is_honest(crawled: Crawled) -> None:
    agents = {one.headers.get("user-agent", "") for one in crawled.server.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("zscrawl/")
