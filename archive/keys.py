"""Keys of fingerprints in SQL: which texts share which, asked and answered for many texts at once.

One question for a whole transaction's texts costs about as much as one for a single text, and the
texts of one transaction find each other in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from archive.fingerprint import SCHEME, Fingerprint, fingerprint
from archive.models import FingerprintKeyRow, FingerprintRow, table_of
from archive.normal import NormalText
from archive.queries import in_batches
from archive.rows import VERSIONS
from archive.sql import insert_rows

MAX_SHARERS = 100
"""A key that so many versions have (a standing notice) tells nothing: no more are entered."""
MIN_SHARED = 0.2
"""A text that only shares sentences must share so many of the fewer: less cannot be an excerpt."""
MAX_CANDIDATES = 50
"""Texts compared in full for one new text; those that share the most keys come first."""

_KEYS = table_of(FingerprintKeyRow)
_PRINTS = table_of(FingerprintRow)
_SHARERS = sa.select(_KEYS.c.key, _KEYS.c.version_id).where(
    _KEYS.c.key.in_(sa.bindparam("keys", expanding=True))
)
_ENTERED = (
    sa.select(VERSIONS.c.id, VERSIONS.c.article_id, VERSIONS.c.text_digest, _PRINTS.c.sentences)
    .join(_PRINTS, _PRINTS.c.version_id == VERSIONS.c.id)
    .where(VERSIONS.c.id.in_(sa.bindparam("versions", expanding=True)))
)


@dataclass(frozen=True)
class NewText:
    """The text of a version that is to be entered."""

    article_id: int
    version_id: int
    digest: str
    normal: NormalText

    @cached_property
    def fingerprint(self) -> Fingerprint:
        return fingerprint(self.normal)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that may have the same text. ``sentences`` is the number of its sentence keys."""

    version_id: int
    article_id: int
    digest: str
    sentences: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """By version, how many keys of the whole text and of its sentences a new text shares with it."""

    whole: Counter[int]
    parts: Counter[int]

    def best(self) -> list[int]:
        shared = self.whole + self.parts
        return sorted(shared, key=lambda version: (-shared[version], version))[: 4 * MAX_CANDIDATES]


class Keys:
    """The keys of all versions, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def enter(self, texts: Sequence[NewText]) -> list[list[Candidate]]:
        """Enter texts one after the other; for each, which of those entered before it are worth comparing."""
        count = Counter(key for text in texts for key in text.fingerprint.keys)
        sharers = self._sharers(count)
        rows: list[tuple[int, int]] = []
        shared = []
        for text in texts:
            made = text.fingerprint
            shared.append(
                _Shared(
                    Counter(version for key in made.bands for version in sharers.get(key, ())),
                    Counter(version for key in made.sentences for version in sharers.get(key, ())),
                )
            )
            for key in made.keys:
                if len(sharers.get(key, ())) < MAX_SHARERS:
                    rows.append((key, text.version_id))
                    if count[key] > 1:
                        sharers.setdefault(key, []).append(text.version_id)
        self._write(texts, rows)
        best = [each.best() for each in shared]
        entered = self._entered({version for versions in best for version in versions}, texts)
        return [
            list(_chosen(text, each, (entered[version] for version in versions if version in entered)))
            for text, each, versions in zip(texts, shared, best, strict=True)
        ]

    def remove(self, version_id: int, text: NormalText) -> None:
        """Take a version's keys out again; ``text`` is what they were made from."""
        for batch in in_batches(fingerprint(text).keys, 500):
            mine = (_KEYS.c.version_id == version_id) & _KEYS.c.key.in_(batch)
            self._connection.execute(sa.delete(FingerprintKeyRow).where(mine))
        self._connection.execute(sa.delete(FingerprintRow).where(FingerprintRow.version_id == version_id))

    def _sharers(self, keys: Collection[int]) -> dict[int, list[int]]:
        """By key, the versions that have it already; keys that none has are left out."""
        sharers: dict[int, list[int]] = {}
        for batch in in_batches(sorted(keys), 1_000):  # sorted: neighbours stand on the same pages
            for key, version in self._connection.execute(_SHARERS, {"keys": batch}):
                sharers.setdefault(key, []).append(version)
        return sharers

    def _write(self, texts: Sequence[NewText], keys: list[tuple[int, int]]) -> None:
        prints = [(text.version_id, SCHEME, len(text.fingerprint.sentences)) for text in texts]
        insert_rows(self._connection, _PRINTS, ("version_id", "scheme", "sentences"), prints)
        insert_rows(self._connection, _KEYS, ("key", "version_id"), sorted(keys))

    def _entered(self, versions: Collection[int], texts: Sequence[NewText]) -> dict[int, Candidate]:
        found = {
            text.version_id: Candidate(
                text.version_id, text.article_id, text.digest, len(text.fingerprint.sentences)
            )
            for text in texts
        }
        for batch in in_batches(sorted(set(versions) - found.keys()), 1_000):
            for row in self._connection.execute(_ENTERED, {"versions": batch}):
                found[row.id] = Candidate(row.id, row.article_id, row.text_digest, row.sentences)
        return found


def _chosen(text: NewText, shared: _Shared, entered: Iterable[Candidate]) -> list[Candidate]:
    """Versions of other articles that resemble the text, or share sentences enough."""
    sentences = len(text.fingerprint.sentences)
    chosen = [
        each
        for each in entered
        if each.article_id != text.article_id
        and (
            shared.whole[each.version_id]
            or shared.parts[each.version_id] >= MIN_SHARED * min(sentences, each.sentences)
        )
    ]
    return chosen[:MAX_CANDIDATES]
