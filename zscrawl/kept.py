"""Results that stay in the data directory until what they were made of has changed.

A file has a line with a key, which names everything that the result depends on, and the result as JSON: nothing read
from disk should be a pickle, and msgspec sees to it that every value has its type. A file that is missing, damaged, of
another key or of another form means that the result is made anew; so it can be removed at any time.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TypeVar

import msgspec

from zscrawl.replacing import replace_file

Kept = TypeVar("Kept")

logger = logging.getLogger(__name__)


def recall(path: Path, key: str, kind: type[Kept]) -> Kept | None:
    """What `keep` wrote under this key; None if there is no such thing (any more)."""
    try:
        with path.open("rb") as file:
            if file.readline() != _line(key):
                return None
            return msgspec.json.decode(file.read(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        logger.debug("%s is not used: %s", path, error)
        return None


def keep(path: Path, key: str, value: object) -> None:
    """Write ``value`` in place of what was kept before. Where nothing can be written, nothing is kept."""
    try:
        path.parent.mkdir(exist_ok=True)
        replace_file(path, _line(key) + msgspec.json.encode(value))
    except OSError as error:
        logger.debug("%s is not kept: %s", path, error)


def _line(key: str) -> bytes:
    return key.encode() + b"\n"
