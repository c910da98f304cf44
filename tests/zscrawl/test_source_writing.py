"""The user's own sources files: what is written reads back, and what stands there stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Source
from zscrawl.sources import load_sources
from zscrawl.sources.reading import interval
from zscrawl.sources.writing import OWN_FILE, add_entry, entry_text, record_checks

ADDRESS = "http://www.hushi.example.gov.cn/zsdt/"


def source(name: str = "lake-gov", **changes: object) -> Source:
    fields = {"title": "湖区", "family": "gov", "region": "420600", "start": (ADDRESS,), "every": 21_600}
    return Source(**{"name": name, **fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "data")


def test_an_entry_reads_back_as_it_was_written(home: Home) -> None:
    written = source(
        options={"hosts": "a.cn b.cn", "body": 'div[class="text"]'}, checked="2024-03-05", allow_private=True
    )
    path = add_entry(home, written)
    assert path == home.sources / OWN_FILE
    assert load_sources(home).get("lake-gov") == written
    assert path.read_text(encoding="utf-8") == entry_text(written)


def test_what_stands_in_the_file_stays(home: Home) -> None:
    home.prepare()
    path = home.sources / OWN_FILE
    before = f"# mine, since 2020\n{entry_text(source('first'))}# the end, without a line break"
    path.write_text(before, encoding="utf-8")
    add_entry(home, source("second"))
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert load_sources(home).names[-2:] == ["first", "second"]


def test_a_taken_name_and_a_broken_file_are_refused(home: Home) -> None:
    taken = load_sources().names[0]
    with pytest.raises(ConfigError, match=f"'{taken}' exists already .*choose another --name"):
        add_entry(home, source(taken))
    home.prepare()
    path = home.sources / OWN_FILE
    for text, said in (("[[source]\n", "not valid TOML"), ("source = []\n", "in one line")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=said):
            add_entry(home, source())
        assert path.read_text(encoding="utf-8") == text


def test_checks_are_recorded_in_the_users_entries_only(home: Home) -> None:
    add_entry(home, source("with-options", options={"items": ".list"}))
    add_entry(home, source("old", checked="2020-01-01"))
    add_entry(home, source("other"))
    path = home.sources / OWN_FILE
    path.write_text(f"# kept\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    packaged = load_sources().names[0]
    day = date(2024, 3, 5)
    recorded = record_checks(home, {"with-options": day, "old": day, packaged: day})
    assert recorded == ["with-options", "old"]
    registry = load_sources(home)
    assert registry.get("with-options") == source(
        "with-options", options={"items": ".list"}, checked="2024-03-05"
    )
    assert registry.get("old").checked == "2024-03-05"
    assert registry.get("other").checked is None
    assert path.read_text(encoding="utf-8").startswith("# kept\n")


@pytest.mark.parametrize("every", ["10m", "90m", "6h", "1d", "2w"])
def test_intervals_are_written_as_they_are_read(every: str) -> None:
    unit = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}[every[-1]]
    assert interval(int(every[:-1]) * unit) == every
