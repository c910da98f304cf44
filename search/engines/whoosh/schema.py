"""How a document is laid out in a Whoosh index: fields, terms and columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import columns, fields, formats

from search import analyzer
from search.documents import Document
from search.syntax import TEXT_FIELDS
from zscrawl.items import CST
from zscrawl.text import fold

TOKEN_MARK = "\x1f"
"""Put before Latin words and numbers, so that they are not taken for grams. White space, so in no squashed text."""
NAME_SEPARATOR = "\x1f"

_TYPICAL_LENGTH = {"title": 25, "body": 900}
_K, _B = 1.2, 0.75  # BM25, as everywhere


class TermField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are counted by us: it is given ``{term: weight}``."""

    indexed = True
    stored = False
    unique = False
    scorable = False
    vector = None
    spelling = False
    analyzer = None
    column_type = None

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: dict[str, float], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


def make_schema() -> fields.Schema:
    schema = fields.Schema(
        uid=fields.ID(unique=True), names=TermField(), numbers=TermField(), doc=fields.STORED()
    )
    for name in TEXT_FIELDS:
        schema.add(name, TermField())
        schema.add(f"{name}_text", fields.COLUMN(columns.VarBytesColumn()))
    schema.add("time", fields.COLUMN(columns.NumericColumn("q", default=0)))
    return schema


def text_terms(name: str, text: str) -> tuple[str, dict[str, float]]:
    """The squashed text and its terms, each with what it contributes to a score (BM25 without the IDF)."""
    squashed = analyzer.searchable(text)
    counts: Counter[str] = analyzer.grams(squashed)
    counts.update(analyzer.words(squashed))
    counts.update({TOKEN_MARK + token: n for token, n in analyzer.tokens(text).items()})
    norm = impact_norm(name, len(squashed))
    return squashed, {term: n * (_K + 1) / (n + norm) for term, n in counts.items()}


def impact_norm(name: str, length: int) -> float:
    return _K * (1 - _B + _B * length / _TYPICAL_LENGTH.get(name, 10))


def impact(name: str, count: int, length: int) -> float:
    """What ``count`` occurrences in a text of ``length`` characters contribute to a score, before the IDF."""
    return count * (_K + 1) / (count + impact_norm(name, length))


def name_terms(document: Document) -> Iterable[str]:
    """``field`` + separator + folded value, for everything that is compared as a whole."""
    values: dict[str, tuple[str, ...]] = {
        "uid": (document.uid,),
        "source": (document.source,),
        "family": (document.family,),
        "kind": (document.kind,),
        "place": document.places,
        "stage": document.stages,
        "cluster": (document.cluster or "",),
        "relevant": () if document.relevant is None else ("yes" if document.relevant else "no",),
        "month": (f"{document.published_at.astimezone(CST):%Y-%m}",) if document.published_at else (),
    }
    return {
        f"{field}{NAME_SEPARATOR}{fold(value)}" for field, many in values.items() for value in many if value
    }


DATE_WIDTH, AMOUNT_WIDTH = 8, 18


def number_terms(document: Document) -> Iterable[str]:
    """Every leading part of the day (yyyymmdd) and of each amount, so that a range is a few terms."""
    numbers = [("amount", f"{min(max(yuan, 0), 10**18 - 1):0{AMOUNT_WIDTH}d}") for yuan in document.amounts]
    if document.published_at:
        numbers.append(("date", f"{document.published_at.astimezone(CST):%Y%m%d}"))
    return {f"{field}{digits[:n]}" for field, digits in numbers for n in range(1, len(digits) + 1)}


def range_terms(field: str, low: int, high: int) -> Iterator[str]:
    """The fewest leading parts that together cover ``low`` to ``high``: 20230105..20230229 is few days and one month."""
    width = DATE_WIDTH if field == "date" else AMOUNT_WIDTH
    while low <= high:
        size = 0
        while size + 1 < width and low % 10 ** (size + 1) == 0 and low + 10 ** (size + 1) - 1 <= high:
            size += 1
        yield f"{field}{f'{low:0{width}d}'[: width - size]}"
        low += 10**size
