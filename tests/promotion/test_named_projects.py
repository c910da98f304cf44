"""Projects that a text speaks of by name, and where they go."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Project

HEAD = "谷城县招商引资项目建设加快推进。"


def projects(text: str, head: str = HEAD, title: str | None = None) -> list[Project]:
    return read_facts(head + "\n" + text, title=title, published_at="2023-06-01").projects


def names(text: str, head: str = HEAD) -> list[str]:
    return [p.name for p in projects(text, head)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the clause is about
        ("明远富硒菜籽油项目建设前期的准备工作也已就绪。", ["明远富硒菜籽油项目"]),
        ("年产30万吨新型肥料项目是该县去年招引的大项目。", ["年产30万吨新型肥料项目"]),
        ("茂源精细陶瓷加工项目举行奠基仪式。", ["茂源精细陶瓷加工项目"]),
        ("二是茨河镇前河村的谷城县肉鸭屠宰厂项目,已完成征地。", ["谷城县肉鸭屠宰厂项目"]),
        ("继续推进明远公司年产2万吨果蔬汁项目建设。", ["年产2万吨果蔬汁项目"]),
        # a list whose items are told apart by ; or by the 项目 that each ends in
        (
            "分别是:明远物流冷链中心项目;襄阳茂源农业有限公司饲料加工项目;谷城县石花镇预制构件制造项目。",
            ["明远物流冷链中心项目", "襄阳茂源农业有限公司饲料加工项目", "谷城县石花镇预制构件制造项目"],
        ),
        (
            "涵盖农业、工业等方面,有明远水厂改造工程、茂源冷链物流园项目、河堤加固工程等12个,总投资20亿元。",
            ["明远水厂改造工程", "茂源冷链物流园项目", "河堤加固工程"],
        ),
        ("明远江滩20万千瓦风电、茂源民宿建设等9个企业投资项目。", ["明远江滩20万千瓦风电", "茂源民宿建设"]),
        # signs inside a modifier join no names
        (
            "分别是:建设集仓储、运输、餐饮一体化的明远物流中心项目;茂源锂电池项目。",
            ["明远物流中心项目", "茂源锂电池项目"],
        ),
        # what it is one of
        ("明远冷链物流园是谷城县今年引进的重点招商项目之一。该项目总投资5亿元。", ["明远冷链物流园"]),
    ],
)
def test_a_name_that_is_spoken_of(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "文体旅游项目、高端教育项目,都是短板。",
        "有关部门要落实专人制定项目推进方案。",
        "县委副书记安排项目建设工作。",
        "该园区第二个工业招商项目开工。",
        "敲响了“一把手”工程的战鼓。",
    ],
)
def test_a_kind_of_project_is_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "明远云计算中心项目是全市重大项目之一,占地80亩,总投资6亿元。",
        "明远云计算中心项目开工。该项目是明远集团的全资子公司项目,总投资6亿元,将引进自动检测生产线。",
        "明远云计算中心项目开工。该项目利用旧厂房进行扩建,协议投资额6亿元。",
        "位于城北的明远云计算中心项目,投资额6亿元,分两期建设。",
        "明远集团总投资6亿元,开工建设明远云计算中心项目。",
        "明远云计算中心制造有限公司老厂区项目奠基。“明远云计算中心”项目总投资6亿元。",
    ],
)
def test_what_is_said_of_a_project_names_no_other(text: str) -> None:
    (project,) = projects(text)
    assert project.amount_cny == 600_000_000
    assert project.name.startswith("明远云计算中心")


def test_a_list_after_a_line_has_the_stage_of_that_line() -> None:
    found = projects("石花镇集中签约2个招商引资项目。\n分别是:明远服装产业园项目;茂源饲料加工项目。")
    assert [p.stage for p in found] == ["签约", "签约"]


@pytest.mark.parametrize(
    ("text", "investor"),
    [
        ("茂源集团拟在谷城县建立光伏产业园。", "茂源集团"),
        ("茂源集团总经理介绍,60万吨复合肥项目年内开工。", "茂源集团"),
        ("福清茂源新增电动客车总装项目开工。", "福清茂源"),
        ("总投资3亿元的谷城县茂源玻璃年产40万套车窗项目开工。", "茂源"),
    ],
)
def test_who_invests(text: str, investor: str) -> None:
    (project,) = projects(text)
    assert project.investor == investor


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("明远复合肥项目位于湖北襄阳市南漳县,占地600亩。", "南漳县"),
        ("明远冷链物流园项目签约。位于石花高新区的明远冷链物流园项目,投资额5亿元。", "石花高新区"),
        ("明远精密制造项目奠基仪式在谷城经济开发区举行。", "谷城经济开发区"),
        ("签约明远集团(自贡)食品研发基地项目。", "自贡市"),
    ],
)
def test_where_it_goes(text: str, place: str) -> None:
    (project,) = projects(text)
    assert project.place == place


def test_a_place_has_the_form_that_the_article_prints() -> None:
    (zone,) = projects(
        "高唐县经济开发区今年招商引资项目多。明远果汁加工项目开工建设。",
        head="",
        title="高唐开发区:项目开工忙",
    )
    assert zone.place == "高唐县经济开发区"
    (county,) = projects("天祝县招商引资项目集中开工。天祝明远冷库项目开工建设。", head="")
    assert county.place == "天祝县"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a visit: what is looked at
        (
            "县长一行先后来到明远绿色纺织园、茂源标准化厂房、华诚年产10万套门窗生产线等新竣工项目现场。",
            ["明远绿色纺织园", "茂源标准化厂房", "华诚年产10万套门窗生产线"],
        ),
        ("书记带队前往石花镇、谷城经济开发区等地调研重点项目建设工作。", []),
        ("察看了明远精密公司专用车项目和茂源电动船项目。", ["明远精密公司专用车项目", "茂源电动船项目"]),
        # two names joined by 和
        (
            "此次签约项目包括明远智能装备创新中心和华诚片区综合运营项目。",
            ["明远智能装备创新中心", "华诚片区综合运营项目"],
        ),
        ("明远果汁加工项目是由明远食品有限公司、茂源农业有限公司投资建设。", ["明远果汁加工项目"]),
        # what a project becomes, holds or stands on is no project
        ("明远总部项目落户谷城县,将成为全县第一个集团总部项目。", ["明远总部项目"]),
        (
            "明远门窗公司项目总投资1.2亿元,占地40亩,主要建设年产20万吨骨料生产线、水稳料生产线。",
            ["明远门窗公司项目"],
        ),
        ("茂源科技产业园在石花镇下街村动工建设。", ["茂源科技产业园"]),
        ("年产值可达150亿元,成为全国年产值最高的三元材料电池产业基地。", []),
        ("园区引进世界500强、中国500强、上市公司等优质项目8个。", []),
        ("在大峪乡、夏庄镇等区域投资开发陆上风电项目。", []),
    ],
)
def test_lists_and_pairs(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [
        (
            "投资5亿元、占地面积约1500亩、装机容量为50兆瓦的明远光伏电站,主体工程已经完工。",
            "明远光伏电站",
            5,
        ),
        ("引进明远农业有限公司投资3600万元,在石花镇征地46亩,创办了明远蛋鸡养殖场。", "明远蛋鸡养殖场", 0.36),
        ("签约明远集团与石花镇所签总额约20亿元的电子玻璃产业园项目。", "电子玻璃产业园项目", 20),
        ("明远电芯总部基地是全市新能源产业的重要部分,项目总投资60亿元。", "明远电芯总部基地", 60),
        (
            "明远共享储能项目投资协议成功签约。\n此次签约项目占地约100亩,总投资约26亿元。",
            "明远共享储能项目",
            26,
        ),
    ],
)
def test_sums_at_some_distance(text: str, name: str, amount: float) -> None:
    (project,) = projects(text)
    assert (project.name, project.amount_cny) == (name, round(amount * 10**8))


def test_parties_of_each_item() -> None:
    found = projects(
        "签约项目有明远集团有限公司与石花镇签署的创新产业园项目、茂源集团有限公司和谷城开发区管委会达成的冷链基地项目。"
    )
    assert [(p.name, p.investor) for p in found] == [
        ("创新产业园项目", "明远集团有限公司"),
        ("冷链基地项目", "茂源集团有限公司"),
    ]


def test_an_article_without_a_subject_places_a_project_where_it_was_seen() -> None:
    found = projects(
        "重大招商引资项目建设现场观摩会进入第2天,与会人员先后深入柞水县、山阳县。\n随后,与会人员又赶赴山阳县,先后观摩了明远中药提取项目。"
        "明远中药提取项目总投资5.8亿元。",
        head="",
    )
    assert [(p.name, p.place) for p in found] == [("明远中药提取项目", "山阳县")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a project holds is told in lists too
        (
            "明远旅游综合体项目占地100亩,项目建设内容包括商业街、中心广场、观光酒店等。",
            ["明远旅游综合体项目"],
        ),
        ("签约的明远营地项目投资过亿元,项目包括建设悬崖酒店、森林木屋、打造运动主题公园。", ["明远营地项目"]),
        ("此次签订的项目在投资类别上包含社会主体、平台公司和村集体三类。", []),
        (
            "集中开工的11个项目,包含明远产学研基地、茂源铜产业链、华诚商业综合体等。",
            ["明远产学研基地", "茂源铜产业链", "华诚商业综合体"],
        ),
        # the works named last, where 该项目 goes on about them
        (
            "记者来到茂源智能制造产业园。\n该产业园占地80亩,该项目创下当年建设、当年投产的速度。",
            ["茂源智能制造产业园"],
        ),
        ("“福安城”是一个以慢生活为主题的旅游项目,占地200亩。", ["福安城"]),
        ("茂源门窗项目是今年三月开工建设的。", ["茂源门窗项目"]),
        ("茂源集团也将在谷城县投资建设明远国际度假区项目。", ["明远国际度假区项目"]),
        # people, plans and kinds
        ("“我们会抓紧。”茂源建设有限公司项目现场执行经理说。", []),
        ("一期所有项目建设年底竣工。", []),
        ("现在再来看这些项目,有的已经投产。", []),
        (
            "明远智能终端项目、茂源车载显示模组及高清终端项目等12个项目集中签约。",
            ["明远智能终端项目", "茂源车载显示模组及高清终端项目"],
        ),
    ],
)
def test_contents_and_back_references(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "amount", "stage"),
    [
        ("谷城县和明远文旅有限公司拟建明远桃源小镇项目,签约金额达12亿元。", 12, "签约"),
        (
            "石花工业区的明远矿机项目开工。\n明远矿机项目是园区新开工的5个项目之一,总投资6000万元。",
            0.6,
            "开工",
        ),
        ("明远锂电产业园项目开工。\n锂电池用途广泛,该项目总投资10亿元。", 10, "开工"),
        ("明远鞋材产业园项目总投资1.2亿元,正在施工。项目预计今年封顶,2025年6月竣工、9月投产。", 1.2, "在建"),
        ("明远电芯生产线项目总投资3亿元,主要设备正在调试。", 3, "在建"),
    ],
)
def test_contracts_expectations_and_sums(text: str, amount: float, stage: str) -> None:
    (project,) = projects(text)
    assert (project.amount_cny, project.stage) == (round(amount * 10**8), stage)


@pytest.mark.parametrize(
    ("text", "place", "investor"),
    [
        (
            "宜都市和明远航空集团有限公司签约的凤凰湖片区综合开发项目,金额达11亿元。",
            "宜都市",
            "明远航空集团有限公司",
        ),
        ("宜都市将联手茂源农业科技有限公司,打造南山农旅度假区。", "宜都市", "茂源农业科技有限公司"),
        (
            "明远商业发展有限公司率先与宜都高新区管委会进行现场签约,首期投资35亿元的明远奥莱项目。",
            "宜都高新区",
            "明远商业发展有限公司",
        ),
        (
            "明远交通集团有限公司拟在宜都市打造的旅游环线项目,签约额达3亿元。",
            "宜都市",
            "明远交通集团有限公司",
        ),
    ],
)
def test_parties_and_their_place(text: str, place: str, investor: str) -> None:
    (project,) = projects(text, head="湖北省文旅招商大会举行集中签约。")
    assert (project.place, project.investor) == (place, investor)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who signs is no project; with whom it signs is none either
        ("会上,明远集团、茂源集团等企业与华诚集团等国内外合作企业现场签约56个项目。", []),
        (
            "谷城县与明远医学总部、茂源衣联网总部、华诚数字产业园等12个项目签约。",
            ["明远医学总部", "茂源衣联网总部", "华诚数字产业园"],
        ),
        ("签约仪式包括设施农业、高效农业、休闲农业等40个项目。", []),
        ("中博会重大合作项目签约仪式举行。", []),
        # a line of its own
        ("明远医药产业园项目\n项目一期规划用地50亩。", ["明远医药产业园项目"]),
        ("走出国门觅项目\n全县上下抓招商。", []),
        (
            "继续推进茂源乳业无公害饲料、明远公司精炼食用油和华诚公司中药饮片等项目建设。",
            ["茂源乳业无公害饲料", "明远公司精炼食用油", "华诚公司中药饮片"],
        ),
        ("先后吸引明远陶瓷二期、有机硅新材料等项目入园落户。", ["明远陶瓷二期", "有机硅新材料"]),
    ],
)
def test_parties_and_headings_are_told_from_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("宜都市在明远装备制造项目现场举办集中开工活动。", "宜都市"),
        ("明远零碳电厂一期工程在湖北宜都市正式开工。", "宜都市"),
        ("新加坡明远集团有限公司在宜都市投资20亿元的航空食品生产项目签约。", "宜都市"),
    ],
)
def test_places_of_sites(text: str, place: str) -> None:
    (project,) = projects(text, head="湖北省招商引资重大项目集中开工。")
    assert project.place == place


def test_the_stage_of_what_an_article_counts_first() -> None:
    found = projects(
        "明远充电桩建设项目、茂源热电联产项目等多个项目在列。",
        head="34家企业与湖北省签约72个项目,投资总额327亿元。",
    )
    assert [p.stage for p in found] == ["签约", "签约"]


def test_who_acts_is_the_first_of_several() -> None:
    (project,) = projects("明远生命科学城项目由明远高科携手茂源经发投集团共同打造,总投资5亿元。")
    assert project.investor == "明远高科"
    (project,) = projects("签约的有新加坡明远集团在谷城县投资20亿元的航空食品生产项目。")
    assert project.investor == "新加坡明远集团"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明远汽车城产业园项目定位为标杆汽车产业综合体,计划总投资约20亿元。", [("明远汽车城产业园项目", 20)]),
        ("县领导黄某、林某见证项目签约。", []),
        ("宜都明远循环产业园成立于2013年,占地1000亩,总投资50亿元。", []),
        ("力争今年实现5条造纸生产线投产。", []),
        ("明远车间综合楼和厂房基础工程已经完工。", []),
        ("石花明远纸基新材料项目开工。\n指挥部介绍,明远项目总投资10亿元。", [("石花明远纸基新材料项目", 10)]),
        ("推动“明远云城”项目落地谷城县。", [("“明远云城”项目", None)]),
        (
            "明远光电、茂源物联网轿车等一批“高、精、尖”装备项目已开工。",
            [("明远光电", None), ("茂源物联网轿车", None)],
        ),
    ],
)
def test_what_a_project_is_set_up_as(text: str, expected: list[tuple[str, float | None]]) -> None:
    found = [(p.name, p.amount_cny and p.amount_cny / 10**8) for p in projects(text)]
    assert found == expected


def test_each_item_has_its_own_pair_of_parties() -> None:
    found = projects(
        "签约项目分别是宜昌市与明远文旅签订的长江度假区项目、十堰市与茂源家具签订的智慧家居产业园项目。",
        head="湖北省招商引资推介会举行。",
    )
    assert [(p.name, p.investor, p.place) for p in found] == [
        ("长江度假区项目", "明远文旅", "宜昌市"),
        ("智慧家居产业园项目", "茂源家具", "十堰市"),
    ]
