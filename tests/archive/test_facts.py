from __future__ import annotations

from dataclasses import fields

import pytest

from archive import Archive
from archive.fact_models import TABLES
from tests.archive.pages import URL, article, capture
from zscrawl.errors import ConfigError
from zscrawl.items import Activity, Facts, Figure, Filters, Mechanism, Place, Project

FACTS = Facts(
    relevant=True,
    relevance=0.9,
    places=[
        Place("江口县", "420699", "county", "subject", "江口县", 0, 3),
        Place("长宁市", "430100", "city", "mentioned", "长宁市", 20, 23),
    ],
    figures=[Figure("projects_signed", "签约项目", 12.0, "个", quote="签约项目十二个", start=5, end=12)],
    projects=[Project("云帆电子元件项目", "云帆电子", 2_000_000_000, "20亿元", quote="云帆", start=1, end=3)],
    activities=[
        Activity("推介会", people=[{"name": "林某", "title": "县长"}], companies=["云帆电子"], quote="推介会")
    ],
    mechanisms=[Mechanism("链长制", "一链一长")],
)


@pytest.mark.parametrize("kind", TABLES)
def test_each_table_mirrors_its_record(kind: type) -> None:
    columns = {column.name for column in TABLES[kind].__table__.columns}
    assert columns == {field.name for field in fields(kind)} | {"id", "version_id", "ordinal"}


def stored(archive: Archive, url: str = URL) -> str:
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        uid = writer.store(capture(url), article(url), source="jk-gov", run_id=run).uid
    assert uid is not None
    return uid


def test_facts_come_out_as_they_went_in(archive: Archive) -> None:
    uid = stored(archive)
    assert archive.facts(uid) is None
    with archive.writer("refresh") as writer:
        writer.store_facts(uid, 1, FACTS, "rules 1")
    assert archive.facts(uid) == FACTS
    [mention] = archive.mentions(Project)
    assert (mention.uid, mention.record) == (uid, FACTS.projects[0])


def test_facts_drawn_again_replace_the_old_ones(archive: Archive) -> None:
    uid = stored(archive)
    with archive.writer("refresh") as writer:
        writer.store_facts(uid, 1, FACTS, "rules 1")
        assert [found.uid for found in archive.without_facts("rules 1")] == []
        assert [found.uid for found in archive.without_facts("rules 2")] == [uid]
        writer.store_facts(uid, 1, Facts(False, 0.1), "rules 2")
    assert archive.facts(uid) == Facts(False, 0.1)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(place=("420600",)), 1),
        (Filters(place=("420000",)), 1),
        (Filters(place=("江口",)), 1),
        (Filters(place=("江口縣",)), 1),
        (Filters(place=("420500",)), 0),
        (Filters(place=("长宁市",)), 0),
        (Filters(place=("%",)), 0),
        (Filters(relevant=True), 1),
        (Filters(relevant=False), 0),
    ],
)
def test_place_and_relevance_are_answered_from_facts(archive: Archive, filters: Filters, found: int) -> None:
    uid = stored(archive)
    stored(archive, URL + "?without-facts")
    with archive.writer("refresh") as writer:
        writer.store_facts(uid, 1, FACTS, "rules 1")
    assert archive.count(filters) == found


def test_facts_of_an_unknown_version_are_refused(archive: Archive) -> None:
    uid = stored(archive)
    with archive.writer("refresh") as writer, pytest.raises(ConfigError, match="no version 2"):
        writer.store_facts(uid, 2, FACTS, "rules 1")
