"""What a query means, said in the plainest way: look at every text. The engines are measured against this."""

from __future__ import annotations

import re

from search import analyzer, naming
from search.documents import Document
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
from zscrawl.items import CST
from zscrawl.text import fold, squash


def matches(query: Query, document: Document) -> bool:
    match query:
        case Everything():
            return True
        case Phrase(text, field):
            return any(squash(text) in squash(value) for value in texts(document, field))
        case Word(text, field):
            return all(has_atom(document, field, *atom, prefix=False) for atom in analyzer.atoms(text))
        case Prefix(text, field):
            *whole, last = analyzer.atoms(text)
            return all(has_atom(document, field, *atom, prefix=False) for atom in whole) and has_atom(
                document, field, *last, prefix=True
            )
        case Name("place", value) if value == "100000":
            return True
        case Name("place", value) if value.isdigit():
            begin = value[:2] if value.endswith("0000") else value.removesuffix("00")
            return any(place.isdigit() and place.startswith(begin) for place in document.places)
        case Name("place", value):
            return any(not place.isdigit() and fold(place).startswith(value) for place in document.places)
        case Name("stage", value):
            return value in map(fold, document.stages)
        case Name(field, value):
            return fold(getattr(document, field)) == value
        case Relevant(value):
            return document.relevant is value
        case Dates(first, last):
            if not document.published_at:
                return False
            day = document.published_at.astimezone(CST).date()
            return (first is None or first <= day) and (last is None or day <= last)
        case Amounts(least, most):
            most = naming.MOST_YUAN if most is None else most
            return any((least or 0) <= min(yuan, naming.MOST_YUAN) <= most for yuan in document.amounts)
        case Not(part):
            return not matches(part, document)
        case And(parts):
            return all(matches(part, document) for part in parts)
        case Or(parts):
            return any(matches(part, document) for part in parts)


def texts(document: Document, field: str | None) -> list[str]:
    return [getattr(document, field)] if field else [document.title, document.body]


def has_atom(document: Document, field: str | None, atom: str, latin: bool, *, prefix: bool) -> bool:
    if not latin:
        return any(squash(atom) in squash(value) for value in texts(document, field))
    tokens = [token for value in texts(document, field) for token in analyzer.tokens(fold(value))]
    return any(token.startswith(atom) if prefix else token == atom for token in tokens)


def wide(text: str) -> str:
    """``text`` as a Chinese keyboard may give it: full width, traditional where the pair is one to one."""
    traditional = str.maketrans("资产业项约开发关术经济电车国区园", "資產業項約開發關術經濟電車國區園")
    return re.sub("[!-~]", lambda found: chr(ord(found[0]) + 0xFEE0), text.translate(traditional))
