"""Many timers that fire at once: one run, and everybody else finds nothing to do or is told to come later.

python -m bench.timers                # 100 calls of `zscrawl crawl --due` on one source of the demo web
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import tomlkit

from archive import open_archive
from demo import build, serve

ROOT = Path(__file__).parents[1]
SECONDS = 600
EXPECTED = {0, 75}
"""0: it ran, or nothing was due any more; 75: another one was at it."""


def write_sources(home: Path, entries: list[dict[str, Any]]) -> None:
    """A sources file in the data directory, and no archive yet."""
    document = {"source": [{**entry, "every": "1d"} for entry in entries]}
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "local.toml").write_text(tomlkit.dumps(document), encoding="utf-8")


def fire(home: Path, calls: int, names: list[str]) -> tuple[Counter[int], list[str]]:
    """Call ``zscrawl crawl --due`` so many times at once; exit codes, and what was said on stderr."""
    command = [sys.executable, "-m", "zscrawl", "crawl", "--due", *names]
    environment = {**os.environ, "ZSCRAWL_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    children = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(calls)
    ]
    said = [child.communicate(timeout=SECONDS)[1] for child in children]
    return Counter(child.returncode for child in children), [text for text in said if text]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serve(build()) as server:
        home = Path(folder)
        entries = [entry for entry in server.sources() if entry["name"] == "demo-gov"]
        write_sources(home, entries)
        began = time.monotonic()
        codes, said = fire(home, arguments.calls, ["demo-gov"])
        seconds = time.monotonic() - began
        twice = [path for path, count in Counter(one.path for one in server.requests).items() if count > 1]
        with open_archive(home) as archive:
            runs, articles = archive.runs(), archive.count()
    print(f"{arguments.calls} calls in {seconds:.0f} s: exit codes {dict(sorted(codes.items()))}")
    print(
        f"runs: {len(runs)} ({', '.join(run.status for run in runs)}), articles: {articles}, asked twice: {twice}"
    )
    strange = [text for text in said if "is being written by" not in text]
    for text in strange[:5]:
        print(text)
    return 0 if len(runs) == 1 and not twice and codes.keys() <= EXPECTED and not strange else 1


if __name__ == "__main__":
    sys.exit(main())
