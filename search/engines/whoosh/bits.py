"""Sets of document numbers as Python integers: bit ``i`` is set if document ``i`` is in the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

_TO_TRUTH = bytes.maketrans(b"01", b"\x00\x01")
_TO_DIGITS = b"0" + b"1" * 255


def from_ids(ids: Iterable[int], size: int) -> int:
    """The set of ``ids``, all below ``size``."""
    lane = bytearray(size)
    for i in ids:
        lane[i] = 1
    return from_truth(lane)


def from_truth(lane: bytes | bytearray) -> int:
    """The set of the documents for which ``lane`` has another byte than 0."""
    return int(lane.translate(_TO_DIGITS)[::-1], 2) if lane else 0


def truth(bits: int, size: int) -> bytes:
    """One byte for each document, 1 or 0."""
    return format(bits, f"0{size}b").encode()[::-1].translate(_TO_TRUTH)


def to_ids(bits: int, size: int) -> Iterator[int]:
    """The members in ascending order."""
    return compress(range(size), truth(bits, size))
