"""Government sites: TRS WCM, 大汉 JCMS, 动易 SiteFactory, enorth, 博达 VisualSiteBuilder, and the standard metas.

The metas that the State Council's site standard prescribes (ArticleTitle, PubDate, ContentSource, ColumnName,
SiteName) are trusted first, then the visible labels. Two exceptions, both seen: ``Maketime`` is when the page was
generated, never a publishing date; and PubDate can be the day of a migration, so a labelled date that the page
shows and that lies before it wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape

from lxml.html import HtmlElement

from spiders import generic
from spiders.addresses.canonical import parts_of
from spiders.body.fragment import read_fragment
from spiders.body.government import DROP, Marked, attachments_after, find_body, marked_title
from spiders.body.tails import links_at_end
from spiders.body.trim import trim_body
from spiders.draft import Draft
from spiders.fields.byline import clean_origin, find_origin, find_publisher, join_labels
from spiders.fields.credits import names, put_credits, take_credits
from spiders.fields.dates import Moment, find_moment
from spiders.lists.page import is_column, read_list_page
from spiders.lists.paging import next_page
from spiders.page.document import Document, text_of
from zscrawl.items import Article

NAME = "gov"

_STANDARD_METAS = frozenset(
    ("articletitle", "pubdate", "contentsource", "columnname", "siteidcode", "sitedomain")
)
# Marks in the source of the systems themselves.
_NAME_MARKS = (
    "TRS_Editor", "TRS_UEDITOR", "TRS_PreAppend", "trs_editor_view", "Custom_UnionStyle", "UCAP-CONTENT", "vsb_content",
    "v_news_content",
)  # fmt: skip
_COMMENT_MARKS = ("<$[", "ZJEG_RSS", "enorth cms ", "pe.begin.pagination", "#begineditable name=")
_SCRIPT_MARKS = ("<datastore", "createPageHTML(", "schannelId")
_BARE_SCRIPT = 5000
"""Where the source of a page that is a pager's script without any markup is searched."""
_TAG = re.compile(r"<[^<>]{1,200}>")
# 发布时间：2018-07-28   发布日期: 2016-11-22   日期：2016年11月22日; not 成文日期, 打印日期, 更新时间
_SHOWN_DATE = re.compile(
    r"(?:发布|发表|公开|上传|(?<![\u4e00-\u9fff]))(?:时间|日期)\s*[:：]?\s*((?:19|20)\d\d\s?[-/.年].{3,22})"
)
_PLAYERS = ("video", "embed", "object", "iframe")
_MIN_BODY = 40
_BLOCKS_BEFORE = 40
"""How far above the text its date and source may stand."""


def recognises(doc: Document) -> bool:
    """Host under gov.cn, two of the standard metas, or the marks of one of the systems."""
    return (
        (parts_of(doc.url).hostname or "").endswith(".gov.cn")
        or len(_STANDARD_METAS & doc.metas.keys()) >= 2
        or any(mark in doc.names for mark in _NAME_MARKS)
        or any(mark in doc.comment_text for mark in _COMMENT_MARKS)
        or bool(doc.machine["datastore"])
        or any(mark in doc.scripts or mark in doc.text[:_BARE_SCRIPT] for mark in _SCRIPT_MARKS)
    )


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read an article, or the items of a list page."""
    draft = Draft(doc, NAME)
    marked = find_body(doc)
    # The banner of a column lies in the same container as the text of an article.
    if (marked is None or not text_of(marked.element)) and (listed := read_list_page(draft, options)):
        return listed
    _metas(draft)
    if marked:
        _put_marked(draft, marked)
    credits = take_credits(draft)
    lines = _lines_above(doc, marked.place if marked else None)
    _moment(draft, lines)
    draft.put("next_page", next_page(doc, of_article=True), "pager")
    article = generic.finish(draft, options)
    empty = marked is None and article.kind in ("article", "other") and len(article.body) < _MIN_BODY
    if empty and is_column(doc.url):
        article.kind = "list"  # a column with nothing in it yet
    if article.found_by.get("editors") == article.found_by.get("authors") == "meta:author":
        article.authors = []
        del article.found_by["authors"]
    draft.put("origin", find_origin(lines), "label:来源")
    put_credits(draft, credits)
    draft.put("origin", find_publisher(lines), "label:发布机构")
    return article


def _put_marked(draft: Draft, marked: Marked) -> None:
    body = read_fragment(marked.element, draft.doc.base_url, drop=(*DROP, *links_at_end(marked.element)))
    if not marked.exact:
        body = replace(body, text=trim_body(body.text, draft.article.title or ""))
    if not draft.put_read_body(body, marked.how):
        draft.body_is_known = next(marked.element.iter(*_PLAYERS), None) is not None
    known = {file.url for file in body.attachments}
    below = attachments_after(marked, draft.doc.base_url)
    draft.article.attachments += [file for file in below if file.url not in known]


def _metas(draft: Draft) -> None:
    metas = draft.doc.metas
    # Titles are copied from an editor, with its tags and, escaped twice, its quotes.
    title = unescape(_TAG.sub("", metas.get("articletitle", "")))
    draft.put("title", " ".join(title.split()), "meta:ArticleTitle")
    for title in marked_title(draft.doc):
        draft.put("title", title, "comment marks")
    draft.put("origin", clean_origin(metas.get("contentsource", "")), "meta:ContentSource")
    draft.put("section", metas.get("columnname"), "meta:ColumnName")
    draft.put("site", metas.get("sitename"), "meta:SiteName")
    if "manuscriptid" in metas:  # gov.cn: its meta author is the editor
        draft.put("editors", names(metas.get("author", "")), "meta:author")


def _lines_above(doc: Document, place: HtmlElement | None) -> list[str]:
    """The lines above the text, the nearest first; where its place is not known, all lines of the page in order."""
    at = next((block.index for block in doc.blocks if block.element is place), None)
    above = doc.blocks if at is None else doc.blocks[max(0, at - _BLOCKS_BEFORE) : at]
    lines = join_labels([block.text for block in above if 2 <= block.chars <= 200])
    lines = [line for line in lines if len(line) >= 4]
    return lines if at is None else lines[::-1]


def _moment(draft: Draft, lines: list[str]) -> None:
    """The visible date and source, and PubDate where it does not contradict them."""
    published = find_moment(draft.doc.metas.get("pubdate", ""), draft.clock)
    shown = _shown_date(lines, draft.clock)
    if shown and published:
        days_apart = (published.at.date() - shown.at.date()).days
        finer = published.precision == "day" and shown.precision != "day"
        if days_apart > 0 or (days_apart == 0 and finer):
            draft.put_moment(shown, "label:发布时间")
    draft.put_moment(published, "meta:PubDate")
    draft.put_moment(shown, "label:发布时间")


def _shown_date(lines: list[str], clock: datetime) -> Moment | None:
    for line in lines:
        found = _SHOWN_DATE.search(line)
        if found and (moment := find_moment(found[1], clock)):
            return moment
    return None
