"""The demo web behind a server that costs next to nothing: every page is rendered once and then sent from memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from demo import Web, build
from demo.sites.base import View


@dataclass(frozen=True, slots=True)
class FrozenWeb:
    """A running server: the sources to crawl, and what was asked of it."""

    sources: list[dict[str, Any]]
    clock: datetime
    _pipe: Connection

    def asked(self) -> tuple[float, list[str]]:
        """When the first request since the last call came (steady clock), and all addresses ever asked for, once."""
        self._pipe.send("asked")
        first, urls = self._pipe.recv()
        return first, urls


@contextmanager
def serving(editions: int, hosts: int | None = None) -> Iterator[FrozenWeb]:
    """Serve ``editions`` of the demo web from a process of its own; ``hosts`` limits the sites."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_main, args=(theirs, editions, hosts), daemon=True
    )
    process.start()
    try:
        sources, clock = ours.recv()
        yield FrozenWeb(sources, clock, ours)
    finally:
        process.kill()
        process.join()


def _main(pipe: Connection, editions: int, hosts: int | None) -> None:
    asyncio.run(_serve(pipe, [build(seed) for seed in range(editions)], hosts))


async def _serve(pipe: Connection, webs: list[Web], hosts: int | None) -> None:
    asked: dict[str, float] = {}
    sources: list[dict[str, Any]] = []
    for number, web in enumerate(webs):
        origins: dict[str, str] = {}
        for site in web.sites.values():
            handler = _Handler(web, site.name, origins, asked)
            server = await asyncio.start_server(handler.serve, "127.0.0.1", 0)
            origins[site.name] = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            sources.append(
                {
                    "name": f"{site.name}-{number}",
                    "title": site.title,
                    "family": site.family,
                    "region": site.region,
                    "start": [origins[site.name] + path for path in site.start],
                    "every": 3600,
                    "options": dict(site.options),
                    "allow_private": True,
                }
            )
    pipe.send((sources[:hosts], webs[0].clock))
    while True:
        await asyncio.to_thread(pipe.recv)
        pipe.send((asked.pop("first", 0.0), list(asked)))


class _Handler:
    def __init__(self, web: Web, site: str, origins: dict[str, str], asked: dict[str, float]) -> None:
        self.web, self.site, self.origins, self.asked = web, site, origins, asked
        self._answers: dict[str, bytes] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                self.asked.setdefault("first", time.monotonic())
                path = request.split(b" ", 2)[1].decode("latin-1")
                writer.write(self._answers.get(path) or self._render(path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _render(self, path: str) -> bytes:
        reply = self.web.respond(self.site, path, View(self.web.clock, self.origins))
        # The page of 30 MB is a test of limits, not of speed.
        body = b"".join(reply.stream())[:100_000] if reply.stream else reply.body
        head = [
            f"HTTP/1.1 {reply.status} OK",
            f"Content-Type: {reply.content_type}",
            f"Content-Length: {len(body)}",
        ]
        head += [f"{name}: {value}" for name, value in reply.headers]
        answer = self._answers[path] = "\r\n".join([*head, "", ""]).encode() + body
        if path != "/robots.txt":
            self.asked[self.origins[self.site] + path] = 0.0
        return answer
