"""The fast engine: a Tantivy index, which is Lucene's design in Rust.

Tantivy has positions, so a phrase is found by the pairs of characters that stand one behind the other and no text
has to be looked at. What most articles have is a term of its own; for that positions are not needed.
"""

from search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
