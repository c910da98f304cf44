"""Where the name of a project begins and ends; `splitting` divides lists of them.

A name is found by its surroundings, not by its words, because it may be anything: a brand (晟铭达), a product
(年产20万吨建筑石膏), a place and works (乙县南北线道路绿化提升工程). It begins after a sign, or after a word that
cannot be part of it (签约, 引进, 包括, 的 …), and ends before a sign, 等, or a word that says what happened to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from promotion.geography.gazetteer import gazetteer
from promotion.investments.lexicon import WORK, is_general
from promotion.text.patterns import quick
from promotion.text.sentences import HAN, Analysis
from promotion.text.wordlists import words

LONGEST = 48
SHORTEST = 2

# words after which a name may begin, and which are never inside one
_STARTERS = words("name_starters.txt")
# 建设 and 建 begin a name where they follow an amount, an investor or another starter; inside one they belong to it
_LEADING = re.compile(
    r"^(?:(?:总投资|计划投资|投资总?额?|投资|协议|估算|(?:约|近|超|达)(?=[\d一二两三四五六七八九十百])|共|总规模|年内|建设|新建|兴建|打造|开发(?!区|有限|公司|利用)|新增建|建(?=年产|设|\d)|的|了|由|在|位于|是|为|有(?![机色线轨源])|以及|个|"
    r"\d{1,2}[.、](?=[\u3400-\u9fff])|[一二三四五六七八九十\d]+[个大]|[内里](?=建设|新建|投资|兴建)|[省市县区]?级?重[点大]项目|项目|其中|另有|还有|另外|总计|(?:此次|本次|这次)?共?有(?=[\u3400-\u9fff])(?![机色线轨源限])|[\d.,]+(?:万|亿|千|百)*(?:元|美元)(?:以上|左右)?|标志着|还?设立了?|[县市区镇乡园][^,;。、]{0,3}[内里](?=建设|新建|投资|兴建)|[一二三四五六七八九十]\)|[(\"'“‘:、,-])+)"
)
# 在该园区内 · 在我县: a place phrase before the first name of a list
_IN_PLACE = re.compile(r"^(?:目前,?)?在[^,;。、]{1,14}?(?:内|中|里|上|境内|范围内)")
_TRAILING = quick(
    r"(?:\d+[个家项](?:企业|公司|项目)?|建成|又|(?<=项目)招商引资|(?:计划|预计)?\d{4}年\d{1,2}月(?:底|份|前)?|等(?:[\u3400-\u9fff]{0,6}(?:企业|公司))?|,|、|\"|'|的|已|将|正|均|已经|正在|分别|先后|成功|顺利|正式|陆续|相继|纷纷|全面|集中|建设内容|总|计划|预计|估算|拟|共|今日|近日|当天|实现|也|还|扎堆|开始|现场|破土|(?:战略|框架|投资|合作)+(?:协议|合同))+$"
)
# what ends a name inside its clause
_STOP = re.compile(
    r"[、,;。:!?|\n]|以及|等(?=[^级离]|$)|(?<=项目)(?!建(?!设(?:顺利|进|现场|有序|正|如火))|群|园|集|[一二三四]期|[(]|及|配套|部|公司)|(?:正式|成功|顺利|已经?|正在|正(?=有序|加快|加紧|抓紧|全力|稳步)|即将|纷纷|相继|陆续|先后|全面|日前|近日)(?=[\u3400-\u9fff])|"
    r"(?:现场(?=签约|开工|$)|主体(?=工程|结构|厂房|封顶|完工)|破土|正(?=有序|加快|加紧|抓紧|全力|稳步)|(?<=[目程地园期线])在|签约(?!区)|签订|开竣工|开工|动工|奠基|竣工|投产|落户|落地|入驻|量产|达产|举行|完成|计划投资|总投资|预计|占地|加速建设|加快建设|施工(?!程)|启动仪式|协议|合同|(?:和|以及|及)(?=(?:计划|总)?投资))"
)
# 推介会暨项目: part of an event's name
_EVENT = quick(
    r"(?:推介|洽谈|座谈|恳谈|说明|签约|博览|交易|交流|推进|对接|现场|动员)会|大会|仪式|论坛|峰会|[旅文游化花贸术]节|[博洽交]会|企业[\u3400-\u9fff]{2,4}行$"
)
# 区分别举行了|项目, 市委书记, 多次赴长三角, 2栋厂房, 有成效: what somebody does, or who, or what comes of it
_NO_NAME = re.compile(
    r"举[行办]|召开|宣布|主持|出席|各[省市县区]|做到|加大|[多首]次|见证|市领导|县领导|这些|那些|来看|(?<![地园厂线心场链殖种])暨|消息|\d日|^[赴待能]|[有共]\d+[个项]|^.{0,3}[年月]后|^\d+条|来到|进行|安排|纳入|开展|^利用|^\d+[栋幢]|"
    r"(?:纪录|书记|主任|[省市县区局镇]长|专班|领域|长三角|珠三角|京津冀|大湾区|成果|成效|实效|精彩|发改委|委员会|政府|大力|积极|全力|扎实|稳步|不断|切实|持续)$"
)
_LONGEST_OWNER = 8
# 某某科技有限公司|的三期项目
_FIRM = re.compile(r"^[^,;。]{2,30}(?:公司|集团)$")
# "年产2万吨碳酸锂项目及配套采矿、选矿项目"
_QUOTED = re.compile(r"\"[^\",;。\n]{2,60}\"")
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fffa-z0-9]")
# 某某园区第二个工业招商|项目, 一个市级重大|项目: what stands last says that it is one of many
_OF_MANY = tuple(
    "重大 重点 重要 招商 引资 外商投资 外资 内资 台资 侨资 港资 意向 签约 落地 在建 续建 新 好 大 小 优质 标志性 "
    "支撑性 关键性 战略 战略性 推介 相关 有关 单个 整个 所有 当前 目前 总 其他 其它 部分 配套 实体 实施 民生 "
    "以上 级 类 型 批 个 多 转移 深入 以 和 及 与 对".split()
)
_YET_ONE = ("更新", "和配套", "及配套", "与配套")
# 综合楼和厂房|基础工程: a part of the works
_PARTS = ("基础工程", "主体工程", "土建工程")
# 加工 · 改造 · 一期: what is done there, beside the kinds of works
_DONE_THERE = quick(
    r"加工|生产|制造|改造|养殖|种植|繁育|开发|技改|扩建|扩产|治理|搬迁|提升|回收|利用|修复|整治|研发|改建|迁建|(?<!子)公司|集团|[一二三四五六]期|\d"
)
# 退城|入园|项目 · X基地暨|重点|实验室 · 铝水|就地|转化项目 · 某某(中国)|投资公司|总部项目
_NO_STARTER = re.compile(
    r"(?<=退城)入园|重点(?=实验室)|研究(?=[院所与和]|中心|基地|开发|平台)|就[地近]|有(?=[机色线轨源])|(?:投资|服务|建设)(?:公司|集团|有限|控股|发展|管理)"
)
# X项目|等也将于年底前 · X项目|参与: what is said of it
_BEHIND_PROJECT = re.compile(r"项目(?=等|参与|参加|也|均|都|将)|工程(?=已|均|等)")
_PROPER_TAGS = ("nr", "ns", "nt", "nz", "eng", "j", "zg")


@dataclass(frozen=True, slots=True)
class Name:
    """A possible name at ``start:end`` of the normal text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def ending(text: str, start: int, limit: int) -> int:
    """Where a name that begins at ``start`` ends, at ``limit`` at the latest; brackets and quotations stay whole."""
    position = start
    while position < limit:
        match = _STOP.search(text, position, limit)
        quoted = _QUOTED.search(text, position, limit)
        if quoted and quoted.start() < (match.start() if match else limit) < quoted.end():
            position = quoted.end()
            continue
        bracket = text.find("(", position, match.start() if match else limit)
        if bracket < 0:
            return match.start() if match else limit
        close = text.find(")", bracket, min(limit, bracket + 16))
        if close < 0 or bracket == start:
            return bracket
        position = close + 1
    return limit


