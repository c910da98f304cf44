"""The league table of places, level by level."""

from __future__ import annotations

import pytest

from promotion.ledger import LedgerProject
from zscrawl.league import league


def project(
    name: str, place: str | None, adcode: str | None, stage: str, amount: int | None
) -> LedgerProject:
    return LedgerProject(
        id=name,
        name=name,
        names=[name],
        investor=None,
        place=place,
        adcode=adcode,
        sector=None,
        capacity=None,
        stage=stage,
        events=[],
        amount_cny=amount,
        amount_reason="",
        amounts=[],
        safe_to_sum=amount is None or amount < 1_000,
        sum_reason="",
        uids=[],
        mentions=[],
    )


PROJECTS = [
    project("a", "谷城县", "420625", "签约", 300),
    project("b", "谷城经济开发区", "420625", "投产", 50),
    project("c", "襄阳市", "420600", "开工", 7),
    project("d", "大冶市", "420281", "洽谈", 5_000),
    project("e", "某某工业园", None, "签约", None),
    project("f", None, None, "签约", 40),
]


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("county", [("谷城县", 2, 350), ("襄阳市", 1, 7), ("大冶市", 1, 0), ("某某工业园", 1, 0)]),
        (
            "zone",
            [
                ("谷城县", 1, 300),
                ("谷城经济开发区", 1, 50),
                ("襄阳市", 1, 7),
                ("大冶市", 1, 0),
                ("某某工业园", 1, 0),
            ],
        ),
        ("city", [("襄阳市", 3, 357), ("某某工业园", 1, 0), ("黄石市", 1, 0)]),
        ("province", [("湖北省", 4, 357), ("某某工业园", 1, 0)]),
    ],
)
def test_projects_count_for_their_place(by: str, rows: list[tuple[str, int, int]]) -> None:
    found = league(PROJECTS, by)
    assert [(row.place, row.projects, row.amount_cny) for row, _ in found] == rows
    assert [len(members) for _, members in found] == [projects for _, projects, _ in rows]


def test_a_stage_counts_for_those_before_it() -> None:
    (row, _), *_ = league(PROJECTS, "province")
    assert (row.signed, row.started, row.in_production) == (3, 2, 1)
    assert (row.started_cny, row.start_rate) == (57, 2 / 3)
