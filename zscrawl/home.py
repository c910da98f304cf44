"""The data directory: where everything that belongs to one archive lies.

``$ZSCRAWL_HOME``, else ``./data``. ``$ZSCRAWL_DATABASE_URL`` puts the database elsewhere
(PostgreSQL); the other parts stay here. ``$ZSCRAWL_SEARCH_ENGINE`` chooses what a new index is built with.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from zscrawl.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one data directory. Nothing is created before `prepare`."""

    path: Path
    database_url: str | None = None
    search_engine: str | None = None
    """The engine that was asked for; None leaves it to the index that is there."""

    @classmethod
    def from_environment(cls) -> Home:
        """The data directory in force for this process."""
        path = Path(os.environ.get("ZSCRAWL_HOME") or "data").expanduser()
        return cls(
            path.absolute(),
            os.environ.get("ZSCRAWL_DATABASE_URL") or None,
            os.environ.get("ZSCRAWL_SEARCH_ENGINE") or None,
        )

    @property
    def index(self) -> Path:
        return self.path / "index"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def sources(self) -> Path:
        return self.path / "sources"

    @property
    def derived(self) -> Path:
        """What commands keep for one another; it can be removed at any time."""
        return self.path / "derived"

    @property
    def demo_marker(self) -> Path:
        """Present where the archive was made by ``zscrawl demo`` and may be made again."""
        return self.path / "demo.json"

    @property
    def database(self) -> Path:
        """The archive's SQLite file, unless `database_url` is set."""
        return self.path / "zscrawl.db"

    @property
    def holds_archive(self) -> bool:
        return self.database.exists() or (self.path / "warc").exists()

    def prepare(self) -> None:
        """Create the directory. Raises ConfigError where it cannot be written to."""
        try:
            for folder in (self.path, self.runs, self.sources):
                folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise ConfigError(f"{self.path} is a file; set ZSCRAWL_HOME to a directory") from None
        except OSError as error:
            raise ConfigError(
                f"cannot write to the data directory {self.path} ({error.strerror}); "
                "make it writable or set ZSCRAWL_HOME to another one"
            ) from None
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise ConfigError(
                f"the data directory {self.path} is not writable; make it writable or set ZSCRAWL_HOME to another one"
            )
