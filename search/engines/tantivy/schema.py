"""How a document is laid out in a Tantivy index: the fields, and what of a document goes into each."""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import tantivy

from search import analyzer
from search.documents import Document
from search.engines.tantivy.common import Common
from search.frozen import freeze
from search.naming import names, numbers, seconds
from search.ranking import recency
from zscrawl.text import fold

LATIN = "="
"""Put before Latin words, so that they are never taken for dictionary words."""
_BESIDE = ("author", "origin", "section")
_APART = "--- ---"
"""Two terms that nobody asks for: pairs on both sides of them are not taken for parts of one phrase."""
_NAMES = ("uid", "kind", "cluster", "relevant", "adcode")
_FACET_NAMES = ("source", "family", "place", "month", "stage")
_NUMBERS = ("date", "amount")
_SPACED = "spaced"
_SHORT = 64  # characters


def make_schema() -> tantivy.Schema:
    """Of each text there are the pairs of characters with positions, and the words with counts.

    The words are those of Latin letters, the numbers, and what very many articles have in common. Any other character
    is what some pair begins with; so the last character stands alone behind the pairs.

    ``text`` is the body and, behind it, what of the title is not in the body. So most of what title or body may have
    is one term; two fields would have to be put together for each. ``title_only`` has what is not in the body.
    """
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text", *_BESIDE):
        builder.add_text_field(f"{name}_pairs", tokenizer_name=_SPACED, index_option="position")
        builder.add_text_field(f"{name}_words", tokenizer_name=_SPACED, index_option="freq")
    builder.add_text_field("title_only", tokenizer_name=_SPACED, index_option="basic")
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
    _add_title_and_body(filled, _terms(fold(document.title), common), _terms(fold(document.body), common))
    for name in _BESIDE:
        if text := getattr(document, name):
            terms = _short_terms if len(text) < _SHORT else _terms
            _add(filled, name, terms(fold(text), common))
    for field, value in names(document):
        filled.add_text(field, value)
    for field, number in numbers(document):
        filled.add_integer(field, number)
    if document.cluster:
        filled.add_unsigned("cluster_key", cluster_key(fold(document.cluster)))
    return filled


class _Terms(NamedTuple):
    """What is indexed of one text; in ``pairs`` the last character stands for itself."""

    squashed: str
    pairs: str
    common: list[str]
    latin: list[str]


def _terms(folded: str, common: Common) -> _Terms:
    squashed = analyzer.without_space(folded)
    latin = [LATIN + token for token in analyzer.tokens(folded)]
    return _Terms(squashed, f"{analyzer.pairs(squashed)} {squashed[-1:]}", common.terms(squashed), latin)


_short_terms = lru_cache(4096)(_terms)
"""The same for texts that many articles share: names of authors, newspapers, and sections."""


def _add_title_and_body(filled: tantivy.Document, title: _Terms, body: _Terms) -> None:
    pairs = [pair for pair in title.pairs.split() if pair not in body.squashed]
    common = [term for term in title.common if term not in body.squashed]
    characters = [character for character in title.squashed if character not in body.squashed]
    apart = "".join(f" {_APART} {pair}" for pair in pairs)
    _add(filled, "title", title)
    _add(filled, "text", body._replace(pairs=body.pairs + apart, common=body.common + common))
    if pairs or characters:
        filled.add_text("title_only", " ".join({*pairs, *common, *characters}))


def _add(filled: tantivy.Document, name: str, terms: _Terms) -> None:
    filled.add_text(f"{name}_pairs", terms.pairs)
    if words := terms.common + terms.latin:
        filled.add_text(f"{name}_words", " ".join(words))


def cluster_key(cluster: str) -> int:
    """A number for a cluster by which an index can sort."""
    return int.from_bytes(blake2b(cluster.encode(), digest_size=8).digest())


def _recency(time: int) -> float:
    """Tantivy multiplies a score with log2(2 + value); this value makes that `search.ranking.recency`."""
    return math.exp2(recency(time)) - 2
