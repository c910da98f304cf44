"""The short form of `bench.month`: four days with sites that post, change their layout, block, die and come back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.zscrawl.crawl_child import ROOT

SECONDS = 300


@pytest.fixture(scope="module")
def accounts() -> dict[str, dict[str, Any]]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.month", "--days", "4", "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.stdout, done.stderr
    return {account["site"]: account for account in json.loads(done.stdout)}


def test_no_article_is_missed(accounts: dict[str, dict[str, Any]]) -> None:
    assert {name: one["missed"] for name, one in accounts.items()} == dict.fromkeys(accounts, 0)
    assert all(one["published"] > 25 for one in accounts.values())


@pytest.mark.parametrize(
    ("site", "words"),
    [
        ("changes", ["date in 0 of", "origin in 0 of"]),
        ("blocks", ["failed: blocked"]),
        ("dies", ["failed: reset"]),
    ],
)
def test_trouble_is_told_by_the_first_visit_that_meets_it(
    accounts: dict[str, dict[str, Any]], site: str, words: list[str]
) -> None:
    account = accounts[site]
    assert account["visits_until_alarm"] == 1
    first = next(visit for visit in account["log"] if visit["attention"])
    assert all(any(word in line for line in first["attention"]) for word in words), first


def test_where_all_is_well_nothing_is_told(accounts: dict[str, dict[str, Any]]) -> None:
    assert {name: one["alarms_in_peace"] for name, one in accounts.items()} == dict.fromkeys(accounts, 0)
    assert accounts["dies"]["log"][-1]["status"] == accounts["blocks"]["log"][-1]["status"] == "ok"


def test_a_site_that_posts_rarely_is_visited_less_often(accounts: dict[str, dict[str, Any]]) -> None:
    assert accounts["rarely"]["visits"] < accounts["daily"]["visits"]
