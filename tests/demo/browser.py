"""Walks the demo web as a person with a browser would: follows links, and what scripts would have linked.

Independent of the rooms that read pages in earnest, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import html

import demo
from demo.truth import Address
from tests.demo.conftest import Answer, ask

_META_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)
_META_REFRESH = re.compile(r"<META HTTP-EQUIV=\"REFRESH\" CONTENT=\"0; URL=([^\"]+)\"", re.I)
_TRS_PAGES = re.compile(r"createPageHTML\((\d+), (\d+), \"([^\"]+)\", \"([^\"]+)\"\)")
_RECORD_LINK = re.compile(r"<a href=\"([^\"]+)\"")
_JAM = re.compile(r"<font class=\"jammer\">[^\n]*?</font>|<span style=\"display:none\">[^\n]*?</span>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def text_of(answer: Answer) -> str:
    """The page decoded as it says itself: by its header, else by its meta."""
    header = re.search(r"charset=([\w-]+)", answer.headers.get("content-type", ""))
    meta = _META_CHARSET.search(answer.body[:2000])
    charset = header[1] if header else meta[1].decode() if meta else "utf-8"
    return answer.body.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(charset.lower(), charset))


def page_of(answer: Answer, site: str) -> str:
    """The page as text; the portal's pages declare what they like and are UTF-8 but for one box."""
    return answer.body.decode("utf-8", "replace") if site == "demo-portal" else text_of(answer)


def words_of(page: str) -> str:
    """What is left of a page without tags, anti-copy text and white space."""
    return _SPACE.sub("", unescape(_TAG.sub("", _JAM.sub("", page))))


def links_of(page: str, url: str) -> list[str]:
    """Absolute addresses that the page leads to, paging scripts computed by hand."""
    found = []
    if refresh := _META_REFRESH.search(page):
        found.append(refresh[1])
    for count, current, name, extension in _TRS_PAGES.findall(page):
        if int(current) + 1 < int(count):
            found.append(f"{name}_{int(current) + 1}.{extension}")
    if "<datastore>" in page:
        found += map(unescape, _RECORD_LINK.findall(page))
    base = url
    if "<html" in page.lower():
        tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
        base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
        found += tree.xpath("//a/@href | //area/@href")
    return [urljoin(base, link) for link in found if not link.startswith(("javascript:", "#"))]


@dataclass
class Walk:
    """All pages of a site that can be reached from its start addresses."""

    answers: dict[Address, Answer] = field(default_factory=dict)
    linked: set[Address] = field(default_factory=set)


# Parts of the sites that stand for what the demo does not have: services, log-in, profiles, advertisements.
_DEAD_ENDS = re.compile(
    r"/(?:wsfw|live|paper|ad|archiver|page|GB/337099/373220)/"
    r"|/(?:member|home|forum)\.php|/space-|/zsyz/$|/(?:about\.html)?$"
)


def walk(server: demo.Server, site: str, avoid: set[Address]) -> Walk:
    """Follow every link of ``site`` except to pages in ``avoid``."""
    origin = server.origins[site]
    seen = Walk()
    queue = deque(server.web.sites[site].start)
    while queue:
        path = queue.popleft()
        address = Address(site, path)
        seen.linked.add(address)
        if address in seen.answers or address in avoid:
            continue
        seen.answers[address] = answer = ask(server, site, path)
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/"):
            continue
        page = page_of(answer, site)
        for link in links_of(page, origin + path):
            parts = urlsplit(link)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if f"{parts.scheme}://{parts.netloc}" == origin and not _DEAD_ENDS.match(target):
                queue.append(target)
    return seen
