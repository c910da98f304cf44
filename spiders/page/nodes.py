"""Looking at elements of a page that may be hostile: only so much of each, only so many of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement


def first_words(element: HtmlElement, limit: int = 100) -> str:
    """The first ``limit`` characters of an element's text, white space collapsed."""
    pieces: list[str] = []
    length = 0
    for text in element.itertext():
        text = text[: limit * 20]  # room for the white space that is about to go
        pieces.append(text)
        length += len("".join(text.split()))
        if length > limit:
            break
    return " ".join("".join(pieces).split())[:limit]


def outermost(nodes: Iterable[HtmlElement], most: int) -> list[HtmlElement]:
    """The first ``most`` of ``nodes`` (in document order) without those that lie inside another one.

    Rows and posts lie side by side; only broken or hostile pages nest them, and reading each of a hundred nested ones
    would read the innermost a hundred times.
    """
    chosen: set[HtmlElement] = set()
    result: list[HtmlElement] = []
    for node in islice(nodes, most):
        if not any(parent in chosen for parent in node.iterancestors()):
            chosen.add(node)
            result.append(node)
    return result
