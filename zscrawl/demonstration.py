"""The demo's side of the hall: the built-in web as sources of a data directory of its own.

A data directory made by ``zscrawl demo`` holds a marker with the ports of its web. Every later crawl in it finds the
same web again on the same addresses, started for as long as the crawl takes, so that uids and texts stay the same.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
    _write_marker(home, demo.STABLE_PORTS, served_by=None)


def clock(home: Home) -> Callable[[], datetime] | None:
    """The standing clock of the demo's pages, for a crawl of a demo directory; None elsewhere."""
    return (lambda: demo.DEMO_CLOCK) if is_demo(home) else None


@contextmanager
def demo_web(home: Home, *, fast: bool = True) -> Iterator[demo.Server | None]:
    """Serve the built-in web while a demo directory is crawled; None elsewhere, or where it is served already.

    Its ports are those of the last time, so that addresses and uids stay the same; a port that something else has taken
    is replaced by another, which is why the sources are written each time.
    """
    if not is_demo(home):
        yield None
        return
    ports, server_pid = _read_marker(home)
    if server_pid is not None and _is_alive(server_pid):
        yield None
        return
    with demo.serve(demo.build(), ports=ports, fast=fast) as server:
        _write_sources(home, server)
        ports = [int(origin.rsplit(":", 1)[1]) for origin in server.origins.values()]
        _write_marker(home, ports, served_by=os.getpid())
        try:
            yield server
        finally:
            _write_marker(home, ports, served_by=None)


def served_articles(web: demo.Web) -> Counter[str]:
    """How many articles each site of the built-in web offers to a crawler that does everything right."""
    return Counter(article.site for article in web.articles)


def _read_marker(home: Home) -> tuple[list[int], int | None]:
    """The ports of the demo's web, and the process that serves it now, if one does."""
    try:
        marker = json.loads(home.demo_marker.read_text(encoding="utf-8"))
        served_by = marker["served_by"]
        return [int(port) for port in marker["ports"]], None if served_by is None else int(served_by)
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigError(
            f"{home.demo_marker} is damaged; remove {home.path} and run 'zscrawl demo' again"
        ) from None


def _write_marker(home: Home, ports: Sequence[int], *, served_by: int | None) -> None:
    text = json.dumps({"ports": list(ports), "served_by": served_by})
    home.demo_marker.write_text(text, encoding="utf-8")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


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
    home.prepare()
    (home.sources / SOURCES_FILE).write_text(tomlkit.dumps(document), encoding="utf-8")


def start_afresh(home: Home) -> None:
    """Remove what an earlier demo left in ``home``; nothing but a demo's own directory is touched."""
    if is_demo(home):
        shutil.rmtree(home.path)
