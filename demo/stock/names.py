"""Invented people, companies and newsrooms. Any likeness to real ones is chance."""

from __future__ import annotations

import random

_SURNAMES = "陈李黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN_ONE = "磊洋勇杰涛明超霞平刚飞波斌辉鹏亮健俊帆倩琳婷岚颖晨阳璐蓉"
_GIVEN_FIRST = "志建文国晓海春永振世庆德立思佳雨梦子泽宇浩云锦义光启荣"
_GIVEN_SECOND = "强华军平生林峰伟斌成龙民兵祥安宁凯翔东来山川梅芳莉娟萍兰珍燕琴怡彤"

BRAND_FIRST = "禾昕瀚岳沛盈臻拓垣晟澍屿珩骁铄筑湛炬蔚翎崧"
BRAND_SECOND = "微源朔宸邦泰科润达维诺康途腾恩硕禹辰致信"
VISITED_SECOND = "凌谷桥枫森雅格曼力丰"
"""Second characters of companies that are only visited, so that none is mistaken for an investor."""

COMPANY_HOMES = (
    "深圳市", "东莞市", "苏州", "杭州", "厦门", "佛山市", "宁波", "上海", "广州", "无锡", "成都", "武汉", "中山市",
    "温州", "泉州", "嘉兴", "常州", "惠州市",
)  # fmt: skip

NICKNAMES = (
    "江边钓叟", "洞庭小麻雀", "一碗热干面", "老街坊2008", "楚天阔", "湘水悠悠", "园区打工人", "吃瓜的老王", "晒太阳的猫",
    "返乡青年小李", "跑步的蜗牛", "汉江渔火", "山里娃", "修桥铺路", "今天不加班", "云中漫步", "半夏微凉", "铁路桥下",
    "大车司机阿强", "油菜花开", "莲藕排骨汤", "看厂房的人", "lotus1985", "hbzs_fan", "木子李", "南门口", "风雨同舟",
    "东湖边上", "稻香十里", "路过打酱油",
)  # fmt: skip


def person(rng: random.Random) -> str:
    """An invented Chinese name of two or three characters."""
    given = (
        rng.choice(_GIVEN_ONE) if rng.random() < 0.3 else rng.choice(_GIVEN_FIRST) + rng.choice(_GIVEN_SECOND)
    )
    return rng.choice(_SURNAMES) + given


def people(rng: random.Random, count: int) -> list[str]:
    """``count`` different names."""
    found: list[str] = []
    while len(found) < count:
        name = person(rng)
        if name not in found:
            found.append(name)
    return found


def brands(rng: random.Random, count: int, seconds: str = BRAND_SECOND) -> list[str]:
    """``count`` different company names of two characters (字号)."""
    all_pairs = [a + b for a in BRAND_FIRST for b in seconds]
    return rng.sample(all_pairs, count)
