"""Projects found in lists of names that end in a word for them: A、B等24个项目, A、B相继落地."""

from __future__ import annotations

import re

from promotion.amounts import chinese_number
from promotion.investments import kinds, names, splitting, stages
from promotion.investments.drafts import Drafts
from promotion.investments.headed import HeadedLists
from promotion.investments.lexicon import BEFORE_WORKS, SECTOR, SIGNED_OR_STARTED, WORKS_END
from promotion.investments.names import Name
from promotion.text.patterns import quick
from promotion.text.sentences import Clause, Sentence

# A、B|等24个项目 · A、B|等一批重点项目 · A、B|等一批龙头企业
_TAIL = re.compile(
    r"等(?!地(?!产)|区域|乡镇|省区|省市|[^,;。、]{0,4}国家|[^,;。、]{0,8}投资(?:建设)?的)(?:(?:\d+|[两二三四五六七八九十]+)(?:余|多)?[个家项]|一批|一大批|一系列|多个|数个|十余个)?"
    r"(?P<kind>(?:\"[^\",;。]{1,8}\"[^,;。、的]{0,6}的?)?[^,;。、的]{0,14}?)(?P<noun>项目|企业(?!投资|项目)|工程)"
)
# A工程、B项目、C基地|等36个,
_BARE_TAIL = re.compile(r"等\d+[个项](?=[,。])")
_PROJECT_ITEM = re.compile(r"(?:项目|工程)、")
# A、B和C|3个项目 · A和B|两个项目
_COUNTED_TAIL = quick(r"(?P<count>\d+|[两二三四五六七八九十]+)[个大][^,;。、\d]{0,8}?项目")
# 服装、食品等高效益产业|项目12个 · 销售总部、结算公司等3个总部型|项目: kinds, unless the list names works
_KINDS = re.compile(r"(?:产业|型|类|系列|领域)$")
_PEOPLE = re.compile(r"领导|出席|参加|负责|班子")
_COUNTED_SET = re.compile(r"等(?:\d+|[两二三四五六七八九十]+)[个项]")
# 香料产业园|等农业类项目|19个
_COUNT_BEHIND = re.compile(r"\d+[个项]")
_RANGE = re.compile(r"(?:涉及|涵盖|覆盖|囊括)[^,;。:]*$")
# A项目、B项目等|与P初步达成合作意向
_AGREED = quick(
    r"等?(?:项目)?(?:已)?(?:与|同|和)[^,;。]{2,40}?(?:达成|签订|签署)了?[^,;。]{0,8}?(?P<what>意向|协议|合同)"
)
_NO_LIST_BEFORE = frozenset("等的有共,;。:、在")
_ANY_NAME = re.compile(r"[^,;。:]{3,}$")
_VISITS = re.compile(r"拜访|走访|考察|参观|邀请|接待|座谈|合作平台|瞄准|盯住|紧盯|吸引.{0,6}参|对接")
# 与会人员先后参观了|A、B等重点建设项目: sights of the day, no news of these works
_GUESTS_SEE = re.compile(r"(?:与会|参会|嘉宾|客商|代表)[^,;。、]{0,10}(?:参观|观摩|考察)了?")
# 集赛事、研学等项目|为一体: what one project holds
_IN_ONE = re.compile(r"[为于]一体|一体")
_FIRMS_SETTLE = re.compile(r"(?![与和同])[^,;。、]{0,10}?(?:落户|入驻|签约(?!\d)|落地|投产|开工)")
# A、B|等及时跟进 · 争取|A、B|6月底前投产: under a heading that says which projects are meant
_TENDED = re.compile(
    r"等(?:及时|全程|持续|抓紧|尽快|重点)*(?:跟进|推进|跟踪|服务|对接|洽谈|调度|建设|施工)(?!项目)"
)
_URGED = re.compile(
    r"(?:争取|力争|确保|促使|推动)(?P<list>[^,;。]{4,160}?)(?:等)?(?:\d+月|年内|年底|上半年|尽快|早日)"
    r"[^,;。]{0,6}?(?:投产|开工|竣工|签约|建成|落地)"
)
# A、B、C|相继落地
_THEN = quick(
    r"(?:相继|纷纷|陆续|先后|已|均|顺利|成功|正式|集中|现场)*(?:正?(?:加快|加速|抓紧|加紧|有序)(?:建设|推进|施工)|完成(?:土建|主体|基础)[^,;。、]{0,4}(?:施工|工程|建设)|落地|落户|签约|开工|动工|竣工|投产|入驻|建成)"
)
_TAKES = re.compile(r"(?:签下|签约|签订|引进|落户|建设|启动)了?")
# 察看|A车间、B车间|建设进度
_INSPECTED = re.compile(
    r"(?:察看|查看|观摩|参观|了解)了?(?P<list>[^,;。]{4,120}?)(?:等)?(?:项目)?的?(?:建设|施工)(?:推进)?(?:进度|进展|情况)"
)
# 甲区与|A总部、B产业园等12个项目签约
_HOST = re.compile(
    r"(?:(?:[\u3400-\u9fff]{1,6}[省市县区]|[^,;。、]{2,12}(?:政府|管委会))?(?:并|还|分别)*[与同])"
)
# 与|A、B、C|三家企业分别
_FIRMS_APART = re.compile(
    r"[与和同](?P<firms>[^,;。]{4,80}?)(?:[两二三四五六七八九十\d]+家)?(?:企业|公司|客商)?分别"
)
# 加快推动|A、B等项目|二期工程建设
_PUSHED = re.compile(r"(?:加快|全力|继续|持续|稳步|有序)(?:推动|推进)$")
# 甲县、乙县|分别与企业签订|X、Y项目
_HOSTS_APART = re.compile(r"分别(?:与|同|和)[^,;。、]{2,24}?签[订定署约下]了?")
_BUILDING = re.compile(r"[^,;。]{0,8}建设(?!的)")
_ITEM = re.compile(r"[^、和与及]+")
_LEAST_LISTED = 2


