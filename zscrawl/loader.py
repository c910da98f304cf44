"""The spider loader: to Scrapy every source is a spider, so `scrapy list` and `scrapy crawl SOURCE` work."""

from __future__ import annotations

from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from spiders.addresses.hosts import SiteHosts
from spiders.crawl.source_spider import SourceSpider
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Source
from zscrawl.sources import Registry, load_sources


def spider_class(source: Source) -> type[SourceSpider]:
    """The spider of one source."""
    return type("SourceSpider", (SourceSpider,), {"name": source.name, "source": source})


class SourceLoader:
    """Implements Scrapy's ``SpiderLoaderProtocol`` over the registry of sources."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(load_sources(Home.from_environment()))

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source. Raises KeyError, as the protocol wants, with the nearest name."""
        try:
            return spider_class(self.registry.get(spider_name))
        except ConfigError as error:
            raise KeyError(str(error)) from None

    def find_by_request(self, request: Request) -> list[str]:
        """Sources whose hosts cover the request (`scrapy fetch` and `scrapy shell` ask)."""
        return [source.name for source in self.registry if SiteHosts.of(source).cover(request.url)]

    def list(self) -> list[str]:
        return self.registry.names
