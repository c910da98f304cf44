"""Articles stored and read back a second, and where the time goes.

    python bench/store.py                     small pages (12 kB) and large ones (220 kB, the mean of real pages)
    python bench/store.py --profile           with the functions that took longest
    python bench/store.py --database URL      on PostgreSQL

Seconds are of one core (process time), so that other work on the machine does not count; waiting for
the disk does not count either, but with 100 articles a flush it is little.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import Capture, Item, open_archive, read_capture
from zscrawl.items import CST, Article, Page

WORDS = 3_000
BATCH = 100


def items(count: int, page_bytes: int, seed: int) -> Iterator[Item]:
    """Articles of 1 000 characters in pages whose markup compresses about as well as real markup."""
    draw = random.Random(seed)
    words = ["".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(2)) for _ in range(WORDS)]
    tags = [f'<li class="c{draw.randrange(90)}"><a href="/{draw.randrange(10**9)}.html">' for _ in range(400)]
    for number in range(count):
        sentences = ("".join(draw.choices(words, k=14)) + "。" for _ in range(36))
        body = "\n".join(sentences)
        url = f"http://bench.example.cn/{seed}/{number}"
        article = Article(
            url, url, "portal", "article", "".join(draw.choices(words, k=9)), body=body,
            published_at=datetime(2024, 1 + number % 12, 1 + number % 28, tzinfo=CST), published_precision="day",
        )  # fmt: skip
        page = f"<html>{body}".encode()
        while len(page) < page_bytes:
            page += "".join(tag + draw.choice(words) for tag in draw.choices(tags, k=40)).encode()
        yield Item(
            Capture(Page(url, page, datetime.now(UTC), {"content-type": "text/html"})), article, "bench"
        )


def measure(count: int, page_bytes: int, seed: int, url: str | None, profile: bool) -> None:
    made = list(items(count, page_bytes, seed))
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder), url, create=True) as archive:
        profiler = cProfile.Profile()
        began = time.process_time()
        with archive.writer("bench") as writer:
            run = writer.begin_run("bench", {})
            if profile:
                profiler.enable()
            for start in range(0, count, BATCH):
                writer.store_batch(made[start : start + BATCH], run_id=run)
            profiler.disable()
            stored = time.process_time()
        read = sum(1 for _ in archive.articles())
        listed = time.process_time()
        refs = list(archive.captures())
        for ref in refs:
            read_capture(Path(folder), ref)
        captured = time.process_time()
        with archive.writer("bench") as writer:
            for start in range(0, count, BATCH):
                writer.restore_readings(
                    [
                        (ref.fetch_id, item.article, "bench")
                        for ref, item in zip(
                            refs[start : start + BATCH], made[start : start + BATCH], strict=True
                        )
                    ]
                )
        reread = time.process_time()
        raw = sum(path.stat().st_size for path in archive.warc_folder.iterdir())
        print(
            f"{page_bytes // 1000:4} kB pages: {count / (stored - began):6.0f} stored/s, "
            f"{read / (listed - stored):6.0f} listed/s, {len(refs) / (captured - listed):6.0f} captures read/s, "
            f"{count / (reread - captured):6.0f} unchanged readings taken up/s, "
            f"{raw / count / 1000:5.1f} kB of WARC each"
        )
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--database")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for seed, page_bytes in enumerate((12_000, 220_000)):
        measure(options.count, page_bytes, seed, options.database, options.profile)
    return 0


if __name__ == "__main__":
    sys.exit(main())
