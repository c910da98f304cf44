"""What all sites of the demo share: a request in, a reply out, and the list of what is published."""

from __future__ import annotations

import html
import random
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from demo.truth import Story, TrueArticle
from zscrawl.items import Precision


@dataclass(frozen=True, slots=True)
class View:
    """What a page depends on besides its site: the clock, and every site's origin (``http://127.0.0.1:8401``)."""

    now: datetime
    origins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One response. ``stream`` replaces ``body`` for a page too big to hold; ``slow`` asks for the server's delay."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    modified_at: datetime | None = None
    slow: bool = False
    stream: Callable[[], Iterator[bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Trap:
    """A page that a list links to and that is no article. ``why`` says so for `Web.not_articles`."""

    path: str
    title: str
    listed_at: datetime
    why: str
    reply: Callable[[View], Reply]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list page."""

    path: str
    title: str
    at: datetime


_UNPRINTED: dict[Precision, dict[str, Any]] = {
    "second": {"microsecond": 0},
    "minute": {"second": 0, "microsecond": 0},
    "day": {"hour": 0, "minute": 0, "second": 0, "microsecond": 0},
}
_END_OF_BODY = re.compile(rb"(?=</body>)", re.I)
_NEW_BOX = b'<div class="notice-2026"><a href="/about.html">Notice</a></div>'


class Site(ABC):
    """One site of the demo web. Subclasses say how it prints a story and how it answers a path.

    ``mode`` is ``normal``, ``blocked`` (every page asks for a CAPTCHA), ``redesigned`` (every page is an empty
    shell that a script would fill) or ``restyled`` (every page has a new box at its end).
    """

    name: str
    title: str
    family: str
    region: str
    start: tuple[str, ...]
    charset = "utf-8"
    options: Mapping[str, str] = {}

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        self.rng = rng
        self.opened_at = opened_at
        self.mode = "normal"
        self.articles: list[TrueArticle] = []
        self.gone: dict[str, TrueArticle] = {}
        self.traps: list[Trap] = []
        self.printed = 0

    @abstractmethod
    def publish(self, story: Story, at: datetime) -> TrueArticle:
        """Print ``story`` at ``at``: give it an address, a byline and credits, and list it."""

    def add(self, story: Story, path: str, at: datetime, precision: Precision, **own: Any) -> TrueArticle:
        """List ``story`` under ``path`` and return it as an article.

        ``precision`` is how much of ``at`` the site's pages print, ``own`` are further fields of `TrueArticle`.
        """
        fields = {"body": "\n".join(story.paragraphs), "modified_at": at, "mentions": story.mentions, **own}
        article = TrueArticle(
            site=self.name,
            path=path,
            title=story.title,
            published_at=at.replace(**_UNPRINTED[precision]),
            precision=precision,
            group=story.group,
            kind=story.kind,
            place=story.place,
            adcode=story.adcode,
            relevant=story.relevant,
            **fields,
        )
        self.articles.append(article)
        self.printed += 1
        return article

    @abstractmethod
    def page(self, path: str, view: View) -> Reply | None:
        """The reply to ``path`` (with query), None where the site has no such page."""

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /admin/\n"

    def missing(self, path: str) -> Reply:
        """What this system answers for an address that is not, or no longer, there."""
        text = "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr></body></html>"
        return self.html(text, status=404)

    def blocked(self) -> Reply:
        text = (
            "<!DOCTYPE html><html><head><title>安全验证</title></head><body><div class='verify'>"
            "<h3>您的访问过于频繁</h3><p>请完成安全验证后继续访问</p><form action='/verify' method='post'>"
            "<input name='captcha' placeholder='请输入验证码'><img src='/verify/captcha.png' alt='验证码'>"
            "<button>提交</button></form></div></body></html>"
        )
        return self.html(text, status=403)

    def redesigned(self) -> Reply:
        text = (
            f"<!DOCTYPE html><html><head><title>{esc(self.title)}</title></head><body>"
            "<div id='app'></div><script src='/static/js/app.3f9c1.js'></script></body></html>"
        )
        return self.html(text)

    def respond(self, path: str, view: View) -> Reply:
        if path == "/robots.txt":
            return Reply(self.robots().encode(), content_type="text/plain; charset=utf-8")
        if self.mode == "blocked":
            return self.blocked()
        if self.mode == "redesigned":
            return self.redesigned()
        for trap in self.traps:
            if trap.path == path:
                return trap.reply(view)
        if path in self.gone:
            return self.missing(path)
        reply = self.page(path, view) or self.missing(path)
        return restyled(reply) if self.mode == "restyled" else reply

    def html(self, text: str, *, status: int = 200, modified_at: datetime | None = None) -> Reply:
        """``text`` in the site's own character set; what that set lacks becomes a character reference."""
        return Reply(
            text.encode(self.charset, "xmlcharrefreplace"),
            status=status,
            content_type=f"text/html; charset={self.charset}",
            modified_at=modified_at,
        )

    def article_at(self, path: str) -> TrueArticle | None:
        return next((a for a in self.articles if a.path == path), None)

    def entries(self, section: str | None = None) -> list[Entry]:
        """Articles of ``section`` (None: of the whole site) and traps, newest first."""
        rows = [Entry(a.path, a.title, a.published_at) for a in self.articles if section in (None, a.section)]
        rows += [Entry(t.path, t.title, t.listed_at) for t in self.traps]
        return sorted(rows, key=lambda row: (row.at, row.path), reverse=True)

    def last_change(self) -> datetime:
        return max((a.modified_at for a in self.articles), default=self.opened_at)


def restyled(reply: Reply) -> Reply:
    """The same page with other bytes: a box before its end, and no Last-Modified, as after a template change."""
    body = _END_OF_BODY.sub(_NEW_BOX, reply.body)
    return replace(reply, body=body, modified_at=None)


def esc(text: str | None) -> str:
    return html.escape(text or "", quote=True)


def pages(rows: list[Entry], size: int) -> list[list[Entry]]:
    """``rows`` cut into list pages; an empty list still has one page."""
    return [rows[i : i + size] for i in range(0, len(rows), size)] or [[]]


def blocks(body: str) -> Iterator[str | list[list[str]]]:
    """A body as it is set: each paragraph a string, each run of tabbed rows one table of cells."""
    table: list[list[str]] = []
    for paragraph in body.split("\n"):
        if "\t" in paragraph:
            table.append(paragraph.split("\t"))
            continue
        if table:
            yield table
            table = []
        yield paragraph
    if table:
        yield table


def in_two(body: str, long: int) -> list[str]:
    """The parts of a body on a site that cuts what has ``long`` paragraphs or more in two, never inside a table."""
    paragraphs = body.split("\n")
    if len(paragraphs) < long:
        return [body]
    middle = len(paragraphs) // 2
    while middle < len(paragraphs) - 1 and "\t" in paragraphs[middle]:
        middle += 1
    return ["\n".join(paragraphs[:middle]), "\n".join(paragraphs[middle:])]


def table_html(rows: list[list[str]]) -> str:
    lines = ("<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return '<table border="1" cellspacing="0" cellpadding="4"><tbody>' + "".join(lines) + "</tbody></table>"


def paragraphs_html(body: str, *, indent: str = "　　", p: str = "<p>") -> str:
    """Paragraphs as ``<p>`` with the two full-width spaces that Chinese pages put before each."""
    return "\n".join(
        table_html(block) if isinstance(block, list) else f"{p}{indent}{esc(block)}</p>"
        for block in blocks(body)
    )
