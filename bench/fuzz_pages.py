"""Feed the readers pages that nobody would write: no crash, no page over two seconds, bounded memory.

    python -m bench.fuzz_pages [--count N] [--seed S] [--jobs J] [--pages FOLDER …]
    python -m bench.fuzz_pages --only N --save FILE [--seed S] [--pages FOLDER …]     one page of a run again

The pages of the tests' fixtures, of the demo web and of the folders given are mutated (`bench.mutations`): most of them
damaged (bytes cut out or flipped, tags left open, another charset than declared, NULs), one in seven also grown, one in
fifty to 100 000 nested elements or an attribute of 10 MB. A page depends on the seed, its number and the folders
only. Seconds are of processor time. Exit status 1 if a page broke a rule.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.mutations import mutated
from bench.watched import Case, Make, Outcome, read_watched
from demo.build import build
from demo.sites.base import View
from zscrawl.items import CST, FAMILIES, Page

CLOCK = datetime(2024, 5, 21, 14, 30, tzinfo=CST)
FIXTURES = Path(__file__).parent.parent / "tests" / "spiders" / "fixtures"
_HEADERS = ({}, {}, {"content-type": "text/html; charset=gbk"}, {"content-type": "text/html; charset=utf-8"})
_PROGRESS_SECONDS = 30


def basis(folders: Sequence[Path]) -> list[bytes]:
    """The pages that are mutated: fixtures, the demo's articles, traps and first list pages, and saved pages."""
    files = [path for folder in (FIXTURES, *folders) for path in sorted(folder.rglob("*.htm*"))]
    bodies = [path.read_bytes() for path in files if path.is_file()]
    web = build()
    view = View(web.clock, {name: f"http://127.0.0.1:{8401 + i}" for i, name in enumerate(web.sites)})
    addresses = [article.address for article in web.articles] + list(web.not_articles)
    addresses += [(name, path) for name, site in web.sites.items() for path in site.start]
    return bodies + [web.respond(site, path, view).body for site, path in addresses]


def maker(bodies: Sequence[bytes], seed: int) -> Make:
    """The run of ``seed``: each number of it is a page."""

    def make(number: int) -> Case:
        rng = random.Random(f"{seed}:{number}")
        body, label = mutated(bodies, rng)
        family = rng.choice((None, None, *FAMILIES))
        page = Page("http://www.example.cn/a/202405/t20240520_1.html", body, CLOCK, rng.choice(_HEADERS))
        return Case(page, family, f"{label} as {family or 'any family'}, {len(body)} bytes")

    return make


class Tally:
    """What a run has come to so far."""

    def __init__(self) -> None:
        self.started = self.said = time.monotonic()
        self.pages = self.faults = 0
        self.seconds = self.longest = self.megabytes = 0.0

    def add(self, outcome: Outcome) -> None:
        self.pages += 1
        self.seconds += outcome.seconds
        self.longest = max(self.longest, outcome.seconds)
        self.megabytes = max(self.megabytes, outcome.megabytes)
        if outcome.fault:
            self.faults += 1
            print(f"page {outcome.number}: {outcome.label}: {outcome.fault}", flush=True)
        if time.monotonic() - self.said > _PROGRESS_SECONDS:
            self.said = time.monotonic()
            print(self, flush=True)

    def __str__(self) -> str:
        mean = 1000 * self.seconds / max(1, self.pages)
        return (
            f"{self.pages} pages in {time.monotonic() - self.started:.0f} s, {self.faults} faults; "
            f"a page {mean:.1f} ms, longest {self.longest:.2f} s, {self.megabytes:.0f} MB"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="how many pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes that read")
    parser.add_argument("--pages", type=Path, nargs="+", default=[], help="folders with saved pages")
    parser.add_argument("--only", type=int, help="the number of one page to read again")
    parser.add_argument("--save", type=Path, help="where to write the page of --only")
    options = parser.parse_args(arguments)
    for folder in options.pages:
        if not folder.is_dir():
            parser.error(f"{folder} is no folder; name one with saved pages")
    bodies = basis(options.pages)
    make = maker(bodies, options.seed)
    numbers: Sequence[int] = range(options.count)
    if options.only is not None:
        numbers = [options.only]
        if options.save:
            options.save.write_bytes(make(options.only).page.body)
    mean = sum(map(len, bodies)) / len(bodies) / 1000
    print(f"{len(bodies)} pages to mutate, mean {mean:.0f} kB; seed {options.seed}", flush=True)
    tally = Tally()
    for outcome in read_watched(make, numbers, options.jobs):
        tally.add(outcome)
    print(tally)
    return int(tally.faults > 0)


if __name__ == "__main__":
    sys.exit(main())
