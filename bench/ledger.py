"""How right the ledger is and what it costs, as statements of projects grow.

    python -m bench.ledger [--projects N [N ...]] [--seed N]

The projects are invented (`tests.promotion.ledger_world`): in all counties, each reported by one to six articles under
its full name or short ones, with its sum, restated or without, and some articles reprinted. Printed are statements a
second and peak memory, how right the pairs of statements are that were joined, and by how much the sums of all places
together are off.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from promotion.ledger import LedgerProject, build_ledger
from tests.promotion.ledger_world import World, make


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--projects", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    print(
        f"{'projects':>9} {'statements':>10} {'found':>7} {'seconds':>8} {'a second':>9} {'MB':>6}"
        f" {'precision':>9} {'recall':>7} {'F1':>6} {'sums off':>9}"
    )
    for count in arguments.projects:
        world = make(arguments.seed, count, nationwide=True)
        begun = time.process_time()
        projects = build_ledger(world.mentions).projects
        seconds = time.process_time() - begun
        precision, recall = _joined(world, projects)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:9,} {len(world.mentions):10,} {len(projects):7,} {seconds:8.1f}"
            f" {len(world.mentions) / seconds:9,.0f} {peak:6.0f} {precision:9.4f} {recall:7.4f}"
            f" {2 * precision * recall / (precision + recall):6.4f} {_sums_off(world, projects):9.2%}",
            flush=True,
        )


def _joined(world: World, projects: Iterable[LedgerProject]) -> tuple[float, float]:
    """Precision and recall over pairs of statements."""
    owned: dict[int, list[str]] = defaultdict(list)
    for ref, number in world.owner.items():
        owned[number].append(ref)
    true = {pair for refs in owned.values() for pair in combinations(sorted(refs), 2)}
    found = {pair for project in projects for pair in combinations(sorted(project.mentions), 2)}
    hits = len(found & true)
    return hits / len(found), hits / len(true)


def _sums_off(world: World, projects: Iterable[LedgerProject]) -> float:
    """How far the sums of the places are from the truth, as a share of the sum of all."""
    stated = {world.owner[m.ref] for m in world.mentions if m.project.amount_cny}
    off: dict[str, int] = defaultdict(int)
    for truth in world.truths:
        off[truth.place] += truth.amount if truth.number in stated else 0
    whole = sum(off.values())
    for project in projects:
        off[project.place or ""] -= (project.amount_cny or 0) if project.safe_to_sum else 0
    return sum(map(abs, off.values())) / whole


if __name__ == "__main__":
    main()
