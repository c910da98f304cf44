"""Proof that a data directory is whole: the archive by itself, and index and facts against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive import Archive, Finding, open_archive, verify
from promotion import EXTRACTOR_VERSION
from zscrawl.errors import SearchError
from zscrawl.home import Home
from zscrawl.indexing import open_current_index
from zscrawl.refresh import rebuild_index, refresh_archive

# Missing or surplus articles that are named; the rest is counted.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in what is derived outside the archive: ``part`` is ``facts`` or ``index``."""

    part: str
    detail: str
    repaired: bool = False


def prove(home: Home, *, repair: bool = False) -> list[Finding | Trouble]:
    """Everything that is wrong with ``home``; empty if it is whole.

    ``repair`` rebuilds what is derived (reprints, facts, index) and marks it ``repaired``; what was lost stays in the
    list, because only a backup brings it back. Raises ArchiveError if the archive cannot be opened at all.
    """
    found: list[Finding | Trouble] = list(verify(home.path, home.database_url, repair=repair))
    with open_archive(home.path, home.database_url) as archive:
        troubles = [*_facts(archive), *_index(home, archive)]
    if repair and troubles:
        if any(trouble.part == "index" for trouble in troubles):
            rebuild_index(home)
        refresh_archive(home)
        troubles = [replace(trouble, repaired=True) for trouble in troubles]
    return found + troubles


def _facts(archive: Archive) -> Iterator[Trouble]:
    behind = sum(not stored.withdrawn for stored in archive.without_facts(EXTRACTOR_VERSION))
    if behind:
        yield Trouble("facts", f"{behind:,} articles have no facts by today's rules; run 'zscrawl refresh'")


def _index(home: Home, archive: Archive) -> Iterator[Trouble]:
    try:
        with open_current_index(home, archive.generation) as index:
            indexed = {hit.uid for hit in index.search("*", limit=0, group=False).hits}
            watermark = int(index.watermark or 0)
    except SearchError as error:
        yield Trouble("index", str(error))
        return
    stored = {article.uid for article in archive.articles()}
    for uids, what in ((stored - indexed, "missing from"), (indexed - stored, "only in")):
        if uids:
            named = ", ".join(sorted(uids)[:_NAMED]) + (" …" if len(uids) > _NAMED else "")
            yield Trouble("index", f"{len(uids):,} articles are {what} the index: {named}")
    if watermark < archive.sequence:
        yield Trouble("index", "the index is behind the archive; run 'zscrawl refresh'")
