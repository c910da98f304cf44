"""Sites that mean harm, on real sockets: each is one source of one crawl, and each must end as what it is.

The limits are the product's, made smaller so that the tests are quick: 1 MB a page, 1.5 s an answer.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from archive import open_archive
from tests.zscrawl.crawl_child import run_crawl
from tests.zscrawl.hostile_sites import NOT_FOUND, Answer, Send, Site, endless, response, sites
from zscrawl.crawl.middlewares.guard import is_public
from zscrawl.items import CST

CLOCK = datetime(2024, 3, 5, 10, tzinfo=CST)
MAX_BYTES = 1_000_000
TIMEOUT = 1.5
SETTINGS = {
    "DOWNLOAD_MAXSIZE": MAX_BYTES,
    "DOWNLOAD_TIMEOUT": TIMEOUT,
    "ZSCRAWL_DELAY": 0,
    "ZSCRAWL_FIRST_PAUSE": 0.02,
    "ZSCRAWL_PATIENCE": 4,
    "RETRY_TIMES": 1,
}
ADDRESSES = {"open.test": "127.0.0.1", "inside.test": "10.1.2.3", "metadata.test": "169.254.169.254"}
OPEN = "open.test"

PARAGRAPHS = "".join(
    f"<p>第{n}段：开发区本周有一批新项目办理了入园手续，涉及装备制造和食品加工，预计年内陆续动工建设。</p>"
    for n in range(1, 7)
)


def article(title: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<div class=info>发布时间：2024-03-04 09:30 来源：开发区简报</div>"
        f"<div class=content>{PARAGRAPHS}</div></body></html>"
    )


def listing(*hrefs: str) -> str:
    rows = "".join(
        f'<li><a href="{href}">开发区第{n}批新项目办理入园手续的情况通报</a><span>2024-03-0{n % 4 + 1}</span></li>'
        for n, href in enumerate(hrefs)
    )
    return f"<html><head><title>动态</title></head><body><div class=list><ul>{rows}</ul></div></body></html>"


def pages(answers: dict[str, bytes], robots: bytes = NOT_FOUND) -> Answer:
    """A site with these pages, and nothing else."""

    def answer(path: str, send: Send) -> None:
        send(robots if path == "/robots.txt" else answers.get(path, NOT_FOUND))

    return answer


def moved(target: str) -> bytes:
    return response("", "302 Found", Location=target)


def stream(first: bytes, chunk: bytes, pause: float = 0.0) -> Answer:
    """Whatever is asked, an answer that does not end."""

    def answer(path: str, send: Send) -> None:
        if path == "/robots.txt":
            send(NOT_FOUND)
            return
        for piece in endless(first, chunk, pause):
            send(piece)

    return answer


def redirect_for_ever(path: str, send: Send) -> None:
    number = path.removeprefix("/")
    send(NOT_FOUND if path == "/robots.txt" else moved(f"/{int(number or 0) + 1}"))


def huge_robots(path: str, send: Send) -> None:
    if path != "/robots.txt":
        send(response(listing("/good/1.html", "/secret/2.html", "/good/3.html", "/secret/4.html")))
        return
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /secret/\n")
    for _ in range(50):
        send(b"# nothing to see\n" * 61_680)  # 1 MiB


class AsksForASecond:
    """Answers 429 with ``Retry-After: 1`` once, then as it should."""

    def __init__(self) -> None:
        self.told = False

    def __call__(self, path: str, send: Send) -> None:
        if path == "/robots.txt":
            send(response("User-agent: zscrawl\nCrawl-delay: 0.3\n", content_type="text/plain"))
        elif path == "/":
            send(response(listing("/1.html", "/2.html", "/3.html")))
        elif self.told:
            send(response(article("开发区新项目入园")))
        else:
            self.told = True
            send(response("", "429 Too Many Requests", Retry_After="1"))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
GZIP_BOMB = gzip.compress(b"<p>" + b"0" * 60_000_000)

ANSWERS: dict[str, Answer] = {
    "metadata": pages({"/": moved("http://169.254.169.254/latest/meta-data/")}),
    "private-name": pages({"/": moved("http://inside.test/")}),
    "private-name-own": pages({"/": moved("http://inside.test/")}),
    "link-local-name-own": pages({"/": moved("http://metadata.test/")}),
    "other-host": pages({"/": moved("http://elsewhere.test/")}),
    "file": pages({"/": moved("file:///etc/passwd")}),
    "loopback": pages({"/": response(article("不该读到"))}),
    "bomb": pages({"/": response(GZIP_BOMB, Content_Encoding="gzip")}),
    "endless": stream(HEAD, b"x" * 65536),
    "endless-header": stream(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 8000 + b"\r\n", 0.001),
    "announced": pages({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n"}),
    "circle": pages({"/": moved("/b"), "/b": moved("/")}),
    "redirects": redirect_for_ever,
    "drip": stream(HEAD, b" ", 0.1),
    "garbage": pages({"/": b"\x00\xff\x16\x03 this is no HTTP\r\n\r\n"}),
    "hangs-up": pages({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>"}),
    "huge-robots": huge_robots,
    "robots-forbids": pages(
        {"/": response(listing("/1.html", "/2.html", "/3.html"))},
        robots=response("User-agent: *\nDisallow: /\n", content_type="text/plain"),
    ),
    "robots-error": pages({"/": response(article("不该读到"))}, robots=response("", "503 Unavailable")),
    "robots-bomb": pages(
        {"/": response(article("不该读到"))}, robots=response(GZIP_BOMB, Content_Encoding="gzip")
    ),
    "leads-away": pages(
        {"/": response(listing("http://elsewhere.test/1.html", "/2.html", "ftp://open.test/3", "/4.html"))}
    ),
    "asks-for-an-hour": pages({"/": response("", "429 Too Many Requests", Retry_After="3600")}),
    "unknown-name": pages({}),
    "asks-for-a-second": AsksForASecond(),
    "captcha": pages(
        {"/": response(listing(*(f"/{n}.html" for n in range(1, 25))))}
        | {f"/{n}.html": response("<html><body>访问过于频繁，请完成验证</body></html>") for n in range(1, 25)}
    ),
}


def source(name: str, start: str, **fields: Any) -> dict[str, Any]:
    entry = {"name": name, "title": name, "family": "gov", "region": "420000", "every": 3600}
    return entry | {"start": [start], "options": {}} | fields


class Crawled:
    """What came of the crawl, and what the sites saw of it."""

    def __init__(
        self, summary: dict[str, Any], served: dict[str, Site], stored: set[str], ended: list[str]
    ) -> None:
        self.summary, self.served, self.stored, self.ended = summary, served, stored, ended

    def failures(self, name: str) -> set[str]:
        return set(self.summary["sources"][name]["failures"])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    home = tmp_path_factory.mktemp("home")
    with sites(ANSWERS) as served:
        sources = [source(name, site.url(host=OPEN)) for name, site in served.items()]
        by_name = {entry["name"]: entry for entry in sources}
        by_name["private-name-own"]["options"] = {"hosts": "inside.test"}
        by_name["link-local-name-own"]["options"] = {"hosts": "metadata.test"}
        by_name["loopback"]["start"] = [served["loopback"].url(host="inside.test")]
        by_name["unknown-name"]["start"] = ["http://nowhere.test/"]
        summary = run_crawl(home, sources, clock=CLOCK, settings=SETTINGS, addresses=ADDRESSES)
        log = map(json.loads, (home / "runs" / "000001.jsonl").read_text("utf-8").splitlines())
        ended = [event["source"] for event in log if event["event"] == "visit_ends"]
        with open_archive(home) as archive:
            stored = {entry.article.url for entry in archive.articles()}
        yield Crawled(summary, served, stored, ended)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("metadata", "off_host"),
        ("private-name", "off_host"),
        ("private-name-own", "private_address"),
        ("link-local-name-own", "private_address"),
        ("other-host", "off_host"),
        ("file", "scheme"),
        ("loopback", "private_address"),
        ("bomb", "bomb"),
        ("endless", "too_large"),
        ("announced", "too_large"),
        ("circle", "redirect_loop"),
        ("redirects", "too_many_redirects"),
        ("drip", "timeout"),
        ("endless-header", "timeout"),
        ("garbage", "protocol"),
        ("hangs-up", "reset"),
        ("robots-forbids", "robots"),
        ("robots-error", "robots_unreachable"),
        ("robots-bomb", "robots_unreachable"),
        ("asks-for-an-hour", "host_down"),
        ("unknown-name", "dns"),
    ],
)
def test_each_trap_is_recognised(crawled: Crawled, name: str, kind: str) -> None:
    assert crawled.failures(name) == {kind}
    assert crawled.summary["sources"][name]["status"] == "failed"


def test_nothing_of_a_trap_is_stored(crawled: Crawled) -> None:
    assert {
        url for url in crawled.stored if f":{crawled.served['asks-for-a-second'].port}/" not in url
    } == set()


def test_retry_after_and_crawl_delay_are_kept(crawled: Crawled) -> None:
    site, summary = crawled.served["asks-for-a-second"], crawled.summary["sources"]["asks-for-a-second"]
    gaps = [after - before for before, after in pairwise(site.asked_at)]
    assert min(gaps[1:]) >= 0.28  # the first request is for robots.txt, which is where the delay stands
    assert max(gaps) >= 0.98
    assert summary["new"] + summary["duplicates"] == 3
    assert (summary["status"], summary["failures"]) == ("ok", {})


def test_a_site_that_shows_captchas_is_left_alone_after_three(crawled: Crawled) -> None:
    summary = crawled.summary["sources"]["captcha"]
    assert 3 <= summary["blocked"] < 24  # what was under way when the third came is still answered
    assert summary["failures"]["host_down"] >= 1
    assert summary["status"] == "failed"


def test_a_private_host_is_never_asked(crawled: Crawled) -> None:
    assert crawled.served["loopback"].asked == []


def test_redirects_end_soon(crawled: Crawled) -> None:
    assert len(crawled.served["redirects"].asked) < 12


def test_an_endless_answer_is_cut_off(crawled: Crawled) -> None:
    # What the kernel buffers on both ends comes on top; two tries were made.
    assert crawled.served["endless"].sent < 20 * MAX_BYTES


def test_of_a_huge_robots_txt_the_beginning_is_read_and_obeyed(crawled: Crawled) -> None:
    site = crawled.served["huge-robots"]
    assert site.sent < 20_000_000
    assert {path for path in site.asked if path.startswith("/secret")} == set()
    assert {"/good/1.html", "/good/3.html"} <= set(site.asked)


def test_robots_txt_that_cannot_be_had_forbids(crawled: Crawled) -> None:
    assert {path for name in ("robots-error", "robots-bomb") for path in crawled.served[name].asked} == {
        "/robots.txt"
    }


def test_links_off_the_site_are_not_followed(crawled: Crawled) -> None:
    assert {path for path in crawled.served["leads-away"].asked if path.endswith("html")} == {
        "/2.html",
        "/4.html",
    }
    assert crawled.summary["sources"]["leads-away"]["listed"] == 2


def test_a_host_that_asks_for_an_hour_is_left_alone(crawled: Crawled) -> None:
    assert crawled.served["asks-for-an-hour"].asked == ["/robots.txt", "/"]


def test_a_site_that_hangs_holds_nobody_up(crawled: Crawled) -> None:
    assert crawled.ended.index("leads-away") < crawled.ended.index("drip")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.5.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("not an address", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
