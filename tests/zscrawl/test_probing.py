"""Live probes on real sockets: `sources check` and `sources add` as a user runs them, each in a process of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from demo import Server, same_moment, same_text
from spiders.addresses.canonical import canonical_url
from tests.zscrawl.commands import check_sources, zscrawl
from zscrawl.demonstration import demo_web
from zscrawl.home import Home
from zscrawl.items import Link
from zscrawl.probing.looking import newest
from zscrawl.sources import load_sources


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Server]]:
    """A data directory of the demo whose web is served here, on free ports."""
    home = Home(tmp_path_factory.mktemp("demo"))
    home.prepare()
    home.demo_marker.write_text(json.dumps({"ports": [0] * 7, "served_by": None}), encoding="utf-8")
    with demo_web(home) as server:
        assert server is not None
        yield home, server


def test_every_site_of_the_demo_web_holds(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
    code, rows = check_sources(home)
    truth = {canonical_url(server.url(article)): article for article in server.web.articles}
    assert rows.keys() == server.web.sites.keys()
    for name, row in rows.items():
        assert row["status"] == "ok", row["remarks"]
        true = truth[canonical_url(row["url"])]
        assert same_text(true.title, row["title"]), name
        assert same_moment(true.published_at, true.precision, datetime.fromisoformat(row["published_at"])), (
            name
        )
        assert same_text(true.origin or "", row["origin"] or ""), name
        assert row["items"] >= row["dated"] > 3, name
        assert row["next_page"], name
    assert code == 0


def test_a_probe_asks_little_and_says_who_it_is(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
    before = len(server.requests)
    check_sources(home, "demo-gov")
    asked = server.requests[before:]
    assert len(asked) == 1 + 2 + 2  # robots.txt, two lists, the newest of each
    assert asked[0].path == "/robots.txt"
    assert all(one.headers["user-agent"].startswith("zscrawl/") for one in asked)
    assert not home.holds_archive


def test_an_added_site_can_be_checked_and_crawled(demo_home: tuple[Home, Server], tmp_path: Path) -> None:
    shared, server = demo_home
    home = Home(shutil.copytree(shared.path, tmp_path / "home"))
    url = f"{server.origins['demo-gov']}/zsyz/zsdt/"
    wishes = ("--region", "湖北", "--name", "jing-xiang", "--every", "6h", "--allow-private")
    code, shown, _ = zscrawl(home, "sources", "add", url, *wishes)
    assert code == 0
    assert "9 items, 9 with a date" in shown
    assert "meta:ArticleTitle" in shown
    assert "jing-xiang" not in load_sources(home)

    code, _, said = zscrawl(home, "sources", "add", url, *wishes, "--yes")
    assert code == 0
    assert "zscrawl crawl jing-xiang" in said
    source = load_sources(home).get("jing-xiang")
    assert (source.family, source.region, source.every, source.start) == ("gov", "420000", 21_600, (url,))
    assert source.checked == "2026-06-15"

    own = home.sources / "mine.toml"
    own.write_text(own.read_text("utf-8").replace('checked = "2026-06-15"', "# unchecked"), "utf-8")
    code, _, said = zscrawl(home, "sources", "check", "jing-xiang", "--record")
    assert (code, load_sources(home).get("jing-xiang").checked) == (0, "2026-06-15")
    assert "# unchecked" in own.read_text("utf-8")

    code, output, _ = zscrawl(home, "crawl", "jing-xiang", "--limit", "3", "--format", "json")
    assert code == 0
    assert json.loads(output)[0]["new"] == 3


def test_an_article_is_no_source(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
    article = next(one for one in server.web.articles if one.site == "demo-gov")
    code, shown, said = zscrawl(home, "sources", "add", server.url(article), "--allow-private", "--yes")
    assert code == 2
    assert article.title in shown
    assert "names no articles (it was read as kind 'article')" in said
    assert said.count("\n") == 1


def test_sites_that_have_changed_are_found_out(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
    server.web.block("demo-cjyun")
    server.web.redesign("demo-portal")
    try:
        code, rows = check_sources(home, "demo-cjyun", "demo-portal", "demo-gov")
    finally:
        server.web.restore("demo-cjyun")
        server.web.restore("demo-portal")
    assert code == 1
    assert {name: row["status"] for name, row in rows.items()} == {
        "demo-cjyun": "failed",
        "demo-portal": "failed",
        "demo-gov": "ok",
    }
    assert "CAPTCHA" in rows["demo-cjyun"]["remarks"][0]
    assert "names no articles" in rows["demo-portal"]["remarks"][0]


@pytest.mark.parametrize(
    ("dates", "count", "chosen"),
    [
        (["2024-03-01", "2024-03-05", None, "2024-02"], 2, [1, 0]),
        ([None, None, None], 2, [0, 1]),
        (["2024-03-05", "2024-03-05", "2024-03-05"], 2, [0, 1]),
        (["2024-03-05"], 3, [0]),
        (["2024-03-05"], 0, []),
    ],
)
def test_the_newest_links(dates: Sequence[str | None], count: int, chosen: list[int]) -> None:
    links = [Link(f"http://example.cn/{n}.html", "", date) for n, date in enumerate(dates)]
    assert [links.index(link) for link in newest(links, count)] == chosen
