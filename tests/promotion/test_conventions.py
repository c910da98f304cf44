"""Conventions of promotion news, construction by construction: one row is one way of putting it."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Facts

HEAD = "谷城县招商引资项目建设加快推进。\n"


def read(text: str, published_at: str = "2023-09-20") -> Facts:
    return read_facts(HEAD + text, title="招商引资工作", published_at=published_at)


@pytest.mark.parametrize(
    ("text", "name", "investor", "amount"),
    [
        # the sum right before the name, without 的
        ("投资110亿元光学芯片研发生产项目正在洽谈。", "光学芯片研发生产项目", None, 110),
        ("投资1.1亿青岭板栗深加工项目已完成选址。", "青岭板栗深加工项目", "青岭", 1.1),
        # verbs that build
        ("引进武汉远岭置业公司投资1.5亿元开发远岭阳光小区。", "远岭阳光小区", "武汉远岭置业公司", 1.5),
        (
            "引进武汉远岭集团投资8000万实施环城南路改造。",
            "环城南路改造",
            "武汉远岭集团",
            0.8,
        ),
        (
            "恒翊科技有限公司投资3亿元上马光学镜头生产线。",
            "光学镜头生产线",
            "恒翊科技有限公司",
            3,
        ),
        # more words before a sum
        ("恒翊镜头项目总投资预计为7.5亿元左右。", "恒翊镜头项目", "恒翊", 7.5),
        ("恒翊镜头项目计划投资人民币15亿元。", "恒翊镜头项目", "恒翊", 15),
        ("恒翊镜头项目,估计投资3亿元。", "恒翊镜头项目", "恒翊", 3),
        # the party before the name
        (
            "在谈的一是与远岭家居集团洽谈的家居商贸城项目,计划投资8亿元。",
            "家居商贸城项目",
            "远岭家居集团",
            8,
        ),
        (
            "最大的是武汉远岭科技有限公司的高端半导体设备项目,项目总投资20亿元人民币。",
            "高端半导体设备项目",
            "武汉远岭科技有限公司",
            20,
        ),
        (
            "远岭集团是国内龙头,这次签约了投资90亿元的城区旧城改造项目。",
            "城区旧城改造项目",
            "远岭集团",
            90,
        ),
        (
            "远岭光伏有限公司拟到我县流转滩涂,投资2.5亿元,新上一期光伏发电项目。",
            "一期光伏发电项目",
            "远岭光伏有限公司",
            2.5,
        ),
        (
            "恒翊机械有限公司租用厂房,新上的精密铸造加工项目,计划新增投资5000万元。",
            "精密铸造加工项目",
            "恒翊机械有限公司",
            0.5,
        ),
        # the project opens the sentence
        (
            "镁合金装备项目,由武汉远岭机械有限公司和恒翊材料有限公司共同投资建设,项目总投资1.5亿元。",
            "镁合金装备项目",
            "武汉远岭机械有限公司、恒翊材料有限公司",
            1.5,
        ),
        ("1、青岭换热器:总投资1.2亿元,占地100亩。", "青岭换热器", "青岭", 1.2),
        (
            "本项目计划投资30亿元,建设10GWh动力储能电池项目。",
            "10GWh动力储能电池项目",
            None,
            30,
        ),
        ("总投资15亿元青岭产业园一期已交付使用。", "青岭产业园一期", "青岭", 15),
        (
            "作为这次投产的代表项目,青岭装备智造产业园项目一期占地98亩,总投资4亿元。",
            "青岭装备智造产业园项目一期",
            "青岭",
            4,
        ),
    ],
)
def test_a_project_with_its_sum(text: str, name: str, investor: str | None, amount: float) -> None:
    facts = read(text)
    assert [(p.name, p.amount_cny) for p in facts.projects] == [(name, round(amount * 10**8))]
    assert (investor or "") in (facts.projects[0].investor or "")
    assert [f.value for f in facts.figures if "元" in f.unit] == []


@pytest.mark.parametrize(
    ("text", "investor"),
    [
        ("兰山股份(300999)6月12日晚间公告,公司拟投资12亿元在谷城县建设光学镜头生产基地项目。", "兰山股份"),
        ("兰山股份今日公告,公司与谷城县政府签署协议,拟分两期投资10亿元建设钢构生产项目。", "兰山股份"),
        ("兰山股份发布公告,公司与谷城县人民政府签订了《绿色建材产业园(二期)项目投资合作协议》。", "兰山股份"),
    ],
)
def test_whom_an_announcement_means_by_company(text: str, investor: str) -> None:
    found = read(text).projects
    assert [(p.investor, p.stage if "签" in text else None) for p in found] == [
        (investor, "签约" if "签" in text else None)
    ]


def test_an_agreement_names_its_project() -> None:
    facts = read(
        "远岭股份发布公告,公司与谷城县人民政府签订了《绿色建材产业园(二期)项目投资合作协议》。\n"
        "该项目计划投资人民币15亿元。"
    )
    assert [(p.name, p.amount_cny) for p in facts.projects] == [("绿色建材产业园(二期)项目", 15 * 10**8)]


def test_an_agreement_without_a_name_names_none() -> None:
    assert read("远岭股份与谷城县人民政府签订《项目投资协议》。").projects == []


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("1、已投产项目:\n青岭换热器:总投资1.2亿元。\n正岭铝业:总投资1.8亿元。", ["投产", "投产"]),
        (
            "今年新开工建设的重点招商引资项目有:青岭集团薄膜项目、正岭制药公司输液项目。",
            ["开工", "开工"],
        ),
        ("现场签约的16个项目中,最大的由青岭集团投资30亿元,建设南方生产基地。", ["签约"]),
        ("青岭隔膜、正岭显示器件等在谈项目推进签约。", ["在谈", "在谈"]),
        ("加快推动青岭鞋材、正岭塑编等项目二期工程建设。", ["在建", "在建"]),
        ("青岭集团的热电联产项目和正岭公司的总部大楼项目近日签约落户。", ["签约", "签约"]),
        ("青岭建材项目签约,全部建成投产后年产值12亿元。", ["签约"]),
        ("正在洽谈项目1个。一个是青岭光伏有限公司拟投资2.5亿元,新上光伏发电项目。", ["在谈"]),
    ],
)
def test_the_stage_that_a_passage_gives(text: str, stages: list[str]) -> None:
    assert [p.stage for p in read(text).projects] == stages


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "青岭文化产业园项目、正岭农产品市场项目,2项参加网络签约。",
            ["青岭文化产业园项目", "正岭农产品市场项目"],
        ),
        ("引进“农光互补光伏电站项目”。", ["农光互补光伏电站项目"]),
        (
            "签约青岭研发及生产基地建设项目、正岭镜头项目等6个优质产业项目。",
            ["青岭研发及生产基地建设项目", "正岭镜头项目"],
        ),
        ("招引战略性新兴产业项目、高质量产业项目。", []),
        ("一产项目开工5个,二产项目开工42个,五千万以上大项目开工49个。", []),
        ("第三届茶文化旅游节重大项目集中开工仪式举行。", []),
        ("总投资4.8亿元的六个“归雁经济”项目正式签约。", []),
        ("引进现代化生产线5条。", []),
        ("招引大体量项目、返乡投资项目、十亿级大好高项目。", []),
        ("“三请三回”招商推介项目签约。", []),
        ("协调青岭集团项目落地。", ["青岭集团项目"]),
        ("签订了青岭水城旅游度假区项目。", ["青岭水城旅游度假区项目"]),
        (
            "签约投资50亿元的青岭智创中心以及正岭结算中心等一批项目。",
            ["青岭智创中心", "正岭结算中心"],
        ),
        (
            "包括4个制造业项目,分别是青岭国际(1亿美元)、正岭机械(2400万美元)。",
            ["青岭国际", "正岭机械"],
        ),
        (
            "兰山股份公告,公司拟在谷城县建设锂电池产业链项目、专用车基地项目。",
            ["锂电池产业链项目", "专用车基地项目"],
        ),
        ("三大智能制造重点项目集中开工仪式举行,总投资约35亿元。", []),
        ("引进青岭食品公司,在县域内建设辣椒精深加工项目,概算总投资8000万元。", ["辣椒精深加工项目"]),
        ("一批经济合作项目、再生产业项目签约。", []),
        ("十月份招商引资项目签约仪式举行。", []),
        (
            "签约南漳县石墨烯材料、保康县旅游开发等产业项目11个。",
            ["南漳县石墨烯材料", "保康县旅游开发"],
        ),
        (
            "集中开工的三个重点项目分别为青岭智造中心、云岭产业园和正岭电气有限公司。",
            ["青岭智造中心", "云岭产业园", "正岭电气有限公司"],
        ),
        ("省重大项目青岭扩能项目投产。", ["青岭扩能项目"]),
        ("在不远处的青岭装备制造产业园,由正岭重工投资12亿元建设的风机总装项目开工。", ["风机总装项目"]),
    ],
)
def test_which_words_are_a_name(text: str, names: list[str]) -> None:
    assert [p.name for p in read(text).projects] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # targets in brackets
        ("截至6月底,到位资金25.47亿元,完成全年任务(42.5亿元)的59.94%。", [("investment_received", 25.47)]),
        # a list headed by its money
        (
            "到位资金总量靠前的有:襄城区12亿元,樊城区9亿元。",
            [("investment_received", 12), ("investment_received", 9)],
        ),
        # the kind of a part is that of the whole
        (
            "本月到位资金22.4亿元,其中省外资金8.4亿元。",
            [("investment_received", 22.4), ("investment_received", 8.4)],
        ),
        # counts of agreements head lists
        (
            "签订正式合同109个,协议引资7.7亿元。其中工业项目35个。",
            [("projects_signed", 109), ("investment_contracted", 7.7), ("projects_signed", 35)],
        ),
        (
            "1-6月,全县上年结转项目15个,实际到位省外资金62亿元;石花镇省外资金3.6亿元。",
            [("other", 15), ("investment_received", 62), ("investment_received", 3.6)],
        ),
        ("已开工建设尚未投产的项目20个。", [("projects_started", 20)]),
        (
            "共签约23个项目、开工25个项目、投产27个项目。",
            [("projects_signed", 23), ("projects_started", 25), ("projects_in_production", 27)],
        ),
        ("签约立项额940亿元。", [("investment_contracted", 940)]),
        ("完成注册外资2.7亿美元。", [("investment_contracted", 2.7)]),
        ("拜访企业客商近500人。", [("companies_visited", 500)]),
        ("共推进项目58个。", [("projects_under_construction", 58)]),
        ("青岭公司年产2000台电梯和18000个停车设备项目开工。", []),
        ("预备项目188项。", [("projects_planned", 188)]),
        ("新签实施项目4个。", [("projects_signed", 4)]),
        ("执行招商引资项目430个。", [("projects_under_construction", 430)]),
        ("招商项目形成固定资产投资额100.6亿元。", [("investment_received", 100.6)]),
        (
            "全县新签约项目(3000万元以上工业项目、亿元以上其他项目)161个。",
            [("projects_signed", 161)],
        ),
        ("去年全县园区基础设施投资超过18亿元。", []),
        ("物流园项目将投资1.2亿元,预计税收200万元。", []),
        ("达产后年纳税总额3000万元。", []),
        ("签约项目平均投资规模超过3.5亿元。", []),
        ("全县375亿元到位资金中,工业居首。", [("investment_received", 375)]),
        ("68个项目入驻园区。", [("projects_introduced", 68)]),
        (
            "签约投资额61亿元,已开工10个……9月7日,县里召开会议。",
            [("investment_contracted", 61), ("projects_started", 10)],
        ),
        (
            "9月7日获悉,谷城县上半年新签约项目293个。今年上半年,全县新签约项目293个。",
            [("projects_signed", 293)],
        ),
        # said twice
        (
            "28个项目集中开工,计划总投资46亿元。参加此次集中开工仪式的重大项目共有28项。",
            [("projects_started", 28), ("investment_total", 46)],
        ),
        (
            "21个项目签约,总投资108亿元。\n21个项目,平均投资5亿元以上。",
            [("projects_signed", 21), ("investment_contracted", 108)],
        ),
        ("签约总投资15亿元。\n集中签约,协议资金15亿元。", [("investment_contracted", 15)]),
    ],
)
def test_what_figures_a_passage_gives(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(f.indicator, f.value) for f in read(text).figures] == expected


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("9月12日,三季度集中开工项目举行仪式,集中开工10个项目。", ["2023-09-12"]),
        ("9月12日上午,谷城县列入第三季度全省集中开工重大项目23个。", ["2023-09-12"]),
        ("9月12日,谷城县迎来今年招商开门红,10个项目集中签约。", ["2023-09-12"]),
        ("年初以来,谷城县新签约项目19个。", ["2023"]),
        (
            "9月12日,谷城县举行三季度项目集中开工仪式,开工项目16个。今年以来,全县完成投资115亿元。"
            "本次集中开工的工业项目共6个。",
            ["2023-09-12", "2023", "2023-09-12"],
        ),
        ("1-6月,全县有上年结转项目15个。", ["2023-01/2023-06"]),
        (
            "9月12日,集中签约项目25个。其中青岭项目将于今年年底动工。全县征集项目49个。",
            ["2023-09-12", "2023-09-12"],
        ),
        ("上月,谷城县新签约项目19个。", ["2023-08"]),
        (
            "2023年1-4月,新签约项目32个。新开工项目26个(含2022年签约项目),开工率为81.25%。",
            ["2023-01/2023-04"] * 3,
        ),
    ],
)
def test_what_dates_a_figure(text: str, periods: list[str]) -> None:
    assert [f.period for f in read(text).figures] == periods


def test_a_sentence_that_goes_on_keeps_the_row() -> None:
    facts = read_facts(
        "襄阳市招商引资开工项目118个。\n谷城县招商引资开工项目36个,到位资金6亿元。"
        "其中:新建项目开工8个,到位资金1.2亿元。",
        published_at="2023-09-20",
    )
    assert [f.place for f in facts.figures] == ["襄阳市"] + ["谷城县"] * 4
