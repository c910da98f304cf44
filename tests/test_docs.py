"""Documentation that cannot go stale: what is written is what the program says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zscrawl.cli import COMMANDS
from zscrawl.cli.reference import reference
from zscrawl.errors import ZscrawlError
from zscrawl.export.codebook import codebook
from zscrawl.sources.listing import listing

ROOT = Path(__file__).parent.parent
DOCS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
ROOMS = ("zscrawl", "spiders", "archive", "search", "promotion", "demo")
_SETTING = re.compile(r"\bZSCRAWL_[A-Z_]+[A-Z]\b")
# [text](target), without pictures and addresses of the web
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#\s]+)")


def test_the_command_reference_is_up_to_date() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "run: python -m zscrawl.cli.reference > docs/cli.md"


def test_the_codebook_is_up_to_date() -> None:
    written = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == codebook(), "run: python -m zscrawl.export.codebook > docs/codebook.md"


def test_the_list_of_sources_is_up_to_date() -> None:
    written = (ROOT / "docs" / "known-sources.md").read_text(encoding="utf-8")
    assert written == listing(), "run: python -m zscrawl.sources.listing > docs/known-sources.md"


def test_every_setting_is_documented() -> None:
    program = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    named = {name for path in program for name in _SETTING.findall(path.read_text(encoding="utf-8"))}
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert {name for name in named if f"\n| `{name}` |" not in text} == set()
    assert set(_SETTING.findall(text)) == named, "documented, but nowhere in the program"


def test_every_exit_code_is_documented() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    classes = [ZscrawlError, *ZscrawlError.__subclasses__()]
    for code in {0, 70, 130, *(each.exit_code for each in classes)}:
        assert f"\n| {code} |" in text, code


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dead = [target for target in _LINK.findall(text) if not (path.parent / target).exists()]
    assert not dead


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```(?:sh|console)\n(.*?)```", text, re.S))
    named = set(re.findall(r"^(?:\$ )?zscrawl ([a-z]+)", blocks, re.M))
    assert named <= set(COMMANDS)
