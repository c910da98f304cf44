"""Which addresses belong to a source's site."""

from __future__ import annotations

import pytest

from spiders.addresses.hosts import SiteHosts
from zscrawl.items import Source


def hosts(*start: str, own: str = "") -> SiteHosts:
    return SiteHosts.of(Source("s", "s", "portal", "420000", start, 3600, {"hosts": own}))


@pytest.mark.parametrize(
    ("url", "covered"),
    [
        ("http://www.lake.cn/a", True),
        ("https://www.lake.cn/a", True),
        ("http://lake.cn/a", True),
        ("http://news.lake.cn/a", True),
        ("http://LAKE.CN/a", True),
        ("http://lake.cn:80/a", True),
        ("http://lake.cn./a", True),
        ("http://img.other.cn/a", True),
        ("http://mylake.cn/a", False),
        ("http://lake.cn.evil.example/a", False),
        ("http://evil.example/lake.cn", False),
        ("http://lake.cn@evil.example/", False),
        ("http://lake.cn:8080/a", False),
        ("ftp://lake.cn/a", False),
        ("javascript:alert(1)", False),
        ("//lake.cn/a", False),
        ("http://", False),
        ("http://[::1/a", False),
        ("", False),
    ],
)
def test_cover(url: str, covered: bool) -> None:
    assert hosts("http://www.lake.cn/", own="other.cn").cover(url) is covered


def test_a_site_at_the_head_of_a_shared_suffix_covers_itself_only() -> None:
    nation = hosts("https://www.gov.cn/")
    assert nation.cover("http://gov.cn/a")
    assert nation.cover("http://www.gov.cn/a")
    assert not nation.cover("http://lake.gov.cn/a")


def test_a_port_is_part_of_the_host() -> None:
    demo = hosts("http://127.0.0.1:8401/")
    assert demo.cover("http://127.0.0.1:8401/x")
    assert not demo.cover("http://127.0.0.1:8402/x")
    assert not demo.cover("http://127.0.0.1/x")
