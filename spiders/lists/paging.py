"""Where the next page is: of a list, or of an article that is cut into pages.

Schemes are tried from the most exact (a script that knows the page count, `spiders.lists.script_pagers`) to the least
(a link that says 下一页, a row of numbers, a ``<select>``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlunsplit

from lxml.html import HtmlElement

from spiders.addresses.canonical import parts_of
from spiders.lists.script_pagers import scripted_next
from spiders.page.attributes import CLASS, HREF, ONCLICK, TITLE
from spiders.page.document import Document, text_of

# 下一页, 下一页 », 后一页, 下页>, Next; never 下一篇 (next article) or 下一版 (next newspaper page).
_NEXT_TEXT = re.compile(
    r"^(?:[\[【(（<]?\s*(?:下一?[页頁]|[后後]一?[页頁]|翻[后後][页頁]|next(?:\s*page)?)\s*[>»›→\])）】]*|[>»›]{1,2})$",
    re.I,
)
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])(?:nxt|next|next-?page|page-?next|pagenext)(?:$|[\s_-])", re.I)
_NOT_NEXT = re.compile(r"[篇条條版期章]|上一|更多")
# javascript:gotoCurrentPage('2')
_SCRIPT_CALL = re.compile(
    r"^(?:javascript:)?\s*(?:return\s+)?(\w{2,40})\(\s*['\"]?(\d{1,6}|this\.value)['\"]?\s*\)", re.I
)
# window.location = "Column.shtml?p5=26&p7=" + pageNo
_GOES_TO = (
    r"location(?:\.href)?\s*=\s*[\"']([^\"'\n]{{0,300}})[\"']\s*\+\s*{0}\b"
    r"(?:\s*\+\s*[\"']([^\"'\n]{{0,100}})[\"'])?"
)
_NUMBER = re.compile(r"^\D{0,2}(\d{1,5})\D{0,2}$")
_CURRENT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cur|current|active|on|now|hover|this|selected|thisclass|cur-?page)(?:$|[\s_-])", re.I
)

_SUFFIX = re.compile(r"(?P<stem>.+?)(?:[_-]\d{1,3})?(?P<ext>\.[A-Za-z]{3,5})?$")
# Cheap tests first: a page has hundreds of links, a pager a dozen.
_NEXT_SIGN = re.compile("页|頁|ext|[>»›]")
_NEXT_CLASS_SIGN = re.compile("next|nxt")
_LONGEST_NEXT, _LONGEST_NUMBER = 12, 11
_AROUND_NUMBER = str.maketrans("", "", "[]()【】第页 \t\r\n")
_MAX_CANDIDATES = 50
"""Pagers, or links that could be one, that are looked at."""
_MAX_NUMBERS = 1000
"""Links of numbers, and elements of a pager, that are looked at: a calendar has 31."""


def next_page(doc: Document, *, of_article: bool = False) -> str | None:
    """Absolute URL of the page after this one, or None on the last page and where there is no pager.

    ``of_article`` takes links only that go to another part of the same article (``…_2.html``, ``?page=2``),
    because the pages of a comment box or of a side column say 下一页 too.
    """
    found = scripted_next(doc)
    if found is None:
        found = _linked(doc, of_article)
    if not found or _same(found, doc.url):
        return None
    if of_article and not _same_article(found, doc.url):
        return None
    return found


def is_paged(doc: Document) -> bool:
    """Is the page one of several, be it the last? A link says 下一页 or 上一页, or stands in a row of numbers."""
    if scripted_next(doc) is not None or any(map(_says_next, _next_links(doc))):
        return True
    return any(
        _current_number(parent, {_number(link): link for link in links})
        for parent, links in _number_groups(doc)
    )


# --- pagers with links ---------------------------------------------------------------------------


def _linked(doc: Document, of_article: bool) -> str | None:
    for link in _next_links(doc):
        if _says_next(link) and (address := _address(doc, link)):
            if _same(address, doc.url) or (of_article and not _same_article(address, doc.url)):
                continue
            return address
    return _by_number(doc) or _by_select(doc)


def _short_links(doc: Document) -> list[tuple[HtmlElement, str]]:
    """The links that could be part of a pager, with their text (gathered once a page)."""
    fact = "short links"
    if fact not in doc.facts:
        doc.facts[fact] = [
            (link, text)
            for link, text in ((link, _text(link)) for link in doc.tree.iter("a"))
            if (len(text) <= _LONGEST_NEXT or len(" ".join(text.split())) <= _LONGEST_NEXT)
            and (link.get(HREF) or link.get(ONCLICK))
        ]
    kept: list[tuple[HtmlElement, str]] = doc.facts[fact]
    return kept


def _text(link: HtmlElement) -> str:
    return "".join(link.itertext()) if len(link) else link.text or ""


def _next_links(doc: Document) -> Iterator[HtmlElement]:
    """Links that could say 下一页."""
    signed = (
        link
        for link, text in _short_links(doc)
        if _NEXT_SIGN.search(text)
        or "页" in (link.get(TITLE) or "")
        or _NEXT_CLASS_SIGN.search(link.get(CLASS) or "")
    )
    return islice(signed, _MAX_CANDIDATES)


def _number_links(doc: Document) -> Iterator[HtmlElement]:
    """Links that say nothing but a number."""
    numbers = (
        link
        for link, text in _short_links(doc)
        if len(text) <= _LONGEST_NUMBER and text.translate(_AROUND_NUMBER).isdecimal() and _number(link)
    )
    return islice(numbers, _MAX_NUMBERS)


def _says_next(link: HtmlElement) -> bool:
    text = text_of(link) or (link.get("title") or "").strip()
    if _NOT_NEXT.search(text):
        return False
    if _NEXT_TEXT.match(text):
        return True
    return text.isascii() and not text.isdigit() and _NEXT_CLASS.search(link.get("class") or "") is not None


def _address(doc: Document, link: HtmlElement) -> str | None:
    """Where a pager link goes: its href, or what the function that it calls would load."""
    href = (link.get("href") or "").strip()
    if href and not href.lower().startswith(("javascript:", "#")):
        address = doc.link(href)
        return address if address and _same_site(address, doc.url) else None
    for code in (href, link.get("onclick") or ""):
        call = _SCRIPT_CALL.match(code)
        if call and call[2].isdecimal():
            return _function_result(doc, call[1], call[2])
    return None


def _function_result(doc: Document, name: str, number: str) -> str | None:
    definition = re.search(rf"function\s+{re.escape(name)}\s*\(\s*(\w{{1,40}})[^)]*\)\s*\{{", doc.scripts)
    if definition is None:
        return None
    body = doc.scripts[definition.end() : definition.end() + 1500]
    assignment = re.search(_GOES_TO.format(re.escape(definition[1])), body)
    return doc.link(f"{assignment[1]}{number}{assignment[2] or ''}") if assignment else None


def _by_number(doc: Document) -> str | None:
    """A pager of numbers only: the link after the number that is not a link, or is marked as current."""
    for parent, siblings in _number_groups(doc):
        numbers = {_number(link): link for link in siblings}
        current = _current_number(parent, numbers)
        following = numbers.get(current + 1) if current else None
        if following is not None and (address := _address(doc, following)):
            return address
    return None


def _number_groups(doc: Document) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Links of numbers only that stand side by side, with the element around them."""
    groups: dict[HtmlElement, list[HtmlElement]] = {}
    for link in _number_links(doc):
        holder = link.getparent()
        if holder is not None and holder.tag in ("li", "span", "td") and _is_alone(link):
            holder = holder.getparent()
        if holder is not None:
            groups.setdefault(holder, []).append(link)
    yield from islice(
        ((parent, links) for parent, links in groups.items() if len(links) > 1), _MAX_CANDIDATES
    )


