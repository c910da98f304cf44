"""Where a government system puts the text of an article.

Systems mark the text exactly, by comments or empty metas around it (大汉 JCMS, 博达, 动易, enorth), or wrap it in a
container whose name is the same on thousands of sites (TRS, gov.cn, 博达). Marks are tried first: a container often
holds the editor's name and a QR code as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml.etree import _Comment
from lxml.html import HtmlElement, fragment_fromstring

from spiders.document import Document, text_of

# Comments that open and close the text. JCMS: <!--<$[信息内容]>begin-->; its RSS: <!--ZJEG_RSS.content.begin-->;
# 长江网: <!--contstart-->; 博达: <!--#begineditable name="文章内容" …-->; 动易: <!--{pe.begin.pagination}-->;
# enorth: <!--enorth cms block start [ name="v5.content" ]-->.
_OPENING = re.compile(
    r"\$\[信息内容\]>begin|content\.begin|^\s*contstart|begineditable\s+name=\"(?:文章|新闻)?(?:内容|正文)\""
    r"|pe\.begin\.(?:pagination|content)|enorth cms block start\s*\[\s*name=\"[^\"]*content[^\"]*\"",
    re.I,
)
_CLOSING = re.compile(
    r"\$\[信息内容\]>end|content\.end|^\s*contend|endeditable|pe\.end\.(?:pagination|content)|enorth cms block end",
    re.I,
)
# Hand-written ones, which some templates put around the whole column: only where nothing better is found.
_LOOSE_OPENING = re.compile(r"^\W*(?:正文|(?:文章|新闻|信息)内容)\W*(?:begin|start|开始|內容开始)\W*$", re.I)
_LOOSE_CLOSING = re.compile(r"^\W*(?:正文|(?:文章|新闻|信息)内容)\W*(?:end|over|结束)\W*$", re.I)

_CONTAINERS = (
    "//*[@id='UCAP-CONTENT' or @id='zoom' or @id='Zoom' or @id='fontzoom' or @id='zoomcon' or @id='dochtmlcon'"
    " or starts-with(@id, 'vsb_content')"
    " or contains(concat(' ', @class, ' '), ' TRS_Editor ')"
    " or contains(concat(' ', @class, ' '), ' TRS_UEDITOR ')"
    " or contains(concat(' ', @class, ' '), ' trs_editor_view ')"
    " or contains(concat(' ', @class, ' '), ' TRS_PreAppend ')"
    " or contains(concat(' ', @class, ' '), ' Custom_UnionStyle ')"
    " or contains(concat(' ', @class, ' '), ' v_news_content ')"
    " or contains(concat(' ', @class, ' '), ' pages_content ')]"
)
_METAS = "//meta[@name='ContentStart' or @name='ContentEnd']"
_COMMENTS = "//comment()"
_BODY_FLAGS = ("script", "style", "noscript")
_INNER_SHARE = 0.9
"""An inner container with this share of the longest container's text is the text without what surrounds it."""

DROP = (
    ".pageSource", "#div_div", ".editor", ".zrbj", ".share", ".bdsharebuttonbox", "#qr_container", ".prenextBox",
    ".page_navi", ".pagination", "div.print", ".ewm", ".erweima", "#qrcode",
)  # fmt: skip
"""Elements that templates put into the container after the text."""


def find_body(doc: Document) -> tuple[HtmlElement, str] | None:
    """The element that holds the text of the article, and how it was found; None if nothing is marked."""
    if (body := _between_metas(doc)) is not None:
        return body, "meta:ContentStart"
    comments = doc.xpath(_COMMENTS)
    if (body := _between(comments, _OPENING, _CLOSING)) is not None:
        return body, "comment marks"
    if (body := _container(doc)) is not None:
        return body, _name(body)
    if (body := _between(comments, _LOOSE_OPENING, _LOOSE_CLOSING)) is not None:
        return body, "comment marks"
    return None


def _between_metas(doc: Document) -> HtmlElement | None:
    start: HtmlElement | None = None
    for meta in doc.xpath(_METAS):
        if meta.get("name") == "ContentStart":
            start = meta
        elif start is not None:
            return _range(start, meta)
    return None


def _between(
    comments: list[_Comment], opening: re.Pattern[str], closing: re.Pattern[str]
) -> HtmlElement | None:
    """The innermost marked range that holds text: a later opening mark replaces an earlier one."""
    start: _Comment | None = None
    for comment in comments:
        text = (comment.text or "")[:300]
        if opening.search(text):
            start = comment
        elif start is not None and closing.search(text):
            found = _range(start, comment)
            if found is not None and _has_content(found):
                return found
            start = None
    return None


def _range(start: HtmlElement, end: HtmlElement) -> HtmlElement | None:
    """What stands between two marks. Marks with different parents are around a container: then that one."""
    parent = start.getparent()
    if parent is None:
        return None
    if end.getparent() is not parent:
        inner = [node for node in start.itersiblings() if isinstance(node.tag, str)]
        return inner[0] if len(inner) == 1 else parent
    box = fragment_fromstring("<div></div>")
    box.text = start.tail
    for node in start.itersiblings():
        if node is end:
            break
        box.append(deepcopy(node))
    return box


def _container(doc: Document) -> HtmlElement | None:
    """The innermost of the known containers that holds nearly all the text that the longest of them holds."""
    sizes = [(len(text_of(node)), node) for node in doc.xpath(_CONTAINERS)[:50] if node.tag not in _BODY_FLAGS]
    if not sizes:
        return None
    longest = max(size for size, _ in sizes)
    if longest == 0:
        return next((node for _, node in sizes if _has_content(node)), None)
    outer = next(node for size, node in sizes if size == longest)
    inner = [(size, node) for size, node in sizes if size >= _INNER_SHARE * longest and _inside(node, outer)]
    return inner[-1][1] if inner else outer


def _inside(node: HtmlElement, outer: HtmlElement) -> bool:
    return (
        node is not outer and node.tag != "p" and any(ancestor is outer for ancestor in node.iterancestors())
    )


def _has_content(element: HtmlElement) -> bool:
    return len(text_of(element)) >= 2 or next(element.iter("img", "a", "video", "embed"), None) is not None


def _name(element: HtmlElement) -> str:
    if identifier := element.get("id"):
        return f"#{identifier}"
    return f".{(element.get('class') or element.tag).split()[0]}"


def marked_title(doc: Document) -> Iterator[str]:
    """Titles between 大汉's comments ``<!--<$[标题]>begin-->`` and ``<!--<$[标题]>end-->``."""
    for comment in doc.xpath(_COMMENTS):
        if "$[标题]>begin" in (comment.text or ""):
            words = [comment.tail or ""]
            for node in comment.itersiblings():
                if not isinstance(node.tag, str):
                    break
                words += [text_of(node), node.tail or ""]
            if title := " ".join("".join(words).split()):
                yield title
