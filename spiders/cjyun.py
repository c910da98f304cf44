"""长江云 (cjyun.org) and the county media sites (县融媒体) that run on it, under its own or their own host names.

Addresses are ``/p/<id>.html``; the ``m-`` and the PC host show the same article. The script object that shares a page
knows what it is: ``aid`` 1 article, 2 gallery, 3 a link elsewhere, 4 video, 11 live, 12 form. The line under the
title has no labels (``©原创  2021-06-04 09:31  云上谷城``): date, then the channel. The text ends with credit lines,
and is followed by related articles, an app's advertisement and a comment form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlunsplit

from lxml.html import HtmlElement

from spiders import generic
from spiders.addresses.canonical import parts_of, register
from spiders.body.fragment import Body, read_fragment
from spiders.draft import Draft
from spiders.fields.credits import cut_after_article, put_credits, take_credits
from spiders.fields.dates import find_moment
from spiders.lists.page import read_list_page
from spiders.page.document import Document, text_of
from spiders.page.named_path import NamedPath
from zscrawl.items import Article, Image

NAME = "cjyun"

_ADDRESS = re.compile(r"^/p/\d+\.html$")
_HOST = re.compile(r"(?:^|\.)(?:cjyun\.org(?:\.cn)?|hbtv\.com\.cn)$")
_SERVERS = ("img.cjyun.org", "tj.cjyun.org", "app.cjyun.org", "static.cjyun.org")
_ACCOUNT = "长江云账号"
_MOBILE_HOST = re.compile(r"^m-(?=[\w-]+\.cjyun\.org)")
_TYPE = re.compile(r"\baid\s*:\s*['\"]?(\d{1,2})\b")
_GALLERY = "2"

_TITLES = NamedPath(
    "//h1[contains(@class, 'article-title') or contains(@class, 'video-title') or contains(@class, 'picture-title')]"
    " | //h1[@class='title']"
)
_DATES = "//time[contains(@class, 'date')] | //time | //*[contains(@class, 'article-info') or @class='info']"
_BODIES = NamedPath(
    "//*[contains(concat(' ', @class, ' '), ' article-content ')"
    " or contains(concat(' ', @class, ' '), ' video-content ')"
    " or contains(concat(' ', @class, ' '), ' picture-content ')]"
)
_LINE_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?")
# ©原创, 原创, 转载, 阅读 1234, 评论 0: what stands in the line besides date and channel.
_LINE_NOISE = re.compile(
    r"[©®]?\s*(?:原创|转载)|(?:阅读|浏览|评论|点赞)(?:量|数|次数)?\s*[:：]?\s*[\d.万+]*|[|｜·•]"
)
_LINE_LABEL = re.compile(r"^(?:来源|稿源|发布时间|发布|时间)\s*[:：]\s*")
_MAX_CHANNEL = 20


@register
def _one_host(url: str) -> str:
    parts = parts_of(url)
    return urlunsplit(parts._replace(netloc=_MOBILE_HOST.sub("", parts.netloc)))


def recognises(doc: Document) -> bool:
    """The system's hosts, or its address form together with its image or counter servers."""
    parts = parts_of(doc.url)
    if _HOST.search(parts.hostname or ""):
        return True
    if doc.url and not _ADDRESS.match(parts.path):
        return False
    return _ACCOUNT in doc.text or (
        "cjyun.org" in doc.text and any(server in doc.text for server in _SERVERS)
    )


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read an article or gallery; any other address is a list of articles."""
    draft = Draft(doc, NAME)
    body = next(iter(_BODIES(doc)), None)
    if body is None and (listed := read_list_page(draft, options)):
        return listed
    heading = next((h for h in _TITLES(doc) if text_of(h)), None)
    if heading is not None:
        draft.put("title", text_of(heading), "h1")
    channel = _line(draft, heading)
    if body is not None:
        _put_body(draft, body)
        put_credits(draft, take_credits(draft))
    if channel and not draft.put("origin", channel, "line under the title"):
        draft.put("site", channel, "line under the title")
    return generic.finish(draft, options)


def _line(draft: Draft, heading: HtmlElement | None) -> str | None:
    """Fill the date from the line under the title; the channel that stands beside it."""
    for node in draft.doc.xpath(_DATES)[:5]:
        moment = find_moment(text_of(node), draft.clock)
        if moment:
            draft.put_moment(moment, "line under the title")
            return _channel(node)
    for node in heading.itersiblings() if heading is not None else ():
        if isinstance(node.tag, str) and (found := _LINE_DATE.search(text_of(node)[:200])):
            draft.put_moment(find_moment(found[0], draft.clock), "line under the title")
            return _channel(node)
    return None


def _channel(node: HtmlElement) -> str | None:
    """The name beside the date: text of the date's element, else of the element around it."""
    for holder in (node, node.getparent()):
        if holder is None or next(holder.iter("h1", "h2"), None) is not None:
            return None
        line = text_of(holder)
        if len(line) > 120:
            return None
        rest = _LINE_NOISE.sub(" ", _LINE_DATE.sub(" ", line))
        words = [_LINE_LABEL.sub("", word) for word in rest.split()]
        named = [word for word in words if 1 < len(word) <= _MAX_CHANNEL]
        if named:
            return named[-1]
    return None


def _put_body(draft: Draft, element: HtmlElement) -> None:
    kind = _TYPE.search(draft.doc.scripts)
    pictures: list[Image] = []
    for image in element.iter("img"):
        address = image.get("data-img") or image.get("data-origin-src")
        if address and (url := draft.doc.link(address)):
            image.set("data-src", url)
            if kind and kind[1] == _GALLERY:
                pictures.append(Image(url, (image.get("data-caption") or "").strip()))
    read = read_fragment(element, draft.doc.base_url)
    captions = "\n".join(dict.fromkeys(picture.caption for picture in pictures if picture.caption))
    if pictures:
        read = Body(read.text if captions in read.text else captions, tuple(pictures), read.attachments)
    read = replace(read, text=cut_after_article(read.text))
    draft.put_read_body(read, f".{(element.get('class') or '').split()[0]}")
