"""The dictionary of a segment: which terms each field has, and where their postings are.

Terms are sorted and lie one behind the other; three arrays say where each ends and where its postings end. A term is
found by bisection in a memory map. Whoosh's own dictionary, an on-disk hash, costs more to write than all postings.
Numbers are in the byte order of the machine: an index is derived, and not carried from one machine to another.
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from whoosh.codec import base

from search.engines.whoosh import postings
from search.engines.whoosh.postings import Postings

TERMS, POSTINGS = ".dict", ".post"  # file extensions
_LENGTH = struct.Struct("<Q")


class TermsWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the dictionary and the postings of one segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._segment = segment
        self._terms = segment.create_file(storage, TERMS)
        self._postings = segment.create_file(storage, POSTINGS)
        self._directory: dict[str, tuple[int, int, int]] = {}
        self._at = 0
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, str, array[int]]]) -> None:
        """Write all terms; ``items`` are field, term and postings in order (`PostingPool.iter_postings`)."""
        size = self._segment.doc_count_all()
        field, texts = "", bytearray()
        text_ends, posting_ends = array("Q"), array("Q")
        end = 0
        for name, term, found in items:
            if name != field:
                self._finish(field, texts, text_ends, posting_ends)
                field, texts = name, bytearray()
                text_ends, posting_ends = array("Q", (0,)), array("Q", (end,))
            data = postings.pack(found, size)
            self._postings.write(data)
            end += len(data)
            texts += term.encode()
            text_ends.append(len(texts))
            posting_ends.append(end)
        self._finish(field, texts, text_ends, posting_ends)

    def _finish(self, field: str, texts: bytearray, text_ends: array[int], posting_ends: array[int]) -> None:
        if not field:
            return
        padding = bytes(-len(texts) % 8)  # the arrays are read in place and must be aligned
        self._directory[field] = (self._at, len(texts) + len(padding), len(text_ends))
        for part in (texts, padding, text_ends.tobytes(), posting_ends.tobytes()):
            self._terms.write(bytes(part))
            self._at += len(part)

    def close(self) -> None:
        directory = json.dumps(self._directory).encode()
        self._terms.write(directory + _LENGTH.pack(len(directory)))
        self._terms.close()
        self._postings.close()
        self.is_closed = True

    # Whoosh's interface for single postings, which is not used here.
    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        raise NotImplementedError

    start_term = add = finish_term = finish_field = start_field


class _Field(NamedTuple):
    texts: bytes | memoryview
    text_ends: memoryview
    posting_ends: memoryview

    def term(self, i: int) -> bytes:
        return bytes(self.texts[self.text_ends[i] : self.text_ends[i + 1]])

    def position(self, term: bytes) -> int:
        """Where ``term`` is, or would be."""
        return bisect_left(range(len(self.text_ends) - 1), term, key=self.term)


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads whole terms of one segment, from memory maps that outlive the deletion of their files."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._size = segment.doc_count_all()
        whole = memoryview(_map(storage, segment, TERMS))
        self._postings = _map(storage, segment, POSTINGS)
        (length,) = _LENGTH.unpack(whole[-_LENGTH.size :])
        directory = json.loads(bytes(whole[-_LENGTH.size - length : -_LENGTH.size]))
        self._fields: dict[str, _Field] = {}
        for field, (at, texts, count) in directory.items():
            ends = at + texts
            numbers = whole[ends : ends + 16 * count].cast("Q")
            self._fields[field] = _Field(whole[at:ends], numbers[:count], numbers[count:])

    def postings(self, field: str, term: str) -> Postings:
        """Numbers and weights of the documents that have ``term``."""
        data = self._data(field, term.encode())
        return postings.unpack(data, self._size) if data else Postings((), ())

    def lane(self, field: str, term: str) -> bytes | None:
        """The weight of ``term`` in every document, 0 where it is not; None if it is in none."""
        data = self._data(field, term.encode())
        return postings.unpack_lane(data, self._size) if data else None

    def bits(self, field: str, term: str) -> int:
        """The set of the documents that have ``term``."""
        data = self._data(field, term.encode())
        return postings.unpack_bits(data, self._size) if data else 0

    def _data(self, name: str, term: bytes) -> bytes | None:
        field = self._fields.get(name)
        if not field:
            return None
        i = field.position(term)
        if i == len(field.text_ends) - 1 or field.term(i) != term:
            return None
        return self._postings[field.posting_ends[i] : field.posting_ends[i + 1]]

    def terms_beginning(self, name: str, prefix: str) -> Iterator[str]:
        """The terms of field ``name`` that begin with ``prefix``, in order."""
        field, start = self._fields.get(name), prefix.encode()
        if field:
            for i in range(field.position(start), len(field.text_ends) - 1):
                term = field.term(i)
                if not term.startswith(start):
                    return
                yield term.decode()

    def terms(self) -> Iterator[tuple[str, str]]:
        for name in self._fields:
            for term in self.terms_beginning(name, ""):
                yield name, term

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def close(self) -> None:
        """Nothing to do: a memory map is given back with the last view of it."""


def _map(storage: Any, segment: Any, extension: str) -> mmap.mmap | bytes:
    with segment.open_file(storage, extension) as file:
        length = storage.file_length(segment.make_filename(extension))
        return mmap.mmap(file.fileno(), length, access=mmap.ACCESS_READ) if length else b""
