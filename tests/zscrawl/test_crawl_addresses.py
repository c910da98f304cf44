"""Articles at two addresses, in two scripts: what a crawl keeps does not hang on which list it read first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from archive import open_archive, other_addresses
from demo import build, serve
from spiders.addresses.canonical import canonical_url
from spiders.crawl.visiting import Seen
from tests.zscrawl.crawl_child import run_crawl

OWN, TWIN, TRACKED = "http://x.cn/n2/1.html", "http://x.cn/BIG5/n2/1.html", "http://x.cn/n2/1.html?from=list"


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ([OWN, TWIN, TRACKED, OWN], [OWN]),
        ([TWIN, OWN, TWIN], [TWIN, OWN]),
        ([TWIN, TRACKED, TWIN], [TWIN]),
    ],
)
def test_an_article_is_asked_for_once_and_at_its_canonical_address(
    named: Sequence[str], asked: Sequence[str]
) -> None:
    seen = Seen()
    assert [url for url in named if seen.add_article(url, canonical_url(url))] == asked


def test_an_article_read_in_traditional_script_is_fetched_again_where_it_is_cited(tmp_path: Path) -> None:
    web = build()
    with serve(web) as server:
        people = next(entry for entry in server.sources() if entry["name"] == "demo-people")
        traditional: dict[str, Any] = {**people, "start": [url for url in people["start"] if "/BIG5/" in url]}
        twins = {
            canonical_url(server.url(article))
            for article in web.articles
            if article.site == "demo-people" and article.aliases
        }
        for starts, script in (([traditional], "hant"), ([people], "hans"), ([traditional], "hans")):
            server.requests.clear()
            run_crawl(tmp_path, starts, clock=web.clock)
            with open_archive(tmp_path) as archive:
                stored = [each for each in archive.articles() if each.article.canonical_url in twins]
                assert {each.article.canonical_url for each in stored} == twins
                assert {(each.article.script, each.versions) for each in stored} == {(script, 1)}
                assert all(other_addresses(archive, each.uid) for each in stored)
        assert not [one.path for one in server.requests if "/n2/" in one.path]
