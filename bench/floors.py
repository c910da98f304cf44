"""Quality floors: what the readers and the fact extractor reach today, below which they may never fall.

    python -m bench.floors            show measured values beside their floors; exit 1 if one has fallen
    python -m bench.floors --raise    write higher floors (a lower value never replaces a higher one)

Measured on the fixtures and the annotated corpus of this repository, and on the evaluation folder beside
the checkout (``../shared/eval``, or ``$ZSCRAWL_EVAL``) where there is one. Each set of annotations is known by
its digest: changed annotations need a new look, and ``--raise`` to be accepted.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import spiders
from promotion import facts_json, read_facts
from spiders.threads.common import whole_text
from zscrawl.items import CST, Link, Page
from zscrawl.saved import Manifest, find_files, read_saved
from zscrawl.text import squash

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "bench" / "floors.json"
FIXTURES = ROOT / "tests" / "spiders" / "fixtures"
CORPUS = ROOT / "tests" / "promotion" / "corpus"
EVAL = Path(os.environ.get("ZSCRAWL_EVAL", ROOT.parent / "shared" / "eval"))
PAGES_CLOCK = datetime(2026, 11, 1, tzinfo=CST)
"""The clock of pages that were saved without one; any later day gives the same readings."""

Measured = dict[str, float]


def measure() -> dict[str, tuple[str, Measured]]:
    """Every set that is here: name → (digest of its annotations, measured values)."""
    sets = {"fixtures": (_digest(FIXTURES.glob("*/*.json")), _fixtures())}
    if (CORPUS / "gold.jsonl").exists():
        sets["corpus"] = (
            _digest(CORPUS.glob("*.jsonl")),
            _facts(CORPUS / "docs.jsonl", CORPUS / "gold.jsonl", ROOT / "bench" / "score_facts.py"),
        )
    if EVAL.is_dir():
        sets["eval_pages"] = (_digest([EVAL / "pages_gold.jsonl"]), _pages() | _list_pages())
        for name in ("seeds", "articles"):
            gold = EVAL / f"{name}_gold.jsonl"
            sets[f"eval_{name}"] = (
                _digest([gold]),
                _facts(EVAL / f"{name}_docs.jsonl", gold, EVAL / "score_facts.py"),
            )
    return sets


def fallen(sets: dict[str, tuple[str, Measured]], floors: dict[str, Any]) -> list[str]:
    """One line for each value below its floor, and for each set whose annotations have changed."""
    lines = []
    for name, (digest, measured) in sets.items():
        floor = floors.get(name)
        if floor is None or floor["digest"] != digest:
            lines.append(
                f"{name}: its annotations are new or changed; look, then python -m bench.floors --raise"
            )
            continue
        lines += [
            f"{name} {field}: {measured.get(field, 0.0):.3f} is below its floor {least:.3f}"
            for field, least in floor["least"].items()
            if measured.get(field, 0.0) < least - 5e-4
        ]
    return lines


def load_floors() -> dict[str, Any]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.parent.name.encode() + path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _fixtures() -> Measured:
    """The share of pinned values that are read as pinned, by field."""
    right: dict[str, list[bool]] = defaultdict(list)
    for folder in sorted(path.parent for path in FIXTURES.glob("*/expected.json")):
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        page = Page(
            meta["url"],
            (folder / "page.html").read_bytes(),
            datetime.fromisoformat(meta["fetched_at"]),
            meta.get("headers", {}),
            meta.get("status", 200),
        )
        article = spiders.read(page, family=meta.get("family"), options=meta.get("options", {}))
        for field, value in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
            if field in ("title", "published_at", "origin", "body", "kind", "next_page", "family"):
                got = getattr(article, field)
                got = got.isoformat() if isinstance(got, datetime) else got
                right[field].append(got == value)
    return {field: sum(values) / len(values) for field, values in right.items()}


def _pages() -> Measured:
    scorer = _module(EVAL / "score_pages.py")
    manifest = Manifest.load(EVAL / "pages" / "MANIFEST.tsv")
    predictions = []
    for file in find_files([EVAL / "pages"]):
        if file.suffix != ".tsv":
            saved = read_saved(file, manifest=manifest, fetched_at=PAGES_CLOCK)
            article = spiders.read(saved.page)
            published = article.published_at.isoformat() if article.published_at else None
            predictions.append(
                {
                    "file": saved.file,
                    "title": article.title,
                    "published_at": published,
                    "body": whole_text(article),
                    "origin": article.origin,
                }
            )
    cells, _ = scorer.score(_lines(EVAL / "pages_gold.jsonl"), predictions)
    return {field: sum(v) / len(v) for (family, field), v in cells.items() if family == "ALL"}


def _list_pages() -> Measured:
    """Of what list pages name: the share of items found with title and date, and of next pages."""
    manifest = Manifest.load(EVAL / "pages" / "MANIFEST.tsv")
    found: dict[str, list[bool]] = defaultdict(list)
    for gold in _lines(EVAL / "pages_gold.jsonl"):
        if gold["gold_kind"] == "list_derived":
            saved = read_saved(EVAL / "pages" / gold["file"], manifest=manifest, fetched_at=PAGES_CLOCK)
            article = spiders.read(saved.page)
            for item in gold.get("items", ()):
                found["list items"].append(any(_is_item(item, link) for link in article.links))
            if second := gold.get("pagination", {}).get("second"):
                found["list next"].append(_leads_to(article.next_page, second))
    return {field: sum(values) / len(values) for field, values in found.items()}


def _is_item(gold: dict[str, Any], link: Link) -> bool:
    """Titles may be cut short with dots; dates may lack the year, or be relative (3 天前: any date will do)."""
    title, wanted = squash(link.title), squash(gold["title"])
    return (
        _leads_to(link.url, gold["href"])
        and title.startswith(wanted.rstrip(".…"))
        and _is_day(gold.get("date"), link.date)
    )


def _is_day(gold: str | None, day: str | None) -> bool:
    if not gold or not day:
        return not gold
    if not re.search(r"\d[-/.]\d", gold):
        return True
    wanted, got = ([int(number) for number in re.findall(r"\d+", text)][:3] for text in (gold, day))
    return got[3 - len(wanted) :] == wanted


def _leads_to(url: str | None, href: str) -> bool:
    tail = href.lstrip("./")
    return (url or "").endswith((tail, tail.partition("?div=")[0]))


def _facts(docs: Path, gold: Path, scorer_file: Path) -> Measured:
    predictions = [
        {"id": doc["id"]}
        | facts_json(read_facts(doc["text"], title=doc.get("title"), published_at=doc.get("published_at")))
        for doc in _lines(docs)
    ]
    table = _module(scorer_file).score(_lines(gold), predictions)
    return {name: row["f1"] if "f1" in row else row["right"] for name, row in table.items()}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--raise", dest="up", action="store_true", help="write higher floors")
    sets, floors = measure(), load_floors()
    if parser.parse_args().up:
        for name, (digest, measured) in sets.items():
            known = floors.get(name, {"least": {}})
            same = known.get("digest") == digest
            least = {
                f: round(max(v, known["least"].get(f, 0.0) if same else 0.0), 3) for f, v in measured.items()
            }
            floors[name] = {"digest": digest, "least": dict(sorted(least.items()))}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for name, (_, measured) in sets.items():
        for field, value in sorted(measured.items()):
            least = floors.get(name, {}).get("least", {}).get(field)
            print(f"{name:14} {field:18} {value:.3f}  floor {'–' if least is None else f'{least:.3f}'}")
    lines = fallen(sets, floors)
    print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
