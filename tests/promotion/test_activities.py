"""Activities and mechanisms."""

from __future__ import annotations

import pytest

from promotion import read_facts
from zscrawl.items import Activity


def activities(text: str) -> list[Activity]:
    return read_facts("谷城县招商引资持续发力。\n" + text, published_at="2023-06-20").activities


@pytest.mark.parametrize(
    ("text", "kind", "date", "place"),
    [
        ("6月16日,谷城县在深圳举办产业推介会,签约项目9个。", "推介会", "2023-06-16", "深圳"),
        ("6月16日,谷城县举行重大项目集中签约仪式。", "签约仪式", "2023-06-16", "谷城县"),
        ("谷城县二季度重大项目集中开工仪式6月16日在城西举行。", "集中开工", "2023-06-16", "城西"),
        ("6月16日,县长王强主持召开招商引资调度会。", "会议", "2023-06-16", "谷城县"),
        (
            "6月16日至18日,县委书记李明率队赴上海、苏州开展招商。",
            "外出招商",
            "2023-06-16/2023-06-18",
            "上海、苏州",
        ),
        ("6月16日,浙江商会会长陈平率考察团来谷城县考察。", "考察接待", "2023-06-16", "谷城县"),
        ("6月16日,谷城县政府与华丰集团有限公司签订投资协议。", "签约仪式", "2023-06-16", "谷城县"),
        ("6月16日,拜访宁波兰山机电、润泰洁具两家企业。", "拜访企业", "2023-06-16", "宁波"),
        ("6月16日,副县长赵军到园区企业调研。", "调研", "2023-06-16", "谷城县"),
    ],
)
def test_one_activity(text: str, kind: str, date: str, place: str) -> None:
    found = activities(text)
    assert [(a.type, a.date, a.place) for a in found] == [(kind, date, place)]


@pytest.mark.parametrize(
    "text",
    [
        "认真贯彻全省招商引资工作会议精神。",
        "将于7月举办招商推介会。",
        "今年共举办招商推介会12场。",
        "上半年外出招商180余批次,拜访企业600余家。",
        "每月召开一次招商调度会议。",
        "省政府召开新闻发布会通报招商情况。",
        "自全县招商动员会召开以来,各镇迅速行动。",
        "第三届茶叶节即将开幕,各镇正抓紧准备。",
        "早在今年春节前夕,县里便举办了招待。",
        "全县组织招商小分队开展招商推介活动。",
        "各镇派出专班赴珠三角、长三角等地区开展驻点招商。",
        "近年来,该县先后20余次组队前往浙江、福建等地招商。",
    ],
)
def test_what_is_no_activity(text: str) -> None:
    assert activities(text) == []


def test_one_trip_is_one_activity() -> None:
    found = activities(
        "6月16日,县长王强率队赴深圳招商。一行走访了深圳华丰集团有限公司、深圳明志精密有限公司。"
    )
    assert [a.type for a in found] == ["外出招商"]
    assert found[0].people == [{"name": "王强", "title": "县长"}]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("6月16日,谷城县举行重点项目集中开工仪式,县长王强主持会议。", ["集中开工"]),
        ("6月16日,谷城县举行招商推介会,邀请了80位企业家参加会议。", ["推介会"]),
        ("6月16日,全市举行项目集中签约仪式,我县分会场5个项目集中开工。", ["签约仪式"]),
        ("6月16日,谷城县举行集中开工签约活动。县长王强宣布项目集中开工。", ["签约仪式"]),
        ("6月16日,谷城县举行集中开工动员会。当天上午,甲厂、乙厂等9个项目集中开工。", ["集中开工"]),
        (
            "近日,谷城县举行工业招商推介会和重点项目集中签约仪式。会后举行了重点项目集中签约仪式。",
            ["推介会", "签约仪式"],
        ),
        (
            "6月16日,谷城县工业合作洽谈会暨项目签约仪式举行。市长王强出席洽谈会和项目签约仪式。",
            ["签约仪式"],
        ),
        ("6月16日,谷城县召开客商座谈会。在随后召开的座谈会上,大家谈了看法。", ["座谈会"]),
        ("6月16日,谷城县茶叶专场招商会开幕式暨项目签约仪式举行。", ["签约仪式"]),
        ("6月16日,茶叶节即将开幕之际,谷城县专场推介会举行。", ["推介会"]),
    ],
)
def test_one_event_told_twice_is_one(text: str, kinds: list[str]) -> None:
    assert [a.type for a in activities(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("6月16日,全市集中开工签约谷城分会场活动举行。", "集中开工"),
        ("6月16日,谷城县“三个一批”活动举行。", "集中开工"),
        ("近日,市招商局局长李明一行,赴谷城县调研招商引资工作。", "调研"),
        ("近日,县长王强率队到长三角,考察招商项目。", "外出招商"),
    ],
)
def test_kind_of_event(text: str, kind: str) -> None:
    assert [a.type for a in activities(text)] == [kind]


def test_an_event_carries_its_results() -> None:
    found = activities("6月16日,谷城县举行项目集中签约仪式,现场签约项目9个,协议总投资43.6亿元。")
    assert (found[0].projects_signed, found[0].amount_cny) == (9, 4_360_000_000)


def test_reporters_are_no_people_of_an_event() -> None:
    found = activities("6月16日,县长王强主持召开招商引资调度会,李明、赵军参加。(记者 孙丽)")
    assert [p["name"] for p in found[0].people] == ["王强", "李明", "赵军"]


def test_mechanisms_are_named() -> None:
    text = "谷城县招商引资推行“26211”管理机制和“四个一”机制,落实链长制,建立重大项目清单管理机制,打出以商招商组合拳。"
    names = [m.name for m in read_facts(text).mechanisms]
    assert names == ["26211", "四个一", "链长制", "重大项目清单管理机制", "以商招商"]
