"""Does a list name projects, or only say of what kinds they are? (甲石墨材料、乙旅游开发等 · 风机、叶片等)"""

from __future__ import annotations

import re

from promotion.investments import names
from promotion.investments.lexicon import WORK
from promotion.reading import Reading
from promotion.text.sentences import Analysis, Sentence

# 大米加工 · 生态旅游: what is done, no name
_ACTIVITY = re.compile(r"(?:加工|制造|生产|旅游|养殖|种植|研发|服务|养老|物流)$")
_PROPER = ("nr", "ns", "nt", "nz", "eng", "j", "zg")
_FIRM_OR_HEAD = re.compile(r"(?:公司|总部|中心)$")
_SIGNS = (",", ";", "。", ":", "--", "】")


def list_start(text: str, sentence: Sentence, end: int) -> int:
    """A list of names before ``end`` begins after the last sign that is no 、."""
    last = sentence.start - 1
    for sign in _SIGNS:  # a loop, for it is asked of every kind of works
        last = max(last, text.rfind(sign, sentence.start, end))
    return last + 1


def all_common(analysis: Analysis, sentence: Sentence, end: int) -> bool:
    """Is the list before ``end`` made of dictionary words only?"""
    start = list_start(analysis.text, sentence, end)
    first = analysis.text.find("、", start, end)
    start = names.beginning(analysis, start, first if first >= 0 else end)
    return not any(w.tag.startswith(_PROPER) for w in analysis.words_in(start, end))


def names_works(listed: str) -> bool:
    """Does an item end in a kind of works that is no firm's office?"""
    return any(WORK.search(item) and not _FIRM_OR_HEAD.search(item) for item in listed.split("、"))


def names_some(listed: str) -> bool:
    """False for 大米加工、生态旅游, which tells of what trades they are."""
    return any(not _ACTIVITY.search(item) for item in listed.split("、"))


def of_places(reading: Reading, start: int, end: int) -> bool:
    """甲县石墨烯材料、乙县旅游开发|等产业项目: does each item begin with its county?"""
    low = names.beginning(reading.analysis, start, end)
    begins = {m.start for m in reading.places_in(low, end)}
    items = re.finditer(r"[^、]+", reading.text[low:end])
    return all(low + item.start() in begins for item in items)
