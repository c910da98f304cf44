"""Where a government system puts the text of an article.

Systems mark the text exactly, by comments or empty metas around it (大汉 JCMS, 博达, 动易, enorth), or wrap it in a
container whose name is the same on thousands of sites (TRS, gov.cn, 博达). Marks are tried first: a container often
holds the editor's name and a QR code as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

from lxml.etree import Comment
from lxml.html import HtmlElement, fragment_fromstring

from spiders.body.fragment import read_fragment
from spiders.page.attributes import CLASS, ID
from spiders.page.document import Document, text_of
from zscrawl.items import Attachment

# Comments that open and close the text and nothing else. JCMS: <!--<$[信息内容]>begin-->; its RSS feed:
# <!--ZJEG_RSS.content.begin-->; 长江网: <!--contstart-->.
_OPENING = re.compile(r"\$\[信息内容\]>begin|content\.begin|^\s*contstart", re.I)
_CLOSING = re.compile(r"\$\[信息内容\]>end|content\.end|^\s*contend", re.I)
# Comments around a block that may hold more than the text. 博达: <!--#begineditable name="文章内容" …-->;
# 动易: <!--{pe.begin.pagination}-->; enorth: <!--enorth cms block start [ name="v5.content" ]-->;
# written by hand: <!--正文 start-->.
_WIDE_OPENING = re.compile(
    r"begineditable\s+name=\"(?:文章|新闻)?(?:内容|正文)\"|pe\.begin\.(?:pagination|content)"
    r"|enorth cms block start\s*\[\s*name=\"[^\"]*content[^\"]*\""
    r"|^\W*(?:正文|(?:文章|新闻|信息)内容)\W*(?:begin|start|开始)\W*$",
    re.I,
)
_WIDE_CLOSING = re.compile(
    r"endeditable|pe\.end\.(?:pagination|content)|enorth cms block end"
    r"|^\W*(?:正文|(?:文章|新闻|信息)内容)\W*(?:end|over|结束)\W*$",
    re.I,
)

_CLASSES = frozenset(
    "TRS_Editor TRS_UEDITOR trs_editor_view TRS_PreAppend Custom_UnionStyle v_news_content pages_content".split()
)
_IDS = frozenset(("UCAP-CONTENT", "zoom", "Zoom", "fontzoom", "zoomcon", "dochtmlcon"))
_ID_START = "vsb_content"
_NAMED = "//*[@class or @id]"
_MAX_CONTAINERS = 50
_INNER_SHARE = 0.9
"""An inner container with this share of the longest container's text is the text without what surrounds it."""

_FILE_LABEL = 8
"""Characters that stand before a file's name, or above all of them (附件：, 附件下载)."""
_LEVELS, _SIBLINGS, _BOX_SIZE = 3, 6, 600
"""How far from the text a box with attachments may be: levels up, elements on, characters in it."""

DROP = (
    ".pageSource", "#div_div", ".editor", ".zrbj", ".share", ".bdsharebuttonbox", "#qr_container", ".prenextBox",
    ".page_navi", ".pagination", "div.print", ".ewm", ".erweima", "#qrcode",
)  # fmt: skip
"""Elements that templates put into the container after the text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of an article: the element to read, the element of the page where it stands, and how it was found.

    ``exact`` is False where the marks may hold the title, its date and source as well.
    """

    element: HtmlElement
    place: HtmlElement
    how: str
    exact: bool = True


def find_body(doc: Document) -> Marked | None:
    """The element that holds the text of the article; None if nothing is marked."""
    comments = _comments(doc)
    exact = _between_metas(doc) or _between(comments, _OPENING, _CLOSING)
    container = _container(doc)
    if exact and (container is None or _size(exact.element) * 3 > _size(container)):
        return exact
    if container is not None:
        return Marked(container, container, _name(container))
    wide = _between(comments, _WIDE_OPENING, _WIDE_CLOSING)
    return replace(wide, exact=False) if wide and not _is_linked(wide.element) else None


def attachments_after(marked: Marked, base_url: str) -> list[Attachment]:
    """Files that a page offers below the text, in boxes of their own (``附件：…``)."""
    found: list[Attachment] = []
    node: HtmlElement | None = marked.place
    for _ in range(_LEVELS):
        if node is None or node.tag == "body":
            break
        for sibling in islice(node.itersiblings(), _SIBLINGS):
            if isinstance(sibling.tag, str) and _size(sibling) < _BOX_SIZE:
                found += read_fragment(sibling, base_url).attachments
        node = node.getparent()
    return found


def _comments(doc: Document) -> list[HtmlElement]:
    # Not by XPath, which sorts comments in quadratic time.
    return list(doc.tree.iter(Comment))


