"""Who invests in a project: a company named beside it, or the brand at the head of its name."""

from __future__ import annotations

import re

from promotion import names
from promotion.gazetteer import gazetteer
from promotion.lexicon import TRADE_BEGINS, WORKS_END, is_general
from promotion.names import Name
from promotion.reading import Reading
from promotion.sentences import Sentence

_LONGEST_BRAND = 8
# 由A、B投资 · 由A公司投资建设
_BY = re.compile(r"由(?P<who>[^,;。]{2,40}?)(?:共同|联合|全额|出资)*(?:投资|出资|建设|承建|负责|实施|打造)")
# 与A公司签订 · 同A集团签约
_WITH = re.compile(r"(?:与|和|同|代表)[^,;。]{0,40}?(?:签|达成|举行|合作)")
_SHORT_FIRM = re.compile(r"^[\u3400-\u9fffA-Za-z0-9()]{2,16}$")
# 年产2万吨…项目 after a company: the name of the project begins there
_PRODUCT = re.compile(r"年产|年加工|年处理|日产|日处理|在|建设|投资|新建|的")
_GOVERNMENT = re.compile(r"政府|管委会|局$|委员会|县$|市$|区$|镇$|省$")
_NOT_BRAND_TAGS = ("v", "a", "b", "d", "f", "s", "t", "m", "q")


def before_amount(reading: Reading, sentence: Sentence, label_start: int) -> str | None:
    """A公司 of A公司|投资50亿元: the company, or a short name that fills the clause."""
    here = [c for c in reading.companies_in(sentence.start, label_start) if label_start - c.end <= 4]
    if here:
        return here[-1].name
    low = max(reading.text.rfind(sign, sentence.start, label_start) for sign in ",;。:、") + 1 or sentence.start
    low = max(low, sentence.start)
    start = names.beginning(reading.analysis, low, label_start)
    text = reading.text[start:label_start]
    if not _SHORT_FIRM.match(text) or is_general(text) or _GOVERNMENT.search(text) or WORKS_END.search(text):
        return None
    if any(True for m in reading.places_in(start, label_start) if m.end >= label_start - 1):
        return None
    return reading.normal.name(start, label_start)


def of_name(reading: Reading, name: Name, sentence: Sentence) -> tuple[int, str | None]:
    """(where the project's own name begins, the investor).

    A company right before a product (A公司|年产5万吨…项目) is no part of the name; else the longest form stays.
    """
    inside = [c for c in reading.companies_in(max(sentence.start, name.start - 40), name.end) if c.end > name.start - 3]
    if inside:
        company = inside[0]
        cut = company.end if _PRODUCT.match(reading.text, company.end) and company.end < name.end else name.start
        return max(cut, name.start), company.name
    return name.start, _by(reading, name, sentence) or _brand(reading, name)


def _by(reading: Reading, name: Name, sentence: Sentence) -> str | None:
    """由A公司投资建设 after the name, or 与A公司签订 before it."""
    by = _BY.search(reading.text, sentence.start, sentence.end)
    if by:
        here = reading.companies_in(by.start("who"), by.end("who"))
        if here:
            return "、".join(c.name for c in here)
        if "、" in by["who"] or _SHORT_FIRM.match(by["who"]):
            return reading.normal.name(*by.span("who"))
    with_whom = _WITH.search(reading.text, sentence.start, min(sentence.end, name.end + 20))
    if with_whom:
        here = [c for c in reading.companies_in(*with_whom.span()) if not _GOVERNMENT.search(c.name)]
        if here:
            return here[0].name
    return None


def _brand(reading: Reading, name: Name) -> str | None:
    """康美 of 康美大健康产业, the whole of 亚辉龙; None where the name begins with a common word."""
    start = name.start
    for hit in gazetteer().scan(reading.text[start : name.end]):
        if hit.start == 0 and name.end - start - hit.end >= 4:
            start += hit.end
        break
    text = reading.text[start : name.end].strip("\"'")
    trade = TRADE_BEGINS.search(text)
    brand = text[: trade.start()] if trade else text
    if trade and trade.start() == 0:
        return None
    if not 2 <= len(brand) <= _LONGEST_BRAND or is_general(brand):
        return None
    words = reading.analysis.words_in(start, start + len(brand))
    if len(words) == 1 and words[0].tag.startswith(("n", *_NOT_BRAND_TAGS)) and words[0].tag in {"n", "v", "a", "b", "d", "vn", "an"} and len(words[0].text) >= 2:
        return None
    return reading.normal.name(start, start + len(brand))
