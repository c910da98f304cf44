"""Who invests in a project: a company named beside it, or the brand at the head of its name."""

from __future__ import annotations

import re

from promotion.investments import names
from promotion.investments.announcements import COMPANY_ONLY, announcer, of_announcement
from promotion.investments.brands import brand
from promotion.investments.lexicon import WORKS_END, is_general
from promotion.investments.names import Name
from promotion.reading import Reading
from promotion.text.sentences import Sentence, Word

_BACK = 80
# 由A、B投资 · 由A公司投资建设
_BY = re.compile(r"由(?P<who>[^,;。]{2,40}?)(?:共同|联合|全额|出资)*(?:投资|出资|建设|承建|负责|实施|打造)")
# 投资方为|A公司 · 建设单位:|A公司
_INVESTOR_IS = re.compile(
    r"(?:投资方|投资商|投资主体|投资单位|业主单位|项目业主)(?:为|是|:)(?P<who>[^,;。]{2,34})"
)
# 由台商投资: no name
ANYBODY = re.compile(
    r"(?:[台港外侨客浙粤闽]|民营|外来|当地|本地)?(?:商人?|企业家?|客商|业主|老板|社会资本|政府)"
)
# 该项目是|A集团|在本省建设的首个基地
_OF_FIRM = re.compile(
    r"是(?P<who>[^,;。是]{2,20}?(?:公司|集团))(?:在[^,;。]{2,24})?(?:投资)?(?:建设|兴建|打造|实施)的"
)
_NEXT_NAME = re.compile(r"[;。、]")
# 与A公司签订 · 同A集团签约
_WITH = re.compile(r"(?:与|和|同|代表)[^,;。]{0,40}?(?:签|达成|举行|合作)")
# 该公司|2018年落户广安区,投资
_SETTLED = re.compile(
    r"(?P<who>该公司|该企业|该集团|[^,;。]{2,20}公司)[^,;。]{0,16}(?:落户|入驻)[^,;。]{0,12},$"
)
# 隆基绿能|将在西安高新区投资
_PLACED = re.compile(r"(?:将|拟|计划)*在(?!外)[^,;。]{2,14}$")
_THE_FIRM_INVESTS = re.compile(
    r"(?:该|这家)(?:公司|企业|集团)(?:计划|拟|将)?(?:总?投资|投资建设|建设|新上)的$"
)
# 该公司将|投资1.5亿元: the company spoken of before
_THE_COMPANY = re.compile(
    r"(?:该|这家)(?:公司|企业|集团)(?:将|拟|计划|已)?$|(?:^|[,。定])公司(?:将|拟|计划)?$"
)
# A公司|的|X项目 · A公司|之|X酒店
_OWNS = frozenset({"的", "之", '的"', '之"', "的一期", "的二期"})
# A集团是行业龙头,|这次签约了|X项目: the company that opens the sentence
_OPENER_ACTS = re.compile(
    r"(?:此次|这次|本次|将|拟|计划|还|也|已|又|再|今年|首期)*(?:签约|投资|建设|新上|新建|落户|签下)了?[^,;。]{0,16}$"
)
# 甲市与|A文旅|签订的|X项目 · |A石材|与甲市签订的X项目
_SIGNED_BY_TWO = re.compile(
    r"(?P<a>[^,;。、]{2,20})[与和同](?P<b>[^,;。、]{2,20}?)(?:所?签[订定署约]|达成)的(?:(?:总?投资)?[\d.]+[亿万]美?元的)?$"
)
# 甲县将联手|A公司|,打造X
_JOINED_BY = re.compile(
    r"(?:联手|携手|联合)(?P<who>[^,;。]{3,30}?),?(?:将|拟|共同)*(?:打造|建设|投资|兴建)(?:建设)?了?$"
)
# A公司租下厂房,|新上的|X加工项目
_NEWLY = re.compile(r"(?:新上|投建|兴建|新建)的?$")
# 由|A高科|携手B集团共同打造
_LEADS_OTHERS = re.compile(r"(?P<first>[^,;。、]{2,16}?)(?:携手|联手|联合)")
_RUNS_ON_BY = re.compile(r",?(?:项目)?是?由")
_PART_END = re.compile(r"[;。]")
# A公司2015年投资了|X项目
_ACTS = re.compile(r"^[^,;。]{0,12}?(?:投资|出资|建设|新建|拟建|打造|实施|举行|启动)(?:了|的|建设)?$")
# 澜沧科技第三次与P政府签订投资协议
_PARTY = re.compile(
    r"(?P<firm>[\u3400-\u9fffa-z]{2,12}?)(?:第[一二三四五]次|再次|正式|成功)?(?:与|和|同)[^,;。]{2,20}"
    r"(?:(?:政府|管委会|[市县区])[^,;。]{0,6}(?:签|达成)|(?:政府|管委会)[^,;。]{2,44}签约仪式)"
)
_BY_AGREEMENT = re.compile(r"(?:根据|按照|按|依据)[^,;。]{0,4}协议")
_SHORT_FIRM = re.compile(r"^[\u3400-\u9fffA-Za-z0-9()]{2,16}$")
# 年产2万吨…项目 after a company: the name of the project begins there
_PRODUCT = re.compile(r"年产|年加工|年处理|日产|日处理|在|建设|投资|新建|的")
_GOVERNMENT = re.compile(
    r"双方|商会$|协会$|政府|管委会|局$|委员会|县$|市$|区$|镇$|省$|[村乡]$|街道$|人士$|[能乡]人$|客商$"
)
_BEGINS_NO_NAME = re.compile(r"[拟将分已]|力争|争取|确保|完成|预计|该|我|协议|合同|双方")
_MODAL = frozenset("将拟要可已共来到")


