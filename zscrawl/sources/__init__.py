"""The registry of sources: the package's own files, by province, and the user's.

A sources file is TOML with one ``[[source]]`` table a site or column; docs/sources.md explains the keys.
The package's files lie in ``zscrawl/sources/data``, the user's in ``$ZSCRAWL_HOME/sources``.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Source
from zscrawl.sources.reading import Entry, read_sources_file

__all__ = ["Entry", "Registry", "load_sources"]

PACKAGE_FILES = "data"


class Registry:
    """Sources by name, in the order of their files. Iterating gives `Source` objects."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            other = self._entries.setdefault(entry.source.name, entry)
            if other is not entry:
                raise ConfigError(
                    f"{entry.where}: name '{entry.source.name}' is taken by {other.where}; choose another"
                )

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Registry:
        """A registry of sources that come from no file, such as the demo's."""
        return cls(Entry(source, f"source '{source.name}'") for source in sources)

    def __iter__(self) -> Iterator[Source]:
        return (entry.source for entry in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def get(self, name: str) -> Source:
        """The source of this name. Raises ConfigError with the nearest name if there is none."""
        try:
            return self._entries[name].source
        except KeyError:
            near = difflib.get_close_matches(name, self._entries, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "'zscrawl sources list' shows them"
            raise ConfigError(f"no source '{name}'; {hint}") from None

    def where(self, name: str) -> str:
        """The file and entry that a source comes from, for messages."""
        return self._entries[name].where

    def select(
        self, names: Collection[str] = (), *, family: Collection[str] = (), region: str | None = None
    ) -> list[Source]:
        """The named sources (all if none is named), those of the families, below the region (an adcode)."""
        chosen = [self.get(name) for name in dict.fromkeys(names)] if names else list(self)
        prefix = _region_prefix(region) if region else ""
        return [s for s in chosen if (not family or s.family in family) and s.region.startswith(prefix)]


def _region_prefix(adcode: str) -> str:
    """``420000`` → ``42``, ``420600`` → ``4206``; the nation (``100000``) holds everything."""
    return "" if adcode == "100000" else adcode.removesuffix("00").removesuffix("00")


def load_sources(home: Home | None = None) -> Registry:
    """Read and validate all sources files. Raises ConfigError naming the file, the key and the mend.

    Without ``home`` only the package's own sources are read.
    """
    return Registry(entry for path, label in _source_files(home) for entry in read_sources_file(path, label))


def _source_files(home: Home | None) -> Iterator[tuple[Path, str]]:
    if home is None or not home.demo_marker.exists():  # a demo directory knows the built-in web only
        packaged = Path(str(files(__name__) / PACKAGE_FILES))
        for path in sorted(packaged.glob("*.toml")):
            yield path, f"zscrawl/sources/{PACKAGE_FILES}/{path.name}"
    if home is not None:
        for path in sorted(home.sources.glob("*.toml")):
            yield path, str(path)
