"""One measured run of `bench.crawl` in a process of its own; job on stdin, result on stdout, both JSON."""

from __future__ import annotations

import json
import resource
import socket
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from zscrawl.home import Home
from zscrawl.items import Source


def cpu_seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def run_zscrawl(job: dict[str, Any]) -> dict[str, Any]:
    # As on the command line: the writer's process imports this module too, and should not load Scrapy with it.
    from zscrawl.crawl.crawling import crawl

    clock = datetime.fromisoformat(job["clock"])
    sources = [Source(**{**source, "start": tuple(source["start"])}) for source in job["sources"]]
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(job.get("silent", 0))]
    for number, listener in enumerate(listeners):
        start = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        sources.append(
            Source(f"silent-{number}", "", "gov", "420000", (start,), 3600, {}, allow_private=True)
        )
    settings = {"DOWNLOAD_TIMEOUT": 5, "ZSCRAWL_FIRST_PAUSE": 0.5}
    summary = crawl(Home(Path(job["home"])), sources, clock=lambda: clock, settings=settings)
    return {
        "pages": summary.total("fetched"),
        "reading": summary.reading_seconds,
        "lag_p99": summary.lag_p99,
        "lag_max": summary.lag_max,
        "visits": {name: source.seconds for name, source in summary.sources.items()},
        "failed": summary.failed,
    }


def run_bare(job: dict[str, Any]) -> dict[str, Any]:
    from bench.bare_crawl import run

    return run(job)


def main() -> None:
    job = json.load(sys.stdin)
    cpu = cpu_seconds()
    done = {"zscrawl": run_zscrawl, "bare": run_bare}[sys.argv[1]](job)
    # The fork server's children, which read, are nobody's children here: they count their own time.
    spent = cpu_seconds() - cpu + done.get("reading", 0.0)
    json.dump(done | {"ended": time.monotonic(), "cpu": spent}, sys.stdout)


if __name__ == "__main__":
    main()
