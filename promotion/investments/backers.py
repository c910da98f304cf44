"""Projects found by who stands behind them: 由A公司投资的X项目, 与A公司签订了X的合作协议, 带着2亿元资金返乡创办X."""

from __future__ import annotations

import re
from collections.abc import Sequence

from promotion.amounts import Quantity
from promotion.investments import names, splitting
from promotion.investments.drafts import Drafts
from promotion.investments.lexicon import WORKS_END
from promotion.investments.stages import agreed
from promotion.investments.sum_words import CLAUSE_END
from promotion.text.sentences import Sentence

# 由|A公司|投资的 · 由A公司投资建设的
_INVESTED_BY = re.compile(r"由(?P<who>[^,;。、]{2,34}?)(?:投资|出资)(?:建设|新建|兴建|打造)?的")
# 带着2亿元|资金返乡,在P乡|创办
_RETURNS = re.compile(
    r"(?:的?资金)?(?:返乡|回乡|回到家乡|回家乡|回村)[^;。]{0,18}?(?:创办|兴办|创建|投资建设|投资兴办|建设|建起)了?"
)
# 与A公司|签订了年产80万条X的Y生产线的合作框架|协议
_SIGNED_WITH = re.compile(
    r"(?:与|同|和)(?P<who>[^,;。]{3,34}?)(?:正式|成功)?签[订署定](?:了|的)?(?P<what>[^;。]{4,90}?)"
    r"(?:的)?(?:投资|开发|建设|合作|意向|战略|框架)*(?:协议|合同)(?!书?约定)"
)
# A公司|签约的|X项目 · 与A集团|洽谈的|X商贸城项目; a sum may stand between
_OF_PARTY = re.compile(
    r"(?:[与和同][^,;。、]{2,24}?)?(?:正在|正|已)?(?:所签|(?P<verb>签约|签订|签署|达成|洽谈|对接|接洽|合作)的)"
    r"(?:(?:[首一二三]期)?(?:计划|预计)?(?:总?投资|总额)约?[\d.]+(?:亿|万)美?元的)?"
)
_TALKS = frozenset({"洽谈", "对接", "接洽"})
_BUILDS_OR_INVESTS = re.compile(r"投资[^,;。]{0,12}(?:建设|新建|兴建)|双方|将|拟")


# A公司|拟到P流转土地,投资2.5亿元,新上X项目
_PLANS = re.compile(r"(?:拟|将|计划)")
_OPENS = re.compile(r"(?:此外|其中|同时|另外|而)?,?")
_GOES_ON = re.compile(r"(?:将|拟|计划)+(?:总?投资|投入)")
# 公司拟在P|投资建设|X项目
_PLANS_TO_BUILD = re.compile(
    r"(?:公司|集团)(?:也|还)?(?:将|拟|计划)(?:在|于)[^,;。]{2,30}?(?:投资)?(?:建设|新建|投建|兴建|建立|设立|打造)(?=[^,;。]{2,60}?(?:项目|基地|[园厂线场]))"
)
# 其中,|新某材料|作为行业龙头企业,计划总投资12亿元,将建设X项目
_AS_LEADER = re.compile(
    r"(?:其中,?)?(?P<who>[^,;。作]{2,12})作为[^,;。]{4,40}(?:企业|公司|龙头),[^,;。]{0,10}$"
)
# A公司|Y生产基地项目,|计划投资10亿元,建设年产…基地: the project is named with the firm
_NAMES_PROJECT = re.compile(r"[^,;。]{2,40}(?:项目|工程),")
_COUNT_WITHIN = 4
_FIRM_WORD = 2
"""Characters of 公司 and 集团."""