class ProjectLists:
    """Adds to ``drafts`` what the lists of a sentence name."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text
        self._headed = HeadedLists(drafts)

    def read(self, sentence: Sentence) -> None:
        """All lists of one sentence."""
        self._with_tail(sentence)
        self._of_number(sentence)
        self._counted(sentence)
        if self._under_heading(sentence):
            self._tended(sentence)
        self._inspected(sentence)
        self._agreed(sentence)
        self._headed.read(sentence)
        for clause in sentence.clauses:
            self._plain(sentence, clause)

    def _with_tail(self, sentence: Sentence) -> None:
        """A、B、C|等24个项目实现签约 · A、B|等一批龙头企业纷纷落户."""
        for match in _TAIL.finditer(self._text, sentence.start, sentence.end):
            tail = self._text[match.end() : sentence.end]
            before = self._text[kinds.list_start(self._text, sentence, match.start()) : match.start()]
            counted = _COUNTED_SET.match(match.group()) or _COUNT_BEHIND.match(tail)
            one = counted and "、" not in before  # 某某智慧矿山建设|等3个环保类项目: one named of a set
            if (
                (SECTOR.search(match["kind"]) or match["kind"].endswith("业"))
                and not one
                and kinds.all_common(self._analysis, sentence, match.start())
            ):
                continue  # 风机、叶片等装备制造项目: what is made, no names
            if _RANGE.search(before) and not (counted and kinds.names_some(before)):
                continue
            of_kind = _KINDS.search(match["kind"]) and not one and not kinds.names_works(before)
            if of_kind and not kinds.of_places(
                self._drafts.reading, match.start() - len(before), match.start()
            ):
                continue
            if _PEOPLE.search(match["kind"]):
                continue  # 市领导甲、乙等四套班子领导出席|项目开工仪式
            if _GUESTS_SEE.search(before) or (before.startswith("集") and _IN_ONE.match(tail)):
                continue
            firms = match["noun"] == "企业"
            if not firms or (_FIRMS_SETTLE.match(tail) and not _VISITS.search(before)):
                self._list(sentence, match.start(), tail, kind=match["kind"])

    def _of_number(self, sentence: Sentence) -> None:
        """A工程、B项目、C基地|等36个,总投资52亿元: the noun is dropped, the items say what they are."""
        for match in _BARE_TAIL.finditer(self._text, sentence.start, sentence.end):
            before = self._text[kinds.list_start(self._text, sentence, match.start()) : match.start()]
            if before.count("、") >= _LEAST_LISTED and _PROJECT_ITEM.search(before):
                self._list(sentence, match.start(), self._text[match.end() : sentence.end])

    def _counted(self, sentence: Sentence) -> None:
        """A、B和C|3个项目落户P: the list holds as many names as it says, or is none."""
        for match in _COUNTED_TAIL.finditer(self._text, sentence.start, sentence.end):
            before = self._text[sentence.start : match.start()]
            if _int(match["count"]) < _LEAST_LISTED:
                continue  # 物流专班1个项目: a row
            if before[-1:] not in _NO_LIST_BEFORE and _ANY_NAME.search(before):
                self._list(
                    sentence, match.start(), self._text[match.end() : sentence.end], _int(match["count"])
                )

    def _list(
        self, sentence: Sentence, end: int, tail: str, count: int | None = None, kind: str = ""
    ) -> None:
        """The names before ``end``; ``tail`` tells what happened to them, or ``kind`` (在谈|项目) how they stand."""
        start = kinds.list_start(self._text, sentence, end)
        if host := _HOST.match(self._text, start, end):
            start = host.end()
        first = self._text.find("、", start, end)
        start = max(start, names.beginning(self._analysis, start, first if first >= 0 else end))
        found = list(splitting.split(self._analysis, start, end, count))
        if count is not None and len(found) != count:
            found = self._after_verb(start, end, count)
        if count is not None and len(found) != count:
            return
        self._pair_with_firms(sentence, found)
        hoped = stages.NOT_YET.search(self._text[max(0, start - 12) : start])
        told = stages.latest(re.split(r"[,;。]", tail)[0][:16]) or stages.before_name(
            self._text, sentence.start, start
        )
        if _PUSHED.search(self._text, max(sentence.start, start - 8), start) and _BUILDING.match(tail):
            hoped, told = None, "在建"
        self._drafts.add_listed(sentence, found, None if hoped else told or stages.latest(kind))

    def _pair_with_firms(self, sentence: Sentence, found: list[Name]) -> None:
        """与|A、B、C|三家企业分别签下X、Y、Z: as many firms as names, in order."""
        firms = _FIRMS_APART.search(self._text, sentence.start, found[0].start if found else sentence.start)
        if firms is None:
            return
        low = firms.start("firms")
        ends = [m.span() for m in _ITEM.finditer(firms["firms"])]
        if len(ends) == len(found):
            for name, (start, end) in zip(found, ends, strict=True):
                self._drafts.add(name, sentence).investor = self._drafts.reading.normal.name(
                    low + start, low + end
                )

    def _after_verb(self, start: int, end: int, count: int) -> list[Name]:
        """与A、B、C三家企业分别签下|X、Y、Z|3个项目: the names stand after the last verb."""
        verbs = list(_TAKES.finditer(self._text, start, end))
        if not verbs:
            return []
        return list(splitting.split(self._analysis, verbs[-1].end(), end, count, by_trade=True))

    def _under_heading(self, sentence: Sentence) -> bool:
        """一是抓意向项目签约。: does the sentence before say whose list follows?"""
        index = self._analysis.number_of(sentence)
        before = self._analysis.sentences[index - 1] if index else None
        if before is None or before.paragraph != sentence.paragraph:
            return False
        return stages.of_list(self._text[before.start : before.end]) is not None

    def _tended(self, sentence: Sentence) -> None:
        for match in _TENDED.finditer(self._text, sentence.start, sentence.end):
            self._list(sentence, match.start(), "")
        for match in _URGED.finditer(self._text, sentence.start, sentence.end):
            self._drafts.add_listed(
                sentence, list(splitting.split(self._analysis, *match.span("list"))), None
            )

    def _inspected(self, sentence: Sentence) -> None:
        """实地查看|A车间、B车间|建设进度: works that are seen while they are built."""
        for match in _INSPECTED.finditer(self._text, sentence.start, sentence.end):
            listed = splitting.split(self._analysis, *match.span("list"))
            built = [n for n in listed if WORKS_END.search(self._drafts.text(n))]
            self._drafts.add_listed(
                sentence, [n for n in built if not self._drafts.is_place_or_company(n)], "在建"
            )

    def _agreed(self, sentence: Sentence) -> None:
        """A项目、B项目、C项目|等与P初步达成合作意向."""
        for clause in sentence.clauses:
            if "、" not in self._text[clause.start : clause.end]:
                continue
            match = _AGREED.search(self._text, clause.start, clause.end)
            if match is None or "、" not in self._text[clause.start : match.start()]:
                continue
            found = list(splitting.split(self._analysis, clause.start, match.start()))
            if found and all(WORKS_END.search(self._drafts.text(n)) for n in found):
                self._drafts.add_listed(sentence, found, "在谈" if match["what"] == "意向" else "签约")

    def _plain(self, sentence: Sentence, clause: Clause) -> None:
        """A、B项目、C|相继落地 · 签约落地|A、B项目,分别将投资10亿元."""
        text = self._text
        last = text.rfind("、", clause.start, clause.end)
        if last < 0 or self._drafts.at(Name(clause.start, clause.end)):
            return
        then = _THEN.search(text, last, clause.end)
        end = then.start() if then else clause.end
        hosts = _HOSTS_APART.search(text, clause.start, clause.end)
        first = hosts.end() if hosts else clause.start
        start = names.beginning(self._analysis, first, max(first, text.find("、", first)))
        if text[start - 1 : start] == "由":
            return  # 由A公司、B公司|投资建设: who builds
        before = BEFORE_WORKS.search(text[max(sentence.start, start - 12) : start])
        if not then and not (before and SIGNED_OR_STARTED.match(before["verb"])):
            return
        if stages.NOT_YET.search(text[clause.start : start]) or _RANGE.search(text[sentence.start : start]):
            return
        found = list(splitting.split(self._analysis, start, end))
        works = any(WORKS_END.search(self._drafts.text(n)) for n in found)
        stray = any(self._drafts.ends_in_number(n) or self._drafts.is_place_or_company(n) for n in found)
        if works and not stray and len(found) > text.count("、", start, end):
            self._drafts.add_listed(sentence, found, stages.latest(then.group()) if then else None)


def _int(digits: str) -> int:
    return int(digits) if digits.isdigit() else chinese_number(digits)
