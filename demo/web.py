"""The demo web as a whole: seven sites, what stands on them, and how it changes between two crawls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from demo.sites import SITES
from demo.sites.base import Reply, Site, View
from demo.truth import Address, Story, TrueArticle
from zscrawl.items import CST, Post

DEMO_CLOCK = datetime(2026, 6, 15, 10, 0, tzinfo=CST)
"""What time it is on the demo web: pages print 昨天 and 3天前 against it, and `Date` headers carry it."""


@dataclass(slots=True)
class Web:
    """Seven sites and the truth about them.

    ``revision`` goes up by one with every change; a page stays byte for byte the same between two changes.
    """

    sites: dict[str, Site]
    clock: datetime = DEMO_CLOCK
    revision: int = 0
    _deleted: dict[Address, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, seed: int, clock: datetime = DEMO_CLOCK) -> Web:
        """The seven sites with their traps and nothing published yet."""
        return cls({site.name: site(random.Random(f"{seed}-{site.name}"), clock) for site in SITES}, clock)

    @property
    def articles(self) -> list[TrueArticle]:
        """Every article that a correct crawler archives, site by site in order of publication."""
        return [article for site in self.sites.values() for article in site.articles]

    @property
    def not_articles(self) -> dict[Address, str]:
        """Pages that lists link to and that must not be archived, each with the reason."""
        traps = {
            Address(site.name, trap.path): trap.why for site in self.sites.values() for trap in site.traps
        }
        return {**traps, **self._deleted}

    def respond(self, site: str, path: str, view: View) -> Reply:
        return self.sites[site].respond(path, view)

    # --- the world changes -------------------------------------------------------------------------

    def publish(self, site: str, story: Story, at: datetime | None = None) -> TrueArticle:
        """Print ``story`` on ``site`` at ``at`` (default: the web's clock); it leads the site's lists."""
        article = self.sites[site].publish(story, at or self.clock)
        self.revision += 1
        return article

    def change(
        self,
        article: TrueArticle,
        *,
        title: str | None = None,
        paragraphs: Sequence[str] | None = None,
        at: datetime | None = None,
    ) -> TrueArticle:
        """Edit an article in place, address and date of publication kept; Last-Modified becomes ``at``."""
        if title is not None:
            article.title = title
        if paragraphs is not None:
            article.body = "\n".join(paragraphs)
            if article.posts:
                article.posts[0] = _with_body(article, article.body)
        article.modified_at = at or self.clock
        self.revision += 1
        return article

    def delete(self, article: TrueArticle) -> None:
        """Take an article down: lists drop it, its address answers as its family does for deleted pages."""
        site = self.sites[article.site]
        site.articles.remove(article)
        for path in (article.path, *article.aliases):
            site.gone[path] = article
        self._deleted[article.address] = "deleted by its site"
        self.revision += 1

    def block(self, site: str) -> None:
        """From now on ``site`` answers every page with a CAPTCHA."""
        self._set_mode(site, "blocked")

    def redesign(self, site: str) -> None:
        """From now on ``site`` serves empty shells that a script would fill: no reader finds anything."""
        self._set_mode(site, "redesigned")

    def restyle(self, site: str) -> None:
        """From now on the pages of ``site`` have other bytes around the same texts."""
        self._set_mode(site, "restyled")

    def restore(self, site: str) -> None:
        """Undo `block`, `redesign` and `restyle`."""
        self._set_mode(site, "normal")

    def _set_mode(self, site: str, mode: str) -> None:
        self.sites[site].mode = mode
        self.revision += 1


def _with_body(article: TrueArticle, body: str) -> Post:
    return replace(article.posts[0], body=body)
