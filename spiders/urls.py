"""One address for one article: what the archive counts as the same page.

`canonical_url` is idempotent. A family adds what it knows of its own addresses with `register`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from zscrawl.items import FAMILIES

Hook = Callable[[str], str]
_HOOKS: list[Hook] = []

_TRACKING = re.compile(
    r"^(?:utm_\w+|spm|from|isappinstalled|chksm|scene|share\w*|wx\w*|nsukey|bd_\w+|tdsourcetag)$", re.I
)


def canonical_url(url: str) -> str:
    """The one address of the article that ``url`` leads to. Anything that is no http(s) URL comes back as it is."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    )
    clean = urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))
    for hook in _hooks():
        clean = hook(clean)
    return clean


@cache
def _hooks() -> tuple[Hook, ...]:
    """All rules. The modules that hold them are imported now, so that an address never depends on what was read."""
    for name in ("addresses", *FAMILIES):
        import_module(f"spiders.{name}")
    return tuple(_HOOKS)


def register(hook: Hook) -> Hook:
    """Add a family's own rule (a decorator). It gets and returns a URL that is already in general canonical form."""
    _HOOKS.append(hook)
    return hook


def parts_of(url: str) -> SplitResult:
    """The parts of any address; all empty where it is malformed."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
