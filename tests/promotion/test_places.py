"""Which places an article names, and whose promotion it is."""

from __future__ import annotations

import pytest

from promotion import read_facts


def subjects(text: str, title: str | None = None, region: str | None = None) -> list[str]:
    return [p.name for p in read_facts(text, title=title, region=region).places if p.role == "subject"]


def named(text: str) -> list[str]:
    return [p.name for p in read_facts(text).places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("据湖北日报报道,孝感市签约5个项目", ["孝感市"]),
        ("拜访了宁波海川新材料股份有限公司", []),
        ("位于北京路的武汉大学", []),
        ("咸宁高新区签约", ["咸宁高新区"]),
        ("汶上县经济开发区签约", ["汶上县", "汶上县经济开发区"]),
        ("通城县永安工业园开工", ["通城县", "通城县永安工业园"]),
        ("杭州市临平区举行", ["杭州市", "临平区"]),
        ("襄樊市签约", ["襄阳市"]),
        ("双方合作建设,和平发展,资源共享", []),
        ("县委副书记、代县长李某", []),
    ],
)
def test_places_named(text: str, places: list[str]) -> None:
    assert sorted(named(text)) == sorted(places)


def test_one_name_of_many_is_settled_by_its_neighbours() -> None:
    facts = read_facts("长春市招商引资大会召开,朝阳区、宽城区等签约项目12个,总投资30亿元")
    assert {p.adcode for p in facts.places} == {"220100", "220104", "220103"}


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("5月16日,滁州市市长率队赴上海、苏州开展招商考察,拜访企业12家。", None, ["滁州市"]),
        ("来自深圳的客商到我县考察投资环境,怀远县县长王某陪同。怀远县招商局介绍情况。", None, ["怀远县"]),
        ("2023东台(苏州)外商投资说明会在太仓举行,签约项目33个。", None, ["东台市"]),
        ("全省1至9月签约招商项目1200个,总投资3000亿元。\n兰州日报讯", "全省招商引资再创新高", ["甘肃省"]),
        ("9月15日,凤阳县人民政府与某集团有限公司在合肥签订投资协议。", "项目落子凤阳", ["凤阳县"]),
        ("县长主持召开招商引资调度会。\n竹山县融媒体中心 王某", "我县召开招商引资调度会", ["竹山县"]),
        (
            "株洲市高新区举行招商项目集中签约仪式,签约项目18个。",
            "株洲高新区签约18个项目",
            ["株洲高新区", "株洲市"],
        ),
    ],
)
def test_the_subject(text: str, title: str | None, expected: list[str]) -> None:
    found = subjects(text, title)
    assert found[0] in expected
    assert set(found) <= set(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the city's website and 全市 stand beside 我县: the county that has its own ceremony
        (
            "全市举行项目集中开工动员会,谷城县分会场收看,随后我县举行开工仪式。县委书记宣布开工。\n来源:襄阳青年网",
            "谷城县",
        ),
        # an event of the place, with its year and number between
        (
            "中国·通城2019(第二届)乡情大会招商引资恳谈会举行,县委书记致辞。与会人员参观了通城创新产业园。",
            "通城县",
        ),
        # a superior looks at the place's work; nobody travels there for investment
        (
            "近日,市投资促进局副局长一行赴兴山调研招商引资工作,县招商局就我县招商情况作了汇报。",
            "兴山县",
        ),
        # whom a zone meets is not whose news it is
        (
            "今年,随州市经济开发区组织实施项目16个。该区按照安排,与浙江嘉兴滨海新区管委会进行座谈交流。",
            "随州市经济开发区",
        ),
        # only the station says where 我市 is
        ("我市市长带队拜访了8家企业,洽谈产业招商。\n来源:松滋电视台", "松滋市"),
        # leaders of several counties travel with their city
        (
            "市人大常委会主任率队开展招商引资。保康县县长李某、南漳县县长王某、谷城县县长张某参加考察。"
            "企业与襄阳的产业基础高度契合。",
            "襄阳市",
        ),
    ],
)
def test_the_subject_is_not_whom_it_meets_or_who_reports(text: str, expected: str) -> None:
    assert subjects(text)[0] == expected


def test_a_prefecture_is_not_its_county_level_city() -> None:
    text = (
        "上半年,全州到位州外资金62.4亿元,同比增长12%。\n"
        "楚雄市完成到位资金36.9亿元;南华县完成到位资金2.6亿元;牟定县完成到位资金18.5亿元。"
    )
    assert subjects(text)[0] == "楚雄彝族自治州"


def test_parts_with_results_of_their_own_are_subjects_too() -> None:
    text = (
        "咸宁市上半年新签约项目391个。其中,嘉鱼县签约项目68个,合同投资额170.8亿元;"
        "赤壁市签约项目59个,合同投资额91.9亿元。"
    )
    assert subjects(text) == ["咸宁市", "嘉鱼县", "赤壁市"]


def test_the_region_of_the_source_speaks_where_the_article_does_not() -> None:
    assert subjects("我县召开招商引资推进会,新签约项目12个。", region="420625") == ["谷城县"]


def test_a_place_that_only_the_title_names_has_no_offsets() -> None:
    place = read_facts("今年新签约招商项目12个,总投资30亿元。", title="宜都市招商引资再创佳绩").places[0]
    assert (place.name, place.quote, place.start, place.end) == ("宜都市", "宜都市", 0, 0)
