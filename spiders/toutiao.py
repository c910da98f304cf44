"""Toutiao (toutiao.com) and 百家号 (baijiahao.baidu.com) pages: a site of accounts, like WeChat.

Toutiao 2019: ``.article-title``, ``.article-sub`` (原创 mark, account, time), ``.article-content``; 2024:
``.article-content > h1``, ``.article-meta``, ``article.tt-article-content``. Without a browser the server sends the
article inside a script (``BASE_DATA``, ``RENDER_DATA``) or a challenge. 百家号: every paragraph is a
``span.bjh-p``; class names around it change with each release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from spiders import generic
from spiders.addresses.canonical import parts_of, register
from spiders.body.fragment import read_markup
from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment
from spiders.page.document import Document, text_of
from spiders.page.named_path import NamedPath
from zscrawl.items import Article

_HOSTS = re.compile(
    r"(?:^|\.)(?:toutiao\.com|toutiaocdn\.com|ixigua\.com|baijiahao\.baidu\.com|mbd\.baidu\.com)$"
)
_TOUTIAO = re.compile(r"(?:^|\.)toutiao\.com$")
_ARTICLE_PATH = re.compile(r"^/(?:article/|group/|[aiw])(\d{15,22})/?$")
# Marks of a saved page whose address is unknown: names of containers, together with the company's own servers or
# terms, because pages that copied an article from there have copied its containers too.
_TOUTIAO_NAMES = ("tt-article-content", "article-sub", "RENDER_DATA")
_TOUTIAO_SCRIPTS = ("BASE_DATA =", "__ac_signature")
_TOUTIAO_TERMS = ("toutiao", "pstatp.com", "byted")
_BAIDU_NAME = "bjh-p"
_BAIDU_SERVERS = ("bdstatic.com", "baijiahao.baidu.com")
_CHALLENGE = "__ac_signature"

_TITLES = NamedPath(
    "//h1[@class='article-title'] | //div[contains(@class, 'article-content')]/h1 | //div[@class='article-title']/h2"
    " | //*[contains(@class, 'articleTitle')]"
)
_LINES = NamedPath(
    "//div[@class='article-sub'] | //div[contains(@class, 'article-meta')] | //div[contains(@class, 'article-source')]"
    " | //*[contains(@class, 'articleSource')]"
)
_ACCOUNTS = NamedPath(
    "//div[contains(@class, 'article-meta')]//span[@class='name'] | //p[@class='author-name']"
    " | //*[contains(@class, 'authorName')]"
)
_BODIES = NamedPath(
    "//article[contains(@class, 'tt-article-content')] | //*[contains(@class, 'weitoutiao-html')]"
    " | //div[@class='article-box']//div[contains(@class, 'article-content')]"
)
_PARAGRAPHS = NamedPath("//*[contains(concat(' ', @class, ' '), ' bjh-p ')]")
# 18-03-08: 百家号 leaves out the century.
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)-(\d\d)-(\d\d)(?!\d)")
_SINGLE = r"'((?:[^'\\\n]|\\.){0,400000})'"
_BASE_TITLE = re.compile(rf"\btitle\s*:\s*{_SINGLE}")
_BASE_CONTENT = re.compile(rf"\bcontent\s*:\s*{_SINGLE}")
_BASE_SOURCE = re.compile(rf"\bsource\s*:\s*{_SINGLE}")
_BASE_TIME = re.compile(r"\btime\s*:\s*'([\d: -]{10,19})'")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")


@register
def _one_address(url: str) -> str:
    """``m.toutiao.com/i123``, ``www.toutiao.com/a123`` and ``/article/123`` are one article."""
    parts = parts_of(url)
    article = _ARTICLE_PATH.match(parts.path)
    if not _TOUTIAO.search(parts.hostname or "") or article is None:
        return url
    return f"https://www.toutiao.com/article/{article[1]}/"


def recognises(doc: Document) -> bool:
    """One of the hosts, or the marks of a saved page."""
    host = parts_of(doc.url).hostname
    if host:
        return _HOSTS.search(host) is not None
    if doc.has_name(_BAIDU_NAME) and any(server in doc.text for server in _BAIDU_SERVERS):
        return True
    if not doc.has_name(*_TOUTIAO_NAMES) and not any(mark in doc.scripts for mark in _TOUTIAO_SCRIPTS):
        return False
    return any(term in doc.text for term in _TOUTIAO_TERMS)


def read(draft: Draft, options: Mapping[str, str]) -> Article:
    """Read an article into ``draft``."""
    doc = draft.doc
    body = _body(doc)
    for title in _TITLES(doc):
        draft.put("title", text_of(title), "h1")
    lines = _LINES(doc)[:2]
    line = " ".join(" ".join(node.itertext()) for node in lines)
    draft.put_moment(_moment(line, doc), "line under the title")
    draft.put("origin", _account(doc, lines), "account")
    if body is not None:
        draft.put_body(body, "article container")
    elif not (_from_base_data(draft) or _from_render_data(draft)) and _CHALLENGE in doc.text:
        draft.article.kind = "blocked"
        return draft.article
    return generic.finish(draft, options)


def _body(doc: Document) -> HtmlElement | None:
    if found := _BODIES(doc):
        return found[0]
    paragraphs = _PARAGRAPHS(doc)
    if not paragraphs:
        return None
    last = paragraphs[-1]
    holder = paragraphs[0].getparent()
    while holder is not None and last not in holder.iter(last.tag):
        holder = holder.getparent()
    return holder


def _moment(line: str, doc: Document) -> Moment | None:
    for text in (line, _SHORT_YEAR.sub(r"20\1-\2-\3", line), doc.metas.get("dateupdate", "")):
        if moment := find_moment(text, doc.clock):
            return moment
    return None


def _account(doc: Document, lines: Sequence[HtmlElement]) -> str | None:
    for node in _ACCOUNTS(doc):
        if name := text_of(node):
            return name
    for line in lines[:1]:
        words = [text_of(span) for span in line.iter("span")]
        named = [word for word in words if word and word != "原创" and not re.search(r"\d{4}-\d\d", word)]
        if named:
            return named[0]
    return None


def _from_base_data(draft: Draft) -> bool:
    """2019 pages as served: ``var BASE_DATA = {articleInfo: {title: '…', content: '…', subInfo: {…}}}``."""
    scripts = draft.doc.scripts
    start = scripts.find("articleInfo")
    content = _BASE_CONTENT.search(scripts, start) if start >= 0 else None
    if content is None:
        return False
    title, source, time = (
        pattern.search(scripts, start) for pattern in (_BASE_TITLE, _BASE_SOURCE, _BASE_TIME)
    )
    draft.put("title", _plain(title[1]) if title else "", "BASE_DATA")
    draft.put("origin", _plain(source[1]) if source else "", "BASE_DATA")
    draft.put_moment(find_moment(time[1], draft.clock) if time else None, "BASE_DATA")
    return draft.put_read_body(read_markup(_plain(content[1]), draft.doc.base_url), "BASE_DATA")


def _plain(text: str) -> str:
    decoded = _UNICODE.sub(lambda code: chr(int(code[1], 16)), text).replace("\\/", "/").replace('\\"', '"')
    return unescape(unescape(decoded)).strip().strip('"')


def _from_render_data(draft: Draft) -> bool:
    """2022 and later: percent-encoded JSON in ``<script id="RENDER_DATA">``."""
    script = draft.doc.by_id("RENDER_DATA")
    try:
        data = json.loads(unquote(script.text or "")) if script is not None else None
    except (ValueError, RecursionError):
        return False
    for entry in _objects(data):
        content, title = entry.get("content"), entry.get("title")
        if isinstance(content, str) and isinstance(title, str) and len(content) > 100:
            draft.put("title", title, "RENDER_DATA")
            source = entry.get("source") or entry.get("name")
            draft.put("origin", source if isinstance(source, str) else None, "RENDER_DATA")
            draft.put_moment(find_moment(str(entry.get("publishTime") or ""), draft.clock), "RENDER_DATA")
            return draft.put_read_body(read_markup(content, draft.doc.base_url), "RENDER_DATA")
    return False


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
