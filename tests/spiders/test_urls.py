"""One address for one article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.addresses.canonical import canonical_url, parts_of


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://News.Example.CN:80/a/1.html#top", "http://news.example.cn/a/1.html"),
        ("https://example.cn:443/a?id=1", "https://example.cn/a?id=1"),
        ("https://example.cn:8443/a", "https://example.cn:8443/a"),
        ("http://example.cn", "http://example.cn/"),
        ("http://example.cn./a", "http://example.cn/a"),
        ("http://user:secret@example.cn/a", "http://example.cn/a"),
        ("http://example.cn/a?spm=zm1-2&id=7", "http://example.cn/a?id=7"),
        ("http://example.cn/a?id=7&utm_source=x&utm_medium=y&from=timeline&isappinstalled=0", "http://example.cn/a?id=7"),
        ("http://example.cn/a?", "http://example.cn/a"),
        ("http://example.cn/%e4%b8%ad/%7euser", "http://example.cn/%E4%B8%AD/~user"),
        ("http://example.cn/中文.html", "http://example.cn/%E4%B8%AD%E6%96%87.html"),
        ("http://example.cn/?q=%D5%D0%C9%CC", "http://example.cn/?q=%D5%D0%C9%CC"),  # GBK escapes stay
        ("http://example.cn/a/../b/./c", "http://example.cn/b/c"),
        ("http://example.cn/100%", "http://example.cn/100%25"),
        ("  http://example.cn/a\n", "http://example.cn/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("https://mp.weixin.qq.com/s?__biz=Mz==&mid=26&idx=1&sn=ab&chksm=c&scene=27#rd",
         "https://mp.weixin.qq.com/s?__biz=Mz%3D%3D&mid=26&idx=1"),
        ("http://m-qingshi.cjyun.org/p/1.html", "http://qingshi.cjyun.org/p/1.html"),
        ("http://bbs.example.cn/thread-12-3-9.html", "http://bbs.example.cn/thread-12-1-1.html"),
    ],
)  # fmt: skip
def test_canonical(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url", ["", "javascript:void(0)", "mailto:a@example.cn", "http://", "http://[", "/a/1.html"]
)
def test_what_is_no_web_address_comes_back(url: str) -> None:
    assert canonical_url(url) == url


_PATHS = st.text(alphabet="abc/中%7eE4.-_~ ?&=#;:@+é", max_size=40)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["a.cn", "A.CN:80", "m-x.cjyun.org", "a.cn:8080"]),
    _PATHS,
)
def test_idempotent(scheme: str, host: str, path: str) -> None:
    once = canonical_url(f"{scheme}://{host}/{path}")
    assert canonical_url(once) == once
    assert "#" not in once
    assert once.isascii()


@given(st.text(max_size=60))
def test_nothing_raises(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once
    parts_of(text)
