"""Where the body is: the run of prose that follows the title.

Blocks are weighed in document order: prose counts by its characters, links, boilerplate and page chrome count
against it. The body begins with the first prose after the title that is worth it, goes on over small interruptions,
and ends where what follows has cost more than a little of what was won (as in X-drop sequence alignment). Its
container is the smallest element that holds the run. Every step is linear in the number of blocks.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from spiders.body.trim import is_info
from spiders.body.weights import is_body, is_chrome, weigh, weigh_verse
from spiders.page.outline import Block

_WHOLE = 100
"""An element named as a body that holds less prose than this may be a part of the body."""
_OTHER_SHARE = 0.5
_LINKS_IN_TEXT = 2
"""A line of more links than this is a box of links."""
_LEAST_BOX = -12.0
"""The weight of a box of links that is worth dropping from a text."""
_LOST = 40.0
"""What an element around the body may add of links and chrome: a pager, an editor's line."""
_ENOUGH = 60
"""A run of prose worth less than this is a teaser or a notice, if the page has anything longer."""


class _Run(NamedTuple):
    """Blocks ``start`` to ``end``; ``closed`` if something said that nothing after them belongs to them."""

    start: int
    end: int
    worth: float
    closed: bool


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """The container of the body, its first and last block of text, and what inside it is not text."""

    element: HtmlElement
    start: int
    end: int
    drop: tuple[HtmlElement, ...]


def find_body(blocks: Sequence[Block], title: Block | None) -> BodyChoice | None:
    """Choose the body among the blocks of a page; ``title`` is the block that shows the title, if known."""
    begin = title.last + 1 if title else 0
    weights = weigh(blocks, title)
    run = _first_run(blocks, weights, begin, title)
    if run is None:  # verse, lists, tables: no prose at all
        weights = weigh_verse(blocks, weights, title)
        run = _first_run(blocks, weights, begin, title)
        if run is None:
            return None
    container = _container(blocks, weights, *run, title)
    named = _is_whole_body(weights, container)
    start, end = _with_edges(blocks, weights, container, *run, begin, named)
    return BodyChoice(container.element, start, end, _unwanted(blocks, weights, container, start, end, named))


def _is_whole_body(weights: Sequence[float], container: Block) -> bool:
    """Is the container named as a body, and does it hold little else? Then all of it is text, lists of links too."""
    inside = weights[container.index : container.last + 1]
    lost = -sum(weight for weight in inside if weight < 0)
    return is_body(container) and lost <= _OTHER_SHARE * sum(weight for weight in inside if weight > 0)


def _first_run(
    blocks: Sequence[Block], weights: Sequence[float], begin: int, title: Block | None
) -> tuple[int, int] | None:
    """The first run of prose after the title that is worth it; of the whole page, if hardly any is after it."""
    exits, barriers = _exits(blocks, weights), _next_titles(blocks, title)
    runs = _runs(weights, begin, exits, barriers)
    if begin and sum(run.worth for run in runs) < 0.2 * sum(weight for weight in weights if weight > 0):
        # The title stands at the end of the page, or is not the title.
        runs = _runs(weights, 0, exits, barriers)
    if not runs:
        return None
    worth_it = min(_ENOUGH, max(run.worth for run in runs))
    first = next(i for i, run in enumerate(runs) if run.worth >= worth_it)
    run = runs[first]
    paragraph = blocks[run.start].name
    for later in runs[first + 1 :]:
        gap = -sum(weight for weight in weights[run.end + 1 : later.start] if weight < 0)
        summed_up = later.worth >= 3 * run.worth and gap <= 0.5 * run.worth  # what came first was a summary
        alike = paragraph != "" and blocks[later.start].name == paragraph  # an encyclopedia's div.para
        if run.closed or (later.worth >= _ENOUGH and not summed_up and not alike):
            break
        if summed_up or alike:
            run = _Run(run.start, later.end, run.worth + later.worth, later.closed)
    return run.start, run.end


def _exits(blocks: Sequence[Block], weights: Sequence[float]) -> dict[int, float]:
    """Index of the last block of an element that bears a body's name → the prose in it: to go on costs.

    Where several elements bear the same name (the floors of a forum, the sections of an encyclopedia), none of them
    is the whole body.
    """
    named: dict[str, list[Block]] = {}
    for block in blocks:
        holds_text = block.last > block.index or weights[block.index] > 0
        if holds_text and is_body(block):
            named.setdefault(block.element.get("class") or block.name, []).append(block)
    exits: dict[int, float] = {}
    for group in named.values():
        if len(group) == 1:
            block = group[0]
            prose = sum(w for w in weights[block.index : block.last + 1] if w > 0)
            exits[block.last] = max(prose, exits.get(block.last, 0.0))
    return exits


