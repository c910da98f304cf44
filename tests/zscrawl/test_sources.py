"""Sources files: what is shipped is sound, and every mistake is named with its file, key and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import FAMILIES, Source
from zscrawl.sources import Registry, load_sources
from zscrawl.sources.reading import read_sources_file

SOUND = """
[[source]]
name = "lake-gov"
title = "湖区政府 招商动态"
family = "gov"
region = "420600"
start = ["https://www.lake.gov.cn/zsdt/"]
every = "6h"
"""


def write(home: Home, text: str, name: str = "mine.toml") -> Path:
    home.prepare()
    path = home.sources / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "data")


def message(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        list(read_sources_file(path))
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    return text


def test_every_key_is_read(home: Home) -> None:
    path = write(
        home,
        SOUND
        + """
allow_private = true
checked = 2024-03-05
[source.options]
hosts = ["lake.gov.cn", "127.0.0.1:8080"]
list_pages = 30
""",
    )
    (entry,) = read_sources_file(path)
    assert entry.source == Source(
        name="lake-gov",
        title="湖区政府 招商动态",
        family="gov",
        region="420600",
        start=("https://www.lake.gov.cn/zsdt/",),
        every=6 * 3600,
        options={"hosts": "lake.gov.cn 127.0.0.1:8080", "list_pages": "30"},
        allow_private=True,
        checked="2024-03-05",
    )


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ('family = "gov"', 'famly = "gov"', ["'famly'", "did you mean 'family'"]),
        ('family = "gov"', "", ["'family' is missing"]),
        ('"gov"', '"discus"', ["'family'", "'discus'", "did you mean 'discuz'"]),
        ('"gov"', '"blog"', ["'family'", "use one of", "wechat"]),
        ('"420600"', '"42060"', ["'region'", "42060", "adcode"]),
        ('"420600"', '"990000"', ["'region'", "990000", "adcode"]),
        ('"420600"', "true", ["'region'", "True"]),
        ('"lake-gov"', '"Lake gov"', ["'name'", "'Lake gov'", "small letters"]),
        ('"lake-gov"', "7", ["'name'", "number 1"]),
        ('["https://www.lake.gov.cn/zsdt/"]', '["www.lake.gov.cn"]', ["'start'", "http://"]),
        ('["https://www.lake.gov.cn/zsdt/"]', '["ftp://lake.gov.cn/"]', ["'start'", "http://"]),
        ('["https://www.lake.gov.cn/zsdt/"]', '["http://lake.gov.cn:99999/"]', ["'start'"]),
        ('["https://www.lake.gov.cn/zsdt/"]', '["http://lake .gov.cn/"]', ["'start'"]),
        ('["https://www.lake.gov.cn/zsdt/"]', "[]", ["'start'", "list"]),
        ('["https://www.lake.gov.cn/zsdt/"]', "[7]", ["'start'"]),
        ('"6h"', "6", ["'every'", '"6h"']),
        ('"6h"', '"sometimes"', ["'every'", "sometimes"]),
        ('"6h"', '"1m"', ["'every'", '"10m"']),
        ('"6h"', '"99w"', ["'every'", '"90d"']),
        ('"6h"', '"6h"\nchecked = "yesterday"', ["'checked'", "2024-03-05"]),
        ('"6h"', '"6h"\nallow_private = "yes"', ["'allow_private'", "true or false"]),
        ('"6h"', '"6h"\noptions = 5', ["'options'", "[source.options]"]),
        ('"6h"', '"6h"\n[source.options]\nhots = "a.cn"', ["'hots'", "did you mean 'hosts'"]),
        ('"6h"', '"6h"\n[source.options]\nhosts = ["http://a.cn/"]', ["'hosts'", "http://a.cn/"]),
        ('"6h"', '"6h"\n[source.options]\nlist_pages = 0', ["'list_pages'", "above 0"]),
        ('"6h"', '"6h"\n[source.options]\ndelay = "slow"', ["'delay'", "seconds"]),
        ('"6h"', '"6h"\n[source.options]\nitems = {a = 1}', ["'items'"]),
        ('"6h"', '"6h"\n[source.options]\nissue_url = "http://a.cn/x"', ["'issue_url'", "%d"]),
        ("[[source]]", "[source]", ["[[source]]"]),
        ("[[source]]", "sources = 1\n[[source]]", ["unknown key 'sources'"]),
        ('name = "lake-gov"', 'name = "lake-gov', ["not valid TOML", "line 3"]),
    ],
)
def test_a_mistake_is_named(home: Home, old: str, new: str, parts: list[str]) -> None:
    assert old in SOUND
    text = message(write(home, SOUND.replace(old, new, 1)))
    for part in parts:
        assert part in text


def test_a_file_that_is_not_utf8(home: Home) -> None:
    path = write(home, "")
    path.write_bytes(SOUND.encode("gb18030"))
    assert "UTF-8" in message(path)


def test_a_name_that_is_taken(home: Home) -> None:
    write(home, SOUND, "a.toml")
    write(home, SOUND, "b.toml")
    with pytest.raises(
        ConfigError, match=r"b\.toml, source 'lake-gov': name 'lake-gov' is taken by .*a\.toml"
    ):
        load_sources(home)


def test_the_users_sources_come_after_the_packages(home: Home) -> None:
    write(home, SOUND)
    assert load_sources(home).names == [*load_sources().names, "lake-gov"]
    assert str(home.sources) in load_sources(home).where("lake-gov")


def test_an_unknown_name_gets_a_hint() -> None:
    with pytest.raises(ConfigError, match="did you mean 'rednet'"):
        load_sources().get("rednett")


def test_select_by_name_family_and_region() -> None:
    def named(name: str, family: str, region: str) -> Source:
        return Source(name, name, family, region, ("http://a.cn/",), 3600)

    registry = Registry.of(
        [named("a", "gov", "420600"), named("b", "gov", "430000"), named("c", "discuz", "420000")]
    )

    def names(*chosen: str, **by: object) -> list[str]:
        return [source.name for source in registry.select(chosen, **by)]  # type: ignore[arg-type]

    assert names() == ["a", "b", "c"]
    assert names("c", "a", "c") == ["c", "a"]
    assert names(family=["gov"]) == ["a", "b"]
    assert names(region="420000") == ["a", "c"]
    assert names(region="420600") == ["a"]
    assert names(region="100000") == ["a", "b", "c"]
    with pytest.raises(ConfigError):
        names("nobody")


def test_what_is_shipped() -> None:
    registry = load_sources()
    for region in ("420000", "430000"):
        families = {source.family for source in registry.select(region=region)}
        assert {"discuz", "epaper", "cjyun", "gov", "portal"} <= families
    assert {source.family for source in registry} == set(FAMILIES) - {"wechat"}  # it has no public lists
    assert any(source.region == "100000" for source in registry)
    assert not any(source.allow_private for source in registry)
