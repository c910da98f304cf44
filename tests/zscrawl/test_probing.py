"""Live probes on real sockets: `sources check` and `sources add` as a user runs them, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from demo import Server, same_moment, same_text
from spiders.urls import canonical_url
from tests.zscrawl.hostile_sites import Answer, Send, Site, response, sites
from zscrawl.demonstration import demo_web
from zscrawl.home import Home
from zscrawl.items import Link
from zscrawl.probing import newest
from zscrawl.sources import load_sources

ROOT = Path(__file__).parents[2]
SECONDS = 120


def command(home: Home, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "zscrawl", *arguments],
        cwd=ROOT,
        env={**os.environ, "ZSCRAWL_HOME": str(home.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def zscrawl(home: Home, *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    with command(home, *arguments) as child:
        output, errors = child.communicate(timeout=SECONDS)
    return child.returncode, output, errors


def check(home: Home, *names: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit code and rows by source."""
    code, output, errors = zscrawl(home, "sources", "check", *names, "--format", "json")
    assert output, errors
    return code, {row["source"]: row for row in json.loads(output)}


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Server]]:
    """A data directory of the demo whose web is served here, on free ports."""
    home = Home(tmp_path_factory.mktemp("demo"))
    home.prepare()
    home.demo_marker.write_text(json.dumps({"ports": [0] * 7}), encoding="utf-8")
    with demo_web(home) as server:
        assert server is not None
        yield home, server


# --- the demo web