def _number(link: HtmlElement) -> int:
    text = "".join(link.itertext()).strip() if len(link) < 3 else ""
    found = _NUMBER.match(text) if len(text) < 10 else None
    return int(found[1]) if found else 0


def _current_number(parent: HtmlElement, numbers: dict[int, HtmlElement]) -> int:
    marked = [n for n, link in numbers.items() if _is_marked(link)]
    if len(marked) == 1:
        return marked[0]
    for node in islice(parent.iter("span", "b", "strong", "em", "font", "li", "i"), _MAX_NUMBERS):
        number = _number(node)
        if number and number not in numbers and (number + 1 in numbers or number - 1 in numbers):
            return number
    for text in (parent.text, *(child.tail for child in parent)):
        plain = _NUMBER.match(text.strip()) if text else None
        if plain and int(plain[1]) not in numbers and int(plain[1]) + 1 in numbers:
            return int(plain[1])
    return 0


def _is_alone(link: HtmlElement) -> bool:
    """Has its parent no other child? Counting children would look at all of them."""
    return link.getprevious() is None and link.getnext() is None


def _is_marked(link: HtmlElement) -> bool:
    holder = link.getparent()
    outer = holder.get("class") or "" if holder is not None and _is_alone(link) else ""
    return _CURRENT_CLASS.search(f"{link.get('class') or ''} {outer}") is not None


def _by_select(doc: Document) -> str | None:
    """``<select onChange>``: options hold addresses, or numbers for a function that loads the page."""
    for select in islice(doc.tree.iter("select"), _MAX_CANDIDATES):
        code = select.get("onchange") or ""
        options = list(select.iter("option"))[:2000]
        if len(options) < 2 or not all(re.search(r"\d", text_of(option)) for option in options[:3]):
            continue
        chosen = next((i for i, option in enumerate(options) if option.get("selected") is not None), 0)
        if chosen + 1 >= len(options):
            continue
        value = (options[chosen + 1].get("value") or "").strip()
        call = _SCRIPT_CALL.match(code)
        if value.isdecimal():
            address = _function_result(doc, call[1], value) if call else None
        elif "location" in code:
            address = doc.link(value)
        else:
            address = None
        if address and _same_site(address, doc.url):
            return address
    return None


# --- comparing addresses -------------------------------------------------------------------------


def _same(one: str, other: str) -> bool:
    return one.partition("#")[0] == other.partition("#")[0]


def _same_site(one: str, other: str) -> bool:
    return not other or _host(one) == _host(other)


def _host(url: str) -> str:
    return parts_of(url).netloc.removeprefix("www.")


def _same_article(one: str, other: str) -> bool:
    """Do two addresses differ in the page number only, as ``t5_1.html`` and ``t5.html``, ``?page=2`` and none?"""
    return not other or _without_page(one) == _without_page(other)


_PAGE_KEYS = frozenset(("page", "p", "pageno", "pagenum", "pageindex", "curpage"))


def _without_page(url: str) -> str:
    parts = parts_of(url)
    folder, _, file_name = parts.path.rpartition("/")
    match = _SUFFIX.match(file_name)
    stem = match["stem"] if match else file_name
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if k.lower() not in _PAGE_KEYS))
    return urlunsplit(("", _host(url), f"{folder}/{stem}", query, ""))
