"""How zones are named: the kinds (高新区, 经济技术开发区 …), and where a name of one stands."""

from __future__ import annotations

import re

from promotion.text.patterns import quick

# 高新区 · 经济技术开发区 · 自贸片区 · 工业园: what makes a zone of the division named before it
ZONE = (
    r"(?:国家级?|省级)?(?:(?:高新技术|经济技术|高新|经济|先进制造业|工业)(?:产业)?(?:开发区|园区|示范区)|高新区|经开区|高技术开发区|"
    r"自由贸易试验区|自贸试验区|自贸片区|自贸区|综合保税区|综保区|保税区|(?:工业|产业|新兴产业|科技|化工|物流|循环经济|创业|创新)园区?|"
    r"(?:工业|产业)(?:集聚区|集中区|聚集区|新城)|开发区|(?:台商)?投资区|新区|新城|(?:管理|度假|旅游|试验|实验|合作|示范)区|航空港区|临空区|港区|科创城|科学城)"
)
# 咸宁高新区 · 汶上县经济开发区 · 江夏区金港新区: at most four characters may stand between
ZONE_AFTER = re.compile(
    rf"(?P<own>[港湖河江山海]|(?![全各])[\u3400-\u9fff]{{2,4}}?)??(?P<kind>{ZONE})(?:[\u3400-\u9fff]{{2,3}}片区)?"
)
# 在|当阳|经济开发区: what an everyday word with nothing before it is followed by where it is a place
PLAIN_ZONE = re.compile(r"经济(?:技术)?开发区|高新技术产业开发区|高新区|经开区")
OPENS_NAME = re.compile(r"(?:^|[^\u3400-\u9fff]|[在于到赴与和户落址驻])$")
OWN_NAME = 2
"""Characters of a zone's own name after a short form at most: 库尔勒上库高新区, 东营港经济开发区."""
FULL_KIND = re.compile(r"(?P<kind>高新技术产业开发区|高新技术开发区|高技术开发区|经济技术开发区|经济开发区)$")
ZONE_END = quick(rf"{ZONE}$")
# 落户滨湖新兴产业园 · 位于滨江工业园区: a zone named without its division
ZONE_ALONE = quick(
    rf"(?:(?<!签约)落户|入驻|(?<!签约)落地|位于|坐落[于在]|选址|落子)(?:在|于)?(?P<zone>(?![该本我其此])[\u3400-\u9fff]{{2,6}}?{ZONE})(?=[,。;的]|$)"
)
# ,南津经济技术开发区|到位资金12亿元 · 云岭高新区| 4项: a row of a zone whose division is not named
ZONE_ROW = re.compile(
    r"(?:^|(?<=[,;:、。\n]))(?P<zone>[市县](?:经济|高新)?(?:技术)?(?:开发区|高新区|经开区)|(?![全各该本我其此省市县区国])(?:[\u3400-\u9fff]{2,4}?)?"
    r"(?:经济技术开发区|高新技术产业开发区|经济开发区|高新区|经开区|综保区|工业园区?))"
    r"(?=[ |\t]*\d|(?:新|共|累计|集中)?(?:签约|到位|引进|开工|完成)[^,;。]{0,10}?\d)",
    re.MULTILINE,
)
