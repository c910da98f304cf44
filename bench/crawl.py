"""Crawl speed: zscrawl with all its pipelines against bare Scrapy fetching the same pages.

    python -m bench.crawl                 # pages a second, CPU a page, event-loop lag; two minutes on two free cores
    python -m bench.crawl --hosts         # 50 hosts of which 5 hang: does anybody wait for them?

Both sides fetch the demo web (several editions of it, so several times seven hosts) from one local server, one request
a host at a time, without delay. Bare Scrapy gets every address up front, runs its default middlewares and throws
the pages away. zscrawl finds the addresses itself, reads every page, and archives: WARC, SQLite, fsync. Each run is
a process of its own, timed from the first request that reaches the server, and the two take turns. The bar is 0.6
of bare Scrapy's pages a second. CPU a page counts what is spent on starting and importing, too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.crawl_server import FrozenWeb, serving

BAR = 0.6
ROOT = Path(__file__).parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--editions", type=int, default=4, help="editions of the demo web, seven hosts each")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--hosts", action="store_true", help="50 hosts, 5 of which never answer")
    arguments = parser.parse_args()
    return hanging_hosts() if arguments.hosts else throughput(arguments.editions, arguments.rounds)


def throughput(editions: int, rounds: int) -> int:
    """Prints a table; exit code 1 if the bar is missed."""
    with serving(editions) as web:
        ours, bare = [], []
        _run("zscrawl", web)  # renders every page of the web once
        _, urls = web.asked()
        for _ in range(rounds):
            ours.append(_run("zscrawl", web))
            bare.append(_run("bare", web, urls=urls))
    for name, results in (("zscrawl", ours), ("bare Scrapy", bare)):
        rate = statistics.median(one["pages"] / one["seconds"] for one in results)
        cpu = statistics.median(one["cpu"] / one["pages"] for one in results)
        lag = statistics.median(one["lag_p99"] for one in results)
        print(
            f"{name:12} {results[0]['pages']:5} pages  {rate:6.1f} pages/s  {cpu * 1000:5.1f} ms CPU a page  "
            f"loop lag p99 {lag * 1000:4.0f} ms, max {max(one['lag_max'] for one in results) * 1000:4.0f} ms"
        )
    ratio = statistics.median(
        (a["pages"] / a["seconds"]) / (b["pages"] / b["seconds"]) for a, b in zip(ours, bare, strict=True)
    )
    print(f"{'ratio':12} {ratio:.2f} (bar {BAR})")
    return 0 if ratio >= BAR else 1


def hanging_hosts() -> int:
    """45 hosts answer, 5 accept and are silent. The run may last as long as their patience, and nobody else may."""
    with serving(7, hosts=45) as web:
        _run("zscrawl", web)
        alone = _run("zscrawl", web)
        together = _run("zscrawl", web, silent=5)
    for name, result in (("45 hosts alone", alone), ("beside 5 that hang", together)):
        print(
            f"{name:18} {result['pages']} pages, all done after {_slowest(result):.1f} s, "
            f"{result['cpu'] / result['pages'] * 1000:.1f} ms CPU a page, {result['seconds']:.1f} s in all"
        )
    print(f"given up: {together['failed']}")
    return 0 if _slowest(together) < 1.5 * _slowest(alone) + 1 else 1


def _slowest(result: dict[str, Any]) -> float:
    """Seconds of the longest visit to a host that answers. Visits begin before their first requests do, so they are
    compared with visits."""
    return max(float(seconds) for name, seconds in result["visits"].items() if not name.startswith("silent"))


def _run(side: str, web: FrozenWeb, **job: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        job |= {"home": home, "sources": web.sources, "clock": web.clock.isoformat()}
        done = subprocess.run(
            [sys.executable, "-m", "bench.crawl_child", side],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{side} failed:\n{done.stderr[-4000:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    first_request, _ = web.asked()
    return result | {"seconds": result["ended"] - first_request}


if __name__ == "__main__":
    sys.exit(main())
