"""People of an event: names after their office, and lists of names that took part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from promotion.text.patterns import guarded

# The commonest surnames; together they cover more than 97 of 100 people.
_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任"
    "姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单"
    "包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭"
    "窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺]"
)
_OFFICE = (
    "书记|县长|市长|区长|省长|州长|镇长|乡长|主任|局长|部长|主席|会长|董事长|总经理|总裁|秘书长|院长|经理|负责人|厅长|司长|"
    "处长|盟长|旗长|专员|常委|理事长|厂长|总监|首席执行官|创始人|干部|领导|委员|行长|校长|所长|总工程师|代表|巡视员|调研员"
)
_AFTER = (
    r"(?=[,。;、::()\"一 ]|等|率|带|主持|出席|参加|讲话|致辞|表示|说|介绍|与|和|陪同|前往|赴|到|在|为|会见|宣布|代表|"
    r"强调|指出|及|作|就|走访|向|签|见证|要求|认为|透露|告诉|分别|围绕|深入|来|会|先后|随|组织|调研|拜访|考察|对|从|将|希望|感谢|$)"
)
OFFICIALS = (
    r"(?:书记|县长|市长|区长|省长|主任|局长|常委|主席|领导|负责人|镇长|乡长|部长|招商(?:团队|小分队|组|团|考察团)|考察组|"
    r"代表团|党政代表团|一行)"
)
# 县委副书记、县长|王丽 · 总经理|王大伟
_TITLED = re.compile(
    rf"(?P<title>(?:[\u3400-\u9fff]{{0,16}}?{guarded(_OFFICE)}、?){{1,3}})(?P<name>{_SURNAME}[\u3400-\u9fff]{{1,2}}?){_AFTER}"
)
# 钱丹、胡秋、石剑|等见证
_LISTED = re.compile(
    rf"(?P<names>{_SURNAME}[\u3400-\u9fff]{{1,2}}(?:、{_SURNAME}[\u3400-\u9fff]{{1,2}})+)(?:等)?"
    r"(?:[^,;。、]{0,8}?)(?:参加|出席|陪同|见证|参与)"
)
_REPORTERS = re.compile(r"(?:记者|通讯员|编辑|责编|作者|摄影|审核|校对|供稿)[^,。\n]{0,30}")
_TITLE_START = re.compile(r".*[,。;:)的]")


def people(passage: str, tagged: Iterable[str] = ()) -> list[dict[str, str]]:
    """[{name, title}] of the people of a passage, in order, each once; reporters and editors are left out.

    ``tagged`` are persons that a tagger found in it; they are added without a title.
    """
    passage = _REPORTERS.sub("", passage)
    out: dict[str, dict[str, str]] = {}
    for match in _TITLED.finditer(passage):
        title = _TITLE_START.sub("", match["title"]).strip("、")
        out.setdefault(match["name"], {"name": match["name"], "title": title})
    for match in _LISTED.finditer(passage):
        for name in match["names"].split("、"):
            out.setdefault(name, {"name": name, "title": ""})
    for name in tagged:
        if name in passage:
            out.setdefault(name, {"name": name, "title": ""})
    return list(out.values())
