"""How well reprints are found: against a labelled set, beside two peers, and how it grows.

    python bench/dedupe.py                      quality on the set of bench/reprint_set.py, and rates
    python bench/dedupe.py --growth 1000000     time of one article as the archive grows to so many texts
    python bench/dedupe.py --wrong              the pairs that are judged wrongly

Quality is counted over pairs of articles: a pair is found if both are in one cluster. The peers get
every pair whose similarity reaches the threshold that serves them best on this very set.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import Capture, Item, open_archive, uid_of
from bench.reprint_set import Document, make_set
from zscrawl.items import CST, Article, Page
from zscrawl.text import squash

Pair = tuple[int, int]
PRECISION, RECALL = 0.99, 0.97
"""The bars of the project."""
BATCH = 100
LAST = 1_000
KEYS = 48
"""Keys of an article of forty sentences: 16 bands, 32 sentences."""


def items(documents: Iterable[Document]) -> Iterator[Item]:
    """The documents as articles, each from a page of its own."""
    for number, document in enumerate(documents):
        url = f"http://bench.example.cn/{number}"
        published = datetime(document.day.year, document.day.month, document.day.day, tzinfo=CST)
        page = Page(url, f"<html>{document.body}</html>".encode(), datetime(2025, 1, 1, tzinfo=UTC))
        article = Article(
            url, url, "portal", "article", document.title, published_at=published,
            published_precision="day", body=document.body, origin=document.origin,
        )  # fmt: skip
        yield Item(Capture(page), article, "bench")


def in_archive(documents: list[Document]) -> tuple[set[Pair], float]:
    """The pairs that the archive puts into one cluster; articles stored in a second."""
    with tempfile.TemporaryDirectory() as home, open_archive(Path(home), create=True) as archive:
        began = time.perf_counter()
        with archive.writer("bench") as writer:
            run = writer.begin_run("bench", {})
            rest = items(documents)
            while batch := list(itertools.islice(rest, BATCH)):
                writer.store_batch(batch, run_id=run)
        rate = len(documents) / (time.perf_counter() - began)
        number = {uid_of(item.capture.page.url): each for each, item in enumerate(items(documents))}
        clusters = defaultdict(list)
        for stored in archive.articles():
            clusters[stored.cluster].append(number[stored.uid])
    return {pair for group in clusters.values() for pair in itertools.combinations(sorted(group), 2)}, rate


def by_datasketch(documents: list[Document]) -> tuple[set[Pair], float, float]:
    """datasketch's MinHash and LSH over pieces of five characters, at its best threshold."""
    from datasketch import MinHash, MinHashLSH

    began = time.perf_counter()
    sketches = []
    for document in documents:
        text = squash(document.body)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([text[start : start + 5].encode() for start in range(max(len(text) - 4, 1))])
        sketches.append(sketch)
    seconds = time.perf_counter() - began
    true, found = true_pairs(documents), {}
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        index = MinHashLSH(threshold=threshold, num_perm=128)
        pairs = set()
        for number, sketch in enumerate(sketches):
            near = [each for each in index.query(sketch) if sketches[each].jaccard(sketch) >= threshold]
            pairs |= {(each, number) for each in near}
            index.insert(number, sketch)
        found[threshold] = pairs
    best = max(found, key=lambda each: f1(*quality(found[each], true)))
    return found[best], len(documents) / seconds, best


def by_simhash(documents: list[Document]) -> tuple[set[Pair], float, float]:
    """trafilatura's Simhash, every pair compared, at its best threshold."""
    from trafilatura.deduplication import Simhash

    began = time.perf_counter()
    hashes = [Simhash(" ".join(squash(document.body))).hash for document in documents]
    seconds = time.perf_counter() - began
    distances = {
        (first, second): (hashes[first] ^ hashes[second]).bit_count()
        for first, second in itertools.combinations(range(len(hashes)), 2)
    }
    true = true_pairs(documents)
    found = {most: {pair for pair, bits in distances.items() if bits <= most} for most in range(0, 16, 2)}
    best = max(found, key=lambda each: f1(*quality(found[each], true)))
    return found[best], len(documents) / seconds, best


def true_pairs(documents: list[Document]) -> set[Pair]:
    families = defaultdict(list)
    for number, document in enumerate(documents):
        families[document.family].append(number)
    return {pair for group in families.values() for pair in itertools.combinations(group, 2)}


