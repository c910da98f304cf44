"""How a document is laid out in a Whoosh index: fields, terms and columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from whoosh import columns, fields, formats

from search import analyzer
from search.documents import Document
from search.engines.whoosh.codec import BytesColumn
from search.naming import names, numbers
from search.syntax import TEXT_FIELDS
from zscrawl.text import fold

MARK = "\x1f"
"""Put before Latin words and numbers, so that they are not taken for grams, and between the name and the value
of a name term. It is white space to Python and so in no squashed text."""

# Typical lengths in characters; BM25 needs an average, and a fixed one makes weights comparable for ever.
TYPICAL_LENGTH = defaultdict(lambda: 10, title=25, body=800)
_K, _B = 1.2, 0.75  # BM25's usual parameters
WEIGHT_STEPS = 100  # a weight byte of 100 is a BM25 term weight of 1
WIDTHS = {"date": 8, "amount": 18}
"""Digits of the numbers that ranges are asked of."""


class TermField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are made by us, not by Whoosh."""

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


def text_column(field: str) -> str:
    return f"{field}_text"


def make_schema() -> fields.Schema:
    schema = fields.Schema(names=TermField(), numbers=TermField())
    for name in TEXT_FIELDS:
        schema.add(name, TermField())
        schema.add(text_column(name), fields.COLUMN(BytesColumn()))
    schema.add("document", fields.COLUMN(BytesColumn()))
    schema.add("time", fields.COLUMN(columns.NumericColumn("q", default=0)))
    return schema


def text_terms(field: str, text: str) -> tuple[str, dict[str, int]]:
    """The squashed ``text``, and its terms with their weights."""
    folded = fold(text)
    squashed = analyzer.without_space(folded)
    counts: Counter[str] = analyzer.grams(squashed)
    counts.update(analyzer.words(squashed))
    counts.update(MARK + token for token in analyzer.tokens(folded))
    weigh = {count: weight(field, count, len(squashed)) for count in set(counts.values())}
    return squashed, {term: weigh[count] for term, count in counts.items()}


def weight(field: str, count: int, length: int) -> int:
    """What ``count`` occurrences in a text of ``length`` characters are worth: BM25 without the IDF, 1 to 220."""
    norm = _K * (1 - _B + _B * length / TYPICAL_LENGTH[field])
    return max(1, round(WEIGHT_STEPS * count * (_K + 1) / (count + norm)))


def name_term(field: str, value: str) -> str:
    return f"{field}{MARK}{value}"


def name_terms(document: Document) -> dict[str, int]:
    return {name_term(field, value): 1 for field, value in names(document)}


def number_terms(document: Document) -> dict[str, int]:
    """Every leading part of the day (yyyymmdd) and of each amount, so that a range is a few terms."""
    return {
        name_term(field, f"{number:0{WIDTHS[field]}d}"[:size]): 1
        for field, number in numbers(document)
        for size in range(1, WIDTHS[field] + 1)
    }


def range_terms(field: str, low: int, high: int) -> Iterator[str]:
    """The fewest leading parts that cover ``low`` to ``high``: 20230130..20230229 is two days and one month."""
    width = WIDTHS[field]
    while low <= high:
        size = 0
        while size + 1 < width and low % 10 ** (size + 1) == 0 and low + 10 ** (size + 1) - 1 <= high:
            size += 1
        yield name_term(field, f"{low:0{width}d}"[: width - size])
        low += 10**size
