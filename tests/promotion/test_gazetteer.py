"""The national gazetteer."""

from __future__ import annotations

import pytest

from promotion.geography.gazetteer import gazetteer


def test_it_holds_the_nation() -> None:
    known = gazetteer()
    provinces = [d for d in known.by_code.values() if d.level == "province"]
    assert len(provinces) == 34
    assert len(known.by_code) > 3200
    with_seat = [d for d in known.by_code.values() if d.longitude is not None]
    assert len(with_seat) / len(known.by_code) > 0.9
    assert all(73 < (d.longitude or 0) < 136 and 3 < (d.latitude or 0) < 54 for d in with_seat)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("襄阳", ["420600"]),
        ("襄樊市", ["420600"]),
        ("襄樊", ["420600"]),
        ("郧县", ["420304"]),
        ("恩施州", ["422800"]),
        ("长阳县", ["420528"]),
        ("科左中旗", ["150521"]),
        ("巴音郭楞州", ["652800"]),
        ("克州", ["653000"]),
        ("东湖高新区", ["420100"]),
        ("香港", ["810000"]),
    ],
)
def test_short_former_and_other_names(name: str, codes: list[str]) -> None:
    assert [d.adcode for d in gazetteer().named(name)] == codes


def test_several_divisions_may_bear_one_name() -> None:
    assert {d.province for d in gazetteer().named("朝阳区")} >= {"110000", "220000"}


def test_scanning_takes_the_longest_name() -> None:
    text = "湖北省襄阳市襄城区与南京江北新区"
    assert [text[h.start : h.end] for h in gazetteer().scan(text)] == [
        "湖北省",
        "襄阳市",
        "襄城区",
        "南京",
        "江北新区",
    ]


def test_nesting() -> None:
    known = gazetteer()
    county, city, province = (known.named(n)[0] for n in ("谷城县", "襄阳市", "湖北省"))
    assert county.within(city)
    assert county.within(province)
    assert not city.within(county)
    assert known.parent(county) == city
    assert known.parent(known.named("仙桃市")[0]) is None or known.named("仙桃市")[0].city == "420000"


def test_names_in_the_hand_written_lists_resolve_to_one_division() -> None:
    assert gazetteer().canonical_zone("光谷") == "东湖高新区"
