"""What the words round a place say of its part in the article.

Each test looks at a few characters before or after the name: is it visited, does it act, are these its own
offices, do guests come to it, do projects go there?
"""

from __future__ import annotations

import re

from promotion.places import Mention
from promotion.text.patterns import quick

# 赴浙江 · 前往深圳、东莞 · 走进上海: a place that is visited
_VISITED = re.compile(
    r"(?:赴|到|前往|赶往|奔赴|走访|来到|抵达|深入|飞赴|远赴|转战|转往|拜访|考察|参观|观摩了?|北上|南下|从)"
    r"(?:(?:长三角|珠三角|京津冀|粤港澳|大湾区|成渝)[^,。;:()]{0,3}[、和及])?[^,。;:()]{0,3}$"
)
# 来自深圳的 · 来自浙江
_FROM = re.compile(r"(?:来自|来源于|引进|承接|沪|祖籍)[^,。;:()]{0,2}$")
# 在|西安|举行: where it was held; not 位于, 落户于, 主会场设在
_HELD_AT = quick(r"(?:(?<![设户建址])在|(?<![位户设建址落])于)[^,。;:()]{0,4}$")
_HELD_AFTER = re.compile(
    r"[^,。;:()]{0,14}(?:举[行办]|召开|进行|开[幕展]|考察|招商|拜访|驻点|会见|签约|签订|签署)|[市县区旗州]?(?:,|期间)"
)
# X项目在|丙县|签约: it goes there
_PROJECT_BEFORE = re.compile(r"(?:项目|基地|产业园)(?:正式|成功)?在$")
_SIGNED_AFTER = re.compile(r"(?:正式|成功|顺利|集中)?签约(?!仪式|活动|大会)")
# 推介会|深圳|举行: held there, without 在
_EVENT_BEFORE = re.compile(r"(?:会|节|仪式|活动|论坛)$")
_HELD_THERE_AFTER = re.compile(r"[市县区]?(?:隆重|成功|圆满|盛大)?(?:举[行办]|召开|开幕|启幕|闭幕|落幕)")
# 在|甲市|情况说明会暨签约仪式上: the host of what is named after it
_OWN_EVENT_AFTER = re.compile(r"[^,。;:()]{0,30}(?:会|仪式|活动)上")
# 甲市|乙市|招商推介会: an event of the first, held in the second
_VENUE_AFTER = re.compile(
    r"[市县区]?(?:专场)?[^,。;:()在]{0,10}(?:推介|说明|恳谈|招商|座谈|洽谈|对接)[^,。;:()]{0,4}会"
)
# 深圳客商 · 浙江企业 · 北京商会: where guests come from
_GUEST_AFTER = re.compile(
    r"(?:[市省县区])?(?:客商|商会|企业家|投资商|考察团|商人|客人|的?企业(?!服务)|的?公司|等地)"
)
# 驻|甲市|办事处: an office of others there
_POSTED_AFTER = re.compile(
    r"[市省]?(?:[^,。;]{0,6}(?:办事处|联络处|招商处|代表处|工作组|专班|小分队)|办(?!公))"
)
# 邀请他们到|丙市|考察: no visit yet, and to the writer's own place
_INVITED_BEFORE = quick(
    r"(?:邀请|欢迎|诚邀|希望|期待|愿意?|派)[^。;]{0,30}?(?:到|来|赴|走进)[^,。;:()]{0,3}$"
)
# 从|甲省乙市政府|获悉: who told the reporter
_TELLS_AFTER = re.compile(r"[^,。;]{0,24}(?:获悉|了解到|得知|传来)")
# 从|甲市|赶往乙市: home
_SETS_OUT_AFTER = re.compile(r"[市县区]?(?:赶往|赶赴|出发|启程|前往|奔赴|飞往|飞赴)")
# 参加|甲市|招商周、|乙市|恳谈会 · 参加|甲市|项目集中签约仪式: an event of others
_ATTENDED_BEFORE = re.compile(r"参加了?(?:[^,;。:()]{2,16}、){0,3}$")
_ATTENDED_AFTER = re.compile(r"[市县区]?[^,;。:()、]{0,20}(?:会|周|节|活动|仪式)(?:[、,。]|等)")
# 甲区在9日|乙市|招商大会上签约: an event of others, where the one who signs stands before it
_AT_EVENT_BEFORE = re.compile(r"在[^,;。:()]{0,8}$")
_AT_EVENT_AFTER = re.compile(r"[市县区]?[^,;。:()、]{0,20}(?:会|仪式|活动)上")
_OURS_AT_EVENT = re.compile(r"[^,;。:()、]{0,20}(?:会|仪式|活动)上,我(?P<kind>[市县区])")
_DATELINE_BEFORE = re.compile(r"(?:本报|[社网报])\s?$")
_DATELINE_AFTER = re.compile(r"\s?(?:\d{1,2}月)?(?:\d{1,2}日)?[讯电](?!子|力|气|商|池)")
_BREAK = re.compile(r"[,;。:\n]")
# 市政协主席、|甲高新区|党工委书记: one of the offices of a leader of the city
_AMONG_OFFICES_BEFORE = re.compile(r"(?:^|[^\u3400-\u9fff])[省市县区州](?:委|政府|政协|人大)[^,。;]{2,24}、$")
# 甲市某局局长、|甲经开区|管委会副主任出席对接会
_ATTENDS_AFTER = re.compile(r"(?:党工委|管委会)[^,;。]{2,30}(?:出席|参加|陪同)")
# 东道主|甲省: whose event it is
_HOST_BEFORE = re.compile(r"东道主$")
# 从遂宁市经济合作局获悉: its own office tells
_OFFICE_AFTER = re.compile(r"[市县区州省]?[^,;。]{0,10}(?:局|委|办|厅|处|中心|部门|会上|会议)")
# 咸宁市委 · 谷城县招商局 · 云霄籍: its own offices and people
_OWN_AFTER = re.compile(
    r"(?:[市省县区州盟旗])?(?:委(?!员会?$)|(?:人民)?政府|招商|商务|[\u3400-\u9fff]{2,8}局(?!面|势|部)|副?[县市区州盟旗]长|书记|常委|"
    r"人大|政协|管委会|党工委|投资促进|籍|各[级地]|全[市县区省])"
)
# 襄阳签约 · 株洲市高新区举行: it acts
_ACTS_AFTER = re.compile(
    r"(?:[市省县区州])?各(?:县|市|区|开发区|园区|乡镇|镇|部门|单位)|"
    r"(?:[市省县区州])?(?:[^,。;:()]{0,8}?)(?:举[行办]|召开|签约|引进|围绕|坚持|着力|全力|通过|实施|推进|开展|组织|抢抓|"
    r"大力|按照|新签|迎来|在建|招商引资|重大|集中|主导|成为|正|投资(?:额|环境|热土)|累计|完成|实现|出台|打造|聚焦|持续|紧盯|把|将|以)"
)
# 江阴发展大会 · 东台(苏州)投资说明会 · 东台2018(第三届)恳谈会: an event of this place
_EVENT_AFTER = re.compile(
    r"\d{0,4}(?:\([^()]{2,8}\))?[^,。;:()]{0,16}(?:推介|洽谈会|说明会|恳谈会|大会|座谈会|签约|招商)"
)
# 甲市|会展局局长某某率队赴沪: its leaders travel
_LEADS_AFTER = re.compile(
    r"(?:(?!总经理|董事长|总裁|会长|企业家)[^,。;:()来莅]){2,24}(?:率队|率领|带队|带领|率[^,。;:()]{2,16}[赴到])"
)
_DASHES = 2
# 有针对性地组织甲州政府、|乙市|政府、丙市工信局相关负责人参与
_TAKEN_ALONG = re.compile(r"(?<!党)组织(?!部|召开|举|开展)(?:[^,;。:、]{2,12}、)*$")
_OFFICE_OF_MANY = re.compile(
    r"[省市县区州]?(?:人民)?(?:政府|管委会|[^,;。、]{2,6}[局委])(?:、[^,;。]{2,120})?[^,;。、]{0,10}(?:参与|参加|陪同|随行)"
)
# 第十四届中国|甲市|贸易投资洽谈会: a fair that is called after its venue
_FAIR_BEFORE = re.compile(r"届中国\(?$")
_FAIR_AFTER = re.compile(r"\)?[^,;。:()、]{0,12}(?:洽谈会|博览会|交易会|[商投]洽会)")
# 各州市及|某新区, 14个市政府及|某新区: one of many
_ONE_OF_MANY = re.compile(r"(?:各|\d个)[\u3400-\u9fff]{1,6}[及和、]$")
# 负责人推介了 · 管委会主任致辞
_SPEAKS_AFTER = re.compile(
    r"(?:管委会)?分别[^,;。]{0,8}(?:推介|介绍|发言)|(?:管委会)?(?:相关|有关|主要)?(?:负责人|负责同志|主任|代表)[^,;。]{0,8}(?:推介|介绍|致辞|表示|讲话|发言|作)"
)
# 共签约7个 · 引进项目12个 · 到位省外资金12亿元
_RESULT_AFTER = re.compile(
    r"(?:共|累计|新|已|现场|集中)*(?:签约|引进|签下)(?:[\u3400-\u9fff]{0,6})\d|"
    r"(?:共|累计|新|已)[^,;。:()]{0,14}\d[\d.]*(?:余|多)?(?:个|项|家|亿|万)|到位[^,;。:()]{0,8}\d"
)
# 投资2亿元的|甲省某某服装加工项目: the name of a project begins with it
_NAMES_PROJECT = re.compile(r"元的$")
# 乙县|侯集镇: its own town
_TOWN_AFTER = re.compile(r"(?!城镇|乡镇|各)[\u3400-\u9fff]{2,3}(?:镇|乡|街道)(?!企|长)")
# 赴|丙县|调研招商引资工作: a superior looks at the work of the place, nobody is visited
_INSPECTED_AFTER = re.compile(r"(?:调研|督导|检查|督查|视察)[^,;。]{0,12}(?:工作|建设|情况)")
# 赴|丁开发区|开展调研: who looks at a zone says nothing of whose news it is
_LOOKED_AT_AFTER = re.compile(r"(?:开展|进行)?(?:专题)?(?:调研|督导|督查|检查)(?!学习|考察|招商)")
_LOOKED_AT_BEFORE = re.compile(r"(?:赴|到|来|莅临|深入)$")
# 与|乙新区管委会|座谈交流: whom the subject meets
_PARTNER_BEFORE = re.compile(r"[与同][^,;。、]{0,3}$")
_PARTNER_AFTER = re.compile(r"[^,;。]{0,14}(?:座谈|交流|联系|结对)")
_GOES_THERE = re.compile(r"(?:落户|入驻|落地|位于|选址)(?:在|于)?$")
_GUESTS_COME = re.compile(r"(?:来|赴|莅临)$")


