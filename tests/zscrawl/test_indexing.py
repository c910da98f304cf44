"""Which engine an index is built with, and when the fast one is offered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive import open_archive
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.indexing import faster_engine, index_engine
from zscrawl.refresh import rebuild_index, refresh_archive


@pytest.fixture
def home(tmp_path: Path) -> Home:
    with open_archive(tmp_path, create=True):
        return Home(tmp_path)


def test_the_setting_chooses_the_engine_of_a_new_index(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZSCRAWL_HOME", str(home.path))
    monkeypatch.setenv("ZSCRAWL_SEARCH_ENGINE", "tantivy")
    refresh_archive(Home.from_environment())
    assert index_engine(home) == "tantivy"


def test_a_reindex_keeps_the_engine_unless_asked(home: Home) -> None:
    rebuild_index(home, engine="tantivy")
    rebuild_index(home)
    assert index_engine(home) == "tantivy"
    rebuild_index(replace(home, search_engine="whoosh"))
    assert index_engine(home) == "whoosh"


def test_an_unknown_engine_is_named(home: Home) -> None:
    with pytest.raises(ConfigError, match="there is no search engine lucene; choose one of whoosh, tantivy"):
        refresh_archive(replace(home, search_engine="lucene"))
    assert index_engine(home) is None


def test_the_fast_engine_is_offered_to_large_archives(home: Home) -> None:
    refresh_archive(home)
    assert faster_engine(home, 50_000) is None
    offer = faster_engine(home, 50_001)
    assert offer
    assert offer.startswith("50,001 articles are searched faster with tantivy")
    assert offer.endswith("zscrawl reindex --engine tantivy")
    assert faster_engine(replace(home, search_engine="whoosh"), 50_001) is None, "the choice was made"
    rebuild_index(home, engine="tantivy")
    assert faster_engine(home, 50_001) is None
