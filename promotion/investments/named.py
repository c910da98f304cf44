"""Projects found by name alone: something happens to them (X项目开工), or something is done to them (签下X项目)."""

from __future__ import annotations

import re

from promotion.investments import names, stages
from promotion.investments.drafts import Drafts
from promotion.investments.kinds import list_start
from promotion.investments.lexicon import BEFORE_WORKS, SIGNED_OR_STARTED, STAGE_OR_SETTLING, WORK, WORKS
from promotion.investments.names import Name
from promotion.investments.told import ProjectsTold
from promotion.text.sentences import Sentence

# X项目|正式开工 · X基地|竣工投产 · X项目|6月30日在P开工 · X项目|和Y项目签约
_THEN = re.compile(
    rf"(?:{WORKS})(?:\([^()]{{1,8}}\))?(?:[和及与][^,;。、]{{2,20}}?项目)?(?:正式|成功|顺利|已经?|正在|即将|全面|建设|陆续|相继|近日|日前|今日|进入|完成|实现|达成|"
    rf"也|则|便|分别|随即|当即|等|首[^,;。、]{{1,10}}?(?=成功|顺利|正式|下线)|[首一二三]期|仅?用(?:时)?\d+(?:天|个月)(?:时间)?就|从[^,;。、]{{2,4}}到|纷纷|加快|加紧|稳步|全力|有序|\d+月\d+日|[上下]午|于|在[^,;。、]{{2,12}}?|的)*(?P<verb>{STAGE_OR_SETTLING.pattern}|现场(?!执行|负责|经理|指挥|管理)|土建)"
)
# 1.X项目。 · (二)X工程 · a line of its own: X产业园项目
_HEADING = re.compile(
    r"(?P<number>\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]\)?)?(?P<name>[^,;。:]{4,46}(?:项目|工程))[。:]?"
)
# 举行|X项目|签约仪式 · 动员会暨|X项目|开工仪式
_CEREMONY = re.compile(r"(?:合作)?(?:集中)?(?:签约|开工|奠基|竣工|投产)")
# 引进国内(区外)资金项目|168项, 引进自动生产线|5条: a kind of works, counted
_COUNTED = re.compile(r"(?:共|累计|达)?\d+[个项家条座栋]")
# 就|X项目|进行对接
_ABOUT = re.compile(r"(?:就|围绕)$")
_TALKED = re.compile(r"(?:建设|合作)?(?:等)?(?:进行|开展|展开)了?[^,;。]{0,4}(?:对接|洽谈|磋商|商谈)")
# 又一个|锂电材料项目|落地见效: one more of a kind
_ONE_MORE = re.compile(r"(?:又一个?|再添一个?|又有一个)$")
# 将成为|本市首个总部项目
_BECOMES = re.compile(r"(?:成为|打造成|建成为)[^,;。]{0,12}$")
# 全市规模最大、进展最快的|养殖项目: what one is, no name of it
# 年产10万吨甲、|6万吨乙项目: two products of one
_PRODUCTS = re.compile(r"年产[\d.]+[^,;。、]+、[\d.]")
# A公司在P投资建设的|甲、乙、丙项目: what one firm builds
_WHOSE = re.compile(r"投资(?:建设|兴建)?的")
_MOST = re.compile(r"最[\u3400-\u9fff]{1,3}的$")
# 水城|旅游度假区项目: the name goes on to its 项目
_LONGER = re.compile(
    r"(?:(?!签约|开工|竣工|投产|落户|落地|建设|正式|[的等和及与为在已将正由])[\u3400-\u9fff]){1,10}项目"
)
# X项目|是, |占地, |、: the clause or the item of a list speaks of it
_SPOKEN_OF = re.compile(
    r"[,;。、:)和与]|等[,;。]|建设(?!的)|目前|预计|[均也都已正共将拟为是系由在以于自可属占总]|现(?!场)|工地|楼|厂房|车间|部分|备受|东起|全长|起于|计划|规划|用地|坐落|选址|位于|分[两二三四五]期|聚焦|"
    r"主要|采用|建筑|依托|同步|即将|加快|落地|落户|年[内底]|[今去明]年|有望|力争|进展|前期|施工|主体|投资|投产|建成|达产|全部|全面|完成|完工|开工|举[行办]"
)
# X产业园|在P动工 · X产业园|奠基
_WORK_BEGINS = re.compile(
    r"(?:正式|今日|日前|近日)*(?:在[^,;。、]{2,16}?)?(?:正式)?(?:动工|破土|奠基|开工建设)|(?:建设|施工)现场|建设工地"
)
# A项目和|B项目
_AND_ANOTHER = re.compile(r"项目(?:和|与|以及|及(?!配套|其))")
# X项目|位于 · X项目|占地80亩 · X项目|投资协议成功签约: only one project has a site or a contract
_SITED = re.compile(
    r"(?:拟|将|计划|总)*(?:位于|坐落|选址|占地|用地)|是[^,;。]{0,14}(?:开工|引进|签约|落户|投产|重点|重大|招商)|(?:投资|合作|框架|战略)*(?:协议|合同)[^,;。]{0,6}签"
)
# 一是|X项目 · 加快推进|X项目 · 主要有|X项目: small words before a name that is spoken of
_LEADS = re.compile(
    r"(?:[,;。:、(\"\n]|[一二三四五六七八九十]是|[有为是如括及和与的了]|以及|园区|推进|加快|推动|确保|促进|跟踪|观摩|新建|拟建)$"
)
# 项目包括建设甲营地、|打造乙公园
_CONTENTS = re.compile(
    r"项目(?:主要)?(?:建设|包括|包含|内容)|(?:主要|[一二三]期项目(?:重点)?)(?:新建|建设|兴建|打造)$"
)
_THE_PROJECT = re.compile(
    r"(?:据(?:了解|悉|介绍),)?(?:该|本|此|这个|整个)?项目(?:[^,;。]{0,6}期)?(?!建设|招引|引进)"
)
# A公司…,|将在园区内建设|X项目
_WILL_BUILD = re.compile(r"(?:将|拟|计划)在[^,;。]{2,12}(?:投资)?(?:建设|打造)$")
_LENDS = re.compile(r"注入|提供|增添|作出|做出|贡献")
_AGREED = re.compile(r"双方|将在|拟|将投资|签|联手|携手")
_SIGNED = re.compile(r"签订|签署|签下")
# what can happen to works that are not called 项目; 园区签约63个 is said of a place
_OF_WORKS = frozenset(
    {
        "开工",
        "动工",
        "奠基",
        "竣工",
        "投产",
        "量产",
        "完工",
        "建成",
        "封顶",
        "投用",
        "投运",
        "启动建设",
        "开建",
        "建设现场",
        "施工现场",
        "建设工地",
    }
)
_TO_A_PLACE = frozenset({"落户", "入驻", "落地", "推进", "签约"})
_BUILDS = frozenset({"打造", "建设"})
# 正在建设的|X项目
_UNDER_WAY = frozenset({"正在建设", "加快建设", "加紧建设", "抓紧建设"})
_HOLDS = frozenset({"举行", "举办"})
_PROJECTS = ("项目", "工程")
_EVENT_ENDS = frozenset("会式动礼节周展坛约工产基户目")
"""动员会|暨|X项目开工: last characters of what is held beside; in X基地暨Y实验室建设项目 one name goes on."""