def before_amount(reading: Reading, sentence: Sentence, label_start: int) -> str | None:
    """A公司 of A公司|投资50亿元: the company, or a short name that fills the clause."""
    here = [c for c in reading.companies_in(sentence.start, label_start) if label_start - c.end <= 4]
    if here:
        return here[-1].name
    label_start = _actor_end(reading.text, sentence.start, label_start)
    if acting := [c for c in reading.companies_in(sentence.start, label_start) if c.end == label_start]:
        return acting[-1].name
    if _THE_COMPANY.search(reading.text, max(0, label_start - 6), label_start):
        earlier = [c for c in reading.companies if c.end <= label_start]
        return announcer(reading, label_start) or (earlier[-1].name if earlier else None)
    low = (
        max(reading.text.rfind(sign, sentence.start, label_start) for sign in ",;。:、") + 1 or sentence.start
    )
    low = max(low, sentence.start)
    start = names.beginning(reading.analysis, low, label_start)
    text = reading.text[start:label_start]
    words = reading.analysis.words_in(start, label_start)
    if start != low or not words or _no_name_end(words[-1]):
        return None
    if _BEGINS_NO_NAME.match(text) or text in COMPANY_ONLY:
        return None
    if not _SHORT_FIRM.match(text) or is_general(text) or _GOVERNMENT.search(text) or WORKS_END.search(text):
        return None
    if any(True for m in reading.places_in(start, label_start) if m.end >= label_start - 1):
        return None
    return reading.normal.name(start, label_start)


def _no_name_end(word: Word) -> bool:
    """A verb or small word; the last sign of a made-up name (创|能) may look like a verb."""
    if word.tag.startswith("v") and len(word.text) == 1:
        return word.text in _MODAL
    return word.tag.startswith(("v", "p", "u", "r", "c"))


def _actor_end(text: str, low: int, label_start: int) -> int:
    """A公司|将在P投资, 该公司2018年落户P,|投资: where the words on who invests end."""
    if text[label_start - 1 : label_start] == "," and (told := _SETTLED.search(text, low, label_start)):
        return told.end("who")
    plan = _PLACED.search(text, low, label_start)
    return plan.start() if plan else label_start


def told_of(reading: Reading, name: Name, sentence: Sentence) -> str | None:
    """The company that the words round one mention of a project name; no brand is guessed."""
    firms = reading.companies_in(name.start, name.end)
    return firms[0].name if firms else _by(reading, name, sentence)


def of_name(reading: Reading, name: Name, sentence: Sentence) -> tuple[int, str | None]:
    """(where the project's own name begins, the investor).

    A company right before a product (A公司|年产5万吨…项目) is no part of the name; else the longest form stays.
    """
    inside = [
        c for c in reading.companies_in(max(sentence.start, name.start - 40), name.end) if c.end >= name.start
    ]
    if inside:
        company = inside[0]
        cut = (
            company.end
            if _PRODUCT.match(reading.text, company.end) and company.end < name.end
            else name.start
        )
        return max(cut, name.start), company.name
    told = _by(reading, name, sentence) or of_announcement(reading, sentence.start, name.start)
    return name.start, told or brand(reading, name)


def only_firm(reading: Reading) -> str | None:
    """The one company that the article names; None where it names none or several."""
    firms = {c.name for c in reading.companies if not _GOVERNMENT.search(c.name)}
    return firms.pop() if len(firms) == 1 else None


def by_whom(reading: Reading, start: int, end: int) -> str | None:
    """A公司、B集团 of 由A公司、B集团投资建设."""
    by = _BY.search(reading.text, start, end) or _OF_FIRM.search(reading.text, start, end)
    if by is None:
        return None
    if first := _LEADS_OTHERS.match(by["who"]):
        return reading.normal.name(by.start("who"), by.start("who") + first.end("first"))
    here = [c for c in reading.companies_in(*by.span("who")) if not c.name.startswith("公司")]
    if here:
        return "、".join(c.name for c in here)
    if by["who"].startswith("公司"):
        return None
    if ANYBODY.fullmatch(by["who"]):
        return None
    plain = "、" in by["who"] or _SHORT_FIRM.match(by["who"])
    return reading.normal.name(*by.span("who")) if plain else None


