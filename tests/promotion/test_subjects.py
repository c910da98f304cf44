"""Whose promotion it is, over what news holds: kinds of places, hosts and guests, reporters, words without a name."""

from __future__ import annotations

import pytest

from promotion import read_facts


def subjects(text: str, title: str | None = None) -> list[str]:
    places = read_facts(text, title=title, published_at="2023-10-20").places
    return [p.name for p in places if p.role == "subject"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # autonomous counties, banners, leagues and prefectures by their usual names
        ("10月12日,昌江县举行项目集中签约仪式,6个项目签约,总投资12亿元。县委书记出席。", "昌江县"),
        ("今年以来,阿拉善左旗新签约招商项目12个,协议资金45亿元。全旗把招商引资作为头号工程。", "阿拉善左旗"),
        ("科右前旗举行招商推介会,签约项目5个。旗委书记致辞,来自北京、大连的客商参加。", "科右前旗"),
        ("1至6月,全盟引进项目80个,到位资金120亿元。兴安盟把招商引资作为一把手工程。", "兴安盟"),
        ("甘孜州赴成都开展招商推介,签约项目8个。州委书记致辞,成都市有关部门负责人出席。", "甘孜州"),
        ("记者从黔东南州投资促进局获悉,一季度全州签约项目60个。凯里市、镇远县进度靠前。", "黔东南州"),
        # one name, many places
        ("朝阳市朝阳县举行重点项目集中开工仪式,18个项目开工,总投资42亿元。县委书记宣布开工。", "朝阳县"),
        ("辽宁朝阳市今年新签约招商引资项目96个,实际到位资金120亿元,全市营商环境不断优化。", "朝阳市"),
        ("南京市鼓楼区召开招商引资工作推进会,区委书记讲话。全区今年签约项目46个。", "鼓楼区"),
        ("福州鼓楼区赴深圳开展招商,拜访企业6家,达成合作意向4个。区长带队。", "鼓楼区"),
        ("兰州市城关区新签约招商引资项目31个,到位资金88亿元,全区招商取得新突破。", "城关区"),
        ("中山市招商引资大会昨日举行,签约项目60个。中山市委书记讲话,各镇街负责人参加。", "中山市"),
        # zones
        ("合肥新站高新区举行项目集中签约仪式,17个项目签约,总投资120亿元。", "新站高新区"),
        ("张家港保税区举行重点项目集中开工仪式,23个项目开工,总投资150亿元。", "张家港保税区"),
        ("川南临港片区招商推介会在成都举行,签约项目6个。管委会主任致辞。", "川南临港片区"),
        ("洋山特殊综合保税区今年引进企业120家,实际到位外资3亿美元,招商再创新高。", "洋山特殊综合保税区"),
        # towns, by the county they lie in
        ("京山市永兴镇举行招商引资项目签约仪式,一家公司投资2亿元建设食品加工项目。", "京山市"),
        ("东台市时堰镇组成4个招商小组,该镇累计收集招商信息28条,全镇签约项目3个。", "东台市"),
    ],
)
def test_kinds_of_places(text: str, expected: str) -> None:
    assert subjects(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        # datelines and reporters
        (
            "新华社武汉4月8日电(记者 王某)湖北省招商引资大会8日在武汉召开,签约项目120个。",
            None,
            "湖北省",
        ),
        (
            "香港商报讯 自贡市招商推介会昨日在港举行,自贡市副市长致辞,签约项目6个。",
            None,
            "自贡市",
        ),
        (
            "成都日报讯 本次盛会签约招商引资项目263个。省委副书记出席,副省长讲话。"
            "我省与各地的合作不断扩大。四川将继续招商。",
            None,
            "四川省",
        ),
        ("记者从内蒙古乌海市政府获悉,今年新签约招商项目42个,总投资210亿元。", None, "乌海市"),
        # who is visited, and an office in another city
        (
            "县长李某率队赴浙江省温州市瑞安市考察汽摩配产业,走访企业5家。平昌县经合局负责人参加。",
            None,
            "平昌县",
        ),
        (
            "市政府驻深圳办事处拜访商协会,永州市副市长介绍投资政策,邀请他们到永州考察,洽谈产业招商。",
            "永州市积极招商",
            "永州市",
        ),
        ("8日,绵阳市人民政府与某集团有限公司在北京签署合作协议,总投资60亿元。", None, "绵阳市"),
        # the venue in the name of the event or behind it
        (
            "8月11日,通辽市上海招商推介会在上海召开。通辽市副市长致辞,上海市合作办副主任出席。",
            "通辽上海招商推介会召开",
            "通辽市",
        ),
        (
            "永州广电消息 第五届投洽会在郴州开幕。永州市展馆展出成果,我市签约项目12个。",
            "第五届投洽会郴州举行",
            "永州市",
        ),
        (
            "4月27日,在河南省情说明会暨项目签约仪式上,146个招商项目签约。东道主河南省收获颇丰。",
            None,
            "河南省",
        ),
        # our own event in a fair of others
        ("溧水区今年新签约项目55个,赴北京招商,参加杭州招商周、深圳投资推介会等活动。", None, "溧水区"),
        # an office in a list of a leader's offices
        (
            "市政协主席、汨罗高新区党工委第一书记黎某带队赴深圳招商。岳阳市驻深招商组参加,岳阳市区位优越。",
            None,
            "岳阳市",
        ),
    ],
)
def test_reporters_hosts_and_venues(text: str, title: str | None, expected: str) -> None:
    assert subjects(text, title)[0] == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "17日,上海侨资企业考察团一行16人,到辽阳市考察投资。辽阳市市长会见了考察团全体成员。",
            "侨资企业上海团赴辽阳考察",
            "辽阳市",
        ),
        (
            "日前,台南市经贸考察团一行25人到广东清远市考察投资,清远市委设宴欢迎考察团一行。",
            "台南市经贸考察团到清远考察",
            "清远市",
        ),
        (
            "德国某州经济代表团到太仓考察,太仓市委书记会见代表团一行,就招商项目座谈。",
            None,
            "太仓市",
        ),
        (
            "6月18日,武汉理工大学科研团队来到谷城县考察,县委书记会见客人一行,就招商引资座谈。",
            None,
            "谷城县",
        ),
        (
            "上海临港集团董事长一行到盐城考察投资环境,盐城市市长会见客人,双方就园区共建座谈。",
            None,
            "盐城市",
        ),
    ],
)
def test_who_receives_guests_is_the_subject(text: str, title: str | None, expected: str) -> None:
    assert subjects(text, title)[0] == expected


