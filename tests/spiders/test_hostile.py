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
