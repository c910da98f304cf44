"""Projects: named investment projects with investor, amount, place and stage.

`ProjectReader` finds names by the construction they stand in (each a method with its example), then asks what the
text around says of each. Sums that belong to one named project are remembered in ``taken``: they are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from promotion import investors, names, stages
from promotion.amounts import Quantity
from promotion.lexicon import SECTOR, SETTLING, STAGE_OR_SETTLING, WORKS, WORKS_END
from promotion.localities import Localities
from promotion.names import Name
from promotion.reading import Reading
from promotion.sentences import Sentence
from zscrawl.items import Project

_LONGEST_QUOTE = 60

_LABEL = r"(?:(?:计划|预计|估算|概算|累计|拟|将|共|新增|固定资产)*(?:总)?投资(?:总?额|规模|总规模|规划)?|总投入|投入|协议(?:总)?(?:投资|资金)额?|合同(?:总)?(?:投资)?额?|基金(?:总)?规模|总规模)(?:合计|共计|共|约为?|达到?|为|近|超过?|逾|高达|:)*"
_LABEL_BEFORE = re.compile(rf"(?P<label>{_LABEL})$")
# 投资10亿元的A、|20亿元的B: the label stands before the first of a list
_LISTED = re.compile(r"(?P<label>)[、和]$")
_SALES_BEFORE = re.compile(r"年(?:销售|产值|营业)[^,;。、]{0,4}$")
# 投资50亿元|建年产2万吨…项目 · 投资48亿元|在城西建设的…
_BUILDS = re.compile(
    r"^(?:人民币)?(?P<comma>,)?(?:(?:在|于|将在)[^,;。]{1,14}?)?(?:将|拟|主要|投资|用于)*"
    r"(?:新建|兴建|建设|打造|实施|投建|新上|建立|设立|用于|建)(?:的|一个|一座|了|运营)*"
)
# A、B等24个项目 · A、B等一批重点项目 · A、B等一批龙头企业
_LIST_TAIL = re.compile(
    r"等(?P<many>(?:\d+|[两二三四五六七八九十]+)(?:余|多)?[个家项]|一批|一大批|一系列|多个|数个|十余个)?(?P<kind>[^,;。、的]{0,14}?)(?P<noun>项目|企业|工程)"
)
# A、B和C3个项目 · A和B两个项目
_COUNTED_TAIL = re.compile(r"(?P<count>\d+|[两二三四五六七八九十]+)[个大](?P<kind>[^,;。、\d]{0,8}?)项目")
# 签约项目包括: · 代表项目有 · 开工的有 · 5个项目是 · 分别为
_LIST_HEAD = re.compile(
    r"(?:项目(?:里|中)?[^,;。、]{0,6}?|(?:开工|竣工|投产|签约|在建)的|\d+[个项](?:,|:)?)(?:,(?=包括|如|例如|分别|即))?(?:主要|重点)?(?:包括|有|是|(?<!作)为|分别[是为]|如|例如|即)(?=[^,;。]{4,})|"
    r"(?:^|[,:(])(?:主要|其中|重点)?(?:包括|如|例如|比如|分别是|分别为|还有)(?=[^,;。]{4,})|项目(?:中)?:"
)
_SET_HEAD = re.compile(r"项目|的|[个项]")
_VISITS = re.compile(r"拜访|走访|考察|参观|邀请|接待|座谈|合作平台|瞄准|盯住|紧盯|吸引.{0,6}参|对接")
# X项目正式开工 · X基地竣工投产 · X项目开工仪式
_WORKS_THEN_STAGE = re.compile(
    rf"(?:{WORKS})(?:\([^()]{{1,8}}\))?(?:正式|成功|顺利|已经?|正在|即将|全面|建设|陆续|相继|近日|日前|今日|进入|完成|实现|达成|也|则|纷纷|\d+月\d+日|[上下]午|于|在[^,;。、]{{2,12}}?|的)*(?P<verb>{STAGE_OR_SETTLING.pattern})"
)
# 签下X项目 · 引进X基地 · 拟新建X项目 · 打造X中心
_BEFORE_WORKS = re.compile(
    rf"(?P<verb>{STAGE_OR_SETTLING.pattern}|新建|兴建|打造|建设|推出|举行|举办|投资|签)(?:了|的|建设|落户的?|落地|一个|由)*$"
)
_STRONG_VERBS = re.compile(rf"签约|签订|签署|签下|签|开工|动工|奠基|竣工|投产|引进|落户|新建|{'|'.join(SETTLING)}")
# what can happen to works that are not called 项目; 园区签约63个 is said of a place
_OF_WORKS = frozenset({"开工", "动工", "奠基", "竣工", "投产", "量产", "完工", "建成", "封顶", "投用", "投运", "启动建设", "开建"})
_TO_A_PLACE = frozenset({"落户", "入驻", "落地", "推进", "签约"})
_AGREED = re.compile(r"双方|将在|拟|将投资|签")
_WORKS = re.compile(WORKS)
# 该项目总投资5亿元 · 项目计划投资2亿元: of the project spoken of before
_OF_LAST = re.compile(r"^(?:其中|该|此|本|这个|整个)?(?:项目)?(?:由[^,;。]{2,24})?$")
_PHASE = re.compile(r"(?:首期|[一二三四]期|前期|启动区)[^,;。、]{0,4}$")
# A、B等及时跟进 · 争取A、B6月底前投产: under a heading that says which projects are meant
_TENDED_TAIL = re.compile(r"等(?:及时|全程|持续|抓紧|尽快|重点)*(?:跟进|推进|跟踪|服务|对接|洽谈|调度|建设|施工)")
_URGED = re.compile(r"(?:争取|力争|确保|促使|推动)(?P<list>[^,;。]{4,160}?)(?:等)?(?:\d+月|年内|年底|上半年|尽快|早日)[^,;。]{0,6}?(?:投产|开工|竣工|签约|建成|落地)")
_SPENT = re.compile(r"完成(?:固定资产)?投资(?:约|近|超|达)*$")
_SIGNED = re.compile(r"签订|签署|签下")
_EACH = re.compile(rf"分别(?:将|计划|拟)*(?P<label>{_LABEL})|(?P<before>{_LABEL})分别(?:为|达|是)?")
_THEN = re.compile(r"(?:相继|纷纷|陆续|先后|已|均|顺利|成功|正式|集中)*(?:落地|落户|签约|开工|动工|竣工|投产|入驻|建成)")
_COUNT_UNITS = frozenset({"个", "项", "家", "宗"})
_CAPACITY = re.compile(
    r"(?:年产|年加工|年处理|年生产|日产|日处理|年屠宰|年出栏|装机(?:容量)?|总装机)(?:新型|各类|约|近|超|达)*[^,;。、的]{0,8}?[\d.]+[^,;。、的]{1,16}|"
    r"[\d.]+万?(?:兆瓦|mw|千瓦|gwh|mwh|gw)|[\d.]+(?:万|亿)?[吨套台辆件片米]/年[^,;。、]{0,8}|\d+×[\d.]+万?千瓦"
)


@dataclass(slots=True)
class Draft:
    """A project being put together."""

    name: Name
    sentence: Sentence
    amount: Quantity | None = None
    label: str = ""
    shared: bool = False
    investor: str | None = None
    stage: str | None = None
    names: list[Name] = field(default_factory=list)


class ProjectReader:
    """Reads all projects of one article. After `read`, ``taken`` holds the starts of sums that are theirs."""

    def __init__(self, reading: Reading, localities: Localities) -> None:
        self._reading = reading
        self._analysis = reading.analysis
        self._text = reading.text
        self._localities = localities
        self._drafts: list[Draft] = []
        self.taken: set[int] = set()

    def read(self) -> list[Project]:
        for sentence in self._analysis.sentences:
            self._sentence(sentence)
        self._localities.leave_out(self.spans())
        return [self._project(draft) for draft in self._merged()]

    def _sentence(self, sentence: Sentence) -> None:
        money = [
            q
            for q in self._analysis.quantities_in(sentence.start, sentence.end)
            if q.kind == "money" and not q.bound
        ]
        for quantity in money:
            self._amount_of_name(sentence, quantity)
            self._amount_builds_name(sentence, quantity)
        self._lists_with_tail(sentence)
        self._lists_with_head(sentence)
        self._plain_lists(sentence)
        self._single_names(sentence)
        self._amounts_each(sentence, money)
        for quantity in money:
            if quantity.start not in self.taken:
                self._name_with_amount(sentence, quantity)

    # --- constructions

    def _amount_of_name(self, sentence: Sentence, quantity: Quantity) -> None:
        """总投资400亿元的|华中生态科创谷 · A公司投资1亿美元的|X项目."""
        if self._text[quantity.end : quantity.end + 1] != "的":
            return
        before = self._text[sentence.start : quantity.start]
        label = _LABEL_BEFORE.search(before) or (_LISTED.search(before) if self._in_sentence(sentence) else None)
        sales = _SALES_BEFORE.search(before)
        if not label and not sales:
            return
        start = quantity.end + 1
        name = names.name_at(self._analysis, start, names.ending(self._text, start, sentence.end), by_trade=True)
        if name is None:
            return
        draft = self._add(name, sentence)
        if label:
            self._give(draft, quantity, label["label"])
            draft.investor = draft.investor or investors.before_amount(self._reading, sentence, label.start() + sentence.start)
        self.taken.add(quantity.start)

    def _amount_builds_name(self, sentence: Sentence, quantity: Quantity) -> None:
        """A公司投资50亿元建|碳酸钙循环经济产业化项目; of several names the sum is shared."""
        label = _LABEL_BEFORE.search(self._text[sentence.start : quantity.start])
        if not label or quantity.start in self.taken:
            return
        builds = _BUILDS.match(self._text[quantity.end : sentence.end])
        investor = investors.before_amount(self._reading, sentence, label.start() + sentence.start)
        # 一期计划投资2亿元,建设年产…生产线 tells what a project holds; with an investor before it names one
        if not builds or (builds["comma"] and not investor):
            return
        start = quantity.end + builds.end()
        limit = self._clause_end(start, sentence)
        listed = names.split(self._analysis, start, self._list_end(start, limit), by_trade=True)
        found = [n for n in listed if investor or self._named_works(n)]
        for name in found:
            draft = self._add(name, sentence)
            draft.investor = draft.investor or investor
            if len(found) == 1:
                self._give(draft, quantity, label["label"])
                self.taken.add(quantity.start)
            else:
                draft.shared, draft.label = True, self._text[label.start() + sentence.start : quantity.end]

    def _list_end(self, start: int, limit: int) -> int:
        """End of the last name of a list from ``start``."""
        position = start
        while position < limit:
            end = names.ending(self._text, position, limit)
            if end < limit and self._text[end] == "、":
                position = end + 1
                continue
            follows = re.match(r"[和及与](?=[^,;。、]{2,}项目)", self._text[end:limit])
            if not follows:
                return end
            position = end + 1
        return limit

    def _lists_with_tail(self, sentence: Sentence) -> None:
        """A、B、C|等24个项目实现签约 · A、B和C|3个项目落户P · A、B|等一批龙头企业纷纷落户."""
        text = self._text
        for match in _LIST_TAIL.finditer(text, sentence.start, sentence.end):
            tail = text[match.end() : sentence.end]
            listed = text[self._list_start(sentence, match.start()) : match.start()]
            if match["noun"] == "企业" and not self._settles(listed, tail):
                continue
            count = _int(match["many"])
            self._list(sentence, match.start(), tail, count if count and not self._only_some(match["many"]) else None, True)
        for match in _COUNTED_TAIL.finditer(text, sentence.start, sentence.end):
            if text[match.start() - 1] in "等的有共,;。:、在" or not _LISTABLE.search(text[sentence.start : match.start()]):
                continue
            self._list(sentence, match.start(), text[match.end() : sentence.end], _int(match["count"]), False)
        if not self._under_heading(sentence):
            return
        for match in _TENDED_TAIL.finditer(text, sentence.start, sentence.end):
            self._list(sentence, match.start(), "", None, True)
        for match in _URGED.finditer(text, sentence.start, sentence.end):
            self._add_list(sentence, list(names.split(self._analysis, *match.span("list"))), None)

    def _under_heading(self, sentence: Sentence) -> bool:
        """一是抓意向项目签约。: does the sentence before say whose list follows?"""
        index = self._analysis.sentences.index(sentence)
        if not index or self._analysis.sentences[index - 1].paragraph != sentence.paragraph:
            return False
        before = self._analysis.sentences[index - 1]
        return stages.of_list(self._text[before.start : before.end]) is not None

    def _only_some(self, many: str) -> bool:
        """等24个项目 names some of 24; the count says nothing about the list."""
        return True if many else False

    def _settles(self, listed: str, tail: str) -> bool:
        verb = re.match(r"[^,;。、]{0,10}?(?:落户|入驻|签约|落地|投产|开工)", tail)
        return bool(verb) and not _VISITS.search(listed)

    def _list_start(self, sentence: Sentence, end: int) -> int:
        """The list of names before ``end`` begins after the last sign that is no 、."""
        low = max(self._text.rfind(sign, sentence.start, end) for sign in (",", ";", "。", ":", "--"))
        return max(sentence.start, low + 1)

    def _list(self, sentence: Sentence, end: int, tail: str, count: int | None, some: bool) -> None:
        start = self._list_start(sentence, end)
        if "、" in self._text[start:end]:
            first_end = self._text.find("、", start, end)
        else:
            first_end = end
        start = max(start, names.beginning(self._analysis, start, first_end))
        found = list(names.split(self._analysis, start, end, count))
        if not some and count is not None and len(found) != count:
            return
        hoped = stages.NOT_YET.search(self._text[max(0, start - 12) : start])
        stage = None if hoped else stages.latest(re.split(r"[,;。]", tail)[0][:16])
        self._add_list(sentence, found, stage)

    def _add_list(self, sentence: Sentence, found: list[Name], stage: str | None) -> None:
        for name in found:
            draft = self._overlapping(name) or self._add(name, sentence)
            draft.stage = draft.stage or stage
            draft.names = found

    def _lists_with_head(self, sentence: Sentence) -> None:
        """签约项目包括|A、B · 代表项目有|A、B · 开工的有|A、B等18个."""
        text = self._text
        for match in _LIST_HEAD.finditer(text, sentence.start, sentence.end):
            if not (_SET_HEAD.search(match.group()) or self._counts_between(sentence.start, match.start())):
                continue
            start = match.end()
            limit = min(self._stop(start, sentence.end), sentence.end)
            found = list(names.split(self._analysis, start, limit))
            if len(found) < 2 and not (found and match.group().endswith(("是", "为", ":")) and self._named_works(found[0])):
                continue
            if any(self._is_amount_list(n) for n in found):
                continue
            self._add_list(sentence, [n for n in found if not self._is_statement(n)], None)

    def _stop(self, start: int, limit: int) -> int:
        found = re.compile(r"[,;。]|等(?=\d|[一多数十][批个]|,|。|$|重|[^,;。、]{0,8}项目)|(?:\d+|[两三四五六七八九十])个项目").search(self._text, start, limit)
        return found.start() if found else limit

    def _is_amount_list(self, name: Name) -> bool:
        return any(q.kind in {"money"} for q in self._analysis.quantities_in(name.start, name.end))

    def _is_statement(self, name: Name) -> bool:
        """装备制造3个 is a row of figures, not a name."""
        tail = self._analysis.quantities_in(name.start, name.end)
        return bool(tail) and tail[-1].end == name.end and tail[-1].kind in {"count", "percent"}

    def _plain_lists(self, sentence: Sentence) -> None:
        """A、B项目、C|相继落地 · 签约落地|A、B项目,分别将投资10亿元."""
        for clause in sentence.clauses:
            if "、" not in self._text[clause.start : clause.end] or self._covered(Name(clause.start, clause.end)):
                continue
            then = _THEN.search(self._text, self._text.rfind("、", clause.start, clause.end), clause.end)
            end = then.start() if then else clause.end
            first_end = self._text.find("、", clause.start, end)
            if first_end < 0:
                continue
            start = names.beginning(self._analysis, clause.start, first_end)
            before = _BEFORE_WORKS.search(self._text[max(sentence.start, start - 12) : start])
            if not then and not (before and _STRONG_VERBS.match(before["verb"])):
                continue
            if stages.NOT_YET.search(self._text[clause.start : start]):
                continue
            pieces = self._text.count("、", start, end) + 1
            found = list(names.split(self._analysis, start, end))
            works = [n for n in found if WORKS_END.search(self._text[n.start : n.end])]
            if len(found) >= pieces and works and not any(self._is_statement(n) or self._is_place(n) for n in found):
                self._add_list(sentence, found, stages.latest(then.group()) if then else None)

    def _single_names(self, sentence: Sentence) -> None:
        """X项目正式开工 · 签下X项目 · 举行X项目签约仪式 · 双方将打造X中心."""
        for match in _WORKS.finditer(self._text, sentence.start, sentence.end):
            low = self._list_start(sentence, match.start())
            if "、" in self._text[low : match.start()]:
                low = self._text.rfind("、", low, match.start()) + 1
            end = match.end()
            start = names.beginning(self._analysis, low, end)
            agreed = bool(_SIGNED.search(self._text, sentence.start, start))
            name = names.name_at(self._analysis, start, end, by_trade=agreed)
            name = names.without_verb(self._analysis, name) if name else None
            if name is None or name.end != end or self._covered(name) or self._is_place(name) or not self._happens(sentence, name, low):
                continue
            self._add(name, sentence)

    def _is_place(self, name: Name) -> bool:
        """落户临港新兴产业园: a zone that projects go to, or the company itself."""
        places = any(m.start <= name.start and m.end >= name.end for m in self._reading.places if m.zone)
        return places or any(c.end == name.end for c in self._reading.companies)

    def _happens(self, sentence: Sentence, name: Name, low: int) -> bool:
        """Does the text say that something happened to this name?"""
        text = self._text
        is_project = text[name.start : name.end].endswith(("项目", "工程"))
        then = _WORKS_THEN_STAGE.match(text, self._last_works(name), min(sentence.end, name.end + 24))
        if then and not is_project and then["verb"] not in _OF_WORKS:
            then = None
        if then and not stages.NOT_YET.search(text[low : then.start("verb")]) and not stages.CONDITION.match(text, then.end()):
            return True
        before = _BEFORE_WORKS.search(text[max(sentence.start, name.start - 12) : name.start])
        if before is None:
            return text[max(0, name.start - 2) : name.start] == "--" and is_project
        if "双方" in text[sentence.start : name.start] and before["verb"] in {"打造", "建设"}:
            return True  # 双方将打造X中心, told of an agreement
        if stages.NOT_YET.search(text[max(sentence.start, name.start - 20) : name.start - len(before.group())]):
            return False
        if before["verb"] == "投资":
            return is_project and any(True for _ in self._reading.companies_in(low, name.start))
        if _STRONG_VERBS.match(before["verb"]):
            return is_project or before["verb"] not in _TO_A_PLACE
        if before["verb"] in {"举行", "举办"}:
            return is_project and bool(re.match(r"(?:合作)?(?:集中)?(?:签约|开工|奠基|竣工|投产)", text[name.end : name.end + 8]))
        return bool(_AGREED.search(text[sentence.start : name.start]))

    def _last_works(self, name: Name) -> int:
        found = [m.start() for m in _WORKS.finditer(self._text, name.start, name.end) if m.end() == name.end]
        return found[0] if found else name.start

    def _name_with_amount(self, sentence: Sentence, quantity: Quantity) -> None:
        """X项目总投资1.2亿元 · X开工,总投资332.1亿元 · 该项目投资17亿元."""
        before = self._text[sentence.start : quantity.start]
        label = _LABEL_BEFORE.search(before)
        if not label or self._text[quantity.end : quantity.end + 1] == "的":
            return
        at = sentence.start + label.start()
        clause_low = max(self._text.rfind(sign, sentence.start, at) for sign in ",;:") + 1 or sentence.start
        left = self._text[clause_low:at]
        if phase := _PHASE.search(left):
            left = left[: phase.start()]
        if _SPENT.search(before):
            # 累计完成投资142亿元 of one project is no result of the place
            if self._in_sentence(sentence) and not self._counts_between(sentence.start, quantity.start):
                self.taken.add(quantity.start)
            return
        draft = self._named_left(sentence, clause_low, left) or self._last_before(sentence, quantity, left)
        if draft is None:
            return
        self.taken.add(quantity.start)
        if draft.amount is None and not draft.shared:
            self._give(draft, quantity, ("一期" if phase else "") + label["label"])

    def _amounts_each(self, sentence: Sentence, money: list[Quantity]) -> None:
        """A、B项目,分别投资10亿元: 10 each · A、B项目分别投资3亿元、5亿元: in order."""
        match = _EACH.search(self._text, sentence.start, sentence.end)
        if not match:
            return
        low = max([q.end for q in money if q.end <= match.start()], default=sentence.start)
        stop = self._text.find(";", match.end(), sentence.end)
        high = stop if stop >= 0 else sentence.end
        listed = [d for d in self._in_sentence(sentence) if low <= d.name.start and d.name.end <= match.start()]
        sums = [q for q in money if match.end() - 1 <= q.core < high and q.start not in self.taken]
        if len(listed) < 2 or not sums:
            return
        paired = sums if len(sums) == len(listed) else [sums[0]] * len(listed) if len(sums) == 1 else []
        for draft, quantity in zip(sorted(listed, key=lambda d: d.name.start), paired, strict=False):
            self._give(draft, quantity, match["label"] or match["before"])
            self.taken.add(quantity.start)

    def _named_left(self, sentence: Sentence, low: int, left: str) -> Draft | None:
        """其中|X项目|计划投资200亿元: the name stands in the clause itself."""
        if _OF_LAST.match(left) or len(left) < 3:
            return None
        end = low + len(left)
        if self._counts_between(low, end):
            return None
        name = names.name_at(self._analysis, names.beginning(self._analysis, low, end), end)
        if name is None or self._is_place(name) or not (self._named_works(name) or self._known(name)):
            return None
        return self._overlapping(name) or self._add(name, sentence)

    def _last_before(self, sentence: Sentence, quantity: Quantity, left: str) -> Draft | None:
        """The one project spoken of last, where no set of projects was counted since."""
        if not _OF_LAST.match(left):
            return None
        named = [d for d in self._drafts if d.name.end <= quantity.start and d.sentence.paragraph == sentence.paragraph]
        if not any(d.sentence is sentence for d in named):
            subject = self._subject_of_sentence(sentence, quantity)
            if subject or not named:
                return subject
        last = max(named, key=lambda d: d.name.start)
        together = [d for d in named if d.sentence is last.sentence and d.amount is None]
        if last.sentence is not sentence and not left and not self._follows(last.sentence, sentence):
            return None
        if self._counts_between(last.name.end, quantity.start) or (len(together) > 1 and last.names):
            return None
        return last

    def _follows(self, earlier: Sentence, later: Sentence) -> bool:
        return 0 <= later.start - earlier.end <= 2

    def _subject_of_sentence(self, sentence: Sentence, quantity: Quantity) -> Draft | None:
        """九泽硅材料产业园|为其中之一,总投资6亿元 · X铁路Y段|开工,估算总投资332.1亿元."""
        clauses = [c for c in sentence.clauses if c.start < quantity.start]
        if not clauses or self._counts_between(sentence.start, quantity.start):
            return None
        first = next((c for c in clauses if len(self._text[c.start : c.end]) > 6), clauses[0])
        verb = STAGE_OR_SETTLING.search(self._text, first.start, first.end)
        works = [m.end() for m in _WORKS.finditer(self._text, first.start, verb.start() if verb else first.end)]
        end = verb.start() if verb and not works else (works[-1] if works else 0)
        if not end:
            return None
        name = names.name_at(self._analysis, names.beginning(self._analysis, first.start, end), end)
        return self._add(name, sentence) if name else None

    # --- helpers

    def _counts_between(self, start: int, end: int) -> bool:
        """Is a set of projects counted between? (两个项目, 5个)"""
        return any(
            q.kind == "count" and q.unit in _COUNT_UNITS and q.value > 1
            for q in self._analysis.quantities_in(start, end)
        )

    def _named_works(self, name: Name) -> bool:
        return bool(_WORKS.search(self._text, name.start, name.end)) or bool(SECTOR.search(self._text, name.start, name.end))

    def _known(self, name: Name) -> bool:
        key = _key(self._text[name.start : name.end])
        return any(key and (key in _key(self._text[d.name.start : d.name.end])) for d in self._drafts)

    def _clause_end(self, start: int, sentence: Sentence) -> int:
        found = re.compile(r"[,;。]").search(self._text, start, sentence.end)
        return found.start() if found else sentence.end

    def _covered(self, name: Name) -> bool:
        return any(d.name.start < name.end and name.start < d.name.end for d in self._drafts)

    def _overlapping(self, name: Name) -> Draft | None:
        return next((d for d in self._drafts if d.name.start < name.end and name.start < d.name.end), None)

    def _add(self, name: Name, sentence: Sentence) -> Draft:
        known = self._overlapping(name)
        if known:
            return known
        draft = Draft(name, sentence)
        self._drafts.append(draft)
        return draft

    def _give(self, draft: Draft, quantity: Quantity, label: str) -> None:
        if draft.amount is None:
            draft.amount, draft.label = quantity, label

    # --- the record

    def _merged(self) -> list[Draft]:
        """One draft a project: two names of which one contains the other are one."""
        out: list[Draft] = []
        for draft in sorted(self._drafts, key=lambda d: d.name.start):
            key = _key(self._text[draft.name.start : draft.name.end])
            same = next((d for d in out if _one(key, _key(self._text[d.name.start : d.name.end]))), None)
            if same is None:
                out.append(draft)
                continue
            if same.amount is None and not same.shared:
                same.amount, same.label, same.shared = draft.amount, draft.label, draft.shared
            same.investor = same.investor or draft.investor
            later = [s for s in (same.stage, self._stage(same), draft.stage, self._stage(draft)) if s]
            same.stage = max(later, key=stages.STAGE_ORDER.index, default=None)
        return out

    def _stage(self, draft: Draft) -> str | None:
        text, sentence, name = self._text, draft.sentence, draft.name
        clause_end = self._clause_end(name.end, sentence)
        return (
            stages.after_name(text, name.start, name.end, clause_end)
            or draft.stage
            or stages.before_name(text, sentence.start, name.start)
            or stages.of_list(text[sentence.start : name.start])
            or stages.agreed(text[sentence.start : name.start])
            or self._stage_around(draft)
        )

    def _stage_around(self, draft: Draft) -> str | None:
        """The stage of the event or heading that the sentence stands under."""
        index = self._analysis.sentences.index(draft.sentence)
        for sentence in reversed(self._analysis.sentences[max(0, index - 3) : index + 1]):
            if sentence.paragraph != draft.sentence.paragraph:
                break
            passage = self._text[sentence.start : sentence.end]
            if sentence is not draft.sentence and (stage := stages.of_list(passage)):
                return stage
            if stage := stages.of_event(passage):
                return stage
        before = self._analysis.sentences[index - 1] if index else None
        if before and self._text.startswith("双方", draft.sentence.start):
            return stages.agreed(self._text[before.start : before.end])
        if len(self._text) > _SHORT_ARTICLE:
            return None
        lead = self._text[: self._analysis.sentences[0].end] + self._reading.title
        return stages.of_event(lead)

    def spans(self) -> list[tuple[int, int]]:
        """Where names of projects stand."""
        return [(d.name.start, d.name.end) for d in self._drafts]

    def _project(self, draft: Draft) -> Project:
        text, normal = self._text, self._reading.normal
        shown = normal.name(draft.name.start, draft.name.end).strip("\"'“”‘’ ") or normal.quote(draft.name.start, draft.name.end)
        own, investor = investors.of_name(self._reading, draft.name, draft.sentence)
        project = Project(normal.name(own, draft.name.end).strip("\"'") if own > draft.name.start else shown)
        project.investor = draft.investor or investor
        project.stage = self._stage(draft)
        if draft.amount is not None:
            project.amount_cny = draft.amount.cny
            project.amount_text = draft.label + normal.name(draft.amount.start, draft.amount.end)
            project.amount_kind = _amount_kind(draft.label)
        elif draft.shared:
            project.amount_text, project.amount_kind = draft.label, "shared"
        project.place = self._place(draft)
        sentence = text[draft.sentence.start : draft.sentence.end]
        sector = SECTOR.search(text, draft.name.start, draft.name.end)
        project.sector = sector.group() if sector else None
        capacity = _CAPACITY.search(text, draft.name.start, draft.name.end) or (
            _CAPACITY.search(sentence) if len(self._in_sentence(draft.sentence)) == 1 else None
        )
        project.capacity = capacity.group() if capacity else None
        project.stage_date = self._stage_date(draft) if project.stage else None
        self._quote(project, draft)
        return project

    def _in_sentence(self, sentence: Sentence) -> list[Draft]:
        return [d for d in self._drafts if d.sentence is sentence]

    def _quote(self, project: Project, draft: Draft) -> None:
        start, end = draft.name.start, draft.name.end
        amount = draft.amount
        if amount and max(end, amount.end) - min(start, amount.start) <= _LONGEST_QUOTE:
            start, end = min(start, amount.start - len(draft.label)), max(end, amount.end)
        start = max(start, draft.sentence.start) if start < draft.sentence.start else start
        project.quote = self._reading.normal.quote(start, end)
        project.start, project.end = self._reading.normal.span(start, end)

    def _place(self, draft: Draft) -> str | None:
        return self._localities.of_project(draft.name.start, draft.name.end, draft.sentence)

    def _stage_date(self, draft: Draft) -> str | None:
        """The day or month given before the name in its sentence."""
        for period in reversed(self._reading.periods_in(draft.sentence.start, draft.name.start)):
            if period.value and not period.ahead and period.grain in {"day", "month", "year"}:
                return period.value
        return None


_SHORT_ARTICLE = 1500
_LISTABLE = re.compile(r"[^,;。:]{3,}$")


def _key(name: str) -> str:
    return re.sub(r"(?:建设)?(?:项目|工程)$|[\"'“”()、,\s]", "", name)


def _one(a: str, b: str) -> bool:
    return bool(a) and (a == b or (min(len(a), len(b)) >= 5 and (a in b or b in a)))


def _int(text: str | None) -> int | None:
    from promotion.amounts import chinese_number

    digits = re.match(r"\d+|[两二三四五六七八九十]+", text or "")
    if not digits:
        return None
    return int(digits.group()) if digits.group().isdigit() else chinese_number(digits.group())


def _amount_kind(label: str) -> str:
    if "基金" in label:
        return "fund_size"
    if "期" in label:
        return "phase"
    if "协议" in label or "合同" in label:
        return "contracted"
    return "total"
