"""Kills a writer at random moments and compares what is left with a run that was never broken.

    python bench/crash.py --kills 200              kill -9 while storing, rereading and migrating
    python bench/crash.py --kills 20 --seed 7      the same, shorter

A child process stores a fixed series of captures: new articles, changed ones, threads, reprints,
pages that go away. It acknowledges each one on its standard output once the archive has said that it
is kept. It is killed with SIGKILL after a random time and started again, until it has come through;
it skips what is acknowledged in the archive, as a crawler does. At the end

*   every acknowledged capture is in the archive,
*   articles, versions, texts, posts and clusters are those of the unbroken run,
*   ``verify`` has no findings.

A kill -9 does not cut the power: that committed data is flushed rests on fsync and on SQLite's
``synchronous=FULL``, which the tests hold.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import Archive, Capture, Item, migrate, open_archive, read_capture, verify
from bench.reprint_set import make_set
from zscrawl.items import CST, Article, Page, Post

BEGAN = datetime(2024, 3, 5, tzinfo=UTC)
BATCHES = (1, 1, 1, 4, 16)
TASKS = ("store", "reread", "migrate")
READY = b"ready\n"


def series(originals: int, seed: int) -> list[Item]:
    """The captures of some days: each page once, and some of them again, changed or gone."""
    draw = random.Random(seed)
    items = []
    documents = make_set(originals, originals, seed)
    for number, document in enumerate(documents):
        url = f"http://crash.example.cn/{number}"
        published = datetime(document.day.year, document.day.month, document.day.day, tzinfo=CST)
        article = Article(
            url, url, "portal", "article", document.title, published_at=published,
            published_precision="day", body=document.body,
        )  # fmt: skip
        if number % 7 == 0:
            article.posts = [Post(floor, "网友", published, f"回复{floor}") for floor in (2, 3)]
        items.append(_fetched(article, len(items)))
        if draw.random() < 0.2 and number:
            items.append(_again(draw, items[draw.randrange(len(items))], len(items)))
    return items


def _fetched(article: Article, number: int, status: int = 200) -> Item:
    when = BEGAN + timedelta(seconds=number)
    body = f"<html><h1>{article.title}</h1>{article.body}</html>".encode()
    page = Page(article.url, body, when, {"content-type": "text/html", "x-number": str(number)}, status)
    return Item(Capture(page, {"user-agent": "crash"}), article if status == 200 else None, "crash")


def _again(draw: random.Random, item: Item, number: int) -> Item:
    article = item.article
    if article is None or draw.random() < 0.2:
        url = item.capture.page.url
        return _fetched(article or Article(url, url, "portal", "article"), number, status=410)
    changed = Article(**{name: getattr(article, name) for name in Article.__slots__})
    if article.posts:
        changed.posts = [*article.posts, Post(len(article.posts) + 2, "网友", None, f"又来{number}")]
    elif draw.random() < 0.5:
        changed.body += f"\n又讯:第{number}号消息。"
    return _fetched(changed, number)


# --- the child


def child(home: Path, task: str, originals: int, seed: int) -> None:
    """Do the task from wherever an earlier child was killed."""
    print(READY.decode(), end="", flush=True)
    if task == "migrate":
        migrate(home)
    elif task == "reread":
        _reread(home)
    else:
        _store(home, series(originals, seed), seed)


def _store(home: Path, items: list[Item], seed: int) -> None:
    draw = random.Random(seed)
    with open_archive(home, create=True) as archive, archive.writer("crash") as writer:
        run = writer.begin_run("crash", {})
        position = archive.watermark("crash")
        while position < len(items):
            batch = items[position : position + draw.choice(BATCHES)]
            # A crawler asks `known`; here the series holds pages twice, so it is the count that is kept.
            done = _stored_already(archive, batch)
            writer.store_batch(batch[done:], run_id=run)
            position += len(batch)
            print(position, flush=True)
            writer.set_watermark("crash", position)
        writer.end_run(run, "done", {"stored": position})


def _stored_already(archive: Archive, batch: list[Item]) -> int:
    """How many of a batch were committed before a kill came between them and the watermark: all or none."""
    page = batch[-1].capture.page
    state = archive.known([page.url]).get(page.url)
    stored = state is not None and state.fetched_at is not None and state.fetched_at >= page.fetched_at
    return len(batch) if stored else 0


def _reread(home: Path) -> None:
    """Every capture read again, by a reader that takes the body out of the page as it was put in."""
    with open_archive(home) as archive, archive.writer("reread") as writer:
        for number, ref in enumerate(list(archive.captures())):
            page = read_capture(home, ref).page
            title, _, body = (
                page.body.decode().removeprefix("<html><h1>").removesuffix("</html>").partition("</h1>")
            )
            stored = archive.get(page.url)
            assert stored is not None
            old = (
                stored.article
                if ref.version is None
                else archive.versions(stored.uid)[ref.version - 1].article
            )
            article = Article(**{name: getattr(old, name) for name in Article.__slots__})
            article.title, article.body, article.section = title, body.strip(), "重读"
            writer.restore_reading(ref.fetch_id, article, "crash")
            print(number, flush=True)


# --- the parent


def work(home: Path, task: str, originals: int, seed: int) -> subprocess.Popen[bytes]:
    """A child that has loaded its libraries and is about to begin."""
    arguments = [sys.executable, __file__, "--child", task, str(home), str(originals), str(seed)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, bufsize=0)
    assert process.stdout is not None
    assert process.stdout.readline() == READY
    return process


def unbroken(home: Path, task: str, originals: int, seed: int) -> float:
    """Let a child come through; its seconds."""
    with work(home, task, originals, seed) as process:
        began = time.perf_counter()
        process.communicate()
        seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"the unbroken {task} failed")
    return seconds


def kill_at_random(
    home: Path, task: str, originals: int, seed: int, draw: random.Random, longest: float
) -> tuple[bool, int]:
    """Run a child and kill it after a random time: whether it was killed, and what it last acknowledged."""
    with work(home, task, originals, seed) as process:
        try:
            output, _ = process.communicate(timeout=draw.uniform(0, longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            output, _ = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"{task} failed after a kill: exit {process.returncode}")
    lines = output.split(b"\n")[:-1]
    return process.returncode != 0, int(lines[-1]) if lines and task == "store" else 0


def contents(home: Path) -> dict[str, Any]:
    """All that an archive says, without what tells one run from another (run numbers, record ids)."""
    with open_archive(home) as archive:
        return {
            stored.uid: (
                stored.source, stored.cluster, stored.version, stored.gone_at, stored.last_fetched_at,
                stored.withdrawn, [(each.number, each.changes, each.seen_at, each.article)
                                   for each in archive.versions(stored.uid)],
            )
            for stored in archive.articles()
        }  # fmt: skip


def age(home: Path) -> None:
    """Make an archive look like one of the first schema, for ``migrate`` to bring up again."""
    with sqlite3.connect(home / "zscrawl.db", isolation_level=None) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for table in ("fingerprints", "fingerprint_keys", "reprints", "fact_sets", "activities", "figures",
                      "mechanisms", "places", "projects"):  # fmt: skip
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX ix_articles_cluster")
        for table, column in (("articles", "cluster"), ("articles", "withdrawn"), ("warc_files", "lost")):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()


def rounds(kills: int, originals: int, seed: int) -> Iterator[str]:
    """Broken runs of each task in turn until so many kills have hit; a line about each."""
    draw = random.Random(seed)
    hits, turn = 0, 0
    while hits < kills:
        with tempfile.TemporaryDirectory() as folder:
            whole, broken = Path(folder) / "whole", Path(folder) / "broken"
            task = TASKS[turn % len(TASKS)]
            series_seed = seed + turn
            for home in (whole, broken):
                if task != "store":
                    unbroken(home, "store", originals, series_seed)
                if task == "migrate":
                    age(home)
            seconds = unbroken(whole, task, originals, series_seed)
            killed, here, acknowledged = True, 0, 0
            while killed and here < max(min(kills // 4, 15), 1):
                killed, position = kill_at_random(broken, task, originals, series_seed, draw, seconds * 0.7)
                acknowledged = max(acknowledged, position)
                here += killed
            if acknowledged:
                with open_archive(broken) as archive:
                    for item in series(originals, series_seed)[:acknowledged]:
                        if not archive.known([item.capture.page.url]):
                            raise SystemExit(f"LOST: {item.capture.page.url} was acknowledged")
            unbroken(broken, task, originals, series_seed)
            wrong = [finding for home in (whole, broken) for finding in verify(home)]
            if wrong:
                raise SystemExit(f"DAMAGED after {here} kills of {task}: {wrong[:5]}")
            if contents(whole) != contents(broken):
                raise SystemExit(f"DIFFERENT after {here} kills of {task} (seed {series_seed})")
            hits += here
            turn += 1
            yield f"{task:8} {here:3} kills, same archive and whole ({len(contents(whole))} articles); {hits} in all"


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[3]), sys.argv[2], int(sys.argv[4]), int(sys.argv[5]))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--originals", type=int, default=30, help="texts of one series")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for line in rounds(options.kills, options.originals, options.seed):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
