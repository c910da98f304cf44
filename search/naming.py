"""What of a document is compared as a whole: names and numbers, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.documents import Document
from zscrawl.items import CST
from zscrawl.text import fold

ADCODE = re.compile(r"[0-9]{6}")
"""The code of an administrative division, GB/T 2260: 420000 Hubei, 420600 Xiangyang, 420606 its district Fancheng."""
MOST_YUAN = 10**18 - 1
"""Amounts above count as this one."""


def names(document: Document) -> Iterator[tuple[str, str]]:
    """Field and folded value of everything that a condition `search.plan.Is` can ask for."""
    yield "uid", fold(document.uid)
    for field, value in (
        ("source", document.source),
        ("family", document.family),
        ("kind", document.kind),
        ("cluster", document.cluster),
    ):
        if value:
            yield field, fold(value)
    if document.relevant is not None:
        yield "relevant", "yes" if document.relevant else "no"
    if document.published_at:
        local = document.published_at.astimezone(CST)
        yield "month", f"{local.year:04}-{local.month:02}"
    for place in dict.fromkeys(map(fold, document.places)):
        yield ("adcode" if ADCODE.fullmatch(place) else "place"), place
    for stage in dict.fromkeys(map(fold, document.stages)):
        yield "stage", stage


def numbers(document: Document) -> Iterator[tuple[str, int]]:
    """Field and number of everything that a condition `search.plan.Between` can ask for."""
    if document.published_at:
        local = document.published_at.astimezone(CST)
        yield "date", (local.year * 100 + local.month) * 100 + local.day
    for yuan in dict.fromkeys(document.amounts):
        yield "amount", min(max(yuan, 0), MOST_YUAN)


def seconds(document: Document) -> int:
    """The time of publication as a Unix time; 0 if it is not known."""
    return int(document.published_at.timestamp()) if document.published_at else 0
