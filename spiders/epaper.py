"""Founder (方正) digital newspapers of all three address generations, and articles of Founder's web CMS 翔宇.

| generation | page | article |
|---|---|---|
| classic | ``/html/2017-10/13/node_1.htm`` | ``/html/2017-10/13/content_306582.htm?div=-1`` |
| 人民日报 | ``/html/2017-10/16/nbs.D110000renmrb_01.htm`` | ``nw.D110000renmrb_20171016_1-01.htm`` |
| since 2021 | ``/pc/layout/202302/11/node_01.html`` | ``/pc/content/202302/11/content_211250.html`` |

What the record in the page says (`spiders.papers.founder_property`) goes before what the skin shows, but for the day of
a newspaper article, which is that of the issue's folder. ``subtitle`` holds 引题 and 副题, a line each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from spiders import generic
from spiders.addresses.canonical import parts_of
from spiders.body.fragment import MAX_FILES, Body, read_fragment
from spiders.draft import Draft
from spiders.fields.dates import Moment, find_moment
from spiders.fields.names import split_names
from spiders.page.document import Document, XPath, parse_html, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import first_words
from spiders.papers.epaper_page import (
    ARTICLE_ADDRESS,
    ISSUE_FOLDER,
    PAGE_ADDRESS,
    articles,
    fill_page,
    is_paper_address,
    issue_day,
    redirection,
)
from spiders.papers.founder_property import FounderRecord, founder_record
from zscrawl.items import Article, Image

NAME = "epaper"

_MOST = 20
"""How many elements are looked at where a page has one or two of a kind."""
_COMMENT_MARKS = ("enpproperty", "enpcontent")
_MAP_NAME, _ONLOAD = "pagepicmap", "initMPPage()"
_PAGE_MARKS = ("PagePicMap", "pagepicmap", "id=pageLink", 'id="pageLink"', "initMPPage()")
_CONTENT_START, _CONTENT_END = "<!--enpcontent-->", "<!--/enpcontent-->"

_FOUNDER_CONTENT = XPath("//founder-content")
_CONTAINERS = tuple(
    XPath(f"id('{name}')") for name in ("ozoom", "articleContent", "ArticleContent", "contentText", "content")
)
_TITLES = (
    NamedPath("id('main-title')"),
    NamedPath("//div[contains(@class, 'text_c')]/h1 | //div[@class='article']/h1"),
    NamedPath("//*[@class='bt1' or @class='biaoti' or @class='font01' or @class='title1']"),
)
# In classic skins one class is that of the lines above and below the title; which they are, their place says.
_INTRO_TITLES = NamedPath(
    "id('intro-title') | //div[contains(@class, 'text_c')]/h3 | //div[@class='article']/h3"
    " | (//td[@class='font01'])[1]/preceding::td[@class='font02'][1]"
)
_SUB_TITLES = NamedPath(
    "id('sub-title') | //div[contains(@class, 'text_c')]/h2 | //div[@class='article']/h2 | //div[@class='futi']"
    " | (//td[@class='font01'])[1]/following::td[@class='font02'][1]"
)
_BYLINES = NamedPath(
    "//div[contains(@class, 'text_c')]/h4 | //div[@class='article']/*[contains(@class, 'sec')]"
)
_SHOWN_DAY = NamedPath("id('author') | //span[contains(@class, 'newstime')] | //div[@class='date']")
_LAYOUT_NUMBER = XPath("id('nowLayout')")
_WHOLE_TEXT = XPath("//a[contains(., '全文阅读') or contains(., '阅读全文')]/@href", smart_strings=False)
# content_12345_0.htm: the whole text of an article that 翔宇 has cut into pages
_WHOLE_FILE = re.compile(r"content_\d+_0\.s?html?$", re.I)

# Copyright © 湖北日报 [   版权所有 长沙晚报
_OWNER = re.compile(
    r"(?:copyright|©|版权所有)[^\u4e00-\u9fff]{0,20}([\u4e00-\u9fff]{1,10}?(?:日报|晚报|早报|晨报|午报|商报|时报|周报|导报|都市报|报))(?!社|业|刊|集团|传媒)",
    re.I,
)
# 科技日报--数字报   湖南日报数字报刊   人民日报-人民网
_TITLE_PAPER = re.compile(r"([\u4e00-\u9fff]{1,12}?报)(?=\s*(?:[-－—_·|]|数字报|电子版|电子报|多媒体|$))")


def recognises(doc: Document) -> bool:
    """Does the page carry a mark of Founder's systems, or one of their addresses?"""
    if is_paper_address(doc.url):
        return True
    if any(mark in doc.comment_text for mark in _COMMENT_MARKS) or "pageLink" in doc.names:
        return True
    return _has_elements(doc) or _is_entrance(doc)


