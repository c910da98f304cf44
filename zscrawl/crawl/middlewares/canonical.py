"""Two addresses of one article are one request."""

from __future__ import annotations

import hashlib

from scrapy import Request

from spiders.addresses.canonical import canonical_url


class CanonicalFingerprinter:
    """Request fingerprinter over the canonical URL, so the duplicate filter knows an article's other addresses.

    Only GET requests without body exist in this project; method and body are part of the fingerprint all the same.
    """

    def fingerprint(self, request: Request) -> bytes:
        parts = (request.method.encode(), canonical_url(request.url).encode(), request.body)
        return hashlib.sha256(b"\x00".join(parts)).digest()[:20]
