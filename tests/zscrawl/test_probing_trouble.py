"""Probes of sites that are in trouble, on real sockets: each trouble is called by its name."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.zscrawl.commands import SECONDS, check_sources, command, zscrawl
from tests.zscrawl.hostile_sites import Answer, Send, Site, response, sites
from zscrawl.home import Home
from zscrawl.items import CST, Article, Page, Source
from zscrawl.probing.probe import Failure, Probe, Sight
from zscrawl.probing.verdicts import judge

CLOCK = datetime(2024, 3, 5, 10, tzinfo=CST)
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
    with sites(SITES) as running:
        write_sources(home, {name: site.url() for name, site in running.items()})
        code, rows = check_sources(home, *EXPECTED)
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
    ("kind", "detail", "problem", "mend"),
    [
        ("http_503", "", "it answers 503", "try again later"),
        ("robots_unreachable", "refused: nobody listens", "(refused: nobody listens)", "try again later"),
        ("off_host", "b.cn is not one of the hosts", "(b.cn is not one of the hosts)", "option 'hosts'"),
        ("timeout", "took 45 s", "no whole answer within the time limit", "look at the page in a browser"),
    ],
)
def test_a_failure_says_what_is_wrong_and_what_to_do(kind: str, detail: str, problem: str, mend: str) -> None:
    failure = Failure("http://a.cn/", kind, detail)
    assert failure.problem.startswith("http://a.cn/: ")
    assert problem in failure.problem
    assert mend in failure.mend


def test_only_families_without_lists_start_from_articles() -> None:
    for family, ok in (("wechat", True), ("gov", False)):
        url = "http://a.cn/1.html"
        source = Source("a", "a", family, "100000", (url,), 86_400)
        read = Article(url, url, family, "article", title="标题", published_at=CLOCK, body="正文")
        probe = Probe(source, [Sight(Page(url, b"", CLOCK), read, url)])
        assert judge(probe).ok is ok, family
