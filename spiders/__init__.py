"""Reading sites: a page in, an `Article` out. The only room that knows HTML, selectors and charsets.

`read` is pure: body, headers, URL and clock decide the result. It never raises on page content; what can be
wrong is an argument (`ConfigError`: an unknown family, a malformed selector among the options).

One module a family, named like it, each with ``NAME``, ``recognises(doc)`` and ``read(doc, options)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from spiders.draft import Draft
from spiders.fields.selected import KEYS, override
from spiders.page.document import Document
from spiders.page.kinds import status_kind
from spiders.page.readable import holds_text
from zscrawl.errors import ConfigError
from zscrawl.items import FAMILIES, Article, Page

__all__ = ["Document", "family_module", "read", "recognise"]

# Whose marks are most telling comes first; portal takes every page that nobody else knows.
_ANY = "portal"
_RECOGNITION_ORDER = ("wechat", "people", "epaper", "cjyun", "discuz", "forum", "gov", _ANY)
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


def read(page: Page, *, family: str | None = None, options: Mapping[str, str] = _NO_OPTIONS) -> Article:
    """Read one page. ``family`` None recognises it; ``options`` are the source's own keys.

    CSS selectors among them (`spiders.fields.selected.KEYS`) go before what the family's reader finds.
    """
    doc = Document(page)
    readable = holds_text(doc)
    name = family or (recognise(doc) if readable else _ANY)
    reader = family_module(name)
    if not readable:
        return Draft(doc, name, status_kind(page.status) or "other").article
    article: Article = reader.read(doc, options)
    if article.kind in ("article", "other") and not options.keys().isdisjoint(KEYS):
        override(article, doc, options)
    if doc.is_cut:
        article.flags.append("cut")
    return article


def recognise(page: Document | Page) -> str:
    """The name of the family whose marks the page carries; ``portal`` if none."""
    doc = page if isinstance(page, Document) else Document(page)
    return next(name for name in _RECOGNITION_ORDER if family_module(name).recognises(doc))


@lru_cache(maxsize=len(FAMILIES))  # asked eight times a page, and an import takes locks
def family_module(name: str) -> ModuleType:
    """The module of a family. `ConfigError` if there is no such family."""
    if name not in FAMILIES:
        raise ConfigError(f"unknown family {name!r}; use one of: {', '.join(FAMILIES)}")
    return import_module(f"spiders.{name}")
