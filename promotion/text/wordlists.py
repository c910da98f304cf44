"""Word lists of the package (data/*.txt): words between spaces, lines that begin with # are comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list, read once."""
    text = (files("promotion") / "data" / name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
