"""The page as a reader sees it: its blocks of text in document order, with what each holds.

A *block* is an element that starts its own line (``p``, ``div``, ``td`` …) together with the text of its inline
children. Blocks know their parent block and how far their subtree reaches (`Block.last`), so sums over subtrees cost
one more pass, and "what lies between two blocks" is a slice.

The outline is the most costly thing that is done for every page, so it is one walk over the tree, each element
visited once; to ask XPath for the text nodes and climb from each to its block costs half as much again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache

from lxml.etree import Comment, _Element

from spiders.page.attributes import CLASS, ID, LONGEST_NAME, STYLE

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q rb rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_SKIPPED = frozenset(
    "button canvas embed head iframe noscript object option script select style svg template textarea title".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
_SILENT = _SKIPPED | {Comment, "br"}
_BLANK = " \t\r\n"
MAX_TEXTS = 30_000
"""Texts that are looked at; an encyclopedia's longest articles have 10 000."""


class Block:
    """One block element and the text that belongs to it and to no inner block.

    ``chars`` counts characters that are no white space, ``link_chars`` those inside links. ``text`` has its white space
    collapsed, ``pieces`` are the strings it is made of; ``name`` is class and id. ``index`` is its place in document
    order, ``last`` the index of the last block inside it. Elements without any text in them are no blocks.
    """

    __slots__ = (
        "_name",
        "chars",
        "element",
        "index",
        "last",
        "link_chars",
        "parent",
        "pieces",
        "tag",
        "text",
    )

    def __init__(self, element: _Element, tag: str, parent: Block | None, index: int) -> None:
        self.element = element
        self.tag = tag  # kept: each time lxml is asked for it, it makes the string anew
        self.parent = parent
        self.index = self.last = index
        self.chars = self.link_chars = 0
        self.text = ""
        self._name: str | None = None
        self.pieces: list[str] = []

    @property
    def name(self) -> str:
        """Class and id, for matching against the names that templates use; empty if it has neither."""
        if self._name is None:
            classes, identifier = self.element.get(CLASS), self.element.get(ID)
            both = f"{classes} {identifier}" if classes and identifier else classes or identifier or ""
            self._name = both.strip()[:LONGEST_NAME]
        return self._name

    @property
    def parted(self) -> str:
        """The text with a tab wherever an inline element begins or ends: 来源：⇥某网⇥举报."""
        return "\t".join(" ".join(piece.split()) for piece in self.pieces)

    @property
    def is_linked(self) -> bool:
        """Is most of the text inside links?"""
        return self.link_chars * 2 > self.chars


def outline(root: _Element, *, with_hidden: bool = False) -> list[Block]:
    """All blocks from ``root`` down, in document order; scripts, form choices and hidden elements are left out."""
    blocks = _Outline(root, with_hidden).blocks
    for block in reversed(blocks):
        if pieces := block.pieces:
            words = (pieces[0] if len(pieces) == 1 else "".join(pieces)).split()
            block.text = " ".join(words)
            block.chars = len(block.text) - max(0, len(words) - 1)
        parent = block.parent
        if parent is not None and block.last > parent.last:
            parent.last = block.last
    return blocks


class _TooManyTextsError(Exception):
    """The walk ends here."""


class _Outline:
    """The walk down a tree that collects its blocks; its recursion is as deep as the parser lets trees be (256)."""

    def __init__(self, root: _Element, with_hidden: bool) -> None:
        self.with_hidden = with_hidden
        self.blocks = [Block(root, root.tag, None, 0)]
        self.texts_left = MAX_TEXTS
        with suppress(_TooManyTextsError):
            self.read(root, self.blocks[0], linked=False)

    def read(self, element: _Element, block: Block, linked: bool) -> None:
        """Give the text of ``element`` to ``block``, and its inner block elements blocks of their own."""
        blocks, pieces = self.blocks, block.pieces
        text = element.text
        if text and text.strip(_BLANK):
            self.add(text, block, linked)
        for node in element:
            tag = node.tag
            # Most elements of a real page are empty, or skipped: asking for anything else of those costs the most.
            if tag not in _SILENT and ((inner_text := node.text) or len(node)):
                names = node.keys()  # asked here: most elements have neither, and a call costs as much again
                if ("style" in names or "hidden" in names) and not self.with_hidden and is_hidden(node):
                    pass
                elif tag not in _INLINE:
                    inner = Block(node, tag, block, len(blocks))
                    blocks.append(inner)
                    self.read(node, inner, linked)
                    if not inner.pieces and blocks[-1] is inner:
                        blocks.pop()
                elif len(node):
                    self.read(node, block, linked or tag == "a")
                elif inner_text.strip(_BLANK):
                    self.add(inner_text, block, linked or tag == "a")
            text = node.tail
            if text and text.strip(_BLANK):
                if pieces and (tag not in _INLINE or tag == "br"):
                    pieces.append("\n")
                self.add(text, block, linked)

    def add(self, text: str, block: Block, linked: bool) -> None:
        block.pieces.append(text)
        if linked:
            block.link_chars += len("".join(text.split()))
        self.texts_left -= 1
        if self.texts_left < 0:
            raise _TooManyTextsError


def is_hidden(element: _Element) -> bool:
    """Is the element itself hidden, by its style or by ``hidden``?"""
    names = element.keys()  # one question instead of two
    return "hidden" in names or ("style" in names and _hides(element.get(STYLE, "")))


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style[:2000]) is not None
