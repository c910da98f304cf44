"""Pages read again (`zscrawl reparse`) and facts drawn (`zscrawl refresh`) a second, with one process and with two.

    python -m bench.reparse                         5 000 pages of 220 kB, the mean of real pages
    python -m bench.reparse --pages 500 --profile   with the functions that took longest, with one process

The pages are those of built-in webs of many seeds, blown up with menus and scripts. Printed are pages a second of
the clock and of CPU time; the pages read the same as before, as most do after a change of a reader. The clock means
nothing on a machine that is busy with other work. The index is left out.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import os
import pstats
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import Capture, Item, open_archive
from demo import DEMO_CLOCK, Web, build
from demo.sites.base import View
from spiders import read
from zscrawl.home import Home
from zscrawl.items import Page, Source
from zscrawl.refresh import refresh_archive
from zscrawl.reparsing import reparse

BATCH = 100
_END = b"</body>"
_MENU = (
    b'<li class="menu-item item-%d"><a href="/channel/index.html?from=menu&column=%d" target="_blank"'
    b' title="Channel %d">Channel %d</a></li>\n'
)
_SCRIPT = b"var box%d = document.getElementById('b%d');\n"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the clock, of CPU time in this process, and in those that it started."""

    wall: float
    own: float
    others: float

    @classmethod
    def now(cls) -> Took:
        times = os.times()
        return cls(times.elapsed, times.user + times.system, times.children_user + times.children_system)

    def since(self, began: Took) -> Took:
        return Took(self.wall - began.wall, self.own - began.own, self.others - began.others)

    def told(self, what: str, count: int) -> str:
        """``own`` is what cannot be spread over processes, where there are several."""
        cpu = self.own + self.others
        return (
            f"{what}: {count / self.wall:6.0f} a second, {count / cpu:6.0f} a second of CPU time, "
            f"{self.own / cpu:4.0%} of it in the process that stores"
        )


def pages(count: int, page_bytes: int) -> Iterator[tuple[Page, Source]]:
    """Article pages with the sources that they belong to."""
    draw = random.Random(1)
    every = (each for seed in itertools.count(1) for each in _pages_of(build(seed), seed, page_bytes, draw))
    return itertools.islice(every, count)


def _pages_of(web: Web, seed: int, page_bytes: int, draw: random.Random) -> Iterator[tuple[Page, Source]]:
    origins = {name: f"http://{name}-{seed}.example.cn" for name in web.sites}
    view = View(DEMO_CLOCK, origins)
    for article in web.articles:
        site = web.sites[article.site]
        reply = web.respond(article.site, article.path, view)
        start = tuple(origins[site.name] + path for path in site.start)
        source = Source(
            f"{site.name}-{seed}", site.title, site.family, site.region, start, 3600, site.options
        )
        url, headers = origins[site.name] + article.path, {"content-type": reply.content_type}
        yield Page(url, _blown_up(reply.body, page_bytes, draw), DEMO_CLOCK, headers, reply.status), source


def _blown_up(body: bytes, page_bytes: int, draw: random.Random) -> bytes:
    """The page with menus (a third of what is added) and scripts at its end."""
    missing = max(0, page_bytes - len(body))
    numbers = [draw.randrange(10**9) for _ in range(missing // 3 // len(_MENU % (0, 0, 10**8, 10**8)))]
    menus = b"".join(_MENU % (number % 90, number % 7, number, number) for number in numbers)
    script = b"".join(_SCRIPT % (n, n) for n in range((missing - len(menus)) // len(_SCRIPT % (1000, 1000))))
    head, _, tail = body.rpartition(_END)
    more = b'<div class="menu"><ul>' + menus + b"</ul></div><script>" + script + b"</script>"
    return head + more + _END + tail if head else body + more


def fill(home: Home, count: int, page_bytes: int) -> tuple[dict[str, Source], int]:
    """An archive of so many pages; its sources, and the bytes of its pages."""
    sources: dict[str, Source] = {}
    nbytes = 0
    made = pages(count, page_bytes)
    with open_archive(home.path, create=True) as archive, archive.writer("bench") as writer:
        run = writer.begin_run("bench", {})
        while batch := list(itertools.islice(made, BATCH)):
            items = []
            for page, source in batch:
                sources[source.name] = source
                nbytes += len(page.body)
                article = read(page, family=source.family, options=source.options)
                items.append(Item(Capture(page), article, source.name))
            writer.store_batch(items, run_id=run)
    return sources, nbytes


def read_again(home: Home, sources: dict[str, Source], jobs: int) -> str:
    began = Took.now()
    summary = reparse(home, sources=sources, jobs=jobs)
    return Took.now().since(began).told(f"reparse, {jobs} process(es)", summary.pages)


def draw_facts(home: Home, jobs: int) -> str:
    """All facts drawn anew; the index, which is brought up to date afterwards, does not count."""
    drawn: list[Took] = []

    def progress(step: str, _done: int, _total: int) -> None:
        if step == "indexing" and not drawn:
            drawn.append(Took.now())

    began = Took.now()
    summary = refresh_archive(home, all_facts=True, jobs=jobs, progress=progress)
    return drawn[0].since(began).told(f"facts,   {jobs} process(es)", summary.facts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--kilobytes", type=int, default=220, help="of one page")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        sources, nbytes = fill(home, options.pages, options.kilobytes * 1000)
        print(f"{options.pages} pages of {nbytes / options.pages / 1000:.0f} kB", flush=True)
        if options.profile:
            profiler = cProfile.Profile()
            profiler.runcall(read_again, home, sources, 1)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
            return 0
        for jobs in (1, 2):
            print(read_again(home, sources, jobs), flush=True)
        for jobs in (1, 2):
            print(draw_facts(home, jobs), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
