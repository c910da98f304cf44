"""A crawl in a process of its own, because Twisted's reactor runs once a process.

``run_crawl`` starts this module as a program, hands it a job as JSON, and gives back the summary and how long the
event loop was held up.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 120


def run_crawl(
    home: Path,
    sources: Sequence[Mapping[str, Any]],
    *,
    clock: datetime,
    settings: Mapping[str, Any] | None = None,
    addresses: Mapping[str, str] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Crawl and return the `RunSummary` as a dictionary.

    ``addresses`` are host names with the IP addresses that they resolve to; with it 127.0.0.1 counts as public, so that
    a local server can play an open site. ``options`` go to `zscrawl.crawl.crawling.crawl`.
    """
    child = start_crawl(home, sources, clock=clock, settings=settings, addresses=addresses, **options)
    return finish_crawl(child)


def start_crawl(home: Path, sources: Sequence[Mapping[str, Any]], **job: Any) -> subprocess.Popen[str]:
    """Like `run_crawl`, but does not wait."""
    job |= {"home": str(home), "sources": [dict(source) for source in sources]}
    child = subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", "-m", __name__],
        cwd=ROOT,
        # Byte code is kept, whatever the caller's setting: compiling everything anew takes longer than the crawl.
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(job, default=str))
    child.stdin.close()
    child.stdin = None
    return child


def finish_crawl(child: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for the child; its summary. Fails with what the child printed."""
    try:
        output, errors = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        raise
    assert child.returncode == 0, errors
    summary: dict[str, Any] = json.loads(output)
    summary["stderr"] = errors
    return summary


def main() -> None:
    job = json.load(sys.stdin)
    from zscrawl.crawl.crawling import crawl
    from zscrawl.home import Home
    from zscrawl.items import Source

    moment = datetime.fromisoformat(job.pop("clock"))
    sources = [Source(**{**source, "start": tuple(source["start"])}) for source in job.pop("sources")]
    settings = job.pop("settings") or {}
    if addresses := job.pop("addresses"):
        settings["TWISTED_DNS_RESOLVER"] = _pretend(addresses)
    if since := job.pop("since", None):
        job["since"] = date.fromisoformat(since)
    summary = crawl(Home(Path(job.pop("home"))), sources, clock=lambda: moment, settings=settings, **job)
    json.dump(asdict(summary), sys.stdout, default=str)


def _pretend(addresses: Mapping[str, str]) -> type:
    """A resolver that knows only ``addresses``; 127.0.0.1 passes for public."""
    from scrapy.resolver import CachingThreadedResolver
    from twisted.internet import defer, error

    from zscrawl.crawl.middlewares import guard

    class Resolver(CachingThreadedResolver):
        def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> defer.Deferred[str]:  # noqa: N802
            if name in addresses:
                return defer.succeed(addresses[name])
            return defer.fail(error.DNSLookupError(name))

    really_public = guard.is_public
    guard.is_public = lambda address: address == "127.0.0.1" or really_public(address)  # type: ignore[assignment]
    return Resolver


if __name__ == "__main__":
    main()
