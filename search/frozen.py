"""Documents as bytes, as an index keeps them to show hits without asking the archive."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

from search.documents import Document

_NAMES = tuple(field.name for field in dataclasses.fields(Document))
_VALUES: Any = attrgetter(*_NAMES)
_ENCODER = msgspec.json.Encoder()
_KINDS = tuple(get_type_hints(Document)[name] for name in _NAMES)
_DECODER: Any = msgspec.json.Decoder(GenericAlias(tuple, _KINDS))


def freeze(document: Document) -> bytes:
    """The document as it is kept: JSON, because nothing read from disk should be a pickle."""
    return _ENCODER.encode(_VALUES(document))


def thaw(data: bytes) -> Document:
    """Read back what `freeze` wrote."""
    return Document(*_DECODER.decode(data))
