"""The chosen body container → paragraphs, images and attachments.

One walk down the container; its recursion is as deep as the parser lets trees be (256). To hand the fragment to
BeautifulSoup costs nine times as much as this walk (2.1 against 0.23 ms on ten news pages, a quarter of all that is
done for a page) and gives the same strings, so BeautifulSoup is used where it is better: for bodies that arrive as
text, cut and escaped in whatever way (`read_markup`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from lxml.html import HtmlElement

from spiders.page.attributes import CLASS, HREF, ID
from spiders.page.document import compiled_css, join, parse_html
from spiders.page.outline import is_hidden
from zscrawl.items import Attachment, Image

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul", "caption",
))  # fmt: skip
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "select", "option", "button",
    "input", "textarea", "svg", "canvas", "video", "audio", "head", "title", "meta", "link", "map", "area",
    "colgroup",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
# In this order: a lazy page keeps the real address beside a placeholder in src.
_IMAGE_ATTRIBUTES = (
    "zoomfile", "file", "data-original", "data-src", "data-lazy-src", "data-lazyload", "data-url", "_src",
    "data-actualsrc", "original", "lazy-src", "lay-src", "src",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^data:|(?:none|blank|loading|lazyload|placeholder|grey|spacer|pixel)\.(?:gif|png|jpe?g|svg)", re.I
)
_ATTACHMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv|caj)(?:$|[?#])", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003\u200b\ufeff]+")
_EDGE = " \u3000\u00a0\u200b\ufeff\u2002\u2003"
_ESCAPED_MARKUP = re.compile(r"</?(?:p|div|br|span|img|section|strong)\b[^<>]*>", re.I)


# .jammer   #qrcode   div.editor   qqmusic: told from an element alone, at a fraction of what a selector costs
_SIMPLE_SELECTOR = re.compile(r"[a-z][a-z0-9-]*|(?:[a-z][a-z0-9-]*)?[.#][\w-]+")

MAX_NODES = 30_000
"""Elements and comments that are read: four times what the largest real page seen has."""


MAX_MARKUP_TAGS = 20_000
"""Tags that BeautifulSoup is given: half a second's work; a real body has a thousand."""
MAX_FILES = 5000
"""Images that are looked at, and attachments that are taken, in one text; an album of hundreds is a long one."""


@dataclass(frozen=True, slots=True)
class Body:
    """Text of an article: paragraphs joined by ``\\n``; a table row is one line, its cells parted by a tab."""

    text: str
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def read_fragment(element: HtmlElement, base_url: str, *, drop: Iterable[str | HtmlElement] = ()) -> Body:
    """Read ``element``; what ``drop`` names (elements, or CSS selectors) is left out, its tail text kept.

    Also left out: scripts, styles, form controls, players, and elements hidden by ``display:none`` or
    ``hidden`` inside the container (never the container itself: WeChat hides its whole body until a
    script has run).
    """
    unwanted = _Unwanted(element, drop)
    writer = _Writer(base_url)
    writer.read(element, unwanted)
    return writer.body()


def read_markup(markup: str, base_url: str) -> Body:
    """Read a body that arrives as text: HTML inside a script or JSON, or markup that a page shows escaped.

    BeautifulSoup unescapes and closes it however it was cut; the fragment is then read like any other. What follows
    after `MAX_MARKUP_TAGS` is left out.
    """
    pieces = markup.split("<", MAX_MARKUP_TAGS + 1)
    soup = BeautifulSoup("<".join(pieces[: MAX_MARKUP_TAGS + 1]), "lxml")
    for node in soup(list(_DROPPED)):
        node.decompose()
    return read_fragment(parse_html(str(soup)), base_url)


def looks_like_markup(text: str) -> bool:
    """Does this text show HTML source (two or more tags), as Discuz archivers print some posts?"""
    return len(_ESCAPED_MARKUP.findall(text[:20_000])) >= 2


