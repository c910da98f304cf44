"""To Scrapy every source is a spider."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from spiders.crawl.source_spider import SourceSpider
from tests.zscrawl.test_sources import SOUND
from zscrawl.loader import SourceLoader
from zscrawl.sources import load_sources


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SourceLoader:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.toml").write_text(SOUND, encoding="utf-8")
    monkeypatch.setenv("ZSCRAWL_HOME", str(tmp_path))
    settings = Settings()
    settings.setmodule("zscrawl.settings")
    found = get_spider_loader(settings)
    assert isinstance(found, SourceLoader)
    return found


def test_the_list_is_the_registry_with_the_users_sources(loader: SourceLoader) -> None:
    assert loader.list() == [*load_sources().names, "lake-gov"]


def test_a_spider_carries_its_source(loader: SourceLoader) -> None:
    spider = loader.load("lake-gov")
    assert issubclass(spider, SourceSpider)
    assert (spider.name, spider.source.family) == ("lake-gov", "gov")


def test_an_unknown_name_is_a_key_error_with_a_hint(loader: SourceLoader) -> None:
    with pytest.raises(KeyError, match="did you mean 'lake-gov'"):
        loader.load("lake-gow")


def test_find_by_request(loader: SourceLoader) -> None:
    assert loader.find_by_request(Request("https://sub.lake.gov.cn/x")) == ["lake-gov"]
    assert loader.find_by_request(Request("https://elsewhere.example/x")) == []