def away(text: str, mention: Mention) -> bool:
    """Does the text say that the place is visited, a venue, or where guests come from?"""
    before = text[max(0, mention.start - 14) : mention.start]
    if "从" in before[-7:] and _TELLS_AFTER.match(text, mention.end):
        return False
    if before.endswith("从") and _OFFICE_AFTER.match(text, mention.end):
        return False
    if before.endswith("从") and _SETS_OUT_AFTER.match(text, mention.end):
        return False
    if before.endswith("赴") and _INSPECTED_AFTER.match(text, mention.end):
        return False
    if invited(text, mention):
        return False
    if _VISITED.search(before) or _FROM.search(before) or _GUEST_AFTER.match(text, mention.end):
        return True
    if before.endswith("(") and text[mention.end : mention.end + 1] == ")":
        if before[-2:-1] in {"区", "县", "市", "我"}:  # 甲高新区(丁区), 来我(甲省乙)市
            return False
        return not text.startswith("项目", mention.end + 1)  # X生产基地(杞县)项目
    return held_at(text, mention)


def dateline(text: str, mention: Mention) -> bool:
    """本报|南宁|讯, 中新社|香港|8月13日电: where the report was written."""
    return bool(_DATELINE_AFTER.match(text, mention.end)) and bool(
        _DATELINE_BEFORE.search(text, max(0, mention.start - 6), mention.start)
    )


