"""Reprints in SQL: keys of fingerprints, links between articles, and the clusters they make.

All of it is derived from the versions' texts. The judgement is made elsewhere: `archive.reprints`
compares two texts, `archive.clustering` draws clusters from links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from archive.clustering import Link, Member, clusters
from archive.fingerprint import SCHEME, Fingerprint, fingerprint
from archive.models import ArticleRow, FingerprintKeyRow, FingerprintRow, ReprintRow, table_of
from archive.normal import NormalText, normal_text
from archive.queries import in_batches
from archive.records import Relation, Similar
from archive.reprints import Reprint, compare
from archive.rows import ARTICLES, VERSIONS, current_version, local

MAX_SHARERS = 100
"""A key that so many versions have (a standing notice) tells nothing: no more are entered."""
MIN_SHARED = 0.2
"""A text that only shares sentences must share so many of the fewer: less cannot be an excerpt."""
MAX_CANDIDATES = 50
"""Texts compared in full for one new text; those that share the most keys come first."""

_KEYS = table_of(FingerprintKeyRow)
_LINKS = table_of(ReprintRow)
_PRINTS = table_of(FingerprintRow)
_INSERT_KEY = sa.insert(_KEYS)
_INSERT_FINGERPRINT = sa.insert(_PRINTS)


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
        made = fingerprint(text)
        sharers = self._sharers(made.keys)
        keys = [key for key in made.keys if len(sharers[key]) < MAX_SHARERS]
        self._enter(version_id, keys, len(made.sentences))
        found = self._judge(text, digest, self._candidates(made, sharers, article_id))
        self._link(article_id, found)
        self._touched.add(article_id)

    def forget(self, version_id: int, body: str) -> None:
        """Take a version's keys out again; ``body`` is the text that they were made from."""
        keys = fingerprint(normal_text(body)).keys
        for batch in in_batches(keys, 500):
            mine = (_KEYS.c.version_id == version_id) & _KEYS.c.key.in_(batch)
            self._connection.execute(sa.delete(FingerprintKeyRow).where(mine))
        self._connection.execute(sa.delete(FingerprintRow).where(FingerprintRow.version_id == version_id))

    def forget_all(self) -> None:
        """Drop every fingerprint and link; all versions are to be entered again."""
        for model in (FingerprintKeyRow, FingerprintRow, ReprintRow):
            self._connection.execute(sa.delete(model))
        self._touched |= set(self._connection.scalars(sa.select(ARTICLES.c.id)))

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
        for batch in in_batches(sorted(self._touched), 5_000):
            self._redraw(batch)
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

    def _enter(self, version_id: int, keys: list[int], sentences: int) -> None:
        row = {"version_id": version_id, "scheme": SCHEME, "sentences": sentences}
        self._connection.execute(_INSERT_FINGERPRINT, row)
        if keys:
            rows = [{"key": key, "version_id": version_id} for key in keys]
            self._connection.execute(_INSERT_KEY, rows)

    def _candidates(self, made: Fingerprint, sharers: dict[int, list[int]], article_id: int) -> Sequence[Any]:
        """The versions of other articles worth comparing: they resemble the text, or share sentences enough."""
        whole = Counter(version for key in made.bands for version in sharers[key])
        parts = Counter(version for key in made.sentences for version in sharers[key])
        shared = whole + parts
        best = sorted(shared, key=lambda version: (-shared[version], version))[: 4 * MAX_CANDIDATES]
        if not best:
            return []
        columns = (VERSIONS.c.id, VERSIONS.c.article_id, VERSIONS.c.text_digest, _PRINTS.c.sentences)
        query = sa.select(*columns).join(_PRINTS, _PRINTS.c.version_id == VERSIONS.c.id)
        query = query.where(VERSIONS.c.id.in_(best), VERSIONS.c.article_id != article_id)
        rows = {row.id: row for row in self._connection.execute(query)}
        chosen = [
            rows[version]
            for version in best
            if version in rows
            and (
                whole[version]
                or parts[version] >= MIN_SHARED * min(len(made.sentences), rows[version].sentences)
            )
        ]
        return chosen[:MAX_CANDIDATES]

    def _judge(
        self, text: NormalText, digest: str, candidates: Sequence[Any]
    ) -> dict[int, tuple[Reprint, bool]]:
        """By article, how it is a reprint of ``text``, and whether ``text`` is the shorter of the two."""
        found: dict[int, tuple[Reprint, bool]] = {}
        by_digest: dict[str, list[Any]] = {}
        for row in candidates:
            by_digest.setdefault(row.text_digest, []).append(row)
        for twin in by_digest.pop(digest, ()):
            found[twin.article_id] = (Reprint("same", 1.0, 1.0), True)
        firsts = {same[0].id: same for same in by_digest.values()}
        for version, body in self._bodies(firsts):
            other = normal_text(body)
            reprint = compare(text, other)
            if reprint is None:
                continue
            shorter = len(text.masked_grams) <= len(other.masked_grams)
            for copy in firsts[version]:
                known = found.get(copy.article_id)
                if known is None or known[0].covered < reprint.covered:
                    found[copy.article_id] = (reprint, shorter)
        return found

    def _bodies(self, versions: Collection[int]) -> Iterable[tuple[int, str]]:
        if not versions:
            return ()
        query = sa.select(VERSIONS.c.id, VERSIONS.c.body).where(VERSIONS.c.id.in_(versions))
        return [(row.id, row.body) for row in self._connection.execute(query.order_by(VERSIONS.c.id))]

    # --- links and clusters

    def _link(self, article_id: int, found: dict[int, tuple[Reprint, bool]]) -> None:
        """Keep the closest relation between two articles over all their versions."""
        if not found:
            return
        mine = (_LINKS.c.article_id == article_id) | (_LINKS.c.other_id == article_id)
        known = {
            row.other_id if row.article_id == article_id else row.article_id: row
            for row in self._connection.execute(sa.select(_LINKS).where(mine))
        }
        rows = []
        for other, (reprint, is_shorter) in sorted(found.items()):
            if other in known:
                if known[other].covered >= reprint.covered:
                    continue
                here = {known[other].article_id, known[other].other_id}
                self._connection.execute(
                    sa.delete(ReprintRow).where(_LINKS.c.article_id.in_(here), _LINKS.c.other_id.in_(here))
                )
            shorter, longer = (article_id, other) if is_shorter else (other, article_id)
            rows.append(
                {"article_id": shorter, "other_id": longer, "kind": reprint.kind}
                | {"contained": reprint.contained, "covered": reprint.covered}
            )
        if rows:
            self._connection.execute(sa.insert(_LINKS), rows)

    def _redraw(self, touched: Collection[int]) -> None:
        mates = self._cluster_mates(touched)  # who may have to leave, now that a link is gone
        links = self._links_around(mates)
        ids = {each for link in links for each in (link.shorter, link.longer)} | mates
        members, before = self._members(ids)
        originals = clusters(members, links)
        for each in sorted(members):
            cluster = members[originals[each]].uid
            if before[each] != cluster:
                values = {"cluster": cluster, "sequence": self._next_sequence()}
                self._connection.execute(sa.update(ArticleRow).where(ARTICLES.c.id == each).values(**values))

    def _links_around(self, ids: set[int]) -> list[Link]:
        """Every link that can be reached from ``ids``."""
        frontier, seen, links = set(ids), set[int](), dict[tuple[int, int], Link]()
        while frontier:
            seen |= frontier
            reached: set[int] = set()
            for batch in in_batches(sorted(frontier), 400):
                near = _LINKS.c.article_id.in_(batch) | _LINKS.c.other_id.in_(batch)
                for row in self._connection.execute(sa.select(_LINKS).where(near)):
                    links[row.article_id, row.other_id] = _link_of(row)
                    reached |= {row.article_id, row.other_id}
            frontier = reached - seen
        return list(links.values())

    def _cluster_mates(self, ids: Collection[int]) -> set[int]:
        """``ids``, and the articles that are now in one cluster with one of them."""
        mates = set(ids)
        for batch in in_batches(sorted(ids), 400):
            names = sa.select(ARTICLES.c.cluster).where(ARTICLES.c.id.in_(batch))
            mates |= set(
                self._connection.scalars(sa.select(ARTICLES.c.id).where(ARTICLES.c.cluster.in_(names)))
            )
        return mates

    def _members(self, ids: Collection[int]) -> tuple[dict[int, Member], dict[int, str]]:
        members: dict[int, Member] = {}
        before: dict[int, str] = {}
        for batch in in_batches(sorted(ids), 500):
            _read_members(self._connection, _MEMBERS.where(ARTICLES.c.id.in_(batch)), members, before)
        return members, before


