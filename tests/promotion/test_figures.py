"""Figures, rule by rule (docs/codebook.md, Hard cases)."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Figure

HEAD = "谷城县招商引资工作会召开。"


def figures(text: str, published: str | None = "2022-08-01") -> list[Figure]:
    return read_facts(HEAD + text, published_at=published).figures


def short(text: str) -> list[tuple[str, float]]:
    return [(f.indicator, f.value) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约项目2910个", [("projects_signed", 2910)]),
        ("60个重大项目开工", [("projects_started", 60)]),
        ("新引进产业项目22个", [("projects_introduced", 22)]),
        ("其中注册的有69个,注册率60%", [("projects_registered", 69), ("rate", 60)]),
        ("在谈项目45个", [("projects_negotiating", 45)]),
        ("谋划重大项目61项", [("projects_planned", 61)]),
        ("竣工投产项目14个", [("projects_in_production", 14)]),
        ("17个项目集中开工、竣工、签约", [("other", 17)]),
        ("协议引资77亿元", [("investment_contracted", 77)]),
        ("实际到位内资28.9亿元", [("investment_received", 28.9)]),
        ("外出招商40余次、拜访企业110余家", [("trips", 40), ("companies_visited", 110)]),
        ("接待客商96批次,举办推介会5场", [("visitors_received", 96), ("events_held", 5)]),
        ("掌握招商信息400余条", [("leads", 400)]),
        ("签订招商协议150个", [("projects_signed", 150)]),
        ("签约一批15个,开工一批9个", [("projects_signed", 15), ("projects_started", 9)]),
    ],
)
def test_code_by_the_verb(text: str, expected: list[tuple[str, float]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "瞄准世界500强、百亿级企业招商",
        "力争全年签约项目100个",
        "主要目标:全年新签约项目200个,到位资金600亿元",
        "推行“26211”机制",
        "项目达产后年产值25亿元,税收1.2亿元,就业1000人",
        "规模以上工业增加值增长8.6%,外贸进出口32亿元",
        "占地150亩,建筑面积8万平方米",
        "平均单个项目超16亿元",
        "已有30多个国家的客商550名到会",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert short(text) == []


def test_growth_target_and_rank_belong_to_the_figure_before() -> None:
    signed, received = figures("签约项目90个,同比增长39.5%,全省第一;到位资金59亿元,下降8.9%,占目标任务114%")
    assert (signed.yoy_pct, signed.rank) == (39.5, "全省第一")
    assert (received.yoy_pct, received.target_pct) == (-8.9, 114)


def test_growth_over_another_year_is_not_yoy() -> None:
    assert figures("签约项目90个,比2019年增长14%")[0].yoy_pct is None


def test_nested_parts_have_qualifiers() -> None:
    found = figures("签约亿元以上项目115个(工业项目66个,非工业项目49个),其中5亿元至10亿元项目9个")
    assert [(f.value, f.indicator) for f in found] == [(v, "projects_signed") for v in (115, 66, 49, 9)]
    assert "工业" in (found[1].qualifier or "")
    assert "5亿元至10亿元" in (found[3].qualifier or "")


def test_money_is_of_the_same_part_as_the_count_before_it() -> None:
    text = "全市新签约亿元以上项目15个，总投资120亿元，到位资金9亿元；其中工业项目9个、总投资80亿元。"
    money = [(f.value, f.qualifier) for f in figures(text) if f.value_cny is not None]
    assert money == [(120, "亿元以上"), (9, None), (80, "工业")]


def test_lists_that_drop_words() -> None:
    found = read_facts(
        "梅州市招商引资上半年新签约项目92个,计划投资365亿元。其中丰顺县12个、58亿元,五华县15个、47.3亿元。",
        published_at="2023-07-12",
    ).figures
    assert [(f.place, f.indicator, f.value) for f in found[2:]] == [
        ("丰顺县", "projects_signed", 12),
        ("丰顺县", "investment_contracted", 58),
        ("五华县", "projects_signed", 15),
        ("五华县", "investment_contracted", 47.3),
    ]
    assert {f.period for f in found} == {"2023-01/2023-06"}


def test_a_bracketed_list_takes_its_money_from_the_head() -> None:
    found = figures("重点产业链到位资金3477亿元,排在前列的是新能源(1177.75亿元)、石化(363.33亿元)")
    assert [f.indicator for f in found] == ["investment_received"] * 3
    assert found[1].qualifier == "新能源"


def test_respectively_pairs_in_order() -> None:
    found = read_facts(
        "恩施州招商引资一季度到位资金103亿元,恩施市、利川市到位资金分别为24.6亿元、18.3亿元",
        published_at="2018-04-16",
    ).figures
    assert [(f.place, f.value) for f in found[1:]] == [("恩施市", 24.6), ("利川市", 18.3)]
    assert [f.label for f in figures("开工率和投产率分别是86%、30%")] == ["开工率", "投产率"]


def test_a_restated_number_is_one_figure() -> None:
    found = figures("签约项目391个。在新签约的391个项目中,工业项目233个。")
    assert [f.value for f in found] == [391, 233]


def test_foreign_money_has_no_yuan() -> None:
    figure = figures("合同外资6.1亿美元")[0]
    assert (figure.unit, figure.value_cny) == ("亿美元", None)


def test_the_period_is_inherited_and_changes() -> None:
    found = figures("上半年,签约项目30个,到位资金9亿元。截至7月底,开工项目12个。")
    assert [f.period for f in found] == ["2022-01/2022-06", "2022-01/2022-06", "2022-07-31"]


def test_the_quarter_in_an_events_name_is_no_period() -> None:
    found = figures("7月28日举行第二季度重大项目集中签约仪式,签约项目9个")
    assert found[0].period == "2022-07-28"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the noun stands before its kinds
        (
            "集中开工的绿色产业项目包括循环利用型、环境治理型等2类,共14个,总投资60亿元",
            [("projects_started", 14), ("investment_total", 60)],
        ),
        # a class and its count
        ("投资额超10亿元项目45个", [("other", 45)]),
        # from which size on something is counted
        ("完成投资(500万元口径)30亿元", [("investment_received", 30)]),
        # a number in a name
        ("“6个100工程”签约项目80个", [("projects_signed", 80)]),
        # a target
        ("市下达的目标任务数为引进市外资金27亿元", []),
        ("与9家企业签订投资协议", [("projects_signed", 9)]),
        ("接待客商17起", [("visitors_received", 17)]),
        ("新引进企业15家,培育农民合作社220家,规模以上企业30家", [("other", 15)]),
        ("实际使用外资金额594亿元", [("investment_received", 594)]),
        ("完成内资347亿元,完成外资4.2亿美元", [("investment_received", 347), ("investment_received", 4.2)]),
        ("签订项目合同47个、内资81亿元", [("projects_signed", 47), ("investment_contracted", 81)]),
        ("双方达成126个合作项目,总值超过100亿元", [("projects_signed", 126), ("investment_contracted", 100)]),
        ("前期项目约80个", [("projects_planned", 80)]),
        ("对外贸易总额42亿元", []),
        ("占省下达招商到位资金22亿元的101%", []),
        ("三场活动,共签约项目34个", [("projects_signed", 34)]),
        (
            "新批500万元以上项目12个、5000万元以上项目7个,分别比去年同期增加6个和3个",
            [("other", 12), ("other", 7)],
        ),
        ("新增总投资超5000万美元项目(含增资)51个", [("other", 51)]),
        ("完成产业项目投资12亿元", [("investment_received", 12)]),
        ("新签约项目预计新增到位资金2亿元", []),
        ("争取有签约意向的项目12个", [("projects_negotiating", 12)]),
        ("党政领导外出招商5场次", [("trips", 5)]),
        ("入驻配套企业37家,入园企业数达到1280个", [("other", 37), ("other", 1280)]),
        ("投资增速等5项指标位居全市第一", []),
        ("实际进资40亿元", [("investment_received", 40)]),
        ("完成投资55亿元,比去年同期增加3.5亿元", [("investment_received", 55)]),
        ("举办数十场推介活动,签约项目80个", [("projects_signed", 80)]),
        ("外出招商150批、约500人次", [("trips", 150), ("trips", 500)]),
        ("8个项目现场签约,“吸金”351亿元", [("projects_signed", 8), ("investment_contracted", 351)]),
        ("投资过10亿元项目6个开工", [("projects_started", 6)]),
        (
            "紧盯自治区下达的“引进国内(区外)资金212亿元”的目标,引进到位资金27亿元",
            [("investment_received", 27)],
        ),
        ("单笔最小投资7700万元,单笔最大投资达到20亿元,签约项目7个", [("projects_signed", 7)]),
        ("所签项目有两个特点,签约项目28个", [("projects_signed", 28)]),
        ("对接拜访目标企业1475家", [("companies_visited", 1475)]),
        ("新签293个国内省外项目", [("projects_signed", 293)]),
        ("外资项目8个,其中到资超过1亿美元的项目有甲公司、乙公司", [("other", 8)]),
        ("新入区企业90家,其中外商投资企业59家", [("other", 90), ("other", 59)]),
        # one project, told by what it can do
        ("投资4亿元、日处理污泥300吨的环保发电项目开工", []),
    ],
)
def test_what_a_number_is_of(text: str, expected: list[tuple[str, float]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约项目20个,其中工业项目12个", [None, "工业"]),
        ("成功签约15个外资项目", ["外资"]),
        ("在全国招商大会上成功签约项目5个", [None]),
        ("累计到位省外资金12亿元", ["省外"]),
        ("签约A食品加工项目、B仓储项目等12个重点项目", [None]),
        ("新材料专班2个项目签约", ["新材料专班"]),
        ("宜城市签约项目9个", [None]),
    ],
)
def test_the_qualifier_is_a_part_of_the_whole(text: str, expected: list[str | None]) -> None:
    assert [f.qualifier for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # rows under a head that says so, in a line of their own
        (
            "11月份,全县新开工项目5个,总投资9亿元。\n各乡镇11月份新开工情况:石花镇2个,总投资3亿元;盛康镇3个,总投资6亿元。",
            [("projects_started", 5), ("projects_started", 2), ("projects_started", 3)],
        ),
        # the noun stands before the comma
        ("今年在建项目势头良好。最亮眼的是二产项目,有33个。", [("projects_under_construction", 33)]),
        # foreign capital by trades
        (
            "全县实际利用外资2.4亿美元。按行业划分,第一产业完成446万美元,其中制造业完成1651万美元。",
            [("investment_received", 2.4), ("investment_received", 446), ("investment_received", 1651)],
        ),
        ("走访浙商1200人,重要客商(机构)5批次", [("companies_visited", 1200), ("visitors_received", 5)]),
        ("接触了农业、机械等领域54家企业", [("companies_visited", 54)]),
        ("新引进成长性好、带动性强的企业40家", [("other", 40)]),
        ("签订正式投资合同(协议)86个", [("projects_signed", 86)]),
        ("年产1万吨铸件、年产10万吨再生铝生产线项目等4个项目开工", [("projects_started", 4)]),
        ("全县7个项目签约。本县签约的7个项目分别是:甲项目、乙项目", [("projects_signed", 7)]),
        # what is none: plans, parts of one project, who came, what is issued, the largest one
        ("项目总投资70亿元的8个项目开工,当年计划完成投资11亿元", [("projects_started", 8)]),
        ("县长率甲集团、乙公司等10家企业来谷城考察", []),
        ("突出产业策划、项目建设三项重点,推动两家公司在县投资的项目", []),
        ("先后发布两批重大招商项目", []),
        ("签约项目22个。投入最大的是某公司投资的轴承制造项目,协议投资3亿元", [("projects_signed", 22)]),
        ("税收占比91.7%,全年新增规模工业企业2家", []),
    ],
)
def test_more_wordings(text: str, expected: list[tuple[str, float]]) -> None:
    found = short(text + "。")
    assert [pair for pair in found if pair[0] != "investment_total"] == expected


def test_now_dates_its_own_sentence() -> None:
    text = "去年签约项目15个,目前已竣工项目7个。外出招商57次。\n1至5月引进项目9个。目前一期厂房已完工。到位资金3亿元。"
    periods = {f.value: f.period for f in figures(text)}
    assert periods == {15: "2021", 7: None, 57: "2021", 9: "2022-01/2022-05", 3: "2022-01/2022-05"}


def test_that_year_is_the_year_told_of() -> None:
    periods = {f.value: f.period for f in figures("去年签约工业项目15个,当年新开工项目10个。")}
    assert periods == {15: "2021", 10: "2021"}
    periods = {
        f.value: f.period for f in figures("我市前三季度招商引资项目中,当年签约项目为24个。", "2022-11-05")
    }
    assert periods == {24: "2022-01/2022-09"}


def test_a_day_dates_what_was_held_then() -> None:
    text = "7月8日上午,全县2022年第一批重大项目集中开工活动举行。总投资43亿元的12个重大项目开工。"
    assert {f.period for f in figures(text)} == {"2022-07-08"}
