"""Wordings that real articles showed and a rule was made for, each in a sentence of our own."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Activity, Facts, Figure, Project

DAY = "2023-09-20"


def read(text: str, title: str = "招商引资工作", published_at: str = DAY) -> Facts:
    return read_facts(text, title=title, published_at=published_at)


def project(facts: Facts, word: str) -> Project:
    found = [p for p in facts.projects if word in p.name]
    assert len(found) == 1, [p.name for p in facts.projects]
    return found[0]


def values(figures: list[Figure]) -> list[tuple[str, float]]:
    return [(f.indicator, f.value) for f in figures]


def kinds(activities: list[Activity]) -> list[str]:
    return [a.type for a in activities]


# --- projects ---------------------------------------------------------------------------------------


def test_name_before_its_investor_and_sum() -> None:
    facts = read("今年谷城县共签约3个项目,其中云岭温泉度假村项目由江城绿野旅游开发有限公司投资6亿元建设。")
    found = project(facts, "云岭")
    assert (found.name, found.investor, found.amount_cny) == (
        "云岭温泉度假村项目",
        "江城绿野旅游开发有限公司",
        600_000_000,
    )
    assert ("investment_contracted", 6.0) not in values(facts.figures)


def test_a_comma_inside_a_name_does_not_end_it() -> None:
    facts = read(
        "谷城县集中开工3个项目,分别是总投资0.3亿元的环湖大道绿化、亮化建设项目,总投资2亿元的拓原高频、高速覆铜板项目。"
    )
    assert project(facts, "环湖").name == "环湖大道绿化、亮化建设项目"
    assert project(facts, "拓原").amount_cny == 200_000_000


def test_what_an_agreement_with_a_firm_is_of() -> None:
    facts = read(
        "考察期间,谷城县与恒翊电子科技(深圳)有限公司签订了预计总投资9.5亿元的智慧物流小镇的合作框架协议。"
    )
    found = project(facts, "物流小镇")
    assert (found.stage, found.investor, found.amount_cny) == (
        "签约",
        "恒翊电子科技(深圳)有限公司",
        950_000_000,
    )


def test_money_brought_home() -> None:
    facts = read("招商引资中,在外能人赵某带着1.5亿元资金返乡,在谷城县创办青岭生态食品产业园。")
    assert project(facts, "青岭").amount_cny == 150_000_000


def test_a_list_that_came_to_an_intention() -> None:
    facts = read(
        "通过招商洽谈,拓原无人机项目、远岭火车酒店项目、云科现代农业项目等与谷城县初步达成合作意向。"
    )
    assert [p.stage for p in facts.projects] == ["在谈"] * 3


def test_each_part_of_a_sentence_speaks_of_its_own_project() -> None:
    facts = read(
        "谷城县招商项目集中开工:拓原光学镜头项目位于谷城县,由杭州拓原光电有限公司投资3亿元建设;"
        "远岭医用敷料项目位于谷城县,由武汉远岭生物科技有限公司投资1.2亿元建设。"
    )
    assert [p.amount_cny for p in facts.projects] == [300_000_000, 120_000_000]
    assert project(facts, "远岭").investor == "武汉远岭生物科技有限公司"


def test_investor_given_apart() -> None:
    facts = read("招商成果丰硕。总投资7亿元的拓原隔膜项目花落谷城县,投资方为常州拓原新材料有限公司。")
    assert project(facts, "拓原").investor == "常州拓原新材料有限公司"


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ("枣阳市与武汉远岭生物科技有限公司签下远岭疫苗项目", "枣阳市"),
        ("武汉远岭生物科技有限公司将投资2亿元,在枣阳市建设远岭疫苗项目", "枣阳市"),
        ("总投资2亿元的远岭疫苗项目花落枣阳市", "枣阳市"),
        ("枣阳市这次开工的是远岭疫苗项目,武汉远岭生物科技有限公司计划投资2亿元", "枣阳市"),
        ("武汉远岭生物科技有限公司投资2亿元的远岭疫苗项目在枣阳市破土动工", "枣阳市"),
    ],
)
def test_a_joint_event_leaves_each_project_its_place(item: str, place: str) -> None:
    facts = read(f"9月12日,华容县承办的招商大会举行,华容县县长致辞,15个项目签约。其中,{item}。")
    assert project(facts, "远岭").place == place


def test_a_zone_after_an_everyday_name_is_a_place() -> None:
    facts = read("招商活动中,总投资2亿元的远岭疫苗项目花落当阳经济开发区。")
    assert project(facts, "远岭").place == "当阳经济开发区"


@pytest.mark.parametrize(
    "text",
    [
        "谷城县签约的14个项目中,物流专班1个项目,新材料专班3个项目。",
        "谷城县第二、第三产业领域先后有3个项目开工建设。",
        "谷城县又一个锂电材料项目落地见效。",
        "谷城县多次赴长三角、珠三角等地洽谈,签约10个项目。",
        "谷城县签约项目涉及先进制造业项目、现代服务业项目等领域。",
        "标志着拓原新材料有限公司在谷城县的工厂正式投产。",
        "谷城县鼓励以商招商,现有企业引进上下游配套项目的,给予奖励。",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert [p.name for p in read(text).projects] == []


# --- figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "谷城县召开招商大会,180多位企业家参加会议。",
        "谷城县举行招商大会,近500人齐聚一堂。",
        "谷城县举行第四批招商项目签约仪式。",
        "谷城县招商引资项目全部达产后,年产值(营业收入)36亿元。",
        "今年谷城县要举办四批重点项目招商活动。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert values(read(text).figures) == []


def test_what_each_has_at_least_is_no_sum() -> None:
    facts = read("谷城县签约招商项目18个,投资额均超过3000万元,其中亿元以上项目12个。")
    assert values(facts.figures) == [("projects_signed", 18.0), ("projects_signed", 12.0)]


def test_a_set_spoken_of_again_is_not_counted_again() -> None:
    facts = read(
        "9月12日,谷城县27个招商项目集中签约。当日签约的27个项目中,城关镇10个。本次27个项目均已落实用地。"
    )
    assert values(facts.figures).count(("projects_signed", 27.0)) == 1


def test_a_bracket_between_the_words_and_the_number() -> None:
    facts = read("今年1至8月,谷城县引进招商项目(已办营业执照)214个。")
    assert ("projects_introduced", 214.0) in values(facts.figures)


def test_firms_visited_at_the_end_of_a_list() -> None:
    facts = read("招商小分队赴外招商,先后考察了恒翊科技有限公司、远岭集团、拓原电子公司等17家企业。")
    assert ("companies_visited", 17.0) in values(facts.figures)


def test_rows_of_sister_counties() -> None:
    facts = read(
        "截至目前,谷城县集中开工16个招商项目,其中工业项目14个;南漳县集中开工10个招商项目,其中工业项目9个。"
    )
    assert [(f.value, f.place) for f in facts.figures] == [
        (16.0, "谷城县"),
        (14.0, "谷城县"),
        (10.0, "南漳县"),
        (9.0, "南漳县"),
    ]


def test_a_row_of_a_zone_whose_division_is_not_named() -> None:
    facts = read("襄阳市招商引资到位资金245亿元。其中,南津经济技术开发区到位资金82.5亿元。")
    assert facts.figures[-1].place == "南津经济技术开发区"


def test_a_month_told_in_passing_dates_only_itself() -> None:
    facts = read("9月12日,谷城县签约招商项目27个。今年7月,谷城县成立9个专班。签约的工业项目有11个。")
    assert [f.period for f in facts.figures] == ["2023-09-12", "2023-09-12"]


@pytest.mark.parametrize(
    ("text", "published_at", "period"),
    [
        ("我县全年共签约招商项目31个。", "2023-12-20", "2023"),
        ("我县全年共签约招商项目31个。", "2023-01-10", "2022"),
        ("1—12月,我县签约招商项目31个。", "2023-01-08", "2022-01/2022-12"),
    ],
)
def test_the_year_of_a_whole_year(text: str, published_at: str, period: str) -> None:
    assert [f.period for f in read(text, published_at=published_at).figures] == [period]


# --- activities -------------------------------------------------------------------------------------


def test_a_venue_is_no_event() -> None:
    facts = read("9月12日,谷城县新材料产业推介会在白云国际会议中心召开。")
    assert kinds(facts.activities) == ["推介会"]


def test_two_events_joined_by_and() -> None:
    facts = read("9月12日,谷城县在南京举行了招商引资推介会和项目集中签约仪式。")
    assert sorted(kinds(facts.activities)) == ["推介会", "签约仪式"]


def test_an_event_spoken_of_again() -> None:
    facts = read(
        "9月12日,谷城县招商推介会在南京举行。本次推介会旨在深化合作。推介会邀请了90家企业,160余人参加会议。"
    )
    assert kinds(facts.activities) == ["推介会"]


def test_a_start_of_works_under_the_name_of_a_meeting() -> None:
    facts = read("9月12日,谷城县三季度招商项目集中开工和投产投用现场会在城关镇召开。")
    assert kinds(facts.activities) == ["集中开工"]


def test_an_invitation_is_no_visit() -> None:
    facts = read("招商推介中,客商表示愿意合作,县长希望企业家近期来谷城县考察。")
    assert "考察接待" not in kinds(facts.activities)


# --- relevance --------------------------------------------------------------------------------------


def test_foreign_capital_is_promotion() -> None:
    facts = read("前11个月,我市新批外资项目181个,合同外资6亿美元,实际到账外资2亿美元。", title="利用外资")
    assert facts.relevant
    assert ("investment_received", 2.0) in values(facts.figures)


def test_letting_a_shopping_centre_is_not() -> None:
    facts = read(
        "购物中心招商靠什么?空铺是大忌,主力店先行,业态组合要新。某商业地产项目招商签约率超过七成。",
        title="商场运营",
    )
    assert not facts.relevant


# --- whose promotion --------------------------------------------------------------------------------


def test_a_result_of_its_own_speaks_for_a_place() -> None:
    facts = read("9月11日,全省招商项目集中签约仪式举行,谷城县共签约9个外资项目,总投资6亿美元。")
    assert [p.name for p in facts.places if p.role == "subject"] == ["谷城县"]


def test_who_attends_is_no_project() -> None:
    facts = read("招商项目开工,市领导赵某某、钱某某、孙某某等四套班子领导出席项目开工仪式。")
    assert facts.projects == []


def test_the_task_is_no_result() -> None:
    facts = read("2023年,谷城县签约招商项目58个,计划总投资215亿元,提前完成200亿元招商引资任务。")
    assert values(facts.figures) == [("projects_signed", 58.0), ("investment_contracted", 215.0)]


def test_what_happened_comes_before_what_was_planned() -> None:
    facts = read("谷城县招商引资成效明显,20个储备项目提前开工。")
    assert values(facts.figures) == [("projects_started", 20.0)]
