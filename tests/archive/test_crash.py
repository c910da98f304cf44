"""The short form of ``bench/crash.py``: each task killed once with SIGKILL, then run again."""

from __future__ import annotations

import pytest

from bench.crash import TASKS, rounds


@pytest.mark.parametrize("task", TASKS)
def test_a_killed_run_ends_with_the_archive_of_an_unbroken_one(task: str) -> None:
    broken = list(rounds(kills=1, originals=3, seed=5, tasks=[task]))
    assert sum(each.kills for each in broken) >= 1
    assert all(each.articles for each in broken)
