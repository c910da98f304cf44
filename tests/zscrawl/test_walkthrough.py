"""The documentation of sources is true: its commands run, print what is shown, and no key is left out."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import STABLE_PORTS
from zscrawl.home import Home
from zscrawl.items import FAMILIES
from zscrawl.sources.options import KEYS as OPTIONS
from zscrawl.sources.reading import KEYS, read_sources_file

ROOT = Path(__file__).parents[2]
WALK = (ROOT / "docs" / "add-a-site.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
SAVED = "http://127.0.0.1:8406/zsyz/zsdt/"
"""The page that the reader is asked to save."""
SECONDS = 120

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.S | re.M)
# A command behind its prompt, and what is shown of its output.
_STEP = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.M)
_SETTING, _SERVER, *STEPS = [step for block in _BLOCK.findall(WALK) for step in _STEP.findall(block)]


class Place:
    """Where the page is followed: a data directory of the demo whose web another process serves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder / "try-a-site")
        self.home.prepare()
        # Free ports, because other tests run beside this one.
        marker = {"ports": [0] * len(STABLE_PORTS), "served_by": None}
        self.home.demo_marker.write_text(json.dumps(marker), encoding="utf-8")
        self.server = self.start(_SERVER[0])

    def prepare(self) -> None:
        """Wait for the web, and save the page that the reader is asked to save."""
        self.greeting = self._until_served()
        self.ports = json.loads(self.home.demo_marker.read_text(encoding="utf-8"))["ports"]
        urllib.request.urlretrieve(self.here(SAVED), self.folder / "column.html")

    def start(self, command: str) -> subprocess.Popen[str]:
        function = f'zscrawl() {{ "{sys.executable}" -m zscrawl "$@"; }}; exec 2>&1'
        return subprocess.Popen(
            ["bash", "-c", f"{function}; {command}"],
            cwd=self.folder,
            env={**os.environ, "ZSCRAWL_HOME": "try-a-site", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _until_served(self) -> str:
        assert self.server.stdout is not None
        lines: list[str] = []
        while not lines or "serving" not in lines[-1]:
            lines.append(self.server.stdout.readline())
            assert lines[-1], lines
        return "".join(lines)

    def here(self, text: str) -> str:
        """``text`` of the page with the ports of this place."""
        for shown, real in zip(STABLE_PORTS, self.ports, strict=True):
            text = text.replace(f"127.0.0.1:{shown}", f"127.0.0.1:{real}")
        return text

    def stop(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.communicate()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("walk"))
    try:
        place.prepare()
        yield place
    finally:
        place.stop()


def squeezed(line: str) -> str:
    return " ".join(line.split())


def assert_shown(expected: str, printed: str) -> None:
    """Every line of ``expected`` is printed, in order. ``…`` alone stands for any lines, at an end for its rest."""
    lines = iter([squeezed(line) for line in printed.splitlines()])
    skipping = False
    for wanted in map(squeezed, expected.splitlines()):
        if wanted == "…":
            skipping = True
            continue
        for line in lines:
            if line == wanted or (wanted.endswith("…") and line.startswith(wanted.rstrip("…").strip())):
                break
            assert skipping, f"expected {wanted!r}, printed {line!r}"
        else:
            raise AssertionError(f"not printed: {wanted!r}\n{printed}")
        skipping = False


def test_the_page_can_be_followed(place: Place) -> None:
    assert _SETTING[0] == "export ZSCRAWL_HOME=try-a-site"
    assert_shown(place.here(_SERVER[1]), place.greeting)
    for command, expected in STEPS:
        child = place.start(place.here(command))
        printed, _ = child.communicate(timeout=SECONDS)
        assert_shown(place.here(expected), printed)
        assert child.returncode in (0, 2), printed  # 2: the question that the page answers in its next step


def test_every_key_option_and_family_is_explained() -> None:
    for word in (*KEYS, *OPTIONS, *FAMILIES):
        assert f"`{word}`" in SOURCES, word


def test_the_entry_that_is_shown_is_sound(tmp_path: Path) -> None:
    (entry,) = re.findall(r"```toml\n(.*?)```", SOURCES, re.S)
    path = tmp_path / "shown.toml"
    path.write_text(entry, encoding="utf-8")
    (read,) = read_sources_file(path)
    assert all(f"\n{key} = " in entry or f".{key}]" in entry for key in KEYS)
    assert read.source.name == "example-gov"
