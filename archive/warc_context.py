"""What a crawl knew of a response and the response does not say: a ``metadata`` record of the WARC beside it.

The WARC is what survives when the database is lost. So it says which source a page was fetched for, by which
family's reader it was read, which list named it and which pages make one article, as ``application/warc-fields``:

====================  ============================================================================
``via``               the list that led to the page, as the WARC standard has it
``zscrawl-source``    the name of the source
``zscrawl-family``    the family whose reader read it, if it was read
``zscrawl-url``       the address as it was asked for, if it is not ASCII
``zscrawl-part``      ``2/3``: the second of the three pages of an article or thread
``zscrawl-part-of``   the record of the first of these pages
====================  ============================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.records import Item
from archive.warc_records import uri
from zscrawl.items import FAMILIES, Page

_PART = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")
"""``2/3``"""
MAX_LENGTH = 64_000
"""Bytes of a metadata record that is taken for one of these; foreign ones may be of any size."""


@dataclass(frozen=True, slots=True)
class Context:
    """The fields of one record. ``part`` is one of ``parts``, of which ``first_id`` is the first one's record."""

    source: str | None = None
    family: str | None = None
    found_on: str | None = None
    url: str | None = None
    part: int = 1
    parts: int = 1
    first_id: str | None = None


def fields_of(item: Item, page: Page, part: int, first_id: str | None) -> dict[str, str]:
    """The fields for ``page``, which is number ``part`` of the item's pages."""
    capture = item.capture
    fields = {"via": capture.found_on or "", "zscrawl-source": item.source}
    fields["zscrawl-family"] = item.article.family if item.article else ""
    fields["zscrawl-url"] = page.url if page.url != uri(page.url) else ""
    if capture.more:
        fields |= {"zscrawl-part": f"{part}/{1 + len(capture.more)}", "zscrawl-part-of": first_id or ""}
    return {name: value for name, value in fields.items() if value}


def context_of(content: bytes) -> Context:
    """The context in a metadata record's content; what is not understood is left out."""
    fields: dict[str, str] = {}
    for line in content[:MAX_LENGTH].decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    part = _PART.fullmatch(fields.get("zscrawl-part", ""))
    family = fields.get("zscrawl-family")
    return Context(
        fields.get("zscrawl-source"),
        family if family in FAMILIES else None,
        fields.get("via"),
        fields.get("zscrawl-url"),
        int(part[1]) if part else 1,
        int(part[2]) if part else 1,
        fields.get("zscrawl-part-of"),
    )
