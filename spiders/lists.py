"""Lists of articles: which links of a page are its items, with title and date.

No selector is needed: a *row* is the largest element around a link that holds no other article, which is true of
``<li>``, of table rows, of ``<dl>`` and of nested boxes alike. A row that prints a date is an item; menus, side
boxes and friendly links print none. Where no row prints a date, the group of rows with the longest titles is the
list. Rows that 大汉 JCMS keeps in ``<script type="text/xml"><datastore>`` (and what its ``dataproxy.jsp``
answers) are read the same way. Every step is linear in the size of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from spiders.dates import moment_from_url
from spiders.document import Document, parse_html, text_of
from spiders.list_dates import is_date, row_date, title_date, without_date
from zscrawl.items import Link

MAX_ITEMS = 2000
"""More rows than any real list page has; what follows is not read."""

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S | re.I)
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"^[\s·•●○■□◆◇▪▫►▶›»>*－—-]+(?=\S)")
_CUT = re.compile(r"(?:\.{2,}|…+|·{3,})\s*$")
# What repeats a row's link without being its title.
_NOT_TITLE = re.compile(
    r"^[\[【(（<]?\s*(?:查[阅看]全文|阅读(?:全文|更多|原文)|[查点]看(?:更多|详情)?|全文|详细(?:内容|信息)?|详情|更多|more|"
    r"点击(?:查看|进入|下载)?.{0,4}|继续阅读|下载|附件|评论|分享|图|组图|视频|read\s*more|details?)\s*[>»…\.]*\s*[\]】)）>]?$",
    re.I,
)
# Addresses of columns and pagers, not of articles.
_NOT_ARTICLE = re.compile(r"(?:/|/(?:index|default|list|node|col)[\w-]*\.\w{3,5})$", re.I)
_EPOCH = re.compile(r"(?<!\d)(1\d{9})(?!\d)")
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|name|subject)(?:$|[\s_-])", re.I)
_BLOCKS: Final = frozenset(("p", "div", "dd", "ul", "li", "section", "td"))
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "select", "textarea"))
_MULTIPLE = ""  # the owner of an element that holds several articles


@dataclass(slots=True)
class _Row:
    """One candidate: the row element, the links in it that lead to ``url``, and what was read from it."""

    url: str
    element: HtmlElement
    links: list[HtmlElement]
    title: str = ""
    date: str | None = None
    shown: bool = False  # the row itself prints the date

    @property
    def holder(self) -> HtmlElement | None:
        return self.element.getparent()


def read_list(doc: Document, options: Mapping[str, str] | None = None) -> list[Link]:
    """Items of a list page in page order, once each; empty if the page is not a list.

    ``options["items"]`` (a CSS selector for the rows or for a box around them) confines the search.
    """
    rows: list[_Row] = []
    for root in _roots(doc, (options or {}).get("items")):
        rows += _rows(doc, root)
        if len(rows) > MAX_ITEMS:
            break
    for row in rows:
        _read_row(doc, row)
    chosen = _choose([row for row in rows if len(row.title) > 1])
    links: dict[str, Link] = {}
    for row in chosen[:MAX_ITEMS]:
        known = links.get(row.url)
        if known is None or (known.date is None and row.date):
            links[row.url] = Link(row.url, row.title, row.date)
    return list(links.values())


def _roots(doc: Document, selector: str | None) -> Iterator[HtmlElement]:
    if "<datastore" in doc.text:
        records = "".join(f"<div>{record}</div>" for record in _RECORD.findall(doc.text))
        if records:
            yield parse_html(f"<html><body>{records}</body></html>")
    if selector:
        yield from doc.css(selector)
    else:
        yield doc.tree


def _rows(doc: Document, root: HtmlElement) -> list[_Row]:
    """Rows by marking upwards: an element belongs to the one address below it, or to several."""
    owner: dict[HtmlElement, str] = {}
    links: dict[str, list[HtmlElement]] = {}
    for link in root.iter("a"):
        href = link.get("href") or ""
        url = doc.link(href) if href else None
        if not url or url.partition("#")[0] == doc.url:
            continue
        links.setdefault(url, []).append(link)
        node: HtmlElement | None = link
        while node is not None:
            known = owner.get(node)
            if known is None:
                owner[node] = url
            elif known in (url, _MULTIPLE):
                break
            else:
                owner[node] = _MULTIPLE
            node = node.getparent() if node is not root else None
    rows: dict[HtmlElement, _Row] = {}
    for url, members in links.items():
        for link in members:
            top = link
            while top is not root and (parent := top.getparent()) is not None:
                if owner.get(parent) != url or parent.tag in ("body", "html"):
                    break
                top = parent
            row = rows.setdefault(top, _Row(url, top, []))
            row.links.append(link)
    order = {link: index for index, link in enumerate(root.iter("a"))}
    return sorted(rows.values(), key=lambda row: order[row.links[0]])


# --- one row -------------------------------------------------------------------------------------


def _read_row(doc: Document, row: _Row) -> None:
    title, in_title = _title(row.links)
    texts = list(in_title)
    inside = {id(link) for link in row.links}
    texts += _texts(row.element, skip=inside)
    date = row_date(texts, row.url, doc.clock)
    if date is None:
        date = row_date(_beside(row.element), row.url, doc.clock)
    if date is None:
        date = title_date(title, row.url, doc.clock) or _scripted_date(doc, row.element)
    row.shown = date is not None
    row.title = _tidy(without_date(title))
    if date is None and (moment := moment_from_url(row.url, doc.clock)):
        date = moment.at.date().isoformat()
    row.date = date


def _title(links: list[HtmlElement]) -> tuple[str, list[str]]:
    """The title that a row's links give, and the dates that are printed inside them."""
    dates: list[str] = []
    best = spare = ""
    for link in links:
        text, found = _link_text(link)
        dates += found
        label = _label(link, dates)
        if _NOT_TITLE.match(text) or _NOT_TITLE.match(label):
            continue
        stem = _CUT.sub("", text).strip()
        if label and (not text or (len(label) > len(stem) and label.startswith(stem[:8]) and _is_cut(text, label))):
            text = label
        if text and not best:
            best = text
        elif text and _heading(link) and not _heading(links[0]):
            best = text
        spare = spare or next((alt for image in link.iter("img") if (alt := (image.get("alt") or "").strip())), "")
    return best or spare, dates


