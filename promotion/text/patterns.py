"""Patterns that begin with a choice, compiled so that a search does not stop at every character.

`re` skips quickly to where a pattern can begin only if that begins with a plain character. One that begins with a
choice (新?签约|投产|(?:集中)?开工) is tried at every character of the text, one alternative after the other, which
costs twenty times as much. `quick` puts a look-ahead of the characters before it that a match can begin with. It
never changes what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

# the parser of `re` itself: there is no other that agrees with it
_parser: Any = import_module("re._parser")
_ZERO_WIDTH = frozenset({"AT", "ASSERT_NOT"})
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}

Beginning = tuple[frozenset[str], bool]
"""(items of a character class, whether the pattern can match nothing)."""


def quick(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern`` to search fast; as it is where the characters it can begin with are not known."""
    return re.compile(guarded(pattern))


def guarded(pattern: str) -> str:
    """``pattern`` behind a look-ahead of the characters that it can begin with, for use inside a longer one."""
    found = _of_sequence(_parser.parse(pattern))
    if found is None or found[1] or not found[0]:
        return f"(?:{pattern})"
    return f"(?=[{''.join(sorted(found[0]))}])(?:{pattern})"


def _of_sequence(items: Iterable[Any]) -> Beginning | None:
    """The first characters of what stands one after the other; None where they are not known."""
    begins: frozenset[str] = frozenset()
    for item in items:
        found = _of_item(item)
        if found is None:
            return None
        begins |= found[0]
        if not found[1]:
            return begins, False
    return begins, True


def _of_item(item: Any) -> Beginning | None:
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return frozenset({re.escape(chr(value))}), False
    if operation == "IN":
        return _of_class(value)
    if operation == "BRANCH":
        return _of_branch(value[1])
    if operation == "SUBPATTERN":
        return _of_sequence(value[3])
    if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
        inner = _of_sequence(value[2])
        return inner and (inner[0], inner[1] or value[0] == 0)
    if operation == "ASSERT" or operation in _ZERO_WIDTH:
        return frozenset(), True
    return None


def _of_branch(alternatives: Iterable[Any]) -> Beginning | None:
    found = [_of_sequence(alternative) for alternative in alternatives]
    known = [beginning for beginning in found if beginning is not None]
    if len(known) < len(found):
        return None
    return frozenset().union(*(begins for begins, _ in known)), any(empty for _, empty in known)


def _of_class(items: Iterable[Any]) -> Beginning | None:
    begins = set()
    for operation, value in items:
        if str(operation) == "LITERAL":
            begins.add(re.escape(chr(value)))
        elif str(operation) == "RANGE":
            begins.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif str(operation) == "CATEGORY" and str(value) in _CATEGORIES:
            begins.add(_CATEGORIES[str(value)])
        else:
            return None
    return frozenset(begins), False
