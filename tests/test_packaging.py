"""What is pinned is what the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
_PIN = re.compile(r"^([a-zA-Z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.M)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(package): version for package, version in _PIN.findall(text)}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", [*PROJECT["dependencies"], *EXTRAS["dev"]]),
        ("requirements-bench.txt", [*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["bench"]]),
    ],
)
def test_every_requirement_is_pinned_within_its_bounds(file: str, wanted: list[str]) -> None:
    pinned = pins(file)
    for requirement in map(Requirement, wanted):
        if requirement.name != PROJECT["name"]:
            version = pinned.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name} is not in {file}; run: make requirements"
            assert requirement.specifier.contains(version), f"{requirement} but {file} has {version}"


def test_the_files_agree_with_each_other() -> None:
    run, dev, bench = (pins(f"requirements{name}.txt") for name in ("", "-dev", "-bench"))
    assert run.items() <= dev.items()
    assert dev.items() <= bench.items()


def test_nothing_names_a_registry() -> None:
    for path in ROOT.glob("requirements*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")
