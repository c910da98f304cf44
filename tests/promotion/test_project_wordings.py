"""Wordings of projects in county and city news: who builds, what it costs, where it goes, what is one name."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Project

HEAD = "谷城县招商引资项目建设加快推进。"


def projects(text: str, head: str = HEAD, title: str | None = None) -> list[Project]:
    return read_facts(head + "\n" + text, title=title, published_at="2023-06-01").projects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("此次共有明远高科产业园等10个项目集中开工。", ["明远高科产业园"]),
        ("明远海洋文化基地开工,集赛事、研学、培训等项目为一体。", ["明远海洋文化基地"]),
        (
            "1日举行明远食品(山东)生产基地暨重点实验室建设项目签约仪式。",
            ["明远食品(山东)生产基地暨重点实验室建设项目"],
        ),
        ("明远日化、明远电子、茂源食品等项目已先后建成投产。", ["明远日化", "明远电子", "茂源食品"]),
        (
            "此次开工4个项目,分别为2个“双百”项目,年产2万套灯具项目和年产3万吨树脂项目。",
            ["年产2万套灯具项目", "年产3万吨树脂项目"],
        ),
        ("昊岚原料药项目便成功签约落户谷城。", ["昊岚原料药项目"]),
        ("要学习昊岚新材料项目的推进干劲。", []),
    ],
)
def test_where_a_name_begins_and_ends(text: str, expected: list[str]) -> None:
    assert [p.name for p in projects(text)] == expected


def test_one_project_told_with_and_without_its_firm() -> None:
    found = projects(
        "明远年产3万吨面粉项目施工现场,工人正在施工。\n"
        "襄阳明远食品有限公司年产3万吨面粉项目总投资6亿元,主要生产面粉。"
    )
    assert [(p.name, p.amount_cny, p.stage) for p in found] == [
        ("明远年产3万吨面粉项目", 600_000_000, "在建")
    ]


def test_a_project_named_by_its_company_alone() -> None:
    found = projects("明远食品有限公司是园区今年引进的一个大规模民资项目,总投资6000多万元,目前正在加紧建设。")
    assert [(p.name, p.investor, p.amount_cny, p.stage) for p in found] == [
        ("明远食品有限公司", "明远食品有限公司", 60_000_000, "在建")
    ]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "已签约项目2个,包括2亿元的昊岚农机生产项目和1亿元的茂源调味料生产项目。",
            [200_000_000, 100_000_000],
        ),
        ("明远食品(山东)生产基地项目总投资约11.8亿元。", [1_180_000_000]),
        (
            "全市集中开工342个项目。\n明远纤维产业园开工。该项目分两期建设,其中一期计划投资6亿元。",
            [600_000_000],
        ),
    ],
)
def test_amounts(text: str, amounts: list[int]) -> None:
    assert [p.amount_cny for p in projects(text)] == amounts


@pytest.mark.parametrize(
    ("text", "investor"),
    [
        (
            "收集到阳江明远家居用品有限公司的信息后,专班登门拜访。该公司投资的刀具智能制造项目便成功签约。",
            "阳江明远家居用品有限公司",
        ),
        ("年产3万吨面粉项目开工,由台商投资2.1亿美元建设。", None),
        (
            "谷城农旅融合项目签约。\n明州智慧农业服务股份公司与谷城县签订协议,计划投资5亿元,建设谷城农旅融合项目。",
            "明州智慧农业服务股份公司",
        ),
    ],
)
def test_investors(text: str, investor: str | None) -> None:
    assert [p.investor for p in projects(text)][-1:] == [investor]


def test_places_in_order() -> None:
    found = projects(
        "浑江区、靖宇县和抚松县分别与有关企业签订明远数据中心项目、茂源风电设备制造项目和昊岚生态砂产业园项目。",
        head="白山市组团参加招商引资洽谈会。",
    )
    assert [p.place for p in found] == ["浑江区", "靖宇县", "抚松县"]
    found = projects("明远数据中心项目、茂源风电项目分别落户靖宇县、抚松县。", head="白山市集中签约2个项目。")
    assert [p.place for p in found] == ["靖宇县", "抚松县"]


@pytest.mark.parametrize(
    ("head", "text", "place"),
    [
        # the writer's own county, in the news of its city
        (
            "3日,白山市举行集中签约活动。我县成功签约1个项目。",
            "明远农业生态园项目总投资3亿元,拟在靖宇建设厂房。",
            "靖宇县",
        ),
        # a zone that no list knows
        (
            "今年以来,临港循环经济试验区全面推进招商引资。",
            "昊岚年产1万吨碳酸锂项目开工。",
            "临港循环经济试验区",
        ),
        (
            "我县集中开工9个项目。",
            "昊岚砂布项目,由昊岚科技公司投资建设,位于吉林·靖宇产业园。",
            "吉林·靖宇产业园",
        ),
    ],
)
def test_places(head: str, text: str, place: str) -> None:
    assert [p.place for p in projects(text, head)] == [place]


def test_newly_signed_above_a_sum() -> None:
    found = projects(
        "今年又新签了4个亿元以上项目,分别是:投资2亿元生产电池机械设备项目;投资3亿元生产应用车项目。"
    )
    assert {p.stage for p in found} == {"签约"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("作为今年规模最大、进展最快的肉牛养殖项目,从签约到开工仅用50天。", []),
        ("没有什么能阻挡项目推进,一些项目投产。", []),
        (
            "青烁矿山机械项目、昊岚食品年屠宰10万头生猪项目等也将于年底前入驻。",
            ["青烁矿山机械项目", "昊岚食品年屠宰10万头生猪项目"],
        ),
        ("昊岚快递总部项目、青烁制造中心项目参与签约仪式。", ["昊岚快递总部项目", "青烁制造中心项目"]),
        ("当天为建设滨河科创城注入新动能,上半年共签约前沿产业项目56个。", []),
        # one name of an item between two ;
        (
            "3个项目签约,分别是:昊岚食品增资项目,总投资1500万美元;青烁玻璃银镜、铝镜加工项目,总投资约4亿元。",
            ["昊岚食品增资项目", "青烁玻璃银镜、铝镜加工项目"],
        ),
        # 及 joins more closely than 和
        (
            "签约2个制造业项目、1个服务业项目,分别为昊岚第二总部及生产基地、青烁总部及研发基地和玉岚全国总部基地。",
            ["昊岚第二总部及生产基地", "青烁总部及研发基地", "玉岚全国总部基地"],
        ),
        # its short name
        (
            "昊岚微图像芯片封装项目、家用机器人项目签约。昊岚微项目的落地进一步增强实力。",
            ["昊岚微图像芯片封装项目", "家用机器人项目"],
        ),
        ("正式签约的明远纺织品有限责任公司就在园区正式开工建设。", ["明远纺织品有限责任公司"]),
    ],
)
def test_more_names(text: str, expected: list[str]) -> None:
    assert [p.name for p in projects(text)] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("其中,谷城县商务度假(矿泉)酒店,签约金额30亿元。", ("谷城县商务度假(矿泉)酒店", None, 3_000_000_000)),
        (
            "此外,明州昊岚集团是一家装备生产商,将投资5.5亿元,用地40亩,建设智能装备生产基地。",
            ("智能装备生产基地", "明州昊岚集团", 550_000_000),
        ),
        (
            "近日,昊岚设计院与谷城县人民政府举行合作框架协议签约仪式。根据协议,拟投资建设400兆瓦风光储项目,总投资约20亿元。",
            ("400兆瓦风光储项目", "昊岚设计院", 2_000_000_000),
        ),
        ("美国青烁软件平台项目签约。", ("美国青烁软件平台项目", "美国青烁", None)),
        (
            "明远纺织品有限公司正式开工建设。明远纺织品有限公司计划在谷城总投资6000万元,其中一期工程投资3500万元。",
            ("明远纺织品有限公司", "明远纺织品有限公司", 60_000_000),
        ),
    ],
)
def test_who_and_how_much(text: str, told: tuple[str, str | None, int | None]) -> None:
    assert [(p.name, p.investor, p.amount_cny) for p in projects(text)] == [told]


def test_the_province_alone_is_no_place_of_a_project() -> None:
    found = projects(
        "湖北省谷城县深入贯彻湖北省党代会精神,成功引入总投资5亿元的昊岚肉牛基地项目。",
        head="襄阳市委发来贺信,襄阳市招商引资项目开工。",
    )
    assert [p.place for p in found] == ["谷城县"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昊岚生态养殖暨屠宰全产业链项目签约。", ["昊岚生态养殖暨屠宰全产业链项目"]),
        ("昊岚光伏工程已并网发电。", ["昊岚光伏工程"]),
        ("昊岚软木产业园等农业类项目19个总投资32亿元。", ["昊岚软木产业园"]),
        ("多地高端装备制造项目开工热。", []),
        ("1日签约的3个项目中,昊岚科技馆选址城南,规划占地100亩。", ["昊岚科技馆"]),
        (
            "昊岚化工与园区签定的年产10万吨甲醛、6万吨甲醇项目,总投资5亿元。",
            ["年产10万吨甲醛、6万吨甲醇项目"],
        ),
        ("昊岚机械与城关镇签定的5000万元的钢型材项目。", ["钢型材项目"]),
    ],
)
def test_works_and_sums(text: str, expected: list[str]) -> None:
    assert [p.name for p in projects(text)] == expected


@pytest.mark.parametrize(
    ("head", "text", "place"),
    [
        # counties that begin with the 建 of 在建
        ("三明市集中签约2个招商项目。", "明远集团在建宁县投资的液压泵项目,总投资5亿元。", "建宁县"),
        # the row that the sentence before began with, behind its period
        (
            "应城市、云梦县招商引资。",
            "1—11月,应城市共签约项目96个。昊岚机械等一批重点项目加快推进。",
            "应城市",
        ),
        (
            "去年以来,昊岚—明州青年产业园加大招商引资力度。",
            "园区签约昊岚木塑生产线、青烁中成药等5个项目。",
            "昊岚-明州青年产业园",
        ),
        (
            "5日,12个重点项目在昊岚循环经济园区集中开工。",
            "这次开工的有昊岚复合肥生产线项目。",
            "昊岚循环经济园区",
        ),
        (
            "8月14日,全旗招商引资重大项目集中开工。",
            "年产3万吨新材料项目,在昊岚经济开发区开工建设。",
            "昊岚经济开发区",
        ),
    ],
)
def test_places_of_rows_and_zones(head: str, text: str, place: str) -> None:
    found = projects(text, head)
    assert [p.place for p in found][:1] == [place]
    assert all(p.stage != "在建" for p in found if p.name == "液压泵项目")


def test_started_and_resumed_together() -> None:
    found = projects(
        "截至3月31日,昊岚云计算中心、昊岚车灯制造基地、青烁总部基地项目等78个重点项目均如期开复工。"
    )
    assert [p.stage for p in found] == ["开工"] * 3


def test_what_a_phase_holds_is_no_project() -> None:
    found = projects(
        "签订年产4000吨酱菜项目招商引资协议,计划投资2000万元。一期项目新建酱菜加工厂及配套设施。"
    )
    assert [p.name for p in found] == ["年产4000吨酱菜项目"]


def test_the_sum_of_a_plan_is_that_of_the_only_project() -> None:
    found = projects(
        "谷城县与昊岚食品集团股份有限公司签订协议。昊岚集团计划在谷城县投资约20亿元,逐步建成4个养殖小区。\n"
        "“双千亩”项目将优化产业布局。",
        head="招商引资又有新进展。",
    )
    assert [(p.name, p.amount_cny) for p in found] == [("“双千亩”项目", 2_000_000_000)]


def test_the_party_stands_before_a_sum() -> None:
    found = projects("昊岚鞋业与城关镇签定的5000万元的钢型材项目。")
    assert [(p.investor, p.amount_cny) for p in found] == [("昊岚鞋业", 50_000_000)]
