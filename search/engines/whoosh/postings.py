"""How the documents of one term are written down: a few bytes each, read and written at C speed.

Whoosh's own format is a pickled tuple for every 128 documents, filled by a method call for each of them. Here the
documents of a term are one block of one of three kinds: a short list as it is in memory; the differences between
their numbers; or, for a term in more than one document of eight, a bit map. A weight byte for each document, or one
for all, goes before the latter two.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from search.engines.whoosh import bits

WEIGHT_BITS = 8
"""A posting in memory is ``number << WEIGHT_BITS | weight``, with a weight of 1 to 255."""
_SHORT = 8  # documents; below this the other kinds save nothing
_LIST, _BIT_MAP = 0, 3
_STEPS = {1: "B", 2: "H", 4: "I"}  # kind, which is the bytes that a difference needs → array type
_HEADER = struct.Struct("<BBI")  # kind, weight of all or 0, number of documents


class Postings(NamedTuple):
    """The documents of a term in ascending order, and what each weighs."""

    ids: Sequence[int]
    weights: Sequence[int]


NO_POSTINGS = Postings((), ())


def pack(postings: array[int], size: int) -> bytes:
    """Write down postings (in memory form, ascending) of a segment with ``size`` documents."""
    count = len(postings)
    if count < _SHORT:
        return b"\x00" + postings.tobytes()
    ids = [posting >> WEIGHT_BITS for posting in postings]
    weights = bytes([posting & 255 for posting in postings])
    same = weights.count(weights[0]) == count
    if 8 * count > size:
        kind, numbers = _BIT_MAP, bits.from_ids(ids, size).to_bytes((size + 7) // 8, "little")
    else:
        steps = [ids[0], *map(sub, ids[1:], ids)]
        largest = max(steps)
        kind = 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4
        numbers = array(_STEPS[kind], steps).tobytes()
    return _HEADER.pack(kind, weights[0] if same else 0, count) + (b"" if same else weights) + numbers


def unpack(data: bytes, size: int) -> Postings:
    """Read back what `pack` wrote."""
    if data[0] == _LIST:
        postings = array("I", data[1:])
        return Postings([p >> WEIGHT_BITS for p in postings], bytes([p & 255 for p in postings]))
    kind, weight, count = _HEADER.unpack_from(data)
    at = _HEADER.size
    weights = bytes((weight,)) * count if weight else data[at : at + count]
    numbers = data[at if weight else at + count :]
    if kind == _BIT_MAP:
        return Postings(list(bits.to_ids(int.from_bytes(numbers, "little"), size)), weights)
    return Postings(list(_ids(kind, numbers)), weights)


def unpack_bits(data: bytes, size: int) -> int:
    """Only the set of documents."""
    if data[0] == _LIST:
        found = 0
        for posting in array("I", data[1:]):
            found |= 1 << (posting >> WEIGHT_BITS)
        return found
    kind, weight, count = _HEADER.unpack_from(data)
    numbers = data[_HEADER.size + (0 if weight else count) :]
    if kind == _BIT_MAP:
        return int.from_bytes(numbers, "little")
    return bits.from_ids(_ids(kind, numbers), size)


def _ids(kind: int, numbers: bytes) -> Iterable[int]:
    return accumulate(array(_STEPS[kind], numbers))