def looked_at(text: str, mention: Mention) -> bool:
    """区长到|丁开发区|调研项目."""
    before = _LOOKED_AT_BEFORE.search(text, max(0, mention.start - 2), mention.start)
    return bool(mention.zone and before and _LOOKED_AT_AFTER.match(text, mention.end))


def held_at(text: str, mention: Mention) -> bool:
    """Is it the place where something was held? (在|西安|举行)"""
    before = text[max(0, mention.start - 6) : mention.start]
    if _HELD_AT.search(before) and _HELD_AFTER.match(text, mention.end):
        if _PROJECT_BEFORE.search(before) and _SIGNED_AFTER.match(text, mention.end):
            return False
        return not _OWN_EVENT_AFTER.match(text, mention.end)
    return bool(_EVENT_BEFORE.search(before) and _HELD_THERE_AFTER.match(text, mention.end))


def venue_in_name(text: str, mention: Mention, previous: Mention | None) -> bool:
    """乙市 of 甲市乙市招商推介会: the second of two places that open an event's name, neither inside the other."""
    if previous is None or previous.media or previous.end != mention.start:
        return False
    one, other = previous.division, mention.division
    if one is None or other is None or other.within(one) or one.within(other):
        return False
    return bool(_VENUE_AFTER.match(text, mention.end))


