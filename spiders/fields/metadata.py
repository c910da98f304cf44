"""Date, origin, people, section, site and script of a page, from what pages of all families share.

`fill` puts into a draft whatever is still missing, the strongest evidence first: hint ids (``#pubtime_baidu``),
metas, JSON-LD, the lines between title and body, the address, the lines after the body, the scripts. Each value's
``found_by`` says which it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import ne

from lxml.html import HtmlElement

from spiders.draft import Draft
from spiders.fields import byline
from spiders.fields.dates import find_absolute
from spiders.fields.published import fill_moment
from spiders.fields.structured import Structured, json_ld
from spiders.fields.title_parts import site_of
from spiders.page.attributes import CLASS, ID, LONGEST_NAME
from spiders.page.document import Document, XPath, text_of
from zscrawl.items import Script
from zscrawl.text import fold

_ORIGIN_METAS = ("contentsource", "source", "mediaid", "article:source", "copyfrom")
_AUTHOR_METAS = ("author", "article:author", "og:article:author", "authors")
_EDITOR_METAS = ("editor", "editors", "责任编辑")
_SITE_METAS = ("og:site_name", "sitename", "application-name", "apple-mobile-web-app-title")
_SECTION_METAS = ("columnname", "article:section", "og:article:section", "lanmu", "catalogname")

_HINTS = XPath("id('pubtime_baidu source_baidu author_baidu editor_baidu')")
_SOURCE_NAME = re.compile(
    r"(?:^|[\s_-])(?:\w{0,8}(?:source|origin)|laiyuan|copyfrom)(?:$|[\s_-]|_baidu|-?name|_?url|title|text)",
    re.I,
)
_NO_PERSON = re.compile(r"网|报|社|政府|中心|https?:|^\d+$")
_LINES_UNDER_TITLE = 8
"""Lines among which that of date and source is looked for; buttons stand between it and the title."""
_CRUMB_LABEL = re.compile(
    r"(?:当前|所在|现在|目前)?(?:的)?位置\s*[:：]|您在这里|您(?:现在)?(?:所)?在[:：]|^首[页頁]\s*[>›»/→＞-]"
)
_CRUMB_BLOCKS = 300
_CRUMB_PART = re.compile(r"\s*(?:[>›»→＞/]+|\s-+\s|->)\s*")
_NO_SECTION = re.compile(r"^(?:首[页頁]|网站首页|主页|正文|详情|详细内容|内容|文章正文|返回|.*位置.*)$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SCRIPT_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines of the page around its body: ``before`` between title and body, ``after`` at the body's end.

    ``elements`` are those that hold the lines right after the title.
    """

    before: Sequence[str] = ()
    after: Sequence[str] = ()
    elements: Sequence[HtmlElement] = ()


_NOTHING = Surroundings()


def fill(draft: Draft, around: Surroundings = _NOTHING) -> None:
    """Fill the shared fields that are still empty."""
    doc = draft.doc
    linked = json_ld(doc)
    hints = {node.get("id"): node for node in reversed(_HINTS(doc.tree))}
    fill_moment(draft, linked, hints.get("pubtime_baidu"), around.before, around.after, around.elements)
    draft.put_first("origin", _origins(draft, hints, around))
    draft.put_first("authors", _authors(draft, linked, hints, around))
    draft.put_first("editors", _editors(draft, hints, around))
    _fill_place_on_site(draft)
    if draft.article.script is None:
        draft.put("script", script_of(draft.article.title, draft.article.body), "characters")


# --- origin and people ---------------------------------------------------------------------------


def _origins(
    draft: Draft, hints: Mapping[str, HtmlElement], around: Surroundings
) -> Iterator[tuple[str | None, str]]:
    """What could be the origin and how it was found, the strongest evidence first."""
    doc = draft.doc
    if (node := hints.get("source_baidu")) is not None:
        yield byline.clean_origin(text_of(node)), "#source_baidu"
    for name in _ORIGIN_METAS:
        yield byline.clean_origin(doc.metas.get(name, "")), f"meta:{name}"
    yield byline.find_origin(around.before), "label:来源"
    for text in _named_sources(around.elements):
        yield byline.find_origin([text]) or byline.name_beside_date(text), "class:source"
    for line in around.before[:_LINES_UNDER_TITLE]:
        if find_absolute(line, doc.clock):
            yield byline.name_beside_date(line), "beside the date"
    yield byline.find_origin(around.after), "line after the body"
    for lines, how in ((around.after, "line after the body"), (around.before, "label:发布机构")):
        sender = byline.find_publisher(lines)
        if sender and byline.is_office(sender):  # 供稿 may name a person, too
            yield sender, how


