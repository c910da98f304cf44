"""people.com.cn 人民网: articles of the centre and of the provinces in all templates seen, picture pages, lists.

A template is an entry of `TEMPLATES`: where its body, its headline and its date line are. They are tried in order,
and the first whose body is on the page is used; fields that it leaves open are looked for where the other templates
have them. The metas ``author`` and ``editor`` hold the numbers of accounts, never names.

The newspapers under paper.people.com.cn are Founder's and are read by `spiders.epaper`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from spiders import generic
from spiders.addresses.canonical import parts_of
from spiders.body.fragment import read_fragment
from spiders.draft import Draft
from spiders.fields.dates import find_moment
from spiders.fields.names import split_names
from spiders.lists.page import read_list_page
from spiders.page.document import Document, XPath, text_of
from spiders.page.named_path import NamedPath
from spiders.page.nodes import first_words
from zscrawl.items import Article

NAME = "people"
SITE = "人民网"


@dataclass(frozen=True, slots=True)
class Template:
    """Where one template of the site keeps what."""

    name: str
    body: NamedPath
    title: NamedPath
    dateline: NamedPath


def _template(name: str, body: str, title: str, dateline: str) -> Template:
    return Template(name, NamedPath(body), NamedPath(title), NamedPath(dateline))


TEMPLATES = (
    _template(
        "2020",
        body="//div[contains(@class, 'rm_txt_con')]",
        title="//h1[ancestor::div[contains(@class, 'rm_txt')]]",
        dateline="//div[contains(@class, 'channel')]",
    ),
    _template(
        "2016",
        body="id('rwb_zw') | //div[@class='box_con']",
        title="//div[contains(@class, 'text_title')]/h1",
        dateline="//div[@class='box01']/div[@class='fl'] | //div[@class='box01']",
    ),
    _template(
        "2012",
        body="id('p_content')",
        title="id('p_title')",
        dateline="id('p_publishtime')/..",
    ),
    _template(
        "health",
        body="//div[@class='artDet']",
        title="//h2[ancestor::div[contains(@class, 'articleCont')]] | //div[@class='title']/h2",
        dateline="//div[@class='artOri']",
    ),
    _template(
        "party",
        body="//div[@class='show_text']",
        title="//div[contains(@class, 'text_c')]/h1",
        dateline="//p[@class='sou']",
    ),
    _template(
        "party 2019",
        body="//div[contains(@class, 'text_con') or contains(@class, 'txtCon')]",
        title="//h1[ancestor::div[contains(@class, 'tit-ld') or contains(@class, 'txtCon')]]",
        dateline="//div[contains(@class, 'tit-ld')]/p | //div[contains(@class, 'time1')]",
    ),
    _template(
        "capital",
        body="//div[contains(@class, 'box_text')]",
        title="//h1",
        dateline="//h1[position() < 5]/following-sibling::*[self::p or self::h2 or self::div][1]",
    ),
    _template(
        "pictures",
        body="//div[contains(@class, 'content clear')]",
        title="//h1 | //div[@class='title']/h2",
        dateline="//div[@class='page_c']//div[@class='fr'] | //div[@class='page_c']",
    ),
    _template(
        "special",
        body="//div[@class='pic'][.//p] | id('picG')/.. | //div[@class='text']",
        title="//h1",
        dateline="//div[contains(@class, 'pic_c')]//div[@class='fr'] | //h1[position() < 5]/following-sibling::p[1]",
    ),
)

DROP = (
    "div.edit", "div.editor", "#p_editor",  # (责编：…)
    "div.zdfy", "div.page_n", "center > table",  # the pager
    "#paper_num", "p.paper_num",  # 《 人民日报 》（ 2024年05月10日 04 版）; 分享让更多人看到
    "div.tjewm", "div.ewm",  # QR code of an account
    "div.rm_relevant", "div.box_down", "div.box_read", "div.box_news", "div.message", "div.otitle",
)  # fmt: skip
"""CSS selectors of what stands in a body of some template and is not the article's text."""

