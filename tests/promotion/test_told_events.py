"""How news tells of events: guests and trips in many words, one event told twice, and what is no event."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Activity


def activities(text: str, title: str = "枣阳市招商引资持续发力") -> list[Activity]:
    return read_facts(text, title=title, published_at="2023-06-20").activities


def told(text: str) -> list[tuple[str, str | None]]:
    return [(a.type, a.date) for a in activities(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("6月8日,枣阳市市长何川率招商局负责人在佛山、中山对接项目。", "外出招商"),
        ("6月8日,枣阳市委副书记何川率队赴江苏、浙江等地开展双招双引活动,拜访相关企业。", "外出招商"),
        ("为深入落实省委招商部署,6月8日,枣阳市市长何川带队赴福建开展招商活动。", "外出招商"),
        ("6月8日,某商会投资考察团一行,首站到我市考察投资项目。", "考察接待"),
        ("6月8日,枣阳市市长与几家企业负责人率领的考察组座谈。", "考察接待"),
        ("6月8日,枣阳市召开一季度招商引资交账会。", "会议"),
        ("6月8日,全市招商引资暨工业经济发展会议召开。", "会议"),
        ("6月8日,市长主持召开市第12次重点招商项目推进会。", "会议"),
        ("6月8日,记者在全市产业招商工作现场会上获悉,招商取得进展。", "会议"),
        ("6月8日,枣阳市举行外出招商行动出征仪式。", "其他"),
        ("6月8日,枣阳市举办“协会走进枣阳”专题活动,推动产业对接。", "其他"),
        ("6月8日,枣阳市与宜城市签署招商合作框架协议。", "签约仪式"),
        ("6月8日,市政协主席带领部分委员,对我市招商引资工作进行专题调研。", "调研"),
    ],
)
def test_words_for_an_event(text: str, kind: str) -> None:
    assert told(text) == [(kind, "2023-06-08")]


@pytest.mark.parametrize(
    "text",
    [
        "第三届枣商大会暨招商恳谈会明天就要隆重开幕。",
        "早在两年前召开的招商座谈会上,项目就已提出。",
        "期间,枣阳市将举办产业恳谈会,医药产业对接会等活动。",
        "6月8日,2023桃花招商大会新闻发布会在枣阳举行。",
        "企业有针对性地前往深圳、东莞上门招商。",
        "各单位要吸引客商来我市考察。",
        "全市组织工作小组开展项目对接和招商活动。",
        "工作组对接拜访知名企业、机构共43家。",
        "今年接待客商30余次。",
        "本次活动是枣阳市今年举办的第三次重点招商项目集中签约仪式。",
    ],
)
def test_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # the trip goes on, by its people or by its days
        (
            "6月8日至9日,枣阳市市长率队赴苏州招商。考察团先后到昆山、太仓实地考察企业。6月9日,市长一行转战无锡,走进无锡一家公司考察。",
            ["外出招商"],
        ),
        ("6月8日,市长率队赴无锡招商,此次招商活动由太平镇举办。", ["外出招商"]),
        # two trips between semicolons
        ("6月8日,市委书记率队赴广州招商;6月9日,市长率队赴上海招商。", ["外出招商", "外出招商"]),
        # a headline or a subtitle in the text
        ("何川出席签约仪式\n6月8日,枣阳市政府与华丰集团有限公司签署投资协议。", ["签约仪式"]),
        ("浙江客商考察团到枣阳市考察\n6月8日,浙江客商考察团一行到我市考察。", ["考察接待"]),
        # talked of again
        ("6月8日,枣阳市举办产业恳谈会。座谈会由市商务局主持。", ["推介会"]),
        # what a fair holds
        ("6月8日,贸易洽谈会在枣阳市开幕。6月9日,洽谈会举行了项目签约仪式。", ["洽谈会", "签约仪式"]),
    ],
)
def test_how_many_events(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in told(text)] == kinds


def test_a_ceremony_takes_the_only_day_of_its_news() -> None:
    text = "6月8日,枣阳市重大项目建设拉开帷幕,一批项目启动。市领导出席开工仪式。"
    assert told(text) == [("集中开工", "2023-06-08")]
    assert told(text + "6月9日,市长到工地调研项目建设。")[0] == ("集中开工", None)


def test_names_with_a_second_kind_and_what_lies_ahead() -> None:
    told = read_facts(
        "青禾县招商考察团在县长李某带领下赴云溪开展招商考察活动,在云溪举行了水晶城项目投资框架协议签字仪式。\n"
        "3月5日,在云溪市举行了投资促进推介会暨经济顾问聘任仪式。考察团表示将于近期赴青禾县参观考察。",
        published_at="2021-03-08",
    )
    assert [a.type for a in told.activities if a.type != "外出招商"] == ["签约仪式", "推介会"]
    told = read_facts("8月11日,全县招商引资工作研究会召开,会议总结上半年工作。", published_at="2021-08-12")
    assert [(a.type, a.date) for a in told.activities] == [("会议", "2021-08-11")]


def test_the_day_of_a_report_is_not_the_day_of_the_visit() -> None:
    told = read_facts(
        "本网10月27日枣阳消息 日前,某商会会长李某率考察团一行5人来枣阳市考察。", published_at="2014-10-27"
    )
    assert [(a.type, a.date) for a in told.activities] == [("考察接待", None)]