def test_a_delegation_that_travels_is_no_guest() -> None:
    text = "12日,三亚市经贸代表团离开海南,赴香港开展招商活动。此次招商将推动三亚市扩大开放。"
    assert subjects(text)[0] == "三亚市"


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        # 高新区 that is nobody's in words is the one that the article names
        (
            "高新区工委书记带队赴深圳招商。高新区一行拜访企业。高新区将推动项目在天津高新区落地。",
            None,
            ["天津高新区"],
        ),
        # counties and districts of one city, and 我市
        (
            "我市签约招商项目69个。全市集中开工30个。濉溪县开工16个,相山区开工10个,杜集区开工8个。",
            None,
            ["淮北市"],
        ),
        # two places that act together
        (
            "昨日,新会区和台山市联合举办招商推介会,签约总额近100亿元。新会、台山首次组团,新会区负责人介绍。",
            None,
            ["新会区", "台山市"],
        ),
        # a city through its zones
        (
            "晋城市各开发区组织力量招商。高平开发区赴北京招商,高平市投资促进中心参加。"
            "阳城开发区签约5个。沁水开发区对接项目。",
            None,
            ["晋城市"],
        ),
    ],
)
def test_what_is_said_without_a_name(text: str, title: str | None, expected: list[str]) -> None:
    assert set(expected) <= set(subjects(text, title))


