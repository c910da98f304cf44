"""The form in which two texts are compared for being one: what is left when layout, script, frame
and machine-made annotation do not count.

The *frame* is what a site puts around a reprint: the line that says who reports (本报讯, 新华社…电), the
credits (责编, 来源), the notice about reprinting. Wordings: the end and the beginning of articles on
the site families of this project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from zscrawl.text import fold

_PINYIN = re.compile(r"(?<=[㐀-鿿])\([a-zà-ǜ]{1,6}\)")
"""Machine-made copies write 招(zhāo)商(shāng); the text is folded, so the brackets are half width."""

_LEAD = re.compile(
    r"^(?:\S{2,16} \d{1,2}月\d{1,2}日电|[^。:;!?]{0,40}?讯|[^。:;!?]{2,20}\d{1,2}月\d{1,2}日电)"
    r"\s*(?:\([^()]{0,60}\))?\s*[:,]?"
)
"""``湖北日报讯(记者王某、通讯员李某)`` · ``本网讯`` · ``新华社武汉3月5日电(记者王某)``"""

_CREDIT = re.compile(
    r"^[\[(【〔]?\s*(?:责任?编辑?|编辑|编审|审核|校对|监制|终审|复审|初审|作者|记者|通讯员|撰稿|供稿|摄影|摄|图文?|文|"
    r"来源|稿源|信息来源|原标题|原载|转自|摘自|本文来源|文章来源|版权|声明|免责声明|特别声明|转载)\s*[/、|]?[^。]{0,4}[:：]"
)
"""``责编:王某`` · ``(记者 王某 通讯员 李某)`` is left to `_BYLINE` · ``来源:湖北日报``"""

_BYLINE = re.compile(
    r"^[\[(【〔]\s*(?:本报|本网|全媒体)?(?:记者|通讯员|作者|编辑|责编|来源|摄影)[^。]{0,60}[\])】〕]$"
)
"""``(记者 王某 通讯员 李某)`` on a line of its own"""

_NOTICE = re.compile(r"转载|版权|侵权|不代表本(?:网|站|报|平台)|仅供参考|联系(?:我们|删除)|扫一扫|关注公众号")
"""``(未经授权不得转载)`` · ``本文系转载,不代表本网观点,如涉侵权请联系删除``"""

_STAMP = re.compile(
    r"^(?:发布时间|发布日期|发表时间|时间|日期)?\s*:?\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[^。]{0,70}$"
)
"""``2024-03-05 09:30 来源:云溪日报`` on a line of its own; a sentence that begins with a date ends with a full stop."""

_FRAME = re.compile("|".join(f"(?:{line.pattern})" for line in (_CREDIT, _BYLINE, _STAMP)))
_FRAME_LENGTH = 120
"""A credit or notice is short; a longer paragraph with such a word in it is text."""

_SENTENCE_END = re.compile(r"[。!?;…\n]+")
_NOT_WORD = re.compile(r"[^\w.%\n]+")
_NO_DECIMAL_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]+")
_MASK = "#"
MAX_LENGTH = 50_000
"""Characters of a body that are looked at: more than any news article has, and a bound for hostile ones."""
_MAX_NUMBER = 24
"""Characters of a number that are looked at."""
MIN_SENTENCE = 12
"""Shorter sentences (会上,…指出) stand in too many articles to say anything."""


@dataclass(frozen=True)
class NormalText:
    """A body in comparison form. ``text`` has letters, Han characters and numbers only."""

    sentences: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        return "".join(self.sentences)

    @cached_property
    def numbers(self) -> dict[tuple[str, str], set[str]]:
        """The numbers that stand in each context: the characters before and after, numbers masked."""
        return _numbers_in_context(self.text)

    @cached_property
    def lead(self) -> NormalText:
        """The first sentence of some length: it says what happened."""
        return NormalText(next(((each,) for each in self.sentences if len(each) >= MIN_SENTENCE), ()))

    @cached_property
    def masked_grams(self) -> frozenset[str]:
        """The five-character pieces of the text with every number as one mark."""
        return frozenset(grams(_NUMBER.sub(_MASK, self.text)))


def normal_text(body: str) -> NormalText:
    """``body`` (paragraphs, a newline between) without its frame, in comparison form."""
    lines = (line.strip() for line in _PINYIN.sub("", fold(body[:MAX_LENGTH])).split("\n"))
    kept = [line for line in lines if line and not _is_frame(line)]
    if kept:
        kept[0] = _LEAD.sub("", kept[0], count=1)
    text = _SENTENCE_END.sub("\n", "\n".join(kept))
    if "." in text:
        text = _NO_DECIMAL_POINT.sub("", text)
    sentences = _NOT_WORD.sub("", text).replace("_", "").split("\n")
    return NormalText(tuple(sentence for sentence in sentences if sentence))


def grams(text: str, size: int = 5) -> list[str]:
    """All pieces of ``size`` characters; the whole text if it is shorter."""
    return [text[start : start + size] for start in range(max(len(text) - size + 1, 1))] if text else []


def _is_frame(line: str) -> bool:
    if len(line) > _FRAME_LENGTH:
        return False
    return _FRAME.match(line) is not None or (len(line) <= 80 and _NOTICE.search(line) is not None)


_BEFORE, _AFTER = 6, 3


def _numbers_in_context(text: str) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    masked = _NUMBER.sub(_MASK, text)
    position = 0
    for match in _NUMBER.finditer(text):
        position = masked.index(_MASK, position)
        context = (
            masked[max(position - _BEFORE, 0) : position],
            masked[position + 1 : position + 1 + _AFTER],
        )
        found.setdefault(context, set()).add(number(match[0][:_MAX_NUMBER]))
        position += 1
    return found


_DIGITS = {
    sign: value for value, signs in enumerate(("零〇", "一", "二两", *"三四五六七八九")) for sign in signs
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@lru_cache(maxsize=10_000)
def number(token: str) -> str:
    """One writing for one number: 12, 012, 12.0 and 十二 are 12; 二〇二四 is 2024."""
    if token[0].isdigit():
        whole, _, decimals = token.partition(".")
        decimals = decimals.rstrip("0")
        return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
    if not any(sign in _UNITS for sign in token):
        return "".join(str(_DIGITS[sign]) for sign in token).lstrip("0") or "0"
    total = section = digit = 0
    for sign in token:
        unit = _UNITS.get(sign)
        if unit is None:
            digit = _DIGITS[sign]
        elif unit < 10_000:
            section, digit = section + (digit or 1) * unit, 0
        elif unit == _UNITS["万"]:
            total, section, digit = total + (section + digit or 1) * unit, 0, 0
        else:
            total, section, digit = (total + section + digit or 1) * unit, 0, 0
    return str(total + section + digit)
