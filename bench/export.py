"""Rows written a second and peak memory of an export, by format.

    python -m bench.export                      1 000 000 generated rows of `articles` in each format (minutes)
    python -m bench.export --rows 50000         fewer; memory must be the same
    python -m bench.export --articles 2000      a whole export, query to package, of an archive with so many articles

The first measures the writers and the digests, as an export uses them, with rows that are made on the spot; the second
the archive's reading, the facts and the ledger too. Each format runs in a process of its own, whose peak memory is
what the system says; ``start`` is what that process had before its first row. Seconds are of the clock.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive import Capture, Item, open_archive
from zscrawl.export import FORMATS, TABLES, ExportOptions, export_package
from zscrawl.export.describe import Facts, write_descriptions
from zscrawl.export.formats import open_writer
from zscrawl.home import Home
from zscrawl.items import CST, Article, Page
from zscrawl.refresh import refresh_archive

SEED = 20240501
START = datetime(2020, 1, 1, 8, 30, tzinfo=CST)
_CHARACTERS = [chr(code) for code in range(0x4E00, 0x9000)]


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Rows of ``articles`` as an export makes them: 27 fields of which most are filled, titles that hardly repeat."""
    draw = random.Random(SEED)
    words = ["".join(draw.choices(_CHARACTERS, k=6)) for _ in range(20_000)]
    for number in range(count):
        url = f"http://news.example.cn/{number // 1000}/{number}.html"
        at = START + timedelta(minutes=number)
        yield {
            "uid": f"zs{number:012x}",
            "url": url,
            "canonical_url": url,
            "source": f"source-{number % 50}",
            "family": "portal",
            "site": "荆江观察报",
            "section": "招商",
            "title": draw.choice(words) + draw.choice(words) + draw.choice(words),
            "subtitle": None,
            "published_at": at,
            "published_precision": "minute",
            "authors": [draw.choice(words)[:3], draw.choice(words)[:2]],
            "editors": [draw.choice(words)[:3]],
            "origin": "荆江观察报",
            "script": "hans",
            "relevant": number % 3 > 0,
            "relevance": number % 100 / 100,
            "cluster": f"zs{number - number % 4:012x}",
            "versions": 1,
            "posts": 0,
            "first_fetched_at": at.astimezone(UTC),
            "last_fetched_at": at.astimezone(UTC),
            "gone_at": None,
            "body_chars": number % 5000,
            "images": [f"{url}.jpg"],
            "attachments": [],
            "flags": [],
        }


def write_rows(fmt: str, count: int, folder: str) -> dict[str, Any]:
    """One format's figures: seconds, bytes, memory before the first row and at the peak, in kB."""
    path = Path(folder)
    table = TABLES["articles"]
    columns = {table.name: table.chosen(with_text=False)}
    made = rows(count)
    first = next(made)
    start, began = _peak(), time.perf_counter()
    with open_writer(fmt, path, columns, [table], excel=False) as write:
        for row in itertools.chain([first], made):
            write(table.name, row)
    facts = Facts(fmt, None, {}, "bench", "", with_text=False, excel=False, rows={table.name: count})
    write_descriptions(path, columns, facts)
    return _figures(path, time.perf_counter() - began, start)


def write_package(fmt: str, home: str, folder: str) -> dict[str, Any]:
    """The same of a whole export of the archive in ``home``."""
    path = Path(folder) / "package"
    start, began = _peak(), time.perf_counter()
    summary = export_package(Home(Path(home)), path, ExportOptions(fmt=fmt, with_text=True))
    figures = _figures(path, time.perf_counter() - began, start)
    return figures | {"rows": sum(summary.rows.values())}


def _figures(path: Path, seconds: float, start: int) -> dict[str, Any]:
    size = sum(file.stat().st_size for file in path.iterdir())
    return {"seconds": seconds, "bytes": size, "start": start, "peak": _peak()}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fill(home: Path, count: int) -> None:
    """An archive with ``count`` articles that state projects, figures and an activity each."""
    draw = random.Random(SEED)
    clock = datetime(2024, 5, 1, tzinfo=CST)
    with open_archive(home, create=True) as archive, archive.writer("bench", clock=lambda: clock) as writer:
        run = writer.begin_run("import", {})
        made = (_item(number, draw, clock) for number in range(count))
        while batch := list(itertools.islice(made, 100)):
            writer.store_batch(batch, run_id=run)
    refresh_archive(Home(home))


def _item(number: int, draw: random.Random, clock: datetime) -> Item:
    name = "".join(draw.choices(_CHARACTERS, k=4))
    body = (
        f"松滋市举行招商引资项目签约仪式，共签约{draw.randrange(2, 90)}个项目，总投资{draw.randrange(2, 900)}亿元。\n"
        f"其中，投资{draw.randrange(1, 90)}亿元的{name}电池材料项目由{name}科技有限公司建设。\n"
        + "".join(draw.choices(_CHARACTERS, k=800))
    )
    url = f"http://news.example.cn/{number}.html"
    published = START + timedelta(hours=number % 30_000)
    article = Article(
        url, url, "portal", "article", title=f"{name}项目签约", published_at=published, body=body
    )
    return Item(Capture(Page(url, body.encode(), clock)), article, f"source-{number % 9}")


def in_own_process(function: Any, *arguments: Any) -> Any:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="generated rows; default 1 000 000")
    parser.add_argument("--articles", type=int, default=0, help="instead: export an archive with so many")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    chosen = parser.parse_args()
    print(f"{'format':8} {'rows':>10} {'seconds':>8} {'rows/s':>9} {'MB':>7} {'start MB':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        if chosen.articles:
            in_own_process(fill, home, chosen.articles)  # a child's peak begins at what its parent holds
        for fmt in chosen.formats:
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                if chosen.articles:
                    found = in_own_process(write_package, fmt, str(home), folder)
                else:
                    found = in_own_process(write_rows, fmt, chosen.rows, folder) | {"rows": chosen.rows}
            rate = found["rows"] / found["seconds"]
            print(
                f"{fmt:8} {found['rows']:>10,} {found['seconds']:>8.1f} {rate:>9,.0f} "
                f"{found['bytes'] / 1e6:>7.1f} {found['start'] / 1e3:>9.0f} {found['peak'] / 1e3:>8.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