_MEMBERS = sa.select(
    ARTICLES.c.id, ARTICLES.c.uid, ARTICLES.c.dated_at, ARTICLES.c.cluster, VERSIONS.c.site, VERSIONS.c.origin
).join(VERSIONS, current_version())


def _read_members(
    connection: sa.Connection, query: sa.Select[Any], members: dict[int, Member], clusters: dict[int, str]
) -> None:
    for row in connection.execute(query):
        members[row.id] = Member(row.id, row.uid, row.dated_at, row.site, row.origin)
        clusters[row.id] = row.cluster


def all_members(connection: sa.Connection) -> tuple[dict[int, Member], dict[int, str]]:
    """Every article as a member of its cluster, and the cluster that is kept for it."""
    members: dict[int, Member] = {}
    kept: dict[int, str] = {}
    _read_members(connection, _MEMBERS, members, kept)
    return members, kept


def all_links(connection: sa.Connection) -> list[Link]:
    """Every link between two articles."""
    return [_link_of(row) for row in connection.execute(sa.select(_LINKS))]


def similar(connection: sa.Connection, uid: str) -> list[Similar]:
    """The articles that are linked with this one or share its cluster; see `Archive.similar`."""
    me = connection.execute(sa.select(ARTICLES.c.id, ARTICLES.c.cluster).where(ARTICLES.c.uid == uid)).first()
    if me is None:
        return []
    mine = (_LINKS.c.article_id == me.id) | (_LINKS.c.other_id == me.id)
    links = {
        row.other_id if row.article_id == me.id else row.article_id: row
        for row in connection.execute(sa.select(_LINKS).where(mine))
    }
    query = sa.select(
        ARTICLES.c.id, ARTICLES.c.uid, ARTICLES.c.source, ARTICLES.c.canonical_url, ARTICLES.c.cluster,
        ARTICLES.c.published_at, VERSIONS.c.title,
    ).join(VERSIONS, current_version())  # fmt: skip
    near = (ARTICLES.c.cluster == me.cluster) | ARTICLES.c.id.in_(list(links))
    found = []
    for row in connection.execute(query.where(near, ARTICLES.c.id != me.id).order_by(ARTICLES.c.dated_at)):
        link = links.get(row.id)
        relation: Relation = "same"
        if link is not None and link.kind == "excerpt":
            relation = "contains" if link.article_id == me.id else "excerpt"
        found.append(
            Similar(
                uid=row.uid,
                title=row.title,
                url=row.canonical_url,
                source=row.source,
                published_at=local(row.published_at),
                relation=relation if link is not None else "cluster",
                contained=link.contained if link is not None else None,
                covered=link.covered if link is not None else None,
                in_cluster=row.cluster == me.cluster,
                original=row.cluster == row.uid == me.cluster,
            )
        )
    return found


def _link_of(row: sa.Row[Any]) -> Link:
    return Link(row.article_id, row.other_id, row.kind == "excerpt", row.covered)
