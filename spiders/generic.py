"""The reader that knows no site: text density and structure on the lxml tree, in linear time."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from spiders.document import Document, compiled_xpath
from spiders.draft import Draft
from spiders.kinds import page_kind
from spiders.metadata import fill
from zscrawl.items import Article

_LONG_TEXT = "//body//text()[string-length(.) > 12][not(ancestor::a or parent::script or parent::style or parent::noscript)]"


def read(doc: Document, options: Mapping[str, str], *, family: str) -> Article:
    """Read any page as an article of ``family``."""
    draft = Draft(doc, family)
    return finish(draft, options)


def finish(draft: Draft, options: Mapping[str, str]) -> Article:
    """Fill what a family reader left open, and decide the kind of the page."""
    doc = draft.doc
    if kind := page_kind(doc):
        draft.article.kind = kind
    if not draft.has("body"):
        draft.put_body(find_body(doc), "density")
    fill(draft, options)
    return draft.article


def find_body(doc: Document) -> HtmlElement | None:
    """The element that holds most running text for its size."""
    scores: dict[HtmlElement, float] = {}
    for node in compiled_xpath("//p | //br/.. | //div[text()]")(doc.tree):
        text = "".join(
            compiled_xpath("./text() | .//*[not(self::a or self::script or self::style)]/text()")(node)
        )
        weight = len(text.strip())
        if weight < 15:
            continue
        for step, parent in enumerate((node, *node.iterancestors())):
            if step > 2:
                break
            scores[parent] = scores.get(parent, 0.0) + weight / (1 + step * 0.2)
    return max(scores, key=lambda e: scores[e]) if scores else None
