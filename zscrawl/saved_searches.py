"""Saved searches: a query with its filters under a name, and which articles it had shown at the last look.

One JSON file a search in ``searches/`` of the data directory, replaced in one step.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Filters
from zscrawl.replacing import replace_file

_NAME = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``seen`` are the uids that were there at the last look."""

    name: str
    query: str
    filters: Filters
    seen: frozenset[str] = field(default_factory=frozenset)


def folder(home: Home) -> Path:
    return home.path / "searches"


def save(home: Home, search: SavedSearch) -> None:
    """Write a search, in place of one of the same name. Raises ConfigError for a name that is none."""
    if not _NAME.fullmatch(search.name):
        raise ConfigError(f"'{search.name}' is no name for a search; use letters, digits, '_', '-' and '.'")
    home.prepare()
    folder(home).mkdir(exist_ok=True)
    path = folder(home) / f"{search.name}.json"
    entry = {"query": search.query, "filters": asdict(search.filters), "seen": sorted(search.seen)}
    replace_file(path, json.dumps(entry, ensure_ascii=False, indent=1).encode())


def load(home: Home, names: tuple[str, ...] = ()) -> list[SavedSearch]:
    """The searches of these names, all if none is named. Raises ConfigError for one that is missing or damaged."""
    there = {path.stem: path for path in sorted(folder(home).glob("*.json"))}
    for name in names:
        if name not in there:
            known = ", ".join(there) or "none yet"
            raise ConfigError(
                f"no saved search '{name}' ({known}); 'zscrawl search QUERY --save NAME' saves one"
            )
    return [_read(there[name]) for name in (names or there)]


def looked_at(search: SavedSearch, uids: set[str]) -> SavedSearch:
    """``search`` after its hits ``uids`` were shown."""
    return replace(search, seen=search.seen | uids)


def _read(path: Path) -> SavedSearch:
    try:
        entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        filters = {key: tuple(v) if isinstance(v, list) else v for key, v in entry["filters"].items()}
        return SavedSearch(path.stem, entry["query"], Filters(**filters), frozenset(entry["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigError(f"{path} is damaged; remove it and save the search again") from None
