"""Puts a `Web` on 127.0.0.1: one real HTTP/1.1 server a site, in threads of this process."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from demo.sites.base import Reply, View
from demo.truth import Address, TrueArticle
from demo.web import Web

STABLE_PORTS = tuple(range(8401, 8408))
"""Ports that ``zscrawl demo`` asks for, so that addresses, and with them uids, stay the same."""

_SLOW_SECONDS = 3.0
_SMALLEST_GZIP = 1000


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request as it came. ``at`` is `time.monotonic` when it was read; header names are lower case."""

    site: str
    method: str
    path: str
    headers: dict[str, str]
    at: float
    status: int


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A reply with its ETag, None for what cannot be asked for conditionally."""

    reply: Reply
    tag: str | None


class Server:
    """The running web. Made by `serve`."""

    def __init__(
        self, web: Web, now: Callable[[], datetime], *, ports: Sequence[int], delay: float, gzip: bool
    ) -> None:
        self.web = web
        self.now = now
        self.delay = delay
        self.gzip = gzip
        self.requests: list[Recorded] = []
        self.last_request_at = time.monotonic()
        self._rendered: dict[Address, _Rendered] = {}
        self._rendered_for: tuple[int, datetime] | None = None
        self._lock = threading.Lock()
        self._listeners = {
            name: _listen(self, name, ports[i] if i < len(ports) else 0) for i, name in enumerate(web.sites)
        }
        self.origins = {
            name: f"http://127.0.0.1:{one.server_address[1]}" for name, one in self._listeners.items()
        }
        self._threads = [
            threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05}, name=name, daemon=True)
            for name, one in self._listeners.items()
        ]

    def url(self, page: TrueArticle | Address) -> str:
        """The absolute URL of an article or of any page of the web."""
        return self.origins[page.site] + page.path

    def sources(self) -> list[dict[str, Any]]:
        """One entry a site, with the fields of `zscrawl.items.Source`."""
        return [
            {
                "name": site.name,
                "title": site.title,
                "family": site.family,
                "region": site.region,
                "start": [self.origins[site.name] + path for path in site.start],
                "every": 3600,
                "options": dict(site.options),
                "allow_private": True,
            }
            for site in self.web.sites.values()
        ]

    def rendered(self, site: str, path: str) -> _Rendered:
        """The reply to ``path``, rendered once for each state of the web and of the clock."""
        state, address = (self.web.revision, self.now()), Address(site, path)
        with self._lock:
            if state != self._rendered_for:
                self._rendered, self._rendered_for = {}, state
            found = self._rendered.get(address)
        if found is None:
            found = _rendered(self.web.respond(site, path, View(state[1], self.origins)))
            with self._lock:
                if state == self._rendered_for and found.reply.status == 200:
                    self._rendered[address] = found
        return found

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Close the ports and every connection that is still open."""
        for listener in self._listeners.values():
            listener.shutdown()
            listener.server_close()
            listener.hang_up()
        for thread in self._threads:
            thread.join()

    def stop_when_idle(self, seconds: float) -> None:
        """Stop by itself once no request has come for ``seconds``."""

        def watch() -> None:
            while (idle := time.monotonic() - self.last_request_at) < seconds:
                time.sleep(min(seconds - idle, 1.0) or 0.01)
            self.stop()

        threading.Thread(target=watch, name="demo-idle", daemon=True).start()


@contextmanager
def serve(
    web: Web,
    *,
    clock: datetime | Callable[[], datetime] | None = None,
    ports: Sequence[int] | None = None,
    fast: bool = True,
    compress: bool = False,
    idle_timeout: float | None = None,
) -> Iterator[Server]:
    """Serve ``web`` until the block is left.

    ``clock`` is the time that pages and `Date` headers go by (default: ``web.clock``, standing still).
    ``ports`` are asked for in the order of ``web.sites``; one that is taken, or not given, is replaced by any free
    port. ``fast`` leaves out the seconds that the slow page makes its readers wait. ``compress`` answers
    ``Accept-Encoding: gzip``. ``idle_timeout`` (seconds) stops the server when nobody asks any more.
    """
    now = clock if callable(clock) else lambda: clock or web.clock
    server = Server(web, now, ports=ports or (), delay=0.0 if fast else _SLOW_SECONDS, gzip=compress)
    server.start()
    if idle_timeout is not None:
        server.stop_when_idle(idle_timeout)
    try:
        yield server
    finally:
        server.stop()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, owner: Server, site: str) -> None:
        self.owner = owner
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End connections that clients keep alive; their threads then end by themselves."""
        for request in [*self._open]:
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle (it has read enough of the 30 MB page) is no error of ours."""


def _listen(owner: Server, site: str, port: int) -> _Listener:
    try:
        return _Listener(port, owner, site)
    except OSError:
        if port == 0:
            raise
        return _Listener(0, owner, site)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 60
    server: _Listener

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        owner, arrived = self.server.owner, time.monotonic()
        owner.last_request_at = arrived
        rendered = owner.rendered(self.server.site, self.path)
        reply, tag = rendered.reply, rendered.tag
        status = 304 if tag and self._is_known(reply, tag) else reply.status
        headers = {name.lower(): value for name, value in self.headers.items()}
        owner.requests.append(Recorded(self.server.site, self.command, self.path, headers, arrived, status))
        if reply.slow and owner.delay:
            time.sleep(owner.delay)
        self.send_response(status)
        if reply.modified_at:
            self.send_header("Last-Modified", _http_date(reply.modified_at))
        if tag:
            self.send_header("ETag", tag)
        for name, value in reply.headers:
            self.send_header(name, value)
        if status == 304:
            self.end_headers()
        elif reply.stream:
            self._send_stream(reply, with_body)
        else:
            self._send_body(reply, with_body)

    def _is_known(self, reply: Reply, tag: str) -> bool:
        """RFC 9110, 13.1: If-None-Match decides alone where it is given."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            return tags.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if not since or not reply.modified_at:
            return False
        try:
            return parsedate_to_datetime(since) >= reply.modified_at.replace(microsecond=0)
        except (ValueError, TypeError):
            return False

    def _send_body(self, reply: Reply, with_body: bool) -> None:
        body = reply.body
        self.send_header("Content-Type", reply.content_type)
        if self.server.owner.gzip:
            self.send_header("Vary", "Accept-Encoding")
            if len(body) >= _SMALLEST_GZIP and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, 5, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _send_stream(self, reply: Reply, with_body: bool) -> None:
        """Without a length, so that only a reader who counts finds out how long it is."""
        assert reply.stream is not None
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Connection", "close")
        self.end_headers()
        if with_body:
            for chunk in reply.stream():
                self.wfile.write(chunk)
        self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        return _http_date(self.server.owner.now())

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are kept in `Server.requests` instead of being printed."""


def _rendered(reply: Reply) -> _Rendered:
    if reply.status != 200 or reply.stream:
        return _Rendered(reply, None)
    return _Rendered(reply, f'"{hashlib.sha1(reply.body, usedforsecurity=False).hexdigest()[:20]}"')


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
