from __future__ import annotations

import pytest

from archive import Archive, uid_of
from tests.archive.pages import URL, article, capture


def test_what_is_stored_is_read_back(archive: Archive) -> None:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        outcome = writer.store(capture(), article(), source="jk-gov", run_id=run)
    stored = archive.get(outcome.uid or "")
    assert stored is not None
    assert stored.article == article()
    assert (outcome.status, stored.source, stored.version) == ("new", "jk-gov", 1)


@pytest.mark.parametrize("name", [URL, uid_of(URL), uid_of(URL)[:6]])
def test_an_article_is_found_by_url_uid_and_prefix(archive: Archive, name: str) -> None:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        writer.store(capture(), article(), source="jk-gov", run_id=run)
    stored = archive.get(name)
    assert stored is not None
    assert stored.uid == uid_of(URL)