def quality(found: set[Pair], true: set[Pair]) -> tuple[float, float]:
    """Precision and recall."""
    right = len(found & true)
    return right / len(found) if found else 0.0, right / len(true)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def recall_by_kind(documents: list[Document], found: set[Pair]) -> dict[str, tuple[int, int]]:
    """For each way to reprint: how many of the pairs (original, reprint) are found, of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for first, second in true_pairs(documents):
        kinds = {documents[first].kind, documents[second].kind}
        if "original" in kinds and len(kinds) == 2:
            [kind] = kinds - {"original"}
            counts[kind][0] += (first, second) in found
            counts[kind][1] += 1
    return {kind: (right, all_) for kind, (right, all_) in sorted(counts.items())}


def growth(most: int) -> None:
    """Store a thousand articles among ever more fingerprints of other texts; print the rates."""
    size = 10_000
    while size <= most:
        with tempfile.TemporaryDirectory() as home:
            open_archive(Path(home), create=True).close()
            _fill(Path(home) / "zscrawl.db", size)
            with open_archive(Path(home)) as archive, archive.writer("bench") as writer:
                run = writer.begin_run("bench", {})
                made = list(_random_items(LAST))
                wall, cpu = time.perf_counter(), time.process_time()
                for start in range(0, LAST, BATCH):
                    writer.store_batch(made[start : start + BATCH], run_id=run)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            kilobytes = (Path(home) / "zscrawl.db").stat().st_size / size / 1000
            print(
                f"{size:>9} fingerprints: {LAST / wall:5.0f} articles stored/s, {LAST / cpu:5.0f} by process time, "
                f"{kilobytes:.2f} kB of keys each",
                flush=True,
            )
        size *= 10


def _fill(database: Path, texts: int) -> None:
    """The keys of so many texts that resemble nothing: spread over all integers, entered in their order."""
    count = texts * KEYS
    step = 2**64 // count
    statement = f"""
        INSERT INTO fingerprint_keys
        WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < {count - 1})
        SELECT {-(2**63)} + n * {step} + abs(random() % {step}), 1000000000 + n % {texts} FROM number"""
    with sqlite3.connect(database) as connection:
        connection.execute(
            "PRAGMA journal_mode=OFF"
        )  # nothing is lost if this fails; the writer sets WAL again
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-200000")
        connection.execute(statement)
    connection.close()


def _random_items(count: int) -> Iterator[Item]:
    draw = random.Random(8)
    words = ["".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(2)) for _ in range(20_000)]
    texts = ("。\n".join("".join(draw.choices(words, k=12)) for _ in range(40)) for _ in range(count))
    return items(
        Document(str(number), "original", "题", text, date(2024, 1, 1)) for number, text in enumerate(texts)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--originals", type=int, default=320)
    parser.add_argument("--negatives", type=int, default=320)
    parser.add_argument("--seed", type=int, default=20240305)
    parser.add_argument("--growth", type=int, metavar="N")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    if options.growth:
        growth(options.growth)
        return 0
    documents = make_set(options.originals, options.negatives, options.seed)
    true = true_pairs(documents)
    print(f"{len(documents)} documents, {len(true)} pairs of reprints; by kind:")
    print(
        "  "
        + ", ".join(f"{kind} {count}" for kind, count in Counter(d.kind for d in documents).most_common())
    )
    found, rate = in_archive(documents)
    precision, recall = quality(found, true)
    print(f"{'':32} precision  recall  articles/s")
    print(f"{'archive':32} {precision:9.4f} {recall:7.4f} {rate:8.0f} (stored)")
    for name, peer in (("datasketch MinHash", by_datasketch), ("trafilatura Simhash", by_simhash)):
        pairs, speed, threshold = peer(documents)
        own = quality(pairs, true)
        print(f"{f'{name}, threshold {threshold}':32} {own[0]:9.4f} {own[1]:7.4f} {speed:8.0f} (hashed only)")
    for kind, (right, all_) in recall_by_kind(documents, found).items():
        print(f"  original and {kind:22} {right:4} of {all_}")
    if options.wrong:
        for first, second in sorted(found ^ true):
            what = "missed" if (first, second) in true else "wrong"
            print(what, *(f"[{documents[each].family} {documents[each].kind}]" for each in (first, second)))
    return 0 if precision >= PRECISION and recall >= RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
