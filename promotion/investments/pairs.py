"""Sums that a text pairs with the names of a list: 分别投资3亿元、5亿元 · A基地(30亿元)、B中心(15亿元)."""

from __future__ import annotations

import re
from itertools import pairwise

from promotion.amounts import Quantity
from promotion.investments import investors, names, splitting
from promotion.investments.drafts import Drafts
from promotion.investments.lexicon import WORK
from promotion.investments.sum_words import BUILDS, CLAUSE_END, LABEL
from promotion.text.patterns import quick
from promotion.text.sentences import Sentence

# A、B项目,分别投资|10亿元 · A、B项目计划投资总额分别为|6.5亿元、3.8亿元
_EACH = quick(rf"分别(?:将|计划|拟)*(?P<label>{LABEL})|(?P<before>{LABEL})分别(?:为|达|是)?")
# (|30亿元) · (总投资|30亿元)
_OPENS = re.compile(rf"\((?P<label>{LABEL})?$")
_WORKS_OR_CHANGE = re.compile(rf"{WORK.pattern}|技改|技术改造|扩建|扩产|扩能")
# 4个制造业项目,分别是|甲国际|(1亿美元)、|乙机械|(2400万美元)
_LISTS_PROJECTS = re.compile(r"\d[个项][^,;。]{0,12}项目,?(?:分别)?(?:是|为|包括|有|:)")
# 甲县、乙县和丙县|分别与有关企业签订了|X、Y、Z
_HOSTS_APART = re.compile(r"分别(?:与|同|和)[^,;。]{2,24}?(?:签[订署约下]|达成)")
# X、Y|分别落户|甲县、乙县
_SITES_APART = re.compile(r"分别(?:将|拟)?(?:落户|落地|落子|位于|坐落|选址|入驻|布局)(?:在|于)?")
_LABEL_WITHIN = 40
_JOINED = frozenset({"、", "和", "及"})


class ProjectPairs:
    """Adds to ``drafts`` projects and sums that stand in two lists."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._reading = drafts.reading
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def built(self, sentence: Sentence, sums: list[Quantity]) -> None:
        """A公司将分别投资|18亿元、7亿元|建设|X项目和Y项目: paired in order."""
        match = _EACH.search(self._text, sentence.start, sentence.end)
        if match is None:
            return
        stated = [q for q in sums if q.core >= match.end() - 1 and q.start not in self._drafts.taken]
        if len(stated) < 2 or any(self._text[q.end : r.start] not in _JOINED for q, r in pairwise(stated)):
            return
        builds = BUILDS.match(self._text[stated[-1].end : sentence.end])
        if builds is None or builds["comma"]:
            return
        start = stated[-1].end + builds.end()
        stop = CLAUSE_END.search(self._text, start, sentence.end)
        high = stop.start() if stop else sentence.end
        found = list(splitting.split(self._analysis, start, high, len(stated), by_trade=True))
        if len(found) != len(stated):
            return
        investor = investors.before_amount(self._reading, sentence, match.start())
        for name, quantity in zip(found, stated, strict=True):
            draft = self._drafts.add(name, sentence)
            draft.investor = draft.investor or investor
            draft.amount, draft.label, draft.shared = quantity, match["label"] or match["before"], False
            self._drafts.taken.add(quantity.start)

    def named(self, sentence: Sentence, sums: list[Quantity]) -> None:
        """A、B项目,分别投资10亿元: 10 each · A、B项目分别投资3亿元、5亿元: in order."""
        match = _EACH.search(self._text, sentence.start, sentence.end)
        if not match:
            return
        low = max([q.end for q in sums if q.end <= match.start()], default=sentence.start)
        stop = self._text.find(";", match.end(), sentence.end)
        high = stop if stop >= 0 else sentence.end
        listed = [d for d in self._drafts.of(sentence) if low <= d.name.start and d.name.end <= match.start()]
        stated = [q for q in sums if match.end() - 1 <= q.core < high and q.start not in self._drafts.taken]
        if len(listed) < 2 or len(stated) not in {1, len(listed)}:
            return
        paired = stated if len(stated) > 1 else stated * len(listed)
        for draft, quantity in zip(sorted(listed, key=lambda d: d.name.start), paired, strict=True):
            draft.give(quantity, match["label"] or match["before"])
            self._drafts.taken.add(quantity.start)

    def placed(self, sentence: Sentence) -> None:
        """甲县、乙县分别与企业签订|X、Y · X、Y分别落户|甲县、乙县: as many places as names, in order."""
        if self._text.find("分别", sentence.start, sentence.end) < 0:
            return
        hosts = _HOSTS_APART.search(self._text, sentence.start, sentence.end)
        match = hosts or _SITES_APART.search(self._text, sentence.start, sentence.end)
        if match is None:
            return
        part = max(sentence.start, self._text.rfind(";", sentence.start, match.start()) + 1)
        stop = self._text.find(";", match.end(), sentence.end)
        ahead, behind = (part, match.start()), (match.end(), stop if stop >= 0 else sentence.end)
        places = self._row(*(ahead if hosts else behind))
        low, high = behind if hosts else ahead
        listed = [d for d in self._drafts.of(sentence) if low <= d.name.start and d.name.end <= high]
        if len(listed) > 1 and len(listed) == len(places):
            for draft, place in zip(sorted(listed, key=lambda d: d.name.start), places, strict=True):
                draft.site = place

    def _row(self, start: int, end: int) -> list[str]:
        """The places that stand side by side in ``start:end``; nothing where something else stands between."""
        found = [m for m in self._reading.places_in(start, end) if m.division and not m.media]
        found = [m for m in found if m.zone or not any(m.start == n.start and n.zone for n in found)]
        joined = all(self._text[m.end : n.start] in _JOINED for m, n in pairwise(found))
        return [m.official for m in found] if joined else []

    def bracketed(self, sentence: Sentence, quantity: Quantity) -> None:
        """签约项目有:|X扩建项目|(30亿元)、|Y基地|(总投资15亿元)."""
        text = self._text
        opened = _OPENS.search(text, max(sentence.start, quantity.start - _LABEL_WITHIN), quantity.start)
        if opened is None or text[quantity.end : quantity.end + 1] != ")":
            return
        low = max(text.rfind(sign, sentence.start, opened.start()) for sign in "、,;:)") + 1
        low = max(low, sentence.start)
        name = names.name_at(
            self._analysis, names.beginning(self._analysis, low, opened.start()), opened.start()
        )
        # 食品加工(659亿元) is a trade and a row of figures
        listed = _LISTS_PROJECTS.search(self._text, sentence.start, opened.start())
        if name is None or not (listed or _WORKS_OR_CHANGE.search(self._text, name.start, name.end)):
            return
        if self._drafts.is_place_or_company(name):
            return
        self._drafts.add(name, sentence).give(quantity, opened["label"] or "")
        self._drafts.taken.add(quantity.start)
