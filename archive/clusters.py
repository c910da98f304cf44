"""Reprints in SQL: keys of fingerprints, links between articles, and the clusters they make.

All of it is derived from the versions' texts. The judgement is made elsewhere: `archive.reprints`
compares two texts, `archive.clustering` draws clusters from links.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from archive.clustering import Link, Member, clusters
from archive.keys import Candidate, Keys, NewText
from archive.models import FingerprintKeyRow, FingerprintRow, ReprintRow, table_of
from archive.normal import NormalText, normal_text
from archive.queries import in_batches
from archive.records import Relation, Similar
from archive.reprints import Reprint, compare
from archive.rows import ARTICLES, VERSIONS, current_version, local
from archive.texts import Texts

MAX_WAITING = 1_000_000
"""Characters of new texts that wait to be entered together: a bound of memory."""

_LINKS = table_of(ReprintRow)
_BODY = sa.select(VERSIONS.c.body).where(VERSIONS.c.id == sa.bindparam("version"))
_INSERT_LINK = sa.insert(_LINKS)
_LINKS_OF = sa.select(_LINKS).where(_LINKS.c.article_id.in_(sa.bindparam("articles", expanding=True)))
_LINKS_NEAR = sa.select(_LINKS).where(
    _LINKS.c.article_id.in_(sa.bindparam("articles", expanding=True))
    | _LINKS.c.other_id.in_(sa.bindparam("articles", expanding=True))
)
_MATES = sa.select(ARTICLES.c.id).where(
    ARTICLES.c.cluster.in_(
        sa.select(ARTICLES.c.cluster).where(ARTICLES.c.id.in_(sa.bindparam("articles", expanding=True)))
    )
)
_MOVE = (
    sa.update(ARTICLES)
    .where(ARTICLES.c.id == sa.bindparam("moved"))
    .values(cluster=sa.bindparam("to"), sequence=sa.bindparam("at"))
)


class Reprints:
    """Finds the reprints of new texts within one transaction.

    New texts are gathered and settled together, in the order in which they came.

    Args:
        next_sequence: gives the number of the next change, for articles whose cluster changes.
        texts: what is at hand of earlier transactions.
    """

    def __init__(
        self, connection: sa.Connection, next_sequence: Callable[[], int], texts: Texts | None = None
    ) -> None:
        self._connection = connection
        self._next_sequence = next_sequence
        self._keys = Keys(connection)
        self._touched: set[int] = set()
        self._waiting: dict[int, NewText] = {}
        self._waiting_length = 0
        self._texts = texts if texts is not None else Texts()

    def add(self, article_id: int, version_id: int, body: str, digest: str) -> None:
        """Enter the text of a new version and link its article with those that have it too."""
        text = normal_text(body)
        self._waiting[version_id] = NewText(article_id, version_id, digest, text)
        self._waiting_length += len(text.text)
        self._touched.add(article_id)
        if self._waiting_length > MAX_WAITING:
            self._settle()

    def forget(self, version_id: int, body: str) -> None:
        """Take a version's keys out again; ``body`` is the text that they were made from."""
        if version_id in self._waiting:
            self._settle()
        self._texts.forget(version_id)
        self._keys.remove(version_id, normal_text(body))

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
        self._settle()
        for batch in in_batches(sorted(self._touched), 5_000):
            self._redraw(batch)
        self._touched = set()

    # --- texts

    def _settle(self) -> None:
        """Enter the texts that wait, and link their articles."""
        texts = list(self._waiting.values())
        if not texts:
            return
        for text in texts:
            self._texts.keep(text.version_id, text.normal)
        found = []
        for text, candidates in zip(texts, self._keys.enter(texts), strict=True):
            found += [
                _as_row(text.article_id, other, reprint, is_shorter)
                for other, (reprint, is_shorter) in sorted(self._judge(text, candidates).items())
            ]
        self._link(found)
        self._waiting = {}
        self._waiting_length = 0

    def _judge(self, text: NewText, candidates: Sequence[Candidate]) -> dict[int, tuple[Reprint, bool]]:
        """By article, how it is a reprint of ``text``, and whether ``text`` is the shorter of the two."""
        found: dict[int, tuple[Reprint, bool]] = {}
        by_digest: dict[str, list[Candidate]] = {}
        for each in candidates:
            by_digest.setdefault(each.digest, []).append(each)
        for twin in by_digest.pop(text.digest, ()):
            found[twin.article_id] = (Reprint("same", 1.0, 1.0), True)
        for copies in by_digest.values():
            other = self._text_of(copies[0].version_id)
            reprint = compare(text.normal, other)
            if reprint is None:
                continue
            shorter = len(text.normal.masked_grams) <= len(other.masked_grams)
            for copy in copies:
                known = found.get(copy.article_id)
                if known is None or known[0].covered < reprint.covered:
                    found[copy.article_id] = (reprint, shorter)
        return found

    def _text_of(self, version_id: int) -> NormalText:
        """The text of a version that is entered, read once for all comparisons that follow closely."""
        if version_id in self._waiting:
            return self._waiting[version_id].normal
        text = self._texts.get(version_id)
        if text is None:
            text = normal_text(self._connection.scalars(_BODY, {"version": version_id}).one())
            self._texts.keep(version_id, text)
        return text

    # --- links and clusters

    def _link(self, found: Sequence[dict[str, Any]]) -> None:
        """Keep the closest relation between two articles over all their versions."""
        closest: dict[tuple[int, int], dict[str, Any]] = {}
        for row in found:
            pair = _pair(row["article_id"], row["other_id"])
            if pair not in closest or closest[pair]["covered"] < row["covered"]:
                closest[pair] = row
        for batch in in_batches(sorted({low for low, _ in closest} | {high for _, high in closest}), 500):
            for link in self._connection.execute(_LINKS_OF, {"articles": batch}).all():
                pair = _pair(link.article_id, link.other_id)
                if pair not in closest:
                    continue
                if link.covered >= closest[pair]["covered"]:
                    del closest[pair]
                else:
                    self._connection.execute(
                        sa.delete(ReprintRow).where(
                            _LINKS.c.article_id.in_(pair), _LINKS.c.other_id.in_(pair)
                        )
                    )
        if closest:
            self._connection.execute(_INSERT_LINK, list(closest.values()))

    def _redraw(self, touched: Collection[int]) -> None:
        mates = self._cluster_mates(touched)  # who may have to leave, now that a link is gone
        links = self._links_around(mates)
        ids = {each for link in links for each in (link.shorter, link.longer)} | mates
        members, before = self._members(ids)
        originals = clusters(members, links)
        moved = [
            {"moved": each, "to": members[originals[each]].uid, "at": self._next_sequence()}
            for each in sorted(members)
            if before[each] != members[originals[each]].uid
        ]
        if moved:
            self._connection.execute(_MOVE, moved)

    def _links_around(self, ids: set[int]) -> list[Link]:
        """Every link that can be reached from ``ids``."""
        frontier, seen, links = set(ids), set[int](), dict[tuple[int, int], Link]()
        while frontier:
            seen |= frontier
            reached: set[int] = set()
            for batch in in_batches(sorted(frontier), 400):
                for row in self._connection.execute(_LINKS_NEAR, {"articles": batch}):
                    links[row.article_id, row.other_id] = _link_of(row)
                    reached |= {row.article_id, row.other_id}
            frontier = reached - seen
        return list(links.values())

    def _cluster_mates(self, ids: Collection[int]) -> set[int]:
        """``ids``, and the articles that are now in one cluster with one of them."""
        mates = set(ids)
        for batch in in_batches(sorted(ids), 400):
            mates |= set(self._connection.scalars(_MATES, {"articles": batch}))
        return mates

    def _members(self, ids: Collection[int]) -> tuple[dict[int, Member], dict[int, str]]:
        members: dict[int, Member] = {}
        before: dict[int, str] = {}
        for batch in in_batches(sorted(ids), 500):
            _read_members(self._connection.execute(_MEMBERS_OF, {"articles": batch}), members, before)
        return members, before


