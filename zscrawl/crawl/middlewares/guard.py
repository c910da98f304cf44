"""What may be asked at all: http and https, the source's own hosts, public addresses."""

from __future__ import annotations

import ipaddress
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet import error as twisted_errors

from spiders.crawl.source_spider import spider_of
from zscrawl.crawl.failures import Refused


class GuardMiddleware:
    """Refuses requests off the source's hosts and to private addresses, on every hop of a redirect.

    The name is resolved here, through the reactor's caching resolver, and the connection is made to the address that
    was judged, because it asks the same cache: a name cannot point elsewhere a moment later.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._judged: dict[str, str | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider = spider_of(self.crawler)
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise Refused("scheme", f"{request.url[:200]} is not http or https")
        if not spider.hosts.cover(request.url):
            raise Refused("off_host", f"{parts.netloc} is not one of the hosts of source '{spider.name}'")
        if spider.source.allow_private:
            return
        host = parts.hostname or ""
        if host not in self._judged:
            self._judged[host] = await self._private_address(host)
        if address := self._judged[host]:
            raise Refused(
                "private_address",
                f"{host} is at {address}, which is not public; allow_private = true in the source permits it",
            )

    async def _private_address(self, host: str) -> str | None:
        """The host's address if it is not public, else None."""
        address = host if _is_address(host) else await self._resolve(host)
        return None if is_public(address) else address

    @staticmethod
    async def _resolve(host: str) -> str:
        from twisted.internet import reactor

        try:
            return str(await maybe_deferred_to_future(reactor.resolve(host)))  # type: ignore[arg-type]
        except (twisted_errors.DNSLookupError, twisted_errors.TimeoutError, OSError, UnicodeError) as error:
            raise Refused("dns", f"{host}: {error}") from error


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: the last four bytes are the IPv4 address that a translator connects to."""


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet (IANA special-purpose registries, by ``ipaddress``)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _embedded(ip) or ip
    return ip.is_global and not ip.is_multicast
