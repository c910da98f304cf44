"""Adding documents to a Whoosh index, and which segments are merged when."""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import Any

from whoosh.writing import SegmentWriter

from search.documents import Document
from search.engines.whoosh import schema
from search.engines.whoosh.codec import PackedCodec, PostingPool
from search.engines.whoosh.postings import WEIGHT_BITS
from search.frozen import freeze
from search.naming import seconds
from search.syntax import TEXT_FIELDS

MERGE_FACTOR = 6
"""So many segments of one size class become one of the next."""
LARGEST_MERGED = 10_000
"""Documents; larger segments stay as they are, unless many of their documents have been replaced."""
WASTED = 0.3
"""A segment with this share of replaced or deleted documents is written anew."""


class PackedWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment and one commit, with our pool and format."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, timeout=0.0, codec=PackedCodec(), compound=False)
        self.pool = PostingPool()

    def put(self, document: Document) -> None:
        """Add one document to the segment."""
        number = self.docnum
        columns = {"document": zlib.compress(freeze(document), 1), "time": seconds(document)}
        for field in TEXT_FIELDS:
            squashed, terms = schema.text_terms(field, getattr(document, field))
            self.pool.add(field, number, terms)
            columns[schema.text_column(field)] = squashed.encode()
        self.pool.add("names", number, schema.name_terms(document))
        self.pool.add("numbers", number, schema.number_terms(document))
        self.perdocwriter.start_doc(number)
        for name, value in columns.items():
            self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take over the postings of a segment that is merged; ``docmap`` tells new numbers if some are dropped."""
        terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        for field, term in terms.terms():
            found = terms.postings(field, term)
            if docmap is None:
                moved = [
                    i + startdoc << WEIGHT_BITS | w for i, w in zip(found.ids, found.weights, strict=True)
                ]
            else:
                moved = [
                    docmap[i] << WEIGHT_BITS | w
                    for i, w in zip(found.ids, found.weights, strict=True)
                    if i in docmap
                ]
            if moved:
                self.pool.add_term(field, term, moved)
        terms.close()

    def _flush_segment(self) -> None:
        self.get_segment()  # tells the segment how many documents it has; bit maps need to know
        super()._flush_segment()


def merge_policy(writer: PackedWriter, segments: list[Any]) -> list[Any]:
    """Which segments stay; the others are added to ``writer``. Whoosh calls this at each commit.

    Segments are merged by size class, so that each document is written anew only log(n) times.
    """
    classes: defaultdict[int, list[Any]] = defaultdict(list)
    stay, merge = [], []
    for segment in segments:
        size = segment.doc_count_all()
        if not size or segment.deleted_count() >= WASTED * size:
            merge.append(segment)
        elif size >= LARGEST_MERGED:
            stay.append(segment)
        else:
            classes[_size_class(size)].append(segment)
    for members in classes.values():
        (merge if len(members) >= MERGE_FACTOR else stay).extend(members)
    for segment in merge:
        _merge(writer, segment)
    return stay


def _size_class(size: int) -> int:
    n = 0
    while size >= MERGE_FACTOR:
        size //= MERGE_FACTOR
        n += 1
    return n


def _merge(writer: PackedWriter, segment: Any) -> None:
    from whoosh.reading import SegmentReader

    if segment.doc_count_all() > segment.deleted_count():
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
