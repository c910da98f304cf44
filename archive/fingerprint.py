"""The keys by which texts that may be reprints of each other find one another.

Two kinds, both 64-bit integers in one SQL index:

*   MinHash bands (LSH) over pieces of five characters: texts that resemble each other as wholes.
    `BANDS` bands of `ROWS` rows meet with probability .94 at a resemblance of .6, .99 at .7.
*   Sentences: texts of which one contains a part of the other. Up to `MAX_SENTENCES`, those with the
    smallest hashes, so that two long texts choose the same ones.

`SCHEME` names all that the keys depend on. Keys of another scheme are not compared; ``verify
--repair`` makes them anew.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

from rensa import RMinHash

from archive.normal import MIN_SENTENCE, NormalText, grams

BANDS, ROWS = 16, 4
MAX_SENTENCES = 32
SCHEME = f"1.{RMinHash.ALGORITHM_VERSION}.{BANDS}x{ROWS}.{MAX_SENTENCES}"
_SEED = 42
_BAND, _TEXT = (hashlib.blake2b(digest_size=8, person=kind) for kind in (b"band", b"text"))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The keys of one text, each a signed 64-bit integer; none at all for an empty text."""

    bands: tuple[int, ...]
    sentences: tuple[int, ...]

    @property
    def keys(self) -> list[int]:
        return sorted({*self.bands, *self.sentences})


def fingerprint(text: NormalText) -> Fingerprint:
    """The keys of ``text``."""
    if not text.text:
        return Fingerprint((), ())
    return Fingerprint(tuple(_bands(text.text)), tuple(_sentences(text.sentences)))


def _bands(text: str) -> list[int]:
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    minhash.update(grams(text))
    digest = minhash.digest()
    return [
        _key(_BAND, struct.pack(f">B{ROWS}I", band, *digest[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS)
    ]


def _sentences(sentences: tuple[str, ...]) -> list[int]:
    long = {_key(_TEXT, sentence.encode()) for sentence in sentences if len(sentence) >= MIN_SENTENCE}
    return sorted(long)[:MAX_SENTENCES]


def _key(kind: hashlib.blake2b, value: bytes) -> int:
    digest = kind.copy()
    digest.update(value)
    return int.from_bytes(digest.digest(), "big", signed=True)
