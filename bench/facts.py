"""Articles a second on one core, with and without the tagger; and what is right, where there are annotations.

    python -m bench.facts [DOCS.jsonl] [--gold GOLD.jsonl] [--rounds N] [--no-tagger]

Without DOCS: the short articles of this repository's annotated corpus, long ones made of them (about 3,000 characters
each), both mixed, and the same of the evaluation sets where they are there ($ZSCRAWL_EVAL). DOCS holds objects with
``id title text published_at``. At the end, what a character costs in a text that is 1, 10 and 30 times as long: the
cost should not grow.

One round is not measured (gazetteer, dictionary); the best of the others is printed, in processor time, so that other
work on the machine disturbs little. It takes less than a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.score_facts import score
from promotion import LacTagger, Tagger, facts_json, read_facts
from zscrawl.errors import ConfigError

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "promotion" / "corpus"
EVAL = Path(os.environ.get("ZSCRAWL_EVAL", ROOT.parent / "shared" / "eval"))
LONG = 18
"""Articles of the corpus that make a long one."""

TIMES = (1, 10, 30)
Record = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("docs", nargs="?", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-tagger", action="store_true", help="measure without the tagger only")
    arguments = parser.parse_args()
    tagger = None if arguments.no_tagger else _tagger()
    sets = {arguments.docs.stem: _lines(arguments.docs)} if arguments.docs else dict(_sets())
    _speed(sets, tagger, arguments.rounds)
    _growth(next(iter(sets.values())), arguments.rounds)
    gold = arguments.gold or (None if arguments.docs else CORPUS / "gold.jsonl")
    if gold:
        drawn = _read(next(iter(sets.values())), None)
        print("\nright (rules only)")
        for kind, row in score(_lines(gold), drawn).items():
            print(f"  {kind:18}" + "  ".join(f"{key} {value:.3f}" for key, value in row.items()))


def _sets() -> Iterator[tuple[str, list[Record]]]:
    short = _lines(CORPUS / "docs.jsonl")
    long = [_joined(short[at : at + LONG]) for at in range(0, len(short), LONG)]
    yield from _with_mixture("", short, long)
    names = [EVAL / name for name in ("articles_docs.jsonl", "seeds_docs.jsonl")]
    if all(name.is_file() for name in names):
        yield from _with_mixture("evaluation ", *map(_lines, names))


def _with_mixture(kind: str, short: list[Record], long: list[Record]) -> Iterator[tuple[str, list[Record]]]:
    yield f"{kind}short", short
    yield f"{kind}long", long
    yield f"{kind}mixed", [*short, *long]


def _joined(docs: Iterable[Record]) -> Record:
    docs = list(docs)
    return docs[0] | {"text": "\n".join(doc["text"] for doc in docs)}


def _speed(sets: dict[str, list[Record]], tagger: Tagger | None, rounds: int) -> None:
    print(f"{'one core':18} {'articles':>8} {'characters':>10}   {'rules':24}   rules and tagger")
    for name, docs in sets.items():
        told = [_rate(docs, None, rounds), _rate(docs, tagger, rounds) if tagger else "not measured"]
        print(f"{name:18} {len(docs):8} {_characters(docs) / len(docs):10.0f}   {told[0]:24}   {told[1]}")


def _rate(docs: list[Record], tagger: Tagger | None, rounds: int) -> str:
    seconds = _best(docs, tagger, rounds)
    return f"{len(docs) / seconds:6.0f}/s {seconds / _characters(docs) * 1e6:6.2f} µs/char"


def _growth(docs: list[Record], rounds: int) -> None:
    first = _joined(docs[:LONG])
    print("\na text n times as long (rules)")
    for times in TIMES:
        long = [_joined([first] * times)]
        seconds = _best(long, None, rounds)
        print(
            f"  {times:3} x {_characters(long):8,} characters {seconds * 1e6 / _characters(long):6.2f} µs/char"
        )


def _best(docs: list[Record], tagger: Tagger | None, rounds: int) -> float:
    """Processor seconds of the best round."""
    _read(docs, tagger)
    return min(_timed(docs, tagger) for _ in range(rounds))


def _timed(docs: list[Record], tagger: Tagger | None) -> float:
    begin = time.process_time()
    _read(docs, tagger)
    return time.process_time() - begin


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


def _tagger() -> Tagger | None:
    try:
        return LacTagger()
    except ConfigError as error:
        print(error)
        return None


def _characters(docs: list[Record]) -> int:
    return sum(len(doc["text"]) for doc in docs)


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
