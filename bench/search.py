"""Measure search: building, size, memory, twelve kinds of query, a cold start; ours beside others in one run.

    python -m bench.search --sizes 1000 10000
    python -m bench.search --sizes 100000 --peers 'zscrawl whoosh' 'zscrawl tantivy'
    python -m bench.search --sizes 100000 --peers 'FTS5 trigram' 'FTS5 segmented' 'Whoosh + jieba' \\
        --build-limit 150 --ask-limit 40

Each peer at each size runs in processes of its own: one builds, one asks. The articles are generated
(`bench.search_corpus`) and the same for all. Times are wall time; run it on a quiet machine. A peer that builds for
longer than the limit gets no more articles and is asked what it has then; its size is printed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.search_corpus import documents
from bench.search_peers import PEERS
from bench.search_queries import asked
from search import Document
from search.frozen import freeze, thaw

_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
COLD = """
import sys
from pathlib import Path
import search
with search.open_index(Path(sys.argv[1]), sys.argv[2]) as index:
    results = index.search("招商引资 签约")
    print(results.total, *(hit.title.text for hit in results.hits))
"""


def build(peer: str, size: int, limit: float, path: Path) -> dict[str, float]:
    """Build in this process and its helpers, of articles that have been generated before.

    They wait in a file; the time it takes to read them is taken off. After ``limit`` seconds no more come.
    """
    with tempfile.TemporaryFile() as waiting:
        waiting.writelines(freeze(article) + b"\n" for article in documents(size))
        waiting.seek(0)
        return _build(peer, waiting, limit, path)


def _build(peer: str, waiting: Iterable[bytes], limit: float, path: Path) -> dict[str, float]:
    begun, taken_off = time.perf_counter(), 0.0
    used, processor_taken_off = _processor_seconds(), 0.0
    given = 0

    def articles() -> Iterator[Document]:
        nonlocal taken_off, processor_taken_off, given
        lines = iter(waiting)
        while time.perf_counter() - begun - taken_off < limit:
            start, burnt = time.perf_counter(), time.thread_time()
            line = next(lines, None)
            article = thaw(line) if line else None
            taken_off += time.perf_counter() - start
            processor_taken_off += time.thread_time() - burnt
            if article is None:
                return
            given += 1
            yield article

    PEERS[peer](path).build(articles())
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in _WHO]
    return {
        "articles": given,
        "articles/s": given / (time.perf_counter() - begun - taken_off),
        "processor ms each": (_processor_seconds() - used - processor_taken_off) * 1000 / given,
        "MB": sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6,
        "peak MB": max(peaks),
    }


def _processor_seconds() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


Answer = tuple[float, float | None, int | None]
"""Milliseconds of a query when it was asked for the first time and again, and how many it found."""


def ask(peer: str, limit: float, path: Path) -> dict[str, list[Answer]]:
    """The answers to every query, by kind, after one query to warm up: all are asked once, and then all again.

    The first time, much of the index is seen for the first time too; a service or a batch of queries has it in memory.
    After ``limit`` seconds no more are asked; kinds are mixed, so that each is left with some.
    """
    engine = PEERS[peer](path)
    queries = list(asked())
    engine.search(queries[0])
    turns: tuple[list[tuple[float, int | None]], ...] = ([], [])
    begun = time.perf_counter()
    for taken in turns:
        for query in queries:
            start = time.perf_counter()
            if start - begun > limit:
                break
            total = engine.search(query)
            taken.append(((time.perf_counter() - start) * 1000, total))
    answers = defaultdict(list)
    for query, (first, total), (again, _) in zip(
        queries, turns[0], [*turns[1], *[(None, None)] * len(queries)], strict=False
    ):
        answers[query.kind].append((first, again, total))
    return answers


def cold(engine: str, path: Path) -> float:
    """Seconds from nothing to twenty printed hits; the best of three."""
    command = [sys.executable, "-c", COLD, str(path / "index"), engine]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environment())
        taken.append(time.perf_counter() - start)
    return min(taken)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}


def _apart(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.search", *arguments]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment()).stdout
    return json.loads(printed.splitlines()[-1])


def measure(peer: str, size: int, build_limit: float, ask_limit: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = _apart("--build", peer, str(size), str(build_limit), folder)
        cut = f" (building stopped after {build_limit:g} s)" if built["articles"] < size else ""
        print(
            f"\n{peer}, {built.pop('articles')} articles{cut}: "
            + ", ".join(f"{value:.4g} {name}" for name, value in built.items())
        )
        answers = _apart("--ask", peer, str(ask_limit), folder)
        known = {
            kind: [(first, again) for first, again, total in of_kind if total is not None]
            for kind, of_kind in answers.items()
        }
        for kind, times in known.items():
            found = sum(total or 0 for _, _, total in answers[kind])
            print(
                f"  {kind:24}{_times(times, 'worst')}   {found:9} found"
                if times
                else f"  {kind:24} cannot be asked"
            )
        everything = [pair for times in known.values() for pair in times]
        print(f"  {'all':24}{_times(everything, 'p95')}   {len(everything):9} queries")
        if peer.startswith("zscrawl "):
            print(f"  {'cold start':24} {cold(peer.split()[1], Path(folder)):.2f} s")


def _times(pairs: Sequence[tuple[float, float | None]], high: str) -> str:
    """Median and ``high`` (p95 or worst) of the queries when asked for the first time and again."""
    told = ""
    for turn, times in zip(("first", "again"), zip(*pairs, strict=True), strict=True):
        known = [ms for ms in times if ms is not None]
        if not known:
            continue
        most = quantiles(known, n=20)[-1] if high == "p95" and len(known) > 1 else max(known)
        told += f"   {turn} p50 {median(known):7.1f} {high} {most:7.1f} ms"
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(PEERS))
    for name in ("--build-limit", "--ask-limit"):
        parser.add_argument(name, type=float, default=math.inf, help="seconds for each peer")
    parser.add_argument("--build", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--ask", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        peer, size, limit, folder = options.build
        print(json.dumps(build(peer, int(size), float(limit), Path(folder))))
    elif options.ask:
        peer, limit, folder = options.ask
        print(json.dumps(ask(peer, float(limit), Path(folder))))
    else:
        for size in options.sizes:
            for peer in options.peers:
                measure(peer, size, options.build_limit, options.ask_limit)


if __name__ == "__main__":
    main()
