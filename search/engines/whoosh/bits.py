"""Sets of document numbers as Python integers: bit ``i`` is set if document ``i`` is in the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

_TO_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def from_ids(ids: Iterable[int], size: int) -> int:
    """The set of ``ids``, all below ``size``."""
    digits = bytearray(b"0") * size
    for i in ids:
        digits[i] = 49  # "1"
    digits.reverse()
    return int(digits, 2) if size else 0


def truth(bits: int, size: int) -> bytes:
    """One byte for each document, 1 or 0."""
    return format(bits, f"0{size}b").encode()[::-1].translate(_TO_TRUTH)


def to_ids(bits: int, size: int) -> Iterator[int]:
    """The members in ascending order."""
    return compress(range(size), truth(bits, size))
