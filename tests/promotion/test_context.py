"""The context of figures: whose they are, of which time, and that each is told once."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Figure


def _figures(text: str, title: str | None = None, published_at: str = "2022-11-20") -> list[Figure]:
    return read_facts(text, title=title, published_at=published_at).figures


def _places(text: str, title: str | None = None) -> list[str | None]:
    return [f.place for f in _figures(text, title)]


def _subjects(text: str, title: str | None = None) -> list[str]:
    places = read_facts(text, title=title, published_at="2022-11-20").places
    return [p.name for p in places if p.role == "subject"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an event of others is no row, whoever is named in it
        (
            "麻城市招商引资势头良好。麻城市组团参加黄冈市重点项目集中签约仪式,6个项目签约,总投资18亿元。",
            ["麻城市", "麻城市"],
        ),
        ("信阳市商务局通报,在河南省投资推介会上,我市签约项目9个。", ["信阳市"]),
        # 该市 is the city that was named last
        (
            "江苏省举行招商推介会。常熟市签约项目8个,总投资30亿元。今年以来,该市累计签约项目64个。全省营商环境不断优化。",
            ["常熟市", "常熟市", "常熟市"],
        ),
        # firms of other places sign with 该县
        (
            "霍山县举行集中签约仪式。安徽苜禾农业、上海道远、安徽龙桥等企业与该县共签约项目15个。",
            ["霍山县"],
        ),
        # the city of the dateline
        (
            "本报南宁讯 招商引资到位资金73亿元,广西招商引资实现开门红。广西壮族自治区党委书记出席。",
            ["广西壮族自治区"],
        ),
        # the row goes on in the next sentence
        (
            "荆州市各地掀起招商热潮。松滋市举办返乡企业家座谈会。会上签约项目4个,总投资9亿元。",
            ["松滋市", "松滋市"],
        ),
        (
            "荆州市各地掀起招商热潮。松滋市举办返乡企业家座谈会。截至目前,全市签约项目40个。",
            ["荆州市"],
        ),
    ],
)
def test_whose_figures(text: str, expected: list[str]) -> None:
    assert _places(text) == expected


def test_rates_told_apart_go_to_the_places_of_the_list() -> None:
    figures = _figures(
        "湖南省通报招商引资情况。郴州、永州、衡阳和邵阳四市的项目开工率均超过30%,分别为52%、44%、44%和31%。"
    )
    assert [(f.label, f.value, f.place) for f in figures] == [
        ("项目开工率", 52, "郴州市"),
        ("项目开工率", 44, "永州市"),
        ("项目开工率", 44, "衡阳市"),
        ("项目开工率", 31, "邵阳市"),
    ]


def test_a_place_has_one_name_in_an_article() -> None:
    text = "湘西土家族苗族自治州举行招商推介会,签约项目21个。湘西州累计签约合作项目42个。"
    assert set(_places(text)) == {"湘西土家族苗族自治州"}


def test_rates_of_rows_are_of_the_rate_at_their_head() -> None:
    figures = _figures(
        "六安市通报招商引资工作。各县区新签约项目开工率分别为:金安区93.5%、市开发区87.2%、霍邱县86.5%。"
    )
    assert [(f.indicator, f.value, f.place) for f in figures] == [
        ("rate", 93.5, "金安区"),
        ("rate", 87.2, "市开发区"),
        ("rate", 86.5, "霍邱县"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("过去的一年,蓬溪县引进项目25个,招商引资成绩喜人。", "2021"),
        ("截至10月底,蓬溪县2022年招商引资项目完成投资6.2亿元。", "2022-10-31"),
        ("11月3日至6日,蓬溪县招商引资洽谈会举行,开幕当天签约项目12个。", "2022-11-03"),
        ("11月3日至6日,蓬溪县招商引资洽谈会举行,签约项目12个。", "2022-11-03/2022-11-06"),
    ],
)
def test_time_of_figures(text: str, expected: str | None) -> None:
    assert [f.period for f in _figures(text)] == [expected]


def test_a_figure_of_the_head_is_told_again_in_the_body() -> None:
    figures = _figures(
        "今年长治市集中开工\n涉及126个重点项目,总投资310亿元\n11月8日,长治市举行重点项目集中开工仪式。"
        "长治市126个重点项目集中开工,总投资310亿元人民币。"
    )
    assert [(f.value, f.period) for f in figures] == [(126, "2022-11-08"), (310, "2022-11-08")]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        # 和|县域: no 和县
        ("六安市推动民营经济和县域经济发展,集中开工项目30个。六安市委书记出席。", None, ["六安市"]),
        # who signs at the event of others
        (
            "相城区11月9日在苏州招商大会上签约项目5个,总投资60亿元。",
            "相城区在苏州招商大会上签约5个项目",
            ["相城区"],
        ),
        # the people's government of a county acts
        ("11月6日,安徽省霍山县人民政府与江苏一家公司举行项目签约仪式,总投资5亿元。", None, ["霍山县"]),
        # a brand with the name of a province, and a town of the county
        (
            "投资3亿元的福建佳禾食品项目主体完工。霍山县诸佛庵镇今年引进项目7个,总投资12亿元。",
            None,
            ["霍山县"],
        ),
        # guests are welcomed by the place that they come to
        (
            "上海市徐汇区经贸考察团赴我市考察。市领导对考察团的到来表示欢迎。前进区区长介绍了前进区的优势,"
            "徐汇区工商联负责人说,今后会有更多的徐汇区企业来前进区投资。",
            "上海市徐汇区经贸考察团赴我市考察",
            ["前进区"],
        ),
        # the province that the text names tells which of two counties of one name the title means
        ("江西东乡重点产业推介会举行,东乡县签约项目22个,合同资金36亿元。", "东乡县签约22个项目", ["东乡区"]),
        # a delegation that travels for its own province
        (
            "11月6日,自治区主席率广西党政代表团前往上海考察。上海市领导会见代表团一行,期待更多企业到广西投资兴业。",
            "广西党政代表团赴上海考察招商",
            ["广西壮族自治区"],
        ),
        # one of the offices of a leader of the district
        (
            "荣昌区举行招商引资项目集中签约活动,35个项目签约。区委常委、组织部部长、荣昌高新区党工委书记主持。",
            None,
            ["荣昌区"],
        ),
        # 省内市外 are kinds of money, no province that speaks
        ("1至10月,霍山县到位省外资金44亿元;到位省内市外资金13亿元。", None, ["霍山县"]),
    ],
)
def test_whose_news(text: str, title: str | None, expected: list[str]) -> None:
    assert _subjects(text, title) == expected


def test_the_count_of_a_headline_is_the_count_whose_stage_is_told() -> None:
    figures = _figures(
        "688个项目吸引4889亿元\n麻城市招商推介会11月8日举行,688个项目现场签约。", "麻城市推介会"
    )
    assert [(f.indicator, f.value, f.period) for f in figures if f.unit == "个"] == [
        ("projects_signed", 688, "2022-11-08")
    ]


def test_an_everyday_word_in_a_list_of_places_is_one() -> None:
    found = read_facts(
        "云南省引进项目90个,保山、大理、曲靖招商引资进度靠前。", published_at="2022-11-20"
    ).places
    assert "大理州" in [p.name for p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a part of the province that has no government
        (
            "1至6月,江苏省新批外资项目900个。苏中地区合同外资28亿美元;苏北五市实际使用外资17亿美元。",
            ["江苏省", "苏中", "苏北"],
        ),
        ("今年,湖南省实际利用外资57亿美元;长株潭地区实际利用外资39亿美元。", ["湖南省", "长株潭"]),
        # a number inside the name of a place
        ("五家渠市招商推介会上,12家企业与五家渠市签约。", ["五家渠市"]),
        # two numbers side by side
        ("遂川县对接A集团、B商会等近30批次120余家企业,招商引资势头好。", ["遂川县", "遂川县"]),
    ],
)
def test_places_of_all_figures(text: str, expected: list[str]) -> None:
    assert _places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the year is spoken of, the day stays
        (
            "遂川县11月6日举行产业推介会。今年是机制创新的第十年。大会签约项目21个。",
            ["2022-11-06"],
        ),
        # until when, and since when
        ("截至9月底,遂川县今年新签约招商项目32个。", ["2022-09-30"]),
        # 全年 of the year spoken of
        ("去年,遂川县招商引资成绩良好。全年新增签约项目17个。", ["2021"]),
    ],
)
def test_the_year_beside_the_day(text: str, expected: list[str]) -> None:
    assert [f.period for f in _figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a county-level city under the province speaks as 师市
        ("2022年师市实施招商引资项目71个。师市推进可克达拉市、甲产业园区建设。", ["可克达拉市"]),
        # a venue beyond the border is no subject beside the place that goes there
        ("遂川县一行来港考察,在香港举办招商推介会,向香港客商介绍香港企业来遂川投资的情况。", ["遂川县"]),
    ],
)
def test_who_speaks(text: str, expected: list[str]) -> None:
    assert _subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a place that opens an item is its row, wherever it lies
        (
            "各新区招商引资取得进展。西海岸新区新签约项目64个;天津滨海新区引进项目80个,协议投资510亿元。",
            ["西海岸新区", "天津滨海新区", "天津滨海新区"],
        ),
        # a zone by its kind alone, as an item of a list
        (
            "遂宁市招商引资进展顺利。至6月底,在建项目226个。在建项目中,射洪市56个、高新区32个、蓬溪县24个,分别排在前三位。",
            ["遂宁市", "射洪市", "高新区", "蓬溪县"],
        ),
    ],
)
def test_rows_of_other_places(text: str, expected: list[str]) -> None:
    assert _places(text) == expected


def test_the_head_of_rows_says_what_they_count() -> None:
    figures = _figures(
        "遂宁市招商引资进展顺利。在建项目226个,试产项目55个。在建项目中,射洪市56个、蓬溪县24个分别排在前两位。"
    )
    assert [f.indicator for f in figures] == [
        "projects_under_construction",
        "projects_in_production",
        "projects_under_construction",
        "projects_under_construction",
    ]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        # a county's short name opens the title
        ("今年第一季度全县签约项目13个,招商实现开门红。", "云霄:招商实现开门红", ["云霄县"]),
        # the title names the county, the text says 我县
        ("今年第一季度我县签约项目13个,招商实现开门红。", "云霄招商实现开门红", ["云霄县"]),
        # all parks of a city are no zone
        ("遂宁市产业园区引进项目66个,全市招商引资进展顺利。", None, ["遂宁市"]),
        # an autonomous county by its short name
        ("芷江举行招商推介会,芷江签约项目6个,总投资9亿元。全县招商升温。", None, ["芷江县"]),
    ],
)
def test_names_of_subjects(text: str, title: str | None, expected: list[str]) -> None:
    assert _subjects(text, title) == expected
