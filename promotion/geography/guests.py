"""Guests: who sends them, who receives them, and whether an article tells of any.

For places as `roles`: each test looks at a few characters before or after the name.
"""

from __future__ import annotations

import re

from promotion.places import Mention
from promotion.text.patterns import quick

# 甲市协作办|考察团 · “侨资企业行-甲市|团”一行: where a delegation comes from
_DELEGATION_AFTER = re.compile(
    # 率|甲省|党政代表团前往乙市考察: it travels for itself
    r"(?![^,;。:()]{0,6}代表团(?:前往|赴))(?:"
    r"[^,。;:()]{0,12}组织[^,。;:()]{2,16}企业家?[^,。;:()]{0,4}[到来赴]|"
    r"[^,。;:()]{2,16}带队,一行[^,。;]{0,8}(?:莅临|来)|"
    r"[^,。;:()]{2,30}(?:带队|率队)[来到赴]我[市县区州旗](?!的)|"
    r"(?:(?!招商|推介|[,。;:()]).){0,14}?(?:考察团|代表团|访问团|参访团|侨团|团[\"']?一行|团[\"']?[赴来莅]))"
)
# 考察团一行25人到|丙市|: guests on their way to it
_GUESTS_BEFORE = re.compile(
    r"(?:(?<!招商)(?<!推介)(?:考察团|代表团|访问团|参访团|团队|专家组|客商|企业家?|董事长|总经理)|团[\"']?一行)[^。;]{0,20}?(?:到|来|赴|莅临|抵达)[^,。;:()]{0,4}$"
)
# 莅临 · 来我市 · 会见了考察团一行: an article that tells of guests
_HOSTED = quick(
    r"组织[^,;。]{2,16}企业家?[^,;。]{0,4}(?:到|来|赴)[^,;。]{1,10}(?:开展|考察|对接)|莅临|[来赴到抵]我(?:\([^()]{2,9}\))?[省市县区州旗](?!的)|(?:考察团|代表团|访问团|参访团|客商|一行)[^,;。]{0,6}到来[^,;。]{0,6}欢迎|(?:会见|接待|宴请|欢迎|迎来)[^,。;]{0,16}(?:考察团|代表团|访问团|参访团|企业家|客人|来宾|一行)|"
    r"(?:商会|侨商|华侨|企业家|客商|协会)[^,;。]{0,6}(?:考察团|访问团|一行)[^,;。]{0,8}(?:到|来|赴)|"
    r"(?:会长|董事长|总经理)[^,;。]{0,8}率[^,;。]{0,12}(?:到|来|赴)[^,;。]{1,10}考察"
)
# 率甲省党政代表团前往乙市: those who are met there are the article's own people
_OWN_TRIP = re.compile(r"率[^,;。]{0,8}(?:党政|政府)[^,;。]{0,4}代表团(?:前往|赴)(?!我)")
# 丙市|市长李某会见了考察团: it receives them
_HOST_AFTER = re.compile(
    r"[市省县区州旗]?[^,。;:()]{0,20}?(?:会见|接待|宴请|设宴欢迎|欢迎)了?[^,。;]{0,20}(?:团|一行|客商|客人|来宾)"
)


def tells_of_guests(text: str) -> bool:
    """Does the article tell of guests who were received?"""
    return bool(_HOSTED.search(text)) and not _OWN_TRIP.search(text)


def sends_guests(text: str, mention: Mention) -> bool:
    """甲市协作办|考察团一行; only for an article that tells of guests."""
    return bool(_DELEGATION_AFTER.match(text, mention.end))


def hosts_guests(text: str, mention: Mention) -> bool:
    """丙市|市长会见了考察团."""
    return bool(_HOST_AFTER.match(text, mention.end))


def guests_come(text: str, mention: Mention) -> bool:
    """考察团一行到|丙市."""
    return bool(_GUESTS_BEFORE.search(text, max(0, mention.start - 44), mention.start))
