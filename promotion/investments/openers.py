"""Projects that a sentence opens with, or that an agreement is named after.

X项目,由A公司投资建设 · X换热器:总投资1.2亿元 · A项目、B项目,2项参加签约 · 签订《X项目投资协议》
"""

from __future__ import annotations

import re

from promotion.investments import names, splitting
from promotion.investments.drafts import Drafts
from promotion.investments.lexicon import WORKS_END
from promotion.investments.names import Name
from promotion.investments.sum_words import CLAUSE_END, LABEL
from promotion.text.sentences import Sentence

# 1、 · (二) · 其中, before the first name of a line
_NUMBERING = re.compile(r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]\)?|其中[,:]|[*●•-])*")
# X项目|,由A公司投资建设 · X项目|,位于…: what goes on about the works just named
_GOES_ON = re.compile(
    r",(?:项目)?(?P<by>由[^,;。的]{2,80}(?:投资|出资|建设|打造|实施)(?=[,;。])|投资(?:方|主体|单位)(?:为|是|:)|建设单位)|"
    r",(?:项目)?(?:位于|坐落|选址|总?占地|总?用地|计划(?:总)?投资|总投资|规划(?:用地|建设|总?投资)|主要(?:建设|生产|从事)|达产后|建成后)"
)
_WORKS_OR_QUOTED = re.compile(rf"(?:{WORKS_END.pattern})|^\"[^\"]{{2,10}}\"$")
_IS_A = re.compile(r"[是为系]|作为")
# X物流园|是本县今年引进的重点项目之一
_ONE_OF = re.compile(
    r"(?P<name>[^,;。:\n]{4,40}?)(?:[是为系]|作为)[^,;。]{0,40}?(?:重[点大]|招商|引进|签约|投资|建设|旅游|产业)[^,;。]{0,8}项目(?:之一)?(?=[,;。])"
)
# 某某换热器|:总投资1.2亿元
_TITLED = re.compile(rf"(?P<name>[^,;。:\n]{{3,24}}):(?:项目)?{LABEL}\d")
# 《某某产业园(二期)项目|投资合作协议》
_AGREEMENT = re.compile(
    r"《(?P<name>[^《》]{4,44}?(?:项目|基地|产业园|工程))(?:的)?(?:投资|战略|合作|框架|建设|开发|入园|入驻|补充|意向)*"
    r"(?:协议|合同|意向)书?》"
)
# A项目、B项目|,2项参加网络签约 · A项目、B项目|2个项目
_COUNTED = re.compile(r",?(?:等)?(?P<count>\d{1,2}|[两三四五六七八九十])[个项]")
_LAST_OF_LIST = re.compile(r"项目,?(?=\d|[两三四五六七八九十])")
_SIGNED = re.compile(r"签[订署定约]")
_LEAST_LISTED = 2


class ProjectOpeners:
    """Adds to ``drafts`` the projects of sentences made in one of these ways."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def read(self, sentence: Sentence) -> None:
        """To be read before the sums of the sentence."""
        numbering = _NUMBERING.match(self._text, sentence.start, sentence.end)
        start = numbering.end() if numbering else sentence.start
        self._agreed(sentence)
        self._titled(sentence, start)
        self._listed(sentence, start)
        self._told_of(sentence, start)
        self._one_of(sentence, start)

    def _agreed(self, sentence: Sentence) -> None:
        """公司与P签订《|X产业园项目|投资协议》."""
        if self._text.find("《", sentence.start, sentence.end) < 0:
            return
        for match in _AGREEMENT.finditer(self._text, sentence.start, sentence.end):
            name = names.name_at(self._analysis, *match.span("name"))
            if name is not None and _SIGNED.search(self._text, sentence.start, match.start()):
                self._drafts.add(name, sentence).stage = "签约"

    def _titled(self, sentence: Sentence, start: int) -> None:
        """1、|某某换热器|:总投资1.2亿元,占地100亩."""
        match = _TITLED.match(self._text, start, sentence.end)
        if match is None or self._analysis.quantities_in(*match.span("name")):
            return
        name = names.name_at(self._analysis, *match.span("name"), by_trade=False)
        if name is not None and len(name) == len(match["name"]) and not self._is_known(name):
            self._drafts.add(name, sentence)

    def _listed(self, sentence: Sentence, start: int) -> None:
        """A项目、B项目|,2项参加网络签约: as many names as are counted behind them."""
        first = self._text.find("项目、", start, sentence.end)
        stop = CLAUSE_END.search(self._text, start, sentence.end)
        if first < 0 or stop is None or stop.start() < first:
            return
        counted = _LAST_OF_LIST.search(self._text, first + 2, sentence.end)
        if counted is None:
            return
        end = counted.start() + 2
        match = _COUNTED.match(self._text, end, sentence.end)
        pieces = list(splitting.split(self._analysis, start, end))
        whole = all(WORKS_END.search(self._drafts.text(n)) for n in pieces)
        if match is None or not whole or len(pieces) < _LEAST_LISTED:
            return
        if len(pieces) == self._text.count("、", start, end) + 1 == _int(match["count"]):
            for name in pieces:
                self._drafts.add(name, sentence).listed = True

    def _told_of(self, sentence: Sentence, start: int) -> None:
        """X项目|,由A公司投资建设 · X基地项目|,位于P."""
        end = self._text.find(",", start, min(sentence.end, start + names.LONGEST))
        told = _GOES_ON.match(self._text, end, sentence.end) if end > start else None
        if told is None or names.ending(self._text, start, end) != end:
            return
        if not WORKS_END.search(self._text, start, end):
            return
        if not told["by"] and not self._text[start:end].endswith(("项目", "工程")):
            return
        name = names.name_at(self._analysis, names.beginning(self._analysis, start, end), end)
        if name is not None and _IS_A.search(self._text, start, name.start):
            return  # 该项目是A公司的|全资子公司项目|,总投资3亿元: tells of the one named before
        if name is not None and (told["by"] or not self._is_known(name)):
            self._drafts.add(name, sentence)

    def _one_of(self, sentence: Sentence, start: int) -> None:
        """X物流园|是本县今年引进的重点项目之一."""
        match = _ONE_OF.match(self._text, start, sentence.end)
        if match is None:
            return
        low, end = match.span("name")
        if self._text.startswith("公司", end - 2) and self._text.find("投资", end, sentence.end) > 0:
            # A有限公司|是园区今年引进的一个项目,总投资6000万元: named by its company alone
            firm = next((c for c in self._drafts.reading.companies_in(low, end) if c.end == end), None)
            if firm and firm.start == low:
                self._drafts.add(Name(low, end), sentence).investor = firm.name
            return
        if not _WORKS_OR_QUOTED.search(match["name"]):
            return
        name = names.name_at(self._analysis, names.beginning(self._analysis, low, end), end)
        if name is not None and name.start - low <= 1 and names.says_which(self._analysis, name):
            self._drafts.add(name, sentence)

    def _is_known(self, name: Name) -> bool:
        return self._drafts.is_place_or_company(name)


def _int(digits: str) -> int:
    return int(digits) if digits.isdigit() else "零一两三四五六七八九十".find(digits)
