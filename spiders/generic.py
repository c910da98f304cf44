"""The reader that knows no site: title, region of prose, and what stands between them.

`read` reads any page. `finish` is for the family readers: it fills what they left open, decides the kind of
the page and trims the body's ends.
"""

from __future__ import annotations

from collections.abc import Mapping

from spiders import density
from spiders.document import Document
from spiders.draft import Draft
from spiders.kinds import page_kind
from spiders.metadata import fill
from spiders.titles import Title, find_title
from spiders.trim import trim_body
from zscrawl.items import Article

DENSITY = "density"
"""What ``found_by`` says of a body that was found by its prose."""


def read(doc: Document, options: Mapping[str, str], *, family: str) -> Article:
    """Read any page as an article of ``family``."""
    return finish(Draft(doc, family), options)


def finish(draft: Draft, options: Mapping[str, str]) -> Article:
    """Fill what a family reader left open, and decide the kind of the page."""
    doc, article = draft.doc, draft.article
    if kind := page_kind(doc):
        article.kind = kind
    title = find_title(doc.title_tag, title_hints(doc), doc.blocks)
    if not draft.has("body"):
        put_dense_body(draft, title)
    if title:
        draft.put("title", title.text, title.how)
    fill(draft, options)
    article.body = trim_body(article.body, article.title or "", exact=article.found_by.get("body") != DENSITY)
    return article


def title_hints(doc: Document) -> list[str]:
    """What the page's metas call its title, strongest first."""
    return [doc.metas[name] for name in ("articletitle", "og:title", "twitter:title") if name in doc.metas]


def put_dense_body(draft: Draft, title: Title | None) -> None:
    """Fill the body from the page's region of prose."""
    choice = density.find_body(draft.doc.blocks, title.block if title else None)
    if choice:
        draft.put_body(choice.element, DENSITY, drop=choice.drop)
