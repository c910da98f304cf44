"""The form of an article in which the rules read it, with the way back to the text as it was given.

`normalise` folds the text (Simplified, half width, lower case) and takes out what only disturbs:
spaces inside numbers and words, pinyin in brackets after a character, doubled commas, lines of jammer
characters. Every character of the result knows its offset in the source, so a quotation is verbatim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import compress, count
from operator import ne

from promotion.text.wrapping import broken_at
from zscrawl.text import fold

MAX_CHARS = 100_000
"""Longer articles are read up to here. The longest real ones seen have 60 000 characters."""

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ"

# 進(jìn) 项目(xiàng mù): toned letters tell pinyin from a real abbreviation such as 集团(abb)
_PINYIN = rf"(?<=[{_HAN}])\((?=[a-z' ]*[{_TONED}])[a-z{_TONED}' ]{{1,12}}\)"
# 219 个 · 1—10 月份 · 总投资 614.9 亿元: a space where a number meets a word, beside a sign, at a line's edge.
# One between two words (北京商会 来考察) or two numbers (08-15 10:20) is a boundary and stays.
_SPACE = rf"(?<=[{_HAN}]) +(?=[0-9(])|(?<=[0-9%)]) +(?=[{_HAN}%])|(?<! ) +(?=[,.;:!?、。)\n])|(?<=[,.;:!?、。(\n]) +"
# ,, 、、 ,、 at which a list item was lost
_DOUBLED = r"(?<=[,、]) *[,、]+"
# Discuz jammer: a line without any Chinese character, with at least one sign or space, e.g. "5 ]7 R. T' k- N"
_JAMMER = rf"(?:^|(?<=\n))(?=[^\n]*[ \]\[$&*~^#@{{}}<>])(?![^\n]*[{_HAN}])(?![\d :/.-]+(?:\n|$))[^\n]{{1,60}}(?=\n|$)"
# all of it begins at a bracket, a blank, a , or a 、, or with a line
_NOISE = re.compile(r"(?=[( ,、]|(?<![^\n]))(?:" + "|".join((_PINYIN, _SPACE, _DOUBLED, _JAMMER)) + ")")


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` is what rules match; ``shown`` is the same characters with their case and quotation marks.

    ``starts[i]`` is the offset in ``source`` of character ``i`` of ``text``; None where nothing was taken out.
    """

    source: str
    text: str
    shown: str
    starts: list[int] | None = field(repr=False, default=None)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of ``text[start:end]``."""
        if self.starts is None or end <= start:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The passage as it stands in the source."""
        low, high = self.span(start, end)
        return self.source[low:high]

    def name(self, start: int, end: int) -> str:
        """The passage as a name: Simplified script (as ``shown`` is), without the noise, with its own case."""
        return self.shown[start:end].strip()


def normalise(source: str) -> Normal:
    """Read ``source`` into its `Normal` form; characters after `MAX_CHARS` are not read."""
    source = source.replace("\r", "\n")[:MAX_CHARS]
    folded = fold(source)
    shown = _shown(source, folded)
    holes = [(m.start(), m.end()) for m in _NOISE.finditer(folded)]
    if breaks := list(broken_at(source)):
        holes = sorted([*holes, *((at, at + 1) for at in breaks)])
    if not holes:
        return Normal(source, folded, shown)
    kept: list[tuple[int, int]] = []
    position = 0
    for low, high in holes:
        kept.append((position, low))
        position = high
    kept.append((position, len(folded)))
    starts = [i for low, high in kept for i in range(low, high)]
    return Normal(
        source,
        "".join(folded[a:b] for a, b in kept),
        "".join(shown[a:b] for a, b in kept),
        starts,
    )


def _shown(source: str, folded: str) -> str:
    """``folded`` with capitals and quotation marks as in the source."""
    if source == folded:
        return source
    shown = list(folded)
    for at in compress(count(), map(ne, source, folded)):
        if shown[at] in "\"'-":
            shown[at] = source[at]
        elif source[at].isupper() and "a" <= shown[at] <= "z":
            shown[at] = shown[at].upper()
    return "".join(shown)
