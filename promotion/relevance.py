"""Is an article promotion news? A score from the whole text, and the verdict.

A table of signs, each with a weight and a cap on how often it counts; the title counts twice. The sum goes
through a logistic curve, so that the score reads like a probability: 0.5 is the border.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice

from promotion.text.patterns import quick


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of evidence: ``weight`` for each sight of ``pattern``, at most ``cap`` times."""

    name: str
    pattern: re.Pattern[str]
    weight: float
    cap: int = 2


def _sign(name: str, weight: float, *alternatives: str, cap: int = 2) -> Sign:
    return Sign(name, quick("|".join(alternatives)), weight, cap)


# 招商银行 and other firms of that name, and 招商加盟
_NOT_PROMOTION = (
    "银行|证券|基金|信诺|仁和|轮船|蛇口|港口|公路|南油|积余|资管|局集团|局港口|局蛇口|局置地|永隆"
)

SIGNS: tuple[Sign, ...] = (
    _sign(
        "promotion by name",
        1.6,
        "招商引资|招引(?:项目|企业)|引资|双招双引|招大引强|精准招商|产业链招商|以商招商",
    ),
    _sign(
        "promotion as work",
        1.2,
        "招商(?:推介|项目|工作|活动|考察|洽谈|局|专班|小分队|团队|成果|签约|合作|协议|队伍|恳谈|大会)",
    ),
    _sign("招商", 0.7, f"招商(?!{_NOT_PROMOTION}|加盟|代理)", cap=3),
    _sign(
        "trip",
        1.3,
        "外出招商|驻点招商",
        "(?:赴|到|前往)[^,。;]{2,24}(?:开展|进行)?(?:招商|考察对接|投资考察|拜访对接)",
        "经贸代表团|(?:参访|经贸)推介",
    ),
    # 县长率队到甲市,先后考察了某集团 · 拜访了某商会
    _sign(
        "leaders visit firms",
        1.0,
        "(?:率队|带队|率团)[^。;]{2,50}(?:考察|拜访|走访)[^。;]{0,40}(?:公司|集团|企业|商会)",
        "(?:拜访|拜会)[^。;]{2,30}(?:商会|商协会|协会|公司|集团)",
        "(?:率队|带队|率团)[^。;]{2,30}(?:拜访|走访|考察)[^。;,]{0,8}(?:企业|产业|项目)|洽谈[^,。;]{0,12}项目",
    ),
    # 项目签约仪式 · 集中签约 · 18个项目签约; not a player or a customer
    _sign(
        "signing",
        1.2,
        "(?:项目|合作|投资|招商)[^,。;]{0,8}签约",
        "签约[^,。;]{0,10}(?:项目|仪式|投资)",
        "签[订署定]了?[^,。;]{0,30}(?:投资|合作|项目|开发|战略)[^,。;]{0,6}(?:协议|合同)",
        "达成[^,。;]{0,12}(?:投资|合作|经贸)[^,。;]{0,4}项目",
    ),
    _sign(
        "start of works",
        1.0,
        "(?:重大|重点|产业|工业|集中)[^,。;]{0,16}(?:开工|竣工|投产|开竣工)",
        "(?:项目|工程)[^,。;]{0,24}(?:奠基|动工|开工|竣工|投产|施工|落户|落地)",
    ),
    _sign(
        "investment",
        0.8,
        "总投资|计划投资|投资(?:总|金)?额",
        "(?:协议|合同|意向|签约)(?:投资|引资|资金|金额|总?额)",
        "(?:到位|实到|利用)(?:资金|外资|内资|省外|市外)|资金到位|固定资产投资",
    ),
    # 在建省外投资项目 · 引进市外资金
    _sign("capital from elsewhere", 0.9, "[省市县区州境]外(?:投资|资金|内资)|外来投资"),
    # A公司与P管委会签下合同
    _sign(
        "a firm signs with a place",
        0.8,
        "(?:公司|集团)[^,。;]{0,16}[与同][^,。;]{2,24}(?:政府|管委会|[市县区])(?:正式)?签|"
        "(?:政府|管委会|[市县区])[与同][^,。;]{2,30}(?:公司|集团)[^,。;]{0,6}签",
    ),
    # 实际利用外资 · 新批外资项目 · 合同外资
    _sign(
        "foreign capital",
        0.9,
        "(?:实际(?:利用|使用|到账|到位)|合同|协议|到账|新批|新签|新增)[^,。;]{0,6}外资|外商投资[^,。;]{0,10}?(?:项目|企业)|利用外资|台资(?:企业|项目)|台商投资",
        cap=3,
    ),
    _sign("what is built", 0.6, r"年产|生产线|建成后|投产后|达产后|占地(?:面积)?[约\d]|建筑面积|工期"),
    _sign(
        "money of projects", 0.7, r"(?:新增|计划|规划|总)?投资[^,。;]{0,6}\d[\d.,]*(?:万|亿)[^,。;]{0,4}元"
    ),
    _sign(
        "investors",
        1.0,
        "会见[^,。;]{2,40}(?:公司|集团|董事长|客商|商会)|项目合作|投资(?:建设|兴业)|客商|投资商",
        "(?:企业家|商会|考察团)[^,。;]{0,16}(?:考察|洽谈|对接)|(?:企业家?|商会|协会|侨商|台商)走进|产业(?:发展)?对接",
        "投资(?:推广|考察|环境|热土|洽谈|说明会|推介|政策|发展|兴业)|产业转移",
    ),
    # 返乡创业 · 回乡投资1.2亿元 · 湘商座谈会 · 项目回归
    _sign(
        "those who come home",
        0.8,
        "[返回]乡[^,;。]{0,4}(?:投资|创业|创办|兴业|能人)",
        "[湘浙徽赣晋豫楚川渝黔滇桂粤闽鲁冀陕陇苏皖乡]商(?:座谈会|恳谈会|回归|回乡)|(?:产业|资本|项目|总部)回[归流投建]",
    ),
    # 督导重点项目建设 · 来到甲产业园等竣工项目现场
    _sign(
        "projects looked at",
        0.8,
        "(?:督导|调研|观摩|核查|督查)[^,。;]{0,8}项目(?:建设|推进)",
        "等[^,。;]{0,8}项目(?:建设|施工)?现场",
    ),
    # A集团将投资5亿元在P县建设X基地
    _sign("a firm builds", 0.8, "(?:公司|集团)(?:将|拟|计划)?投资[^,。;]{2,12}元[^,。;]{0,16}建设"),
    _sign(
        "guests",
        1.0,
        "考察团|(?:董事长|总经理|总裁|集团)[^,。;]{0,8}一行[^,。;]{0,10}(?:考察|洽谈)|(?:率|带领)[^,。;]{0,20}(?:企业家|客商)|来[^,。;]{1,6}考察",
    ),
    _sign("overseas business people", 0.9, "[侨台]商(?!投资)|港商"),
    _sign(
        "fair",
        1.0,
        "推介会|商务交流活动|投资(?:合作|贸易)?交流会|洽谈会|恳谈会|对接会|经贸(?:投资)?(?:洽谈|合作|交流)|贸易洽谈|投资贸易",
    ),
    _sign(
        "settling", 0.6, "(?:项目|企业|公司)[^,。;]{0,10}(?:落户|入驻|落地)|引进[^,。;]{0,14}(?:项目|企业)"
    ),
    _sign("place of industry", 0.4, "经济?开发?区|高新区|产业园|工业园|开发区|产业链|营商环境|主导产业"),
    _sign("project life", 0.4, "重大项目|重点项目|项目建设|签约项目|产业项目|履约率|开工率"),
    # --- look-alikes
    _sign("firms named 招商", -2.2, f"招商(?:{_NOT_PROMOTION})|招行", cap=3),
    _sign(
        "signed person",
        -2.2,
        "(?:球员|新秀|外援|主教练|球队|俱乐部|国脚|歌手|演员|艺人|主播|作家(?!协会)|网红|模特|编剧)",
        "选秀|赛季|合同期|转会|中超|cba|经纪公司|唱片|家庭医生|签约作者",
    ),
    _sign(
        "franchise",
        -2.2,
        "加盟(?:费|店|商|条件|热线|流程|电话|政策|项目|品牌)",
        "连锁加盟|品牌加盟|代理商?招商|招商加盟|加盟代理|诚招",
        cap=3,
    ),
    _sign(
        "shop promotion",
        -1.4,
        r"打折|满减|满\d+减|优惠券|促销|买[一二]?[赠送]|换购|特价|购物节|销售额|客流|零售(?!业)|抽奖",
        cap=3,
    ),
    _sign(
        "jobs",
        -1.6,
        "招聘(?:会|岗位|单位|信息|公告|专场)|求职|应聘|用工(?:信息|岗位)|月薪|五险一金|毕业生|简历",
        cap=3,
    ),
    _sign(
        "fraud",
        -1.8,
        "诈骗|骗取|骗子|骗局|行骗|坑蒙|拐骗|虚假招商|非法集资|传销|嫌疑人|受害人|涉案|被告人|判处|有期徒刑|公安机关|警方|立案",
        cap=3,
    ),
    _sign(
        "shops to let",
        -1.4,
        "商铺|旺铺|摊位|档口|招租|商场招商|楼盘|首付|户型|均价|开盘|购物中心|主力店|空铺|商业地产|业态组合|创新业态",
        cap=3,
    ),
    _sign(
        "market report",
        -1.2,
        "股价|涨停|跌停|市盈率|净值|研报|机构评级|目标价|买入|增持|收盘|理财产品|信用卡|存款余额|净利润|不良率|每股",
        cap=3,
    ),
    _sign("weather and alarm", -2.0, "气象台|预警信号|降雨量|暴雨|台风|防汛|地震|山洪", cap=3),
)

_BIAS = -2.0
"""One sign alone does not make promotion news; two of different kinds do."""

BORDER = 0.5


def relevance(text: str, title: str | None = None) -> float:
    """How likely the article is promotion news, 0 to 1, two decimals. Both arguments are folded text."""
    total = _BIAS
    for sign in SIGNS:
        seen = sum(1 for _ in islice(sign.pattern.finditer(text), sign.cap))
        if title and sign.pattern.search(title):
            seen = min(sign.cap, seen) + 1
        total += sign.weight * seen
    return round(1 / (1 + math.exp(-total)), 2)
