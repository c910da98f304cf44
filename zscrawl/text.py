"""Text forms that more than one room needs: Simplified script and the folded form used to compare.

`simplify` is for people (names and labels in Simplified); `fold` is for machines: same length as its
input, so that an offset in the folded text is an offset in the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

# CJK Unified Ideographs with Extension A and the compatibility block: where t2s has pairs.
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # 15 ms to load; not every command needs it

    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _fold_table() -> dict[str, str]:
    """Character → one character: Simplified, half width, lower case. Only what changes is listed."""
    table: dict[str, str] = {}
    points = [p for low, high in _HAN_RANGES for p in range(low, high) if unicodedata.name(chr(p), "")]
    # One call for all of them, a newline between, so that no phrase rule can join two neighbours.
    simple = _converter().convert("\n".join(map(chr, points))).split("\n")
    table.update({chr(p): s for p, s in zip(points, simple, strict=True) if len(s) == 1 and s != chr(p)})
    for char in map(chr, (*range(0x80, 0x3100), *range(0xFE30, 0xFFF0), *range(0x41, 0x5B))):
        half = unicodedata.normalize("NFKC", char).lower()
        if len(half) == 1 and half != char:
            table[char] = half
    table |= dict.fromkeys("“”„‟«»「」『』", '"')
    table |= dict.fromkeys("‘’‚‛", "'")
    table |= dict.fromkeys("‐‑‒–—―－", "-")
    table |= dict.fromkeys(" \u2002\u2003\u3000\t", " ")
    return table


@lru_cache(maxsize=1)
def _changing() -> re.Pattern[str]:
    """One character that folding changes. Few do; finding them is four times as fast as looking up all."""
    return re.compile("[" + "".join(map(re.escape, sorted(_fold_table()))) + "]")


def simplify(text: str) -> str:
    """Traditional to Simplified script by OpenCC's phrase table; Simplified text is returned as it is."""
    return str(_converter().convert(text)) if text else text


def fold(text: str) -> str:
    """The form in which two texts are compared: Simplified, half width, lower case, plain quotes and dashes.

    The result has exactly as many characters as ``text``.
    """
    table = _fold_table()
    return _changing().sub(lambda found: table[found[0]], text)


def squash(text: str) -> str:
    """`fold`, and all white space dropped: what is left of a text when layout does not count."""
    return _SPACE.sub("", fold(text))
