"""Floors of what is drawn from annotated articles: the corpus beside this file, and a folder of others if there is one.

A floor that no longer holds is a regression; a floor is raised when the rules have become better, never lowered
without saying why in the changelog.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from promotion import facts_json, read_facts
from tests.promotion.scoring import Record, read_lines, score

CORPUS = Path(__file__).parent / "corpus"
# Annotated articles that are not ours to publish, where they lie beside the checkout.
OTHERS = Path(os.environ.get("ZSCRAWL_EVAL", Path(__file__).parents[3] / "shared" / "eval"))

BARS = {
    "figures.value": 0.92,
    "figures.meaning": 0.85,
    "figures.context": 0.70,
    "projects": 0.85,
    "project.amount": 0.95,
    "project.stage": 0.90,
    "project.investor": 0.85,
    "project.place": 0.90,
    "activities": 0.75,
    "places": 0.95,
    "relevant": 0.97,
}
"""What any set of articles must reach."""

FLOORS = dict.fromkeys(BARS, 0.97) | {"project.place": 0.95}
"""What the corpus has reached; its articles were read while the rules were made."""


def predictions(docs: list[Record]) -> list[Record]:
    return [
        {
            "id": doc["id"],
            **facts_json(read_facts(doc["text"], title=doc["title"], published_at=doc["published_at"])),
        }
        for doc in docs
    ]


def below(table: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {name: round(table[name], 3) for name, floor in floors.items() if table.get(name, 1.0) < floor}


def test_the_corpus_keeps_its_floors() -> None:
    docs, gold = read_lines(CORPUS / "docs.jsonl"), read_lines(CORPUS / "gold.jsonl")
    assert len(docs) >= 40
    assert [d["id"] for d in docs] == [g["id"] for g in gold]
    assert below(score(gold, predictions(docs)), FLOORS) == {}


def test_annotations_quote_their_articles() -> None:
    texts = {d["id"]: d["text"] for d in read_lines(CORPUS / "docs.jsonl")}
    for gold in read_lines(CORPUS / "gold.jsonl"):
        for kind in ("figures", "projects", "activities"):
            for record in gold[kind]:
                assert record["quote"] in texts[gold["id"]], (gold["id"], record["quote"])


@pytest.mark.parametrize("name", ["articles", "seeds"])
def test_other_annotated_articles_reach_the_bars(name: str) -> None:
    if not (OTHERS / f"{name}_gold.jsonl").exists():
        pytest.skip("no other annotated articles here")
    docs, gold = read_lines(OTHERS / f"{name}_docs.jsonl"), read_lines(OTHERS / f"{name}_gold.jsonl")
    assert below(score(gold, predictions(docs)), BARS) == {}
