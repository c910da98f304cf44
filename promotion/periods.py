"""Dates and periods as the text prints them; what they mean is worked out by `clock.Calendar`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from promotion.amounts import chinese_number
from promotion.text.patterns import quick

_N = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y = r"(?:(?:19|20)\d\d|[一二]九?[〇零九\d][〇零一二三四五六七八九]{2})年"
_TO = r"(?:至|到|-|~|--)"


def _of(group: str) -> str:
    """The year before a date, as a group of this name: 2023年 · 今年 · 去年的."""
    return rf"(?:(?P<{group}>{_Y}|今年|去年|前年|当年|本年度?|上年|明年)度?的?)?"


# each alternative: what it reads, an example before it
_FORMS = (
    # 2018年1月至2019年9月
    ("months_of_years", rf"(?P<y1>{_Y})(?P<m1>{_N})月(?:份)?{_TO}(?P<y2>{_Y})(?P<m2>{_N})月(?:份|底|末)?"),
    # 2019年至2022年 · 2019-2022年
    ("years", rf"(?P<ya>(?:19|20)\d\d)年?{_TO}(?P<yb>(?:19|20)\d\d)年"),
    # 2023-04-11 · 2023/4/11
    ("iso", r"(?<!\d)(?P<iy>(?:19|20)\d\d)[-/](?P<im>\d{1,2})[-/](?P<id>\d{1,2})(?!\d)"),
    # 9月25日至27日 · 3月16日-19日 · 2月23-24日 · 4月28日至5月2日
    ("days", rf"{_of('dy')}(?P<dm>{_N})月(?P<d1>{_D})(?:日|号)?{_TO}(?:(?P<dm2>{_N})月)?(?P<d2>{_D})[日号]"),
    # 2022年4月13日
    ("day", rf"{_of('ey')}(?P<em>{_N})月(?P<ed>{_D})[日号]"),
    # 1至9月 · 1-10月份 · 元至10月 · 1月至9月
    ("months", rf"{_of('my')}(?<![\d.])(?P<ma>{_N}|元)月?(?:份)?{_TO}(?P<mb>{_N})月(?:份|底|末)?"),
    # 前10个月 · 前三季度 · 头两个月
    ("first", rf"{_of('fy')}(?<!提)[前头](?:(?P<fm>{_N}|两)个?月|(?P<fq>[一二三两1-3])个?季度)"),
    # 一季度 · 第三季度 · 四季度末
    ("quarter", rf"{_of('qy')}第?(?P<q>[一二三四1-4])季度"),
    # 上半年 · 下半年
    ("half", rf"{_of('hy')}(?P<h>[上下])半年"),
    # 3月 · 6月底 · 12月中旬 · 2023年12月
    (
        "month",
        rf"{_of('ny')}(?<![\d.个前头近])(?P<nm>{_N})月(?:份)?(?P<part>初|上旬|中旬|下旬|底|末)?(?![\d个])",
    ),
    # 2023年 · 2023年度 · 2023年以来
    ("year", rf"(?P<yy>{_Y})度?(?P<ysince>以来|起)?"),
    # 今年以来 · 年初以来 · 去年全年
    (
        "relative_year",
        r"(?P<ry>今年|年初(?=以来|至今)|去年|过去的?一年|前年|明年|本年度|上年度?|当年)(?:以来|来|全年)?",
    ),
    # 全年共签约; not 完成全年目标
    ("full_year", r"(?<!年)(?P<fully>全年)(?=[共累新完实签引举开,]|我[省市县区])(?!完成率)"),
    # 2023东台投资说明会: the year in an event's name
    (
        "event_year",
        r"(?<![\d.])(?P<vy>20[0-3]\d)(?=[\u4e00-\u9fff])(?![年个亩万亿元吨余多人家平公米辆台套户名条次批项千百座栋度份处])",
    ),
    # 27日上午
    ("day_only", rf"(?<![\d月至到~-])(?P<od>{_D})日(?=[上下]午|晚|,|[\u4e00-\u9fff])"),
    # 上月 · 上个月
    ("last_month", r"上个?月(?![底初])"),
    # 昨日 · 今天
    ("relative_day", r"(?P<rd>昨日|昨天|今日(?!头条)|今天|前天|前日(?!本))"),
    # 当天 · 同日
    ("same_day", r"当[天日](?!地)|同[日天]"),
    # 目前 · 截至目前
    ("now", r"(?:截[至止])?(?:(?<!项)目前|(?<!体)(?<!呈)(?<!出)现在)(?:为止)?|截[至止]今|至今|迄今"),
    # 日前 · 近日
    ("vague", r"日前|近日|近期|前不久|不久前|近年来?"),
)
# where a mark can begin at all; it saves nine of ten attempts
_BEGINS = (
    r"(?<![\d.])\d{1,4}[年月日号/~到至-]|[一二三四五六七八九十]{1,3}[月日季]|二[〇零]|元月?[至到-]|[今去前上明]年|过去的?一年|本年度|今[天日]|全年|"
    r"前[天日两头\d一二三四五六七八九十不]|头[两三\d]|[上下]半年|第[一二三四1-4]季|当[年天日]|昨[日天]|同[日天]|"
    r"(?<![\d.])20[0-3]\d[\u4e00-\u9fff]|年初[以至]|上个?月|截[至止]|目前|现在|[至迄]今|日前|近[日期年]|不久前|[1-4]季度"
)
_MARK = quick(rf"(?={_BEGINS})(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS) + ")")
# 比去年同期增长 · 较2020年 · 同比2020年: the base of a comparison, no period
_COMPARED = re.compile(r"(?:比|较|与|同比|相比|超过|高于|低于)(?:于)?$")
_BASE_AFTER = re.compile(r"同期|相比|结转|以前|之前|前(?!\d|三|两|[一二三四五六七八九十])|底?前")
# 到2025年 · 力争2025年 · 将于6月: not yet
_AHEAD = re.compile(r"(?:力争|预计|计划|将于|拟于|有望|确保|争取)(?:到|在|于)?$")
# 从去年5月至今 · 自2019年以来
_FROM = re.compile(r"(?:自|从)$")
_UNTIL_NOW = re.compile(r"(?:起)?(?:至今|以来|到目前|到现在|开始|起)")
_AS_OF = re.compile(r"截[至止]到?$|到$|至$")
# 1989年成立 · 2016年上市: history of a company
_HISTORY = re.compile(r"(?:在|于)?(?:成立|创立|创办|创建|始建|注册成立|上市|建成|组建|设立)")
# 6月底前 · 2025年底前
_BEFORE_THEN = re.compile(r"[初底末]?之?前(?!三|两|\d)")


def _opens(text: str, start: int, end: int) -> bool:
    """2019年同期, at the beginning of a sentence: told for itself, no base of a comparison."""
    return text[start - 1 : start] in {"", "。", "\n"} and text[end : end + 1] == ","


@dataclass(frozen=True, slots=True)
class Mark:
    """A date or period as printed. ``parts`` are its numbers as read; ``year`` is None where none is printed."""

    start: int
    end: int
    form: str
    year: int | None
    parts: tuple[int, ...] = ()
    word: str = ""
    compared: bool = False
    ahead: bool = False
    since: bool = False
    as_of: bool = False


def _int(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isdigit() else chinese_number(text)


def _year(text: str | None) -> tuple[int | None, str]:
    """(printed year, or None; the relative word, or "")."""
    if not text:
        return None, ""
    head = text.removesuffix("年")
    if head[0].isdigit() or (len(head) == 4 and head[0] in "一二"):
        return _int(head), ""
    return None, text


_PARTS = {
    "months_of_years": ("y1", "m1", "y2", "m2"), "years": ("ya", "yb"), "iso": ("iy", "im", "id"),
    "days": ("dm", "d1", "dm2", "d2"), "day": ("em", "ed"), "months": ("ma", "mb"), "first": ("fm", "fq"),
    "quarter": ("q",), "month": ("nm",), "day_only": ("od",), "event_year": ("vy",),
}  # fmt: skip
_YEARS = {"days": "dy", "day": "ey", "months": "my", "first": "fy", "quarter": "qy", "half": "hy", "month": "ny",
          "year": "yy", "relative_year": "ry"}  # fmt: skip


def marks(text: str) -> list[Mark]:
    """Every date and period that the normal text prints, in order."""
    out: list[Mark] = []
    for match in _MARK.finditer(text):
        mark = _mark(match, text)
        if out and out[-1].compared and text[out[-1].end : mark.start] in {"、", "和", "及"}:
            mark = replace(mark, compared=True)  # 较2020年、2019年分别增长
        out.append(mark)
    return out


def _mark(match: re.Match[str], text: str) -> Mark:
    form = next(name for name, _ in _FORMS if match[name] is not None)
    year, word = _year(match[_YEARS[form]]) if form in _YEARS else (None, "")
    parts = tuple(
        _year(match[g])[0] or 0 if g in {"y1", "y2"} else _int(match[g]) if match[g] else 0
        for g in _PARTS.get(form, ())
    )
    before, start, end = text[max(0, match.start() - 5) : match.start()], match.start(), match.end()
    if form == "half":
        word, parts = word, (1 if match["h"] == "上" else 2,)
    if form == "relative_day":
        word = match.group()
    if form == "same_day" and before.endswith(("开幕", "开幕式", "首日")):
        word = "first"
    if form == "month" and match["part"] in {"底", "末"}:
        parts = (*parts, 31)
    after = _BASE_AFTER.match(text, end)
    return Mark(
        start,
        end,
        form,
        year,
        parts,
        word,
        compared=bool(_COMPARED.search(before))
        or bool(after and after.group() in {"同期", "相比", "结转"} and not _opens(text, start, after.end())),
        ahead=bool(_AHEAD.search(before))
        or bool(_BEFORE_THEN.match(text, end))
        or bool(_HISTORY.match(text, end)),
        since=bool(match["ysince"])
        or text.startswith("以来", end)
        or (bool(_FROM.search(before)) and bool(_UNTIL_NOW.match(text, end))),
        as_of=bool(_AS_OF.search(before)),
    )
