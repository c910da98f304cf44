"""Is this page a list, and what does it list? For every family, where it has no list markup of its own.

Most pages are articles, and finding rows costs as much as reading one. So cheap signs come first (`_may_be_list`); what
they let pass is judged by its rows, by the text outside them, and by the address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spiders.addresses.canonical import parts_of
from spiders.body.regions import dense_body, page_title, prose_length
from spiders.draft import Draft
from spiders.fields.dates import find_absolute
from spiders.lists.links import item_rows, links_of
from spiders.lists.paging import is_paged, next_page
from spiders.lists.rows import Row
from spiders.lists.script_pagers import scripted_next
from spiders.page.document import Document
from spiders.page.outline import Block
from zscrawl.items import Article, Link

# /zsdt/   /zsdt/index_3.html   /col/col77/index.html   /channel/7397.html   /news-list-7-2.html   Column.shtml
_COLUMN_PATH = re.compile(
    r"(?:^|/)$|/(?:[a-z]+[-_])?(?:index|default|list|node|col|column|channel|class|sort|more)[\w-]*\.\w{3,5}$"
    r"|/(?:channel|column|col|list|lists|lanmu|category)s?/[\w-]+(?:\.\w{3,5})?/?$",
    re.I,
)
# /2024/05/21/slug/   /archives/1234/   /article/88123/   /story/7-30211/: blogs give their articles folders
_ARTICLE_FOLDER = re.compile(
    r"/(?:19|20)\d\d/\d{1,2}/(?:\d{1,2}/)?[^/]{4,}/$"
    r"|/(?:archives?|articles?|art|posts?|p|news|story|detail|content|show|view|t|topics?)/(?:[\w-]*-)?\d{3,}/$",
    re.I,
)
# index.php?topic=12   Default.aspx?tid=7: one script for everything, asked for one article
_ONE_THING = re.compile(
    r"(?:^|&)(?:(?:show)?topic|[tan]id|(?:news|article|content|info|thread)_?id)=\d", re.I
)
# t20171010_842040.shtml   content_12772797.html   art_77_9030.html   /info/2101/120602.htm   i767762.html
_ARTICLE_PATH = re.compile(
    r"/[a-z_-]*(?:\d[\d_-]*){4,}\.\w{3,5}$|/(?:art|content|article|news|info)/\S*\d|/\w+/\d{3,}$", re.I
)
_MIN_ITEMS, _MORE_ITEMS = 3, 5
_MANY_ITEMS = 8
"""So many dated rows and hardly any other text are a list, whatever the address looks like."""
_MANY_LINKS, _HARDLY_ANY = 15, 60
"""So many undated rows and fewer characters of prose are a list: a ranking, a home page."""
_PROSE_CHARS = 40
_STRAY_CHARS = 200
"""Text outside the rows that a column may have: what it is about, a notice."""
_DATED_PROSE, _TITLED_PROSE = 40, 150
"""From so many characters of prose on a page with a title is an article: under a title and its date, under a title."""
_SENTENCE = 30
"""A page with fewer characters of text says nothing but what its rows say."""
_COLUMN_PROSE = 3000
_COLUMN_TITLE = 8
"""Characters that the name of a column has at most (招商动态)."""
# 来源：某报   责任编辑: 某人
_BYLINE = re.compile(r"(?:来源|稿源|作者|记者|编辑)\s*[:：]\s*\S")
# What pages say of themselves at their foot.
_FOOTER_CHARS = 200
_FOOTER = re.compile(r"版权所有|网站标识码|备案|ICP|主办|承办|技术支持|联系电话|地址[:：]|copyright", re.I)


def read_list_page(draft: Draft, options: Mapping[str, str]) -> Article | None:
    """The page as a list article with ``links`` and ``next_page``; None, and the draft untouched, if it is no list."""
    doc = draft.doc
    if _names_its_article(doc) or not _may_be_list(doc):
        return None
    rows = item_rows(doc, options)
    if not _is_list(doc, rows):
        return None
    return fill_list(draft, links_of(rows))


def fill_list(draft: Draft, links: list[Link]) -> Article:
    """The page as a list article of ``links``; what the draft has already (a pager of the family's own) stays."""
    doc = draft.doc
    draft.article.kind = "list"
    draft.put("links", links, "rows")
    draft.put("next_page", next_page(doc), "pager")
    draft.put("title", doc.metas.get("columnname") or doc.title_tag, "title tag")
    return draft.article


def is_column(url: str) -> bool:
    """Is this the address of a column or a home page, by its form?"""
    if not url:
        return False
    parts = parts_of(url)
    if _ARTICLE_FOLDER.search(parts.path):
        return False
    return _COLUMN_PATH.search(parts.path) is not None and not _ONE_THING.search(parts.query)


def _names_its_article(doc: Document) -> bool:
    return bool(doc.metas.get("articletitle")) or doc.metas.get("og:type", "").lower() in ("article", "news")


def _may_be_list(doc: Document) -> bool:
    """The address of a column, no title or only a column's, or little prose."""
    if is_column(doc.url):
        return True
    title, choice = page_title(doc), dense_body(doc)
    if choice is None or title is None or title.block is None:
        return True
    if len(title.text) <= _COLUMN_TITLE:
        return prose_length(doc) < _COLUMN_PROSE
    if _is_bylined(doc, title.block):
        return False
    if "title tag" not in title.how:  # the <title> is the site's: cards with summaries have prose, too
        return prose_length(doc) < _COLUMN_PROSE
    return prose_length(doc) < (_DATED_PROSE if _is_dated(doc, title.block, choice.start) else _TITLED_PROSE)


def _is_bylined(doc: Document, title: Block) -> bool:
    """Does a line with a date and a source or author stand right under the title? A column has none."""
    under = doc.blocks[title.last + 1 : title.last + 6]
    return any(
        block.chars <= 120 and _BYLINE.search(block.text) and find_absolute(block.text, doc.clock)
        for block in under
    )


def _is_dated(doc: Document, title: Block, start: int) -> bool:
    """Does a date stand near the title, as on an article whose text starts at block ``start``?"""
    near = doc.blocks[max(0, title.index - 5) : title.index] + doc.blocks[title.index + 1 : start][:10]
    return any(6 <= block.chars <= 80 and find_absolute(block.text, doc.clock) for block in near)


def _is_list(doc: Document, rows: Sequence[Row]) -> bool:
    """Rows against the text that stands outside them; the address says which of the two has to prove itself."""
    titles = sum(len(row.title) for row in rows)
    dated = sum(row.shown for row in rows)
    prose = _prose_outside(doc, rows)
    paged = scripted_next(doc) is not None
    if paged and not doc.text.lstrip().startswith("<"):
        return True  # a script that holds nothing but the pager (enorth)
    if is_column(doc.url):
        enough = paged or len(rows) >= _MIN_ITEMS
        return prose < titles + _STRAY_CHARS if enough else dated > 0 and prose < titles
    if _ARTICLE_PATH.search(parts_of(doc.url).path):
        return dated >= _MANY_ITEMS and prose * 4 < titles
    if dated >= (_MIN_ITEMS if paged else _MORE_ITEMS) and prose < titles:
        return True
    if len(rows) >= _MANY_LINKS and prose_length(doc) < _HARDLY_ANY:
        return True
    # The last page of a list may have one row.
    return dated > 0 and prose * 4 < titles and prose_length(doc) < _SENTENCE and is_paged(doc)


def _prose_outside(doc: Document, rows: Sequence[Row]) -> int:
    """Characters of the page's longer blocks of text that belong to no row."""
    inside = {row.element for row in rows}
    prose = 0
    skipped_to = -1
    for block in doc.blocks:
        if block.index <= skipped_to:
            continue
        if block.element in inside:
            skipped_to = block.last
        elif block.chars >= _PROSE_CHARS and not block.is_linked and not _is_footer(block):
            prose += block.chars - block.link_chars
    return prose


def _is_footer(block: Block) -> bool:
    return block.chars < _FOOTER_CHARS and _FOOTER.search(block.text) is not None
