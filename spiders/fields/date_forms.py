"""The forms in which Chinese pages print a date, each as a pattern and a way to read its match.

A form's reader gets the match and the page's clock and returns a `Moment`, or None where the numbers make no date.
Nothing here judges plausibility or picks between forms: that is `spiders.fields.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from spiders.fields.date_numbers import (
    CN_DIGIT,
    CN_NUMBER,
    Moment,
    chinese_year,
    from_epoch,
    moment_of,
    number,
)
from zscrawl.items import CST

Reader = Callable[[re.Match[str], datetime], Moment | None]

# --- parts ---------------------------------------------------------------------------------------

_S = r"[\s\u00a0\u3000]*"
_WEEKDAY = rf"(?:{_S}[(（\[]?(?:星期|周|礼拜|週)(?P<weekday>[一二三四五六日天])[)）\]]?)?"
_NOON = r"(?P<noon>上午|下午|晚上|中午|凌晨|早上|早晨|清晨|傍晚|AM|PM|am|pm)?"
# 23:20:45   23：20   8时30分   8点   10:20:30.123   03:20 PM
_CLOCK = (
    r"(?P<hour>\d{1,2})\s?(?:[:：]\s?(?P<minute>\d{2})(?:\s?[:：]\s?(?P<second>\d{2})(?:[.,]\d{1,7})?)?"
    r"|[时時点點](?:\s?(?P<minute_cn>\d{1,2})\s?分(?:\s?(?P<second_cn>\d{1,2})\s?秒)?)?)(?!\d)"
    r"(?:\s?(?P<noon_after>[AaPp]\.?[Mm]\.?))?"
)
# Z   +08:00   +0800   GMT
_ZONE = r"(?:\s?(?P<zone>Z\b|UTC|GMT(?!\w)|[+-]\d{2}:?\d{2}(?!\d)))?"
_TIME = rf"{_WEEKDAY}(?:{_S}[T,，|日-]?{_S}{_NOON}{_S}{_CLOCK}{_ZONE})?"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"

# 2024-04-05 23:20:45   2024年4月5日08:10   2013 年 6 月 5 日   2024.04.05   2024/4/5 8:00   2024-05-20T08:00:00Z
_FULL = re.compile(
    rf"(?<![\d.])(?P<year>(?:19|20)\d\d){_S}(?:[-/.－_]|年|--){_S}(?P<month>\d{{1,2}}){_S}(?:[-/.－_]|月){_S}"
    rf"(?P<day>[012]?\d|3[01]){_S}(?:日|号|號|(?!\d)|(?=\d\d[:：])){_TIME}"
)
# 二〇二一年三月五日   二○二四年五月二十日   2024年五月
_CHINESE = re.compile(
    rf"(?P<year>[{CN_DIGIT}]{{4}}|(?:19|20)\d\d){_S}年{_S}(?P<month>[元正{CN_NUMBER}]{{1,2}}|\d{{1,2}}){_S}月"
    rf"(?:{_S}(?P<day>[{CN_NUMBER}]{{1,3}}|\d{{1,2}}){_S}[日号號])?{_TIME}"
)
# 民國113年5月20日
_MINGUO = re.compile(
    rf"民[国國]{_S}(?P<year>\d{{2,3}}){_S}年{_S}(?P<month>\d{{1,2}}){_S}月{_S}(?P<day>\d{{1,2}}){_S}日{_TIME}"
)
# May 20, 2024 08:30   20 May 2024 08:00:00 GMT   Mon May 20 08:30:00 CST 2024 (Java)
_ENGLISH = (
    re.compile(
        rf"\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b(?:\s+at)?{_TIME}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH_NAME},?[\s-](?P<year>(?:19|20)\d\d)\b{_TIME}",
        re.I,
    ),
    re.compile(
        rf"\b[A-Z][a-z]{{2}}\s{_MONTH_NAME}\s+(?P<day>\d{{1,2}})\s{_CLOCK}\s(?:[A-Z]{{3,4}}\s)?(?P<year>20\d\d)\b"
    ),
)
# 05/20/2024   20.05.2024   06-10-2024: the month stands first only before a slash
_YEAR_LAST = re.compile(
    rf"(?<![\d/.-])(?P<one>\d{{1,2}})(?P<sign>[-/.])(?P<two>\d{{1,2}})[-/.](?P<year>(?:19|20)\d\d)(?!\d){_TIME}"
)
# 18 5月 2024   5月 18, 2024: blogging systems with a foreign pattern
_YEAR_AFTER_MONTH = (
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>\d{{1,2}})\s?月[\s,]+(?P<year>20\d\d)(?!\d){_TIME}"),
    re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}}),\s?(?P<year>20\d\d)(?!\d){_TIME}"),
)
# 20240520   202405201630   20240520163000   20240520 16:30
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    rf"(?:(?P<hour14>[01]\d|2[0-3])(?P<minute14>[0-5]\d)(?P<second14>[0-5]\d)?(?!\d)|(?!\d){_TIME})"
)
# 24-5-13 17:08   18-03-08
_SHORT_YEAR = re.compile(
    rf"(?<![\d.:/-])(?P<year>\d\d)[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d-]){_TIME}"
)
# 2013年6月   2024-03
_YEAR_MONTH = re.compile(
    rf"(?<![\d.])(?P<year>(?:19|20)\d\d){_S}(?:年{_S}(?P<month>\d{{1,2}}){_S}月|[-/.](?P<month_2>\d{{1,2}})(?![\d/.-]))"
)
# 11月05日 08:30   十一月五日
_MONTH_DAY_CN = re.compile(
    rf"(?<![\d年])(?P<month>\d{{1,2}}|[{CN_NUMBER}]{{1,2}}){_S}月{_S}(?P<day>\d{{1,2}}|[{CN_NUMBER}]{{1,3}}){_S}[日号號]{_TIME}"
)
# 08-15 10:20   10-19   10.11   [10/11]: only where hardly anything else is printed
_MONTH_DAY = re.compile(
    rf"^[\s\[【(（<《·•|/]*(?:(?:发布|发表|更新|日期|时间|於|于|[:：\s])+)?(?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d./%-]){_TIME}"
    r"[\s\]】)）>》·•|/]*$"
)
# 05-21 08:30 in a line of other things
_MONTH_DAY_CLOCK = re.compile(rf"(?<![\d./-])(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})\s+{_CLOCK}")

# 刚刚   30秒前   5分钟前   半小时前   3小时前   两天前   1小时30分钟前   3 days ago
_AMOUNT = rf"(?P<amount>\d{{1,4}}|[{CN_NUMBER}两兩几半]{{1,3}})"
_JUST_NOW = re.compile(r"刚刚|刚才|剛剛|剛才|just now", re.I)
_AGO = re.compile(
    rf"(?<!\d){_AMOUNT}{_S}(?P<half>个?半)?{_S}(?:个|個)?{_S}"
    rf"(?P<unit>秒[钟鐘]?|分[钟鐘]?|小[时時]|钟头|天|日|周|星期|礼拜|月|年){_S}(?:(?P<minutes>\d{{1,2}}){_S}分[钟鐘]?{_S})?(?:以)?前"
)
_AGO_ENGLISH = re.compile(
    r"\b(?P<amount>\d{1,3}|an?)\s+(?P<unit>second|sec|minute|min|hour|day|week|month|year)s?\s+ago", re.I
)
# 今天 10:20   昨天 18:22   前天   昨日 08:00
_NEAR_DAY = re.compile(rf"(?P<word>大前天|前天|前日|昨天|昨日|今天|今日|yesterday|today)(?!是){_TIME}", re.I)
_TODAY = re.compile(rf"^{_S}(?:今天|今日|today){_S}$", re.I)
# 星期三 10:20   上周五
_WEEKDAY_ALONE = re.compile(
    rf"^{_S}(?P<last>上)?(?:星期|周|週|礼拜)(?P<day_name>[一二三四五六日天])(?:{_S}{_NOON}{_S}{_CLOCK})?{_S}$"
)
# 10:20: today, in a list of today's items
_CLOCK_ALONE = re.compile(rf"^{_S}{_NOON}{_S}{_CLOCK}{_S}$")
_EPOCH = re.compile(r"^\s*(\d{10}|\d{13})\s*$")

_UNIT_SECONDS = {
    "秒": 1, "分": 60, "小": 3600, "钟": 3600, "天": 86400, "日": 86400, "周": 604800, "星": 604800, "礼": 604800,
}  # fmt: skip
_VAGUE = {"半": 0.5, "几": 3.0}
_UNIT_ENGLISH = {"sec": 1, "min": 60, "hou": 3600, "day": 86400, "wee": 604800}
_NEAR_DAYS = {
    "大前天": 3, "前天": 2, "前日": 2, "昨天": 1, "昨日": 1, "yesterday": 1, "今天": 0, "今日": 0, "today": 0,
}  # fmt: skip
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}

# --- readers -------------------------------------------------------------------------------------


def _read_full(match: re.Match[str], clock: datetime) -> Moment | None:
    return moment_of(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _read_chinese(match: re.Match[str], clock: datetime) -> Moment | None:
    year, month = chinese_year(match["year"]), number(match["month"])
    if match["day"]:
        return moment_of(match, year, month, number(match["day"]))
    first = moment_of(match, year, month, 1)
    return Moment(first.at, "month") if first else None


def _read_minguo(match: re.Match[str], clock: datetime) -> Moment | None:
    return moment_of(match, 1911 + int(match["year"]), int(match["month"]), int(match["day"]))


def _read_english(match: re.Match[str], clock: datetime) -> Moment | None:
    return moment_of(
        match, int(match["year"]), _MONTH_NAMES.index(match["name"].lower()) + 1, int(match["day"])
    )


def _read_year_last(match: re.Match[str], clock: datetime) -> Moment | None:
    one, two = int(match["one"]), int(match["two"])
    month, day = (two, one) if one > 12 or (match["sign"] != "/" and two <= 12) else (one, two)
    return moment_of(match, int(match["year"]), month, day)


def _read_compact(match: re.Match[str], clock: datetime) -> Moment | None:
    moment = moment_of(match, int(match["year"]), int(match["month"]), int(match["day"]))
    if moment is None or not match["hour14"]:
        return moment
    second = match["second14"]
    at = moment.at + timedelta(
        hours=int(match["hour14"]), minutes=int(match["minute14"]), seconds=int(second or 0)
    )
    return Moment(at, "second" if second else "minute")


def _read_short_year(match: re.Match[str], clock: datetime) -> Moment | None:
    return moment_of(match, 2000 + int(match["year"]), int(match["month"]), int(match["day"]))


def _read_year_month(match: re.Match[str], clock: datetime) -> Moment | None:
    first = moment_of(match, int(match["year"]), int(match["month"] or match["month_2"]), 1)
    return Moment(first.at, "month") if first else None


def _read_yearless(match: re.Match[str], clock: datetime) -> Moment | None:
    """The latest year in which the day is not after the clock (and falls on the weekday, if one is printed)."""
    month, day = number(match["month"]), number(match["day"])
    weekday = match.groupdict().get("weekday")
    for year in range(clock.year + 1, clock.year - 9, -1):
        moment = moment_of(match, year, month, day)
        if moment is None or moment.at > clock + timedelta(days=1) or moment.at.date() > clock.date():
            continue
        if weekday is None or moment.at.weekday() == _WEEKDAYS[weekday]:
            return moment
    return None


def _read_just_now(match: re.Match[str], clock: datetime) -> Moment | None:
    return Moment(clock.replace(microsecond=0), "minute")


def _read_ago(match: re.Match[str], clock: datetime) -> Moment | None:
    text, unit = match["amount"], match["unit"][0]
    amount = _VAGUE.get(text) or number(text) + (0.5 if match["half"] else 0.0)
    if unit in "月年":
        months = round(amount * (12 if unit == "年" else 1))
        return _months_before(clock, months)
    if match["minutes"]:
        return _before(clock, amount * _UNIT_SECONDS[unit] + 60 * int(match["minutes"]), 60)
    return _before(clock, amount * _UNIT_SECONDS[unit], _UNIT_SECONDS[unit])


def _read_ago_english(match: re.Match[str], clock: datetime) -> Moment | None:
    amount = int(match["amount"]) if match["amount"].isdigit() else 1
    unit = match["unit"].lower()[:3]
    if unit in ("mon", "yea"):
        return _months_before(clock, amount * (12 if unit == "yea" else 1))
    return _before(clock, amount * _UNIT_ENGLISH[unit], _UNIT_ENGLISH[unit])


def _before(clock: datetime, seconds: float, unit: int) -> Moment:
    """ "Three hours ago" leaves the minute open and there is no precision of an hour: it is a day's."""
    at = (clock - timedelta(seconds=seconds)).replace(microsecond=0)
    if unit >= 86400:
        return Moment(at.replace(hour=0, minute=0, second=0), "day")
    return Moment(at, "second" if unit == 1 else "minute" if unit == 60 or seconds < 3600 else "day")


