"""Reading many pages: in this process, or in several, always in the order given and in bounded memory."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from spiders import read
from zscrawl.items import Article, Page

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
    context = multiprocessing.get_context("spawn")  # fork is unsafe with the writer's threads about
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from _in_order(itertools.chain(first, stream), pool.submit, window=jobs * 3)


def _in_order(
    pages: Iterable[tuple[Key, Page, str | None]],
    submit: Callable[..., Future[list[Article]]],
    window: int,
) -> Iterator[tuple[Key, Page, Article]]:
    waiting: deque[tuple[list[tuple[Key, Page, str | None]], Future[list[Article]]]] = deque()
    stream = iter(pages)
    while True:
        while len(waiting) < window and (chunk := list(itertools.islice(stream, _CHUNK))):
            waiting.append((chunk, submit(_read_chunk, [(page, family) for _, page, family in chunk])))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        for (key, page, _), article in zip(chunk, future.result(), strict=True):
            yield key, page, article
