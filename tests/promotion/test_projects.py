"""Projects, construction by construction."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Project

HEAD = "谷城县招商引资项目建设加快推进。"


def projects(text: str, head: str = HEAD) -> list[Project]:
    return read_facts(head + "\n" + text, published_at="2023-06-01").projects


def one(text: str, head: str = HEAD) -> Project:
    found = projects(text, head)
    assert len(found) == 1, [p.name for p in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "name", "investor", "amount", "stage"),
    [
        ("总投资12亿元的华丰磷酸铁锂项目正式开工。", "华丰磷酸铁锂项目", "华丰", 12, "开工"),
        ("华丰磷酸铁锂项目总投资1.2亿元,正在建设。", "华丰磷酸铁锂项目", "华丰", 1.2, "在建"),
        (
            "湖北华丰新材料有限公司投资5亿元建设年产2万吨隔膜项目。",
            "年产2万吨隔膜项目",
            "湖北华丰新材料有限公司",
            5,
            None,
        ),
        (
            "深圳华丰集团投资48亿元在城西建设的云计算中心项目竣工投产。",
            "云计算中心项目",
            "深圳华丰集团",
            48,
            "投产",
        ),
        (
            "该县与华丰集团有限公司签订智能家电产业园项目合同,投资30亿元。",
            "智能家电产业园项目",
            "华丰",
            30,
            "签约",
        ),
        ("由华丰集团投资3.6亿元的成品油码头项目已于上月竣工。", "成品油码头项目", "华丰集团", 3.6, "竣工"),
        ("华丰电厂三期工程开工,总投资约110亿元。", "华丰电厂三期工程", "华丰", 110, "开工"),
        (
            "华丰集团有限公司年产5万吨磷酸铁锂项目投产运行。",
            "年产5万吨磷酸铁锂项目",
            "华丰集团有限公司",
            None,
            "投产",
        ),
        ("成功引进中科新能源产业园项目。", "中科新能源产业园项目", "中科", None, None),
    ],
)
def test_one_project(
    text: str, name: str, investor: str | None, amount: float | None, stage: str | None
) -> None:
    project = one(text)
    assert project.name == name
    assert (investor or "") in (project.investor or "")
    assert project.amount_cny == (None if amount is None else round(amount * 10**8))
    assert project.stage == stage
    assert project.place == "谷城县"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签约华丰智能家居、新川味预制菜等4个项目。", ["华丰智能家居", "新川味预制菜"]),
        (
            "康达大健康产业、航宇光电和神雾资源利用3个项目落户。",
            ["康达大健康产业", "航宇光电", "神雾资源利用"],
        ),
        ("晟铭达、昊桦汽车、卡雷尔二期等一批重点项目竣工投产。", ["晟铭达", "昊桦汽车", "卡雷尔二期"]),
        (
            "签约项目11个。其中有:中达再生金属、森源电气设备、金汇产业园三期等。",
            ["中达再生金属", "森源电气设备", "金汇产业园三期"],
        ),
        (
            "投产的有2个,分别为投资3亿元的佳宝饮料项目和投资1.6亿元的青筠竹制品项目。",
            ["佳宝饮料项目", "青筠竹制品项目"],
        ),
        (
            "1.天力锂电二期项目。总投资3.5亿元,已于4月投产。\n2.明山康养小镇项目。总投资12亿元。",
            ["天力锂电二期项目", "明山康养小镇项目"],
        ),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    assert [p.name for p in projects(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "全县新签约重大产业项目34个。",
        "加快推进招商引资项目建设,完善项目服务机制。",
        "签约项目涵盖装备制造、新材料、生物医药等领域的项目。",
        "建设风机、叶片、塔筒等装备制造项目。",
        "举行产业招商推介会暨项目签约仪式。",
        "拜访华丰集团、昊桦汽车等5家企业。",
    ],
)
def test_what_is_no_project(text: str) -> None:
    assert projects(text) == []


def test_a_list_takes_the_stage_of_its_head_or_tail() -> None:
    head = projects("重点在谈项目12个,包括总投资40亿元的华中科创谷、总投资20亿元的恒康养生谷。")
    assert {p.stage for p in head} == {"在谈"}
    tail = projects("投资37亿元的国安技改项目、投资18亿元的藏格利用项目也已签约。")
    assert {p.stage for p in tail} == {"签约"}


def test_each_list_of_a_sentence_takes_the_stage_before_it() -> None:
    found = projects(
        "涵盖华丰隔膜生产线、恒康养生谷等2个招商引资签约项目,同时集中开工明山大道二期、南岭水库、东湖污水处理厂等3个重点项目。"
    )
    assert [p.stage for p in found] == ["签约", "签约", "开工", "开工", "开工"]


def test_works_whose_shell_is_done_are_under_construction() -> None:
    found = projects("在续建项目中,华丰铝业挤压生产线项目、铭昊药业搬迁项目完成土建施工。")
    assert [p.stage for p in found] == ["在建", "在建"]


def test_a_ceremony_may_be_held_together_with_another_event() -> None:
    found = one("县里举行集中签约活动暨石花镇全域国土综合整治项目开工仪式。")
    assert (found.name, found.stage) == ("石花镇全域国土综合整治项目", "开工")


def test_what_guests_are_shown_is_no_project_of_the_event() -> None:
    text = "招商引资恳谈会举行,签约项目17个。与会人员先后参观了华丰产业园、明山安置小区等重点建设项目。"
    assert projects(text) == []


def test_hopes_and_slogans_are_no_stage() -> None:
    assert one("华丰磷酸铁锂项目签约,有望年内竣工投产。").stage == "签约"
    assert one("落户的华丰磷酸铁锂项目将于明年开工。").stage is None


def test_a_shared_sum_is_a_figure_and_no_projects_own() -> None:
    facts = read_facts(HEAD + "\n华丰集团总投资17亿元建年产5万套光伏组件项目、年产2万辆专用汽车项目。")
    assert [(p.amount_cny, p.amount_kind) for p in facts.projects] == [(None, "shared")] * 2
    assert [f.value for f in facts.figures] == [17]


def test_respectively_gives_each_its_own() -> None:
    each = projects("签约落地氢能装备产业园、风光一体化项目,分别将投资10亿元。")
    assert [p.amount_cny for p in each] == [10**9, 10**9]
    paired = projects("粤港五金制造项目、瑞德门锁项目签约,计划投资总额分别为6.5亿元、3.8亿元。")
    assert [p.amount_cny for p in paired] == [650_000_000, 380_000_000]


def test_the_sum_of_a_counted_set_is_a_figure() -> None:
    facts = read_facts(HEAD + "\n华丰铝材、湘盛开发3个项目落户,总投资60亿元,其中华丰铝材投资约47亿元。")
    assert [f.value for f in facts.figures if f.value_cny] == [60]


def test_two_descriptions_of_one_project_are_one() -> None:
    project = one("总投资6亿元的华丰磷酸铁锂项目签约。华丰磷酸铁锂项目已经开工。")
    assert (project.amount_cny, project.stage) == (600_000_000, "开工")


def test_a_fund_is_no_investment() -> None:
    assert one("签约基金规模15亿元的云澈资本项目。").amount_kind == "fund_size"


def test_respectively_without_any_sum_pairs_nothing() -> None:
    assert projects("双方分别投资建设。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本次开工项目12个,包括柳河智慧矿山建设等5个生态环保类项目;青山分布式光伏推进等7个工业产业项目。",
            ["柳河智慧矿山建设", "青山分布式光伏推进"],
        ),
        ("各镇与客商签订涉及大米深加工、生态旅游等9个项目。", []),
        (
            "集中签约项目7个,其中有谷城华丰粮油有限公司年产3万吨橄榄油及优质挂面加工项目、柳河水泥厂等。",
            ["年产3万吨橄榄油及优质挂面加工项目", "柳河水泥厂"],
        ),
        ("今年,正在建设的柳河乡村振兴产业园项目将引入企业参与运营。", ["柳河乡村振兴产业园项目"]),
        ("华丰药业公司二期工程完成土建工程和设备安装。", ["华丰药业公司二期工程"]),
    ],
)
def test_names_of_sets_phases_and_works(text: str, expected: list[str]) -> None:
    assert [p.name for p in projects(text)] == expected
