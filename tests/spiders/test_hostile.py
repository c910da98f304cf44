"""Pages written to break a reader are read in a time that grows with their size, not with its square."""

from __future__ import annotations

import time

import pytest

import spiders
from bench.hostile_pages import FRAMES, hostile_page
from tests.spiders.documents import CLOCK
from zscrawl.items import Page

SHARE = 20
SECONDS = 2.0
"""Processor time; each of these pages takes some tenths, one that a reader goes over in quadratic time many seconds."""
COSTLIEST = ("headings", "comments", "links", "dated rows", "broken lines", "nesting", "attribute", "spaces")


@pytest.mark.parametrize("family", FRAMES)
@pytest.mark.parametrize("name", COSTLIEST)
def test_hostile_pages_are_read_in_time(family: str, name: str) -> None:
    page = Page("", hostile_page(family, name, SHARE), CLOCK)
    started = time.process_time()
    spiders.read(page, family=family)
    assert time.process_time() - started < SECONDS


def test_a_page_too_large_is_read_to_a_bound_and_says_so() -> None:
    body = f"<title>青石县举行签约活动</title><p>{'一<br>' * 500_000}<p>最后一段".encode()
    article = spiders.read(Page("", body, CLOCK))
    assert "cut" in article.flags
    assert "最后一段" not in article.body


def test_posts_inside_posts_are_read_in_time() -> None:
    post = '<div class="post"><div class="post-content" id="p1">签约项目<p><span class=a><em class=b>一</em></span></p>'
    started = time.process_time()
    spiders.read(Page("", f"<title>签约</title>{post * 8000}".encode(), CLOCK), family="forum")
    assert time.process_time() - started < SECONDS


def test_a_long_class_around_posts_is_read_in_time() -> None:
    posts = '<div class="post-content">甲县与客商签约，项目即日开工。</div>' * 60
    page = f'<title>签约</title><div class="{"display:none;" * 300_000}">{posts}</div>'
    started = time.process_time()
    spiders.read(Page("", page.encode(), CLOCK), family="forum")
    assert time.process_time() - started < SECONDS
