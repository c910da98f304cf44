"""Pages read per second, beside trafilatura, GNE and newspaper4k, in one process on the same pages.

    python -m bench.extract FOLDER [--manifest TSV] [--gold JSONL] [--rounds N] [--limit SECONDS] [--peers NAME …]

The manifest's columns ``file`` and ``original_url`` give the addresses. Every reader gets the same decoded or raw page
as it wants it; pages are read from memory, one core, after one unmeasured round (imports, compiled selectors, caches).
Seconds are of processor time. A reader that takes more than ``--limit`` of them for a page is stopped: it has read
nothing from this page, is charged with the limit every round, and is not asked again; ``over`` counts these pages.
With ``--gold`` (objects with ``file title date text_full source``) the share of right titles, days and origins and the
mean bigram F1 of bodies is printed side by side.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import re
import signal
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import spiders
from spiders.page.charset import decode
from spiders.threads.common import whole_text
from zscrawl.items import CST, Page

CLOCK = datetime.now(CST)


@dataclass(slots=True)
class Result:
    title: str = ""
    date: str = ""
    body: str = ""
    origin: str = ""


Reader = Callable[[Page, str], Result]


def read_zscrawl(page: Page, text: str) -> Result:
    article = spiders.read(page)
    date = article.published_at.isoformat() if article.published_at else ""
    return Result(article.title or "", date, whole_text(article), article.origin or "")


def trafilatura_reader() -> Reader:
    import trafilatura

    def read(page: Page, text: str) -> Result:
        found: Any = trafilatura.bare_extraction(text, url=page.url or None, with_metadata=True)
        if found is None:
            return Result()
        return Result(found.title or "", found.date or "", found.text or "")

    return read


def gne_reader() -> Reader:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(page: Page, text: str) -> Result:
        found = extractor.extract(text)
        return Result(found.get("title", ""), found.get("publish_time", ""), found.get("content", ""))

    return read


def newspaper_reader() -> Reader:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False

    def read(page: Page, text: str) -> Result:
        article = Article(page.url or "http://example.com/", language="zh", config=config)
        article.download(input_html=text)
        article.parse()
        return Result(article.title or "", str(article.publish_date or ""), article.text or "")

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": trafilatura_reader,
    "gne": gne_reader,
    "newspaper4k": newspaper_reader,
}


def load(folder: Path, manifest: Path | None) -> dict[str, Page]:
    """Pages by their path below ``folder``."""
    urls: dict[str, str] = {}
    if manifest:
        with manifest.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                url = (row.get("original_url") or "").partition(" ")[0]
                urls[row["file"]] = url if url.startswith("http") else ""
    files = sorted(path for path in folder.rglob("*.htm*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    return {
        name: Page(urls.get(name, ""), path.read_bytes(), CLOCK)
        for name, path in zip(names, files, strict=True)
    }


class Overtime(BaseException):
    """The page has taken a reader too long. No `Exception`, which readers catch."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise `Overtime` in the block once it has used so much processor time."""

    def stop(*_: object) -> None:
        raise Overtime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(slots=True)
class Score:
    """What one reader did: ``results`` of the round that is not measured, ``seconds`` of all the others."""

    read: Reader
    results: dict[str, Result] = field(default_factory=dict)
    seconds: float = 0.0
    over: set[str] = field(default_factory=set)

    def take(self, name: str, page: Page, text: str, limit: float) -> float:
        """Read a page, and return the seconds that it took."""
        if name in self.over:
            return limit
        started = time.process_time()
        result = Result()
        try:
            with stopped_after(limit):
                result = self.read(page, text)
        except Overtime:
            self.over.add(name)
            return limit
        except Exception:  # a peer that fails on a page has read nothing from it
            pass
        finally:
            self.results.setdefault(name, result)
        return time.process_time() - started


def measure(
    readers: dict[str, Reader], pages: dict[str, Page], rounds: int, limit: float
) -> dict[str, Score]:
    """Let all readers read all pages, ``rounds`` times and once before that unmeasured.

    They take turns round by round, so that whatever else the machine does slows all of them alike, and each reads many
    pages in a row, as in real work: turns page by page leave a quick reader with the caches of a slow one.
    """
    texts = {name: decode(page.body, page.headers)[0] for name, page in pages.items()}
    scores = {name: Score(read) for name, read in readers.items()}
    for number in range(rounds + 1):
        for score in scores.values():
            taken = sum(score.take(name, page, texts[name], limit) for name, page in pages.items())
            if number:
                score.seconds += taken
        gc.collect()
        gc.freeze()  # what the readers have loaded is no garbage, and no reader is to be charged for looking at it
    return scores


def quality(gold: Sequence[dict[str, Any]], results: dict[str, Result]) -> list[str]:
    cells: dict[str, list[float]] = {"title": [], "date": [], "body F1": [], "origin": []}
    for entry in gold:
        if (result := results.get(entry["file"])) is None:
            continue
        if entry.get("title"):
            cells["title"].append(_squash(entry["title"]) == _squash(result.title))
        if entry.get("date"):
            cells["date"].append(_day(entry["date"]) == _day(result.date))
        if body := entry.get("text_full"):
            cells["body F1"].append(_f1(body, result.body))
        if entry.get("source"):
            cells["origin"].append(_squash(entry["source"]) == _squash(result.origin))
    return [f"{sum(cell) / len(cell):.3f} ({len(cell)})" if cell else "-" for cell in cells.values()]


def _squash(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def _day(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)[:3]]


def _f1(gold: str, guess: str) -> float:
    one, other = (_bigrams(text) for text in (gold, guess))
    return 2 * sum((one & other).values()) / max(1, sum(one.values()) + sum(other.values()))


def _bigrams(text: str) -> Counter[str]:
    flat = re.sub(r"\W+", "", _squash(text))
    return Counter(flat[i : i + 2] for i in range(len(flat) - 1))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--manifest", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--limit", type=float, default=5.0, help="seconds that a reader may take for a page")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    options = parser.parse_args(arguments)
    pages = load(options.folder, options.manifest)
    if not pages:
        parser.error(f"no HTML files in {options.folder}; name a folder with saved pages")
    gold = []
    if options.gold:
        gold = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
        gold = [entry for entry in gold if not entry.get("gold_kind", "").startswith("silver")]
    size = sum(len(page.body) for page in pages.values()) / len(pages) / 1000
    print(f"{len(pages)} pages, mean {size:.0f} kB")
    print(f"{'':14}{'pages/s':>9}{'over':>6}{'title':>14}{'date':>14}{'body F1':>14}{'origin':>14}")
    readers = {"zscrawl": read_zscrawl} | {name: PEERS[name]() for name in options.peers}
    for name, score in measure(readers, pages, options.rounds, options.limit).items():
        speed = options.rounds * len(pages) / score.seconds
        cells = "".join(f"{cell:>14}" for cell in quality(gold, score.results))
        print(f"{name:14}{speed:>9.1f}{len(score.over):>6}{cells}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
