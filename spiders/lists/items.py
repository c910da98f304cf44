"""One row of a list → its title and its date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.html import HtmlElement

from spiders.fields.dates import moment_from_epoch
from spiders.lists.dates import is_date, row_date, title_date, without_date
from spiders.lists.rows import HEADINGS, Row
from spiders.page.attributes import CLASS, TITLE
from spiders.page.document import Document, text_of

_BULLET = re.compile(r"^[\s·•●○■□◆◇▪▫►▶›»>*－—-]+(?=\S)")
_CUT = re.compile(r"(?:\.{2,}|…+|·{3,})\s*$")
# What repeats a row's link without being its title, and the words of pagers (a pager's 1/20 can look like a date).
_NOT_TITLE = re.compile(
    r"^[\[【(（<]?\s*(?:查[阅看]全文|阅读(?:全文|更多|原文)|[查点]看(?:更多|详情)?|全文|详细(?:内容|信息)?|详情|更多|more|"
    r"点击(?:查看|进入|下载)?.{0,4}|继续阅读|下载|附件|评论|分享|图|组图|视频|read\s*more|details?|"
    r"[首尾末]页|[上下前后]一?页|第?\s*\d+\s*页?|最后一页)\s*[>»…\.]*\s*[\]】)）>]?$",
    re.I,
)
# The lines of a link's title attribute, and 文章标题：… in the first of them (动易).
_LINE_BREAK = re.compile(r"[\r\n]+|<br\s*/?>")
_TITLE_LABEL = re.compile(r"^(?:文章|信息)?标\s*题\s*[：:]\s*")
_EPOCH = re.compile(r"(?<!\d)(1\d{9})(?!\d)")
_DAY = re.compile(r"\d{1,2}日?")
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|name|subject)(?:$|[\s_-])", re.I)
_BLOCKS: Final = frozenset(("p", "div", "dd", "ul", "li", "section", "td"))
_CARD: Final = HEADINGS | _BLOCKS | {"span", "strong", "em"}
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "select", "textarea"))
_MAX_STRINGS = 60
"""Strings of a row that are looked at; a real row has fewer than ten."""
_MAX_TITLE, _MAX_LABEL = 300, 1000
_LONGEST_WRITER = 500
"""Characters of a script that writes one date."""
_MAX_ROW_CHARS = 600
"""An element with more text around its one link is no row but an article or a whole column."""


def read_row(doc: Document, row: Row, *, scripted: bool) -> None:
    """Fill ``title``, ``date`` and ``shown``; ``scripted`` is what `has_scripted_dates` says of the page."""
    title, texts = _title(row.links)
    if row.element is not row.links[0]:
        around = _strings(row.element, skip=set(row.links))
        if sum(map(len, around)) > _MAX_ROW_CHARS:
            row.element = row.links[0]
        else:
            texts += around
    date = row_date(texts, row.url, doc.clock) or row_date(_beside(row.element), row.url, doc.clock)
    date = date or title_date(title, row.url, doc.clock)
    if date is None and scripted:
        date = _scripted_date(doc, row.element)
    row.date = date
    row.shown = date is not None
    row.title = _BULLET.sub("", without_date(title)).strip()


def _title(links: list[HtmlElement]) -> tuple[str, list[str]]:
    """The title that the links of a row give, and the strings in them that are not the title."""
    others: list[str] = []
    best = spare = ""
    for link in links:
        text, rest = _link_text(link)
        label, details = _label(link)
        others += rest + details
        if _NOT_TITLE.match(text) or (label and _NOT_TITLE.match(label)):
            continue
        if label:
            text = _longer(text, label)
        if text and (not best or (_in_heading(link) and not _in_heading(links[0]))):
            best = text
        if not spare and len(link):
            spare = next((alt for image in link.iter("img") if (alt := (image.get("alt") or "").strip())), "")
    return best or spare, others


def _longer(text: str, label: str) -> str:
    """The link's ``title`` instead of its text, where it is the same title uncut."""
    if not text:
        return label
    stem = "".join(_CUT.sub("", text).split())
    whole = "".join(label.split())
    if len(whole) <= len(stem):
        return text
    return label if whole.startswith(stem) or (_CUT.search(text) and whole.startswith(stem[:8])) else text


def _in_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    return parent is not None and parent.tag in HEADINGS


def _label(link: HtmlElement) -> tuple[str, list[str]]:
    label = (link.get(TITLE) or "")[:_MAX_LABEL]
    if not label:
        return "", []
    parts = _LINE_BREAK.split(label) if "\n" in label or "\r" in label or "<" in label else [label]
    lines = [line.strip()[:_MAX_TITLE] for line in parts if line.strip()]
    if not lines:
        return "", []
    return _TITLE_LABEL.sub("", lines[0]), [line for line in lines[1:] if "时间" in line or "日期" in line]