def _between_metas(doc: Document) -> Marked | None:
    start: HtmlElement | None = None
    for meta in doc.machine["meta"]:
        name = meta.get("name")
        if name == "ContentStart":
            start = meta
        elif name == "ContentEnd" and start is not None:
            return _range(start, meta, "meta:ContentStart")
    return None


def _between(
    comments: list[HtmlElement], opening: re.Pattern[str], closing: re.Pattern[str]
) -> Marked | None:
    """The first innermost marked range that holds anything: a later opening mark replaces an earlier one."""
    start: HtmlElement | None = None
    for comment in comments:
        text = (comment.text or "")[:300]
        if opening.search(text):
            start = comment
        elif start is not None and closing.search(text):
            found = _range(start, comment, "comment marks")
            if found and _has_content(found.element):
                return found
            start = None
    return None


def _range(start: HtmlElement, end: HtmlElement, how: str) -> Marked | None:
    """What stands between two marks. Marks with different parents are around a container: then that one."""
    parent = start.getparent()
    if parent is None:
        return None
    if end.getparent() is not parent:
        inner = [node for node in start.itersiblings() if isinstance(node.tag, str)]
        found = inner[0] if len(inner) == 1 else parent
        return Marked(found, found, how)
    box = fragment_fromstring("<div></div>")
    box.text = start.tail
    for node in start.itersiblings():
        if node is end:
            break
        box.append(deepcopy(node))
    return Marked(box, parent, how)


def _container(doc: Document) -> HtmlElement | None:
    """The innermost of the known containers that holds nearly all the text that the longest of them holds."""
    if not (doc.has_name(*_CLASSES, *_IDS) or _ID_START in doc.names):
        return None
    known = (node for node in doc.xpath(_NAMED) if _is_container(node))
    sizes = [(_size(node), node) for node in islice(known, _MAX_CONTAINERS)]
    if not sizes:
        return None
    longest = max(size for size, _ in sizes)
    if longest == 0:
        return next((node for _, node in sizes if _has_content(node)), None)
    outer = next(node for size, node in sizes if size == longest)
    inner = [(size, node) for size, node in sizes if _inside(node, outer)]
    if equal := [node for size, node in inner if size >= _INNER_SHARE * longest]:
        return equal[-1]
    size, innermost = max(inner, key=itemgetter(0), default=(0, outer))
    return innermost if longest - size <= min(_BOX_SIZE, _file_chars(outer, innermost)) else outer


def _file_chars(outer: HtmlElement, inner: HtmlElement) -> int:
    """How many characters the links to files take that ``outer`` holds beside ``inner``, their label included."""
    own = {file.url for file in read_fragment(inner, "").attachments}
    names = [file.name for file in read_fragment(outer, "").attachments if file.url not in own]
    return sum(map(len, names)) + _FILE_LABEL * (len(names) + 1) if names else 0


def _is_container(node: HtmlElement) -> bool:
    # Compared here: the same test as one XPath expression takes ten times as long.
    identifier = node.get(ID) or ""
    return (
        not _CLASSES.isdisjoint((node.get(CLASS) or "").split())
        or identifier in _IDS
        or identifier.startswith(_ID_START)
    )


def _size(element: HtmlElement) -> int:
    return len(text_of(element))


def _inside(node: HtmlElement, outer: HtmlElement) -> bool:
    return (
        node is not outer and node.tag != "p" and any(ancestor is outer for ancestor in node.iterancestors())
    )


def _is_linked(element: HtmlElement) -> bool:
    """Is most of the text in links? Then the marks are around a list and its pager (动易)."""
    return sum(_size(link) for link in element.iter("a")) * 2 > _size(element)


def _has_content(element: HtmlElement) -> bool:
    return len(text_of(element)) >= 2 or next(element.iter("img", "a", "video", "embed"), None) is not None


def _name(element: HtmlElement) -> str:
    """A known class or id of the container, for ``found_by``."""
    classes = (element.get("class") or "").split()
    known = next((name for name in classes if name in _CLASSES), None)
    return f".{known}" if known else f"#{element.get('id')}"


def marked_title(doc: Document) -> Iterator[str]:
    """Titles between 大汉's comments ``<!--<$[标题]>begin-->`` and ``<!--<$[标题]>end-->``."""
    for comment in _comments(doc):
        if "$[标题]>begin" in (comment.text or ""):
            words = [comment.tail or ""]
            for node in comment.itersiblings():
                if not isinstance(node.tag, str):
                    break
                words += [text_of(node), node.tail or ""]
            if title := " ".join("".join(words).split()):
                yield title
