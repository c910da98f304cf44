"""Full-text search over archived articles.

The room for finding: a query language (`parse`), an analyzer for Chinese, and engines that keep an index of
`Document` records. It knows nothing of the archive that the documents come from.
"""

from search.building import create_index, open_index, rebuild
from search.documents import FACETS, Document, Explanation, Found, Hit, Marked, Results, Span
from search.engines import ENGINES
from search.index import Index, Writer
from search.parser import caret, parse
from search.syntax import Query, to_text

__all__ = [
    "ENGINES",
    "FACETS",
    "Document",
    "Explanation",
    "Found",
    "Hit",
    "Index",
    "Marked",
    "Query",
    "Results",
    "Span",
    "Writer",
    "caret",
    "create_index",
    "open_index",
    "parse",
    "rebuild",
    "to_text",
]
