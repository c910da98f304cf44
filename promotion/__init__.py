"""Understands an article: text in, facts out. Pure; the only room with patterns over Chinese prose.

The reader is loaded when it is first asked for: its patterns take a quarter of a second to compile, which a command
that only looks up places or the ledger need not wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from promotion.version import EXTRACTOR_VERSION, rules_digest

if TYPE_CHECKING:
    from promotion.reader import facts_json, read_facts
    from promotion.text.tagger import LacTagger, Tagger

__all__ = ["EXTRACTOR_VERSION", "LacTagger", "Tagger", "facts_json", "read_facts", "rules_digest"]

_HOMES = {
    "facts_json": "promotion.reader",
    "read_facts": "promotion.reader",
    "LacTagger": "promotion.text.tagger",
    "Tagger": "promotion.text.tagger",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'promotion' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