def _by(reading: Reading, name: Name, sentence: Sentence) -> str | None:
    """由A公司投资建设 after the name, or 与A公司签订 before it."""
    low = max(reading.text.rfind(sign, sentence.start, name.start) for sign in ";、,") + 1 or sentence.start
    runs_on = _RUNS_ON_BY.match(reading.text, name.end)
    stop = (_PART_END if runs_on else _NEXT_NAME).search(reading.text, name.end)
    end = min(sentence.end, stop.start() if stop else sentence.end)
    if by := by_whom(reading, max(low, sentence.start), end):
        return by
    part = reading.text.find(";", name.end, sentence.end)
    told = _INVESTOR_IS.search(reading.text, name.end, part if part >= 0 else sentence.end)
    if told:
        return reading.normal.name(*told.span("who"))
    if signed := _SIGNED_BY_TWO.search(reading.text, max(low, sentence.start), name.start):
        host = reading.places_in(*signed.span("a"))
        return reading.normal.name(*signed.span("b" if host else "a"))
    if joined := _JOINED_BY.search(reading.text, sentence.start, name.start):
        partners = reading.companies_in(*joined.span("who"))
        if partners:
            return partners[0].name
    if owner := _owner(reading, name, sentence):
        return owner
    # 收集到A公司的信息。该公司|投资的|X项目
    if _THE_FIRM_INVESTS.search(reading.text, sentence.start, name.start):
        told_before = [c for c in reading.companies if c.end <= name.start]
        return told_before[-1].name if told_before else None
    actors = [
        c
        for c in reading.companies_in(sentence.start, name.start)
        if _ACTS.match(reading.text[c.end : name.start])
    ]
    if actors:
        return actors[-1].name
    low = max(sentence.start, reading.text.rfind(";", sentence.start, name.start) + 1)
    # 与A公司签订X项目,|与B公司签订Y项目: each clause has a party of its own
    clause = reading.text.rfind(",", low, name.start) + 1
    if clause and reading.text[clause] in "与和同":
        low = clause
    with_whom = _WITH.search(reading.text, low, min(sentence.end, name.end + 20))
    if with_whom:
        parties = [
            c.name for c in reading.companies_in(low, with_whom.end()) if not _GOVERNMENT.search(c.name)
        ]
        if parties:
            return _from_elsewhere(reading, parties)
    number = reading.analysis.number_of(sentence)
    if number and _BY_AGREEMENT.match(reading.text, sentence.start, name.start):
        signed_before = _party(reading, reading.analysis.sentences[number - 1])
        if signed_before:
            return signed_before
    if reading.text.startswith("双方", sentence.start):  # the parties are those of the sentence before
        before = [c.name for c in reading.companies if sentence.start - _BACK <= c.start < sentence.start]
        return _from_elsewhere(reading, before)
    return _party(reading, sentence)


def _party(reading: Reading, sentence: Sentence) -> str | None:
    """明远设计院 of 日前,|明远设计院|与P县人民政府签订协议."""
    party = _PARTY.match(reading.text, sentence.start, sentence.end)
    party = party or next(
        (m for c in sentence.clauses if (m := _PARTY.match(reading.text, c.start, sentence.end))), None
    )
    if party and party["firm"] in COMPANY_ONLY:
        return announcer(reading, sentence.end)
    if (
        party
        and not _GOVERNMENT.search(party["firm"])
        and not any(m.start == party.start("firm") for m in reading.places_in(*party.span("firm")))
    ):
        return reading.normal.name(*party.span("firm"))
    return None


def _owner(reading: Reading, name: Name, sentence: Sentence) -> str | None:
    """A公司|的|X项目; A集团是龙头企业,|这次签约了|X项目; A公司租下厂房,|新上的|X项目."""
    before = reading.companies_in(sentence.start, name.start)
    if not before:
        return None
    if reading.text[before[-1].end : name.start] in _OWNS:
        return before[-1].name
    if len(before) > 1:
        return None
    firm, clause = before[0], reading.text.rfind(",", sentence.start, name.start) + 1
    if clause <= firm.end:
        return None
    opens = firm.start == sentence.start and _OPENER_ACTS.match(reading.text, clause, name.start)
    return firm.name if opens or _NEWLY.search(reading.text, clause, name.start) else None


def _from_elsewhere(reading: Reading, firms: list[str]) -> str | None:
    """Of the parties the first that does not carry the subject's own name (in 乙市, 乙市高新集团 is the host)."""
    home = reading.home
    foreign = [f for f in firms if home is None or home.short not in f]
    return next(iter(foreign or firms), None)
