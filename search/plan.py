"""What an engine is asked: conditions on indexed terms, without anything of the query language.

`lower` turns a query into conditions. What matches is defined here once, so that every engine returns the
same articles; only the order may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from search import analyzer, naming
from search.syntax import (
    Amounts,
    And,
    Dates,
    Everything,
    Name,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Relevant,
    Word,
)
from zscrawl.text import squash

DEFAULT_FIELDS = ("title", "body")
_LAST_DAY = 9999_12_31


@dataclass(frozen=True, slots=True)
class Contains:
    """``text`` (squashed, not empty) is a substring of the squashed ``field``."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class HasToken:
    """``text`` is a whole Latin word or number in ``field``, or with ``prefix`` the beginning of one."""

    field: str
    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """One value of ``field`` is ``value``, or with ``prefix`` begins with it. Both are folded."""

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """One value of ``field`` lies between ``low`` and ``high``, both inclusive.

    ``date`` is the day of publication as yyyymmdd, ``amount`` is in yuan.
    """

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]
    """None at all: every article."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]
    """None at all: no article."""


@dataclass(frozen=True, slots=True)
class NoneOf:
    part: Condition


Condition: TypeAlias = Contains | HasToken | Is | Between | AllOf | AnyOf | NoneOf


def lower(query: Query) -> Condition:
    """The conditions that an article must meet to be found by ``query``."""
    match query:
        case Everything():
            return AllOf(())
        case Word(text, field):
            return AllOf(tuple(_atom(field, atom, latin, False) for atom, latin in analyzer.atoms(text)))
        case Prefix(text, field):
            found = list(analyzer.atoms(text))
            last = len(found) - 1
            return AllOf(tuple(_atom(field, *atom, i == last) for i, atom in enumerate(found)))
        case Phrase(text, field):
            return _phrase(field, squash(text))
        case Name("place", value):
            return _place(value)
        case Name(field, value):
            return Is(field, value)
        case Relevant(value):
            return Is("relevant", "yes" if value else "no")
        case Dates(first, last):
            return Between(
                "date",
                int(f"{first:%Y%m%d}") if first else 0,
                int(f"{last:%Y%m%d}") if last else _LAST_DAY,
            )
        case Amounts(least, most):
            low = max(0, least or 0)
            return Between("amount", low, naming.MOST_YUAN if most is None else min(most, naming.MOST_YUAN))
        case Not(part):
            return NoneOf(lower(part))
        case And(parts):
            return AllOf(tuple(_joined(AllOf, parts)))
        case Or(parts):
            return AnyOf(tuple(_joined(AnyOf, parts)))


def _joined(kind: type[AllOf | AnyOf], parts: Iterable[Query]) -> Iterator[Condition]:
    """The conditions of ``parts``, and in place of those of the same ``kind`` their parts: engines like it flat."""
    for condition in map(lower, parts):
        if isinstance(condition, kind):
            yield from condition.parts
        else:
            yield condition


def speaking(condition: Condition) -> Iterator[Contains | HasToken]:
    """The parts of ``condition`` that speak for an article and give it a score; names and ranges only admit."""
    match condition:
        case Contains() | HasToken():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from speaking(part)


def _in_fields(field: str | None) -> tuple[str, ...]:
    return (field,) if field else DEFAULT_FIELDS


def _phrase(field: str | None, text: str) -> Condition:
    """A phrase of white space only is part of every text."""
    if not text:
        return AllOf(())
    return AnyOf(tuple(Contains(name, text) for name in _in_fields(field)))


def _atom(field: str | None, text: str, latin: bool, prefix: bool) -> Condition:
    if latin:
        return AnyOf(tuple(HasToken(name, text, prefix) for name in _in_fields(field)))
    return _phrase(field, text)


def _place(value: str) -> Condition:
    """``420600`` is Xiangyang and its counties, ``420000`` all of Hubei, ``100000`` the nation; 襄阳 is 襄阳市."""
    if value == "100000":
        return AllOf(())
    if naming.ADCODE.fullmatch(value):
        return Is("adcode", value[:2] if value.endswith("0000") else value.removesuffix("00"), prefix=True)
    return Is("place", value, prefix=True)
