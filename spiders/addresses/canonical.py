"""One address for one article: what the archive counts as the same page.

`canonical_url` is idempotent. A family adds what it knows of its own addresses with `register`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from zscrawl.items import FAMILIES

Hook = Callable[[str], str]
_HOOKS: list[Hook] = []

# Parameters that say how a reader came, not what he reads.
_TRACKING = re.compile(
    r"^(?:utm_\w+|spm\w*|from|fromapp|isappinstalled|chksm|scene|share(?:_?(?:token|from|source|medium|uid|id|type|time))?"
    r"|wx(?:_?header|fid|share\w*|from)|nsukey|bd_\w+|tdsourcetag|plg_\w+|timestamp|_t|fr|ref|referer"
    r"|mobile|mod_from|hmsr|sudaref)$",
    re.I,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# What may stand in a path or query as it is (RFC 3986), and the escapes that are there already.
_SAFE = "%/:@!$&'()*+,;=-._~?"
_SPACE = re.compile(r"[\t\r\n]")


def canonical_url(url: str) -> str:
    """The one address of the article that ``url`` leads to. Anything that is no http(s) URL comes back as it is.

    Host in lower case, no default port, no user name, no fragment, no tracking parameters; escapes in their normal
    form (``%e4`` → ``%E4``, ``%7E`` → ``~``; Han characters escaped as UTF-8, GBK escapes left alone).
    """
    parts = parts_of(_SPACE.sub("", url.strip()))
    try:
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return url
    if ":" in host:
        host = f"[{host}]"
    netloc = host.lower() if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host.lower()}:{port}"
    path = _escaped(parts.path) or "/"
    if "/." in path:
        path = _without_dots(path)
    query = "&".join(
        _escaped(part)
        for part in parts.query.split("&")
        if part and not _TRACKING.match(part.partition("=")[0])
    )
    clean = urlunsplit((parts.scheme, netloc, path, query, ""))
    for hook in _hooks():
        clean = hook(clean)
    return clean


def _without_dots(path: str) -> str:
    """``/a/../b/.`` → ``/b/`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    if path.rpartition("/")[2] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def _escaped(text: str) -> str:
    """Percent escapes in their one normal form."""
    return _ESCAPE.sub(_normal_escape, quote(text, safe=_SAFE, errors="replace"))


def _normal_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    code = int(match[1], 16)
    return chr(code) if code in _UNRESERVED else f"%{match[1].upper()}"


@cache
def _hooks() -> tuple[Hook, ...]:
    """All rules. The modules that hold them are imported now, so that an address never depends on what was read."""
    for name in ("addresses.rules", *FAMILIES):
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
