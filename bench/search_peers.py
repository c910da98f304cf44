"""The others in the search benchmark, each used as its documentation says, so that the same questions can be asked.

A peer answers None where it cannot say what is asked. All give the first twenty by relevance and the exact count.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from bench.search_queries import Asked
from search import Document

SHOWN = 20


class Peer(Protocol):
    def build(self, documents: Iterable[Document]) -> None: ...

    def search(self, asked: Asked) -> int | None:
        """How many articles match, after the first `SHOWN` have been read."""
        ...


class Ours:
    """zscrawl with one of its engines."""

    def __init__(self, path: Path, engine: str) -> None:
        import search

        self._search, self._path, self._engine = search, path, engine
        self._index: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        self._search.rebuild(self._path, self._engine, documents).close()

    def search(self, asked: Asked) -> int | None:
        if self._index is None:
            self._index = self._search.open_index(self._path, self._engine)
        results = self._index.search(
            asked.query,
            limit=SHOWN,
            sort="date" if asked.faceted else "relevance",
            facets=("place", "month") if asked.faceted else (),
        )
        for _ in results.hits:
            pass
        total: int = results.total
        return total


class Fts5:
    """SQLite FTS5: with the trigram tokenizer, or with words that jieba's dictionary cut before."""

    def __init__(self, path: Path, segmented: bool) -> None:
        self._segmented = segmented
        self._db = sqlite3.connect(path)
        self._cut: Callable[[str], str] = str
        if segmented:
            import rjieba

            self._cut = lambda text: " ".join(rjieba.cut(text, True))
        tokenizer = "unicode61" if segmented else "trigram"
        self._db.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS article USING fts5(uid UNINDEXED, day UNINDEXED, place UNINDEXED,"
            f" title, body, tokenize='{tokenizer}')"
        )

    def build(self, documents: Iterable[Document]) -> None:
        rows = (
            (d.uid, f"{d.published_at:%Y-%m-%d}", d.places[0], self._cut(d.title), self._cut(d.body))
            for d in documents
        )
        self._db.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", rows)
        self._db.execute("INSERT INTO article(article) VALUES ('optimize')")
        self._db.commit()

    def search(self, asked: Asked) -> int | None:
        texts = (*asked.every, *asked.some, *asked.none)
        if not self._segmented and any(len(text) < 3 for text in texts):
            return None  # trigrams know no shorter texts
        match = " AND ".join(map(self._quoted, asked.every)) or " OR ".join(map(self._quoted, asked.some))
        for text in asked.none:
            match += f" NOT {self._quoted(text)}"
        if asked.title_only:
            match = f"title : ({match})"
        where = "article MATCH ?" + (" AND day BETWEEN ? AND ?" if asked.since else "")
        values = (match, asked.since, asked.until) if asked.since else (match,)
        order = "day DESC" if asked.faceted else "rank"
        self._db.execute(
            f"SELECT uid, title, snippet(article, 4, '[', ']', '…', 20) FROM article"
            f" WHERE {where} ORDER BY {order} LIMIT {SHOWN}",
            values,
        ).fetchall()
        if asked.faceted:
            for column in ("place", "substr(day, 1, 7)"):
                counting = f"SELECT {column}, count(*) FROM article WHERE {where} GROUP BY 1"
                self._db.execute(counting, values).fetchall()
        total: int = self._db.execute(f"SELECT count(*) FROM article WHERE {where}", values).fetchone()[0]
        return total

    def _quoted(self, text: str) -> str:
        return f'"{self._cut(text)}"'


class PlainWhoosh:
    """Whoosh as most Chinese projects use it: jieba's ChineseAnalyzer and Whoosh's own queries."""

    def __init__(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from jieba.analyse import ChineseAnalyzer
            from whoosh import fields, index, query

        self._query, self._index_module, self._path = query, index, path
        self._schema = fields.Schema(
            uid=fields.ID(stored=True),
            day=fields.ID(sortable=True),
            place=fields.ID(sortable=True),
            month=fields.ID(sortable=True),
            title=fields.TEXT(stored=True, analyzer=ChineseAnalyzer()),
            body=fields.TEXT(stored=True, analyzer=ChineseAnalyzer()),
        )
        self._searcher: Any = None

    def build(self, documents: Iterable[Document]) -> None:
        self._path.mkdir(parents=True)
        writer = self._index_module.create_in(self._path, self._schema).writer(limitmb=256)
        for d in documents:
            day = f"{d.published_at:%Y-%m-%d}"
            writer.add_document(
                uid=d.uid, day=day, month=day[:7], place=d.places[0], title=d.title, body=d.body
            )
        writer.commit()

    def search(self, asked: Asked) -> int | None:
        if self._searcher is None:
            self._searcher = self._index_module.open_dir(self._path).searcher()
        q = self._query
        wanted = q.And([self._text(text, asked) for text in asked.every]) if asked.every else None
        wanted = wanted or q.Or([self._text(text, asked) for text in asked.some])
        for text in asked.none:
            wanted = q.AndNot(wanted, self._text(text, asked))
        if asked.since:
            wanted = q.And([wanted, q.TermRange("day", asked.since, asked.until)])
        options: dict[str, Any] = {}
        if asked.faceted:
            options = {"sortedby": "day", "reverse": True, "groupedby": ["place", "month"]}
        results = self._searcher.search(wanted, limit=SHOWN, **options)
        for hit in results:
            hit["title"]
        return len(results)

    def _text(self, text: str, asked: Asked) -> Any:
        """Its words, all of them: as phrases they would never match, for ChineseAnalyzer gives no positions."""
        q = self._query
        fields = ("title",) if asked.title_only else ("title", "body")
        found = []
        for name in fields:
            words = [token.text for token in self._schema[name].analyzer(text, mode="query")]
            found.append(q.And([q.Term(name, word) for word in words]))
        return q.Or(found)


PEERS: dict[str, Callable[[Path], Peer]] = {
    "zscrawl whoosh": lambda path: Ours(path / "index", "whoosh"),
    "zscrawl tantivy": lambda path: Ours(path / "index", "tantivy"),
    "FTS5 trigram": lambda path: Fts5(path / "trigram.db", segmented=False),
    "FTS5 segmented": lambda path: Fts5(path / "segmented.db", segmented=True),
    "Whoosh + jieba": lambda path: PlainWhoosh(path / "plain"),
}