def invited(text: str, mention: Mention) -> bool:
    """邀请他们到|丙市|考察."""
    return bool(_INVITED_BEFORE.search(text, max(0, mention.start - 40), mention.start))


def attended(text: str, mention: Mention) -> bool:
    """参加|甲市|招商周."""
    low = max(0, mention.start - 50)
    before = text.find("参加", low, mention.start) >= 0 and _ATTENDED_BEFORE.search(text, low, mention.start)
    return bool(before and _ATTENDED_AFTER.match(text, mention.end))


def guest_at(text: str, mention: Mention, previous: Mention | None) -> bool:
    """乙市 of 甲区在|乙市|招商大会上签约5个项目, 丙省 of 在|丙省|说明会上,我市签约9个."""
    ours = _OURS_AT_EVENT.match(text, mention.end)
    if ours and mention.division is not None and mention.zone is None:
        level = mention.division.level
        return level == "province" or (level == "city" and ours["kind"] != "市")
    if previous is None or _BREAK.search(text, previous.end, mention.start):
        return False
    before = _AT_EVENT_BEFORE.search(text, previous.end, mention.start)
    return bool(before and _AT_EVENT_AFTER.match(text, mention.end))


def among_offices(text: str, mention: Mention) -> bool:
    """市政协主席、|甲高新区|党工委书记."""
    listed = text[max(0, mention.start - 1) : mention.start] == "、"
    if listed and mention.zone and _ATTENDS_AFTER.match(text, mention.end):
        return True
    return listed and bool(_AMONG_OFFICES_BEFORE.search(text, max(0, mention.start - 32), mention.start))


def posted(text: str, mention: Mention) -> bool:
    """驻|甲市|办事处."""
    return text[max(0, mention.start - 1) : mention.start] == "驻" and bool(
        _POSTED_AFTER.match(text, mention.end)
    )


