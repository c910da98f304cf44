"""Events by name: what an event's name ends in, and whether the sentence says that it was held.

An `Event` is what a construction finds; `activities` makes the record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from promotion.occasions.held import (
    HELD,
    NOT_HELD,
    SERIES,
    held_by_then,
    is_example,
    is_no_event,
    is_one_name,
    name_start,
    next_in_list,
    verb_of,
)
from promotion.occasions.nouns import NOUN_KINDS
from promotion.occasions.nouns import nouns as nouns_of
from promotion.occasions.people import OFFICIALS
from promotion.reading import Reading
from promotion.text.sentences import Sentence


@dataclass(slots=True)
class Event:
    """An event as told at ``start:end``."""

    type: str
    start: int
    end: int
    sentence: Sentence
    name: str | None = None
    date: str | None = None
    place: str | None = None


CEREMONIES = frozenset({"签约仪式", "集中开工"})
# what a name begins with says more than the kinds of these nouns at its end
_LEADING = {
    "集中开工": frozenset({"会议", "其他"}),
    "推介会": frozenset({"其他"}),
    "洽谈会": frozenset({"其他"}),
}
# 图为签约仪式: a caption tells nothing that the article does not
_CAPTION = re.compile(r"[(]?图为")
# 7月3日,A集团与B公司合作签约
_SIGNING = re.compile(
    r"(?P<a>[^,;。]{2,40}?)与(?P<b>[^,;。]{2,60}?)(?:正式|成功|举行|合作|现场)*"
    r"(?:签约|签订[^,;。]{0,30}?(?:协议|合同)|签署[^,;。]{0,30}?协议)"
)
# 17个项目集中开工、竣工、签约 · 33个项目在线签约
_SET_STARTS = re.compile(
    r"\d+个[^,;。]{0,12}项目(?:集中(?P<what>开工|签约|竣工|开竣工)|(?:在线|线上|网上|网络|视频|云)签约)"
)
# 省领导张某宣布开工 · 市长李某出席奠基
_CEREMONY = re.compile(
    rf"{OFFICIALS}[^,;。]{{0,8}}(?:宣布|出席|参加|为)[^,;。]{{0,12}}(?:开工|奠基|竣工|投产|启动|揭牌)"
)
# 近日,|甲市驻沪招商联络处在上海正式揭牌
_UNVEILED = re.compile(r"[^,;。]{4,40}?(?:正式|成功)?(?:揭牌|挂牌)(?:成立|运营)?(?=[,;。、])")
LATELY = re.compile(r"近日|日前|昨日|昨天")


class NamedEvents:
    """Finds events by their names, signings and ceremonies."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text

    def read(self, sentence: Sentence) -> list[Event]:
        """The events of one sentence that are held in it."""
        if _CAPTION.match(self._text, sentence.start):
            return []
        found = list(self._named(sentence))
        found += self._signed(sentence, apart=not any(event.type in CEREMONIES for event in found))
        return found or list(self._ceremony(sentence))

    def _named(self, sentence: Sentence) -> Iterator[Event]:
        """X推介会昨日举行 · 召开X推进会 · A座谈会、B洽谈会等40余场招商活动."""
        passage = self._text[sentence.start : sentence.end]
        nouns = list(nouns_of(passage).finditer(passage))
        held = list(HELD.finditer(passage)) if nouns else []
        accepted, leads = -1, ""
        for match, following in zip(nouns, [*nouns[1:], None], strict=False):
            start, end = match.span()
            kind = NOUN_KINDS[int((match.lastgroup or "n0")[1:])].type
            one_name = bool(following and is_one_name(passage, end, following.start()))
            leads = (leads if leads in _LEADING else kind) if one_name else leads
            if one_name or is_no_event(passage, start, end):
                continue
            verb = verb_of(held, passage, start, end)
            if (
                verb is None
                and not is_example(passage, end)
                and not next_in_list(passage, accepted, start)
                and not held_by_then(passage, start, end)
            ):
                continue
            if verb and SERIES.match(passage, verb.end(), start):
                continue
            accepted = end
            if kind in _LEADING.get(leads, ()):  # 集中开工和投产投用|现场会, 推介会暨顾问|聘任仪式
                kind = leads
            leads = ""
            yield self._event(kind, sentence, name_start(passage, start), end, verb)

    def _event(self, kind: str, sentence: Sentence, low: int, high: int, verb: re.Match[str] | None) -> Event:
        name = self._reading.normal.name(sentence.start + low, sentence.start + high).strip("“”\"' ")
        begin = verb.start() if verb and verb.start() < low else low
        end = verb.end() if verb and verb.start() >= high else high
        start = clause_start(sentence, sentence.start + begin)
        bare = kind == "会议" and len(name) <= 2
        return Event(kind, start, sentence.start + end, sentence, None if bare else name or None)

    def _signed(self, sentence: Sentence, *, apart: bool) -> Iterator[Event]:
        """7月3日,A集团与B公司合作签约 · 17个项目集中开工; ``apart``: the sentence names no ceremony for it."""
        passage = self._text[sentence.start : sentence.end]
        if match := _SET_STARTS.search(passage) if apart else None:
            kind = "签约仪式" if match["what"] in {"签约", None} else "集中开工"
            start = clause_start(sentence, sentence.start + match.start())
            yield Event(kind, start, sentence.start + match.end(), sentence)
            return
        match = _SIGNING.search(passage) if "与" in passage and "签" in passage else None
        if not match or nouns_of(passage).search(passage) or NOT_HELD.search(passage[: match.start("b")]):
            return
        start, end = sentence.start + match.start(), sentence.start + match.end()
        parties = self._reading.companies_in(start, end) or self._two_places(start, end)
        if dated(self._reading, sentence) and parties:
            yield Event("签约仪式", start, end, sentence, self._reading.normal.name(start, end))

    def _two_places(self, start: int, end: int) -> bool:
        """甲区与乙区签署战略合作框架协议: two places without a firm."""
        keys = {
            m.division.adcode for m in self._reading.places_in(start, end) if m.division and m.form == "full"
        }
        return len(keys) > 1

    def _ceremony(self, sentence: Sentence) -> Iterator[Event]:
        """X项目开工,省领导宣布开工: one project's own ceremony. 近日,某市驻沪联络处揭牌: a new office."""
        match = _CEREMONY.search(self._text, sentence.start, sentence.end)
        if match and dated(self._reading, sentence):
            yield Event("其他", clause_start(sentence, match.start()), match.end(), sentence)
            return
        sign = self._text.find("牌", sentence.start, sentence.end) >= 0
        match = _UNVEILED.search(self._text, sentence.start, sentence.end) if sign else None
        if match and (
            dated(self._reading, sentence) or LATELY.search(self._text, sentence.start, match.end())
        ):
            name = self._reading.normal.name(match.start(), match.end())
            yield Event("其他", clause_start(sentence, match.start()), match.end(), sentence, name)


def dated(reading: Reading, sentence: Sentence) -> bool:
    """Does the sentence name a day or month that has come?"""
    return any(
        p.value and p.grain in {"day", "month"} and not p.ahead
        for p in reading.periods_in(sentence.start, sentence.end)
    )


def clause_start(sentence: Sentence, position: int) -> int:
    """Where the clause at ``position`` begins."""
    before = bisect_right(sentence.clauses, position, key=lambda clause: clause.start)
    return sentence.clauses[before - 1].start if before else sentence.start
