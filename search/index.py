"""The index as the rest of the program sees it: searching it, and writing to it.

The engine finds and orders; here is what is the same for all engines: filters, grouping of reprints, snippets,
suggestions, the watermark, and one error for whatever goes wrong below.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

from search import highlight, manifest, plan, ranking, sentinel, suggesting
from search.documents import FACETS, Document, Explanation, Hit, Results, Sort
from search.engines import Engine, Matches, start
from search.filtering import restrict
from search.locking import only_writer
from search.parser import parse
from search.reading import Read
from search.syntax import Query
from zscrawl.errors import ConfigError, SearchError, ZscrawlError
from zscrawl.items import Filters

_WATERMARK = "watermark.json"
_PAGE = 32  # hits whose reprints are counted at once


class Writer:
    """What is to change in one commit; given out by `Index.writer`. Everything is held until the commit.

    ``watermark`` says how far the archive has been read once this is committed; None keeps the old one.
    """

    def __init__(self) -> None:
        self.watermark: str | None = None
        self.documents: dict[str, Document] = {}
        self.deleted: set[str] = set()

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, in place of those with the same uid."""
        for document in documents:
            self.documents[document.uid] = document
            self.deleted.discard(document.uid)

    def delete(self, uids: Iterable[str]) -> None:
        """Drop documents; a uid that is not there is no mistake."""
        for uid in uids:
            self.documents.pop(uid, None)
            self.deleted.add(uid)


