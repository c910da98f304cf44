"""Reading many pages: in this process, or in several, always in the order given and in bounded memory."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

from spiders import read
from zscrawl.items import Article, Page
from zscrawl.parallel import in_processes

Key = TypeVar("Key")

# Starting a worker costs about as much as reading this many pages here.
_WORTH_A_POOL = 200
_CHUNK = 20


def _read_chunk(pages: list[tuple[Page, str | None]]) -> list[Article]:
    return [read(page, family=family) for page, family in pages]


def read_pages(
    pages: Iterable[tuple[Key, Page, str | None]], *, jobs: int | None = None
) -> Iterator[tuple[Key, Page, Article]]:
    """Read ``(key, page, family or None)`` one after the other; yields ``(key, page, article)`` in that order.

    ``jobs`` is the number of processes, by default one a core; few pages are read without any.
    """
    jobs = jobs or os.cpu_count() or 1
    stream = iter(pages)
    first = list(itertools.islice(stream, _WORTH_A_POOL))
    if jobs == 1 or len(first) < _WORTH_A_POOL:
        for key, page, family in itertools.chain(first, stream):
            yield key, page, read(page, family=family)
        return
    waiting: deque[list[tuple[Key, Page, str | None]]] = deque()

    def chunks() -> Iterator[list[tuple[Page, str | None]]]:
        rest = itertools.chain(first, stream)
        while chunk := list(itertools.islice(rest, _CHUNK)):
            waiting.append(chunk)
            yield [(page, family) for _, page, family in chunk]

    for articles in in_processes(_read_chunk, chunks(), jobs):
        for (key, page, _), article in zip(waiting.popleft(), articles, strict=True):
            yield key, page, article
