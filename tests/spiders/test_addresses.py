"""Addresses that mean one article become one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.addresses.canonical import canonical_url

SAME = [
    ("http://bbs.lake.cn/thread-130-1-1.html", "http://bbs.lake.cn/thread-130-3-7.html"),
    (
        "http://bbs.lake.cn/forum.php?mod=viewthread&tid=130",
        "http://bbs.lake.cn/forum.php?mod=viewthread&tid=130&extra=page%3D3&page=2&mobile=2",
    ),
    (
        "http://paper.lake.cn/html/2017-10/13/content_306.htm",
        "http://paper.lake.cn/html/2017-10/13/content_306.htm?div=-1",
    ),
    (
        "http://paper.lake.cn/pc/content/202302/11/content_211.html",
        "http://paper.lake.cn/pad/content/202302/11/content_211.html",
    ),
    (
        "http://jx.people.com.cn/n2/2016/0803/c186330-287.html",
        "http://jx.people.com.cn/BIG5/n2/2016/0803/c186330-287-2.html",
    ),
    ("http://www.lake.gov.cn/a/b.htm", "http://big5.lake.gov.cn/gate/big5/www.lake.gov.cn/a/b.htm"),
    ("http://lake.cn/a?id=5", "http://LAKE.cn:80/a?id=5&spm=1.2#top"),
]
APART = [
    ("http://bbs.lake.cn/thread-130-1-1.html", "http://bbs.lake.cn/thread-131-1-1.html"),
    (
        "http://bbs.lake.cn/forum.php?mod=forumdisplay&fid=2",
        "http://bbs.lake.cn/forum.php?mod=forumdisplay&fid=3",
    ),
    ("http://lake.cn/a?div=1", "http://lake.cn/a"),
    ("http://www.lake.gov.cn/a/b.htm", "http://evil.example/gate/big5/www.lake.gov.cn/a/b.htm"),
    ("http://www.lake.gov.cn/a/b.htm", "http://evil.cn/gate/big5/evil.cn.www.lake.gov.cn/a/b.htm"),
]


@pytest.mark.parametrize(("canonical", "other"), SAME)
def test_one_article(canonical: str, other: str) -> None:
    assert canonical_url(other) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_articles(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@given(st.sampled_from([url for pair in (*SAME, *APART) for url in pair]), st.text(max_size=12))
def test_a_canonical_address_stays_as_it_is(url: str, tail: str) -> None:
    once = canonical_url(url + tail)
    assert canonical_url(once) == once


def test_an_address_does_not_depend_on_what_was_imported() -> None:
    program = f"from spiders.addresses.canonical import canonical_url; print(canonical_url({SAME[0][1]!r}))"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == SAME[0][0]