class ProjectNames:
    """Adds to ``drafts`` the names of a sentence that stand alone."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._analysis = drafts.reading.analysis
        self._text = drafts.reading.text
        self._told = ProjectsTold(drafts)
        self._firms = [c.name for c in drafts.reading.companies]

    def read(self, sentence: Sentence) -> None:
        """All single names of one sentence."""
        self._heading(sentence)
        self._told.again(sentence)
        self._told.firm_begins(sentence)
        for match in WORK.finditer(self._text, sentence.start, sentence.end):
            if WORK.match(self._text, match.end()):
                continue  # 产业园|项目: the longest form is the name
            if _LONGER.match(self._text, match.end(), sentence.end):
                continue
            low = list_start(self._text, sentence, match.start())
            low = max(low, self._after_sign(low, match.start()))
            if (beside := self._text.rfind("暨", low, match.start())) > 0 and self._text[
                beside - 1
            ] in _EVENT_ENDS:
                low = beside + 1
            if self._text.find("项目", low, match.start()) >= 0:
                low = max([low, *(m.end() for m in _AND_ANOTHER.finditer(self._text, low, match.start()))])
            name = self._name(sentence, low, match.end())
            if name is not None and self._happens(sentence, name, low):
                self._drafts.add(name, sentence)

    def _after_sign(self, low: int, end: int) -> int:
        """Behind the last 、; but ;|某某玻璃银镜、铝镜加工项目 of an item that stands by itself is one name."""
        sign = self._text.rfind("、", low, end)
        if sign < 0:
            return low
        first = self._text.find("、", low, end)
        alone = (
            self._text[low - 1] == ";"
            or _PRODUCTS.search(self._text, low, sign + 2)
            or _WHOSE.search(self._text, low, first)
        )
        return low if alone and not WORK.search(self._text, low, sign) else sign + 1

    def _heading(self, sentence: Sentence) -> None:
        """1.X项目。总投资6亿元…: a paragraph that begins with a name of its own."""
        heading = _HEADING.fullmatch(self._text, sentence.start, sentence.end)
        if heading is None:
            return
        name = names.name_at(self._analysis, *heading.span("name"), by_trade=True)
        if name is None or not self._is_project(name) or self._drafts.at(name):
            return
        line = self._text[sentence.start - 1 : sentence.start] + self._text[name.end : name.end + 1] == "\n\n"
        if heading["number"] or (
            line and name.start == sentence.start and WORK.search(self._text, name.start, name.end - 2)
        ):
            self._drafts.add(name, sentence)

    def _name(self, sentence: Sentence, low: int, end: int) -> Name | None:
        start = names.beginning(self._analysis, low, end)
        agreed = bool(
            _SIGNED.search(self._text, sentence.start, start)
            or _ABOUT.search(self._text, max(sentence.start, start - 2), start)
        )
        name = names.name_at(self._analysis, start, end, by_trade=agreed)
        name = names.without_verb(self._analysis, name, self._firms) if name else None
        if (
            name is None
            or name.end != end
            or _ONE_MORE.search(self._text, max(sentence.start, name.start - 4), name.start)
            or self._follows_quotation(sentence, name)
            or _BECOMES.search(self._text, max(sentence.start, name.start - 16), name.start)
            or _MOST.search(self._text, max(sentence.start, name.start - 6), name.start)
            or self._drafts.counts_a_set(name, sentence.start)
            or _COUNTED.match(self._text, end)
            or self._drafts.at(name)
            or (self._drafts.is_place_or_company(name) and not self._is_built(name))
        ):
            return None
        return name

    def _follows_quotation(self, sentence: Sentence, name: Name) -> bool:
        """“高、精、尖”|装备项目: the end of a longer phrase."""
        quotes = self._text.count('"', sentence.start, name.start)
        return self._text[name.start - 1] == '"' and quotes % 2 == 0

    def _is_built(self, name: Name) -> bool:
        """甲科技产业园|在P动工建设: a park on which work begins is a project, and no place."""
        return name.end not in self._drafts.reading.company_ends and bool(
            _WORK_BEGINS.match(self._text, name.end)
        )

    def _happens(self, sentence: Sentence, name: Name, low: int) -> bool:
        """Does the text say that something happened to this name, or was done to it?"""
        return (
            self._then(sentence, name, low)
            or self._done(sentence, name, low)
            or self._talked_about(sentence, name)
            or self._spoken_of(sentence, name)
            or self._told.among(sentence, name)
        )

    def _spoken_of(self, sentence: Sentence, name: Name) -> bool:
        """X项目|是县里引进的… · A项目、|B项目、C项目: a name that says which, as what the clause is about."""
        if not self._is_project(name):
            return False
        opens = name.start == sentence.start or _LEADS.search(
            self._text, max(sentence.start, name.start - 3), name.start
        )
        then = name.end == sentence.end or _SPOKEN_OF.match(self._text, name.end, sentence.end)
        if not (opens and then):
            return False
        by_works = self._text[name.end - 2 : name.end] == "工程" or self._text[name.start - 1] == "的"
        return bool(_SITED.match(self._text, name.end, sentence.end)) or names.says_which(
            self._analysis, name, by_works=by_works
        )

    def _talked_about(self, sentence: Sentence, name: Name) -> bool:
        """就|肉羊屠宰加工项目|进行对接."""
        before = _ABOUT.search(self._text, max(sentence.start, name.start - 2), name.start)
        return bool(before and self._is_project(name) and _TALKED.match(self._text, name.end))

    def _then(self, sentence: Sentence, name: Name, low: int) -> bool:
        text = self._text
        then = _THEN.match(text, self._kind_start(name), min(sentence.end, name.end + 44))
        if then is None or (not self._is_project(name) and then["verb"] not in _OF_WORKS):
            return False
        hoped = stages.NOT_YET.search(text[low : then.start("verb")])
        return not hoped and not stages.CONDITION.match(text, then.end())

    def _done(self, sentence: Sentence, name: Name, low: int) -> bool:
        text, is_project = self._text, self._is_project(name)
        if not is_project and _THE_PROJECT.match(text, sentence.start, name.start):
            return False  # 该项目…引进|全自动生产线: a part of the one spoken of
        before = BEFORE_WORKS.search(text[max(sentence.start, name.start - 12) : name.start].rstrip('"'))
        if before is None:
            ceremony = text[name.start - 1 : name.start] == "暨" and _CEREMONY.match(text, name.end)
            return is_project and (bool(ceremony) or text[max(0, name.start - 2) : name.start] == "--")
        verb, said = before["verb"], text[sentence.start : name.start]
        if "双方" in said and verb in _BUILDS:
            return True  # 双方将打造X中心, told of an agreement
        if is_project and verb in _BUILDS and _WILL_BUILD.search(said):
            return bool(self._drafts.reading.companies_in(sentence.start, name.start))
        if stages.NOT_YET.search(
            text[max(sentence.start, name.start - 20) : name.start - len(before.group())]
        ):
            return False
        if verb in _UNDER_WAY:
            return is_project and before.group().endswith("的")
        if not is_project and _CONTENTS.search(said):
            return False
        if verb == "投资":
            return is_project and bool(self._drafts.reading.companies_in(low, name.start))
        if _LENDS.match(text, name.end, sentence.end):
            return False  # 为建设X科创城|注入新动能: what all of them are good for
        if SIGNED_OR_STARTED.match(verb):
            return is_project or verb not in _TO_A_PLACE
        if verb in _HOLDS:
            return is_project and bool(_CEREMONY.match(text, name.end))
        return bool(_AGREED.search(said))

    def _is_project(self, name: Name) -> bool:
        return self._text[name.start : name.end].endswith(_PROJECTS)

    def _kind_start(self, name: Name) -> int:
        """Where the kind of works begins that the name ends in."""
        return next(m.start() for m in WORK.finditer(self._text, name.start, name.end) if m.end() == name.end)
