"""Which addresses belong to a source's site. A page cannot lead the crawler anywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from zscrawl.items import Source

Host = tuple[str, int | None]
"""Host name in lower case, and the port unless it is the scheme's own."""

_USUAL_PORTS = {None, 80, 443}
# Suffixes under .cn below which anybody's domains lie (CNNIC's categories and provinces): gov.cn is nobody's site.
_SHARED = frozenset(
    f"{name}.cn"
    for name in "ac com edu gov mil net org ah bj cq fj gd gs gx gz ha hb he hi hk hl hn jl js jx ln mo nm nx qh "
    "sc sd sh sn sx tj tw xj xz yn zj".split()
)


class SiteHosts:
    """The hosts of a source: those of its start addresses, and those of its option ``hosts``.

    A host covers its subdomains, and ``www.example.cn`` stands for ``example.cn``; but ``www.gov.cn`` covers no other
    host under ``gov.cn``. A port that is not the scheme's
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
        name = name.removeprefix("www.")
        if (name, port) in self.hosts:
            return True
        while name := name.partition(".")[2]:
            if (name, port) in self.hosts and name not in _SHARED:
                return True
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
