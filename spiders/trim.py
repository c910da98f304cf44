"""Lines at the two ends of a body that are not its text."""

from __future__ import annotations

from zscrawl.text import squash


def trim_body(body: str, title: str) -> str:
    """Drop chrome lines from the beginning and end of ``body``."""
    lines = body.split("\n")
    flat = squash(title)
    while lines and squash(lines[0]) == flat:
        lines.pop(0)
    return "\n".join(lines)
