"""One page, parsed once: what every reader asks of it.

`Document` is lazy: a URL or a body is enough to build one, and each view (text, tree, metas, comments) is
made on first use and kept. Views never raise on page content and are bounded: a page is cut at `MAX_CHARACTERS` and
`MAX_TAGS`, nesting is flattened (`spiders.page.markup`), so no later traversal can be blown up by a page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from spiders.page.charset import Reading, read_bytes
from spiders.page.markup import parse_html
from spiders.page.outline import Block, outline
from zscrawl.errors import ConfigError
from zscrawl.items import CST, Page

MAX_CHARACTERS = 8_000_000
"""Where the text of a page is cut. The longest real page seen, a WeChat article with inlined scripts, has 3 million."""
MAX_BYTES = 4 * MAX_CHARACTERS
MAX_TAGS = 120_000
"""Opening and closing tags and comments after which a page is cut; the largest real page seen has 12 000."""

_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_LONGEST_URL = 4000
# http://www.example.cn:8080/a/1.html
_ABSOLUTE = re.compile(r"https?://[a-z0-9.-]{1,200}(?::\d{1,4})?(?:/[^\s\\]*)?")
# /art/2024/5/20/art_77_1.html?page=2   ./t20240520_1.html   202405/t20240520_1.html: no dots to resolve
_PLAIN = re.compile(r"(?:\./|/)?(?:[\w-][\w.-]*/)*[\w-][\w.-]*/?(?:\?[^\s\\#;]+)?", re.A)
_PLAIN_BASE = re.compile(
    r"(?P<site>https?://[a-z0-9.-]{1,200}(?::\d{1,4})?)(?P<folder>/(?:[\w-][\w.-]*/)*)?(?=$|[?#]|[\w-][\w.-]*(?:$|[?#]))",
    re.A,
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACE = re.compile(r"\s+")
_NEXT_TO_NOTHING, _EDGE = 40, 20_000
_LONGEST_TITLE, _LONGEST_META = 1000, 5000
"""Where a ``<title>`` and a meta's content are cut."""
_META_NAMES = ("name", "property", "itemprop", "http-equiv")

XPath = etree.XPath


class Document:
    """A `Page` and its views. ``url`` may be empty (a saved file of unknown address)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.url = page.url
        clock = page.fetched_at
        self.clock: datetime = (clock if clock.tzinfo else clock.replace(tzinfo=CST)).astimezone(CST)
        self.facts: dict[str, Any] = {}
        """Room for readers to keep what they worked out about the page (a scan done once)."""

    @cached_property
    def _bytes(self) -> bytes:
        """The body without control characters (which only in UTF-16 are parts of others), cut at `MAX_BYTES`."""
        body = self.page.body[:MAX_BYTES]
        return body if body.startswith(_UTF_16) else body.translate(None, _CONTROLS)

    @cached_property
    def _decoded(self) -> Reading:
        return read_bytes(self._bytes, self.page.headers)

    @property
    def charset(self) -> str:
        """The charset that was read, not the one declared."""
        return self._decoded.charset

    @property
    def text(self) -> str:
        """The page's source as characters, control characters dropped, cut at `MAX_CHARACTERS` and `MAX_TAGS`."""
        return self._bounded[0]

    @property
    def is_cut(self) -> bool:
        """Is the page larger than what is read of it?"""
        return self._bounded[1]

    @cached_property
    def _bounded(self) -> tuple[str, bool]:
        text = self._decoded.text
        if self.charset.startswith("utf-16"):
            text = _CONTROL.sub("", text)
        bounded = text[:MAX_CHARACTERS]
        if len(bounded) > MAX_TAGS and bounded.count("<") > MAX_TAGS:
            beyond = bounded.split("<", MAX_TAGS)[-1]
            bounded = bounded[: -len(beyond) - 1]
        return bounded, len(bounded) < len(text)

    @cached_property
    def edges(self) -> str:
        """The beginning and the end of the source: where systems and sites sign."""
        text = self.text
        return text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"

    @cached_property
    def tree(self) -> HtmlElement:
        """The ``html`` element; an empty one when there is nothing to parse."""
        return parse_html(self.text, self._bytes if self._decoded.is_utf8 and not self.is_cut else None)

    @cached_property
    def machine(self) -> dict[Any, list[HtmlElement]]:
        """The elements that speak to machines (meta title base script body map … and comments), by tag, in one scan."""
        found: dict[Any, list[HtmlElement]] = {tag: [] for tag in _MACHINE_TAGS}
        for element in self.tree.iter(*_MACHINE_TAGS):
            found[element.tag].append(element)
        return found

    @cached_property
    def metas(self) -> dict[str, str]:
        """Lower-case name or property → the first non-empty content."""
        metas: dict[str, str] = {}
        for meta in self.machine["meta"]:
            content = _SPACE.sub(" ", (meta.get("content") or "")[:_LONGEST_META]).strip()
            if not content:
                continue
            for attribute in _META_NAMES:
                if name := meta.get(attribute):
                    metas.setdefault(name.strip().lower(), content)
        return metas

    @cached_property
    def title_tag(self) -> str:
        """Text of the first ``<title>``, white space collapsed."""
        for title in self.machine["title"]:
            if text := _SPACE.sub(" ", "".join(title.itertext())[:_LONGEST_TITLE]).strip():
                return text
        return ""

    @cached_property
    def base_url(self) -> str:
        """What relative links hang on: ``<base href>`` where it is sound, else the page's URL."""
        for base in self.machine["base"]:
            href = (base.get("href") or "").strip()
            joined = join(self.url, href) if href else None
            if joined and urlsplit(joined).scheme in ("http", "https"):
                return joined
        return self.url

    @cached_property
    def comments(self) -> list[str]:
        """Text of all HTML comments, in document order."""
        before = list(self.tree.itersiblings(etree.Comment, preceding=True))[::-1]
        after = self.tree.itersiblings(etree.Comment)
        return [comment.text or "" for comment in (*before, *self.machine[etree.Comment], *after)]

    @cached_property
    def scripts(self) -> str:
        """Text of all inline scripts, joined by newlines."""
        return "\n".join(script.text for script in self.machine["script"] if script.text)

    @cached_property
    def names(self) -> str:
        """The different classes and ids, a line each: where an engine's marks are looked for.

        Asked for apart: a path for both would be sorted in quadratic time.
        """
        return "\n".join(filter(None, {*_ALL_CLASSES(self.tree), *_ALL_IDS(self.tree)}))

    def has_name(self, *names: str) -> bool:
        """Does an element bear one of these as its id or as one of its classes?"""
        return any(name in self.names for name in names) and not set(names).isdisjoint(self.names.split())

    @cached_property
    def comment_text(self) -> str:
        """All comments, a line each."""
        return "\n".join(self.comments)

    @property
    def script_elements(self) -> list[HtmlElement]:
        """All ``<script>`` elements, in document order."""
        return self.machine["script"]

    @cached_property
    def blocks(self) -> list[Block]:
        """The page's blocks of text; hidden ones too, if a script has to show the page first."""
        blocks = outline(self.tree)
        if sum(block.chars for block in blocks) < _NEXT_TO_NOTHING:
            blocks = outline(self.tree, with_hidden=True)
        return blocks

    def xpath(self, expression: str, context: HtmlElement | None = None) -> list[Any]:
        """Evaluate a compiled, cached XPath on the page or below ``context``; a list always.

        Raises `ConfigError` if the expression is malformed.
        """
        found = compiled_xpath(expression)(self.tree if context is None else context)
        return found if isinstance(found, list) else [found]

    def css(self, selector: str, context: HtmlElement | None = None) -> list[HtmlElement]:
        """Elements that a compiled, cached CSS selector matches. Raises `ConfigError` if it is malformed."""
        return compiled_css(selector)(self.tree if context is None else context)

    def link(self, href: str) -> str | None:
        """Absolute http(s) URL of a link on this page, or None for scripts, mail and broken ones."""
        return join(self.base_url, href)

    def by_id(self, name: str) -> HtmlElement | None:
        """The first element with this id (ids are not unique on real pages)."""
        found = _BY_ID(self.tree, name=name)
        return found[0] if found else None


