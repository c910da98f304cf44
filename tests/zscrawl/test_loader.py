"""To Scrapy every source is a spider."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from spiders.crawl.source_spider import SourceSpider
from tests.zscrawl.test_sources import SOUND
from zscrawl.items import CST, Source
from zscrawl.loader import SourceLoader, spider_class
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


class Visiting:
    """What a spider asks its visit for a back-fill."""

    def __init__(self, since: date | None) -> None:
        self.since = since

    def now(self) -> datetime:
        return datetime(2024, 3, 2, 6, tzinfo=CST)


def test_since_back_fills_a_newspaper_by_the_addresses_of_its_issues() -> None:
    options = {"issue_url": "http://paper.a.cn/%Y%m/%d/node_01.html"}
    source = Source("paper", "报", "epaper", "420000", ("http://paper.a.cn/",), 86_400, options)
    spider = spider_class(source)()
    spider.visit = Visiting(date(2024, 2, 28))  # type: ignore[assignment]
    assert spider.start_addresses() == [
        "http://paper.a.cn/",
        "http://paper.a.cn/202403/02/node_01.html",
        "http://paper.a.cn/202403/01/node_01.html",
        "http://paper.a.cn/202402/29/node_01.html",
        "http://paper.a.cn/202402/28/node_01.html",
    ]
    spider.visit = Visiting(None)  # type: ignore[assignment]
    assert spider.start_addresses() == ["http://paper.a.cn/"]
