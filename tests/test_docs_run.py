"""Every ``sh`` block of README and docs runs, against the archive of the built-in web.

Blocks that reach the network, or are templates, are written as ``console`` blocks, which are not run. A ``text`` block
that follows one is what it prints: each line must come out, up to a ``…`` at its end.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```sh\n(.*?)^```(?:\n+```text\n(.*?)^```)?", re.S | re.M)
# Names that follow from the port that the built-in web got: of articles, of projects, of hosts
_BY_PORT = re.compile(r"\bzs[0-9a-f]{12}\b|\bp[0-9a-f]{10}\b|\b127\.0\.0\.1:\d+")
_PREPARED = re.compile(r"^zscrawl demo$", re.M)


def blocks() -> Iterator[tuple[str, str, str]]:
    """Name, commands and promised output of each block."""
    for page in PAGES:
        for number, (block, output) in enumerate(_BLOCK.findall(page.read_text(encoding="utf-8")), 1):
            yield f"{page.name}-{number}", block, output


def lines(output: str) -> list[str]:
    return [_BY_PORT.sub("NAME", line.rstrip()) for line in output.splitlines()]


def missing(promised: str, output: str) -> list[str]:
    """The promised lines that did not come out."""
    printed = lines(output)
    return [
        line
        for line in lines(promised)
        if not any(
            one.startswith(line.removesuffix("…")) if line.endswith("…") else one == line for one in printed
        )
    ]


def run(script: str, home: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "ZSCRAWL_HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    environment.pop("ZSCRAWL_DATABASE_URL", None)
    return subprocess.run(
        ["bash", "-euc", script],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("docs") / "home"
    done = run("zscrawl demo", home, home.parent)
    assert done.returncode == 0, done.stderr
    assert "236 of 236 articles archived" in done.stdout
    return home


@pytest.mark.parametrize(("name", "block", "output"), list(blocks()), ids=[name for name, _, _ in blocks()])
def test_the_block_runs(name: str, block: str, output: str, demo_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    folder = tmp_path / "work"
    folder.mkdir()
    done = run(_PREPARED.sub("true", block), home, folder)
    assert done.returncode == 0, f"{block}\n{done.stderr}"
    assert not missing(output, done.stdout), (
        f"{name} does not print this; paste what it prints:\n{done.stdout}"
    )


def test_the_readme_leads_to_the_projects_signed_in_a_province(demo_home: Path, tmp_path: Path) -> None:
    block = next(block for name, block, _ in blocks() if name.startswith("README") and "signed.csv" in block)
    assert run(block, demo_home, tmp_path).returncode == 0
    with (tmp_path / "signed.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        assert int(row["amount_cny"]) >= 1_000_000_000
        assert row["adcode"].startswith("42")
        assert row["stage"] not in ("", "在谈")
        assert row["urls"].startswith("http://127.0.0.1:")
