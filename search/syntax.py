"""The abstract syntax of queries, and how it is printed.

`parse` (in ``search.parser``) makes these from text; engines never see the text. All texts in them are
folded (Simplified, half width, lower case), so two spellings of one query are one query.
``parse(to_text(q)) == q`` for every query that `parse` can return.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

TEXT_FIELDS = ("title", "body", "author", "origin", "section")
"""Fields whose text is searched. No field means title or body."""
NAME_FIELDS = ("source", "family", "place", "stage", "kind", "uid")
"""Fields whose value is compared as a whole (``place``: as the beginning of a name, or an adcode)."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters, digits or Han characters as typed; found when all its words are there."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word of which only the beginning is given."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that must be there character by character, white space apart."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A value of one of `NAME_FIELDS`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Relevant:
    """Articles about promotion work (``value``), or those found not to be."""

    value: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """Published in these days, both inclusive; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """Names an amount between these, in yuan, both inclusive; None is open."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


Query: TypeAlias = Everything | Word | Prefix | Phrase | Name | Relevant | Dates | Amounts | Not | And | Or


def conjunction(parts: list[Query]) -> Query:
    """All of ``parts``, with inner conjunctions opened; one part stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else [part])
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(parts: list[Query]) -> Query:
    """Any of ``parts``, with inner disjunctions opened; one part stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else [part])
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def quoted(text: str) -> str:
    r"""``text`` between quotes as the query language reads it back: ``a"b`` gives ``"a\"b"``."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _range(name: str, low: object, high: object) -> str:
    return f"{name}:{'' if low is None else low}..{'' if high is None else high}"


def to_text(query: Query) -> str:
    """The query in its own language, in one canonical spelling."""
    match query:
        case Everything():
            return "*"
        case Word(text, field):
            return f"{field}:{text}" if field else text
        case Prefix(text, field):
            return f"{field}:{text}*" if field else f"{text}*"
        case Phrase(text, field):
            return f"{field}:{quoted(text)}" if field else quoted(text)
        case Name(field, value):
            return f"{field}:{quoted(value)}"
        case Relevant(value):
            return f"relevant:{'yes' if value else 'no'}"
        case Dates(first, last):
            return _range("date", first, last)
        case Amounts(least, most):
            return _range("amount", least, most)
        case Not(part):
            return f"-{_operand(part)}"
        case And(parts):
            return " ".join(map(_operand, parts))
        case Or(parts):
            return " OR ".join(map(_operand, parts))


def _operand(part: Query) -> str:
    return f"({to_text(part)})" if isinstance(part, And | Or) else to_text(part)
