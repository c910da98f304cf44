"""What belongs to one item of a list, to one clause or to one day, and not to what stands beside it."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Facts, Project


def _read(text: str, published_at: str = "2022-05-03") -> Facts:
    return read_facts(text, published_at=published_at)


def _project(facts: Facts, part: str) -> Project:
    found = [p for p in facts.projects if part in p.name]
    assert len(found) == 1, [p.name for p in facts.projects]
    return found[0]


def _subjects(facts: Facts) -> list[str]:
    return [p.name for p in facts.places if p.role == "subject"]


def test_each_item_of_a_list_has_the_place_it_names() -> None:
    facts = _read(
        "绵阳市招商引资再传捷报。中兴达公司在江油投资25亿元的锂盐项目、宏图公司在三台县投资8亿元的生猪养殖项目近日签约。"
    )
    assert _project(facts, "锂盐").place == "江油市"
    assert _project(facts, "生猪养殖").place == "三台县"


def test_a_place_where_a_project_is_signed_is_no_venue() -> None:
    facts = _read("近日,总投资5亿元的羽绒服装加工项目在河南省台前县签约。该项目由河北华瑞公司投资建设。")
    assert _subjects(facts) == ["台前县"]
    assert _project(facts, "羽绒服装").place == "台前县"


def test_an_event_signed_somewhere_is_still_held_there() -> None:
    facts = _read("4月28日,襄阳市新能源产业推介会在深圳市举行,现场签约项目12个,总投资88亿元。")
    assert _subjects(facts) == ["襄阳市"]


def test_the_former_name_of_a_county_names_the_place() -> None:
    facts = _read("4月28日下午,禄丰县人民政府举行项目签约仪式,集中签约项目3个,协议投资总额8亿元。")
    assert _subjects(facts) == ["禄丰市"]


def test_all_zones_of_a_province_are_no_zone() -> None:
    facts = _read("山西省全省开发区举行项目集中签约,共签约项目120个,总投资1200亿元。")
    assert _subjects(facts) == ["山西省"]
    assert {f.place for f in facts.figures} == {"山西省"}


def test_what_a_share_is_of_is_no_row() -> None:
    facts = _read("凤冈县集中开工项目18个,占遵义市集中开工项目个数的32%,总投资4亿元。")
    assert [f.place for f in facts.figures if f.value in {18, 4}] == ["凤冈县", "凤冈县"]
    assert _subjects(facts) == ["凤冈县"]


def test_a_day_shortly_before_publication_is_of_that_year() -> None:
    facts = _read("4月28日,龙南市举行集中签约仪式,签约项目9个。2021年以来,龙南市每月集中签约。")
    assert facts.figures[0].period == "2022-04-28"


def test_today_is_the_day_of_the_dateline() -> None:
    facts = _read("本报5月1日讯 今日,株洲市集中签约项目16个,总投资62亿元。")
    assert {f.period for f in facts.figures} == {"2022-05-01"}


def test_visitors_who_come_are_no_now() -> None:
    facts = _read("5月1日,日照市举行推介会。本次推介会吸引了多个项目前来洽谈,现场签约项目19个。")
    assert facts.figures[0].period == "2022-05-01"


def test_each_clause_has_its_own_party() -> None:
    facts = _read(
        "5月1日,株洲市举行招商引资项目签约仪式。仪式上,株洲市与湖南天地人和药业有限公司签订天人医药产业园项目,与长沙中康健康发展有限公司签订中康科技产业园项目。"
    )
    assert _project(facts, "医药产业园").investor == "湖南天地人和药业有限公司"
    assert _project(facts, "科技产业园").investor == "长沙中康健康发展有限公司"


def test_an_investor_told_later_goes_before_a_guess() -> None:
    facts = _read(
        "5月1日,桃源县集中开工项目分别是:湘云装饰商贸城项目、宝特锂离子电池项目。湘云装饰商贸城项目,由湖南德众置业有限公司投资建设,总投资15亿元。"
    )
    assert _project(facts, "商贸城").investor == "湖南德众置业有限公司"


def test_a_name_that_holds_a_stage_word_heads_no_list() -> None:
    facts = _read(
        "5月1日,营山县集中签约2个项目:四川丰盛食品有限公司投资2亿元建设面粉加工及粮油储备项目;四川溧都食品有限公司投资3亿元建设米粉生产项目。"
    )
    assert {p.stage for p in facts.projects} == {"签约"}


def test_the_sum_of_a_project_named_with_its_firm_is_its_own() -> None:
    facts = _read(
        "5月1日,铜梁区举行签约仪式。本次签约的四川金汇能股份有限公司新材料生产基地项目,计划投资10亿元,建设年产10万吨负极材料生产线。"
    )
    assert _project(facts, "新材料生产基地").amount_cny == 1_000_000_000


def test_projects_are_told_by_what_was_spent_on_them() -> None:
    facts = _read("庆城县招商引资项目进展顺利,其中中晶城市广场建设项目完成投资2.5亿元。")
    assert _project(facts, "中晶城市广场").amount_cny is None
    assert not [f for f in facts.figures if f.value == 2.5]


@pytest.mark.parametrize(
    "text",
    [
        "卢龙县举行2021年秋季重点项目集中开工仪式,7个项目集中开工。",
        "2022年开封市通许县春季线上项目签约大会召开,签约项目12个。",
        "泰兴市加大项目的引进力度,加快已落户项目推进,新签约项目9个。",
        "重庆市新签约工业设计、科技服务、金融服务、现代物流等现代服务业项目合同金额1525亿元。",
    ],
)
def test_kinds_seasons_and_doings_are_no_names(text: str) -> None:
    assert _read(text).projects == []


@pytest.mark.parametrize(
    "text",
    [
        "5月1日,湘潭县举行重大项目集中开工仪式,集中开工项目20个。园区建成后可入驻企业150余家。",
        "5月1日,湘潭县举行重大项目集中开工仪式,集中开工项目20个。园区建成后引进企业不低于45家。",
        "5月1日,湘潭县举行重大项目集中开工仪式,集中开工项目20个。与会人员观摩了天元食品加工、金山康养产业园4个项目。",
    ],
)
def test_room_hopes_and_sights_are_not_counted(text: str) -> None:
    assert [f.value for f in _read(text).figures] == [20]


def test_events_held_have_several_units() -> None:
    facts = _read("5月1日,西博会闭幕,四川省招商引资签约项目307个。期间举办56项投资促进活动,包括重大活动8项。")
    assert [f.value for f in facts.figures if f.indicator == "events_held"] == [56, 8]


def test_counties_that_act_are_rows_of_their_city() -> None:
    facts = _read(
        "记者从吉安市获悉,一季度全市签约项目60个。吉州区引进投资12亿元的电子信息产业园项目,吉安县引进总投资8亿元的显示模组项目,泰和县签约总投资5亿元的触控屏项目。"
    )
    assert _subjects(facts) == ["吉安市"]
    assert _project(facts, "显示模组").place == "吉安县"


def test_rates_told_apart_are_each_a_figure() -> None:
    facts = _read("前三季度,长沙市签约项目开工率、投产率较高,三类签约项目开工率分别为95%、88%、79%。")
    assert [(f.indicator, f.value) for f in facts.figures] == [("rate", 95), ("rate", 88), ("rate", 79)]
