"""What the name of an event ends in, and the type that this makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from promotion.text.patterns import quick


@dataclass(frozen=True, slots=True)
class EventNoun:
    """Events whose name ends in ``pattern`` are of ``type``."""

    type: str
    pattern: str


EVENT_NOUNS: tuple[EventNoun, ...] = (
    # 项目签约仪式 · 集中签约暨开工活动
    EventNoun(
        "签约仪式",
        r"(?:集中)?签约[\"']?(?:暨|、)?(?:动工|开工|揭牌)?(?:仪式|典礼|大会|活动|会)|(?:协议|合同)签[署字]仪式|集中签约(?!项目)",
    ),
    # 集中开工仪式 · 项目奠基仪式 · “三集中”活动 · 集中开工签约某县分会场活动
    EventNoun(
        "集中开工",
        r"集中(?:开工|竣工|投产)签约[^,;。、]{0,8}?[主分]会场活动|(?:开工|竣工|投产)[、和暨][\u3400-\u9fff]{2,6}现场会|开\(竣\)工(?:仪式|活动)|"
        r"(?:集中)?(?:开复工|开工|奠基|开竣工|竣工|投产|动工)(?:仪式|典礼|大会|活动|现场会)|集中开复?工|集中开竣工|集中竣工|(?:集中|项目)推进活动|"
        r"三(?:集中|个一批)[\"']?(?:系列|项目建设)?活动",
    ),
    EventNoun("座谈会", r"座谈会|(?:招商|投资|工作)座谈(?=[,;。])|茶话会|恳谈座谈会|见面会"),
    # 产业推介会 · 投资说明会 · 项目路演 · 招商引资活动
    EventNoun(
        "推介会",
        r"推介(?:暨[\u3400-\u9fff]{1,6})?(?:会活动|会议?|(?:说明|洽谈|交流|对接|宣传)?活动)|说明会|恳谈会|路演|招商会|招商引资大会|(?:招商|推介)大会|推介洽谈活动|"
        r"招商(?:引资)?(?:推介)?活动|专场活动|发布会暨推介",
    ),
    EventNoun("洽谈会", r"洽谈会|对接会|合作交流会|交流会|对接活动|[经商西兰厦津渝投]洽会|(?:洽谈|经贸)周"),
    EventNoun(
        "展会",
        r"博览会|交易会|展览会|展销会|进博会|华创会|(?<!发)展会(?!议)|广交会|服贸会|农博会|[西东中渝丝]博会",
    ),
    # 工作推进会 · 领导小组会议 · 发展大会 · 峰会
    EventNoun(
        "会议",
        r"(?:工作|推进|调度|动员|专题|联席|培训|现场|通报|协调|部署|总结|表彰|誓师|攻坚|研判|观摩|交账|讲评|汇报|碰头|领导小组|委员会|常务|现场推进|分析|例)"
        r"会(?:议|(?!谈))|研究会(?=召开)|(?:引资|转化|经济工作|专题)?会议(?!中心|室|厅)|大会|论坛|峰会|年会",
    ),
    EventNoun(
        "其他",
        r"活动(?=(?:在[^,;。]{2,20})?(?:成功)?举[行办])|[专主]题活动|讲座|培训班|沙龙|联谊会|(?:文化|旅游|艺术)节(?:活动)?|(?:启动|揭牌|出征|授牌|开园|启用|交付|聘任|点火|投运)仪式",
    ),
)
# any name may stand before 节 and 行活动, so that a search for them stops at every character
_FESTIVAL = EventNoun(
    "其他",
    r"[\u3400-\u9fff]{2}行[\"']?活动|[\u3400-\u9fff]{2,6}节(?:活动)?(?![能约省点目奏制水电余日假选支])",
)
NOUN_KINDS = (*EVENT_NOUNS, _FESTIVAL)


def _any_noun(nouns: tuple[EventNoun, ...]) -> re.Pattern[str]:
    return quick("|".join(f"(?P<n{i}>{noun.pattern})" for i, noun in enumerate(nouns)))


_NOUN, _NOUN_OR_FESTIVAL = _any_noun(EVENT_NOUNS), _any_noun(NOUN_KINDS)


def nouns(passage: str) -> re.Pattern[str]:
    """The pattern of all nouns; its group ``n3`` says that the noun is of ``NOUN_KINDS[3]``."""
    named_freely = "节" in passage or "行活动" in passage or '行"活动' in passage
    return _NOUN_OR_FESTIVAL if named_freely else _NOUN