_LABELLED_ORIGIN = re.compile(r"(?:来源|來源|稿源)\s*[:：]\s*([^|｜]{2,40}?)\s*(?:原创稿|[|｜（(]|\s{2}|$)")
# (责编：汤诗瑶、丁涛)   责任编辑：张三   (責編：…)
_EDITORS = re.compile(r"[责責](?:任)?[编編](?:[辑輯])?\s*[:：]\s*([^()（）\[\]【】]{2,40})")
_SHORTEST_BODY = 8
_MOST = 20
"""How many elements are looked at where a page has one or two of a kind."""
_HOSTS = re.compile(r"(?:^|\.)people(?:\.com)?\.cn$")
_FOUNDER_HOST = "paper.people.com.cn"
_NAME_MARKS = ("rwb_zw", "rm_txt_con")
_TEXT_MARKS = ("人民网版权所有", "www.people.com.cn/img/")
# /n2/2019/0314/c192237-32739128.html   …-32739128-2.html   /GB/1018/22259/2280345.html
_ARTICLE_PATH = re.compile(
    r"/n\d?/(?:BIG5/)?\d{4}/\d{4}/c\d+-\d+(?:-(?P<page>\d+))?\.html$|/GB/(?:\d+/)+\d{5,}\.html$"
)
# /GB/337099/index1.html   /GB/194146/194147/index.html
_LIST_PATH = re.compile(r"/index(?P<page>\d*)\.html?$|/$")

_INTRO_TITLES = NamedPath("//h3[@class='pre'] | //div[contains(@class, 'text_title')]/h3")
_SUB_TITLES = NamedPath("//h4[@class='sub']")
# Below nested boxes, // merges all nodes one by one, minutes where a page has 200 000: hence descendant::, ancestor::.
_AUTHORS = NamedPath(
    "//div[contains(@class, 'rm_txt')]/descendant::div[contains(@class, 'author')] | //p[@class='author']"
)
_ORIGIN_LINKS = XPath(".//a[normalize-space()]")
_ORIGIN_IDS = XPath("id('p_origin')//a | id('p_origin')")
_EDIT_LINES = NamedPath(
    "//div[contains(@class, 'edit')] | id('p_editor') | //span[contains(@class, 'editor')]"
)
_CRUMBS = NamedPath("id('rwb_navpath p_navigation')//a | //div[@class='path']//a")
_PICTURES = XPath("id('picG')")
_PAGE_LINKS = NamedPath("//div[contains(@class, 'zdfy') or @class='page_n']//a[@href]")
_NEXT_PICTURE = XPath(
    "//a[img[contains(@src, 'next_page')]]/@href | //a[@id='next']/@href", smart_strings=False
)


