"""Why a page was not fetched: one word a kind, the same in logs, summaries and the archive.

`kind_of` is the only place that knows the exceptions of Scrapy and Twisted.
"""

from __future__ import annotations

from scrapy import exceptions as scrapy_errors
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as twisted_errors

from zscrawl.errors import ReadError

KINDS = {
    "dns": "the host's name is unknown",
    "refused": "the host refuses connections",
    "timeout": "no whole answer within the time limit",
    "reset": "the connection broke",
    "tls": "no secure connection could be made",
    "protocol": "the answer is not HTTP",
    "too_large": "the answer is larger than the limit",
    "bomb": "the answer unpacks to more than the limit",
    "redirect_loop": "redirects lead in a circle",
    "too_many_redirects": "too many redirects in a row",
    "off_host": "leads to a host that is not the source's",
    "private_address": "leads to a private, loopback or link-local address",
    "scheme": "leads to an address that is not http or https",
    "robots": "robots.txt forbids it",
    "robots_unreachable": "robots.txt could not be fetched, which counts as forbidden",
    "host_down": "the host was given up for this run",
    "stopped": "the run was stopped",
    "blocked": "the site answers with a CAPTCHA, challenge or speed-limit page",
    "http": "an error status; the kind carries it, as in http_404",
    "unreadable": "the page could not be read",
    "store": "the archive could not take it",
    "other": "anything else; the log has it",
}


class Refused(IgnoreRequest):
    """A request that one of our own rules stops. ``kind`` is one of `KINDS`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


# Exception → kind; the first that fits, so the special stand before the general.
_KINDS_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (scrapy_errors.CannotResolveHostError, "dns"),
    (scrapy_errors.DownloadConnectionRefusedError, "refused"),
    (scrapy_errors.DownloadTimeoutError, "timeout"),
    (scrapy_errors.DownloadCancelledError, "too_large"),
    (scrapy_errors.ResponseDataLossError, "reset"),
    (scrapy_errors.UnsupportedURLSchemeError, "scheme"),
    (scrapy_errors.NotSupported, "scheme"),
    (twisted_errors.SSLError, "tls"),
    (twisted_errors.DNSLookupError, "dns"),
    (twisted_errors.ConnectionRefusedError, "refused"),
    (twisted_errors.TimeoutError, "timeout"),
    (twisted_errors.ConnectError, "reset"),
    (twisted_errors.ConnectionLost, "reset"),
    (scrapy_errors.DownloadFailedError, "reset"),
    (OSError, "reset"),
)
# What Scrapy's own middlewares say when they drop a request (they raise one exception for everything).
_KINDS_BY_MESSAGE = (
    ("max redirections", "too_many_redirects"),
    ("during decompression", "bomb"),
)

TROUBLE = frozenset(("dns", "refused", "timeout", "reset", "tls", "protocol"))
"""Kinds that say something about the host, not about one page."""


def kind_of(error: BaseException) -> str:
    """The kind of a failure."""
    if isinstance(error, Refused):
        return error.kind
    if isinstance(error, ReadError):
        return "unreadable"
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return next((kind for words, kind in _KINDS_BY_MESSAGE if words in str(error)), "other")
    if "ssl" in type(error).__name__.lower() or "SSL" in str(error):
        return "tls"
    if "ParseError" in repr(error) or "BadHeaders" in repr(error):
        return "protocol"
    return next((kind for kind_type, kind in _KINDS_BY_TYPE if isinstance(error, kind_type)), "other")


def describe(error: BaseException) -> str:
    """One line of at most 300 characters about a failure."""
    text = " ".join(str(error).split()) or KINDS.get(kind_of(error), type(error).__name__)
    return text if len(text) <= 300 else f"{text[:297]}..."