class Index:
    """An open search index; `search.open_index` gives one.

    It always shows the last commit, also of other processes, and follows when another process switches to a rebuilt
    index. Not to be shared between threads.
    """

    def __init__(self, path: Path, found: sentinel.Sentinel) -> None:
        self.path = path
        self._sentinel = found
        self._engine: Engine = start_engine(path, found, create=False)
        self._stamp = sentinel.stamp(path)

    @property
    def engine(self) -> str:
        """The name of the engine, one of `search.ENGINES`."""
        return self._sentinel.engine

    @property
    def watermark(self) -> str | None:
        """How far the archive has been indexed, as the last writer said; None at the beginning.

        It is written after the commit that it belongs to. A crash between leaves the older one, and refreshing
        from there puts the same documents once more, which changes nothing.
        """
        self._follow()
        return read_watermark(self._directory)

    @property
    def _directory(self) -> Path:
        return self.path / self._sentinel.data

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Collect changes and commit them at the end of the block; after an exception nothing has changed.

        Raises `BusyError` if another process is writing or rebuilding, `SearchError` if the disk does not take it.
        """
        changes = Writer()
        yield changes
        with only_writer(self.path):
            self._follow()
            with reporting(self.path, "written"):
                self._engine.update(map(sound, changes.documents.values()), changes.deleted)
                manifest.record(self._directory)
                if changes.watermark is not None:
                    write_watermark(self._directory, changes.watermark)

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
        explain: bool = False,
    ) -> Results:
        """Find articles.

        ``limit`` 0 means all. ``group`` shows of reprints only the best and counts the others. ``fresh`` lets new
        articles gain when sorting by relevance. ``explain`` says of each hit what was found where. ``filters.limit``
        is not looked at.

        Raises `QueryError` for a query that cannot be understood, `ConfigError` for an unknown facet or sort,
        `SearchError` for a damaged index.
        """
        wanted = tuple(facets)
        for name in wanted:
            if name not in FACETS:
                raise ConfigError(f"there is no facet {name}; choose from {', '.join(FACETS)}")
        if sort not in ("relevance", "date"):
            raise ConfigError(f"cannot sort by {sort}; choose relevance or date")
        asked = parse(query) if isinstance(query, str) else query
        restricted = restrict(asked, filters)
        self._follow()
        with reporting(self.path, "read"):
            matches = self._engine.match(plan.lower(restricted), sort, fresh)
            total = matches.total()
            counted = {name: matches.facet(name) for name in wanted}
        suggest = (lambda: ()) if total else partial(self._suggestions, asked, filters)
        by_relevance = asked if sort == "relevance" else None
        shown = _ordered(matches, by_relevance, offset, limit, group)
        return Results(total, self._hits(asked, matches, shown, group, explain), counted, suggest)

    def _suggestions(self, query: Query, filters: Filters | None) -> tuple[str, ...]:
        def ask(other: Query) -> Matches:
            return self._engine.match(plan.lower(restrict(other, filters)), "relevance", False)

        with reporting(self.path, "read"):
            return suggesting.suggestions(query, ask)

    def _hits(
        self,
        query: Query,
        matches: Matches,
        shown: Iterator[Read],
        group: bool,
        explain: bool,
    ) -> Iterator[Hit]:
        marker = highlight.Marker(query)
        with reporting(self.path, "read"):
            while page := list(islice(shown, _PAGE)):
                clusters = {item.document.cluster for item in page if item.document.cluster} if group else ()
                counts = matches.in_clusters(clusters)
                for item in page:
                    document = item.document
                    yield Hit(
                        uid=document.uid,
                        score=item.score,
                        title=marker.title(document.title, item.title),
                        snippet=marker.snippet(document.body, item.body),
                        url=document.url,
                        source=document.source,
                        family=document.family,
                        published_at=document.published_at,
                        reprints=counts.get(document.cluster or "", 1) - 1,
                        explanation=_explained(marker, item) if explain else None,
                    )

    def verify(self) -> None:
        """Read every file of the index. Raises `SearchError` if one is not as it was written."""
        self._follow()
        with reporting(self.path, "read"):
            manifest.check_contents(self._directory)

    def _follow(self) -> None:
        """Go over to the index that is in force now, if another process has rebuilt it."""
        if sentinel.stamp(self.path) == self._stamp:
            return
        found = sentinel.read(self.path)
        if found != self._sentinel:
            sentinel.check(found, self.engine, self._sentinel.generation, self.path)
            self._engine.close()
            self._engine = start_engine(self.path, found, create=False)
        self._sentinel, self._stamp = found, sentinel.stamp(self.path)

    def close(self) -> None:
        self._engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ordered(
    matches: Matches, by_relevance: Query | None, offset: int, limit: int, group: bool
) -> Iterator[Read]:
    ranked: Iterator[Read] = (Read(score, matches.fetch(ref)) for score, ref in matches.ranked())
    if by_relevance:
        ranked = ranking.reordered(by_relevance, ranked)
    if group:
        ranked = _first_of_each_cluster(ranked)
    return islice(ranked, offset, offset + limit if limit else None)


def _first_of_each_cluster(ranked: Iterator[Read]) -> Iterator[Read]:
    seen: set[str] = set()
    for item in ranked:
        cluster = item.document.cluster
        if cluster not in seen:
            yield item
        if cluster:
            seen.add(cluster)


def _explained(marker: highlight.Marker, item: Read) -> Explanation:
    found = marker.found(item.title, item.body)
    return Explanation(item.engine_score, item.merit, tuple(found))


def sound(document: Document) -> Document:
    """``document`` with half characters (lone surrogates, from broken pages) replaced: they cannot be written."""
    try:
        f"{document.title}{document.body}{document.author}{document.origin}{document.section}".encode()
    except UnicodeEncodeError:
        return document.with_texts(lambda text: text.encode("utf-8", "replace").decode())
    return document


def start_engine(path: Path, found: sentinel.Sentinel, create: bool) -> Engine:
    with reporting(path, "written" if create else "read"):
        if not create:
            manifest.check_sizes(path / found.data)
        return start(found.engine, path / found.data, create)


def read_watermark(directory: Path) -> str | None:
    try:
        value = json.loads((directory / _WATERMARK).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise damaged(directory.parent, error) from error
    return str(value)


def write_watermark(directory: Path, value: str) -> None:
    sentinel.write_json(directory / _WATERMARK, value)


@contextmanager
def reporting(path: Path, done: str) -> Iterator[None]:
    """Whatever an engine throws over broken files, or the system over a full disk, becomes one error for people."""
    try:
        yield
    except ZscrawlError:
        raise
    except OSError as error:
        if done == "written":
            raise SearchError(
                f"the search index in {path} cannot be written ({error}); "
                "make room or mend permissions, then run: zscrawl refresh"
            ) from error
        raise damaged(path, error) from error
    except Exception as error:
        raise damaged(path, error) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # how a panic in Rust arrives here
            raise
        raise damaged(path, error) from error


def damaged(path: Path, error: BaseException) -> SearchError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return SearchError(f"the search index in {path} is damaged ({reason}); {sentinel.REBUILD}")