def beginning(analysis: Analysis, low: int, end: int) -> int:
    """Where a name that ends at ``end`` begins, ``low`` at the earliest."""
    start = before = analysis.dateline_end(low, end)
    for word in analysis.words_in(max(start, end - LONGEST), end):
        if word.end < end and word.text in _STARTERS and not _NO_STARTER.match(analysis.text, word.start):
            before, start = start, word.end
    owner = analysis.text[before : start - 1]
    if analysis.text[start - 1 : start] == "的" and _owns(owner, analysis.text[start:end]):
        return before  # 沙特阿美合资的精细化工项目: only the words before 的 say which it is
    return start


def name_at(analysis: Analysis, start: int, end: int, *, by_trade: bool = False) -> Name | None:
    """``start:end`` without what does not belong to the name; None where nothing specific is left.

    ``by_trade``: a trade is specific enough (an investor or a sum stands beside it: 投资1.5亿元建设纺织机械生产基地).
    """
    text = analysis.text
    for pattern in (_IN_PLACE, _LEADING):
        if found := pattern.match(text[start:end]):
            start += found.end()
    if found := _TRAILING.search(text[start:end]):
        end = start + found.start()
    while start < end and not _HAN_OR_WORD.match(text[start]) and text[start] not in "“\"'":
        start += 1
    if text.count('"', start, end) == 1 and text[start - 1 : start] != '"':
        start = text.find('"', start, end) + 1 if text[end - 1] != '"' else start  # “三请三|回”推介项目
    start = _after_particle(text, start, end)
    if found := _BEHIND_PROJECT.search(text, start, end):
        end = found.end()
    size = end - start
    start, whole = _with_signs(text, start, end)
    if not whole:
        return None
    if _EVENT.search(text, start, end) or _NO_NAME.search(text[start:end]):
        return None
    if (
        not SHORTEST <= size <= LONGEST
        or not _specific(text[start:end], by_trade)
        or not HAN.search(text, start, end)
    ):
        return None
    return Name(start, end)


