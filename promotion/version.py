"""The version of the rules."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

EXTRACTOR_VERSION = "2"
"""Stored with every fact. It changes whenever a rule changes what is drawn from some article."""


@cache
def rules_digest() -> str:
    """Changes with any rule or table of this package, those of the ledger included."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
