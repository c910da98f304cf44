"""The bars that any set of annotated articles must reach, on the corpus beside this file.

What has been reached, here and on other sets, is pinned by the quality gate (bench/floors.json, tests/test_floors.py).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.score_facts import score
from promotion import facts_json, read_facts

CORPUS = Path(__file__).parent / "corpus"
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

Record = dict[str, Any]


def lines(name: str) -> list[Record]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def read(doc: Record) -> Record:
    facts = read_facts(doc["text"], title=doc["title"], published_at=doc["published_at"])
    return {"id": doc["id"], **facts_json(facts)}


def test_the_corpus_reaches_the_bars() -> None:
    docs, gold = lines("docs.jsonl"), lines("gold.jsonl")
    assert len(docs) >= 40
    assert [d["id"] for d in docs] == [g["id"] for g in gold]
    table = score(gold, [read(doc) for doc in docs])
    reached = {name: next(iter(row.values())) for name, row in table.items()}
    assert {
        name: reached[name] for name, bar in BARS.items() if name in reached and reached[name] < bar
    } == {}
    assert len(BARS.keys() & reached.keys()) >= 8


def test_annotations_quote_their_articles() -> None:
    texts = {doc["id"]: doc["text"] for doc in lines("docs.jsonl")}
    for gold in lines("gold.jsonl"):
        for kind in ("figures", "projects", "activities"):
            for record in gold[kind]:
                assert record["quote"] in texts[gold["id"]], (gold["id"], record["quote"])
