"""Lists of a Discuz site: boards (table, picture and touch style), portal columns, archiver.

A board is ordered by last reply; the date of a link is that of the opening post (the first ``td.by``), never that
of the last reply. Sticky threads are links like any other. Announcements (``mod=announcement``) are no threads and
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from spiders.draft import Draft
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import outermost
from spiders.threads.common import post_moment
from spiders.threads.pager import next_page
from zscrawl.items import Link

MAX_ROWS = 500
"""More than any board lists on one page (the archiver lists 100)."""

# thread-12-1-1.html   forum.php?mod=viewthread&tid=12   ?tid-12.html   tid-12.html
_THREAD_HREF = re.compile(r"thread-\d+|mod=viewthread|[?&]tid=\d+|tid-\d+\.html", re.I)
_NOT_FIRST_PAGE = re.compile(r"thread-\d+-(?:[2-9]|\d{2,})-|goto=|[?&]page=(?:[2-9]|\d{2,})")
_CUT = re.compile(r"\s*(?:\.{2,}|…+)\s*(?:\.{3})?$")

_ROWS = NamedPath("//tbody[starts-with(@id, 'normalthread_') or starts-with(@id, 'stickthread_')]")
_SUBJECTS = XPath(".//a[contains(concat(' ', @class, ' '), ' xst ')]")
_LOOSE_SUBJECTS = NamedPath("//a[contains(concat(' ', @class, ' '), ' xst ')]")
_ROW_LINKS = XPath(".//a[@href]")
_POSTED = XPath("(.//td[@class='by' or @class='author'])[1]/em")
_POSTED_LOOSE = XPath(".//td[contains(concat(' ', @class, ' '), ' by ')]//em | .//em//span | .//span[@title]")
_PICTURES = XPath("id('waterfall')/li")
_PICTURE_TITLE = XPath(".//h3/a | .//a[@title]")
_PORTAL_ROWS = NamedPath("//div[contains(concat(' ', @class, ' '), ' xld ')]/dl[dt/a[@href]]")
_PORTAL_DATE = XPath(".//dd//span[@class='xg1'] | .//span[@class='xg1']")
_TOUCH_ROWS = NamedPath("//div[contains(concat(' ', @class, ' '), ' threadlist ')]//li[.//a[@href]]")
_TOUCH_TITLE = XPath(".//div[contains(@class, 'threadlist_tit')]//em | .//a/em")
_TOUCH_DATE = XPath(".//*[contains(@class, 'mtime')]")
_ARCHIVER_LINKS = XPath("id('content')//li/a[contains(@href, 'tid-')]")
_BOARD_NAME = NamedPath("//h1[contains(@class, 'xs2')]")


def fill(draft: Draft) -> bool:
    """Fill links, title and next page if the page is a list; False if it is none."""
    doc = draft.doc
    for name, rows in (
        ("discuz:threadlist", _table(doc)),
        ("discuz:waterfall", _waterfall(doc)),
        ("discuz:portal list", _portal(doc)),
        ("discuz:touch list", _touch(doc)),
        ("discuz:archiver list", _archiver(doc)),
    ):
        links = list({link.url: link for link in rows}.values())
        if draft.put("links", links, name):
            break
    else:
        return False
    for heading in _BOARD_NAME(doc):
        name = next(heading.iter("a"), heading)  # after the link come counts: 今日: 8 | 主题: 78553
        draft.put("title", text_of(name), "discuz:board name")
    draft.put("next_page", next_page(doc), "discuz:pg")
    return True


def _table(doc: Document) -> Iterator[Link]:
    rows = outermost(_ROWS(doc), MAX_ROWS)
    if not rows:
        rows = [
            next(a.iterancestors("tr", "li", "dl"), a.getparent()) for a in _LOOSE_SUBJECTS(doc)[:MAX_ROWS]
        ]
        rows = outermost(dict.fromkeys(row for row in rows if row is not None), MAX_ROWS)
    for row in rows:
        subject = next(iter(_SUBJECTS(row)), None)
        if subject is None:
            subject = next((a for a in _ROW_LINKS(row) if _is_thread(a) and text_of(a)), None)
        if subject is None or not _is_thread(subject):
            continue
        posted = next(iter(_POSTED(row)), None)
        if posted is None:
            posted = next(iter(_POSTED_LOOSE(row)), None)
        yield from _link(doc, subject, text_of(subject), posted)


def _waterfall(doc: Document) -> Iterator[Link]:
    for tile in outermost(_PICTURES(doc.tree), MAX_ROWS):
        for link in _PICTURE_TITLE(tile):
            title = text_of(link) or (link.get("title") or "").strip()
            if title and _is_thread(link):
                yield from _link(doc, link, title, None)
                break


def _portal(doc: Document) -> Iterator[Link]:
    for row in outermost(_PORTAL_ROWS(doc), MAX_ROWS):
        link = next(iter(row.iterfind("dt/a[@href]")))
        title = text_of(link)
        if _CUT.search(title):
            # The thumbnail's alt carries the title uncut.
            whole = max((image.get("alt") or "" for image in row.iter("img")), key=len, default="")
            if whole.startswith(_CUT.sub("", title)):
                title = whole.strip()
        yield from _link(doc, link, title, next(iter(_PORTAL_DATE(row)), None))


def _touch(doc: Document) -> Iterator[Link]:
    for row in outermost(_TOUCH_ROWS(doc), MAX_ROWS):
        link = next((a for a in _ROW_LINKS(row) if _is_thread(a)), None)
        if link is None:
            continue
        titled = next(iter(_TOUCH_TITLE(row)), None)
        # The older template has the title as bare text of the link, before span.by and span.num.
        title = text_of(titled) if titled is not None else " ".join((link.text or "").split())
        if not title:
            title = " ".join("".join(child.tail or "" for child in link).split())
        yield from _link(doc, link, title, next(iter(_TOUCH_DATE(row)), None))


def _archiver(doc: Document) -> Iterator[Link]:
    for link in _ARCHIVER_LINKS(doc.tree)[:MAX_ROWS]:
        yield from _link(doc, link, text_of(link), None)


def _link(doc: Document, link: HtmlElement, title: str, dated: HtmlElement | None) -> Iterator[Link]:
    url = doc.link(link.get("href") or "")
    if url and title:
        moment = post_moment(dated, doc.clock) if dated is not None else None
        yield Link(url, title, moment.at.date().isoformat() if moment else None)


def _is_thread(link: HtmlElement) -> bool:
    href = link.get("href") or ""
    return bool(_THREAD_HREF.search(href)) and not _NOT_FIRST_PAGE.search(href)
