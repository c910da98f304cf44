"""Projects found in lists that a head announces: 签约项目包括A、B · 代表项目有A、B · 开工的有A、B等18个."""

from __future__ import annotations

import re

from promotion.investments import kinds, names, splitting
from promotion.investments.drafts import Drafts
from promotion.investments.lexicon import WORK
from promotion.investments.names import Name
from promotion.text.patterns import quick
from promotion.text.sentences import Sentence

# 包括健康医药、金属智造等|多个产业
_OF_TRADES = re.compile(r"等?[^,;。、]{0,6}?(?:产业|领域|行业|门类|方面|板块|业态)")
# 签约项目包括| · 代表项目有| · 开工的有| · 5个项目是| · 总投资62亿元,如|
_HEAD = quick(
    r"(?:项目(?:里|中)?[^,;。、]{0,6}?|(?:开工|竣工|投产|签约|在建)的|\d+[个项](?:,|:)?)"
    r"(?:,(?=包括|包含|如|例如|分别|即))?(?:主要|重点)?(?:包括|包含|有|是(?!由|在|以|指|全|我|本|该)|(?<!作)为|分别[是为]|如|例如|即)(?=[^,;。]{4,})|"
    r"(?:^|(?<=[。!?\n])|[,:(])(?:主要|其中|重点)?(?:包括|如|例如|比如|主要有|分别是|分别为|还有|其中有)(?=[^,;。]{4,})|项目(?:中)?:"
)
# 包含社会投资、集体投资|三类
_SO_MANY_KINDS = re.compile(r"[两二三四五六七八九\d](?:大?类|种|个?方面|个?部分|板块)$")
_THE_PROJECT = re.compile(r"(?:该|本|此|这个|整个)项目")
_CONTENTS = re.compile(r"项目(?:主要)?(?:建设|内容)")
_BUILDING = re.compile(r":?(?:新建|建设)(?!项目)")
_SET_HEAD = re.compile(r"项目|的|[个项]")
_LIST_STOP = re.compile(
    r"[,;。]|等(?=\d|[一多数十][批个]|,|。|$|重|[^,;。、]{0,8}项目)|(?:\d+|[两三四五六七八九十])个项目"
)
# 股权投资项目为|某某产业基金
_WORKS_OR_FUND = re.compile(rf"{WORK.pattern}|基金$")
# 三个项目分别为|A中心和B有限公司: here a firm's name is its project's
_PROJECTS_ARE = re.compile(r"项目[^,;。、]{0,6}(?:[是为]|:)$")
_HEAD_WITHIN = 12


class HeadedLists:
    """Adds to ``drafts`` what the headed lists of a sentence name."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text

    def read(self, sentence: Sentence) -> None:
        """签约项目包括|A、B · 代表项目有|A、B · 开工的有|A、B等18个."""
        for match in _HEAD.finditer(self._text, sentence.start, sentence.end):
            before = self._set_before(sentence) if match.start() == sentence.start else False
            of_set = (
                before
                or _SET_HEAD.search(match.group())
                or self._drafts.set_counted(sentence.start, match.start())
            )
            stop = _LIST_STOP.search(self._text, match.end(), sentence.end)
            high = stop.start() if stop else sentence.end
            kinds_told = _OF_TRADES.match(self._text, high, sentence.end) or _SO_MANY_KINDS.search(
                self._text, match.end(), high
            )
            if kinds_told or self._tells_contents(match):
                continue
            # 集中签约5个项目:A、B、C、D、E: as many names as it says, be they trades
            counted = self._counts(match.end(), self._text.count("、", match.end(), high) + 1, sentence)
            found = list(splitting.split(self._analysis, match.end(), high, by_trade=counted, pairs=True))
            if not of_set or not found or any(self._holds_money(n) for n in found):
                continue
            alone = match.group().endswith(("是", "为", ":")) and _WORKS_OR_FUND.search(
                self._drafts.text(found[0])
            )
            if alone and "分别" not in match.group() and self._names_one(sentence, match):
                continue  # X项目|是本省重点项目之一
            if len(found) > 1 or alone:
                firms = bool(_PROJECTS_ARE.search(match.group()))
                self._drafts.add_listed(
                    sentence, [n for n in found if not self._is_of_set(n)], None, firms=firms
                )

    def _is_of_set(self, name: Name) -> bool:
        """装备制造3个 · 2个|"双百"项目: a row of figures, or a set."""
        return self._drafts.counts_a_set(name) or self._drafts.ends_in_number(name)

    def _tells_contents(self, head: re.Match[str]) -> bool:
        """项目建设内容包括|商业街、酒店 · 项目包括|建设酒店: what one project holds."""
        return bool(
            _CONTENTS.match(head.group())
            or _BUILDING.match(self._text, head.end())
            or self._text.endswith("内容", 0, head.start())
        )

    def _names_one(self, sentence: Sentence, head: re.Match[str]) -> bool:
        """Does what stands before 是 mean one project (甲产业园项目, 该项目), and not a set (签约项目)?"""
        end = head.start() + 2 if head.group().startswith("项目") else head.end() - 1
        low = kinds.list_start(self._text, sentence, head.start())
        if _THE_PROJECT.match(self._text, low, end):
            return True
        name = names.name_at(self._analysis, low, end)
        return name is not None and names.says_which(self._analysis, name)

    def _counts(self, end: int, number: int, sentence: Sentence) -> bool:
        """Does the head of a list that ends at ``end`` say that it has ``number`` items?"""
        before = self._analysis.quantities_in(max(sentence.start, end - _HEAD_WITHIN), end)
        return number > 1 and any(q.kind == "count" and q.value == number for q in before)

    def _set_before(self, sentence: Sentence) -> bool:
        """Does the sentence before count a set of projects?"""
        index = self._analysis.number_of(sentence)
        before = self._analysis.sentences[index - 1] if index else None
        return before is not None and self._drafts.set_counted(before.start, before.end)

    def _holds_money(self, name: Name) -> bool:
        return any(q.kind == "money" for q in self._analysis.quantities_in(name.start, name.end))
