"""Pages and articles to store. All text is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from archive import Capture
from zscrawl.items import CST, Article, Page

FETCHED = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)
PUBLISHED = datetime(2024, 3, 4, 9, 30, tzinfo=CST)
URL = "http://news.example.cn/a/1.html"


def page(url: str = URL, body: str | bytes = "<html>页</html>", **changed: Any) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    values: dict[str, Any] = {
        "fetched_at": FETCHED,
        "headers": {"content-type": "text/html", "etag": '"1"'},
        "status": 200,
    }
    return Page(url, raw, **(values | changed))


def capture(url: str = URL, body: str | bytes = "<html>页</html>", **changed: Any) -> Capture:
    return Capture(page(url, body, **changed), {"user-agent": "zscrawl"})


def article(url: str = URL, body: str = "江口县今年签约项目十二个。", **changed: Any) -> Article:
    values: dict[str, Any] = {
        "family": "gov",
        "kind": "article",
        "title": "江口县招商引资开门红",
        "published_at": PUBLISHED,
        "published_precision": "minute",
        "authors": ["林小满"],
        "origin": "江口日报",
        "body": body,
    }
    return Article(url=url, canonical_url=url, **(values | changed))
