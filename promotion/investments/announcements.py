"""News of a listed company's announcement: whom it means by 公司."""

from __future__ import annotations

import re

from promotion.investments.lexicon import is_general
from promotion.reading import Reading

# 兰山股份(300999)1月12日晚间公告,公司拟投资 · 兰山股份发布公告
_ANNOUNCES = re.compile(
    r"(?:^|[,。\n讯 ])(?P<firm>[\u3400-\u9fffa-z]{2,10}?)(?:\((?:[^()]{0,6}[:,])?\d{6}(?:\.[a-z]{2})?\))?"
    r"(?:\d+月)?(?:\d+日)?(?:今日|昨日|晚间|午间|早间|晚|近日)*(?:(?:发布|披露)?公告(?!栏|牌)|公布,)"
)
_WITHIN = 400
"""Characters before a project in which its announcement is told of."""

_OF_COMPANY = re.compile(r"(?:^|[,。;:,与日同])(?:本|该)?公司(?!名|章)")
COMPANY_ONLY = frozenset({"公司", "本公司", "集团", "该公司"})
"""Words that name no company by themselves."""


def announcer(reading: Reading, end: int) -> str | None:
    """The listed company whose announcement the news before ``end`` tells of."""
    found = _ANNOUNCES.search(reading.text, max(0, end - _WITHIN), end)
    if found is None or found["firm"] in COMPANY_ONLY or is_general(found["firm"]):
        return None
    return reading.normal.name(*found.span("firm"))


def of_announcement(reading: Reading, start: int, end: int) -> str | None:
    """The announcing company, where the words ``start:end`` before a project speak of 公司."""
    told = _OF_COMPANY.search(reading.text, start, end)
    return announcer(reading, end) if told else None
