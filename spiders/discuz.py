"""Discuz! X2 to X3.5: threads, boards, portal articles, in desktop, touch and archiver templates.

The system is known by what its scripts and templates leave on every page; there are several marks because owners
remove some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from spiders import generic
from spiders.body.regions import page_title, prose_length
from spiders.draft import Draft
from spiders.fields.dates import find_moment
from spiders.fields.metadata import fill as fill_metadata
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.threads import boards as discuz_list
from spiders.threads import desktop as discuz_thread
from spiders.threads import plain as discuz_plain
from spiders.threads.pager import next_page
from spiders.threads.post import board_parts
from zscrawl.items import Article, Kind
from zscrawl.text import fold

NAME = "discuz"

_NAME_MARKS = ("thread_subject", "postmessage_", "threadlisttableid")
_SIGNATURES = ('content="Discuz!', "Powered by Discuz!", "Discuz! Team and Comsenz UI Team")

# What the board says instead of a page (lang_message.php), with the kind that it means.
_NOTICES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("blocked", re.compile(r"访问本站速度过快|刷新间隔时间小于|正在重新载入|验证码|操作过于频繁|安全验证")),
    ("deleted", re.compile(r"不存在|已被删除|已经?关闭|正在被审核|未通过审核|已失效")),
    (
        "wall",
        re.compile(r"登录|登陆|阅读权限|用户组|没有权限|无权|密码|积分|购买|注册|特定用户|认证|仅.{0,8}可见"),
    ),
)

_PROSE = 150
"""Characters of text that a page without any of Discuz's names must have to be an article."""
_NOTICE = XPath("id('messagetext')")
_ARTICLE_BODY = XPath("id('article_content blog_article')")
_ARTICLE_TITLE = NamedPath("//h1[contains(concat(' ', @class, ' '), ' ph ')]")
_BYLINE = NamedPath("//div[contains(@class, 'vw')]//p[@class='xg1' or @class='xg2'] | //p[@class='xg1']")
_ARTICLE_CRUMBS = XPath("id('pt')//a[normalize-space()]")
# 发布者: X | 原作者: Y | 来自: Z: fields of a byline, parted by span.pipe
_FIELD = re.compile(r"(发布者|原作者|作者|来自|来源)\s*[:：]\s*([^|｜]{1,60}?)\s*(?:[|｜]|$)")


def recognises(doc: Document) -> bool:
    """Does the page carry a mark of Discuz?"""
    if (
        any(mark in doc.names for mark in _NAME_MARKS) or "discuz_uid" in doc.scripts
    ):  # common.js needs the variable
        return True
    return "Discuz!" in doc.edges and any(signature in doc.edges for signature in _SIGNATURES)


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read a thread, portal article, list or notice."""
    if not recognises(doc):
        return generic.read(doc, options, family=NAME)
    draft = Draft(doc, NAME)
    article = draft.article
    notice = next(iter(_NOTICE(doc.tree)), None)
    if notice is not None:
        article.kind = _notice_kind(text_of(notice))
        return article
    body = next(iter(_ARTICLE_BODY(doc.tree)), None)
    if discuz_thread.recognises(doc):
        discuz_thread.fill(draft)
    elif body is not None:
        _fill_portal_article(draft, body)
    elif discuz_plain.fill(draft):
        pass
    elif discuz_list.fill(draft):
        article.kind = "list"
    elif _has_article(doc):
        return generic.read(doc, options, family=NAME)  # a skin that has kept none of the names
    else:
        article.kind = "other"
    draft.put("site", doc.metas.get("application-name"), "meta:application-name")
    if article.kind == "article":
        _fill_rest(draft)
    return article


def _has_article(doc: Document) -> bool:
    """Does the page show its title, and prose enough for an article?"""
    title = page_title(doc)
    return title is not None and title.block is not None and prose_length(doc) >= _PROSE


def _fill_rest(draft: Draft) -> None:
    """What all pages share. A later page of a thread must get neither the date of some reply nor an author.

    The template names its makers in the meta ``author``, on every page.
    """
    article = draft.article
    undated = article.published_at is None and bool(article.posts)
    fill_metadata(draft)
    if article.found_by.get("authors") == "meta:author":
        article.authors = []
        del article.found_by["authors"]
    if undated and article.published_at is not None:
        article.published_at = article.published_precision = None
        article.found_by.pop("published_at", None)


def _notice_kind(text: str) -> Kind:
    folded = fold(text)
    return next((kind for kind, pattern in _NOTICES if pattern.search(folded)), "other")


def _fill_portal_article(draft: Draft, body: HtmlElement) -> None:
    doc = draft.doc
    for heading in _ARTICLE_TITLE(doc):
        draft.put("title", text_of(heading), "discuz:h1.ph")
    for byline in _BYLINE(doc):
        text = text_of(byline)
        draft.put_moment(find_moment(text, doc.clock), "discuz:byline")
        fields = dict(_FIELD.findall(text))
        for label in ("原作者", "作者", "发布者"):
            if name := fields.get(label):
                draft.put("authors", [name], f"discuz:{label}")
        for label in ("来自", "来源"):
            draft.put("origin", fields.get(label), f"discuz:{label}")
    draft.put_body(body, "discuz:article_content", drop=board_parts(body))
    for crumb in reversed(_ARTICLE_CRUMBS(doc.tree)):
        if draft.put("section", text_of(crumb), "discuz:breadcrumb"):
            break
    draft.put("next_page", next_page(doc), "discuz:pg")
