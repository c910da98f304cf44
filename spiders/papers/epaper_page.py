"""One page (版面) of a Founder newspaper: its articles, and the page after it.

An issue is walked page by page: ``next_page`` of a page is the one that 下一版 leads to, else the next in the list of
pages; of an issue's entrance (a stub that only redirects) it is where the stub leads.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from lxml.html import HtmlElement

from spiders.addresses.canonical import parts_of
from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment, moment_from_url
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import first_words
from zscrawl.items import Link

# content_306582.htm   content_306582.htm?div=-1   nw.D110000renmrb_20171016_1-01.htm   content_211250.html
ARTICLE_ADDRESS = re.compile(
    r"(?:^|/)(?:content_\d+(?:_\d+)?|nw\.[A-Za-z]\w*_\d{8}_[\w-]+)\.html?(?:$|[?#])", re.I
)
# node_1.htm   nbs.D110000renmrb_01.htm   ./node_01.html
PAGE_ADDRESS = re.compile(r"(?:^|/)(?:node_\d+|nbs\.[A-Za-z]\w*_\w+)\.html?(?:$|[?#])", re.I)
# /2017-10/13/   /202302/11/
ISSUE_FOLDER = re.compile(r"/(?P<year>20\d\d)-?(?P<month>[01]\d)/(?P<day>[0-3]\d)/")
# What stands before the folder in a newspaper's address: /html/, /pc/content/, /pad/layout/; a news site files its
# articles under /content/2020-02/23/ or /2020-02/23/.
_PAPER_FOLDER = re.compile(
    r"/(?:html|(?:pc|pad|h5|wap|mobile|phone|app)/\w+|(?:pc|pad)?(?:layout|column))/20\d\d-?[01]\d/[0-3]\d/",
    re.I,
)
_PAPER_HOST = re.compile(
    r"(?:^|[./])(?:e-?paper|[a-z]*paper|szb|szbz?|dzb|dzbz|epr|digital\w*)\d?(?=[./])", re.I
)

# document.write(view("中共中央召开会议<br>征求意见  "))
_WRITTEN = re.compile(
    r"""document\s*\.\s*write\w*\s*\(\s*(?:\w+\s*\(\s*)?(["'])(?P<text>.{1,500}?)\1\s*\)""", re.S
)
_TAG = re.compile(r"<[^<>]{0,200}>")
# 第01版：要闻   01版:要闻   A01： 头版   第A01版：头版
_PAGE_NUMBER = re.compile(r"(?P<part>[A-Z]{0,2})(?P<number>\d{1,3})\s*(?:版\s*)?[:：]")
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\">\s]{1,500})", re.I)
_SCRIPT_REDIRECT = re.compile(r"location(?:\.href|\.replace)?\s*[=(]\s*['\"]([^'\"\s]{1,300}\.html?)['\"]")
_DIV_PARAMETER = re.compile(r"\?div=-?\d+$")

_LINKS = XPath("//a[@href]")
_PAGE_LINKS = XPath("//a[translate(@id, 'PAGELINK', 'pagelink')='pagelink'][@href]")
_NEXT = XPath("//a[contains(., '下一版')]/@href", smart_strings=False)
_REFRESH_METAS = XPath(
    "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content", smart_strings=False
)
_SHOWN_NAME = NamedPath(
    "//*[@class='banci' or @class='px12' or @class='ban_t' or contains(@class, 'paper-bot')]"
)


def issue_day(url: str, clock: datetime) -> Moment | None:
    """The day of the issue that an address is filed under, which is always right."""
    folder = ISSUE_FOLDER.search(parts_of(url).path)
    moment = moment_from_url(folder[0], clock) if folder else None
    return Moment(moment.at.replace(hour=0, minute=0, second=0), "day") if moment else None


def is_paper_address(url: str) -> bool:
    """Is this the address of an article or a page of a digital newspaper, and not of a news site on the same system?"""
    parts = parts_of(url)
    if not ISSUE_FOLDER.search(parts.path):
        return False
    if PAGE_ADDRESS.search(parts.path) or "/nw.D" in parts.path:
        return True
    if not ARTICLE_ADDRESS.search(parts.path):
        return False
    return bool(_PAPER_FOLDER.search(parts.path) or _PAPER_HOST.search(f"{parts.hostname}{parts.path}"))


def redirection(doc: Document) -> str | None:
    """Where a stub leads that has nothing but a ``<meta http-equiv=refresh>`` or a script for it."""
    if len(doc.text) > 6000 or len(text_of(doc.tree)) > 300:
        return None
    for content in _REFRESH_METAS(doc.tree):
        if target := _REFRESH.search(content):
            return doc.link(target[1])
    moved = _SCRIPT_REDIRECT.search(doc.scripts)
    return doc.link(moved[1]) if moved else None


def articles(doc: Document) -> list[Link]:
    """The articles of this page, in the order of the page's own list, each once.

    Articles of another day are links to the publisher's own notes (about us, subscription), not of this issue.
    """
    folder = ISSUE_FOLDER.search(parts_of(doc.url).path)
    day = issue_day(doc.url, doc.clock) or find_moment(text_of(doc.tree)[:4000], doc.clock)
    date = day.at.date().isoformat() if day else None
    found: dict[str, Link] = {}
    for link in _LINKS(doc.tree):
        href = link.get("href").strip()
        if not ARTICLE_ADDRESS.search(href):
            continue
        url = doc.link(href)
        title = _link_title(link)
        if url and title and _same_issue(url, folder):
            found.setdefault(_DIV_PARAMETER.sub("", url), Link(url, title, date))
    return list(found.values())


def fill_page(draft: Draft, links: list[Link]) -> None:
    """Fill a list draft from a newspaper page."""
    doc = draft.doc
    draft.article.kind = "list"
    draft.put("links", links, "epaper:articles")
    draft.put_moment(issue_day(doc.url, doc.clock), "url")
    pages = [(url, text_of(link)) for link in _PAGE_LINKS(doc.tree) if (url := doc.link(link.get("href")))]
    here = next((i for i, (url, _) in enumerate(pages) if _same_file(url, doc.url)), None)
    if here is None:
        number = _shown_number(doc)
        here = next((i for i, (_, name) in enumerate(pages) if number and _number(name) == number), None)
    if here is not None:
        draft.put("title", pages[here][1], "epaper:pageLink")
    draft.put("section", draft.article.title, "epaper:page name")
    for href in _NEXT(doc.tree):
        if (url := doc.link(href)) and PAGE_ADDRESS.search(url):
            draft.put("next_page", url, "epaper:下一版")
    if here is not None and here + 1 < len(pages):
        draft.put("next_page", pages[here + 1][0], "epaper:pageLink")


def _link_title(link: HtmlElement) -> str:
    title = text_of(link)
    if title:
        return title
    for script in link.iter("script"):
        written = _WRITTEN.search(script.text or "")
        if written:
            return " ".join(unescape(_TAG.sub(" ", written["text"].replace('\\"', '"'))).split())
    return " ".join((link.get("title") or "").split())


def _shown_number(doc: Document) -> str | None:
    for node in _SHOWN_NAME(doc)[:20]:
        if number := _number(first_words(node)):
            return number
    return None


def _number(page_name: str) -> str | None:
    """The number of a page without leading zeros: ``1`` of 第01版：要闻, ``A1`` of A01： 头版."""
    found = _PAGE_NUMBER.search(page_name[:200])
    return f"{found['part']}{int(found['number'])}" if found else None


def _same_issue(url: str, folder: re.Match[str] | None) -> bool:
    other = ISSUE_FOLDER.search(parts_of(url).path)
    return folder is None or (other is not None and other.groups() == folder.groups())


def _same_file(one: str, other: str) -> bool:
    return bool(other) and parts_of(one)[1:3] == parts_of(other)[1:3]