@pytest.mark.parametrize(
    "text",
    [
        "市投资促进局向来宾介绍了招商政策。",  # no 来宾市
        "省国资委副主任任兴文出席招商推介会。",  # no 兴文县
        "企业在开发区投资建设招商项目。",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert read_facts(text).places == []


def test_a_zone_that_one_row_of_a_city_names_is_not_the_news() -> None:
    text = "绵阳市签约招商项目46个,总投资120亿元。市委书记讲话。高新区、经开区管委会负责人参加。"
    assert subjects(text) == ["绵阳市"]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        # 我区 in a title is the writer's own place, not the city that gave the event its name
        (
            "10月12日,2023襄阳(上海)投资说明会举行,市领导出席。樊城代表团参加活动,推介我区投资环境,现场签约项目3个。",
            "我区参加2023襄阳(上海)投资说明会",
            "樊城区",
        ),
        # the district has the offices, the city only heads its name
        (
            "由襄阳市樊城区某镇政府主办的2023襄阳特色园区推介会在沪举行。樊城区委副书记介绍,樊城发展迅速,樊城欢迎客商。",
            None,
            "樊城区",
        ),
        # provinces named once each in a list
        (
            "今年上半年,全省在建省外投资项目400个,到位资金760亿元。襄阳、宜昌、荆州、黄石到位资金居前,投资排名前三的省份为江苏、浙江、广东。",
            None,
            "湖北省",
        ),
        # home is where they set out from
        (
            "招商小队从枣阳赶往北京、上海、深圳,我市抽调人员驻点招商。枣阳招商人行程万里。",
            "我市启动驻外招商",
            "枣阳市",
        ),
        # a fair named after its venue
        (
            "第八届中国兰州投资贸易洽谈会7月9日闭幕。会上,我市组织了平凉市招商引资项目推介会,签约项目63项。",
            None,
            "平凉市",
        ),
        # taken along
        (
            "省工信厅厅长带队赴广东招商,组织襄阳市政府、枣阳市政府、宜昌市工信局相关负责人参与,向企业推介我省优势,邀请企业到湖北投资。",
            None,
            "湖北省",
        ),
        # guests and where they come from
        (
            "会长王某率考察团到枣阳考察,枣阳市领导陪同,双方就招商项目座谈。",
            "泰国云南侨团到枣阳考察",
            "枣阳市",
        ),
        ("10月12日,考察团一行来我(湖北省枣阳)市,就特色招商项目参观考察。", "考察团到湖北枣阳考察", "枣阳市"),
    ],
)
def test_whose_news_it_is_by_its_words(text: str, title: str | None, expected: str) -> None:
    assert subjects(text, title)[0] == expected


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        # a zone that speaks at the city's event, one taken along with many
        ("10月12日,枣阳市投资推介会举行,枣阳经开区管委会分别进行现场推介。枣阳市市长致辞。", "枣阳经开区"),
        ("湖北省举行招商推介会,来自省内14个市政府及东湖新区管委会的代表参加。湖北省领导致辞。", "东湖新区"),
        # 合作 is a word where only 我市 speaks for a city
        ("平凉代表团参加中国西部国际合作论坛,我市推介招商项目。", "合作市"),
    ],
)
def test_who_is_no_subject(text: str, absent: str) -> None:
    assert absent not in subjects(text)


def test_a_city_known_by_its_zone_leaves_the_zone_its_news() -> None:
    text = (
        "6月8日,开发区与华丰集团举行签约活动,总投资3亿元的项目落户枣阳经济开发区。"
        "市委要求,开发区要服务好项目。开发区发展迅速。"
    )
    assert "枣阳经济开发区" in subjects(text)


def test_a_name_that_is_a_word_is_a_place_beside_its_reality() -> None:
    text = (
        "8月11日,全县招商引资工作会议召开。县长何某出席并作部署。要结合乐业实际,承接大南宁,做好融合发展文章。"
    )
    assert subjects(text) == ["乐业县"]


def test_who_leads_guests_to_our_county_is_not_at_home() -> None:
    text = (
        "4月1日,夏邑县县长张某带队到我县对接协作工作并考察。夏邑县副县长许某参加。"
        "沛县县长吴某陪同有关活动。我县相关工作给夏邑县考察团留下深刻印象。"
    )
    assert "夏邑县" not in subjects(text)
