"""Small servers that misbehave, each on a port of its own, over plain sockets."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Send = Callable[[bytes], None]
Answer = Callable[[str, Send], None]
"""Gets the path that is asked for and a function that sends bytes as they are."""


def response(
    body: bytes | str = b"",
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    **headers: str,
) -> bytes:
    """A whole HTTP response. Header names are given with underscores."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


NOT_FOUND = response("", "404 Not Found")


def endless(first: bytes, chunk: bytes, pause: float = 0.0) -> Iterator[bytes]:
    """``first``, then ``chunk`` for ever."""
    yield first
    while True:
        time.sleep(pause)
        yield chunk


class Site:
    """One listening port. ``asked`` are the paths of the requests, ``asked_at`` their times; ``sent`` counts bytes."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[str] = []
        self.asked_at: list[float] = []
        self.sent = 0
        self._answer = answer
        owner = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                owner._serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        head = b""
        try:
            while b"\r\n\r\n" not in head:
                received = connection.recv(65536)
                if not received:
                    return
                head += received
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.asked.append(path)
            self.asked_at.append(time.monotonic())
            self._answer(path, lambda data: self._send(connection, data))
        except (OSError, TimeoutError):
            return

    def _send(self, connection: socket.socket, data: bytes) -> None:
        connection.sendall(data)
        self.sent += len(data)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64


@contextmanager
def sites(answers: dict[str, Answer]) -> Iterator[dict[str, Site]]:
    """Serve all of ``answers``, by name."""
    running = {name: Site(answer) for name, answer in answers.items()}
    for site in running.values():
        site.__enter__()
    try:
        yield running
    finally:
        for site in running.values():
            site.__exit__()
