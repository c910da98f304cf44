"""Run as a script: go on indexing from the watermark until killed or done, telling each commit on stdout.

Arguments: path of the index, engine, number of documents in all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import search
from search import Document

BATCH = 7


def document(number: int) -> Document:
    return Document(
        f"zs{number}", f"第{number}号招商引资项目签约", "总投资若干亿元。" * 20, source=f"s{number % 3}"
    )


def main(path: Path, engine: str, count: int) -> None:
    with search.open_index(path, engine) as index:
        at = int(index.watermark or 0)
        while at < count:
            end = min(count, at + BATCH)
            with index.writer() as writer:
                writer.put(document(number) for number in range(at, end))
                # An article that changes again and again.
                writer.put([Document("zs-changing", f"改到{end}", "招商引资")])
                writer.watermark = str(end)
            at = end
            print(at, flush=True)  # noqa: T201  (the parent reads it)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