def _is_cut(text: str, label: str) -> bool:
    return _CUT.search(text) is not None or _SPACE.sub("", label).startswith(_SPACE.sub("", text))


def _heading(link: HtmlElement) -> bool:
    holder = link.getparent()
    return holder is not None and holder.tag in _HEADINGS


def _label(link: HtmlElement, dates: list[str]) -> str:
    """The link's ``title``: it may hold lines of its own (文章标题：… 更新时间：…)."""
    lines = [line.strip() for line in re.split(r"[\r\n]+|&#10;|<br\s*/?>", link.get("title") or "") if line.strip()]
    if len(lines) > 1:
        dates += [line for line in lines[1:] if "时间" in line or "日期" in line]
    return re.sub(r"^(?:文章)?标\s*题\s*[：:]\s*", "", lines[0]) if lines else ""


def _link_text(link: HtmlElement) -> tuple[str, list[str]]:
    """Text of a link without the dates in it; of a link around a whole card, the text of its heading."""
    for node in link.iter():
        tag = node.tag
        if node is link or not isinstance(tag, str) or not (tag in _HEADINGS or tag in _BLOCKS or tag == "span"):
            continue
        if (tag in _HEADINGS or _TITLE_CLASS.search(node.get("class") or "")) and len(text := text_of(node)) > 3:
            if not is_date(text):
                others = [part for part in _texts(link, skip={id(node)}) if part]
                return text, others
    words: list[str] = []
    dates: list[str] = []
    blocks = 0
    for node, text in _strings(link):
        plain = _SPACE.sub(" ", text).strip()
        if not plain:
            words.append(text)
        elif is_date(plain):
            dates.append(plain)
        elif node.tag in _BLOCKS and words and "".join(words).strip():
            blocks += 1
            dates.append(plain)  # a summary or a second line, where a date may stand too
        else:
            words.append(text)
    return _SPACE.sub(" ", "".join(words)).strip(), dates


def _tidy(title: str) -> str:
    title = _BULLET.sub("", title).strip()
    return re.sub(r"\s*(?:new|NEW)$", "", title) if title.endswith(("new", "NEW")) and not title.isascii() else title


