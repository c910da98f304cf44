"""One immutable segment of a Whoosh index, and the documents in it that meet a condition."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from search import analyzer
from search.documents import Document
from search.engines.whoosh import bits, schema
from search.frozen import thaw
from search.plan import AllOf, AnyOf, Between, Condition, Contains, HasToken, Is, NoneOf
from search.syntax import TEXT_FIELDS

CACHED_TERMS = 512
"""Bit sets kept in memory for each segment: at most 1.5 kB × this for 12 000 documents."""

COUNTED = 2_000
"""Candidates up to which occurrences in texts are counted; with more, having the text once is all that is asked."""

Evidence = dict[Contains, bytes]
"""What was found by looking at texts, as lanes of weights, so that it need not be found again for scoring."""


def state_of(stored: Any) -> tuple[str, int]:
    """The name of a Whoosh segment and how many of its documents are deleted: all that can change in it."""
    return stored.segid, stored.deleted_count()


class Segment:
    def __init__(self, reader: Any) -> None:
        self.size: int = reader.doc_count_all()
        self.state = state_of(reader.segment())
        self._terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        # Every file is opened now: a later commit may delete the segment while this reader still needs it.
        columns = partial(reader.column_reader, translate=False)
        self._texts = {name: columns(schema.text_column(name)) for name in TEXT_FIELDS}
        self._documents = columns("document")
        self.times: list[int] = columns("time").load()
        deleted = bits.from_ids(reader.segment().deleted_docs(), self.size)
        self.live = ((1 << self.size) - 1) & ~deleted
        self.bits: Callable[[str, str], int] = lru_cache(CACHED_TERMS)(self._read_bits)

    def _read_bits(self, field: str, term: str) -> int:
        found: int = self._terms.bits(field, term)
        return found

    def terms_beginning(self, field: str, prefix: str) -> Iterator[str]:
        found: Iterator[str] = self._terms.terms_beginning(field, prefix)
        return found

    def fetch(self, number: int) -> Document:
        return thaw(zlib.decompress(self._documents[number]))

    def numbers_of(self, uid: str) -> Iterator[int]:
        """The live documents called ``uid`` (folded); one, or none."""
        return bits.to_ids(self._read_bits("names", schema.name_term("uid", uid)) & self.live, self.size)

    def find(self, condition: Condition) -> tuple[int, Evidence]:
        """The live documents that meet ``condition``, and what was seen in their texts."""
        evidence: Evidence = {}
        return self._find(condition, self.live, evidence), evidence

    def _find(self, condition: Condition, within: int, evidence: Evidence) -> int:
        """Those of ``within`` that meet it; a smaller ``within`` saves looking at texts."""
        match condition:
            case Contains():
                return self._containing(condition, within, evidence)
            case HasToken(field, text, prefix):
                return within & self._any_term(field, schema.MARK + text, prefix)
            case Is(field, value, prefix):
                return within & self._any_term("names", schema.name_term(field, value), prefix)
            case Between(field, low, high):
                found = 0
                for term in schema.range_terms(field, low, high):
                    found |= self.bits("numbers", term)
                return within & found
            case NoneOf(part):
                return within & ~self._find(part, within, evidence)
            case AnyOf(parts):
                found = 0
                for part in parts:
                    found |= self._find(part, within, evidence)
                return found
            case AllOf(parts):
                for part in sorted(parts, key=_cost):
                    if not within:
                        break
                    within = self._find(part, within, evidence)
                return within

    def _any_term(self, field: str, term: str, prefix: bool) -> int:
        if not prefix:
            return self.bits(field, term)
        found = 0
        for longer in self.terms_beginning(field, term):
            found |= self._read_bits(field, longer)
        return found

    def _containing(self, condition: Contains, within: int, evidence: Evidence) -> int:
        field, text = condition.field, condition.text
        terms, proof = analyzer.pieces(text)
        for term in terms:
            within &= self.bits(field, term)
            if not within:
                return 0
        if proof:
            return within
        column, needle = self._texts[field], text.encode()
        candidates = bits.to_ids(within, self.size)
        lane = bytearray(self.size)
        if within.bit_count() > COUNTED:
            once = schema.weight(field, 1, schema.TYPICAL_LENGTH[field])
            for i in column.having(needle, candidates):
                lane[i] = once
        else:
            for i, count in column.counts(needle, candidates).items():
                lane[i] = schema.weight(field, count, schema.TYPICAL_LENGTH[field])
        evidence[condition] = bytes(lane)
        return bits.from_truth(lane)

    def lane_of(self, condition: Contains | HasToken, evidence: Evidence) -> bytes | None:
        """The weights of the documents that meet ``condition``, as far as they can be in the result; None for none."""
        lane: bytes | None
        if isinstance(condition, HasToken):
            term = schema.MARK + condition.text
            if condition.prefix:
                found = bits.truth(self._any_term(condition.field, term, True), self.size)
                weight = schema.weight(condition.field, 1, schema.TYPICAL_LENGTH[condition.field])
                return found.replace(b"\1", bytes((weight,)))
            lane = self._terms.lane(condition.field, term)
        elif analyzer.pieces(condition.text)[1]:
            lane = self._terms.lane(condition.field, condition.text)
        else:
            lane = evidence.get(condition)
        return lane


def _cost(condition: Condition) -> int:
    """What comes first in a conjunction: what needs no texts; of what does, negations last."""
    match condition:
        case Contains(_, text):
            return 0 if analyzer.pieces(text)[1] else 2
        case HasToken() | Is():
            return 1 if condition.prefix else 0
        case Between():
            return 1
        case NoneOf(part):
            return 3 * (_cost(part) > 1)
        case AllOf(parts) | AnyOf(parts):
            return max(map(_cost, parts), default=0)
