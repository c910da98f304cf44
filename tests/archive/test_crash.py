"""The short form of ``bench/crash.py``: a writer killed with SIGKILL, then run again."""

from __future__ import annotations

from bench.crash import rounds


def test_a_killed_writer_ends_with_the_archive_of_an_unbroken_run() -> None:
    lines = list(rounds(kills=2, originals=4, seed=5))
    assert "same archive and whole" in lines[-1]