def _has_elements(doc: Document) -> bool:
    """Founder's own element around the text, its map over the picture of the page, its function that draws it."""
    return (
        bool(doc.machine["founder-content"])
        or any((area.get("name") or "").lower() == _MAP_NAME for area in doc.machine["map"])
        or any(_ONLOAD in (body.get("onload") or "") for body in doc.machine["body"])
        or _ONLOAD in doc.scripts
    )


def _is_entrance(doc: Document) -> bool:
    """A stub that leads on to a page of today's issue."""
    target = redirection(doc)
    return target is not None and bool(ISSUE_FOLDER.search(target) and PAGE_ADDRESS.search(target))


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read an issue's entrance, a newspaper page or an article.

    The option ``paper`` gives the newspaper's name, for papers whose pages do not print it.
    """
    if not recognises(doc):
        return generic.read(doc, options, family=NAME)
    draft = Draft(doc, NAME)
    record = founder_record(doc)
    if target := redirection(doc):
        draft.article.kind = "list"
        draft.put("next_page", target, "epaper:refresh")
        return draft.article
    if _is_page(doc, record):
        fill_page(draft, articles(doc))
        _fill_paper(draft, record, options)
        return draft.article
    newspaper = record.is_newspaper or (not record and _is_in_an_issue(doc))
    _fill_article(draft, record, options, newspaper)
    article = generic.finish(draft, options)
    # Advertisements and the page's imprint are listed beside the articles.
    filler = newspaper and article.kind == "article" and not article.body
    return Draft(doc, NAME, "other").article if filler else article


def _is_in_an_issue(doc: Document) -> bool:
    """Is an article without record one of a newspaper: by its address, or by the mark that only newspapers have?"""
    marked = ISSUE_FOLDER.search(doc.url) is not None and "<founder-content" in doc.text
    return marked or is_paper_address(doc.url)


def _is_page(doc: Document, record: FounderRecord) -> bool:
    path = parts_of(doc.url).path
    if ARTICLE_ADDRESS.search(path):
        return False
    if record.is_newspaper_page or PAGE_ADDRESS.search(path):
        return True
    text = doc.text
    return not record and _CONTENT_START not in text and any(mark in text for mark in _PAGE_MARKS)


def _fill_article(draft: Draft, record: FounderRecord, options: Mapping[str, str], newspaper: bool) -> None:
    doc = draft.doc
    draft.put("title", record["title"].replace("\n", " "), "enpproperty:title")
    for path in _TITLES if newspaper or not record else ():
        draft.put("title", _first_text(path(doc)), "epaper:heading")
    intro = record["introtitle"] or _first_text(_INTRO_TITLES(doc))
    sub = record["subtitle"] or _first_text(_SUB_TITLES(doc))
    for line, how in ((sub, "epaper:副题"), (intro, "epaper:引题")):
        if line != draft.article.title:
            draft.put("subtitle", line, how)
    _fill_date(draft, record, newspaper)
    draft.put("authors", split_names(record["author"]), "enpproperty:author")
    for byline in _BYLINES(doc)[:_MOST]:
        draft.put("authors", split_names(_without_date(first_words(byline))), "epaper:byline")
    draft.put("editors", split_names(record["liability"]), "enpproperty:liability")
    draft.put("origin", record["sourcename"], "enpproperty:sourcename")
    draft.put("section", record["nodename"], "enpproperty:nodename")
    if newspaper:
        _fill_paper(draft, record, options)
        number = _first_text(_LAYOUT_NUMBER(doc.tree))
        if number.isalnum():
            draft.put("section", f"第{number}版", "epaper:nowLayout")
    draft.put_read_body(*_body(doc))
    _fill_next(draft)


def _fill_date(draft: Draft, record: FounderRecord, newspaper: bool) -> None:
    doc = draft.doc
    recorded = find_moment(record["date"], doc.clock)
    if newspaper:
        draft.put_moment(issue_day(doc.url, doc.clock), "url")
        draft.put_moment(issue_day(record["url"], doc.clock), "enpproperty:url")
        if recorded:
            draft.put_moment(
                Moment(recorded.at.replace(hour=0, minute=0, second=0), "day"), "enpproperty:date"
            )
        for shown in _SHOWN_DAY(doc)[:_MOST]:
            draft.put_moment(find_moment(first_words(shown), doc.clock), "epaper:date")
    else:
        draft.put_moment(recorded, "enpproperty:date")


def _fill_paper(draft: Draft, record: FounderRecord, options: Mapping[str, str]) -> None:
    """The newspaper's name is both the origin of its articles and the site."""
    name = options.get("paper") or record["papername"]
    how = "option" if options.get("paper") else "enpproperty:papername"
    if not name and (titled := _TITLE_PAPER.search(draft.doc.title_tag)):
        name, how = titled[1], "title tag"
    if not name:
        text = draft.doc.text
        for found in _OWNER.finditer(text, max(0, len(text) - 20_000)):
            name, how = found[1], "epaper:copyright"
    draft.put("origin", name, how)
    draft.put("site", name, how)


