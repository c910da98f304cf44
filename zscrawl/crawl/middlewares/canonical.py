"""Two addresses of one article are one request."""

from __future__ import annotations

import functools
import hashlib

from scrapy import Request

from spiders.addresses import canonical

canonical_url = functools.lru_cache(maxsize=10_000)(canonical.canonical_url)
"""`spiders.addresses.canonical.canonical_url`; an address passes here and through the frontier one after the other."""


class CanonicalFingerprinter:
    """Request fingerprinter over the canonical URL, so the duplicate filter knows an article's other addresses.

    The canonical address itself is another request than those: its page speaks for the article (`archive.articles`).
    Only GET requests without body exist in this project; method and body are part of the fingerprint all the same.
    """

    def fingerprint(self, request: Request) -> bytes:
        canonical = canonical_url(request.url)
        address = b"own" if canonical == request.url else b"other"
        parts = (request.method.encode(), address, canonical.encode(), request.body)
        return hashlib.sha256(b"\x00".join(parts)).digest()[:20]
