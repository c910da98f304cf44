"""The parts of the whoosh engine that are ours: postings, bit sets, ranges, building by several processes, merging."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from search import Document
from search.engines.whoosh import bits, parallel, postings, schema, writing
from search.engines.whoosh.postings import WEIGHT_BITS
from tests.search.cases import make_documents
from tests.search.strategies import LAW
from zscrawl.errors import SearchError

SIZES = st.sampled_from((1, 7, 8, 9, 300, 70_000))


@LAW
@given(data=st.data(), size=SIZES)
def test_a_set_of_documents_is_read_back(data: st.DataObject, size: int) -> None:
    ids = sorted(data.draw(st.sets(st.integers(0, size - 1), max_size=400)))
    assert list(bits.to_ids(bits.from_ids(ids, size), size)) == ids


@LAW
@given(data=st.data(), size=SIZES)
def test_postings_are_read_back(data: st.DataObject, size: int) -> None:
    ids = sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=400)))
    weigh = st.lists(st.integers(1, 255), min_size=len(ids), max_size=len(ids)) | st.just([7] * len(ids))
    weights = data.draw(weigh)
    packed = postings.pack(
        array("I", [i << WEIGHT_BITS | w for i, w in zip(ids, weights, strict=True)]), size
    )
    found = postings.unpack(packed, size)
    assert (list(found.ids), list(found.weights)) == (ids, weights)
    assert postings.unpack_bits(packed, size) == bits.from_ids(ids, size)
    lane = postings.unpack_lane(packed, size)
    assert len(lane) == size
    assert {i: w for i, w in enumerate(lane) if w} == dict(zip(ids, weights, strict=True))


@LAW
@given(ends=st.tuples(st.integers(0, 10**8 - 1), st.integers(0, 10**8 - 1)), other=st.integers(0, 10**8 - 1))
def test_a_range_is_covered_by_few_leading_parts(ends: tuple[int, int], other: int) -> None:
    low, high = sorted(ends)
    parts = [part.partition(schema.MARK)[2] for part in schema.range_terms("date", low, high)]
    assert len(parts) <= 18 * 8
    assert any(f"{other:08d}".startswith(part) for part in parts) == (low <= other <= high)


@LAW
@given(
    count=st.integers(1, 2000),
    length=st.integers(0, 200_000),
    field=st.sampled_from(("title", "body", "author")),
)
def test_a_weight_is_a_byte_and_grows_with_the_count(count: int, length: int, field: str) -> None:
    assert 1 <= schema.weight(field, count, length) <= schema.weight(field, count + 1, length) <= 255


def found(index: search.Index) -> dict[str, str]:
    return {hit.uid: hit.title.text for hit in index.search("*", limit=0, group=False).hits}


def test_building_by_several_processes_gives_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [*make_documents(70, seed=8), Document("zs8-5", "改了的标题"), Document("zs8-5", "又改了")]
    with search.rebuild(tmp_path / "one", "whoosh", documents) as index:
        expected = found(index)
    monkeypatch.setattr(parallel, "WORTHWHILE", 10)
    monkeypatch.setattr(parallel, "helpers", lambda: 2)
    with search.rebuild(tmp_path / "two", "whoosh", documents, watermark="70") as index:
        assert found(index) == expected
        assert expected["zs8-5"] == "又改了"
        assert index.watermark == "70"
        index.verify()
        with index.writer() as writer:
            writer.put(make_documents(30, seed=9))
            writer.delete(["zs8-5"])
        assert len(found(index)) == 99
    assert not list((tmp_path / "two").rglob("part-*"))


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true"])
def test_a_helper_that_fails_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(parallel, "WORTHWHILE", 10)
    monkeypatch.setattr(parallel, "helpers", lambda: 2)
    monkeypatch.setattr(parallel.sys, "executable", program)
    with pytest.raises(SearchError):
        search.rebuild(tmp_path, "whoosh", make_documents(3000, seed=8))
    assert not list(tmp_path.glob("data-*"))


def test_small_segments_are_merged_and_deleted_documents_dropped(tmp_path: Path) -> None:
    with search.create_index(tmp_path, "whoosh") as index:
        for number in range(40):
            with index.writer() as writer:
                writer.put(
                    [
                        Document(f"zs{number}", f"第{number}号", "招商引资"),
                        Document("zs-again", f"改{number}"),
                    ]
                )
        assert len(found(index)) == 41
        assert found(index)["zs-again"] == "改39"
        assert index.search("改38").total == 0
    segments = {file.name.split(".")[0] for file in tmp_path.rglob("MAIN_*.dict")}
    assert len(segments) < 2 * writing.MERGE_FACTOR
