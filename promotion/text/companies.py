"""Companies and other bodies by the grammar of their names.

A full name ends in one of a few forms (有限公司, 集团, 商会 …) and begins where a name can begin: after a sign,
a preposition, a verb that takes companies (拜访, 引进 …) or an office (总经理). Short names (a brand and a trade:
泽川机电) are recognised only in lists that are said to be of companies; see `names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from promotion.text.patterns import quick
from promotion.text.sentences import Analysis, Sentence, Word
from promotion.text.wordlists import words

_LONGEST = 34
_BODY_MIN = 2

# 有限公司 · 股份有限公司 · 集团(东莞)有限公司 · 分公司 · 商会
_SUFFIX = quick(
    r"集团\([\u3400-\u9fff]{2,6}\)(?:股份)?有限公司|(?:股份|集团|控股|实业|责任)*有限(?:责任)?公司(?:[\u3400-\u9fff]{0,8}分公司)?|总公司|分公司|集团公司|股份公司|公司|"
    r"控股集团|(?:控股)?集团(?!军|化|队|成员|企业|式)|商会|(?:行业|联合|促进)?协会|合伙企业|株式会社|合作社|事务所"
)
# what may stand before a name but is no part of it
_STOPS = words("company_stops.txt")
_STOP_TAGS = ("p", "c", "u", "r", "y", "d", "x", "m", "t")
_GENERIC = frozenset(
    "公司 集团公司 总公司 分公司 集团 股份公司 有限公司 商会 协会 上市公司 跨国公司 企业集团 大型集团 跨国集团 "
    "投资公司 平台公司 国有公司 子公司 外资公司 科技公司 设立公司 合作社".split()
)
# 泽川机电 · 恒翊药业: endings of short names, trusted where a tagger says that it is one
_FIRM_ENDING = re.compile(
    r"科技|电子|机电|药业|制药|机床|电器|光电|股份|控股|实业|重工|机械|新材|生物|食品|纺织|化工|物流|建材|环保|智能|电气|医药|"
    r"国际|城投|置业|传媒|能源|电工|钢铁|水泥|铝业|纸业|饮料|乳业|酒业|服饰|家居|照明|通信|半导体|精密|装备|农业|牧业"
)
_SHORT_FIRM = re.compile(rf"(?:{_FIRM_ENDING.pattern})$")
_INNER_BRACKET = re.compile(r"\([\u3400-\u9fff]{2,6}\)")


@dataclass(frozen=True, slots=True)
class Company:
    start: int
    end: int
    name: str


def find_companies(analysis: Analysis) -> list[Company]:
    """Full names of companies and other bodies in the text, in order, not overlapping."""
    out: list[Company] = []
    for match in _SUFFIX.finditer(analysis.text):
        low = out[-1].end if out else 0
        if match.start() < low:
            continue
        lowest = max(low, match.start() - _LONGEST)
        start = _beginning(analysis, match.start(), lowest)
        if _FIRM_ENDING.fullmatch(analysis.text, start, match.start()):
            start = _behind_sign(analysis, start, lowest)
        name = analysis.text[start : match.end()]
        if match.start() - start >= _BODY_MIN and name not in _GENERIC:
            out.append(Company(start, match.end(), analysis.normal.name(start, match.end())))
    return out


def with_tagged(
    analysis: Analysis, found: list[Company], tagged: Callable[[Sentence], Iterable[tuple[int, int]]]
) -> list[Company]:
    """``found`` and the ``tagged`` names that are firms by their ending and overlap none of them.

    ``tagged`` is asked only for sentences in which such an ending stands outside the names found.
    """
    covered = {i for c in found for i in range(c.start, c.end)}
    endings = [m for m in _FIRM_ENDING.finditer(analysis.text) if covered.isdisjoint(range(*m.span()))]
    asked = {s.start: s for m in endings if (s := analysis.sentence_at(m.start()))}
    more = [
        Company(start, end, analysis.normal.name(start, end))
        for sentence in asked.values()
        for start, end in tagged(sentence)
        if covered.isdisjoint(range(start, end)) and _SHORT_FIRM.search(analysis.text, start, end)
    ]
    return sorted([*found, *more], key=lambda c: c.start)


def _beginning(analysis: Analysis, end: int, low: int) -> int:
    """Walk words to the left of ``end`` as long as they can belong to a name."""
    start, in_bracket = end, False
    for word in reversed(analysis.words_in(low, end)):
        if word.start < low:
            break
        if word.text == ")" and _bracket_before(analysis.text, word.end):
            in_bracket = True
        elif word.text == "(" and in_bracket:
            in_bracket = False
        elif not in_bracket and _stops(word, start == end):
            break
        start = word.start
    return start if not in_bracket else end


def _behind_sign(analysis: Analysis, start: int, low: int) -> int:
    """天地人|和|药业有限公司, 无边|食品有限公司: a trade alone is no firm's name, so what stands before it is."""
    if start <= low:
        return start
    if analysis.text[start - 1] in "和同":
        longer = _beginning(analysis, start - 1, low)
        return longer if longer < start - 1 else start
    word = analysis.words_in(start - 1, start)[0]
    whole = word.start >= low and len(word.text) > 1 and word.tag[0] in "adrz"
    return word.start if whole and word.text not in _STOPS else start


def _bracket_before(text: str, end: int) -> bool:
    low = text.rfind("(", max(0, end - 8), end)
    return low >= 0 and bool(_INNER_BRACKET.fullmatch(text, low, end))


def _stops(word: Word, at_suffix: bool) -> bool:
    if word.text in _STOPS:
        return not (at_suffix and word.text == "服务")  # 农业服务|有限公司
    if word.tag == "m":  # 三一重能, 六国化工; but 3家, 一批
        return any(c.isdigit() or c in "余多家个名位批" for c in word.text)
    if word.tag in {"d", "r"} and len(word.text) > 1 and not at_suffix:
        return True
    return word.tag.startswith(_STOP_TAGS) and not word.text.isalnum()
