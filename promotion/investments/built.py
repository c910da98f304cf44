"""Projects that somebody's money builds: A公司投资50亿元建|石灰石综合利用产业化项目."""

from __future__ import annotations

import re

from promotion.amounts import Quantity
from promotion.investments import investors, names, splitting
from promotion.investments.backers import ProjectBackers
from promotion.investments.drafts import Drafts
from promotion.investments.sum_words import BUILDS, CLAUSE_END, LABEL_BEFORE
from promotion.text.sentences import Sentence

_AND_PROJECT = re.compile(r"[和及与](?=[^,;。、]{2,}项目)")
# 本项目|计划投资30亿元,建设X项目, where no project was named before
_THIS_PROJECT = re.compile(r"[本该]项目$")
# A公司项目|总投资1.2亿元,建设X生产线
_NAMED_PROJECT = re.compile(r"[^,;。、:\n]{3,}项目$")
_LABEL_WITHIN = 40
"""Characters before a sum in which its label stands."""


class ProjectsBuilt:
    """Adds to ``drafts`` what stands behind a sum and a verb of building."""

    def __init__(self, drafts: Drafts, backers: ProjectBackers) -> None:
        self._drafts = drafts
        self._backers = backers
        self._reading = drafts.reading
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def read(self, sentence: Sentence, quantity: Quantity) -> None:
        """A公司投资50亿元建|石灰石综合利用产业化项目; of several names the sum is shared."""
        begin = max(sentence.start, quantity.start - _LABEL_WITHIN)
        label = LABEL_BEFORE.search(self._text[begin : quantity.start])
        builds = BUILDS.match(self._text[quantity.end : quantity.end + _LABEL_WITHIN])
        if label is None or builds is None or quantity.start in self._drafts.taken:
            return
        at = begin + label.start()
        investor = investors.before_amount(self._reading, sentence, at)
        # 一期计划投资2亿元,建设年产…生产线 tells what a project holds; with an investor before it names one
        told = self._backers.actor(sentence, quantity)
        first = _THIS_PROJECT.search(self._text[sentence.start : at]) and not self._drafts.drafts
        if builds["comma"] and ((not investor and not told and not first) or self._of_project(at)):
            return
        investor = investor or told
        start = quantity.end + builds.end()
        end, count = self._list_end(start, sentence)
        listed = splitting.split(self._analysis, start, end, count, by_trade=True)
        found = [n for n in listed if self._drafts.says_what(n) or (investor and not builds["comma"])]
        for name in found:
            draft = self._drafts.add(name, sentence)
            draft.investor = draft.investor or investor
            if len(found) == 1:
                draft.give(quantity, label["label"])
                self._drafts.taken.add(quantity.start)
            else:
                draft.shared, draft.label = True, self._text[at : quantity.end]

    def _list_end(self, start: int, sentence: Sentence) -> tuple[int, int | None]:
        """(end of the last name of a list from ``start``, how many there are if more than one)."""
        found = CLAUSE_END.search(self._text, start, sentence.end)
        limit = found.start() if found else sentence.end
        position, count = start, 1
        while position < limit:
            end = names.ending(self._text, position, limit)
            if not (end < limit and (self._text[end] == "、" or _AND_PROJECT.match(self._text[end:limit]))):
                return end, count if count > 1 else None
            position, count = end + 1, count + 1
        return limit, None

    def _of_project(self, end: int) -> bool:
        """Is a project named right before its sum? (A公司项目|总投资1.2亿元,建设X生产线: what it holds)"""
        return bool(_NAMED_PROJECT.search(self._text, max(0, end - names.LONGEST), end))