def _with_signs(text: str, start: int, end: int) -> tuple[int, bool]:
    """(start with the " that opens before it, whether every one of them is closed): "甲乙"技改."""
    odd = text.count('"', start, end) % 2 == 1
    if odd and text[start - 1 : start] == '"':
        start, odd = start - 1, False
    return start, not odd and text.count("(", start, end) == text.count(")", start, end)


def _after_particle(text: str, start: int, end: int) -> int:
    """强支撑的|重大项目; but |沙特阿美合资的精细化工项目."""
    at = text.rfind("的", start, end)
    return start if at < 0 or _owns(text[start:at], text[at + 1 : end]) else at + 1


def _owns(owner: str, rest: str) -> bool:
    """Does ``owner`` say which, where ``rest`` says only of what trade?"""
    short = 2 <= len(owner) <= _LONGEST_OWNER or bool(_FIRM.search(owner))
    return short and is_general(rest) and not is_general(rest, by_trade=True)


# 2017年忠县|重大招商项目 · 第一季度|重大项目
_DATE_LEAD = re.compile(
    r"^(?:(?:\d{4}|今|去)年度?|20\d\d(?=[\u3400-\u9fff])|第?[一二三四1-4]季度|[上下]半年|[一二三四五六七八九十]{1,2}月份?|\d+(?:[-至]\d+)?月(?:份|\d+日)?|[全我该][市县省区])+"
)


def _specific(name: str, by_trade: bool) -> bool:
    """Does the name say which project, when dates and places at its head are left out?"""
    said = name.removesuffix("项目")
    if name.endswith(_PARTS) or (said != name and said.endswith(_OF_MANY) and not said.endswith(_YET_ONE)):
        return False
    body = _DATE_LEAD.sub("", name)
    while (hit := gazetteer().at_start(body)) and hit.form == "full":
        body = _DATE_LEAD.sub("", body[hit.end :])
    return len(body) > 1 and not is_general(body, by_trade)


def says_which(analysis: Analysis, name: Name, *, by_works: bool = False) -> bool:
    """Does a name by itself say which project it is: by works, by what is done there, or by a name of somebody's?

    文体旅游项目 and 海外项目 do not; a name that stands in no telling construction must. ``by_works``: somebody's
    name is not enough ("一把手"工程).
    """
    end = name.end - 2 if analysis.text.endswith(("项目", "工程"), name.start, name.end) else name.end
    if WORK.search(analysis.text, name.start, end) or _DONE_THERE.search(analysis.text, name.start, end):
        return True
    words_in = analysis.words_in(name.start, end)
    return not by_works and any(w.tag.startswith(_PROPER_TAGS) or len(w.text) == 1 for w in words_in)


def without_verb(analysis: Analysis, name: Name, firms: Iterable[str] = ()) -> Name | None:
    """解决|项目, 提高|招商引资项目: a verb before the name is no part of it.

    A brand may look like a verb; it is none where one of ``firms`` carries it.
    """
    start = name.start
    for word in analysis.words_in(name.start, name.end):
        if word.tag not in _VERB_TAGS or word.end >= name.end or len(word.text) < 2:
            break
        if any(word.text in firm for firm in firms):
            break
        start = word.end
    return name if start == name.start else name_at(analysis, start, name.end)


_VERB_TAGS = frozenset({"v", "vd", "d", "ad", "r", "p", "vi", "c", "l"})