def join(base: str, href: str) -> str | None:
    """Absolute http(s) URL, or None where there is none (``javascript:``, ``mailto:``, malformed)."""
    href = href.strip()[:_LONGEST_URL]
    # Most links of a portal are the one, most of the others the other; parsing them again is half of a list's cost.
    if _ABSOLUTE.fullmatch(href):
        return href
    if not href.isprintable():
        href = _LINE_BREAKS.sub("", href)
    if not href or href[0] == "#":
        return None
    if _PLAIN.fullmatch(href) and (roots := _roots_of(base)):
        site, folder = roots
        return site + href if href[0] == "/" else folder + href.removeprefix("./")
    try:
        url = urljoin(base, href)
        if _ABSOLUTE.fullmatch(url):
            return url
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if not base and not parts.scheme:
        return href  # a saved page of unknown address: the relative link is all there is
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@lru_cache(maxsize=16)
def _roots_of(base: str) -> tuple[str, str] | None:
    """What paths from the site's root and from the page's folder hang on; None where that takes a full parse."""
    if not (found := _PLAIN_BASE.match(base)):
        return None
    return found["site"], found["site"] + (found["folder"] or "/")


def text_of(element: HtmlElement) -> str:
    """All text below an element, scripts and styles out, white space collapsed."""
    return " ".join("".join(visible_strings(element)).split())


def visible_strings(element: HtmlElement) -> Iterator[str]:
    """Strings below an element in order, without those of scripts, styles and comments.

    Walked, not asked of XPath: libxml2 sorts what a path finds, in quadratic time where comments part the texts.
    """
    shown = element.tag not in _UNSEEN_TAGS
    if shown and element.text:
        yield element.text
    for node in element:
        if isinstance(node.tag, str):
            yield from visible_strings(node)
        if shown and node.tail:
            yield node.tail


@lru_cache(maxsize=512)
def compiled_xpath(expression: str) -> etree.XPath:
    """A compiled XPath; `ConfigError` names it if it is malformed."""
    try:
        return XPath(expression, smart_strings=False)
    except etree.XPathError as error:
        raise ConfigError(f"XPath {expression!r} is malformed ({error}); mend it") from error


@lru_cache(maxsize=512)
def compiled_css(selector: str) -> CSSSelector:
    """A compiled CSS selector; `ConfigError` names it if it is malformed."""
    try:
        return CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError, ValueError) as error:
        raise ConfigError(f"CSS selector {selector!r} is malformed ({error}); mend it") from error


_MACHINE_TAGS = (
    "meta", "title", "base", "script", "body", "map", "textarea", "founder-content", "datastore", etree.Comment,
)  # fmt: skip
"""``founder-content`` and ``datastore`` are elements of Founder's and 大汉's own."""
_ALL_CLASSES = XPath("descendant-or-self::*/@class", smart_strings=False)
_ALL_IDS = XPath("descendant-or-self::*/@id", smart_strings=False)
_BY_ID = XPath("//*[@id=$name]")
_UNSEEN_TAGS = frozenset(("script", "style", "noscript", "template"))