def _body(doc: Document) -> tuple[Body, str]:
    """What stands between Founder's marks; images that the page shows before it, with the captions below them."""
    text = doc.text
    start = text.find(_CONTENT_START)
    held = next(iter(_FOUNDER_CONTENT(doc.tree)), None)
    container = next((node for path in _CONTAINERS for node in path(doc.tree)), None)
    body, how = Body(""), ""
    if start >= 0:
        end = text.find(_CONTENT_END, start)
        if end < 0:
            end = text.find("<!--enpproperty", start)
        body = read_fragment(parse_html(text[start : end if end > 0 else len(text)]), doc.base_url)
        how = "enpcontent"
    if not body.text and held is not None:
        body, how = read_fragment(held, doc.base_url), "founder-content"
    if not body.text and container is not None:
        body, how = read_fragment(container, doc.base_url), f"#{container.get('id')}"
    if container is not None:
        shown = {image.url: image for image in _captioned(doc, container)}
        shown.update((image.url, image) for image in body.images if image.url not in shown)
        body = Body(body.text, tuple(shown.values()), body.attachments)
    return body, how


def _captioned(doc: Document, container: HtmlElement) -> list[Image]:
    images = []
    for node in islice(container.iter("img"), MAX_FILES):
        found = read_fragment(node, doc.base_url).images
        following = node.getnext()
        caption = text_of(following) if following is not None and following.tag == "p" else ""
        images += [Image(image.url, image.caption or caption[:300]) for image in found]
    return images


def _fill_next(draft: Draft) -> None:
    """The whole text in one page, where 翔宇 offers it (``_0``), goes before the next part of it."""
    doc = draft.doc
    if _WHOLE_FILE.search(parts_of(doc.url).path):
        return
    for href in _WHOLE_TEXT(doc.tree):
        if (url := doc.link(href)) and _WHOLE_FILE.search(parts_of(url).path):
            draft.put("next_page", url, "epaper:全文阅读")


def _without_date(text: str) -> str:
    return re.split(r"[《（(]|\d{4}\s*年", text)[0]


def _first_text(nodes: Sequence[HtmlElement]) -> str:
    return next((text for node in nodes[:_MOST] if (text := first_words(node, 300))), "")
