"""The page as a reader sees it: its blocks of text in document order, with what each holds.

One pass over the tree, no recursion. A *block* is an element that starts its own line (``p``, ``div``, ``td`` …)
together with the text of its inline children. Blocks know their parent block and how far their subtree reaches
(`Block.last`), so sums over subtrees cost one more pass, and "what lies between two blocks" is a slice.
"""

from __future__ import annotations

import re

from lxml.etree import iterwalk
from lxml.html import HtmlElement

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SKIPPED = frozenset(
    [
        "button",
        "canvas",
        "embed",
        "head",
        "iframe",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)


class Block:
    """One block element and the text that belongs to it and to no inner block.

    ``chars`` counts characters that are no white space, ``link_chars`` those inside links; ``lines`` is the number
    of ``<br>`` in it. ``index`` is its place in document order, ``last`` the index of the last block inside it.
    """

    __slots__ = ("_pieces", "chars", "element", "index", "last", "lines", "link_chars", "parent", "text")

    def __init__(self, element: HtmlElement, parent: Block | None, index: int) -> None:
        self.element = element
        self.parent = parent
        self.index = self.last = index
        self.chars = self.link_chars = self.lines = 0
        self.text = ""
        self._pieces: list[str] = []

    def add(self, text: str, linked: bool) -> None:
        """Take a string of the block's own text."""
        size = len("".join(text.split()))
        if size:
            self._pieces.append(text)
            self.chars += size
            if linked:
                self.link_chars += size

    def part(self) -> None:
        """A line ends here: words on its two sides must not grow together."""
        if self._pieces:
            self._pieces.append("\n")

    def close(self) -> None:
        """All text is in: fix ``text`` (white space collapsed)."""
        if self._pieces:
            self.text = " ".join("".join(self._pieces).split())

    @property
    def parted(self) -> str:
        """The text with a tab wherever an inline element begins or ends: 来源：\\t某网\\t举报."""
        return "\t".join(" ".join(piece.split()) for piece in self._pieces)

    @property
    def is_linked(self) -> bool:
        """Is most of the text inside links?"""
        return self.link_chars * 2 > self.chars


def outline(root: HtmlElement, *, with_hidden: bool = False) -> list[Block]:
    """All blocks from ``root`` down, in document order; scripts, form choices and hidden elements are left out."""
    blocks: list[Block] = []
    current = Block(root, None, 0)
    blocks.append(current)
    if root.text:
        current.add(root.text, False)
    linked = 0
    skipped: HtmlElement | None = None
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    next(walk, None)  # the root's own start
    for event, node in walk:
        if event == "start":
            tag = node.tag
            if tag in _INLINE:
                if tag == "br":
                    current.lines += 1
                    current.part()
                elif not with_hidden and _is_hidden(node):
                    walk.skip_subtree()
                    skipped = node
                    continue
                elif tag == "a":
                    linked += 1
            elif tag in _SKIPPED or (not with_hidden and _is_hidden(node)):
                walk.skip_subtree()
                skipped = node
                continue
            else:
                current.part()
                current = Block(node, current, len(blocks))
                blocks.append(current)
            text = node.text
        elif node is root:
            break
        else:
            if event == "end":
                if node is skipped:
                    skipped = None
                elif node is current.element:
                    current.close()
                    current.last = len(blocks) - 1
                    assert current.parent is not None  # the root ends the walk
                    current = current.parent
                elif node.tag == "a":
                    linked -= 1
            text = node.tail
        if text:
            current.add(text, linked > 0)
    blocks[0].close()
    blocks[0].last = len(blocks) - 1
    return blocks


def _is_hidden(node: HtmlElement) -> bool:
    style = node.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None
