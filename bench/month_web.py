"""A small web that lives by a clock: six sites that post daily, weekly or rarely, and what befalls three of them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from zscrawl.items import CST, Source

BEGIN = datetime(2026, 6, 1, 0, 0, tzinfo=CST)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ON_A_PAGE = 15
_SUBJECTS = "装备制造 食品加工 新能源 电子信息 生物医药 现代物流 纺织服装 绿色建材 文化旅游 智慧农业".split()
_WORKS = "签约 开工 竣工 投产 洽谈 推介 考察 调度 评审 观摩".split()


@dataclass(frozen=True, slots=True)
class Trouble:
    """``kind`` is ``layout`` (pages lose date and origin), ``blocked`` or ``dead``; days count from `BEGIN`."""

    kind: str
    first_day: float
    last_day: float


@dataclass(slots=True)
class Site:
    """One site: articles at ``times``, the answer to every path at any moment, and what was asked of it."""

    name: str
    times: list[datetime]
    trouble: Trouble | None = None
    port: int = 0
    requests: int = 0

    def url(self, number: int) -> str:
        return f"http://127.0.0.1:{self.port}/{number}.html"

    def source(self, every: timedelta) -> Source:
        start = (f"http://127.0.0.1:{self.port}/",)
        seconds = int(every.total_seconds())
        return Source(self.name, self.name, "gov", "420000", start, seconds, allow_private=True)

    def state(self, now: datetime) -> str:
        """``well``, or the kind of trouble the site is in."""
        trouble = self.trouble
        if trouble and BEGIN + trouble.first_day * DAY <= now < BEGIN + trouble.last_day * DAY:
            return trouble.kind
        return "well"

    def answer(self, path: str, now: datetime) -> tuple[int, str]:
        """Status and page."""
        published = [number for number, time in enumerate(self.times) if time <= now]
        name = path.strip("/").removesuffix(".html")
        if path == "/robots.txt":
            return 404, ""
        if self.state(now) == "blocked":
            return (
                403,
                "<html><head><title>安全验证</title></head><body>访问过于频繁，请完成验证</body></html>",
            )
        if path == "/" or name.startswith("index_"):
            return 200, self._list(published[::-1], int(name.removeprefix("index_") or 1))
        if name.isdigit() and int(name) in published:
            return 200, self._article(int(name), now)
        return 404, "<html><head><title>404</title></head><body>404</body></html>"

    def _list(self, newest_first: list[int], page: int) -> str:
        rows = newest_first[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        items = "".join(
            f'<li><a href="/{n}.html">{self.title(n)}</a><span>{self.times[n]:%Y-%m-%d}</span></li>'
            for n in rows
        )
        more = f'<a href="/index_{page + 1}.html">下一页</a>' if len(newest_first) > page * ON_A_PAGE else ""
        body = f"<div class=list><ul>{items}</ul><div class=page>{more}</div></div>"
        return f"<html><head><title>工作动态</title></head><body>{body}</body></html>"

    def title(self, number: int) -> str:
        subject, work = _SUBJECTS[number % 10], _WORKS[number // 10 % 10]
        return f"{self.name}园区第{number + 1}次{subject}项目{work}情况通报"

    def _article(self, number: int, now: datetime) -> str:
        title, subject = self.title(number), _SUBJECTS[number % 10]
        paragraphs = "".join(
            f"<p>第{number * 7 + n}号：本周{subject}类第{number + n}个项目办理了入园手续，"
            f"用地{number * 3 + n * 5}亩，预计年内陆续动工建设，带动{number + n * 20}人就业。</p>"
            for n in range(1, 6)
        )
        about = f"<div class=info>发布时间：{self.times[number]:%Y-%m-%d %H:%M} 来源：{self.name}简报</div>"
        if self.state(now) == "layout":
            about = '<div id="meta-app"></div>'
        body = f"<h1>{title}</h1>{about}<div class=content>{paragraphs}</div>"
        return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def make_sites(days: float) -> list[Site]:
    """Six sites with a past, and what they post in the ``days`` of the simulation. Troubles scale with its length."""

    def times(every: timedelta, past: int) -> list[datetime]:
        first = BEGIN + 9 * HOUR
        count = int(days * DAY / every) + 1
        return [first + every * n for n in range(-past, count) if first + every * n <= BEGIN + days * DAY]

    def at(kind: str, first: float, last: float) -> Trouble:
        return Trouble(kind, first * days / 30, last * days / 30)

    return [
        Site("daily", times(DAY / 2, 40)),
        Site("weekly", times(7 * DAY, 30)),
        Site("rarely", times(21 * DAY, 26)),
        Site("changes", times(DAY, 40), at("layout", 10, 31)),
        Site("blocks", times(DAY, 40), at("blocked", 12, 16)),
        Site("dies", times(DAY, 40), at("dead", 18, 22)),
    ]


@dataclass(slots=True)
class Web:
    """The running sites and their clock."""

    sites: list[Site]
    now: datetime = BEGIN
    servers: list[ThreadingHTTPServer] = field(default_factory=list)


@contextmanager
def serve(sites: list[Site]) -> Iterator[Web]:
    """Serve the sites on loopback until the block is left."""
    web = Web(sites)
    for site in sites:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(web, site))
        server.daemon_threads, server.block_on_close = True, False
        site.port = server.server_address[1]
        web.servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield web
    finally:
        for server in web.servers:
            server.shutdown()
            server.server_close()


def _handler(web: Web, site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests += 1
            if site.state(web.now) == "dead":
                self.close_connection = True  # hangs up without a word
                return
            status, page = site.answer(self.path, web.now)
            body = page.encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are counted instead of being printed."""

    return Handler
