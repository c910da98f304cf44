"""The default engine: a Whoosh index, read through bit sets.

Whoosh keeps the terms, the columns, the segments and the commits. Its own query classes are not used: they
score every match through Python objects, which takes most of a second where 招商引资 is in almost every
article. Here a term's postings become one bit set a segment (a Python ``int``), so that AND, OR, NOT and exact
counts take microseconds, and texts are looked at only where terms are no proof (`search.analyzer.pieces`).
"""

import warnings

# Whoosh 2.7.4 is older than Python's warnings about escapes and ``is`` with literals; it is pinned and works.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import whoosh.codec.whoosh3
    import whoosh.index  # noqa: F401

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