class _Unwanted:
    """What is left out of a container: some elements, those of some tags, classes or ids, and those that are hidden."""

    def __init__(self, container: HtmlElement, drop: Iterable[str | HtmlElement]) -> None:
        self.elements: set[HtmlElement] = set()
        self.names: set[str] = set()
        for what in drop:
            if not isinstance(what, str):
                self.elements.add(what)
            elif _SIMPLE_SELECTOR.fullmatch(what):
                self.names.add(what)
            else:
                self.elements.update(compiled_css(what)(container))

    def __contains__(self, node: HtmlElement) -> bool:
        return node.tag in _DROPPED or node in self.elements or self._is_named(node) or is_hidden(node)

    def _is_named(self, node: HtmlElement) -> bool:
        return bool(self.names) and not self.names.isdisjoint(_simple_selectors(node))


def _simple_selectors(node: HtmlElement) -> Iterator[str]:
    """The simple selectors that match an element."""
    yield node.tag
    if identifier := node.get(ID):
        yield from (f"#{identifier}", f"{node.tag}#{identifier}")
    if classes := node.get(CLASS):
        for name in classes.split():
            yield from (f".{name}", f"{node.tag}.{name}")


class _Writer:
    """Collects lines. Table rows are gathered apart, so that short cells share a line."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.nodes_left = MAX_NODES
        self.lines: list[str] = []
        self.pending: list[str] = []
        self.images: dict[str, Image] = {}
        self.images_left = MAX_FILES
        self.attachments: dict[str, Attachment] = {}
        self.outer: list[list[str]] = []  # line lists put aside while a cell is read
        self.rows: list[list[list[str]]] = []  # open rows: their cells, each a list of lines
        self.preformatted = 0

    def read(self, element: HtmlElement, unwanted: _Unwanted) -> None:
        """Write down ``element`` without what is unwanted in it."""
        self.open(element.tag, element)
        for node in element:
            self.nodes_left -= 1
            if self.nodes_left < 0:
                return
            if isinstance(node.tag, str) and node not in unwanted:
                self.read(node, unwanted)
            self.words(node.tail)
        self.close(element.tag)

    def words(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            first, *rest = text.split("\n")
            self.pending.append(first)
            for line in rest:
                self.end_line()
                self.pending.append(line)
        else:
            self.pending.append(text)

    def end_line(self) -> None:
        if not self.pending:
            return
        line = _SPACES.sub(" ", "".join(self.pending)).strip(_EDGE)
        self.pending.clear()
        if line:
            self.lines.append(line)

    def open(self, tag: str, node: HtmlElement) -> None:
        if tag == "br" or tag in _BLOCKS:
            self.end_line()
        if tag == "pre":
            self.preformatted += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in _CELLS and self.rows:
            self.end_line()
            self.outer.append(self.lines)
            self.lines = []
        elif tag == "img":
            self.add_image(node)
        elif tag == "a":
            self.add_attachment(node)
        self.words(node.text)

    def close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag == "pre":
            self.preformatted -= 1
        elif tag in _CELLS and self.rows and self.outer:
            self.end_line()
            self.rows[-1].append(self.lines)
            self.lines = self.outer.pop()
        elif tag == "tr" and self.rows:
            cells = self.rows.pop()
            if all(len(cell) <= 1 for cell in cells):
                if row := "\t".join(cell[0] for cell in cells if cell):
                    self.lines.append(row)
            else:
                self.lines += [line for cell in cells for line in cell]

    def add_image(self, node: HtmlElement) -> None:
        self.images_left -= 1
        if self.images_left < 0:
            return
        for attribute in _IMAGE_ATTRIBUTES:
            address = (node.get(attribute) or "").strip()
            if address and not _PLACEHOLDER.search(address):
                break
        else:
            return
        if url := join(self.base_url, address):
            caption = (node.get("alt") or node.get("title") or "").strip()
            self.images.setdefault(url, Image(url, caption))

    def add_attachment(self, node: HtmlElement) -> None:
        href = node.get(HREF) or ""
        if len(self.attachments) >= MAX_FILES or not _ATTACHMENT.search(href):
            return
        if url := join(self.base_url, href):
            name = (
                _SPACES.sub(" ", "".join(node.itertext())).strip(_EDGE)
                or node.get("title")
                or url.rsplit("/", 1)[-1]
            )
            self.attachments.setdefault(url, Attachment(url, name))

    def body(self) -> Body:
        self.end_line()
        while self.outer:
            self.lines = self.outer.pop() + self.lines
        return Body("\n".join(self.lines), tuple(self.images.values()), tuple(self.attachments.values()))
