"""What the words round a place say of its part in the article.

Each test looks at a few characters before or after the name: is it visited, does it act, are these its own
offices, do guests come to it, do projects go there?
"""

from __future__ import annotations

import re

from promotion.places import Mention

# 赴浙江 · 前往深圳、东莞 · 走进上海: a place that is visited
_VISITED = re.compile(
    r"(?:赴|到|前往|奔赴|走访|来到|抵达|深入|飞赴|远赴|转战|转往|拜访|考察|参观|北上|南下|从)"
    r"(?:(?:长三角|珠三角|京津冀|粤港澳|大湾区|成渝)[^,。;:()]{0,3}[、和及])?[^,。;:()]{0,3}$"
)
# 来自深圳的 · 来自浙江
_FROM = re.compile(r"(?:来自|来源于|引进|沪|祖籍)[^,。;:()]{0,2}$")
# 在西安举行: where it was held
_HELD_AT = re.compile(r"(?:在|于)[^,。;:()]{0,4}$")
_HELD_AFTER = re.compile(
    r"[^,。;:()]{0,14}(?:举[行办]|召开|进行|开[幕展]|考察|招商|拜访|驻点|会见|签约|签订|签署)"
)
# 深圳客商 · 浙江企业 · 北京商会: where guests come from
_GUEST_AFTER = re.compile(
    r"(?:[市省县区])?(?:客商|商会|企业家|投资商|考察团|代表团|商人|客人|的?企业(?!服务)|的?公司|等地)"
)
# 从遂宁市经济合作局获悉: its own office tells
_OFFICE_AFTER = re.compile(r"[市县区州省]?[^,;。]{0,10}(?:局|委|办|厅|处|中心|部门|会上|会议)")
# 咸宁市委 · 谷城县招商局 · 云霄籍: its own offices and people
_OWN_AFTER = re.compile(
    r"(?:[市省县区州])?(?:委(?!员会?$)|政府|招商|商务|[\u3400-\u9fff]{2,8}局(?!面|势|部)|县长|市长|区长|书记|常委|"
    r"人大|政协|管委会|籍|各[级地]|全[市县区省])"
)
# 襄阳签约 · 株洲市高新区举行: it acts
_ACTS_AFTER = re.compile(
    r"(?:[市省县区州])?(?:[^,。;:()]{0,8}?)(?:举[行办]|召开|签约|引进|围绕|坚持|着力|全力|通过|实施|推进|开展|组织|抢抓|"
    r"大力|按照|新签|迎来|在建|招商引资|重大|集中|主导|成为|正|投资(?:额|环境|热土)|累计|完成|实现|出台|打造|聚焦|持续|紧盯|把|将|以)"
)
# 江阴发展大会 · 东台(苏州)投资说明会 · 东台2018(第三届)恳谈会: an event of this place
_EVENT_AFTER = re.compile(
    r"\d{0,4}(?:\([^()]{2,8}\))?[^,。;:()]{0,16}(?:推介|洽谈会|说明会|恳谈会|大会|座谈会|签约|招商)"
)
# 负责人推介了 · 管委会主任致辞
_SPEAKS_AFTER = re.compile(
    r"(?:管委会)?(?:相关|有关|主要)?(?:负责人|负责同志|主任|代表)[^,;。]{0,8}(?:推介|介绍|致辞|表示|讲话|发言|作)"
)
# 共签约7个 · 引进项目12个
_RESULT_AFTER = re.compile(r"(?:共|累计|新|已|现场|集中)*(?:签约|引进|签下)(?:[\u3400-\u9fff]{0,6})\d")
# 赴|丙县|调研招商引资工作: a superior looks at the work of the place, nobody is visited
_INSPECTED_AFTER = re.compile(r"(?:调研|督导|检查|督查|视察)[^,;。]{0,12}(?:工作|建设|情况)")
# 与|乙新区管委会|座谈交流: whom the subject meets
_PARTNER_BEFORE = re.compile(r"[与同][^,;。、]{0,3}$")
_PARTNER_AFTER = re.compile(r"[^,;。]{0,14}(?:座谈|交流|联系|结对)")
_GOES_THERE = re.compile(r"(?:落户|入驻|落地|位于|选址)(?:在|于)?$")
_GUESTS_COME = re.compile(r"(?:来|赴)$")


def away(text: str, mention: Mention) -> bool:
    """Does the text say that the place is visited, a venue, or where guests come from?"""
    before = text[max(0, mention.start - 14) : mention.start]
    if before.endswith("从") and _OFFICE_AFTER.match(text, mention.end):
        return False
    if before.endswith("赴") and _INSPECTED_AFTER.match(text, mention.end):
        return False
    if _VISITED.search(before) or _FROM.search(before) or _GUEST_AFTER.match(text, mention.end):
        return True
    if before.endswith("(") and text[mention.end : mention.end + 1] == ")":
        return not text.startswith("项目", mention.end + 1)  # X生产基地(杞县)项目
    return held_at(text, mention)


def held_at(text: str, mention: Mention) -> bool:
    """Is it the place where something was held? (在|西安|举行)"""
    before = text[max(0, mention.start - 6) : mention.start]
    return bool(_HELD_AT.search(before) and _HELD_AFTER.match(text, mention.end))


def goes_there(text: str, mention: Mention) -> bool:
    """落户|临港新兴产业园."""
    return bool(_GOES_THERE.search(text, max(0, mention.start - 4), mention.start))


def speaks(text: str, mention: Mention) -> bool:
    """甲经济开发区|负责人推介了投资环境: who speaks for a place at an event of another."""
    return bool(_SPEAKS_AFTER.match(text, mention.end))


def has_result(text: str, mention: Mention) -> bool:
    """甲市|共签约9个外资项目; not the last of a list of rows (甲区、乙区|签约12个、8个)."""
    if text[max(0, mention.start - 1) : mention.start] in {"、", "和", "及"}:
        return False
    return bool(_RESULT_AFTER.match(text, mention.end))


def receives(text: str, mention: Mention) -> bool:
    """来|沂源县考察."""
    return bool(_GUESTS_COME.search(text, max(0, mention.start - 1), mention.start))


def own_office(text: str, mention: Mention) -> bool:
    """咸宁|市委, 云霄|籍; not the partner of a meeting."""
    return bool(_OWN_AFTER.match(text, mention.end)) and not partner(text, mention)


def partner(text: str, mention: Mention) -> bool:
    """与|乙新区管委会|座谈交流."""
    before = _PARTNER_BEFORE.search(text, max(0, mention.start - 4), mention.start)
    return bool(before and _PARTNER_AFTER.match(text, mention.end))


def acts(text: str, mention: Mention) -> bool:
    """襄阳|签约, 江阴|发展大会."""
    return bool(_ACTS_AFTER.match(text, mention.end) or _EVENT_AFTER.match(text, mention.end))
