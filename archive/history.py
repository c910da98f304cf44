"""The difference between two texts, sentence by sentence. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from zscrawl.text import squash

_END = r"。!?;\uff01\uff1f\uff1b\n"
_SENTENCE = re.compile(rf"[^{_END}]*[{_END}]+[”’」』\")]*|[^{_END}]+")
"""Up to its closing mark (half or full width) or line break, with the quotation marks that follow."""
MAX_STEPS = 50_000_000
"""An upper bound of difflib's steps (pairs of equal sentences, times how often it may pass over them); a few
seconds. Texts made of ever the same sentences would take it minutes: of those only presence is compared."""

Operation = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence with its closing punctuation and line break, as printed."""

    operation: Operation
    text: str


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; joined they are ``text`` again."""
    return _SENTENCE.findall(text)


def differences(old: str, new: str) -> list[Change]:
    """``old`` to ``new`` in the order of reading. Layout, width and script alone are no difference.

    The ``same`` and ``added`` sentences joined are ``new``.
    """
    before, after = sentences(old), sentences(new)
    keys = [squash(each) for each in before], [squash(each) for each in after]
    if _steps(*keys) > MAX_STEPS:
        return list(_by_presence(before, after, *keys))
    changes: list[Change] = []
    for tag, low, high, start, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change("same", text) for text in after[start:end]]
            continue
        changes += [Change("removed", text) for text in before[low:high]]
        changes += [Change("added", text) for text in after[start:end]]
    return changes


def _steps(old_keys: Sequence[str], new_keys: Sequence[str]) -> int:
    there = Counter(new_keys)
    pairs = sum(there[key] for key in old_keys)
    return pairs * min(len(old_keys), len(new_keys))


def _by_presence(
    before: Sequence[str], after: Sequence[str], old_keys: Sequence[str], new_keys: Sequence[str]
) -> Iterator[Change]:
    left = Counter(new_keys)
    for text, key in zip(before, old_keys, strict=True):
        if left[key]:
            left[key] -= 1
        else:
            yield Change("removed", text)
    known = Counter(old_keys)
    for text, key in zip(after, new_keys, strict=True):
        yield Change("same" if known[key] else "added", text)
        known[key] -= bool(known[key])
