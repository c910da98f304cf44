"""Sizes and checksums of the files of an index, so that damage is noticed instead of giving wrong answers.

The files of a segment never change once they are written; the manifest lists them after each commit. It may lag
behind: after a crash some files are not in it, or some in it are gone because segments were merged. What is in it
and there must be as it was. Opening an index compares sizes; `check_contents` reads everything.
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

from search.sentinel import write_json

FILE = "manifest.json"
# Of Whoosh: MAIN_k3x….post, _MAIN_5.toc; of Tantivy: 9b1c….idx, common.json
_IMMUTABLE = re.compile(r".+\.(?:dict|post|col|toc|idx|pos|store|term|fast|fieldnorm|del)|common\.json")
_CHUNK = 1 << 20


def record(directory: Path) -> None:
    """Add the files that are new in ``directory``, drop those that are gone."""
    known = _read(directory)
    files = {file.name: file for file in directory.iterdir() if _IMMUTABLE.fullmatch(file.name)}
    listed = {name: known.get(name) or [file.stat().st_size, _checksum(file)] for name, file in files.items()}
    if listed != known:
        write_json(directory / FILE, listed)


def check_sizes(directory: Path) -> None:
    """Raise ValueError if a file is shorter or longer than it was when it was written."""
    for name, (size, _) in _read(directory).items():
        file = directory / name
        if file.exists() and file.stat().st_size != size:
            raise ValueError(f"{name} has {file.stat().st_size} bytes, not {size}")


def check_contents(directory: Path) -> None:
    """Raise ValueError if any byte of a file is not as it was when it was written."""
    check_sizes(directory)
    for name, (_, checksum) in _read(directory).items():
        file = directory / name
        if file.exists() and _checksum(file) != checksum:
            raise ValueError(f"{name} is not as it was written")


def _read(directory: Path) -> dict[str, list[int]]:
    try:
        listed: dict[str, list[int]] = json.loads((directory / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return listed


def _checksum(file: Path) -> int:
    checksum = 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
