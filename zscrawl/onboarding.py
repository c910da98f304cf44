"""Taking in a new site: recognise what runs it, propose an entry, write it to the user's sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit
from tomlkit.items import AoT

from spiders import read, recognise
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Article, Page, Source
from zscrawl.sources import load_sources
from zscrawl.sources.reading import SECONDS, read_source, read_sources_file

OWN_FILE = "mine.toml"
"""The user's file that new entries go to; others in the same folder are read as well."""

# Parts of a host name that tell no site from another.
_COMMON_PARTS = {"www", "m", "com", "cn", "net", "org", "html", "wap"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """The entry that would be written, and what the page says when read with it."""

    source: Source
    article: Article


def source_name(url: str) -> str:
    """A name from the host: ``http://www.example.gov.cn/x`` → ``example-gov``."""
    host = (urlsplit(url).hostname or "").lower()
    parts = [part for part in host.split(".") if part not in _COMMON_PARTS]
    return re.sub(r"[^a-z0-9-]+", "-", "-".join(parts) or host).strip("-")[:63]


def propose(page: Page, *, name: str | None = None, region: str, every: str = "1d") -> Proposal:
    """Read ``page`` and propose a source that starts from it. ``region`` is an adcode, ``every`` as in a sources file.

    Raises ConfigError, in one line, for a region, name or interval that a sources file may not have.
    """
    family = recognise(page)
    article = read(page, family=family)
    table = {
        "name": name or source_name(page.url),
        "title": article.site or article.title or urlsplit(page.url).hostname or page.url,
        "family": family,
        "region": region,
        "start": [page.url],
        "every": every,
    }
    return Proposal(read_source(table, "the new entry"), article)


def write_entry(home: Home, source: Source) -> Path:
    """Append ``source`` to the user's own file, comments there kept, and return the file.

    Raises ConfigError if the name is taken or the file cannot be written; the file is replaced in one step.
    """
    if source.name in load_sources(home):
        raise ConfigError(f"a source '{source.name}' exists already; choose another --name")
    home.prepare()
    path = home.sources / OWN_FILE
    list(read_sources_file(path)) if path.exists() else None  # refuse to append to a file that is broken
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    tables = document.setdefault("source", tomlkit.aot())
    if not isinstance(tables, AoT):
        raise ConfigError(f"{path}: 'source' is no list of tables; write [[source]] with two brackets")
    tables.append(_as_table(source))
    aside = path.with_suffix(".toml.new")
    try:
        aside.write_text(tomlkit.dumps(document), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror}") from None
    return path


def _as_table(source: Source) -> tomlkit.items.Table:
    table = tomlkit.table()
    unit = next(unit for unit in "wdhm" if source.every % SECONDS[unit] == 0)
    for key, value in (
        ("name", source.name),
        ("title", source.title),
        ("family", source.family),
        ("region", source.region),
        ("start", list(source.start)),
        ("every", f"{source.every // SECONDS[unit]}{unit}"),
    ):
        table.add(key, value)
    if source.options:
        table.add("options", dict(source.options))
    return table
