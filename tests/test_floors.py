"""The quality gate: nothing that is measured may fall below its floor (bench/floors.json)."""

from __future__ import annotations

import pytest

from bench.floors import fallen, load_floors, measure


def test_nothing_has_fallen_below_its_floor() -> None:
    assert not fallen(measure(), load_floors())


@pytest.mark.parametrize(
    ("measured", "digest", "said"),
    [
        ({"title": 0.9}, "same", "title: 0.900 is below its floor 0.980"),
        ({}, "same", "title: 0.000 is below its floor 0.980"),
        ({"title": 1.0}, "other", "annotations are new or changed"),
    ],
)
def test_the_gate_notices(measured: dict[str, float], digest: str, said: str) -> None:
    floors = {"fixtures": {"digest": "same", "least": {"title": 0.98}}}
    (line,) = fallen({"fixtures": (digest, measured)}, floors)
    assert said in line


def test_the_gate_passes_what_holds() -> None:
    floors = {"fixtures": {"digest": "same", "least": {"title": 0.98}}}
    assert fallen({"fixtures": ("same", {"title": 0.98})}, floors) == []