def _named_sources(elements: Sequence[HtmlElement]) -> Iterator[str]:
    """Texts of the elements under the title whose class says that they name the source."""
    for element in elements:
        for node in islice(element.iter("span", "a", "em", "i", "div", "p"), 30):
            if _names_source(node.get(CLASS)) or _names_source(node.get(ID)):
                text = text_of(node)
                if text and len(text) <= 40:
                    yield text


@lru_cache(maxsize=4096)
def _names_source(name: str | None) -> bool:
    return name is not None and _SOURCE_NAME.search(name, 0, LONGEST_NAME) is not None


def _authors(
    draft: Draft, linked: Structured, hints: Mapping[str, HtmlElement], around: Surroundings
) -> Iterator[tuple[list[str], str]]:
    doc = draft.doc
    if (node := hints.get("author_baidu")) is not None:
        yield byline.find_authors([f"作者：{text_of(node)}"]), "#author_baidu"
    yield byline.find_authors(around.before), "label:作者"
    yield byline.find_signed(around.before[:6]), "line under the title"
    yield byline.find_reporters(draft.article.body), "byline"
    yield byline.find_authors(around.after), "line after the body"
    for name in _AUTHOR_METAS:
        value = doc.metas.get(name)
        if value and not _NO_PERSON.search(value):
            yield byline.find_authors([f"作者：{value}"]), f"meta:{name}"
    yield [name for name in linked.authors if byline.is_name(name)], "json-ld"


def _editors(
    draft: Draft, hints: Mapping[str, HtmlElement], around: Surroundings
) -> Iterator[tuple[list[str], str]]:
    if (node := hints.get("editor_baidu")) is not None:
        yield byline.find_editors([f"编辑：{text_of(node)}"]), "#editor_baidu"
    yield byline.find_editors(around.after), "line after the body"
    yield byline.find_editors(around.before), "label:编辑"
    for name in _EDITOR_METAS:
        value = draft.doc.metas.get(name)
        if value and not value.isdigit():
            yield byline.find_editors([f"编辑：{value}"]), f"meta:{name}"


# --- where on which site -------------------------------------------------------------------------


def _fill_place_on_site(draft: Draft) -> None:
    doc = draft.doc
    for name in _SECTION_METAS:
        draft.put("section", doc.metas.get(name), f"meta:{name}")
    if not draft.has("section"):
        draft.put("section", _crumb_section(doc, draft.article.title or ""), "crumbs")
    for name in _SITE_METAS:
        draft.put("site", doc.metas.get(name), f"meta:{name}")
    draft.put("site", site_of(doc.title_tag, draft.article.title or ""), "title tag")


def _crumb_section(doc: Document, title: str) -> str | None:
    for block in doc.blocks[:_CRUMB_BLOCKS]:
        text = block.text
        # Every line that the label matches has one of these words, and they are found in a fifth of the time.
        if not (4 <= block.chars <= 120 and ("位置" in text or "您" in text or "首" in text)):
            continue
        if not _CRUMB_LABEL.search(text):
            continue
        text = _CRUMB_LABEL.split(text, maxsplit=1)[-1]
        parts = [part.strip(" :：") for part in _CRUMB_PART.split(text)]
        parts = [
            part
            for part in parts
            if 1 < len(part) <= 20 and not _NO_SECTION.match(part) and part not in title
        ]
        if parts:
            return parts[-1]
    return None


def script_of(title: str | None, body: str) -> Script | None:
    """Simplified or traditional, by the share of characters that simplifying would change; None without any Han."""
    han = "".join(_HAN.findall(((title or "") + body)[:_SCRIPT_SAMPLE]))
    if not han:
        return None
    changed = sum(map(ne, han, fold(han)))
    return "hant" if changed > 0.1 * len(han) else "hans"
