"""The date of a row in a list: shorter forms than on an article, the year often left out.

A list prints ``2017-10-14``, ``[10-19]``, ``10.11``, ``10月11日`` or, in newer designs, the day and the month in
boxes of their own (``14`` above ``2017-10``). A missing year is taken from the address of the article
(``t20171019_``), else it is the latest one that does not lie after the page's clock.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

from spiders.fields.dates import find_moment, moment_from_url, plausible

_YMD = r"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})\s?日?"
_CLOCK = r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_OPEN, _CLOSE = r"[\[【(（<《\s·•|/]*", r"[\]】)）>》\s·•|/]*"
_LABEL = r"(?:(?:发布|發佈|发表|更新|日期|时间|時間|日\s*期|时\s*间|于|於|时|在)[：:\s]*){0,4}"
# 2017-10-14   [2017/10/14]   发表于：2017/10/19   2017年10月14日 08:00
_WHOLE = re.compile(rf"^{_OPEN}{_LABEL}{_OPEN}{_YMD}{_CLOCK}{_CLOSE}$")
_INSIDE = re.compile(rf"(?<![\d.]){_YMD}(?!\d)")
# 10-19   [10.11]   10/11   10月11日   08-15 10:20
_MD = r"(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})\s?日?"
_SHORT = re.compile(rf"^{_OPEN}{_LABEL}{_OPEN}{_MD}{_CLOCK}{_CLOSE}$")
_BRACKETED_SHORT = re.compile(rf"[\[【(（]\s*{_MD}\s*[\]】)）]\s*$")
# 17-10-19
_TWO_DIGIT_YEAR = re.compile(rf"^{_OPEN}(?P<y>\d\d)[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_CLOSE}$")
# 5/20/2024   (5/20/2024 10:20:00 AM): ASP under an American locale
_MONTH_FIRST = re.compile(
    rf"^{_OPEN}{_LABEL}{_OPEN}(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/(?P<y>(?:19|20)\d\d){_CLOCK}(?:\s*[AP]M)?{_CLOSE}$"
)
# 2024-03   2024年3月
_MONTH = re.compile(rf"^{_OPEN}(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?月?{_CLOSE}$")
# Boxes: 14 | 2017-10, 14 | 2017年10月;  10-14 | 2017;  2017 | 10-14
_BOXES = (
    re.compile(r"^(?P<d>\d{1,2})日?\s+(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})月?$"),
    re.compile(r"^(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})月?\s+(?P<d>\d{1,2})日?$"),
    re.compile(r"^(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?\s+(?P<y>(?:19|20)\d\d)年?$"),
    re.compile(r"^(?P<y>(?:19|20)\d\d)年?\s+(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?$"),
)
_BOX = re.compile(r"^[\d\s年月日./-]{1,10}$")
_RELATIVE = re.compile(
    r"刚刚|半小时前|(?:\d+|[一二三四五六七八九十半]+)\s*(?:秒|分钟|个?小时|天)前|今天|昨天|前天"
)

# In a title: "2017-10-14 标题", "标题 [2017-10-14]", "标题（10-14）"; 2017年9月14日《…》 is a title of its own.
_LEADING = re.compile(
    r"^[\[【(（]?\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\]】)）]?\s+"
)
_TRAILING = re.compile(
    r"\s*(?:[\[【(（]\s*(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\]】)）]"
    r"|\s(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)\s*$"
)
_DIGIT = re.compile(r"\d")
"""What every form has but the relative ones; most texts of a list have none, and are done with at once."""
_MARGIN = timedelta(days=1)
_MAX_DATE = 40
"""Characters: a text that is nothing but a date, its label and its clock time is shorter."""


def is_date(text: str) -> bool:
    """Is this text nothing but a date, with or without its label, brackets and clock time?"""
    if len(text) >= _MAX_DATE or not _DIGIT.search(text):
        return False
    return any(form.match(text) for form in (_WHOLE, _SHORT, _TWO_DIGIT_YEAR, _MONTH_FIRST, _MONTH))


def without_date(title: str) -> str:
    """A title without the date that is printed before or after it."""
    if not _DIGIT.search(title):
        return title
    shorter = _TRAILING.sub("", _LEADING.sub("", title))
    return shorter if len(shorter) >= 4 else title


def row_date(texts: list[str], url: str, clock: datetime) -> str | None:
    """The ISO date that the texts of a row print, the surest form first; None if they print none.

    ``url`` is the article's address, which may tell the year.
    """
    if not texts:
        return None
    relative = [text for text in texts if len(text) < _MAX_DATE]
    texts = [text for text in texts if _DIGIT.search(text)]
    if not texts:
        return _relative(relative, clock)
    short = [text for text in texts if len(text) < _MAX_DATE]
    if days := [day for text in short if (found := _WHOLE.match(text)) and (day := _iso(found, url, clock))]:
        return days[0] if len(set(days)) == 1 else _of_publishing(days, url, clock)
    for pattern in (_TWO_DIGIT_YEAR, _MONTH_FIRST, _SHORT):
        for text in short:
            if (found := pattern.match(text)) and (day := _iso(found, url, clock)):
                return day
    if day := _boxed(short, clock):
        return day
    for pattern in (_INSIDE, _BRACKETED_SHORT):
        for text in texts:
            if (found := pattern.search(text)) and (day := _iso(found, url, clock)):
                return day
    return _relative(relative, clock) or _month(short, clock)


def _of_publishing(days: list[str], url: str, clock: datetime) -> str:
    """Of the days that a row prints (成文日期, 发布日期) the one that the address has, too; else the first."""
    moment = moment_from_url(url, clock)
    published = moment.at.date().isoformat() if moment else ""
    return published if published in days else days[0]


def title_date(title: str, url: str, clock: datetime) -> str | None:
    """The date that `without_date` cuts from a title."""
    if not _DIGIT.search(title):
        return None
    removed = [m[0] for m in (_LEADING.search(title), _TRAILING.search(title)) if m]
    return row_date([text.strip() for text in removed], url, clock) if removed else None


def _boxed(texts: list[str], clock: datetime) -> str | None:
    boxes = [text for text in texts if _BOX.match(text)][:4]
    for one, two in pairwise(boxes):
        for pattern in _BOXES:
            if (found := pattern.match(f"{one.strip()} {two.strip()}")) and (day := _iso(found, "", clock)):
                return day
    return None


def _relative(texts: list[str], clock: datetime) -> str | None:
    for text in texts:
        signed = "前" in text or "天" in text or "刚" in text  # what every relative form has
        if signed and _RELATIVE.search(text) and (moment := find_moment(text, clock)):
            return moment.at.date().isoformat()
    return None


def _month(texts: list[str], clock: datetime) -> str | None:
    for text in texts:
        found = _MONTH.match(text)
        if found and 1 <= int(found["m"]) <= 12 and 1990 <= int(found["y"]) <= clock.year:
            return f"{int(found['y']):04}-{int(found['m']):02}"
    return None


def _iso(found: re.Match[str], url: str, clock: datetime) -> str | None:
    month, day = int(found["m"]), int(found["d"])
    given = found.groupdict().get("y")
    if given:
        year = int(given) if len(given) == 4 else 2000 + int(given)
        at = _day(year, month, day, clock)
        return at.date().isoformat() if at and plausible(at, clock) else None
    moment = moment_from_url(url, clock)
    near = moment.at if moment else None
    centre = near or clock
    years = (centre.year - 1, centre.year, centre.year + 1)
    days = [at for year in years if (at := _day(year, month, day, clock)) and at <= clock + _MARGIN]
    if not days:
        return None
    # By the address: the nearest. By the clock alone: the latest.
    best = min(days, key=lambda at: abs(at - near)) if near else max(days)
    return best.date().isoformat()


def _day(year: int, month: int, day: int, clock: datetime) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=clock.tzinfo)
    except ValueError:
        return None
