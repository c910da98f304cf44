"""The index end to end: put, find, replace, delete, reopen."""

from __future__ import annotations

from pathlib import Path

import search
from search import Document


def found(index: search.Index, query: str) -> set[str]:
    return {hit.uid for hit in index.search(query, limit=0).hits}


def test_what_was_put_is_found_after_reopening(tmp_path: Path) -> None:
    with search.create_index(tmp_path, "whoosh", "one") as index, index.writer() as writer:
        writer.put([Document("zs1", "襄阳市招商引资签约", "总投资35亿元。"), Document("zs2", "随州动态")])
        writer.watermark = "7"
    with search.open_index(tmp_path) as index:
        assert index.watermark == "7"
        assert found(index, "招商引資") == {"zs1"}
        assert found(index, '"商引资签"') == {"zs1"}
        assert found(index, "-招商引资") == {"zs2"}
