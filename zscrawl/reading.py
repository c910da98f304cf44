"""Reading many captures: in this process, or in several, always in the order given and in bounded memory."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from spiders import read
from spiders.crawl.joining import join_pages
from zscrawl.items import Article, Page
from zscrawl.parallel import in_processes

Key = TypeVar("Key")

# Starting a worker costs about as much as reading this many pages here.
_WORTH_A_POOL = 200
_CHUNK = 20


@dataclass(frozen=True, slots=True)
class ToRead:
    """The pages of one article, in order, and what its readers go by: ``family`` None recognises it."""

    pages: tuple[Page, ...]
    family: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


def read_whole(task: ToRead) -> Article:
    """What the pages say, as one article. A further page that is none (a wall today) ends it, as in a crawl."""
    parts = [read(page, family=task.family, options=task.options) for page in task.pages]
    if len(parts) == 1 or parts[0].kind != "article":
        return parts[0]
    follow = itertools.takewhile(lambda part: part.kind == "article" or part.posts, parts[1:])
    return join_pages([parts[0], *follow])


def _read_chunk(tasks: list[ToRead]) -> list[Article]:
    return [read_whole(task) for task in tasks]


def read_all(
    tasks: Iterable[tuple[Key, ToRead]], *, jobs: int | None = None
) -> Iterator[tuple[Key, Article]]:
    """Read ``(key, what to read)`` one after the other; yields ``(key, article)`` in that order.

    ``jobs`` is the number of processes, by default one a core; few tasks are done without any.
    """
    jobs = jobs or os.cpu_count() or 1
    stream = iter(tasks)
    first = list(itertools.islice(stream, _WORTH_A_POOL))
    if jobs == 1 or len(first) < _WORTH_A_POOL:
        for key, task in itertools.chain(first, stream):
            yield key, read_whole(task)
        return
    waiting: deque[list[Key]] = deque()

    def chunks() -> Iterator[list[ToRead]]:
        rest = itertools.chain(first, stream)
        while chunk := list(itertools.islice(rest, _CHUNK)):
            waiting.append([key for key, _ in chunk])
            yield [task for _, task in chunk]

    for articles in in_processes(_read_chunk, chunks(), jobs):
        yield from zip(waiting.popleft(), articles, strict=True)
