"""How the documents of one term are written down: a few bytes each, read and written at C speed.

Whoosh's own format is a pickled tuple for every 128 documents, filled by a method call for each of them. Here the
documents of a term are one block of one of four kinds: a short list as it is in memory; the differences between
their numbers, and weights; for a frequent term whose weights differ a *lane*, one byte for each document of the
segment, 0 where it does not have the term; and if all weights are the same, a bit map.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from operator import sub
from typing import NamedTuple

from search.engines.whoosh import bits

WEIGHT_BITS = 8
"""A posting in memory is ``number << WEIGHT_BITS | weight``, with a weight of 1 to 255."""
_SHORT = 8  # documents; below this the other kinds save nothing
_LIST, _BIT_MAP, _LANE = 0, 3, 5
_STEPS = {1: "B", 2: "H", 4: "I"}  # kind, which is the bytes that a difference needs → array type
_HEADER = struct.Struct("<BBI")  # kind, weight of all or 0, number of documents


class Postings(NamedTuple):
    """The documents of a term in ascending order, and what each weighs."""

    ids: Sequence[int]
    weights: Sequence[int]


def pack(postings: array[int], size: int) -> bytes:
    """Write down postings (in memory form, ascending) of a segment with ``size`` documents."""
    count = len(postings)
    if count < _SHORT:
        return b"\x00" + postings.tobytes()
    ids = [posting >> WEIGHT_BITS for posting in postings]
    weights = bytes([posting & 255 for posting in postings])
    same = weights[0] if weights.count(weights[0]) == count else 0
    if same and 8 * count > size:
        numbers = bits.from_ids(ids, size).to_bytes((size + 7) // 8, "little")
        return _HEADER.pack(_BIT_MAP, same, count) + numbers
    if not same and 4 * count > size:
        return _HEADER.pack(_LANE, 0, count) + _scattered(ids, weights, size)
    steps = [ids[0], *map(sub, ids[1:], ids)]
    largest = max(steps)
    kind = 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4
    return _HEADER.pack(kind, same, count) + (b"" if same else weights) + array(_STEPS[kind], steps).tobytes()


def _scattered(ids: Iterable[int], weights: Iterable[int], size: int) -> bytes:
    lane = bytearray(size)
    for i, weight in zip(ids, weights, strict=True):
        lane[i] = weight
    return bytes(lane)


def unpack(data: bytes, size: int) -> Postings:
    """Read back what `pack` wrote."""
    if data[0] == _LIST:
        postings = array("I", data[1:])
        return Postings([p >> WEIGHT_BITS for p in postings], bytes([p & 255 for p in postings]))
    kind, same, count = _HEADER.unpack_from(data)
    rest = data[_HEADER.size :]
    if kind == _LANE:
        return Postings(list(compress(range(size), rest)), rest.translate(None, b"\0"))
    weights, numbers = (bytes((same,)) * count, rest) if same else (rest[:count], rest[count:])
    if kind == _BIT_MAP:
        return Postings(list(bits.to_ids(int.from_bytes(numbers, "little"), size)), weights)
    return Postings(list(_ids(kind, numbers)), weights)


def unpack_lane(data: bytes, size: int) -> bytes:
    """The weight of every document of the segment, 0 for those without the term."""
    if data[0] == _LANE:
        return data[_HEADER.size :]
    return _scattered(*unpack(data, size), size)


def unpack_bits(data: bytes, size: int) -> int:
    """Only the set of documents."""
    if data[0] == _LIST:
        found = 0
        for posting in array("I", data[1:]):
            found |= 1 << (posting >> WEIGHT_BITS)
        return found
    kind, same, count = _HEADER.unpack_from(data)
    rest = data[_HEADER.size :]
    if kind == _LANE:
        return bits.from_truth(rest)
    numbers = rest if same else rest[count:]
    if kind == _BIT_MAP:
        return int.from_bytes(numbers, "little")
    return bits.from_ids(_ids(kind, numbers), size)


def _ids(kind: int, numbers: bytes) -> Iterable[int]:
    return accumulate(array(_STEPS[kind], numbers))
