"""Kinds of failure: every exception has one, and every kind is documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import exceptions
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from zscrawl.crawl.failures import KINDS, Refused, describe, kind_of
from zscrawl.errors import ReadError
from zscrawl.sources.options import KEYS
from zscrawl.sources.reading import KEYS as SOURCE_KEYS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (exceptions.CannotResolveHostError(), "dns"),
        (exceptions.DownloadConnectionRefusedError(), "refused"),
        (exceptions.DownloadTimeoutError(), "timeout"),
        (exceptions.DownloadCancelledError(), "too_large"),
        (exceptions.ResponseDataLossError(), "reset"),
        (exceptions.DownloadFailedError("[ParseError('x')]"), "protocol"),
        (exceptions.DownloadFailedError("SSL routines: wrong version"), "tls"),
        (exceptions.DownloadFailedError("gone"), "reset"),
        (exceptions.IgnoreRequest("max redirections reached"), "too_many_redirects"),
        (exceptions.IgnoreRequest("exceeded during decompression."), "bomb"),
        (exceptions.IgnoreRequest("who knows"), "other"),
        (HttpError(Response("http://a.cn/", 404, request=Request("http://a.cn/"))), "http_404"),
        (ConnectionResetError(), "reset"),
        (ReadError("too deep"), "unreadable"),
        (Refused("robots", "no"), "robots"),
        (ValueError("?"), "other"),
    ],
)
def test_kind(error: BaseException, kind: str) -> None:
    assert kind_of(error) == kind
    assert kind in KINDS or kind.startswith("http_")


@given(st.text())
def test_a_description_is_one_short_line(text: str) -> None:
    described = describe(ValueError(text))
    assert described
    assert len(described) <= 300
    assert len(described.splitlines()) == 1


def test_an_error_without_words_is_described_by_its_kind() -> None:
    assert describe(exceptions.DownloadCancelledError()) == KINDS["too_large"]


def test_every_kind_and_every_key_is_documented() -> None:
    crawling = (DOCS / "crawling.md").read_text("utf-8")
    assert [kind for kind, words in KINDS.items() if f"| `{kind}` | {words} |" not in crawling] == []
    sources = (DOCS / "sources.md").read_text("utf-8")
    assert [key for key in (*KEYS, *SOURCE_KEYS) if f"`{key}`" not in sources] == []
