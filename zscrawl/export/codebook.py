"""docs/codebook.md, written from the tables themselves: ``python -m zscrawl.export.codebook > docs/codebook.md``.

A test holds that the file is what this prints.
"""

from __future__ import annotations

import sys
from pathlib import Path

from promotion.counts.indicators import LABELS
from zscrawl.export.describe import codebook_tables
from zscrawl.export.tables import TABLES

_HEAD = Path(__file__).with_name("codebook_head.md")
"""The rules in words; the tables follow them."""


def codebook() -> str:
    """The codebook in Markdown: rules, indicator codes, tables."""
    lines = ["## Indicator codes", "", "| code | Chinese |", "|---|---|"]
    lines += [f"| `{code}` | {label} |" for code, label in LABELS.items()]
    return "\n".join([_HEAD.read_text(encoding="utf-8"), *lines, "", codebook_tables(list(TABLES))])


if __name__ == "__main__":
    sys.stdout.write(codebook())
