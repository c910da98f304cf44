"""Projects found by the sum that stands beside them.

Each method is one construction, with its example. A sum that belongs to one named project is ``taken``; one that
several share is no project's own and stays a figure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from promotion.amounts import Quantity
from promotion.investments import investors, names
from promotion.investments.backers import ProjectBackers
from promotion.investments.built import ProjectsBuilt
from promotion.investments.drafts import Draft, Drafts
from promotion.investments.lexicon import STAGE_OR_SETTLING, WORK, WORKS, WORKS_END
from promotion.investments.names import Name
from promotion.investments.pairs import ProjectPairs
from promotion.investments.stages import goes_on
from promotion.investments.sum_words import BUILDS, CLAUSE_END, LABEL_BEFORE
from promotion.text.sentences import Clause, Sentence

# 投资10亿元的A、|20亿元的B: the label stands before the first of a list
_LISTED = re.compile(r"(?P<label>)[、和]$")
# 包括|5亿元X项目和|1亿元的Y项目: without any label
_BARE = re.compile(r"(?P<label>)(?:包括|包含|分别[是为]|[、和及:]|签约|签下|引进|签[订定](?=的?$))[了的]?$")
# 投资5亿元|、占地1500亩、装机容量为50兆瓦的|X电站
_MORE_ATTRIBUTES = re.compile(r"(?:、(?!投资)[^,;。、的]{2,20}){1,3}的(?=[^,;。、])")
# 甲公司与P管委会所签|总额约20亿元的|X项目
_SIGNED_FOR = re.compile(r"签(?P<label>总?金?额)(?:约|近|超|达|为)*$")
# 年销售15亿元的某某快消品: a name, but no investment
_SALES_BEFORE = re.compile(r"年(?:销售|产值|营业)[^,;。、]{0,4}$")
# 该项目|总投资5亿元: of the project spoken of before
_OF_LAST = re.compile(
    r"^(?:其中|该|此|本|这个|整个|今年|年度|当年|\d{4}年|[此本这]次(?:签约|开工|投产)的?)?(?:项目)?(?:由[^,;。]{2,24})?$"
)
_OF_A_YEAR = re.compile(r"(?:今年|年度|当年|\d{4}年)(?:项目)?$")
_PHASE = re.compile(r"(?:首期|[一二三四]期|前期|启动区)[^,;。、]{0,4}$")
# 累计完成投资|142亿元: spent so far
_SPENT = re.compile(r"(?:完成|形成)(?:固定资产)?投资额?(?:约|近|超|达)*$")
# 甲镇2017年招商引资项目|累计完成投资7亿元: all of a year's
_SET_OF_A_YEAR = re.compile(r"年(?:新)?(?:招商引资|签约|引进|重点|重大)项目(?:共|累计|已)*$")
# 其中|X建设项目|完成投资2.5亿元
_NAMED_SPENT = re.compile(
    r"(?:其中|[,;:。]|^)(?P<name>(?![^,;。:]{0,12}\d年)[^,;。:]{4,34}(?:项目|工程))(?:累计|已|目前|共)*$"
)
# X项目|由A公司|投资5亿元建设
_BY_BEFORE = re.compile(r"由(?P<who>[^,;。]{2,34}?)(?:共同|联合|独家|全额)?$")
# 环湖大道绿化|、亮化建设项目|, : the name goes on behind a 、 up to its 项目
_GOES_ON_LIST = re.compile(r"(?:、[^,;。、()]{2,14}?){1,3}?(?:项目|工程)(?=[,;。、]|等|$)")
_LIES = re.compile(r"位于|坐落|选址|占地")
# A中心|以及|B基地
_JOINS = re.compile(r"、|以及")
# X项目|是本省重点项目之一,总投资38亿元
_IS = re.compile(rf"(?:{WORKS})(?P<is>定位[为于]|[是为系]|作为)")
# 位于P的|X项目,投资额5亿元
_WHERE_IT_LIES = re.compile(r"(?:位于|坐落[在于]|地处|落户|选址)[^,;。的]{2,20}的")
# X产业园|成立于2013年: a firm or a park that is there, and what it cost
_FOUNDED = re.compile(r"成立于|始建于|创办于")
_OF_THE_PROJECT = re.compile(r"(?:该|本|此|这个|整个)项目|[此本这]次(?:签约|开工|投产)的?项目")
# X(温泉)|酒店: a clause ends at a bracket, the name does not
_BRACKET = re.compile(r"\([^(),;。]{1,12}\)[^,;。:(]{0,24}")
_SHORT_CLAUSE = 6
_COUNT_AT_HEAD = 3
"""Characters in which 六个 of 总投资5亿元的|六个“归雁”项目 stands."""

_LABEL_WITHIN = 40
"""Characters before a sum in which its label stands."""


class ProjectSums:
    """Adds to ``drafts`` what the sums of a sentence tell."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._reading = drafts.reading
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text
        self._pairs = ProjectPairs(drafts)
        self._backers = ProjectBackers(drafts)
        self._built = ProjectsBuilt(drafts, self._backers)

    def first(self, sentence: Sentence, sums: list[Quantity]) -> None:
        """Constructions in which the sum stands before the name; to be read before lists are."""
        self._backers.first(sentence, sums)
        for quantity in sums:
            self._of_name(sentence, quantity)
            self._built.read(sentence, quantity)
            self._pairs.bracketed(sentence, quantity)
        self._backers.by_investor(sentence)
        self._pairs.built(sentence, sums)

    def then(self, sentence: Sentence, sums: list[Quantity]) -> None:
        """Constructions in which the name stands before the sum."""
        self._pairs.named(sentence, sums)
        self._pairs.placed(sentence)
        for quantity in sums:
            if quantity.start not in self._drafts.taken:
                self._after_name(sentence, quantity)

    def _of_name(self, sentence: Sentence, quantity: Quantity) -> None:
        """总投资400亿元的|华中某某科创谷 · A公司投资1亿美元的|X项目."""
        more = _MORE_ATTRIBUTES.match(self._text, quantity.end, sentence.end)
        direct = more is None and self._text[quantity.end : quantity.end + 1] != "的"
        if direct and BUILDS.match(self._text[quantity.end : quantity.end + _LABEL_WITHIN]):
            return
        begin = max(sentence.start, quantity.start - _LABEL_WITHIN)
        before = self._text[begin : quantity.start]
        label = LABEL_BEFORE.search(before) or _SIGNED_FOR.search(before)
        if label is None and self._drafts.of(sentence):
            label = _LISTED.search(before)
        bare = _BARE.search(before) if label is None else None
        label = label or bare
        if label is None and not _SALES_BEFORE.search(before):
            return
        start = more.end() if more else quantity.end + (not direct)
        end = self._whole_name(start, sentence)
        name = names.name_at(self._analysis, start, end, by_trade=True)
        if name is None or self._drafts.set_counted(start, start + _COUNT_AT_HEAD):
            return
        if (direct or bare) and not self._names_works(start, name):
            return
        draft = self._drafts.add(name, sentence)
        self._drafts.taken.add(quantity.start)
        self._others_listed(sentence, end)
        if label:
            draft.give(quantity, label["label"])
            at = begin + label.start()
            draft.investor = draft.investor or investors.before_amount(self._reading, sentence, at)

    def _names_works(self, start: int, name: Name) -> bool:
        """投资110亿元|芯片封装项目, with nothing between: only what ends in a kind of works is one."""
        return name.start == start and bool(WORKS_END.search(self._text, name.start, name.end))

    def _whole_name(self, start: int, sentence: Sentence) -> int:
        """End of the name at ``start``, behind a 、 where what stands before it names no works of its own."""
        end = names.ending(self._text, start, sentence.end)
        more = _GOES_ON_LIST.match(self._text, end, sentence.end)
        if more is None or WORKS_END.search(self._text, start, end):
            return end
        if any(q.kind == "money" for q in self._analysis.quantities_in(end, more.end())):
            return end
        return more.end()

    def _others_listed(self, sentence: Sentence, end: int) -> None:
        """投资105亿元的A产业园、|B生产线|正加快建设: names without a sum go on in the list."""
        while joined := _JOINS.match(self._text, end, sentence.end):
            start, stop = joined.end(), CLAUSE_END.search(self._text, end, sentence.end)
            end = names.ending(self._text, start, stop.start() if stop else sentence.end)
            name = names.name_at(self._analysis, start, end)
            money = any(q.kind == "money" for q in self._analysis.quantities_in(start, end))
            if name is None or money or not WORKS_END.search(self._text, name.start, name.end):
                return
            self._drafts.add(name, sentence).listed = True

    def _after_name(self, sentence: Sentence, quantity: Quantity) -> None:
        """X项目总投资1.2亿元 · X开工,总投资332.1亿元 · 该项目投资17亿元."""
        begin = max(sentence.start, quantity.start - _LABEL_WITHIN)
        before = self._text[begin : quantity.start]
        label = LABEL_BEFORE.search(before)
        if label is None or self._text[quantity.end : quantity.end + 1] == "的":
            return
        if label["label"].startswith("增资"):
            return  # 明远陶瓷增资2600万美元: what a firm that is there adds
        if spent := _SPENT.search(before):
            if _SET_OF_A_YEAR.search(before, 0, spent.start()):
                return
            # 累计完成投资142亿元 of one project is no result of the place
            named = _NAMED_SPENT.search(before, 0, spent.start())
            if (named and self._named_left(sentence, begin + named.start("name"), named["name"])) or (
                self._drafts.of(sentence) and not self._drafts.set_counted(sentence.start, quantity.start)
            ):
                self._drafts.taken.add(quantity.start)
            return
        at = begin + label.start()
        low = max(self._text.rfind(sign, sentence.start, at) for sign in ",;:") + 1 or sentence.start
        bracket = self._text.rfind("(", low, at)
        if bracket >= 0 and self._text.find(")", bracket, at) < 0:
            low = bracket + 1
        left = self._text[low:at]
        if phase := _PHASE.search(left):
            left = left[: phase.start()]
        by = _BY_BEFORE.search(left)
        if by and WORKS_END.search(left[: by.start()]):
            left = left[: by.start()]
        draft = self._named_left(sentence, low, left) or self._last_before(sentence, quantity, left)
        if draft is None:
            return
        self._drafts.taken.add(quantity.start)
        if by and draft.sentence is sentence and not investors.ANYBODY.fullmatch(by["who"]):
            firms = self._reading.companies_in(low + by.start(), at)
            who = self._reading.normal.name(low + by.start("who"), low + by.end("who"))
            draft.investor = draft.investor or "、".join(c.name for c in firms) or who
        if draft.sentence is not sentence:  # 该项目由A集团投资建设,总投资96亿元
            draft.investor = draft.investor or investors.by_whom(self._reading, sentence.start, sentence.end)
        if not draft.shared and not _OF_A_YEAR.search(left):
            draft.give(quantity, ("一期" if phase else "") + label["label"])

    def _named_left(self, sentence: Sentence, low: int, left: str) -> Draft | None:
        """其中|X项目|计划投资200亿元: the name stands in the clause itself."""
        end = low + len(left)
        if _OF_LAST.match(left) or len(left) < 3 or self._drafts.set_counted(low, end):
            return None
        for firm in self._reading.companies_in(low, end):  # A公司|计划在P|总投资: the project is named so
            if named := self._drafts.named(firm.name):
                return named
        name = names.name_at(self._analysis, names.beginning(self._analysis, low, end), end)
        if name is None or (self._drafts.is_place_or_company(name) and not self._drafts.knows(name)):
            return None
        if begun := self._drafts.begun_by(name):
            return begun
        known = self._drafts.says_what(name) or self._drafts.knows(name)
        return self._drafts.add(name, sentence) if known else None

    def _last_before(self, sentence: Sentence, quantity: Quantity, left: str) -> Draft | None:
        """The one project spoken of last, where no set of projects was counted since."""
        if not _OF_LAST.match(left):
            return None
        earlier = [
            d
            for d in self._drafts.drafts
            if d.name.end <= quantity.start and self._in_reach(d.sentence, sentence, left)
        ]
        # A项目投资3亿元;|B项目位于P,由B公司投资: each part of a sentence speaks of its own
        part = max(self._text.rfind(sign, sentence.start, quantity.start) for sign in ";:") + 1
        part = max(sentence.start, part)
        if not any(d.sentence is sentence and d.name.start >= part for d in earlier):
            subject = self._subject_of(sentence, quantity, part)
            if subject or not earlier:
                return subject
        last = max(earlier, key=lambda d: d.name.start)
        # a sentence that begins with 总投资 goes on about the one before it
        follows = 0 <= sentence.start - last.sentence.end <= 2
        if (
            last.sentence is not sentence
            and not left
            and not follows
            and last.sentence.paragraph == sentence.paragraph
        ):
            return None
        together = [d for d in earlier if d.sentence is last.sentence and d.amount is None]
        # 该项目…,一期投资6亿元: what was counted before that sentence is of no matter
        this = _OF_THE_PROJECT.match(self._text, sentence.start, sentence.end)
        counted_from = max(last.name.end, sentence.start) if this else last.name.end
        if self._drafts.set_counted(counted_from, quantity.start) or (len(together) > 1 and last.listed):
            return None
        return last

    def _in_reach(self, earlier: Sentence, later: Sentence, left: str) -> bool:
        """In the same paragraph; or in the one before, where this goes on about it (按照协议, 该项目)."""
        apart = later.paragraph - earlier.paragraph
        on = goes_on(left) or goes_on(self._text[later.start : later.end])
        return apart == 0 or (on and (apart == 1 or len(self._drafts.drafts) == 1))

    def _tells_of(self, clause: Clause) -> bool:
        """Is a clause a project's name, or does it say where one lies? (X项目一期占地98亩)"""
        lies = _LIES.search(self._text, clause.start, clause.end)
        works = lies and WORK.search(self._text, clause.start, lies.start())
        return bool(works) or self._text.endswith(("项目", "工程"), clause.start, clause.end)

    def _subject_of(self, sentence: Sentence, quantity: Quantity, part: int) -> Draft | None:
        """某某硅材料产业园|为其中之一,总投资6亿元 · X铁路Y段|开工,估算总投资332.1亿元."""
        clauses = [c for c in sentence.clauses if part <= c.start < quantity.start]
        if not clauses or self._drafts.set_counted(part, quantity.start):
            return None
        first = next((c for c in clauses if c.end - c.start > _SHORT_CLAUSE), clauses[0])
        for clause in reversed(clauses):  # A公司租下厂房,新上的X加工项目|,计划投资
            if clause.end < quantity.start and self._tells_of(clause):
                first = clause
                break
        if _OF_THE_PROJECT.match(self._text, first.start, first.end) or _FOUNDED.search(
            self._text, first.start, first.end
        ):
            return None
        if bracket := _BRACKET.match(self._text, first.end, quantity.start):
            first = replace(first, end=bracket.end())
        lies = _WHERE_IT_LIES.match(self._text, first.start, first.end)
        start = lies.end() if lies else first.start
        copula = _IS.search(self._text, start, first.end)
        end = copula.start("is") if copula else first.end
        verb = STAGE_OR_SETTLING.search(self._text, start, end) or _LIES.search(self._text, start, end)
        limit = verb.start() if verb else end
        works = [m.end() for m in WORK.finditer(self._text, start, limit)]
        if not works and not verb:
            return None
        end = works[-1] if works else limit
        name = names.name_at(self._analysis, names.beginning(self._analysis, start, end), end)
        if name is None or self._drafts.is_place_or_company(name):
            return None
        return self._drafts.add(name, sentence)
