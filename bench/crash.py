"""Kills zscrawl at random moments and compares what is left with a run that was never broken.

    python -m bench.crash --kills 200                   kill -9 during all tasks in turn
    python -m bench.crash --kills 20 --tasks crawl      the same, during crawls only
    python -m bench.crash --kills 20 --seed 7           other texts, other moments

A child process does a task (`bench.crash_tasks`): a crawl of the built-in web, an import of saved
pages, a refresh of facts and index, a migration, and two that drive the archive alone. It is killed
with SIGKILL after a random time and started again, until it has come through. At the end

*   articles, versions, texts, posts, clusters, facts and fetch states are those of the unbroken run,
*   every capture that was acknowledged is in the archive,
*   no run is left as running,
*   ``verify`` has no findings: raw pages, rows, fingerprints, facts, index.

A kill -9 does not cut the power: that committed data is flushed rests on fsync and on SQLite's
``synchronous=FULL``, which the tests hold.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from bench.crash_tasks import Corpus

TASKS = ("crawl", "import", "refresh", "migrate", "store", "reread")
DERIVING = ("crawl", "import", "refresh")
"""Tasks that end with facts and an index."""
KILLS_A_ROUND = 8
BUSY = 75
IN_MEMORY = Path("/dev/shm")
"""Where there is a disk in memory, rounds are run on it: they wait for each flush otherwise, and prove no more."""
PATIENCE = 10.0
"""Seconds within which the lock of a killed process must be free: its writer dies a moment after it."""
# Children are forked from a process that has loaded everything: a kill hits the work, not the start.
_FORKS = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended. ``acknowledged`` is the last position that the task ``store`` acknowledged."""

    killed: bool
    seconds: float
    acknowledged: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One task, broken ``kills`` times, that came to the same archive."""

    task: str
    kills: int
    articles: int


class DamageError(Exception):
    """A broken run came to another archive than the unbroken one."""


def child(task: str, home: Path, corpus: Corpus, longest: float | None) -> Ended:
    """Have the task done, and kill it after ``longest`` seconds. Raises DamageError if it fails."""
    from bench import crash_tasks

    patient_until = time.monotonic() + PATIENCE
    while True:
        ours, theirs = _FORKS.Pipe(duplex=False)
        process = _FORKS.Process(target=crash_tasks.run, args=(task, home, corpus, theirs))
        began = time.perf_counter()
        process.start()
        theirs.close()
        process.join(longest)
        process.kill()
        process.join()
        seconds = time.perf_counter() - began
        acknowledged = _last(ours)
        if process.exitcode != BUSY or time.monotonic() > patient_until:
            break
    if process.exitcode not in (0, -signal.SIGKILL):
        log = home.with_suffix(".log").read_text("utf-8", "replace")
        raise DamageError(f"{task} failed with exit {process.exitcode} (seed {corpus.seed}): {log[-2000:]}")
    return Ended(process.exitcode != 0, seconds, acknowledged)


def _last(pipe: Any) -> int:
    position = 0
    try:
        while True:
            position = pipe.recv()
    except EOFError:
        return position


def contents(home: Path) -> dict[str, Any]:
    """All that an archive says, without what tells one run from another (run numbers, record ids)."""
    from archive import open_archive

    with open_archive(home) as archive:
        stored = list(archive.articles())
        facts = archive.facts_of([each.uid for each in stored])
        states = archive.known([each.article.canonical_url for each in stored])
        unfinished = [run.id for run in archive.runs(1_000) if run.status not in ("done", "interrupted")]
        return {"unfinished runs": unfinished} | {
            each.uid: (
                each.source, each.cluster, each.version, each.gone_at, each.last_fetched_at, each.withdrawn,
                [(version.number, version.changes, version.seen_at, version.article)
                 for version in archive.versions(each.uid)],
                facts.get(each.uid), states.get(each.article.canonical_url),
            )
            for each in stored
        }  # fmt: skip


def _fast_folder() -> Path | None:
    return IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None


def one_round(task: str, originals: int, seed: int, web: Path | None, most: int) -> Round:
    """Break a task up to ``most`` times, bring it to its end, and compare. Raises DamageError."""
    from bench import crash_tasks

    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
        corpus = crash_tasks.Corpus(seed, originals, Path(folder), web)
        whole, broken = corpus.folder / "whole", corpus.folder / "broken"
        for home in (whole, broken):
            crash_tasks.prepare(task, home, corpus)
        seconds = child(task, whole, corpus, None).seconds
        kills = acknowledged = 0
        while kills < most:
            ended = child(task, broken, corpus, draw.uniform(0, seconds * 0.7))
            acknowledged = max(acknowledged, ended.acknowledged)
            if not ended.killed:
                break
            kills += 1
        child(task, broken, corpus, None)
        _compare(task, whole, broken, corpus, acknowledged)
        return Round(task, kills, len(contents(broken)) - 1)


def _compare(task: str, whole: Path, broken: Path, corpus: Corpus, acknowledged: int) -> None:
    from archive import open_archive, verify
    from bench import crash_tasks
    from zscrawl.home import Home
    from zscrawl.proof import prove

    if acknowledged:
        urls = [item.capture.page.url for item in crash_tasks.series(corpus.originals, corpus.seed)]
        with open_archive(broken) as archive:
            if lost := set(urls[:acknowledged]) - archive.known(urls).keys():
                raise DamageError(f"LOST, though acknowledged: {sorted(lost)[:5]} (seed {corpus.seed})")
    for home in (whole, broken):
        if found := prove(Home(home)) if task in DERIVING else verify(home):
            raise DamageError(f"DAMAGED by {task} (seed {corpus.seed}): {home.name}: {found[:5]}")
    first, second = contents(whole), contents(broken)
    if differing := [key for key in {**first, **second} if first.get(key) != second.get(key)]:
        key = differing[0]
        raise DamageError(
            f"DIFFERENT after {task} (seed {corpus.seed}) in {len(differing)} of {len(first)}: {key}\n"
            f"unbroken: {first.get(key)}\nbroken: {second.get(key)}"
        )


def rounds(
    kills: int,
    originals: int,
    seed: int,
    tasks: Sequence[str] = TASKS,
    jobs: int = 1,
    most: int = KILLS_A_ROUND,
) -> Iterator[Round]:
    """Rounds of each task in turn until so many kills have hit. Raises DamageError."""
    from bench import crash_tasks

    _FORKS.set_forkserver_preload(["bench.crash_tasks"])
    warm = _FORKS.Process(target=str)  # the times of children are to be those of their work
    warm.start()
    warm.join()
    turns = zip(itertools.cycle(tasks), itertools.count(seed), strict=False)
    hits = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=_fast_folder())))
        web = stack.enter_context(crash_tasks.built_in_web(folder)) if "crawl" in tasks else None
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        running: set[Future[Round]] = set()
        while hits < kills:
            while len(running) < jobs:
                task, turn = next(turns)
                running.add(pool.submit(one_round, task, originals, turn, web, min(most, kills)))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                hits += future.result().kills
                yield future.result()
        for future in running:  # begun before the last kill that was wanted; what they find counts as well
            yield future.result()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=TASKS)
    parser.add_argument("--originals", type=int, default=20, help="texts of one archive")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="rounds at a time")
    options = parser.parse_args()
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")  # killed children leave their semaphores
    began, hits = time.monotonic(), Counter[str]()
    try:
        for each in rounds(options.kills, options.originals, options.seed, options.tasks, options.jobs):
            hits[each.task] += each.kills
            print(
                f"{each.task:8} {each.kills:3} kills: same archive, whole ({each.articles} articles)",
                flush=True,
            )
    except DamageError as damage:
        print(damage, file=sys.stderr)
        return 1
    by_task = ", ".join(f"{task} {count}" for task, count in sorted(hits.items()))
    print(f"{hits.total()} kills in {time.monotonic() - began:.0f} s ({by_task}): the same archive each time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