def _months_before(clock: datetime, months: int) -> Moment | None:
    index = clock.year * 12 + clock.month - 1 - months
    if index < 12:
        return None
    return Moment(datetime(index // 12, index % 12 + 1, 1, tzinfo=CST), "month")


def _read_near_day(match: re.Match[str], clock: datetime) -> Moment | None:
    back = _NEAR_DAYS[match["word"].lower()]
    if back == 0 and not match["hour"] and not _TODAY.match(match.string):
        return None  # 今日头条, 今天的新闻
    day = clock - timedelta(days=back)
    return moment_of(match, day.year, day.month, day.day)


def _read_weekday(match: re.Match[str], clock: datetime) -> Moment | None:
    back = (clock.weekday() - _WEEKDAYS[match["day_name"]]) % 7
    if match["last"]:
        back = clock.weekday() + 7 - _WEEKDAYS[match["day_name"]]
    day = clock - timedelta(days=back)
    return moment_of(match, day.year, day.month, day.day)


def _read_clock(match: re.Match[str], clock: datetime) -> Moment | None:
    moment = moment_of(match, clock.year, clock.month, clock.day)
    if moment and moment.at > clock:
        moment = Moment(moment.at - timedelta(days=1), moment.precision)
    return moment if moment and moment.precision != "day" else None


def _read_epoch(match: re.Match[str], clock: datetime) -> Moment | None:
    return from_epoch(int(match[1]))


Form = tuple[re.Pattern[str], Reader]

ABSOLUTE: tuple[Form, ...] = (
    (_FULL, _read_full),
    (_CHINESE, _read_chinese),
    (_MINGUO, _read_minguo),
    *((pattern, _read_english) for pattern in _ENGLISH),
    (_YEAR_LAST, _read_year_last),
    *((pattern, _read_full) for pattern in _YEAR_AFTER_MONTH),
)
"""Forms that say the year, and say it so that nothing else is meant."""
RELATIVE: tuple[Form, ...] = (
    (_JUST_NOW, _read_just_now),
    (_AGO, _read_ago),
    (_AGO_ENGLISH, _read_ago_english),
    (_NEAR_DAY, _read_near_day),
    (_MONTH_DAY_CN, _read_yearless),
)
"""Forms that need the page's clock."""
PRINTED: tuple[Form, ...] = (
    (_SHORT_YEAR, _read_short_year),
    (_MONTH_DAY, _read_yearless),
    (_MONTH_DAY_CLOCK, _read_yearless),
)
"""Forms that are a date if a clock time follows them."""
WEAK: tuple[Form, ...] = (
    (_COMPACT, _read_compact),
    (_SHORT_YEAR, _read_short_year),
    (_YEAR_MONTH, _read_year_month),
    (_MONTH_DAY, _read_yearless),
    (_MONTH_DAY_CLOCK, _read_yearless),
    (_WEEKDAY_ALONE, _read_weekday),
    (_CLOCK_ALONE, _read_clock),
    (_EPOCH, _read_epoch),
)
"""Forms that other numbers can look like: tried in this order, after all others."""