def goes_there(text: str, mention: Mention) -> bool:
    """落户|滨湖新兴产业园."""
    return bool(_GOES_THERE.search(text, max(0, mention.start - 4), mention.start))


def second_party(text: str, mention: Mention, previous: Mention | None) -> bool:
    """乙省 of 甲地区--乙省产业合作对接会: whom the event's own place meets."""
    if previous is None or not 0 < mention.start - previous.end <= _DASHES:
        return False
    return not text[previous.end : mention.start].strip("-—")


def takes_part(text: str, mention: Mention) -> bool:
    """组织|甲州|政府、|乙市|工信局负责人参与: one of those who were taken along."""
    if not _OFFICE_OF_MANY.match(text, mention.end):
        return False
    return bool(_TAKEN_ALONG.search(text, max(0, mention.start - 60), mention.start))


def names_fair(text: str, mention: Mention) -> bool:
    """第十四届中国|甲市|贸易投资洽谈会: told of by those who take part too."""
    if "中国" not in text[max(0, mention.start - 3) : mention.start]:
        return False
    before = _FAIR_BEFORE.search(text, max(0, mention.start - 4), mention.start)
    return bool(before and _FAIR_AFTER.match(text, mention.end))


def speaks(text: str, mention: Mention) -> bool:
    """甲经济开发区|负责人推介了投资环境: who speaks for a place at an event of another."""
    return bool(_SPEAKS_AFTER.match(text, mention.end))


def one_of_many(text: str, mention: Mention) -> bool:
    """各州市及|某新区."""
    return bool(_ONE_OF_MANY.search(text, max(0, mention.start - 9), mention.start))


def base_of_share(text: str, mention: Mention) -> bool:
    """占|甲市|集中开工项目个数的32.1%: what a share is of."""
    return text[max(0, mention.start - 1) : mention.start] == "占"


def has_result(text: str, mention: Mention) -> bool:
    """甲市|共签约9个外资项目; not the last of a list of rows (甲区、乙区|签约12个、8个)."""
    if text[max(0, mention.start - 1) : mention.start] in {"、", "和", "及"}:
        return False
    return bool(_RESULT_AFTER.match(text, mention.end))


def receives(text: str, mention: Mention) -> bool:
    """来|沂源县考察 · 邀请他们到|沂源县考察."""
    return bool(_GUESTS_COME.search(text, max(0, mention.start - 2), mention.start)) or invited(text, mention)


def names_project(text: str, mention: Mention) -> bool:
    """投资2亿元的|甲省某某服装加工项目."""
    return bool(_NAMES_PROJECT.search(text, max(0, mention.start - 2), mention.start))


def own_office(text: str, mention: Mention) -> bool:
    """咸宁|市委, 云霄|籍, 丙县|侯集镇; not the partner of a meeting."""
    county = mention.form == "full" and mention.division is not None and mention.division.level == "county"
    if county and not mention.zone and _TOWN_AFTER.match(text, mention.end):
        return True
    if _HOST_BEFORE.search(text, max(0, mention.start - 3), mention.start):
        return True
    return bool(_OWN_AFTER.match(text, mention.end)) and not partner(text, mention)


def partner(text: str, mention: Mention) -> bool:
    """与|乙新区管委会|座谈交流."""
    before = _PARTNER_BEFORE.search(text, max(0, mention.start - 4), mention.start)
    return bool(before and _PARTNER_AFTER.match(text, mention.end))


def acts(text: str, mention: Mention) -> bool:
    """襄阳|签约, 江阴|发展大会, 厦门市|会展局局长率队; not the last of 各州市及某新区."""
    return not one_of_many(text, mention) and any(
        p.match(text, mention.end) for p in (_ACTS_AFTER, _EVENT_AFTER, _LEADS_AFTER)
    )
