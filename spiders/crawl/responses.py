"""Scrapy's responses as pages of ours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scrapy.http import Response, TextResponse

from zscrawl.items import Page

HOPS = "zscrawl_hops"
"""Request meta: the redirects (`Page` objects) that led to it."""


def page_of(response: Response, fetched_at: datetime) -> Page:
    """A Scrapy response as a `Page`."""
    headers = plain_headers(response.headers)
    return Page(response.url, response.body, fetched_at, headers, response.status)


def plain_headers(headers: Any) -> dict[str, str]:
    """Scrapy's headers (bytes, several values) as text by lower-case name."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in headers.items()
    }


def is_text(response: Response) -> bool:
    """Whether a response can be a page: by what the server says that it is, else by its bytes (Scrapy's judgement)."""
    declared = (response.headers.get("Content-Type") or b"").partition(b";")[0].strip().lower()
    if declared.startswith(b"text/") or declared.endswith((b"xml", b"json", b"javascript")):
        return True
    if declared and declared != b"application/octet-stream":
        return False
    return isinstance(response, TextResponse) and not response.body.startswith(b"%PDF")
