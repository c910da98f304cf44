"""What the demo web really says: the answers that a crawl of it is checked against.

A body is paragraphs joined by ``\\n``; a paragraph that holds tabs is one row of a table, its cells
between the tabs. Compare bodies with `same_text` and times with `same_moment`, which forgive layout
and what the page does not print, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from zscrawl.items import Attachment, Post, Precision
from zscrawl.text import squash


class Address(NamedTuple):
    """A page of the demo web: the site's name and the path (with query), since ports change."""

    site: str
    path: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One project as one article tells of it. ``project`` is the same key in every article about it.

    ``stage`` is 签约, 开工, 在建 or 投产; ``amount_cny`` is in yuan, None where the article gives none;
    ``place`` and ``adcode`` are the county that the project goes to.
    """

    project: str
    name: str
    investor: str
    stage: str
    amount_cny: int | None
    place: str
    adcode: str


@dataclass(frozen=True, slots=True)
class Story:
    """A text before a site has printed it: a site adds its own byline, credits and address.

    ``group`` is shared by a story and its reprints. ``happened_at`` is when it could first be printed.
    ``other_titles`` are what those who reprint it may call it.
    """

    group: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    happened_at: datetime
    place: str
    adcode: str
    relevant: bool = True
    authors: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    subtitle: str | None = None
    introtitle: str | None = None
    origin: str | None = None
    other_titles: tuple[str, ...] = ()


@dataclass(slots=True)
class TrueArticle:
    """One article that a correct crawler archives, as a perfect reader would return it.

    ``path`` is that of the canonical URL; ``aliases`` are other addresses of the same article (a
    traditional-script mirror, a mobile host form). ``precision`` is what the page prints. ``origin`` is the
    来源 that the page names, None where it names none. ``group`` is equal for reprints of one text.
    ``modified_at`` is the page's Last-Modified.
    """

    site: str
    path: str
    title: str
    published_at: datetime
    precision: Precision
    body: str
    group: str
    kind: str
    place: str
    adcode: str
    relevant: bool
    modified_at: datetime
    subtitle: str | None = None
    introtitle: str | None = None
    section: str | None = None
    origin: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    mentions: tuple[Mention, ...] = ()
    attachments: list[Attachment] = field(default_factory=list)
    aliases: tuple[str, ...] = ()

    @property
    def address(self) -> Address:
        return Address(self.site, self.path)

    @property
    def paragraphs(self) -> list[str]:
        return self.body.split("\n")


def same_text(true: str, read: str | None) -> bool:
    """Whether two texts agree when script, width, quotes and white space do not count."""
    return squash(true) == squash(read or "")


_SHOWN = {"second": 6, "minute": 5, "day": 3, "month": 2}


def same_moment(true: datetime, precision: Precision, read: datetime | None) -> bool:
    """Whether a reader's time agrees with the true one as far as the page prints it."""
    if read is None:
        return False
    shown = _SHOWN[precision]
    return read.astimezone(true.tzinfo).timetuple()[:shown] == true.timetuple()[:shown]
