"""``zscrawl demo``: what it proposes to do next works."""

from __future__ import annotations

from demo.build import build
from zscrawl.cli.demo import FACETED


def test_the_search_that_it_proposes_finds_articles_of_several_sites() -> None:
    sites = {article.site for article in build().articles if FACETED in article.body}
    assert len(sites) >= 3