def test_every_site_of_the_demo_web_holds(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
    code, rows = check(home)
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
    check(home, "demo-gov")
    asked = server.requests[before:]
    assert len(asked) == 1 + 2 + 2  # robots.txt, two lists, the newest of each
    assert asked[0].path == "/robots.txt"
    assert all(one.headers["user-agent"].startswith("zscrawl/") for one in asked)
    assert not home.holds_archive


def test_an_added_site_can_be_checked_and_crawled(demo_home: tuple[Home, Server]) -> None:
    home, server = demo_home
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
        code, rows = check(home, "demo-cjyun", "demo-portal", "demo-gov")
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


# --- sites of every kind of trouble

TEXT = "".join(
    f"<p>第{n}段：开发区本周有一批新项目办理入园手续，预计年内陆续动工建设。</p>" for n in range(1, 7)
)


def html(title: str, body: str) -> bytes:
    return response(
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    )


def article(title: str, date: str = "发布时间：2024-03-04 09:30") -> bytes:
    line = f"<div class=info>{date} 来源：开发区简报</div>"
    return html(title, f"<h1>{title}</h1>{line}<div class=content>{TEXT}</div>")


def listing(*hrefs: str, dated: bool = True) -> bytes:
    rows = "".join(
        f'<li><a href="{href}">开发区第{n}批新项目办理入园手续的情况通报</a>'
        + (f"<span>2024-03-{29 - n}</span></li>" if dated else "</li>")
        for n, href in enumerate(hrefs)
    )
    return html("动态", f"<div class=list><ul>{rows}</ul></div>")


def pages(answers: dict[str, bytes]) -> Answer:
    def answer(path: str, send: Send) -> None:
        send(answers.get(path, response("", "404 Not Found")))

    return answer


def moved(target: str) -> bytes:
    return response("", "302 Found", Location=target)


NAMES = [f"/{n}.html" for n in range(6)]
ARTICLES = {name: article(f"开发区第{n}批新项目办理入园手续的情况通报") for n, name in enumerate(NAMES)}
UNDATED = {name: article("开发区通报第一号文件", date="") for name in NAMES}
NO_ROBOTS = response("User-agent: *\nDisallow: /\n", content_type="text/plain")
SITES: dict[str, Answer] = {
    "sound": pages({"/": listing(*NAMES), **ARTICLES}),
    "undated": pages({"/": listing(*NAMES, dated=False), **ARTICLES}),
    "newest-gone": pages({"/": listing("/gone.html", *NAMES), **ARTICLES}),
    "gone": pages({}),
    "broken": pages({"/": response("", "500 Oops")}),
    "forbidden": pages({"/robots.txt": NO_ROBOTS, "/": listing(*NAMES)}),
    "moved": pages({"/": moved("http://elsewhere.invalid/")}),
    "circle": pages({"/": moved("/a"), "/a": moved("/b"), "/b": moved("/a")}),
    "other-hosts": pages({"/": listing(*(f"http://elsewhere.invalid{name}" for name in NAMES))}),
    "no-articles": pages({"/": listing(*NAMES)}),
    "no-dates": pages({"/": listing(*NAMES, dated=False), **UNDATED}),
    "log-in": pages({"/": html("登录", "<p>您需要先登录才能继续浏览本页面</p>")}),
}
EXPECTED = {
    "sound": "",
    "undated": "",
    "newest-gone": "",
    "gone": "is gone",
    "broken": "it answers 500",
    "forbidden": "robots.txt forbids it",
    "moved": "elsewhere.invalid is not one of the hosts",
    "circle": "redirects lead in a circle",
    "other-hosts": "all its articles lie on other hosts",
    "no-articles": "none of the newest pages is an article, but: deleted",
    "no-dates": "was read without date",
    "log-in": "asks for a log-in",
    "nobody": "refused: ",
}


def write_sources(home: Home, running: dict[str, str]) -> None:
    home.prepare()
    entries = (
        f'[[source]]\nname = "{name}"\ntitle = "{name}"\nfamily = "portal"\nregion = "420000"\n'
        f'start = ["{url}"]\nevery = "1d"\nallow_private = true\n'
        for name, url in running.items()
    )
    (home.sources / "trouble.toml").write_text("\n".join(entries), encoding="utf-8")


def test_each_trouble_is_called_by_its_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with Site(lambda path, send: None) as closed:
        nobody = closed.url()
    with sites(SITES) as running:
        write_sources(home, {"nobody": nobody} | {name: site.url() for name, site in running.items()})
        code, rows = check(home, *EXPECTED)
        asked = {name: len(site.asked) for name, site in running.items()}
    problems = {name: row["remarks"][0] if row["status"] == "failed" else "" for name, row in rows.items()}
    wrong = {name: problems[name] for name, part in EXPECTED.items() if part not in problems[name]}
    assert wrong == {}
    assert {name for name, problem in problems.items() if not problem} == {"sound", "undated", "newest-gone"}
    assert code == 1
    assert all(
        len(row["remarks"]) == 2 for row in rows.values() if row["status"] == "failed"
    )  # and what to do
    assert rows["undated"]["remarks"] == ["the list prints no dates", "no further pages"]
    assert max(asked.values()) <= 6
    assert asked["forbidden"] == 1


def test_private_addresses_are_refused_unless_permitted(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")
    with Site(SITES["sound"]) as site:
        code, _, said = zscrawl(home, "sources", "add", site.url(), "--region", "湖北", "--yes")
        assert site.asked == []
    assert code == 1
    assert "--allow-private" in said
    assert said.count("\n") == 1
    assert not home.path.exists()


def test_an_interrupted_probe_says_so(tmp_path: Path) -> None:
    home = Home(tmp_path)

    def slow(path: str, send: Send) -> None:
        time.sleep(0.5)
        SITES["sound"](path, send)

    with Site(slow) as site:
        write_sources(home, {"slow": site.url()})
        with command(home, "sources", "check", "slow") as child:
            _wait_until(lambda: bool(site.asked))
            child.send_signal(signal.SIGINT)
            output, errors = child.communicate(timeout=SECONDS)
    assert child.returncode == 130
    assert output == ""
    assert errors.split("\n")[-2:-1] == ["zscrawl: interrupted; what was committed is kept"]


def _wait_until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


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
