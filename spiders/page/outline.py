"""The page as a reader sees it: its blocks of text in document order, with what each holds.

A *block* is an element that starts its own line (``p``, ``div``, ``td`` …) together with the text of its inline
children. Blocks know their parent block and how far their subtree reaches (`Block.last`), so sums over subtrees cost
one more pass, and "what lies between two blocks" is a slice.

Only elements that hold text are ever touched: the text nodes come from one compiled XPath, and the way from each to
its block is remembered. Most elements of a real page hold none, and building a Python object for each costs more than
all the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import XPath, _Element

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q rb rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_SKIPPED = frozenset(
    "button canvas embed head iframe noscript object option script select style svg template textarea title".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
_TEXTS = XPath("//text()[not(parent::script or parent::style)][normalize-space()]")
_LONGEST_NAME = 200
MAX_TEXTS = 30_000
"""Text nodes that are looked at; an encyclopedia's longest articles have 10 000."""


class Block:
    """One block element and the text that belongs to it and to no inner block.

    ``chars`` counts characters that are no white space, ``link_chars`` those inside links. ``text`` has its white space
    collapsed, ``pieces`` are the strings it is made of; ``name`` is class and id. ``index`` is its place in document
    order, ``last`` the index of the last block inside it. Elements without any text in them are no blocks.
    """

    __slots__ = ("_name", "chars", "element", "index", "last", "link_chars", "parent", "pieces", "text")

    def __init__(self, element: _Element, parent: Block | None, index: int) -> None:
        self.element = element
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
            get = self.element.get
            self._name = f"{get('class') or ''} {get('id') or ''}".strip()[:_LONGEST_NAME]
        return self._name

    @property
    def parted(self) -> str:
        """The text with a tab wherever an inline element begins or ends: 来源：⇥某网⇥举报."""
        return "\t".join(" ".join(piece.split()) for piece in self.pieces)

    @property
    def is_linked(self) -> bool:
        """Is most of the text inside links?"""
        return self.link_chars * 2 > self.chars


_Place = tuple[Block | None, bool]
"""The block that an element's text belongs to (None: it is not shown), and whether it is inside a link."""


def outline(root: _Element, *, with_hidden: bool = False) -> list[Block]:
    """All blocks from ``root`` down, in document order; scripts, form choices and hidden elements are left out."""
    blocks = [Block(root, None, 0)]
    places: dict[_Element, _Place] = {root: (blocks[0], False)}
    for string in _TEXTS(root)[:MAX_TEXTS]:
        node = string.getparent()
        parted = False
        if string.is_tail:
            parted = node.tag == "br" or node.tag not in _INLINE
            node = node.getparent()
        block, linked = places.get(node) or _place(node, places, blocks, with_hidden)
        if block is None:
            continue
        pieces = block.pieces
        if parted and pieces:
            pieces.append("\n")
        pieces.append(string)
        size = len("".join(string.split()))
        block.chars += size
        if linked:
            block.link_chars += size
    for block in reversed(blocks):
        if block.pieces:
            block.text = " ".join("".join(block.pieces).split())
        if block.parent is not None and block.last > block.parent.last:
            block.parent.last = block.last
    return blocks


def _place(node: _Element, places: dict[_Element, _Place], blocks: list[Block], with_hidden: bool) -> _Place:
    """Find (and remember, for the whole way up) where the text of ``node`` belongs."""
    way = []
    place: _Place | None = None
    while place is None:
        way.append(node)
        node = node.getparent()
        place = (None, False) if node is None else places.get(node)  # None: outside the tree that is outlined
    block, linked = place
    for element in reversed(way):
        if block is not None:
            tag = element.tag
            if tag in _SKIPPED or (not with_hidden and is_hidden(element)):
                block = None
            elif tag in _INLINE:
                linked = linked or tag == "a"
            else:
                block = Block(element, block, len(blocks))
                blocks.append(block)
        places[element] = (block, linked)
    return block, linked


def is_hidden(element: _Element) -> bool:
    """Is the element itself hidden, by its style or by ``hidden``?"""
    style = element.get("style")
    return (style is not None and _hides(style)) or element.get("hidden") is not None


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style[:2000]) is not None