def _strings(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Strings below an element with the element whose text or tail's parent they are."""
    skipped: HtmlElement | None = None
    for node in element.iter():
        if skipped is not None:
            if any(ancestor is skipped for ancestor in node.iterancestors()):
                continue
            skipped = None
        if isinstance(node.tag, str) and node.tag not in _SILENT:
            if node.text:
                yield node, node.text
        else:
            skipped = node
        if node is not element and node.tail:
            parent = node.getparent()
            yield (parent if parent is not None else element), node.tail


def _texts(element: HtmlElement, skip: set[int]) -> list[str]:
    """Strings of a row outside its links, white space collapsed."""
    texts: list[str] = []
    stack: list[HtmlElement | str] = [element]
    while stack and len(texts) < 60:
        node = stack.pop()
        if isinstance(node, str):
            if plain := _SPACE.sub(" ", node).strip():
                texts.append(plain)
            continue
        if not isinstance(node.tag, str) or node.tag in _SILENT or id(node) in skip:
            continue
        for child in reversed(node):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)
        if node.text:
            stack.append(node.text)
    return texts


def _beside(element: HtmlElement) -> list[str]:
    """Text after a row up to the next link; if the list begins with a date, text before it."""
    parent = element.getparent()
    if parent is None:
        return []
    before = _run(element.itersiblings(preceding=True), [])
    first = element.getprevious() is None or not any(True for _ in _preceding_links(element))
    if first and parent.text:
        before.append(_SPACE.sub(" ", parent.text).strip())
    after = _run(element.itersiblings(), [element.tail or ""])
    leads = next((child for child in parent if child.tag == "a"), None)
    dated_first = bool(parent.text and is_date(_SPACE.sub(" ", parent.text).strip())) and leads is not None
    return before if dated_first else after or before


def _preceding_links(element: HtmlElement) -> Iterator[HtmlElement]:
    for sibling in element.itersiblings(preceding=True):
        if sibling.tag == "a":
            yield sibling
            return


def _run(siblings: Iterable[HtmlElement], texts: list[str]) -> list[str]:
    for count, sibling in enumerate(siblings):
        if count > 4 or not isinstance(sibling.tag, str) or sibling.tag == "a" or next(sibling.iter("a"), None) is not None:
            break
        texts.append(text_of(sibling))
        texts.append(sibling.tail or "")
    return [plain for text in texts if (plain := _SPACE.sub(" ", text).strip())]


def _scripted_date(doc: Document, element: HtmlElement) -> str | None:
    """A date that a script in the row writes: ``timeConvert('1498908951')``."""
    for script in element.iter("script"):
        found = _EPOCH.search(script.text or "") if len(script.text or "") < 500 else None
        if found:
            return row_date([], "", doc.clock) or _epoch_day(found[1], doc)
    return None


def _epoch_day(value: str, doc: Document) -> str | None:
    from spiders.dates import moment_from_epoch

    moment = moment_from_epoch(value, doc.clock)
    return moment.at.date().isoformat() if moment else None


# --- which rows are the list ---------------------------------------------------------------------


def _choose(rows: list[_Row]) -> list[_Row]:
    dated = [row for row in rows if row.shown]
    if len(dated) >= 2:
        return _with_neighbours(rows)
    groups: dict[HtmlElement | None, list[_Row]] = {}
    for row in rows:
        if len(row.title) >= 5 and not _NOT_ARTICLE.search(row.url.partition("?")[0]):
            groups.setdefault(row.holder, []).append(row)
    long_enough = [group for group in groups.values() if len(group) >= 4 and _mean_title(group) >= 9]
    if not long_enough:
        return dated
    best = max(long_enough, key=lambda group: sum(len(row.title) for row in group))
    chosen = {id(row) for group in long_enough if _alike(group, best) for row in group}
    return [row for row in rows if id(row) in chosen]


def _with_neighbours(rows: list[_Row]) -> list[_Row]:
    """Rows that print a date, and the undated ones that stand among them."""
    counts: dict[HtmlElement | None, list[int]] = {}
    for row in rows:
        count = counts.setdefault(row.holder, [0, 0])
        count[0] += row.shown
        count[1] += 1
    chosen = []
    for row in rows:
        shown, total = counts[row.holder]
        if row.shown or (shown >= 3 and 2 * shown > total and len(row.title) >= 6):
            chosen.append(row)
    return chosen


def _mean_title(group: list[_Row]) -> float:
    return sum(len(row.title) for row in group) / len(group)


def _alike(group: list[_Row], best: list[_Row]) -> bool:
    return group is best or (
        group[0].element.tag == best[0].element.tag
        and _mean_title(group) >= 0.8 * _mean_title(best)
        and (group[0].holder is not None and best[0].holder is not None)
        and group[0].holder.get("class") == best[0].holder.get("class")
    )
