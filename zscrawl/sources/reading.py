"""One sources file: TOML in, validated `Source` objects out; a mistake is named with file, key and mend."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from zscrawl.errors import ConfigError
from zscrawl.items import FAMILIES, Source
from zscrawl.sources.options import read_options

KEYS = ("name", "title", "family", "region", "start", "every", "options", "allow_private", "checked")
REQUIRED = ("name", "title", "family", "region", "start", "every")

SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
EVERY_BOUNDS = (10 * 60, 90 * 86_400)
"""Seconds between visits: at least ten minutes (politeness), at most a quarter."""

# hubei-commerce, people.hubei
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
# 90m, 6h, 1d, 2w
_EVERY = re.compile(r"([1-9]\d{0,4})([mhdw])")
# GB/T 2260: the first two digits are the province; 100000 stands for the nation.
_REGION = re.compile(r"100000|(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source and where it is written (``hubei.toml, source 'cjn'``)."""

    source: Source
    where: str


def read_sources_file(path: Path, label: str | None = None) -> Iterator[Entry]:
    """The sources of one file, in order. ``label`` is what messages call the file. Raises ConfigError."""
    label = label or str(path)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{label}: not valid TOML: {error}; mend that line") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"cannot read {label}: {reason}; mend or remove the file") from None
    for key in document:
        if key != "source":
            _wrong(label, f"unknown key '{key}'; sources are written as [[source]] tables")
    tables = document.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        _wrong(label, "'source' is no list of tables; write [[source]] with two brackets")
    for number, table in enumerate(tables, 1):
        name = table.get("name")
        where = (
            f"{label}, source '{name}'"
            if isinstance(name, str) and name
            else f"{label}, source number {number}"
        )
        yield Entry(read_source(table, where), where)


def read_source(table: Mapping[str, Any], where: str) -> Source:
    """One ``[[source]]`` table as a `Source`. Raises ConfigError that begins with ``where``."""
    for key in table:
        if key not in KEYS:
            _wrong(where, f"unknown key '{key}'; {_did_you_mean(key, KEYS)}")
    for key in REQUIRED:
        if key not in table:
            _wrong(where, f"key '{key}' is missing; add it")
    family = _family(table["family"], where)
    return Source(
        name=_name(table["name"], where),
        title=_text(table["title"], "title", where),
        family=family,
        region=_region(table["region"], where),
        start=_start(table["start"], where),
        every=_every(table["every"], where),
        options=read_options(table.get("options", {}), where),
        allow_private=_flag(table.get("allow_private", False), "allow_private", where),
        checked=_day(table.get("checked"), "checked", where),
    )


def _wrong(where: str, message: str) -> NoReturn:
    raise ConfigError(f"{where}: {message}")


def _did_you_mean(word: str, words: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, words, n=1)
    return f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(words)}"


def _text(value: Any, key: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        _wrong(where, f"'{key}' must be text in quotes, not {value!r}")
    return value.strip()


def is_name(text: str) -> bool:
    """Whether a source may be called so: articles are archived under it."""
    return _NAME.fullmatch(text) is not None


def _name(value: Any, where: str) -> str:
    name = _text(value, "name", where)
    if not is_name(name):
        _wrong(where, f"'name' is '{name}'; use small letters, digits, '-', '.' and '_' only, at most 63")
    return name


def _family(value: Any, where: str) -> str:
    family = _text(value, "family", where)
    if family not in FAMILIES:
        _wrong(where, f"'family' is '{family}'; {_did_you_mean(family, FAMILIES)}")
    return family


def _region(value: Any, where: str) -> str:
    region = (
        str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else _text(value, "region", where)
    )
    if not _REGION.fullmatch(region):
        _wrong(
            where,
            f"'region' is '{region}'; write a six-digit adcode such as 420000 (湖北) or 100000 (the nation)",
        )
    return region


def _start(value: Any, where: str) -> tuple[str, ...]:
    urls = [value] if isinstance(value, str) else value
    if not isinstance(urls, list) or not urls:
        _wrong(where, "'start' must be a list of addresses, such as [\"http://www.example.cn/news/\"]")
    return tuple(_url(url, where) for url in urls)


def _url(value: Any, where: str) -> str:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        sound = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
        sound = sound and not re.search(r"[\s\x00-\x1f]", value) and (parts is None or parts.port != 0)
    except ValueError:
        sound = False
    if not sound:
        _wrong(where, f"'start' has {value!r}; write a whole address that begins with http:// or https://")
    return str(value)


def _every(value: Any, where: str) -> int:
    written = _EVERY.fullmatch(value.strip()) if isinstance(value, str) else None
    if written is None:
        _wrong(where, f'\'every\' is {value!r}; write a number and m, h, d or w, such as "6h" or "1d"')
    seconds = int(written[1]) * SECONDS[written[2]]
    low, high = EVERY_BOUNDS
    if not low <= seconds <= high:
        _wrong(where, f'\'every\' is "{value}"; use an interval between "10m" and "90d"')
    return seconds


def interval(seconds: int) -> str:
    """Seconds as a sources file writes them: ``21600`` → ``6h``."""
    unit = next((unit for unit in "wdhm" if seconds % SECONDS[unit] == 0), None)
    return f"{seconds // SECONDS[unit]}{unit}" if unit else f"{seconds}s"


def _flag(value: Any, key: str, where: str) -> bool:
    if not isinstance(value, bool):
        _wrong(where, f"'{key}' is {value!r}; write true or false, without quotes")
    return value


def _day(value: Any, key: str, where: str) -> str | None:
    if value is None or value is False:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        _wrong(where, f"'{key}' is {value!r}; write the day of the check as 2024-03-05, or leave the key out")
