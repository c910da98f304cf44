"""Malformed addresses, of pages and in them, are no reason to fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders import read, recognise
from tests.spiders.documents import page
from zscrawl.items import FAMILIES

BAD = (
    "http://[", "http://[::1", "http://a.cn:x/", "http://a.cn:99999999/thread-1-1-1.html", "//[", "http:///a",
    "http://", "http://mp.weixin.qq.com:y/s?__biz=1&mid=2&idx=3", "http://ｘ℀.cn/", "javascript:;", "http://a.cn/%zz?%",
    "\x00", "..", "?", "/gate/big5/[/x", "http://a.gov.cn/gate/big5/[/x.html", "http://a.cn/..//[/",
    "http://hb.people.com.cn/BIG5/n2/[/c1-2.html",
)  # fmt: skip


def _html(address: str) -> str:
    rows = "".join(
        f'<li><a href="{address}">第{i}批重点项目集中开工</a><i>2024-05-1{i}</i></li>' for i in range(6)
    )
    return (
        f'<base href="{address}"><title>招商动态</title><meta http-equiv=refresh content="0;url={address}">'
        f'<div id=postlist><a id=pageLink href="{address}">第01版</a><img src="{address}" file="{address}"></div>'
        f'<div id=rwb_zw><p>一段话。</p><a href="{address}">【2】</a></div>'
        f'<ul>{rows}</ul><a class=next href="{address}">下一页</a><a href="{address}">全文阅读</a>'
        f"<!--enpproperty <url>{address}</url><title>题</title>/enpproperty-->"
        f'<script>createPageHTML(3, 0, "{address}", "html"); var baseurl="{address}";</script>'
    )


@pytest.mark.parametrize("family", [*FAMILIES, None])
@pytest.mark.parametrize("address", BAD)
def test_no_address_stops_a_reader(family: str | None, address: str) -> None:
    for url in (address, "http://www.example.com/a/1.html", ""):
        found = read(page(_html(address), url), family=family)
        assert found.url == url
        recognise(page(_html(address), url))


@given(
    st.text(alphabet="[]@:/?#%.&=;aＡ1-_\\ \n", max_size=30),
    st.sampled_from(("http://", "http://a.cn/", "//", "", "https://mp.weixin.qq.com")),
    st.sampled_from(FAMILIES),
)
def test_any_address_can_be_read(rest: str, begin: str, family: str) -> None:
    address = begin + rest
    assert read(page(_html(address.replace('"', "")), address), family=family).url == address
