"""Lines that were broken at a fixed width, as texts from PDF and old pages are: 新引进1个,续建|8个.

In such a text a line's end says nothing; in any other it ends a sentence. So a break is taken out only where the whole
text is seen to be set to a width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDEST, _NARROWEST = 60, 16
"""Characters of a line that was broken at a width; a paragraph in one line has more."""

_RAGGED = 4
"""Characters that a full line may fall short of the width: a number or a word is not parted."""

_LINES, _MOST = 5, 0.6
"""Full lines from which on, and the share of all lines from which on, a text is set to a width."""

_ENDS = frozenset("。!?！？;；:：…")
# 一、 · (二) · 3. · 4、: a line that begins so is a new item
_ITEM = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|[(（]?\d{1,2}[)）、.](?!\d))")


def broken_at(text: str) -> Iterator[int]:
    """The positions of the line breaks of ``text`` that part a sentence; none unless the text is set to a width."""
    lines = text.split("\n")
    # no line has more than two characters for each of width; paragraphs in one line are seen at once
    if len(lines) < _LINES or sorted(map(len, lines))[-2] > 2 * _WIDEST:
        return
    wide = [_width(line) for line in lines]
    told = sorted(w for w in wide if w)
    if len(told) < _LINES or not _NARROWEST <= (width := told[-2]) <= _WIDEST:
        return
    full = [w >= width - _RAGGED for w in wide]
    parted = [f and line.rstrip()[-1:] not in _ENDS for f, line in zip(full, lines, strict=True)]
    if sum(parted) < max(_LINES, len(told) * _MOST):
        return
    position = -1
    for line, breaks, following in zip(lines, parted, lines[1:], strict=False):
        position += len(line) + 1
        if breaks and following.strip() and not _ITEM.match(following):
            yield position


def _width(line: str) -> float:
    """Chinese characters count one, others half."""
    return sum(1.0 if char > "\u2e7f" else 0.5 for char in line.strip())