def _next_titles(blocks: Sequence[Block], title: Block | None) -> frozenset[int]:
    """Blocks that begin another article: first-level headings like the title's, outside the title's article."""
    if title is None or title.element.tag != "h1":
        return frozenset()
    name = title.element.get("class")
    return frozenset(
        block.index
        for block in blocks[title.last + 1 :]
        if block.tag == "h1" and block.chars and name and block.element.get("class") == name
    )


def _runs(
    weights: Sequence[float], begin: int, exits: Mapping[int, float], barriers: Container[int]
) -> list[_Run]:
    """Runs of blocks with positive worth from ``begin`` on, each grown until it has lost more than it may."""
    runs: list[_Run] = []
    i, n = begin, len(weights)
    while i < n:
        if weights[i] <= 0:
            i += 1
            continue
        start = end = i
        worth = peak = weights[i]
        closed = False
        while i < n:
            if peak >= _WHOLE and exits.get(i, 0.0) > 0.6 * peak:
                closed = True  # the whole run so far was one element, named as a body
                break
            i += 1
            if i == n:
                break
            if i in barriers:
                closed = True
                break
            worth += weights[i]
            if worth > peak:
                peak, end = worth, i
            elif worth <= 0 or peak - worth > min(max(80.0, 0.15 * peak), 300.0):
                break
        runs.append(_Run(start, end, peak, closed))
        i = end + 1
    return runs


def _container(
    blocks: Sequence[Block], weights: Sequence[float], start: int, end: int, title: Block | None
) -> Block:
    """The smallest element that holds the run; further out, the element that is named as a body and adds little."""
    container = blocks[start]
    while container.last < end and container.parent is not None:
        container = container.parent
    prose = sum(weight for weight in weights[container.index : container.last + 1] if weight > 0)
    outer = container
    while (parent := outer.parent) is not None and parent.tag not in ("body", "html"):
        if title is not None and parent.index <= title.index <= parent.last:
            break
        extra = [*weights[parent.index : container.index], *weights[container.last + 1 : parent.last + 1]]
        won, lost = sum(w for w in extra if w > 0), -sum(w for w in extra if w < 0)
        if won > 0.2 * prose or lost > max(_LOST, 0.2 * prose):
            break
        outer = parent
        # The picture above a lone paragraph is further out, too.
        if is_body(outer) or (won == 0 and lost <= _LOST and not is_body(container)):
            container = outer
    return container


def _with_edges(
    blocks: Sequence[Block],
    weights: Sequence[float],
    container: Block,
    start: int,
    end: int,
    begin: int,
    named: bool,
) -> tuple[int, int]:
    """Take in what stands next to the run in its container and costs nothing: captions, tables, signatures."""
    lowest = max(begin, container.index + 1)
    while start > lowest and not is_info(blocks[start - 1].text):
        if weights[start - 1] < -1.0 and (not named or _links(blocks[start - 1]) > _LINKS_IN_TEXT):
            break
        start -= 1
    while end < container.last and (named or weights[end + 1] >= -1.0):
        end += 1
    return start, end


def _links(block: Block) -> int:
    return sum(1 for _ in block.element.iter("a"))


def _unwanted(
    blocks: Sequence[Block], weights: Sequence[float], container: Block, start: int, end: int, named: bool
) -> tuple[HtmlElement, ...]:
    """Elements in the container that lie outside the run, and boxes of links inside it."""
    drop: list[HtmlElement] = []
    i = container.index + 1
    while i <= container.last:
        block = blocks[i]
        unwanted = block.last < start or i > end
        if not unwanted and (weights[i] < -1.0 or block.last > i):
            inner = weights[i : block.last + 1]
            lost = sum(inner)
            if lost <= -1.0 and not any(w > 0 for w in inner):
                linked = (
                    not named and lost < _LEAST_BOX and _links(block) >= _LINKS_IN_TEXT + (block.last == i)
                )
                unwanted = linked or is_chrome(block)
        if unwanted:
            drop.append(block.element)
            i = block.last + 1
        else:
            i += 1
    return tuple(drop)