class ProjectBackers:
    """Adds to ``drafts`` projects that the text tells of by their investor."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._reading = drafts.reading
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def first(self, sentence: Sentence, sums: Sequence[Quantity]) -> None:
        """Projects whose sum stands inside the construction: to be read before sums are."""
        self._brought_home(sentence, sums)
        self._signed_with(sentence, sums)
        self._of_party(sentence)
        self._planned(sentence)

    def _planned(self, sentence: Sentence) -> None:
        """公司拟在P投资建设|X项目、Y项目: what a company announces."""
        match = _PLANS_TO_BUILD.search(self._text, sentence.start, sentence.end)
        if match is None:
            return
        stop = CLAUSE_END.search(self._text, match.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        found = [
            n
            for n in splitting.split(self._analysis, match.end(), end, by_trade=True, pairs=True)
            if WORKS_END.search(self._text, n.start, n.end) and not self._drafts.is_place_or_company(n)
        ]
        acts = match.start() + _FIRM_WORD
        firm = next((c for c in self._reading.companies_in(sentence.start, acts) if c.end == acts), None)
        for name in found:
            draft = self._drafts.add(name, sentence)
            draft.listed = len(found) > 1
            draft.investor = draft.investor or (firm.name if firm else None)
            if agreed(self._text[sentence.start : match.start()]):
                draft.stage = draft.stage or "签约"

    def actor(self, sentence: Sentence, quantity: Quantity) -> str | None:
        """A集团与P县签约,追加投资|10亿元|,建设X项目: the company that signs or plans, where none was named yet."""
        if begins := _AS_LEADER.match(self._text, sentence.start, quantity.start):
            return self._reading.normal.name(*begins.span("who"))
        firms = self._reading.companies_in(sentence.start, quantity.start)
        if self._drafts.of(sentence) or len(firms) != 1:
            return None
        if _NAMES_PROJECT.match(self._text, firms[0].end, quantity.start):
            return None
        # A集团是一家装备生产商,|将|投资5.5亿元: the firm that opens the sentence goes on
        last = self._text.rfind(",", firms[0].end, quantity.start) + 1
        opens = _OPENS.fullmatch(self._text, sentence.start, firms[0].start)
        goes_on = last and opens and _GOES_ON.match(self._text, last)
        plans = _PLANS.match(self._text, firms[0].end, quantity.start) or goes_on
        return firms[0].name if plans or agreed(self._text[sentence.start : quantity.start]) else None

    def _of_party(self, sentence: Sentence) -> None:
        """与|A集团|洽谈的|X商贸城项目|,计划投资8亿元."""
        for firm in self._reading.companies_in(sentence.start, sentence.end):
            told = _OF_PARTY.match(self._text, firm.end, sentence.end)
            if told is None:
                continue
            end = names.ending(self._text, told.end(), sentence.end)
            name = names.name_at(self._analysis, told.end(), end, by_trade=True)
            if name is None or not WORKS_END.search(self._text, name.start, name.end):
                continue
            if not self._drafts.set_counted(told.end(), end + _COUNT_WITHIN):
                draft = self._drafts.add(name, sentence)
                draft.investor = draft.investor or firm.name
                draft.stage = draft.stage or ("在谈" if told["verb"] in _TALKS else "签约")

    def _brought_home(self, sentence: Sentence, sums: Sequence[Quantity]) -> None:
        """带着2亿元资金返乡,在P乡创办|X产业园."""
        for quantity in sums:
            returns = _RETURNS.match(self._text, quantity.end, sentence.end)
            if returns is None or quantity.start in self._drafts.taken:
                continue
            start = returns.end()
            end = names.ending(self._text, start, sentence.end)
            name = names.name_at(self._analysis, start, end, by_trade=True)
            if name is not None and self._drafts.says_what(name):
                self._drafts.add(name, sentence).give(quantity, "投资")
                self._drafts.taken.add(quantity.start)

    def by_investor(self, sentence: Sentence) -> None:
        """由|A公司|投资的|X项目, its sum before or after."""
        for match in _INVESTED_BY.finditer(self._text, sentence.start, sentence.end):
            end = names.ending(self._text, match.end(), sentence.end)
            name = names.name_at(self._analysis, match.end(), end, by_trade=True)
            if name is not None and self._drafts.says_what(name):
                draft = self._drafts.add(name, sentence)
                firms = self._reading.companies_in(*match.span("who"))
                whole = self._reading.normal.name(*match.span("who"))
                draft.investor = draft.investor or "、".join(c.name for c in firms) or whole

    def _signed_with(self, sentence: Sentence, sums: Sequence[Quantity]) -> None:
        """与A公司签订了|预计总投资9.5亿元的X小镇|的合作框架协议: the project is what the agreement is of."""
        for match in _SIGNED_WITH.finditer(self._text, sentence.start, sentence.end):
            firms = self._reading.companies_in(*match.span("who"))
            if not firms or _BUILDS_OR_INVESTS.search(match["what"]):
                continue
            low, high = match.span("what")
            start = self._text.rfind("的", low, high) + 1 or low
            name = names.name_at(self._analysis, start, high, by_trade=True)
            if name is None or self._drafts.at(name) or not self._drafts.says_what(name):
                continue
            draft = self._drafts.add(name, sentence)
            draft.investor, draft.stage = firms[-1].name, "签约"
            if money := [q for q in sums if low <= q.start < start and q.start not in self._drafts.taken]:
                draft.give(money[-1], "投资")
                self._drafts.taken.add(money[-1].start)
