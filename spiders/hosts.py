"""Which addresses belong to a source's site. A page cannot lead the crawler anywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from zscrawl.items import Source

Host = tuple[str, int | None]
"""Host name in lower case, and the port unless it is the scheme's own."""

_USUAL_PORTS = {None, 80, 443}


class SiteHosts:
    """The hosts of a source: those of its start addresses, and those of its option ``hosts``.

    A host covers its subdomains, and ``www.example.cn`` stands for ``example.cn``. A port that is not the scheme's
    own must agree: two sites on one address with two ports are two sites.
    """

    def __init__(self, hosts: Iterable[Host]) -> None:
        self.hosts = frozenset((name.removeprefix("www."), port) for name, port in hosts)

    @classmethod
    def of(cls, source: Source) -> SiteHosts:
        written = (f"//{host}" for host in source.options.get("hosts", "").split())
        return cls(host for url in (*source.start, *written) if (host := host_of(url)))

    def cover(self, url: str) -> bool:
        """Whether ``url`` is a web address on one of the hosts."""
        host = host_of(url)
        if host is None or urlsplit(url).scheme not in ("http", "https"):
            return False
        name, port = host
        while name:
            if (name, port) in self.hosts:
                return True
            name = name.partition(".")[2]
        return False


def host_of(url: str) -> Host | None:
    """Host and port of an address; None if it has none or is malformed."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not name:
        return None
    return name.rstrip("."), None if port in _USUAL_PORTS else port
