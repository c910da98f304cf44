"""The user's own sources files, written without losing what else stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Source
from zscrawl.replacing import replace_file
from zscrawl.sources import Registry, load_sources
from zscrawl.sources.reading import interval, read_sources_file

OWN_FILE = "mine.toml"
"""The user's file that new entries go to; others in the same folder are read as well."""


def entry_text(source: Source) -> str:
    """``source`` as it stands in a sources file."""
    document = tomlkit.document()
    document.add("source", tomlkit.aot())
    document["source"].append(_as_table(source))
    return tomlkit.dumps(document).strip() + "\n"


def refuse_taken(registry: Registry, name: str | None) -> None:
    """Raise ConfigError if a source has this name already."""
    if name is not None and name in registry:
        raise ConfigError(f"a source '{name}' exists already ({registry.where(name)}); choose another --name")


def add_entry(home: Home, source: Source) -> Path:
    """Append ``source`` to the user's own file and return that file.

    Raises ConfigError if the name is taken, a sources file is broken, or the file cannot be written.
    """
    refuse_taken(load_sources(home), source.name)
    home.prepare()
    path = home.sources / OWN_FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    tables = tomlkit.parse(text).get("source")
    if tables is not None and not isinstance(tables, AoT):
        raise ConfigError(f"{path} has its sources in one line; write them as [[source]] tables")
    # Appended as text: what stands there, comments at the end included, stays as it is to the byte.
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    _replace(path, f"{text}{gap}{entry_text(source)}")
    return path


def record_checks(home: Home, days: Mapping[str, date]) -> list[str]:
    """Write ``checked`` into the user's own entries, by name; the names of the entries that were found.

    The package's entries are not the user's to change and are left out. Raises ConfigError if a file is broken or
    cannot be written.
    """
    recorded = []
    for path in sorted(home.sources.glob("*.toml")):
        names = [entry.source.name for entry in read_sources_file(path) if entry.source.name in days]
        if not names:
            continue
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
        for table in document["source"]:
            if table["name"] in names:
                _set_checked(table, days[table["name"]])
        _replace(path, tomlkit.dumps(document))
        recorded += names
    return recorded


def _set_checked(table: Table, day: date) -> None:
    if "checked" in table or "options" not in table:
        table["checked"] = day.isoformat()
        return
    options = table.pop("options")  # a key after a subtable would belong to that
    table["checked"] = day.isoformat()
    table["options"] = options


def _as_table(source: Source) -> Table:
    table = tomlkit.table()
    table.add("name", source.name)
    table.add("title", source.title)
    table.add("family", source.family)
    table.add("region", source.region)
    table.add("start", list(source.start))
    table.add("every", interval(source.every))
    if source.allow_private:
        table.add("allow_private", True)
    if source.checked:
        table.add("checked", source.checked)
    if source.options:
        options = tomlkit.table()
        for key, value in source.options.items():
            options.add(key, value)
        table.add("options", options)
    return table


def _replace(path: Path, text: str) -> None:
    try:
        replace_file(path, text.encode())
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror}; make it writable") from None
