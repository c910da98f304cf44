"""What a person corrected: applied on every rebuild, so that it outlives it.

A corrections file is TOML:

    [[merge]]                       # these are one project
    projects = ["p3f9a0c1d2e", "p77b1e0a4c9"]
    why = "renamed in 2023"

    [[split]]                       # these mentions are a project of their own
    mentions = ["zs0123456789ab:245", "zs89ab01234567:31"]

    [[set]]                         # a field of a project
    project = "p3f9a0c1d2e"
    field = "amount_cny"
    value = 1200000000

    [[hide]]                        # not a project at all
    project = "p77b1e0a4c9"
"""

from __future__ import annotations

import tomllib
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from zscrawl.errors import ConfigError

SETTABLE = ("name", "investor", "place", "sector", "capacity", "stage", "amount_cny", "safe_to_sum")


@dataclass(frozen=True, slots=True)
class Setting:
    project: str
    field: str
    value: str | int | bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Project ids in ``merge``, ``settings`` and ``hidden``; refs of mentions in ``split``."""

    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()
    settings: tuple[Setting, ...] = ()
    hidden: tuple[str, ...] = field(default=())


def parse(text: str, name: str = "corrections.toml") -> Corrections:
    """Read a corrections file; `ConfigError` names the file, the entry and what to write instead."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not TOML ({error}); see the example in docs/codebook.md") from error
    unknown = set(data) - {"merge", "split", "set", "hide"}
    if unknown:
        raise ConfigError(f"{name}: unknown section {sorted(unknown)[0]!r}; use merge, split, set or hide")
    return Corrections(
        merge=tuple(_strings(name, "merge", e, "projects", 2) for e in _entries(name, data, "merge")),
        split=tuple(_strings(name, "split", e, "mentions", 1) for e in _entries(name, data, "split")),
        settings=tuple(_setting(name, e) for e in _entries(name, data, "set")),
        hidden=tuple(_string(name, "hide", e, "project") for e in _entries(name, data, "hide")),
    )


def unapplied(rules: Corrections, projects: Container[str], mentions: Container[str]) -> list[str]:
    """What ``rules`` name that the ledger does not have: ids of projects and refs of mentions, with their section."""
    named = [
        *(("merge", one, projects) for ids in rules.merge for one in ids),
        *(("split", one, mentions) for refs in rules.split for one in refs),
        *(("set", one.project, projects) for one in rules.settings),
        *(("hide", one, projects) for one in rules.hidden),
    ]
    return [f"[[{section}]] {one}" for section, one, known in named if one not in known]


def _entries(name: str, data: dict[str, Any], section: str) -> list[dict[str, Any]]:
    entries = data.get(section, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ConfigError(f"{name}: write each {section} as its own [[{section}]]")
    return entries


def _strings(name: str, section: str, entry: dict[str, Any], key: str, least: int) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or len(value) < least or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"{name}: [[{section}]] needs {key} = [at least {least} strings]")
    return tuple(value)


def _string(name: str, section: str, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise ConfigError(f"{name}: [[{section}]] needs {key} = a string")
    return value


def _setting(name: str, entry: dict[str, Any]) -> Setting:
    project, which = _string(name, "set", entry, "project"), _string(name, "set", entry, "field")
    if which not in SETTABLE:
        raise ConfigError(f"{name}: [[set]] field {which!r} cannot be set; use one of {', '.join(SETTABLE)}")
    value = entry.get("value")
    expected = {"amount_cny": int, "safe_to_sum": bool}.get(which, str)
    if value is not None and (
        not isinstance(value, expected) or (expected is int and isinstance(value, bool))
    ):
        raise ConfigError(f"{name}: [[set]] value of {which} must be of type {expected.__name__}")
    assert value is None or isinstance(value, (str, int))
    return Setting(project, which, value, str(entry.get("why", "")))