_MEMBERS = sa.select(
    ARTICLES.c.id, ARTICLES.c.uid, ARTICLES.c.dated_at, ARTICLES.c.cluster, VERSIONS.c.site, VERSIONS.c.origin
).join(VERSIONS, current_version())
_MEMBERS_OF = _MEMBERS.where(ARTICLES.c.id.in_(sa.bindparam("articles", expanding=True)))


def _read_members(rows: Iterable[sa.Row[Any]], members: dict[int, Member], clusters: dict[int, str]) -> None:
    for row in rows:
        members[row.id] = Member(row.id, row.uid, row.dated_at, row.site, row.origin)
        clusters[row.id] = row.cluster


def all_members(connection: sa.Connection) -> tuple[dict[int, Member], dict[int, str]]:
    """Every article as a member of its cluster, and the cluster that is kept for it."""
    members: dict[int, Member] = {}
    kept: dict[int, str] = {}
    _read_members(connection.execute(_MEMBERS), members, kept)
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


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _as_row(article_id: int, other: int, reprint: Reprint, is_shorter: bool) -> dict[str, Any]:
    shorter, longer = (article_id, other) if is_shorter else (other, article_id)
    return {
        "article_id": shorter, "other_id": longer, "kind": reprint.kind,
        "contained": reprint.contained, "covered": reprint.covered,
    }  # fmt: skip


def _link_of(row: sa.Row[Any]) -> Link:
    return Link(row.article_id, row.other_id, row.kind == "excerpt", row.covered)
