"""How a document is laid out in a Tantivy index: the fields, and what of a document goes into each."""

from __future__ import annotations

import math
from hashlib import blake2b

import tantivy

from search import analyzer
from search.documents import Document
from search.engines.tantivy.common import Common
from search.frozen import freeze
from search.naming import names, numbers, seconds
from search.ranking import recency
from search.syntax import TEXT_FIELDS
from zscrawl.text import fold

LATIN = "="
"""Put before Latin words, so that they are never taken for dictionary words."""
_NAMES = ("uid", "kind", "cluster", "relevant", "adcode")
_FACET_NAMES = ("source", "family", "place", "month", "stage")
_NUMBERS = ("date", "amount")
_SPACED = "spaced"


def make_schema() -> tantivy.Schema:
    """Of each text field there are the pairs of characters with positions, and the words with counts.

    The words are those of Latin letters, the numbers, and what very many articles have in common. Any other character
    is what some pair begins with; so the last character stands alone behind the pairs.
    """
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(f"{name}_pairs", tokenizer_name=_SPACED, index_option="position")
        builder.add_text_field(f"{name}_words", tokenizer_name=_SPACED, index_option="freq")
    for name in _NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _FACET_NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("time", fast=True)
    builder.add_unsigned_field("cluster_key", fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


def register_tokenizer(index: tantivy.Index) -> None:
    """An index keeps only the name of its tokenizer."""
    index.register_tokenizer(_SPACED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def row(document: Document, common: Common) -> tantivy.Document:
    """What Tantivy is to index of ``document``, and its frozen form to keep; ``common`` has its own terms."""
    time = seconds(document)
    filled = tantivy.Document()
    filled.add_integer("time", time)
    filled.add_float("recency", _recency(time))
    filled.add_bytes("document", freeze(document))
    for name in TEXT_FIELDS:
        if text := getattr(document, name):
            _add_text(filled, name, fold(text), common)
    for field, value in names(document):
        filled.add_text(field, value)
    for field, number in numbers(document):
        filled.add_integer(field, number)
    if document.cluster:
        filled.add_unsigned("cluster_key", cluster_key(fold(document.cluster)))
    return filled


def _add_text(filled: tantivy.Document, name: str, folded: str, common: Common) -> None:
    squashed = analyzer.without_space(folded)
    tokens = [LATIN + token for token in analyzer.tokens(folded)]
    filled.add_text(f"{name}_pairs", f"{analyzer.pairs(squashed)} {squashed[-1:]}")
    filled.add_text(f"{name}_words", " ".join(common.terms(squashed) + tokens))


def cluster_key(cluster: str) -> int:
    """A number for a cluster by which an index can sort."""
    return int.from_bytes(blake2b(cluster.encode(), digest_size=8).digest())


def _recency(time: int) -> float:
    """Tantivy multiplies a score with log2(2 + value); this value makes that `search.ranking.recency`."""
    return math.exp2(recency(time)) - 2
