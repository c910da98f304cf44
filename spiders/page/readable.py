"""Is this page text at all? Servers send pictures, PDF files and noise under the address of an article."""

from __future__ import annotations

import re

from spiders.page.document import Document

# PDF, PNG, GIF, JPEG, WebP and AVI, ZIP (docx, xlsx), old Office, RAR, 7z, gzip, Flash, MP3, MP4, Ogg
_MAGIC = re.compile(
    rb"\s*%PDF-|\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|RIFF....(?:WEBP|AVI )|PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    rb"|Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|[FC]WS[\x01-\x20]|ID3[\x02-\x04]|.{4}ftyp|OggS\x00",
    re.S,
)
# What no charset explained: U+FFFD, C1 controls, private use, Han beyond the first plane (names have one, not many).
_BROKEN = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff\U00020000-\U0010ffff]")
_ASCII = bytes(range(128))
_SAMPLE = 20_000
_BROKEN_SHARE = 0.1
"""Share of such characters from which on a page is noise; real pages have below 0.01."""


def holds_text(doc: Document) -> bool:
    """Can the page be read: not a file of another kind by its first bytes, and not noise in every charset?"""
    if _MAGIC.match(doc.page.body[:1024]):
        return False
    sample = doc.text[:_SAMPLE]
    # Most of it is ASCII, which bytes drop at once and a pattern would look at character by character.
    foreign = sample.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8")
    return len(_BROKEN.findall(foreign)) <= _BROKEN_SHARE * len(sample)
