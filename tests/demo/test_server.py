"""The servers: protocol, clock, ports, and their end."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

import demo
from demo.truth import TrueArticle
from tests.demo.conftest import ask
from zscrawl.items import Source


@pytest.fixture
def article(web: demo.Web) -> TrueArticle:
    return next(article for article in web.articles if article.site == "demo-gov")


def _port(server: demo.Server, site: str) -> int:
    port = urlsplit(server.origins[site]).port
    assert port
    return port


def test_ports_are_closed_afterwards(web: demo.Web) -> None:
    with demo.serve(web) as server:
        ports = [_port(server, name) for name in web.sites]
        assert len(set(ports)) == 7
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=2)


def test_kept_connections_end_with_the_server(web: demo.Web, article: TrueArticle) -> None:
    with demo.serve(web) as server:
        connection = http.client.HTTPConnection(urlsplit(server.origins[article.site]).netloc, timeout=5)
        connection.request("GET", article.path)
        connection.getresponse().read()
        assert connection.sock is not None
        kept = connection.sock
    assert kept.recv(1) == b""
    connection.close()


def _free_port() -> int:
    """A port below the range from which the system hands out ports, so that nobody takes it meanwhile."""
    for port in range(21_100, 21_400):
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port from 21100 to 21400")


def test_asked_for_ports_are_used_where_they_are_free(web: demo.Web) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = [taken.getsockname()[1], _free_port()]
        with demo.serve(web, ports=wanted) as server:
            ports = [_port(server, name) for name in web.sites]
    assert ports[0] != wanted[0]
    assert ports[1] == wanted[1]


def test_one_connection_serves_many_requests(web: demo.Web, server: demo.Server) -> None:
    site = "demo-cjyun"
    connection = http.client.HTTPConnection(urlsplit(server.origins[site]).netloc, timeout=5)
    sockets = set()
    for article in [a for a in web.articles if a.site == site][:5]:
        connection.request("GET", article.path)
        assert connection.getresponse().read()
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1


def test_unchanged_pages_answer_304(server: demo.Server, article: TrueArticle) -> None:
    first = ask(server, *article.address)
    assert parsedate_to_datetime(first.headers["last-modified"]) == article.modified_at.replace(microsecond=0)
    by_tag = ask(server, *article.address, If_None_Match=first.headers["etag"])
    by_date = ask(server, *article.address, If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)
    assert by_tag.headers["etag"] == first.headers["etag"]


def test_changed_pages_answer_in_full(server: demo.Server, article: TrueArticle) -> None:
    earlier = article.modified_at - timedelta(days=1)
    stamp = earlier.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert ask(server, *article.address, If_Modified_Since=stamp).status == 200
    # A tag that does not match decides, whatever the date says.
    later = ask(server, *article.address).headers["last-modified"]
    assert ask(server, *article.address, If_None_Match='"other"', If_Modified_Since=later).status == 200
    assert ask(server, *article.address, If_Modified_Since="yesterday").status == 200


def test_head_has_the_headers_and_no_body(server: demo.Server, article: TrueArticle) -> None:
    full, head = ask(server, *article.address), ask(server, *article.address, method="HEAD")
    assert head.body == b""
    assert head.headers == full.headers


def test_date_header_is_the_clock(web: demo.Web, article: TrueArticle) -> None:
    later = demo.DEMO_CLOCK + timedelta(days=2)
    with demo.serve(web, clock=later) as server:
        assert parsedate_to_datetime(ask(server, *article.address).headers["date"]) == later


def test_a_moving_clock_moves_relative_dates(web: demo.Web) -> None:
    now = [demo.DEMO_CLOCK]
    thread = max((a for a in web.articles if a.site == "demo-discuz"), key=lambda a: a.published_at)
    with demo.serve(web, clock=lambda: now[0]) as server:
        before = ask(server, *thread.address).body
        now[0] += timedelta(days=1)
        assert ask(server, *thread.address).body != before


def test_gzip_on_request(web: demo.Web, article: TrueArticle) -> None:
    with demo.serve(web, compress=True) as server:
        plain = ask(server, *article.address)
        packed = ask(server, *article.address, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_requests_are_recorded(web: demo.Web, article: TrueArticle) -> None:
    with demo.serve(web) as server:
        ask(server, *article.address, User_Agent="walker/1.0")
        ask(server, article.site, "/nothing-here", method="HEAD")
    first, second = server.requests
    assert (first.site, first.path, first.method, first.status) == (*article.address, "GET", 200)
    assert first.headers["user-agent"] == "walker/1.0"
    assert (second.path, second.method, second.status) == ("/nothing-here", "HEAD", 404)
    assert first.at <= second.at


def test_the_slow_page_is_slow_only_when_asked(web: demo.Web, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = web.sites["demo-cjyun"].articles[0]
    waited: list[float] = []
    monkeypatch.setattr("demo.server.time.sleep", waited.append)
    with demo.serve(web, fast=False) as server:
        assert ask(server, *slow.address).status == 200
    assert waited == [3.0]
    with demo.serve(web) as server:
        ask(server, *slow.address)
    assert waited == [3.0]


def test_the_huge_page_has_no_length_and_may_be_left_in_the_middle(
    web: demo.Web, server: demo.Server
) -> None:
    site, path = next(address for address, why in web.not_articles.items() if "30 MB" in why)
    connection = http.client.HTTPConnection(urlsplit(server.origins[site]).netloc, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.getheader("content-length") is None
    assert len(response.read(1_000_000)) == 1_000_000
    response.close()
    connection.close()
    assert ask(server, site, "/robots.txt").status == 200


def test_the_huge_page_is_30_megabytes(web: demo.Web, server: demo.Server) -> None:
    address = next(address for address, why in web.not_articles.items() if "30 MB" in why)
    assert 30_000_000 <= len(ask(server, *address).body) < 31_000_000


def test_redirects_go_round(web: demo.Web, server: demo.Server) -> None:
    site, path = next(address for address, why in web.not_articles.items() if "redirect" in why)
    seen = [path]
    for _ in range(2):
        answer = ask(server, site, seen[-1])
        assert answer.status == 302
        seen.append(answer.headers["location"])
    assert seen[2] == seen[0]


def test_sources_fill_the_registry(web: demo.Web, server: demo.Server) -> None:
    sources = [Source(**{**entry, "start": tuple(entry["start"])}) for entry in server.sources()]
    assert [source.family for source in sources] == [site.family for site in web.sites.values()]
    assert all(source.allow_private and source.start for source in sources)
    for source in sources:
        for url in source.start:
            parts = urlsplit(url)
            assert ask(server, source.name, parts.path).status == 200


def test_an_idle_server_stops_by_itself(web: demo.Web) -> None:
    before = threading.active_count()
    with demo.serve(web, idle_timeout=0.05) as server:
        port = _port(server, "demo-gov")
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and any(t.name == "demo-idle" for t in threading.enumerate()):
            threading.Event().wait(0.02)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=2)
    assert threading.active_count() <= before
