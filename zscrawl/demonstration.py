"""The demo's side of the hall: the built-in web as sources of a data directory of its own.

A data directory made by ``zscrawl demo`` holds a marker with the ports of its web. Every later crawl in it finds the
same web again on the same addresses, started for as long as the crawl takes, so that uids and texts stay the same.
"""

from __future__ import annotations

import json
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import tomlkit

import demo
from zscrawl.errors import ConfigError
from zscrawl.home import Home

SOURCES_FILE = "demo.toml"


def is_demo(home: Home) -> bool:
    return home.demo_marker.exists()


def claim(home: Home) -> None:
    """Make ``home`` the demo's. Raises ConfigError where it holds another archive."""
    if is_demo(home):
        return
    if home.holds_archive or home.database_url:
        what = "ZSCRAWL_DATABASE_URL is set" if home.database_url else f"{home.path} holds an archive"
        raise ConfigError(f"{what}; the demo wants a directory of its own: set ZSCRAWL_HOME to a new one")
    home.prepare()
    home.demo_marker.write_text(json.dumps({"ports": list(demo.STABLE_PORTS)}), encoding="utf-8")


def clock(home: Home) -> Callable[[], datetime] | None:
    """The standing clock of the demo's pages, for a crawl of a demo directory; None elsewhere."""
    return (lambda: demo.DEMO_CLOCK) if is_demo(home) else None


@contextmanager
def demo_web(home: Home, *, fast: bool = True) -> Iterator[demo.Server | None]:
    """Serve the built-in web while a demo directory is crawled; None elsewhere, or where it is served already.

    Its sources are written into the data directory each time, because a port may have been taken.
    """
    if not is_demo(home):
        yield None
        return
    ports = _marked_ports(home)
    if _answers(ports[0]):
        yield None
        return
    with demo.serve(demo.build(), ports=ports, fast=fast) as server:
        _write_sources(home, server)
        yield server


def served_articles(web: demo.Web) -> Counter[str]:
    """How many articles each site of the built-in web offers to a crawler that does everything right."""
    return Counter(article.site for article in web.articles)


def _marked_ports(home: Home) -> list[int]:
    try:
        ports = json.loads(home.demo_marker.read_text(encoding="utf-8"))["ports"]
        return [int(port) for port in ports]
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigError(
            f"{home.demo_marker} is damaged; remove {home.path} and run 'zscrawl demo' again"
        ) from None


def _answers(port: int) -> bool:
    """Whether ``zscrawl demo --serve`` holds the port in another terminal."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _write_sources(home: Home, server: demo.Server) -> None:
    document = tomlkit.document()
    document.add(tomlkit.comment("Written by 'zscrawl demo' each time it starts."))
    tables = tomlkit.aot()
    for entry in server.sources():
        table = tomlkit.table()
        for key, value in entry.items():
            if value:
                table.add(key, f"{value // 3600}h" if key == "every" else value)
        tables.append(table)
    document.add("source", tables)
    home.sources.mkdir(parents=True, exist_ok=True)
    (home.sources / SOURCES_FILE).write_text(tomlkit.dumps(document), encoding="utf-8")
    ports = [int(origin.rsplit(":", 1)[1]) for origin in server.origins.values()]
    home.demo_marker.write_text(json.dumps({"ports": ports}), encoding="utf-8")


def start_afresh(home: Home) -> None:
    """Remove what an earlier demo left in ``home``; nothing but a demo's own directory is touched."""
    if is_demo(home):
        shutil.rmtree(home.path)
