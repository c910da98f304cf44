"""Patterns that begin with a choice, compiled so that a search does not stop at every character.

`re` skips quickly to where a pattern can begin only if that begins with a plain character. One that begins with a
choice (新?签约|投产|(?:集中)?开工) is tried at every character of the text, one alternative after the other, which
costs twenty times as much. `quick` puts a look-ahead of the two characters before it that a match can begin with. It
never changes what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

# the parser of `re` itself: there is no other that agrees with it
_parser: Any = import_module("re._parser")
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}
_SEEN = 2
"""Characters that are looked ahead."""

Items = frozenset[str]
"""What stands in a character class."""

Opening = tuple[Items | None, ...]
"""The classes of the first `_SEEN` characters of a match, None for any character; fewer are all that it has."""

_ANYTHING: list[Opening] = [(None, None), (None,), ()]


def quick(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern`` to search fast; as it is where `re` does so itself, or it can begin with anything."""
    return re.compile(guarded(pattern))


def guarded(pattern: str) -> str:
    """``pattern`` behind a look-ahead of the characters that it can begin with, for use inside a longer one."""
    parsed = _parser.parse(pattern)
    openings = _of_sequence(parsed)
    unknown = any(not opening or opening[0] is None for opening in openings)
    if unknown or _is_skipped_to(parsed):
        return f"(?:{pattern})"
    return f"(?={_ahead(openings)})(?:{pattern})"


def _is_skipped_to(parsed: Any) -> bool:
    """Does `re` itself go from one possible beginning to the next?"""
    operation, value = str(parsed[0][0]), parsed[0][1]
    if operation == "SUBPATTERN":
        return _is_skipped_to(value[3])
    if operation == "BRANCH":
        return all(str(alternative[0][0]) == "LITERAL" for alternative in value[1])
    return operation in {"LITERAL", "IN"}


def _ahead(openings: Sequence[Opening]) -> str:
    """One class, or two where no match has but one character, after which anything may come."""
    firsts = _class(opening[0] for opening in openings)
    if any(len(opening) < _SEEN or opening[1] is None for opening in openings):
        return firsts
    return firsts + _class(opening[1] for opening in openings)


def _class(parts: Iterable[Items | None]) -> str:
    return f"[{''.join(sorted(frozenset().union(*(part for part in parts if part))))}]"


def _of_sequence(items: Iterable[Any]) -> list[Opening]:
    """The openings of what stands one after the other."""
    found: list[Opening] = [()]
    for item in items:
        if all(len(opening) == _SEEN for opening in found):
            break
        found = _followed(found, _of_item(item))
    return found


def _followed(first: Iterable[Opening], second: Iterable[Opening]) -> list[Opening]:
    return _merged((*a, *b)[:_SEEN] for a in first for b in second)


def _merged(openings: Iterable[Opening]) -> list[Opening]:
    """As few as possible: of those that know as much, each place's characters together."""
    shapes: dict[tuple[bool, ...], Opening] = {}
    for opening in openings:
        shape = tuple(items is None for items in opening)
        known = shapes.get(shape, opening)
        shapes[shape] = tuple(
            a | b if a is not None and b is not None else None for a, b in zip(known, opening, strict=True)
        )
    return list(shapes.values())


def _of_item(item: Any) -> list[Opening]:
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return [(frozenset({re.escape(chr(value))}),)]
    if operation in {"ANY", "NOT_LITERAL"}:
        return [(None,)]
    if operation == "IN":
        return [(_of_class(value),)]
    if operation == "BRANCH":
        return _merged(opening for alternative in value[1] for opening in _of_sequence(alternative))
    if operation == "SUBPATTERN" and not (
        value[1] or value[2]
    ):  # with flags of its own, 甲 may stand for more
        return _of_sequence(value[3])
    if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
        return _merged(_of_repeat(*value))
    return [()] if operation in _ZERO_WIDTH else _ANYTHING


def _of_repeat(least: int, most: int, items: Iterable[Any]) -> Iterator[Opening]:
    once = _of_sequence(items)
    if least == 0:
        yield ()
    if least <= 1:
        yield from once
    if most > 1:
        yield from _followed(once, once)


def _of_class(items: Iterable[Any]) -> Items | None:
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
    return frozenset(begins)
