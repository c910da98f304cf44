"""Lists of articles: which links of a page are its items, with title and date.

A row (`spiders.lists.rows`) that prints a date is an item; menus, side boxes and friendly links print none. Where no
row prints a date, the group of rows with the longest titles is the list. Rows that 大汉 JCMS keeps in
``<script type="text/xml"><datastore>``, and what its ``dataproxy.jsp`` answers, are read the same way. Every step is
linear in the size of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from lxml.html import HtmlElement

from spiders.fields.dates import moment_from_url
from spiders.lists.items import has_scripted_dates, read_row
from spiders.lists.rows import Row, find_rows
from spiders.page.document import Document, parse_html
from zscrawl.items import Link

MAX_ITEMS = 2000
"""More rows than any real list page has; what follows is not read."""

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S | re.I)
# Addresses of columns and pagers, not of articles.
_NOT_ARTICLE = re.compile(r"(?:/|/(?:index|default|list|node|col)[\w-]*\.\w{3,5})$", re.I)
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


def read_list(doc: Document, options: Mapping[str, str] = _NO_OPTIONS) -> list[Link]:
    """Items of a list page in page order, once each; empty if the page is not a list.

    ``options["items"]`` (a CSS selector for the rows or for a box around them) confines the search.
    """
    return links_of(item_rows(doc, options))


def item_rows(doc: Document, options: Mapping[str, str] = _NO_OPTIONS) -> list[Row]:
    """The rows that are items, read (once a page)."""
    fact = f"rows {options.get('items', '')}"
    if fact not in doc.facts:
        doc.facts[fact] = _item_rows(doc, options)
    kept: list[Row] = doc.facts[fact]
    return kept


def _item_rows(doc: Document, options: Mapping[str, str]) -> list[Row]:
    rows: list[Row] = []
    scripted = False
    for root in _roots(doc, options.get("items")):
        rows += find_rows(doc, root)[:MAX_ITEMS]
        scripted = scripted or has_scripted_dates(root)
    rows = rows[:MAX_ITEMS]
    for row in rows:
        read_row(doc, row, scripted=scripted)
    chosen = _choose([row for row in rows if len(row.title) > 1])
    for row in chosen:
        if row.date is None and (moment := moment_from_url(row.url, doc.clock)):
            row.date = moment.at.date().isoformat()
    return chosen


def links_of(rows: Iterable[Row]) -> list[Link]:
    """One link an address; a row with a date goes before one without."""
    links: dict[str, Link] = {}
    for row in rows:
        known = links.get(row.url)
        if known is None or (known.date is None and row.date):
            links[row.url] = Link(row.url, row.title, row.date)
    return list(links.values())


def _roots(doc: Document, selector: str | None) -> Iterator[HtmlElement]:
    if "<datastore" in doc.text and (records := _RECORD.findall(doc.text)):
        yield parse_html(f"<html><body>{''.join(f'<div>{record}</div>' for record in records)}</body></html>")
    if selector:
        yield from doc.css(selector)
    else:
        yield doc.tree


def _choose(rows: list[Row]) -> list[Row]:
    dated = [row for row in rows if row.shown]
    if len(dated) >= 2:
        return _with_neighbours(rows)
    groups: dict[HtmlElement | None, list[Row]] = {}
    for row in rows:
        if len(row.title) >= 5 and not _NOT_ARTICLE.search(row.url.partition("?")[0]):
            groups.setdefault(row.holder, []).append(row)
    long_enough = [group for group in groups.values() if len(group) >= 4 and _mean_title(group) >= 9]
    if not long_enough:
        return dated
    best = max(long_enough, key=lambda group: sum(len(row.title) for row in group))
    chosen = {id(row) for group in long_enough if _alike(group, best) for row in group}
    return [row for row in rows if id(row) in chosen]


def _with_neighbours(rows: list[Row]) -> list[Row]:
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


def _mean_title(group: list[Row]) -> float:
    return sum(len(row.title) for row in group) / len(group)


def _alike(group: list[Row], best: list[Row]) -> bool:
    """Is this group a second column of the best one: the same tags and class, titles about as long?"""
    one, other = group[0].holder, best[0].holder
    return group is best or (
        one is not None
        and other is not None
        and (one.tag, one.get("class")) == (other.tag, other.get("class"))
        and _mean_title(group) >= 0.8 * _mean_title(best)
    )