def recognises(doc: Document) -> bool:
    """A host of people.com.cn, or, on a page of unknown address, two of the site's marks."""
    host = (parts_of(doc.url).hostname or "").lower() if doc.url else ""
    if host:
        return bool(_HOSTS.search(host)) and host != _FOUNDER_HOST
    marks = sum(name in doc.names for name in _NAME_MARKS)
    texts = (mark in doc.text for mark in _TEXT_MARKS)
    return marks > 1 or (any(texts) if marks else all(texts))


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read an article (one page of it) or a list."""
    draft = Draft(doc, NAME)
    draft.put("site", SITE, "host")
    template, body = _find_template(doc)
    path = parts_of(doc.url).path
    listable = not _ARTICLE_PATH.search(path) and (body is None or _LIST_PATH.search(path))
    if listable and (listed := read_list_page(draft, options)):
        draft.put("next_page", _next_index(doc), "pager")
        listed.title = (listed.title or "").split("--")[0].strip() or None
        return listed
    if template is not None:
        _fill_article(draft, template, body)
    return _finish(draft, options)


def _find_template(doc: Document) -> tuple[Template | None, HtmlElement | None]:
    for template in TEMPLATES:
        for body in template.body(doc)[:_MOST]:
            if len(first_words(body)) >= _SHORTEST_BODY or next(body.iter("img"), None) is not None:
                return template, body
    return None, None


def _next_index(doc: Document) -> str | None:
    """``index2.html`` after ``index1.html`` or ``index.html``, where the page links to it."""
    path = _LIST_PATH.search(parts_of(doc.url).path)
    following = (
        f"index{int(path['page'] or 1) + 1}.html"
        if path and path.groupdict().get("page") is not None
        else "index2.html"
    )
    for link in doc.xpath("//a/@href"):
        if link.rsplit("/", 1)[-1] == following:
            return doc.link(link)
    return None


def _fill_article(draft: Draft, template: Template, body: HtmlElement | None) -> None:
    doc = draft.doc
    for source in (template, *TEMPLATES):
        for heading in source.title(doc)[:_MOST]:
            draft.put("title", first_words(heading, 300), f"people:{source.name}")
        for line in source.dateline(doc)[:_MOST]:
            _fill_dateline(draft, line, source.name)
        if draft.has("title") and draft.has("published_at"):
            break
    draft.put("subtitle", _first_text(_SUB_TITLES(doc)), "people:副题")
    draft.put("subtitle", _first_text(_INTRO_TITLES(doc)), "people:引题")
    for link in _ORIGIN_IDS(doc.tree):
        draft.put("origin", _origin(text_of(link)), "people:p_origin")
    draft.put("origin", _origin(doc.metas.get("source", "")), "meta:source")
    for line in _AUTHORS(doc)[:_MOST]:
        draft.put("authors", split_names(first_words(line)), "people:author")
    for line in _EDIT_LINES(doc)[:_MOST]:
        if found := _EDITORS.search(first_words(line)):
            draft.put("editors", split_names(found[1]), "people:责编")
    for crumb in reversed(_CRUMBS(doc)):
        draft.put("section", text_of(crumb), "people:navpath")
    draft.put_body(body, f"people:{template.name}", drop=DROP)
    shown = [image for box in _PICTURES(doc.tree) for image in read_fragment(box, doc.base_url).images]
    draft.article.images = list({image.url: image for image in (*shown, *draft.article.images)}.values())
    draft.put("next_page", _next_part(doc), "people:zdfy")


def _fill_dateline(draft: Draft, line: HtmlElement, name: str) -> None:
    text = first_words(line, 300)
    draft.put_moment(find_moment(text, draft.clock), f"people:{name}")
    if "来源" in text or "來源" in text:
        for link in _ORIGIN_LINKS(line):
            draft.put("origin", _origin(text_of(link)), f"people:{name}")
        draft.put("origin", _origin(text), f"people:{name}")


def _origin(text: str) -> str | None:
    """来源：人民网-文化频道 原创稿 → 人民网-文化频道."""
    found = _LABELLED_ORIGIN.search(text)
    origin = (found[1] if found else text).strip()
    return (
        None
        if not origin or origin.isdigit() or ":" in origin or "：" in origin or len(origin) > 40
        else origin
    )


def _next_part(doc: Document) -> str | None:
    """The next page of an article in parts: ``…-32739128-2.html`` after ``…-32739128.html``."""
    here = _ARTICLE_PATH.search(parts_of(doc.url).path)
    wanted = int(here["page"] or 1) + 1 if here else 2
    for link in _PAGE_LINKS(doc):
        url = doc.link(link.get("href"))
        page = _ARTICLE_PATH.search(parts_of(url).path) if url else None
        if page and int(page["page"] or 1) == wanted:
            return url
    for href in _NEXT_PICTURE(doc.tree):
        url = doc.link(href)
        page = _ARTICLE_PATH.search(parts_of(url).path) if url else None
        if page and int(page["page"] or 1) == wanted:
            return url
    return None


def _finish(draft: Draft, options: Mapping[str, str]) -> Article:
    article = generic.finish(draft, options)
    article.authors = [name for name in article.authors if not name.isdigit()]
    article.editors = [name for name in article.editors if not name.isdigit()]
    return article


def _first_text(nodes: Sequence[HtmlElement]) -> str:
    return next((text for node in nodes[:_MOST] if (text := first_words(node, 300))), "")
