"""The brand at the head of a project's name: 康达 of 康达大健康产业园, 恒翊药业 of 恒翊药业饮片车间."""

from __future__ import annotations

import re

from promotion.geography.gazetteer import gazetteer
from promotion.geography.homonyms import is_everyday
from promotion.investments.coined import coined
from promotion.investments.lexicon import TRADE_BEGINS, is_general
from promotion.investments.names import Name
from promotion.reading import Reading

# 恒翊药业 · 洛阳机床: a project that goes by the name of its company
_FIRM_END = re.compile(
    r"[\u3400-\u9fff]{2,}(?:药业|制药|机床|电器|光电|科技|股份|控股|实业|重工|机械|新材|集团|食品|纺织|化工|物流|建材|环保|电气|医药|国际|城投|置业|"
    r"传媒|电子|能源|智能|电工|钢铁|水泥|铝业|纸业|饮料|乳业|酒业|服饰|家居|照明|通信|半导体|精密|装备|农业|牧业|文旅)$"
)
# 恒翊药业|饮片车间: endings that only a firm's name has
_FIRM_HEAD = re.compile(
    r"(?P<own>[\u3400-\u9fffa-z]{2,5}?)(?:制药|股份|控股|实业|重工|集团|城投|[药酒乳铝纸锂麻茶菇菌糖盐蚕漆板铜钢]业|化学(?!品|工业|制药))(?=[\u3400-\u9fff\d])"
)
# 高新区|昊岚电芯总部
_ZONE_KIND = re.compile(r"高新区|经开区|开发区|工业园区")
# 美国|恩立物联网平台, 中国|重泰燃气轮机: a firm from abroad, or of the whole country
_COUNTRY = re.compile(
    r"中国|[美英法德韩泰]国|日本|新加坡|意大利|西班牙|加拿大|俄罗斯|瑞[士典]|荷兰|比利时|以色列|马来西亚|印尼|澳大利亚"
)
_LONGEST_BRAND = 8
_SHORTEST_BRAND = 2
_ANY_WORDS = 4
"""Up to this length a brand may be made of dictionary words (平煤神马)."""
_AFTER_PLACE = 4
_LONGEST_COINED = 4
"""A longer guess holds a product too, where a made-up word begins it (昊岚|原料药)."""
_WORD = 2
# "兰山"|项目
_QUOTED_BRAND = re.compile(r"\"([^\"]{2,8})\"(?:项目|工程)")
_NO_BRAND = frozenset({"和", "及", "与", "的", "了", "在", "等", "对", "由", "地"})
_COMMON = frozenset({"n", "v", "vn", "a", "b", "d", "an", "l"})
"""Tags of dictionary words; a brand has at least one that is none (柔性薄膜晶体管 is no brand)."""


def brand(reading: Reading, name: Name) -> str | None:
    """泽润 of 泽润大健康产业, the whole of 晟铭达; None where the name begins with a common word."""
    if reading.text.startswith('"', name.start):
        quoted = _QUOTED_BRAND.match(reading.text, name.start, name.end)
        return reading.normal.name(*quoted.span(1)) if quoted else None
    start = name.start
    home = reading.home
    shortest = 0
    while hit := gazetteer().at_start(reading.text[start : name.end]):
        everyday = hit.form == "short" and is_everyday(reading.text[start : start + hit.end])
        if (everyday and home not in hit.divisions) or name.end - start - hit.end < _AFTER_PLACE:
            break
        away = home is None or not any(d.within(home) for d in hit.divisions)
        if away and hit.form == "short":
            shortest = hit.end + _SHORTEST_BRAND  # 青海城投: a firm from elsewhere carries its place
            break
        start += hit.end
    if country := _COUNTRY.match(reading.text, start, name.end):
        shortest = max(shortest, country.end() - start + _SHORTEST_BRAND)
    if zone := _ZONE_KIND.match(reading.text, start, name.end - _AFTER_PLACE):
        start = zone.end()
    text = reading.text[start : name.end].strip("\"'")
    if (firm := _FIRM_HEAD.match(text)) and not is_general(firm["own"]):
        return reading.normal.name(start, start + firm.end())
    if len(text) <= _LONGEST_BRAND and _FIRM_END.search(text):
        return reading.normal.name(start, start + len(text))
    found = _before_trade(reading, name, start, text, shortest)
    place = max(0, shortest - _SHORTEST_BRAND)  # characters of the place that a firm from elsewhere carries
    if found is None or found - place > _LONGEST_COINED:
        size = 0 if TRADE_BEGINS.match(text, place) else coined(text[place:])
        found = place + size if size else found
    return None if found is None else reading.normal.name(start, start + found)


def _before_trade(reading: Reading, name: Name, start: int, text: str, shortest: int) -> int | None:
    """How many characters of ``text``, which begins at ``start``, are a brand that a trade follows."""
    trade = TRADE_BEGINS.search(text, shortest)
    found = (text[: trade.start()] if trade else text).split("(")[0]
    inner = next(
        (
            h.start
            for h in gazetteer().scan(found)
            if h.start >= max(_SHORTEST_BRAND, shortest) and not is_everyday(found[h.start : h.end])
        ),
        None,
    )
    found = found[:inner]
    if trade and trade.start() == 0:
        return None
    if not _SHORTEST_BRAND <= len(found) <= _LONGEST_BRAND or is_general(found):
        return None
    words = reading.analysis.words_in(start, start + len(found))
    cut = reading.analysis.words_in(start, name.end)
    if any(w.start < start + len(found) < w.end and w.tag == "n" and len(w.text) == _WORD for w in cut):
        return None  # 市区旧|城改造: the brand would end inside a word
    if any(w.text in _NO_BRAND for w in words):
        return None
    if len(found) > _ANY_WORDS and all(w.tag in _COMMON and len(w.text) > 1 for w in words):
        return None
    return len(found)