def _link_text(link: HtmlElement) -> tuple[str, list[str]]:
    """Text of a link without the dates in it; of a link around a whole card, the text of its heading."""
    if len(link):
        for node in link.iter():  # not of these tags alone: to match them costs more than the few there are
            tag = node.tag
            if tag in HEADINGS or (tag in _CARD and _TITLE_CLASS.search(node.get(CLASS) or "")):
                text = text_of(node)
                if len(text) > 3 and not is_date(text):
                    return text[:_MAX_TITLE], _strings(link, skip={node})
    else:
        plain = " ".join((link.text or "").split())
        return ("", [plain]) if is_date(plain) else (plain[:_MAX_TITLE], [])
    words: list[str] = []
    others: list[str] = []
    strings = [(holder, text, " ".join(text.split())) for holder, text in _walk(link)]
    dates = {plain for _, _, plain in strings if plain and is_date(plain)}
    for holder, text, plain in strings:
        day = dates and holder is not link and _DAY.fullmatch(plain)  # 23, in a box above 2026-09
        if plain and (
            day or plain in dates or (holder.tag in _BLOCKS and any(word.strip() for word in words))
        ):
            others.append(plain)  # a date, or what a card says after its title: a date may stand there too
        else:
            words.append(text)
    return " ".join("".join(words).split())[:_MAX_TITLE], others


def _walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Strings below an element, each with the element it stands in; without those of scripts."""
    if element.tag in _SILENT:
        return
    if text := element.text:
        yield element, text
    for node in element:
        if isinstance(node.tag, str):
            if len(node):
                yield from _walk(node)
            elif (text := node.text) and node.tag not in _SILENT:
                yield node, text
        if text := node.tail:
            yield element, text


def _strings(element: HtmlElement, skip: set[HtmlElement]) -> list[str]:
    """The strings of a row that are not blank, white space collapsed."""
    strings: list[str] = []
    _gather(element, skip, strings)
    return strings[:_MAX_STRINGS]


def _gather(element: HtmlElement, skip: set[HtmlElement], strings: list[str]) -> None:
    """Append the strings below an element, without those of scripts and of ``skip``, up to `_MAX_STRINGS`."""
    if element.tag in _SILENT or element in skip:
        return
    if (text := element.text) and (words := text.split()):
        strings.append(" ".join(words))
    for node in element:
        if len(strings) >= _MAX_STRINGS:
            return
        tag = node.tag
        if node in skip or tag in _SILENT or not isinstance(tag, str):
            pass
        elif len(node):
            _gather(node, skip, strings)
        elif (text := node.text) and (words := text.split()):
            strings.append(" ".join(words))
        if (text := node.tail) and (words := text.split()):
            strings.append(" ".join(words))


def _beside(element: HtmlElement) -> list[str]:
    """Strings between a row and the next one; those before it where the list begins with a date."""
    parent = element.getparent()
    if parent is None:
        return []
    text = parent.text
    if text and is_date(" ".join(text.split())):
        previous = element.getprevious()
        before = previous.tail if previous is not None else text
        return _run(element.itersiblings(preceding=True), before)
    return _run(element.itersiblings(), element.tail)


def _run(siblings: Iterable[HtmlElement], first: str | None) -> list[str]:
    """``first`` and the strings of the siblings that follow, up to the next link."""
    texts = [first]
    for count, sibling in enumerate(siblings):
        is_element = isinstance(sibling.tag, str)
        if count > 4 or (is_element and next(sibling.iter("a"), None) is not None):
            break
        if is_element:
            texts.append(text_of(sibling))
        texts.append(sibling.tail)
    return [plain for text in texts if text and (plain := " ".join(text.split()))]


def has_scripted_dates(root: HtmlElement) -> bool:
    """Does any script below ``root`` look like one that writes a row's date? Asked once, most pages have none."""
    return next(_epochs(root), None) is not None


def _scripted_date(doc: Document, element: HtmlElement) -> str | None:
    """A date that a script in the row writes: ``timeConvert('1498908951')``."""
    epoch = next(_epochs(element), None)
    moment = moment_from_epoch(epoch, doc.clock) if epoch else None
    return moment.at.date().isoformat() if moment else None


def _epochs(element: HtmlElement) -> Iterator[str]:
    for script in element.iter("script"):
        source = script.text or ""
        if len(source) < _LONGEST_WRITER and (found := _EPOCH.search(source)):
            yield found[1]
