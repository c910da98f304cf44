"""Reprints in SQL: keys of fingerprints, links between articles, and the clusters they make.

All of it is derived from the versions' texts. The judgement is made elsewhere: `archive.reprints`
compares two texts, `archive.clustering` draws clusters from links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

import sqlalchemy as sa

from archive import fingerprint
from archive.clustering import Link, Member, clusters
from archive.models import ArticleRow, FingerprintKeyRow, FingerprintRow, ReprintRow
from archive.normal import NormalText, normal_text
from archive.queries import in_batches
from archive.reprints import Reprint, compare
from archive.rows import ARTICLES, VERSIONS

MAX_SHARERS = 100
"""A key that so many versions have (a standing notice) tells nothing: no more are entered."""
MAX_CANDIDATES = 50
"""Texts compared in full for one new text; those that share the most keys come first."""

_KEYS = FingerprintKeyRow.__table__
_LINKS = ReprintRow.__table__


class Reprints:
    """Finds the reprints of new texts within one transaction.

    Args:
        next_sequence: gives the number of the next change, for articles whose cluster changes.
    """

    def __init__(self, connection: sa.Connection, next_sequence: Callable[[], int]) -> None:
        self._connection = connection
        self._next_sequence = next_sequence
        self._touched: set[int] = set()

    def add(self, article_id: int, version_id: int, body: str, digest: str) -> None:
        """Enter the text of a new version and link its article with those that have it too."""
        text = normal_text(body)
        keys = fingerprint.keys(text)
        sharers = self._sharers(keys)
        self._enter(version_id, [key for key in keys if len(sharers[key]) < MAX_SHARERS], len(keys))
        shared = Counter(version for versions in sharers.values() for version in versions)
        best = sorted(shared, key=lambda version: (-shared[version], version))[:MAX_CANDIDATES]
        for other_id, reprint, shorter in self._judge(text, digest, best):
            if other_id != article_id:
                self._link(*((article_id, other_id) if shorter else (other_id, article_id)), reprint)
        self._touched.add(article_id)

    def forget(self, version_id: int, body: str) -> None:
        """Take a version's keys out again; ``body`` is the text that they were made from."""
        keys = fingerprint.keys(normal_text(body))
        for batch in in_batches(keys, 500):
            mine = (_KEYS.c.version_id == version_id) & _KEYS.c.key.in_(batch)
            self._connection.execute(sa.delete(FingerprintKeyRow).where(mine))
        self._connection.execute(sa.delete(FingerprintRow).where(FingerprintRow.version_id == version_id))

    def unlink(self, article_id: int) -> None:
        """Forget what an article is a reprint of; its versions are to be entered again."""
        mine = (_LINKS.c.article_id == article_id) | (_LINKS.c.other_id == article_id)
        self.touch(article_id)
        self._connection.execute(sa.delete(ReprintRow).where(mine))

    def touch(self, article_id: int) -> None:
        """Note that something that clusters depend on (date, site, origin) has changed."""
        self._touched.add(article_id)

    def finish(self) -> None:
        """Draw the clusters of all articles that were touched. Must precede the commit."""
        if self._touched:
            self._redraw(self._touched)
            self._touched = set()

    # --- fingerprints

    def _sharers(self, keys: list[int]) -> dict[int, list[int]]:
        """By key, the versions that have it already."""
        sharers: dict[int, list[int]] = {key: [] for key in keys}
        if keys:
            query = sa.select(_KEYS.c.key, _KEYS.c.version_id).where(_KEYS.c.key.in_(keys))
            for key, version in self._connection.execute(query):
                sharers[key].append(version)
        return sharers

    def _enter(self, version_id: int, keys: list[int], count: int) -> None:
        row = {"version_id": version_id, "scheme": fingerprint.SCHEME, "keys": count}
        self._connection.execute(sa.insert(FingerprintRow), row)
        if keys:
            rows = [{"key": key, "version_id": version_id} for key in keys]
            self._connection.execute(sa.insert(FingerprintKeyRow), rows)

    def _judge(
        self, text: NormalText, digest: str, versions: list[int]
    ) -> Iterable[tuple[int, Reprint, bool]]:
        """The articles among ``versions`` that are reprints: (article, how, whether ``text`` is the shorter)."""
        if not versions:
            return
        columns = (VERSIONS.c.id, VERSIONS.c.article_id, VERSIONS.c.text_digest)
        rows = self._connection.execute(sa.select(*columns).where(VERSIONS.c.id.in_(versions))).all()
        by_digest: dict[str, list[Any]] = {}
        for row in rows:
            by_digest.setdefault(row.text_digest, []).append(row)
        for twin in by_digest.pop(digest, ()):
            yield twin.article_id, Reprint("same", 1.0, 1.0), True
        chosen = {same[0].id: same for same in by_digest.values()}
        bodies = sa.select(VERSIONS.c.id, VERSIONS.c.body).where(VERSIONS.c.id.in_(list(chosen)))
        for version, body in self._connection.execute(bodies).all() if chosen else ():
            other = normal_text(body)
            reprint = compare(text, other)
            if reprint is not None:
                shorter = len(text.masked_grams) <= len(other.masked_grams)
                for copy in chosen[version]:
                    yield copy.article_id, reprint, shorter

    # --- links and clusters

    def _link(self, shorter: int, longer: int, reprint: Reprint) -> None:
        """Keep the closest relation between two articles over all their versions."""
        both = ((_LINKS.c.article_id == shorter) & (_LINKS.c.other_id == longer)) | (
            (_LINKS.c.article_id == longer) & (_LINKS.c.other_id == shorter)
        )
        known = self._connection.execute(sa.select(_LINKS.c.covered).where(both)).first()
        if known is not None:
            if known.covered >= reprint.covered:
                return
            self._connection.execute(sa.delete(ReprintRow).where(both))
        row = {
            "article_id": shorter, "other_id": longer, "kind": reprint.kind,
            "contained": reprint.contained, "covered": reprint.covered,
        }  # fmt: skip
        self._connection.execute(sa.insert(ReprintRow), row)

    def _redraw(self, touched: Collection[int]) -> None:
        links = self._links_around(touched)
        ids = {each for link in links for each in (link.shorter, link.longer)} | set(touched)
        members, before = self._members(ids)
        originals = clusters(members, links)
        for each in sorted(members):
            cluster = members[originals[each]].uid
            if before[each] != cluster:
                values = {"cluster": cluster, "sequence": self._next_sequence()}
                self._connection.execute(sa.update(ArticleRow).where(ARTICLES.c.id == each).values(**values))

    def _links_around(self, ids: Collection[int]) -> list[Link]:
        """Every link that can be reached from ``ids``, and from the articles now in their clusters."""
        frontier, seen, links = self._cluster_mates(ids), set[int](), dict[tuple[int, int], Link]()
        while frontier:
            seen |= frontier
            reached: set[int] = set()
            for batch in in_batches(sorted(frontier), 400):
                near = _LINKS.c.article_id.in_(batch) | _LINKS.c.other_id.in_(batch)
                for row in self._connection.execute(sa.select(_LINKS).where(near)):
                    link = Link(row.article_id, row.other_id, row.kind == "excerpt", row.covered)
                    links[row.article_id, row.other_id] = link
                    reached |= {row.article_id, row.other_id}
            frontier = reached - seen
        return list(links.values())

    def _cluster_mates(self, ids: Collection[int]) -> set[int]:
        mates = set(ids)
        for batch in in_batches(sorted(ids), 400):
            names = sa.select(ARTICLES.c.cluster).where(ARTICLES.c.id.in_(batch))
            mates |= set(
                self._connection.scalars(sa.select(ARTICLES.c.id).where(ARTICLES.c.cluster.in_(names)))
            )
        return mates

    def _members(self, ids: Collection[int]) -> tuple[dict[int, Member], dict[int, str]]:
        members, before = {}, {}
        for batch in in_batches(sorted(ids), 500):
            query = (
                sa.select(
                    ARTICLES.c.id, ARTICLES.c.uid, ARTICLES.c.dated_at, ARTICLES.c.cluster,
                    VERSIONS.c.site, VERSIONS.c.origin,
                )
                .join(VERSIONS, (VERSIONS.c.article_id == ARTICLES.c.id) & (VERSIONS.c.number == ARTICLES.c.version))
                .where(ARTICLES.c.id.in_(batch))
            )  # fmt: skip
            for row in self._connection.execute(query):
                members[row.id] = Member(row.id, row.uid, row.dated_at, row.site, row.origin)
                before[row.id] = row.cluster
        return members, before
