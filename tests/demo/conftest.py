"""The demo web, built once, and a way to ask it for pages."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

import demo


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: demo.Server, site: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request on a connection of its own. ``If_None_Match="x"`` sends ``If-None-Match: x``."""
    connection = http.client.HTTPConnection(urlsplit(server.origins[site]).netloc, timeout=10)
    try:
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def web() -> demo.Web:
    """Shared: tests that change the web build their own."""
    return demo.build()


@pytest.fixture(scope="session")
def server(web: demo.Web) -> Iterator[demo.Server]:
    with demo.serve(web) as running:
        yield running
