"""The sentinel: the file that says what an index directory holds, read before anything else of it.

``index.json`` names the schema, the analyzer, the dictionary, the engine, the generation of the archive that was
indexed, and the subdirectory that is in force. Replacing this one small file switches to a rebuilt index.
A Whoosh index holds pickles: nothing of it is opened unless the sentinel is ours and fits.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from search import analyzer
from zscrawl.errors import SearchError

SCHEMA = 5
"""Raised with every change of what is stored; an index of another schema is stale."""
FILE = "index.json"
REBUILD = "run: zscrawl reindex"


@dataclass(frozen=True, slots=True)
class Sentinel:
    engine: str
    generation: str
    data: str
    schema: int = SCHEMA
    analyzer: int = analyzer.VERSION
    dictionary: str = ""

    def write(self, path: Path) -> None:
        """Put the sentinel into ``path`` in one step; what was in force before is so until then."""
        write_json(path / FILE, asdict(self))


def current(engine: str, generation: str, data: str) -> Sentinel:
    """The sentinel of an index that this program would build."""
    return Sentinel(engine, generation, data, dictionary=analyzer.dictionary())


def read(path: Path) -> Sentinel:
    """The sentinel of the index in ``path``. Raises `SearchError` if there is none or it cannot be read."""
    try:
        values = json.loads((path / FILE).read_text(encoding="utf-8"))
        found = Sentinel(**values)
    except FileNotFoundError:
        raise SearchError(f"there is no search index in {path}; {REBUILD}") from None
    except (OSError, ValueError, TypeError) as error:
        raise SearchError(f"the search index in {path} is damaged ({FILE}: {error}); {REBUILD}") from error
    if not all(isinstance(value, str) for value in (found.engine, found.generation, found.data)) or (
        Path(found.data).name != found.data
    ):
        raise SearchError(f"the search index in {path} is damaged ({FILE} names no data); {REBUILD}")
    return found


def stamp(path: Path) -> tuple[int, int] | None:
    """Changes whenever the sentinel is replaced."""
    try:
        found = (path / FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def check(found: Sentinel, engine: str, generation: str | None, path: Path) -> None:
    """Raise `SearchError` if the index was built by other rules, or of another archive, than are in force."""
    wanted = current(engine, found.generation if generation is None else generation, found.data)
    for name in ("engine", "schema", "analyzer", "dictionary", "generation"):
        old, new = getattr(found, name), getattr(wanted, name)
        if old != new:
            raise SearchError(f"the search index in {path} is stale ({name} {old}, now {new}); {REBUILD}")


def write_json(path: Path, value: object) -> None:
    """Replace ``path`` by ``value`` as JSON: after a crash there is the old or the new file, and nothing else."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
