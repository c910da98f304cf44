"""Our part in writing a Whoosh segment: a pool of postings, their format, a column of texts.

Whoosh's codecs are made to be extended. `PackedCodec` keeps Whoosh's segments, columns, commits and locks, and
replaces what is slow: the pool (a tuple and a method call for each posting), the format of postings
(`search.engines.whoosh.postings`) and the dictionary (`search.engines.whoosh.terms`).
"""

from __future__ import annotations

import mmap
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from whoosh import columns
from whoosh.codec.whoosh3 import W3Codec

from search.engines.whoosh.postings import WEIGHT_BITS
from search.engines.whoosh.terms import TermsReader, TermsWriter

_OFFSET = "Q"


class PostingPool:
    """Postings of the documents that are being written, by field and term."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, defaultdict[str, array[int]]] = defaultdict(
            lambda: defaultdict(partial(array, "I"))
        )

    def add(self, field: str, number: int, weights: Mapping[str, int]) -> None:
        """Document ``number`` has these terms, each with a weight of 1 to 255."""
        terms = self._fields[field]
        number <<= WEIGHT_BITS
        for term, weight in weights.items():
            terms[term].append(number | weight)

    def add_term(self, field: str, term: str, found: Iterable[int]) -> None:
        """Further postings of a term, in memory form; their numbers are above those that are here."""
        self._fields[field][term].extend(found)

    def iter_postings(self) -> Iterator[tuple[str, str, array[int]]]:
        """Field, term and postings, in the order in which a segment wants them. Empties the pool."""
        for field in sorted(self._fields):
            terms = self._fields.pop(field)
            for term in sorted(terms):
                yield field, term, terms.pop(term)

    def cleanup(self) -> None:
        self._fields.clear()


class PackedCodec(W3Codec):  # type: ignore[misc]
    length_stats = False  # weights already hold the length of a text

    def field_writer(self, storage: Any, segment: Any) -> TermsWriter:
        return TermsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        return TermsReader(storage, segment)


class BytesColumn(columns.Column):  # type: ignore[misc]
    """One byte string for each document, read through a memory map.

    Whoosh's `VarBytesColumn` stops at 2 GB a segment and costs a seek and a read for each value.
    """

    def writer(self, dbfile: Any) -> BytesColumn.Writer:
        return BytesColumn.Writer(dbfile)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> BytesColumn.Reader:
        return BytesColumn.Reader(dbfile, length, doccount)

    def default_value(self, reverse: bool = False) -> bytes:
        return b""

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._ends = array(_OFFSET)
            self._at = 0

        def fill(self, docnum: int) -> None:
            self._ends.extend([self._at] * (docnum - len(self._ends)))

        def add(self, docnum: int, value: bytes) -> None:
            self.fill(docnum)
            self._dbfile.write(value)
            self._at += len(value)
            self._ends.append(self._at)

        def finish(self, docnum: int) -> None:
            self.fill(docnum)
            self._dbfile.write(self._ends.tobytes())

    class Reader(columns.ColumnReader):  # type: ignore[misc]
        def __init__(self, dbfile: Any, length: int, doccount: int) -> None:
            self._map = mmap.mmap(dbfile.fileno(), length, access=mmap.ACCESS_READ)
            self._ends = array(_OFFSET)
            self._ends.frombytes(self._map[length - doccount * self._ends.itemsize :])
            self._ends.append(0)  # where document 0 begins, as the end of document -1

        def __len__(self) -> int:
            return len(self._ends) - 1

        def __getitem__(self, docnum: int) -> bytes:
            return self._map[self._ends[docnum - 1] : self._ends[docnum]]

        def counts(self, needle: bytes, numbers: Iterable[int]) -> dict[int, int]:
            """Which of the documents ``numbers`` have ``needle`` in them, and how often."""
            whole, ends = self._map, self._ends
            counted = ((i, whole[ends[i - 1] : ends[i]].count(needle)) for i in numbers)
            return {i: count for i, count in counted if count}

        def having(self, needle: bytes, numbers: Iterable[int]) -> list[int]:
            """Which of the documents ``numbers`` have ``needle`` in them."""
            whole, ends = self._map, self._ends
            return [i for i in numbers if needle in whole[ends[i - 1] : ends[i]]]
