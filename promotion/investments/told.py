"""Projects that a sentence tells of by what stands before it: 该项目, 开工项目中, a firm that begins work."""

from __future__ import annotations

import re

from promotion.investments import names
from promotion.investments.drafts import Drafts
from promotion.investments.kinds import list_start
from promotion.investments.lexicon import WORK
from promotion.investments.names import Name
from promotion.text.sentences import Sentence

# 该项目|总投资10亿元 · 该产业园|占地300亩
_THIS_ONE = re.compile(r"(?:据(?:了解|悉|介绍),)?(?:该|本)(?P<noun>项目|产业园|基地|工程)(?!建设单位|负责)")
_ENDS_CLAUSE = re.compile(r"[,。]|(?:建设|施工)?现场")
# 开工项目中,甲基地|将提升… · 当天签约的3个项目中,|乙科技馆|选址…
_AMONG = re.compile(r"(?:签约|开工|竣工|投产|引进)的?(?:[\d两三四五六七八九十]+个)?项目中,")
_IS_TOLD = re.compile(r"将|选址|位于|坐落|总投资|计划|主要|由")
# A纺织有限公司|就在园区正式开工建设
_FIRM_BEGINS = re.compile(
    r"(?:就|已|也|率先)?(?:于|在[^,;。、]{2,16}?)?(?:正式|顺利|隆重|成功)*(?:开工建设|破土动工|动工建设|奠基|竣工投产|建成投产)(?!的|后|以来|仪式)"
)


class ProjectsTold:
    """Adds to ``drafts`` what a sentence tells of in one of these ways."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def again(self, sentence: Sentence) -> None:
        """来到甲科技产业园…。|该项目|总投资10亿元: the works named last, where no project was named yet."""
        index = self._analysis.number_of(sentence)
        before = self._analysis.sentences[index - 1] if index else None
        this = _THIS_ONE.match(self._text, sentence.start, sentence.end)
        if before is None or this is None:
            return
        if sentence.paragraph - before.paragraph > 1 or self._drafts.drafts:
            return
        for match in reversed(list(WORK.finditer(self._text, before.start, before.end))):
            low = max(
                list_start(self._text, before, match.start()),
                self._text.rfind("、", before.start, match.start()) + 1,
            )
            start = names.beginning(self._analysis, low, match.end())
            name = names.name_at(self._analysis, start, match.end())
            if not _ENDS_CLAUSE.match(self._text, match.end(), before.end):
                continue
            if name is None or name.end != match.end() or name.end in self._drafts.reading.company_ends:
                continue
            alike = this["noun"] == "项目" or match.group() == this["noun"]
            if alike and names.says_which(self._analysis, name):
                self._drafts.add(name, before)
                return

    def firm_begins(self, sentence: Sentence) -> None:
        """A纺织有限公司|就在P工业园区正式开工建设: a project that goes by the name of its company alone."""
        for firm in self._drafts.reading.companies_in(sentence.start, sentence.end):
            name = Name(firm.start, firm.end)
            if _FIRM_BEGINS.match(self._text, firm.end, sentence.end) and not self._drafts.at(name):
                self._drafts.add(name, sentence).investor = firm.name

    def among(self, sentence: Sentence, name: Name) -> bool:
        """开工项目中,甲基地|将提升…;|乙科技馆|选址…: works that open a clause behind what they are among."""
        if (
            self._text.find("项目中,", sentence.start, name.start) < 0
            or self._text[name.start - 1] not in ",;"
        ):
            return False
        head = _AMONG.search(self._text, sentence.start, name.start)
        return head is not None and bool(_IS_TOLD.match(self._text, name.end, sentence.end))
