from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive import Archive, Finding, verify
from archive.models import (
    ArticleRow,
    Base,
    FetchRow,
    FingerprintKeyRow,
    FingerprintRow,
    Meta,
    ReprintRow,
    VersionRow,
)
from archive.warc import files
from tests.archive.pages import URL, article, capture
from zscrawl.errors import BusyError

TEXT = "江口县高新区今年前五个月新签约项目十二个,协议投资额四十五亿元,同比增长一成半,其中工业项目九个。" * 3


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """Three articles, two of them one text; one has two versions."""
    with archive.writer("crawl") as writer:
        run = writer.begin_run("crawl", {})
        for name, body in (("a", TEXT), ("b", "本网讯" + TEXT), ("c", "别的事情。"), ("c", "后来改了。")):
            url = f"{URL}?{name}"
            writer.store(capture(url, f"<p>{body}</p>"), article(url, body=body), source="s", run_id=run)
    return archive


def check(archive: Archive, *, repair: bool = False) -> list[Finding]:
    url = None
    if archive.engine.dialect.name != "sqlite":
        url = archive.engine.url.render_as_string(hide_password=False)
    return verify(archive.home, url, repair=repair)


def change(archive: Archive, statement: sa.Executable) -> None:
    with archive.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(statement)


def state(archive: Archive, *models: type[Base]) -> list[list[tuple[Any, ...]]]:
    with archive.reading() as connection:
        tables = [Base.metadata.tables[model.__tablename__] for model in models]
        return [sorted(tuple(row) for row in connection.execute(sa.select(table))) for table in tables]


def test_a_whole_archive_has_no_findings(filled: Archive) -> None:
    assert check(filled) == []
    assert check(filled, repair=True) == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (sa.delete(FingerprintRow), "fingerprint"),
        (sa.update(FingerprintRow).values(scheme="0"), "fingerprint"),
        (sa.update(ArticleRow).values(cluster=ArticleRow.uid), "cluster"),
        (sa.update(ArticleRow).values(cluster="zs000000000000"), "cluster"),
        (sa.update(Meta).where(Meta.key == "sequence").values(value="1"), "counter"),
    ],
)
def test_what_is_derived_is_found_wrong_and_made_again(
    filled: Archive, statement: sa.Executable, kind: str
) -> None:
    derived = (FingerprintRow, FingerprintKeyRow, ReprintRow)
    before = state(filled, *derived), {each.uid: each.cluster for each in filled.articles()}
    change(filled, statement)
    assert {finding.kind for finding in check(filled)} == {kind}
    assert all(finding.repaired for finding in check(filled, repair=True))
    assert check(filled) == []
    assert (state(filled, *derived), {each.uid: each.cluster for each in filled.articles()}) == before


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (sa.update(VersionRow).values(body="gefälscht"), "version"),
        (sa.update(ArticleRow).values(version=9), "version"),
        (sa.update(FetchRow).where(FetchRow.id == 2).values(body_digest="sha1:AAAA"), "raw"),
        (sa.update(FetchRow).where(FetchRow.id == 2).values(record_id="<urn:uuid:0>"), "raw"),
        (sa.update(FetchRow).where(FetchRow.id == 2).values(warc_offset=5), "raw"),
    ],
)
def test_rows_that_were_tampered_with_are_found(filled: Archive, statement: sa.Executable, kind: str) -> None:
    change(filled, statement)
    assert kind in {finding.kind for finding in check(filled)}


def test_a_page_without_its_row_is_found(filled: Archive) -> None:
    change(filled, sa.update(FetchRow).where(FetchRow.id == 4).values(warc_file="zscrawl-9.warc.gz"))
    assert {finding.kind for finding in check(filled)} == {"page", "raw"}


@pytest.mark.parametrize("where", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_every_damaged_byte_of_a_warc_is_found_and_reading_goes_on_behind_it(
    filled: Archive, where: float
) -> None:
    [path] = files(filled.warc_folder)
    data = bytearray(path.read_bytes())
    data[int(len(data) * where)] ^= 0x55
    path.write_bytes(data)
    found = check(filled)
    assert found
    assert {finding.where for finding in found} == {path.name}
    assert len(found) <= 2


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_warc_cut_in_the_middle_names_every_page_that_is_gone(filled: Archive, kept: float) -> None:
    [path] = files(filled.warc_folder)
    with filled.reading() as connection:
        offsets = list(connection.scalars(sa.select(FetchRow.warc_offset + FetchRow.warc_length)))
    size = int(path.stat().st_size * kept)
    with path.open("r+b") as file:
        file.truncate(size)
    found = check(filled)
    pages = [finding for finding in found if "the page" in finding.detail]
    assert len(pages) == sum(end > size for end in offsets)


def test_repair_waits_for_no_writer(filled: Archive) -> None:
    with filled.writer("crawl"):
        assert check(filled) == []
        with pytest.raises(BusyError):
            check(filled, repair=True)


def test_pages_being_written_are_no_findings(filled: Archive, tmp_path: Path) -> None:
    with filled.writer("crawl") as writer:
        writer._raw.write(capture(URL + "?writing").page, {}, None)
        assert check(filled) == []
