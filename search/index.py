"""The index as the rest of the program sees it: open, write, search, rebuild.

The engine evaluates and ranks; here are the parts that are the same for all engines: what may be opened,
the watermark, grouping of reprints, snippets and suggestions.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import uuid4

from search import highlight, plan, sentinel
from search.documents import FACETS, Document, Hit, Results, Sort
from search.engines import Engine, Matches, Ref, start
from search.filtering import restrict
from search.parser import parse
from search.syntax import Query
from zscrawl.errors import ConfigError, SearchError, ZscrawlError
from zscrawl.items import Filters

_WATERMARK = "watermark.json"


class Writer:
    """What is to change in one commit; given out by `Index.writer`.

    ``watermark`` says how far the archive has been read once this is committed; leave it None to keep the old.
    """

    def __init__(self) -> None:
        self.watermark: str | None = None
        self._documents: dict[str, Document] = {}
        self._deleted: set[str] = set()

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, in place of those with the same uid."""
        for document in documents:
            self._documents[document.uid] = document
            self._deleted.discard(document.uid)

    def delete(self, uids: Iterable[str]) -> None:
        """Drop documents; a uid that is not there is no mistake."""
        for uid in uids:
            self._documents.pop(uid, None)
            self._deleted.add(uid)


class Index:
    """An open search index. Readers may stay open while another process writes or rebuilds."""

    def __init__(self, path: Path, name: str, directory: Path, engine: Engine) -> None:
        self.path = path
        self.engine = name
        self._directory = directory
        self._engine = engine

    @property
    def watermark(self) -> str | None:
        """How far the archive has been indexed, as the last writer said; None at the beginning.

        It is written after the commit that it belongs to. A crash between leaves the older one, and refreshing
        from there puts the same documents once more, which changes nothing.
        """
        try:
            value = json.loads((self._directory / _WATERMARK).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise SearchError(
                f"the search index in {self.path} is damaged ({_WATERMARK}); {sentinel.REBUILD}"
            ) from error
        return str(value)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Collect changes and commit them at the end of the block; after an exception nothing has changed.

        Raises `BusyError` if another process is writing.
        """
        changes = Writer()
        yield changes
        with self._reporting():
            self._engine.update(changes._documents.values(), changes._deleted)
        if changes.watermark is not None:
            sentinel.write_json(self._directory / _WATERMARK, changes.watermark)

    def search(
        self,
        query: Query | str,
        *,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        limit: int = 20,
        offset: int = 0,
        facets: Iterable[str] = (),
        group: bool = True,
        fresh: bool = False,
    ) -> Results:
        """Find articles. ``limit`` 0 means all of them; hits are read while they are iterated.

        Raises `QueryError` for a query that cannot be understood, `SearchError` for a damaged index,
        `ConfigError` for an unknown facet or sort.
        """
        wanted = tuple(facets)
        for name in wanted:
            if name not in FACETS:
                raise ConfigError(f"there is no facet {name}; choose from {', '.join(FACETS)}")
        if sort not in ("relevance", "date"):
            raise ConfigError(f"cannot sort by {sort}; choose relevance or date")
        parsed = parse(query) if isinstance(query, str) else query
        with self._reporting():
            matches = self._engine.match(plan.lower(restrict(parsed, filters)), sort, fresh)
            total = matches.total()
            counted = {name: matches.facet(name) for name in wanted}
        hits = self._hits(matches, parsed, limit, offset, group)
        return Results(total, hits, counted)

    def _hits(self, matches: Matches, query: Query, limit: int, offset: int, group: bool) -> Iterator[Hit]:
        marker = highlight.Marker(query)
        with self._reporting():
            ranked = self._documents(matches)
            shown = _first_of_each_cluster(ranked) if group else ranked
            for score, document in islice(shown, offset, offset + limit if limit else None):
                reprints = 0
                if group and document.cluster:
                    reprints = matches.clusters([document.cluster])[document.cluster] - 1
                yield Hit(
                    document.uid,
                    score,
                    marker.title(document.title),
                    marker.snippet(document.body),
                    document.url,
                    document.source,
                    document.family,
                    document.published_at,
                    reprints,
                )

    @staticmethod
    def _documents(matches: Matches) -> Iterator[tuple[float, Document]]:
        ref: Ref
        for score, ref in matches.ranked():
            yield score, matches.fetch(ref)

    def close(self) -> None:
        self._engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Whatever an engine throws over broken files is one error to the user: the index is damaged."""
        try:
            yield
        except ZscrawlError:
            raise
        except Exception as error:
            raise damaged(self.path, error) from error


def _first_of_each_cluster(ranked: Iterator[tuple[float, Document]]) -> Iterator[tuple[float, Document]]:
    seen: set[str] = set()
    for score, document in ranked:
        if document.cluster:
            if document.cluster in seen:
                continue
            seen.add(document.cluster)
        yield score, document


def damaged(path: Path, error: Exception) -> SearchError:
    reason = str(error) or type(error).__name__
    return SearchError(f"the search index in {path} is damaged ({reason}); {sentinel.REBUILD}")


def open_index(path: Path, engine: str = "whoosh", generation: str | None = None) -> Index:
    """Open the index in ``path``, which `create_index` or `rebuild` made with the same engine.

    ``generation`` names the archive it must belong to; None accepts any. Raises `SearchError` if there is none,
    or it is damaged or stale; nothing is ever made anew here.
    """
    found = sentinel.read(path)
    sentinel.check(found, engine, generation, path)
    directory = path / found.data
    try:
        opened = start(engine, directory, create=False)
    except ZscrawlError:
        raise
    except Exception as error:
        raise damaged(path, error) from error
    return Index(path, engine, directory, opened)


def create_index(path: Path, engine: str = "whoosh", generation: str = "") -> Index:
    """Make an empty index for the archive ``generation`` in ``path``, where there must be none yet."""
    if (path / sentinel.FILE).exists():
        raise ConfigError(f"there is a search index in {path} already; to build it anew {sentinel.REBUILD}")
    return rebuild(path, engine, (), generation)


def rebuild(
    path: Path,
    engine: str,
    documents: Iterable[Document],
    generation: str = "",
    watermark: str | None = None,
) -> Index:
    """Build an index of ``documents`` beside the one in force, then switch to it in one step, and open it.

    Readers of the old index go on undisturbed: its files stay until the next rebuild. If building fails, the
    old index stays in force.
    """
    in_force = _in_force(path)
    for old in path.glob("data-*"):
        if old.name != in_force:
            shutil.rmtree(old, ignore_errors=True)
    name = f"data-{uuid4().hex[:8]}"
    directory = path / name
    directory.mkdir(parents=True)
    try:
        built = start(engine, directory, create=True)
        built.update(documents)
        if watermark is not None:
            sentinel.write_json(directory / _WATERMARK, watermark)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    sentinel.current(engine, generation, name).write(path)
    return Index(path, engine, directory, built)


def _in_force(path: Path) -> str | None:
    try:
        return sentinel.read(path).data
    except SearchError:
        return None
