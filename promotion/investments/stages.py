"""The stage of a project: the latest real state that the text gives it.

Looked for where it can stand: in the words after the name (X项目开工), before it (签下X项目), at the head of the
list that it is in (开工的有…, 在谈项目112个,包括…), and last in the event that the passage tells of (签约仪式).
"""

from __future__ import annotations

import re

from promotion.investments.lexicon import CONDITION, NOT_YET, STAGE, STAGE_OF
from promotion.text.patterns import quick
from zscrawl.items import STAGES

__all__ = [
    "CONDITION",
    "NOT_YET",
    "after_name",
    "before_name",
    "latest",
    "of_event",
    "of_list",
]

# 竣工投产, 建成投产: the later of a pair; 签约落户, 签约开工
_REACH = 14
_BEHIND = 3
_HEAD = quick(
    r"(?P<stage>意向签约|拟签约|意向|在谈|洽谈|跟踪|储备|拟建|签约|新签约|新签[了订]?|签下|(?<![待未])开工|新开工|(?<![待未])动工|在建|续建|竣工|投产|建成)(?:建设)?(?:的)?"
    r"(?:\d+[个项])?(?:[\d千百十]*[亿万]元以上的?|重大|重点|产业|工业|招商|引资|合作)*(?:项目|的有|的是|有)"
)
_EVENT = re.compile(
    r"集中(?P<e1>签约|开工|竣工|投产)|(?P<e2>签约|开工|奠基|竣工|投产)[\"']?(?:活动|仪式|典礼|大会|现场会)|项目(?:现场|集中|成功|正式)*(?P<e3>签约|开工|竣工|投产)"
)
_EVENT_STAGE = {"奠基": "开工"}


def latest(text: str, within: int | None = None) -> str | None:
    """The latest stage among the words of ``text`` that are neither hoped for nor a condition.

    The words end ``within`` that many characters; what follows them is looked at for what they mean.
    """
    found = [
        STAGE_OF[m.group()]
        for m in STAGE.finditer(text)
        if (within is None or m.end() <= within)
        and not NOT_YET.search(text[: m.start()])
        and not CONDITION.match(text, m.end())
    ]
    return max(found, key=STAGES.index, default=None)


def after_name(text: str, start: int, end: int, limit: int) -> str | None:
    """X项目|正式开工建设: the stage that the words right after a name say; not in 力争X项目开工."""
    if text[end : end + 1] == "、" or NOT_YET.search(text[max(0, start - _REACH) : start]):
        return None  # of a list the last name is followed by what is said of all
    clause = re.split(r"[,;。:]", text[end : min(limit, end + _REACH + _BEHIND)])[0]
    return latest(clause, _REACH)


def before_name(text: str, low: int, start: int) -> str | None:
    """签下|X项目: the stage word right before a name, with nothing but small words between."""
    before = text[max(low, start - _REACH) : start]
    matches = [m for m in STAGE.finditer(before) if re.fullmatch(_SMALL, before[m.end() :])]
    if not matches or NOT_YET.search(before[: matches[-1].start()]):
        return None
    return STAGE_OF[matches[-1].group()]


_SMALL = (
    r"(?:了|的|有|是|为|建设|落户|落地|落户的|引进|项目|重大|重点|一批|等|包括|分别|:|,|\"|"
    r"由[^,;。]{2,24}投资(?:建设)?的?|[\d.]+亿元的|个|总)*"
)


def of_list(head: str) -> str | None:
    """重点在谈项目112个,包括: the stage that the head of a list gives to its items."""
    found = list(_HEAD.finditer(head))
    if not found:
        return None
    return _of_head(found[-1]["stage"])


def _of_head(word: str) -> str | None:
    """新签了5个项目, 新开工项目: the stage that the word at the head of a list means."""
    return "签约" if word.startswith(("新签", "签")) else STAGE_OF.get(word.removeprefix("新"))


def of_lead(text: str) -> str | None:
    """34家企业签约72个项目: the stage of the sets that the beginning of an article counts; None for several."""
    found = {stage for m in _HEAD.finditer(text) if (stage := _of_head(m["stage"]))}
    return found.pop() if len(found) == 1 else None


def agreed(before: str) -> str | None:
    """A与B签订投资协议,将建设|X项目: an agreement told of in the same sentence."""
    signed = re.search(r"(?:签[订定]|签署|签下|签约)(?!后|率)", before)
    return "签约" if signed and not NOT_YET.search(before[: signed.start()]) else None


# 三个项目分别是 · 其中 · 根据协议: the sentence goes on about the agreement told of before
_GOES_ON = re.compile(
    r"(?:据(?:了解|介绍|悉),?)?(?:[此本]次(?:签约|开工)?的?项目|[两三四五六七八九十\d]+个项目|该?项目|其中|根据协议|按照协议|协议约定|双方|上述|签约项目|据悉|分别[是为])"
)


def goes_on(sentence: str) -> bool:
    """Does a sentence go on about what the sentence before agreed?"""
    return bool(_GOES_ON.match(sentence))


def of_event(text: str) -> str | None:
    """签约仪式, 集中开工: the stage of the projects that an event is held for; None where it is for several."""
    real = [
        m
        for m in _EVENT.finditer(text)
        if not NOT_YET.search(text[: m.start()]) and not (m["e3"] and CONDITION.match(text, m.end()))
    ]
    stages = {m["e1"] or m["e2"] or m["e3"] for m in real}
    if len(stages) != 1 or re.search(r"开竣工|开工、竣工|三集中", text):
        return None
    word = stages.pop()
    return _EVENT_STAGE.get(word, word)
