"""What was seen of a source that was probed: pages that were had, and pages that could not be."""

from __future__ import annotations

from dataclasses import dataclass, field

from zscrawl.crawl.failures import KINDS
from zscrawl.items import Article, Page, Source

# What a person can do about a page that could not be had, by kind of failure.
_MENDS = {
    "dns": "look the address up in a browser",
    "tls": "try it with http:// instead of https://",
    "too_large": "name a smaller page of the site",
    "redirect_loop": "name the address that a browser ends at",
    "too_many_redirects": "name the address that a browser ends at",
    "off_host": "name the address that a browser ends at, or add its host to the option 'hosts'",
    "private_address": "only --allow-private, or allow_private = true in a source of your own, permits that",
    "scheme": "name the address that a browser ends at",
    "robots": "zscrawl obeys it; name a column that it allows, or ask the site",
    "blocked": "try again later, with a larger option 'delay'",
}
# Kinds whose detail says more than their name does: which host, why robots.txt could not be had, what else.
_TELLING = frozenset(("off_host", "robots_unreachable", "host_down", "other"))
LATER = "try again later; if it stays so, look at the page in a browser"


@dataclass(frozen=True, slots=True)
class Sight:
    """A page that was had, and what it says. ``requested_url`` led to it; a start page has no ``found_on``."""

    page: Page
    article: Article
    requested_url: str
    found_on: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be had. ``kind`` is one of `zscrawl.crawl.failures.KINDS`."""

    url: str
    kind: str
    detail: str = ""
    found_on: str | None = None

    @property
    def problem(self) -> str:
        """The page and what was wrong with it."""
        meaning = KINDS.get(self.kind) or f"it answers {self.kind.removeprefix('http_')}"
        return f"{self.url}: {meaning}" + (f" ({self.detail})" if self.kind in _TELLING else "")

    @property
    def mend(self) -> str:
        """What a person can do about it."""
        return _MENDS.get(self.kind, LATER)


@dataclass(slots=True)
class Probe:
    """What was seen of one source: ``sights`` and ``failures`` in the order in which they came."""

    source: Source
    sights: list[Sight] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def lists(self) -> list[Sight]:
        """Pages that name articles."""
        return [one for one in self.sights if one.article.kind == "list" and one.article.links]

    @property
    def articles(self) -> list[Sight]:
        """Articles that were read, the newest first; those without a date last."""
        found = [one for one in self.sights if one.article.kind == "article"]
        return sorted(found, key=lambda one: str(one.article.published_at or ""), reverse=True)
