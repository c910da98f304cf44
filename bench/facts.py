"""Articles a second on one core, with and without the tagger; and what is right, where there are annotations.

    python -m bench.facts [DOCS.jsonl] [--gold GOLD.jsonl] [--rounds N] [--tagger]

DOCS holds objects with ``id title text published_at`` (default: the annotated corpus of this repository, with its
annotations). One round is not measured (gazetteer, dictionary, compiled patterns); the best of the others is printed,
in processor time, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from bench.score_facts import score
from promotion import LacTagger, Tagger, facts_json, read_facts

CORPUS = Path(__file__).parent.parent / "tests" / "promotion" / "corpus"
Record = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("docs", nargs="?", type=Path, default=CORPUS / "docs.jsonl")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tagger", action="store_true", help="measure with the tagger too")
    arguments = parser.parse_args()
    docs = _lines(arguments.docs)
    gold = arguments.gold or (CORPUS / "gold.jsonl" if arguments.docs.parent == CORPUS else None)
    characters = sum(len(doc["text"]) for doc in docs)
    print(f"{len(docs)} articles, {characters / len(docs):.0f} characters each")
    taggers: dict[str, Tagger | None] = {"rules": None}
    if arguments.tagger:
        taggers["rules and tagger"] = LacTagger()
    for name, tagger in taggers.items():
        _read(docs, tagger)
        seconds, drawn = min((_timed(docs, tagger) for _ in range(arguments.rounds)), key=lambda r: r[0])
        rates = f"{len(docs) / seconds:.0f} articles/s, {characters / seconds:,.0f} characters/s"
        print(f"\n{name}: {rates}, one core")
        if gold:
            for kind, row in score(_lines(gold), drawn).items():
                print(f"  {kind:18}" + "  ".join(f"{key} {value:.3f}" for key, value in row.items()))


def _timed(docs: list[Record], tagger: Tagger | None) -> tuple[float, list[Record]]:
    begin = time.process_time()
    drawn = _read(docs, tagger)
    return time.process_time() - begin, drawn


def _read(docs: list[Record], tagger: Tagger | None) -> list[Record]:
    return [
        {"id": doc["id"]}
        | facts_json(
            read_facts(
                doc["text"], title=doc.get("title"), published_at=doc.get("published_at"), tagger=tagger
            )
        )
        for doc in docs
    ]


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
